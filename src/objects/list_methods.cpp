// SPDX-License-Identifier: MIT
#include "objects/arguments.h"
#include "objects/container_repr.h"
#include "objects/generic_alias.h"
#include "objects/iterators.h"
#include "objects/key_compare.h"
#include "objects/list.h"
#include "objects/native.h"
#include "objects/slice.h"
#include "objects/type_specs.h"

// The type `list`: construction, comparison, methods.

namespace pyemb {

namespace {

Result<Ref> list_new(ThreadState& ts, Type& type, CallArgs) {
  Own<List> list = TRY(new_native<List>(ts, type));
  gc_track(ts, list.get());
  return list;
}

Status list_init(ThreadState& ts, Value self, CallArgs args) {
  TRY(require_no_keywords_in_init(ts, "list", TypeId::kList, self, args));
  TRY(require_positional(ts, "list", args, 0, 1));
  List& list = as<List>(self);
  list_clear(ts, list);
  return args.count == 0 ? Status() : list_extend(ts, list, args.values[0]);
}

// -- comparison, repr ----------------------------------------------------------------------------------------------------

Result<Ref> list_compare(ThreadState& ts, Value left, Value right, Compare op) {
  List* a = as_if<List>(left);
  List* b = as_if<List>(right);
  if (a == nullptr || b == nullptr) return Result<Ref>::not_implemented();
  bool only_equality = op == Compare::kEq || op == Compare::kNe;
  if (only_equality && a->size != b->size) return Result<Ref>::boolean(op == Compare::kNe);
  RecursionGuard guard(ts, " in comparison");
  if (guard.exceeded()) return guard.raise();
  for (int64_t i = 0; i < a->size && i < b->size; ++i) {  // sizes re-read: == may change the lists
    Value x = a->at(i), y = b->at(i);
    if (x == y) continue;
    Ref first = Ref::copy(x);
    Ref second = Ref::copy(y);
    if (TRY(equal_inline(ts, first, second))) continue;
    if (i >= a->size || i >= b->size) break;  // == has emptied one of them: the sizes decide
    if (only_equality) return Result<Ref>::boolean(op == Compare::kNe);
    return compare(ts, first, second, op);
  }
  return compare_result(a->size < b->size ? -1 : a->size > b->size, op);
}

Result<Ref> list_repr(ThreadState& ts, Value self) {
  List& list = as<List>(self);
  if (list.size == 0) return new_str(ts, "[]");
  ReprGuard guard(ts, self);
  if (guard.raised()) return Raised{};
  if (!guard.entered()) return new_str(ts, "[...]");
  return repr_of_items(ts, list, "[", "]");
}

// -- the sequence protocol -----------------------------------------------------------------------------------------------

Result<int64_t> list_length(ThreadState&, Value self) { return as<List>(self).size; }

Result<bool> list_contains(ThreadState& ts, Value self, Value wanted) {
  List& list = as<List>(self);
  for (int64_t i = 0; i < list.size; ++i) {
    if (TRY(item_equal(ts, list.at(i), wanted))) return true;
  }
  return false;
}

Result<Ref> list_inplace_concat(ThreadState& ts, Value self, Value other) {
  TRY(list_extend(ts, as<List>(self), other));
  return Ref::copy(self);
}

Result<Ref> list_inplace_repeat(ThreadState& ts, Value self, int64_t count) {
  List& list = as<List>(self);
  int64_t size = list.size;
  if (count <= 0) {
    list_clear(ts, list);
  } else if (size > 0 && count > 1) {
    int64_t total;
    if (__builtin_mul_overflow(size, count, &total)) return raise_no_memory(ts);
    TRY(list_grow(ts, list, total));
    for (int64_t i = size; i < total; ++i) list.items[list.size++] = Ref::copy(list.at(i - size)).release();
  }
  return Ref::copy(self);
}

// -- methods -------------------------------------------------------------------------------------------------------------

Status list_method_append(ThreadState& ts, List& self, Value item) { return list_append(ts, self, Ref::copy(item)); }

Status list_method_extend(ThreadState& ts, List& self, Value iterable) { return list_extend(ts, self, iterable); }

/// Like slicing, never raises for a wild index: it is clamped to [0, len].
Status list_method_insert(ThreadState& ts, List& self, int64_t index, Value item) {
  return list_insert_at(ts, self, clamp_to_length(index, self.size), Ref::copy(item));
}

Result<Ref> list_method_pop(ThreadState& ts, List& self, std::optional<int64_t> index) {
  if (self.size == 0) return raise(ts, Exc::kIndexError, "pop from empty list");
  int64_t at = index.value_or(-1);
  if (at < 0) at += self.size;
  if (at < 0 || at >= self.size) return raise(ts, Exc::kIndexError, "pop index out of range");
  return list_take(ts, self, at);
}

/// The position of `value` in [from, to), or -1.
Result<int64_t> find_in_list(ThreadState& ts, List& list, Value value, int64_t from, int64_t to) {
  for (int64_t i = from; i < to && i < list.size; ++i) {
    if (TRY(item_equal(ts, list.at(i), value))) return i;
  }
  return -1;
}

Status list_method_remove(ThreadState& ts, List& self, Value value) {
  int64_t at = TRY(find_in_list(ts, self, value, 0, INT64_MAX));
  if (at < 0 || at >= self.size) return raise(ts, Exc::kValueError, "list.remove(x): x not in list");
  Ref dropped = list_take(ts, self, at);
  return {};
}

Result<int64_t> list_method_index(ThreadState& ts, List& self, Value value, Value start, Value stop) {
  int64_t from = TRY(slice_index(ts, start, 0));
  int64_t to = TRY(slice_index(ts, stop, INT64_MAX));
  if (from < 0) from = clamp_to_length(from, self.size);
  if (to < 0) to = clamp_to_length(to, self.size);
  int64_t at = TRY(find_in_list(ts, self, value, from, to));
  if (at >= 0) return at;
  Own<Str> text = TRY(repr(ts, value));
  return raise(ts, Exc::kValueError, "%s is not in list", Utf8(ts, *text).c_str());
}

Result<int64_t> list_method_count(ThreadState& ts, List& self, Value value) {
  int64_t count = 0;
  for (int64_t i = 0; i < self.size; ++i) {
    if (TRY(item_equal(ts, self.at(i), value))) ++count;
  }
  return count;
}

Status list_method_clear(ThreadState& ts, List& self) {
  list_clear(ts, self);
  return {};
}

Result<Ref> list_method_copy(ThreadState& ts, List& self) { return list_slice(ts, self, 0, self.size); }

Status list_method_reverse(ThreadState&, List& self) {
  list_reverse(self);
  return {};
}

Status list_method_sort(ThreadState& ts, List& self, Value key, std::optional<int> reverse) {
  return list_sort(ts, self, key, reverse.value_or(0) != 0);
}

Result<Ref> list_method_reversed(ThreadState& ts, List& self) { return list_reverse_iter(ts, self); }

int64_t list_method_sizeof(ThreadState&, List& self) {
  return static_cast<int64_t>(sizeof(List)) + self.capacity * static_cast<int64_t>(sizeof(Value));
}

Result<Ref> list_method_getitem(ThreadState& ts, List& self, Value key) { return list_getitem(ts, Value::from_object(&self), key); }

void list_traverse(Object* object, GcVisitor& visit) {
  for (Value item : static_cast<List*>(object)->span()) visit(item);
}

void list_clear_slot(ThreadState& ts, Object* object) { list_clear(ts, *static_cast<List*>(object)); }

constexpr NativeMethod kMethods[] = {
    method<list_method_getitem>("__getitem__", "($self, index, /)", "self[index]"),
    method<list_method_reversed>("__reversed__", "($self, /)", "An iterator from the last item to the first."),
    method<list_method_sizeof>("__sizeof__", "($self, /)", "The memory that the list takes, in bytes."),
    method<list_method_clear>("clear", "($self, /)", "Remove all items."),
    method<list_method_copy>("copy", "($self, /)", "A new list of the same items."),
    method<list_method_append>("append", "($self, object, /)", "Put object behind the last item."),
    method<list_method_insert>("insert", "($self, index, object, /)", "Put object before the item at index."),
    method<list_method_extend>("extend", "($self, iterable, /)", "Append each item of the iterable."),
    method<list_method_pop>("pop", "($self, index=-1, /)", "Remove the item at index and return it; IndexError if there is none."),
    method<list_method_remove>("remove", "($self, value, /)", "Remove the first item that equals value; ValueError if there is none."),
    method<list_method_index>("index", "($self, value, start=0, stop=sys.maxsize, /)",
                              "The position of the first item that equals value; ValueError if there is none."),
    method<list_method_count>("count", "($self, value, /)", "How many items equal value."),
    method<list_method_reverse>("reverse", "($self, /)", "Turn the order of the items round, in place."),
    method<list_method_sort>("sort", "($self, /, *, key=None, reverse=False)",
                             "Sort in place, ascending, equal items keeping their order.\n\n"
                             "With key, items are compared by key(item), called once for each; reverse sorts descending."),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameters, for annotations."),
};

}  // namespace

constexpr TypeSpec kListSpec = {
    .name = "list",
    .doc = "list(iterable=(), /)\n--\n\nA mutable sequence of any objects.\n\n"
           "list() is empty; list(iterable) has the iterable's items.",
    .id = TypeId::kList,
    .size = sizeof(List),
    .flags = Type::kCollected | Type::kSubclassable | Type::kSequence | Type::kMatchSelf,
    .methods = kMethods,
    .slots = {.repr = list_repr,
              .compare = list_compare,
              .iter = list_iter,
              .init = list_init,
              .new_ = list_new,
              .length = list_length,
              .getitem = list_getitem,
              .setitem = list_setitem,
              .contains = list_contains,
              .concat = list_concat,
              .repeat = list_repeat,
              .inplace_concat = list_inplace_concat,
              .inplace_repeat = list_inplace_repeat},
    .traverse = list_traverse,
    .clear = list_clear_slot,
    .dealloc = list_clear_slot,
};

}  // namespace pyemb
