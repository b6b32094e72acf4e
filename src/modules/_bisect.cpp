// SPDX-License-Identifier: MIT
#include "modules/native_modules.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/list.h"
#include "objects/native.h"

// _bisect: binary search in sorted sequences.

namespace pyemb {

namespace {

enum class Side : uint8_t { kLeft, kRight };  ///< of items that equal what is looked for

Result<int64_t> upper_bound(ThreadState& ts, Value sequence, Value hi) {
  if (hi.is_null() || hi.is_none()) return length(ts, sequence);
  if (type_of(ts, hi).slots.index == nullptr) {
    return raise(ts, Exc::kTypeError, "argument should be integer or None, not '%s'", type_name(ts, hi));
  }
  int64_t high = TRY(to_index(ts, hi));
  return high == -1 ? length(ts, sequence) : Result<int64_t>(high);
}

Result<Ref> item_at(ThreadState& ts, Value sequence, int64_t index, Value key) {
  Ref item;
  if (is_list(sequence) && index < as<List>(sequence).size) {
    item = Ref::copy(as<List>(sequence).at(index));
  } else {
    Ref position = TRY(new_int(ts, index));
    item = TRY(get_item(ts, sequence, position));
  }
  if (key.is_null() || key.is_none()) return item;
  return call(ts, key, item);
}

template <Side side>
Result<int64_t> search(ThreadState& ts, Value sequence, Value x, std::optional<int64_t> lo, Value hi, Value key) {
  int64_t low = lo.value_or(0);
  if (low < 0) return raise(ts, Exc::kValueError, "lo must be non-negative");
  int64_t high = TRY(upper_bound(ts, sequence, hi));
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    Ref item = TRY(item_at(ts, sequence, middle, key));
    bool go_right;
    if constexpr (side == Side::kLeft) {
      Ref answer = TRY(compare(ts, item, x, Compare::kLt));
      go_right = TRY(truth(ts, answer));
    } else {
      Ref answer = TRY(compare(ts, x, item, Compare::kLt));
      bool below = TRY(truth(ts, answer));
      go_right = !below;
    }
    if (go_right) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

template <Side side>
Status insert_sorted(ThreadState& ts, Value sequence, Value x, std::optional<int64_t> lo, Value hi, Value key) {
  Ref wanted = Ref::copy(x);
  if (!key.is_null() && !key.is_none()) wanted = TRY(call(ts, key, x));
  int64_t at = TRY(search<side>(ts, sequence, wanted, lo, hi, key));
  if (is_list(sequence)) return list_insert_at(ts, as<List>(sequence), std::min(at, as<List>(sequence).size), Ref::copy(x));
  Ref position = TRY(new_int(ts, at));
  Ref insert = TRY(get_attr(ts, sequence, "insert"));
  Ref nothing = TRY(call(ts, insert, position, x));
  return {};
}

constexpr const char* kSignature = "($module, /, a, x, lo=0, hi=None, *, key=None)";

constexpr NativeMethod kFunctions[] = {
    function<search<Side::kRight>>("bisect_right", kSignature,
                                   "The position in the sorted sequence a at which x would be inserted, behind all that equal it."),
    function<search<Side::kLeft>>("bisect_left", kSignature,
                                  "The position in the sorted sequence a at which x would be inserted, before all that equal it."),
    function<insert_sorted<Side::kRight>>("insort_right", kSignature, "Insert x into the sorted list a, behind all that equal it."),
    function<insert_sorted<Side::kLeft>>("insort_left", kSignature, "Insert x into the sorted list a, before all that equal it."),
};

}  // namespace

constexpr NativeModule kBisectModule = {
    .name = "_bisect",
    .doc = "Binary search in sorted sequences.",
    .functions = kFunctions,
};

}  // namespace pyemb
