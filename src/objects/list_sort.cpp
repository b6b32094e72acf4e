// SPDX-License-Identifier: MIT
#include "objects/list_sort.h"

#include "objects/call.h"
#include "objects/key_compare.h"
#include "objects/list.h"
#include "objects/tuple.h"

// list.sort: the list is emptied while it is sorted, so that comparisons and key functions never see it half sorted. One look
// over the keys picks an order that needs no dispatch where they are all of one type.

namespace pyemb {

namespace {

/// A key and the item it belongs to; with no key function items are sorted as plain Values.
struct Keyed {
  Value key;
  Value item;
};

inline Value key_of(Value item) { return item; }
inline Value key_of(const Keyed& keyed) { return keyed.key; }

// -- orders of two keys; those that cannot raise answer plain bools ------------------------------------------------------

struct SmallIntOrder {
  Result<bool> operator()(Value a, Value b) const {
    return static_cast<int64_t>(a.bits()) < static_cast<int64_t>(b.bits());  // the tags are equal
  }
};
struct FloatOrder {
  Result<bool> operator()(Value a, Value b) const { return a.as_float() < b.as_float(); }
};
struct StrOrder {
  Result<bool> operator()(Value a, Value b) const { return str_compare(as<Str>(a), as<Str>(b)) < 0; }
};

/// Any keys. When all have one type, its comparison is asked first, without looking for a reflected one, as long as it stays theirs: a comparison
/// may set __class__.
struct AnyOrder {
  ThreadState& ts;
  CompareFn own;
  Result<bool> operator()(Value a, Value b) const {
    if (own != nullptr && a.is_heap() && b.is_heap() && a.as_object()->type->slots.compare == own && b.as_object()->type->slots.compare == own) {
      Ref answer = TRY(own(ts, a, b, Compare::kLt));
      if (LIKELY(answer.get().is_bool())) return answer.get().is_true();
      if (!answer.get().is_not_implemented()) return truth(ts, answer);
    }
    Ref answer = TRY(compare(ts, a, b, Compare::kLt));
    return truth(ts, answer);
  }
};

/// Exact tuples: the first items that differ decide.
struct TupleOrder {
  ThreadState& ts;
  Result<bool> operator()(Value left, Value right) const {
    Tuple& a = as<Tuple>(left);
    Tuple& b = as<Tuple>(right);
    int64_t common = std::min(a.size, b.size);
    for (int64_t i = 0; i < common; ++i) {
      Value x = a.at(i), y = b.at(i);
      if (x == y) continue;
      if (Value::both_int(x, y)) return x.as_int() < y.as_int();
      if (is_str(x) && is_str(y)) {
        int order = str_compare(as<Str>(x), as<Str>(y));
        if (order != 0) return order < 0;
        continue;
      }
      bool same = TRY(equal(ts, x, y));
      if (same) continue;
      Ref answer = TRY(compare(ts, x, y, Compare::kLt));
      return truth(ts, answer);
    }
    return a.size < b.size;
  }
};

template <class Item, class Order>
struct LessBy {
  Order order;
  Result<bool> operator()(const Item& a, const Item& b) const { return order(key_of(a), key_of(b)); }
};

// -- which order ---------------------------------------------------------------------------------------------------------

template <class Item, class Test>
bool all_keys(const Item* items, int64_t size, Test test) {
  for (int64_t i = 0; i < size; ++i) {
    if (!test(key_of(items[i]))) return false;
  }
  return true;
}

template <class Item, class Order>
Status sort_by(ThreadState& ts, Item* items, int64_t size, Order order) {
  TimSort<Item, LessBy<Item, Order>> sorter(ts, LessBy<Item, Order>{order});
  return sorter.sort(items, size);
}

template <class Item>
Status sort_items(ThreadState& ts, Item* items, int64_t size) {
  if (size < 2) return {};
  Value first = key_of(items[0]);
  if (first.is_int()) {
    if (all_keys(items, size, [](Value v) { return v.is_int(); })) return sort_by(ts, items, size, SmallIntOrder{});
  } else if (first.is_float()) {
    if (all_keys(items, size, [](Value v) { return v.is_float(); })) return sort_by(ts, items, size, FloatOrder{});
  } else if (is_str(first)) {
    if (all_keys(items, size, [](Value v) { return is_str(v); })) return sort_by(ts, items, size, StrOrder{});
  } else if (is_tuple(first)) {
    if (all_keys(items, size, [](Value v) { return is_tuple(v); })) return sort_by(ts, items, size, TupleOrder{ts});
  }
  CompareFn own = nullptr;
  if (first.is_heap()) {
    const Type* type = first.as_object()->type;
    if (all_keys(items, size, [=](Value v) { return v.is_heap() && v.as_object()->type == type; })) own = type->slots.compare;
  }
  return sort_by(ts, items, size, AnyOrder{ts, own});
}

// -- keys ----------------------------------------------------------------------------------------------------------------

/// The items with their keys, and the buffer that holds them.
class KeyedItems {
 public:
  KeyedItems(ThreadState& ts, int64_t size) : heap_(ts.interp.heap), size_(size) {}
  KeyedItems(const KeyedItems&) = delete;
  KeyedItems& operator=(const KeyedItems&) = delete;
  ~KeyedItems() {
    for (int64_t i = 0; i < made_; ++i) decref(items_[i].key);
    heap_.release_buffer(items_, bytes());
  }

  Status make(ThreadState& ts, const Value* values, Value key) {
    items_ = static_cast<Keyed*>(heap_.allocate_buffer(bytes()));
    if (items_ == nullptr) return raise_no_memory(ts);
    for (; made_ < size_; ++made_) {
      Ref made = TRY(call(ts, key, values[made_]));
      items_[made_].key = made.release();
      items_[made_].item = values[made_];
    }
    return {};
  }
  void write_back(Value* values) const {
    for (int64_t i = 0; i < made_; ++i) values[i] = items_[i].item;
  }
  Keyed* items() { return items_; }

 private:
  size_t bytes() const { return static_cast<size_t>(size_) * sizeof(Keyed); }
  Heap& heap_;
  Keyed* items_ = nullptr;
  int64_t size_;
  int64_t made_ = 0;
};

Status sort_with_keys(ThreadState& ts, Value* values, int64_t size, Value key, bool reverse) {
  KeyedItems keyed(ts, size);
  TRY(keyed.make(ts, values, key));
  if (reverse) std::reverse(keyed.items(), keyed.items() + size);  // twice: equal items keep their order
  Status status = sort_items(ts, keyed.items(), size);
  if (reverse) std::reverse(keyed.items(), keyed.items() + size);
  keyed.write_back(values);
  return status;
}

Status sort_values(ThreadState& ts, Value* values, int64_t size, bool reverse) {
  if (reverse) std::reverse(values, values + size);
  Status status = sort_items(ts, values, size);
  if (reverse) std::reverse(values, values + size);
  return status;
}

}  // namespace

Status list_sort(ThreadState& ts, List& list, Value key, bool reverse) {
  Ref kept = Ref::copy(&list);
  int64_t size = std::exchange(list.size, 0);
  int64_t capacity = std::exchange(list.capacity, 0);
  Value* items = std::exchange(list.items, nullptr);
  Status status = key.is_null() || key.is_none() ? sort_values(ts, items, size, reverse)
                                                 : sort_with_keys(ts, items, size, key, reverse);
  bool modified = list.items != nullptr;
  std::swap(list.size, size);
  std::swap(list.capacity, capacity);
  std::swap(list.items, items);
  for (int64_t i = size; i-- > 0;) decref(items[i]);  // what was put in meanwhile
  ts.interp.heap.release_buffer(items, static_cast<size_t>(capacity) * sizeof(Value));
  TRY(status);
  if (modified) return raise(ts, Exc::kValueError, "list modified during sort");
  return {};
}

}  // namespace pyemb
