// SPDX-License-Identifier: MIT
#pragma once

// The operations that work on any object, by the slots of its type. Arithmetic stands in number.h, attributes in
// attributes.h, calls in call.h, repr() and str() in str.h.

#include "objects/type.h"

namespace pyemb {

[[nodiscard]] Result<int64_t> hash(ThreadState& ts, Value value);  ///< never -1
/// The hash slot of unhashable types: TypeError "unhashable type: 'list'".
[[nodiscard]] Result<int64_t> hash_unhashable(ThreadState& ts, Value value);
/// hash() of identity: what object.__hash__ gives.
int64_t hash_address(const void* address);

[[nodiscard]] Result<bool> truth_slow(ThreadState& ts, Value value);
[[nodiscard]] inline Result<bool> truth(ThreadState& ts, Value value) {
  if (value.is_true()) return true;
  if (value.is_false() || value.is_none()) return false;
  if (value.is_int()) return value.as_int() != 0;
  return truth_slow(ts, value);
}

[[nodiscard]] Result<int64_t> length(ThreadState& ts, Value value);
/// operator.length_hint(value, fallback)
[[nodiscard]] Result<int64_t> length_hint(ThreadState& ts, Value value, int64_t fallback);

[[nodiscard]] Result<Ref> compare(ThreadState& ts, Value left, Value right, Compare op);
[[nodiscard]] Result<bool> compare_bool(ThreadState& ts, Value left, Value right, Compare op);  ///< identity implies equality
/// left is right or left == right
[[nodiscard]] Result<bool> equal(ThreadState& ts, Value left, Value right);
/// Does the outcome of a three-way comparison answer `op` with yes?
inline bool order_satisfies(int three_way, Compare op) {
  switch (op) {
    case Compare::kLt: return three_way < 0;
    case Compare::kLe: return three_way <= 0;
    case Compare::kEq: return three_way == 0;
    case Compare::kNe: return three_way != 0;
    case Compare::kGt: return three_way > 0;
    case Compare::kGe: return three_way >= 0;
  }
  return false;
}
/// The same as the answer of a compare slot.
inline Result<Ref> compare_result(int three_way, Compare op) { return Result<Ref>::boolean(order_satisfies(three_way, op)); }

[[nodiscard]] Result<Ref> get_item(ThreadState& ts, Value object, Value key);
[[nodiscard]] Status set_item(ThreadState& ts, Value object, Value key, Value value);  ///< value null: delete
[[nodiscard]] Result<bool> contains(ThreadState& ts, Value container, Value item);

[[nodiscard]] Result<Ref> get_iter(ThreadState& ts, Value iterable);
/// The next item, or absent at the end. `iterator` must be one.
[[nodiscard]] Result<Ref> next_item(ThreadState& ts, Value iterator);
bool is_iterator(ThreadState& ts, Value value);
bool is_iterable(ThreadState& ts, Value value);

[[nodiscard]] Result<bool> is_instance(ThreadState& ts, Value object, Value class_or_tuple);
[[nodiscard]] Result<bool> is_subclass(ThreadState& ts, Value type, Value class_or_tuple);

/// The same without __instancecheck__ and __subclasscheck__: what type's own hooks answer.
[[nodiscard]] Result<bool> real_is_instance(ThreadState& ts, Value object, Value type);
[[nodiscard]] Result<bool> real_is_subclass(ThreadState& ts, Value derived, Value type);

/// dir(object)
[[nodiscard]] Result<Ref> dir(ThreadState& ts, Value object);

/// Guards repr() against cycles: entered() is false if the object's repr is being made already.
class ReprGuard {
 public:
  ReprGuard(ThreadState& ts, Value object);
  ~ReprGuard();
  ReprGuard(const ReprGuard&) = delete;
  ReprGuard& operator=(const ReprGuard&) = delete;
  bool raised() const { return state_ == kRaised; }
  bool entered() const { return state_ == kEntered; }

 private:
  enum State : uint8_t { kEntered, kRunning, kRaised };
  ThreadState& ts_;
  State state_;
};

}  // namespace pyemb
