// SPDX-License-Identifier: MIT
#pragma once

// hash() and == with the pairs that containers meet most answered in place: small ints and exact strings. Everything
// else goes through the slots, and may run Python code.

#include "objects/operations.h"
#include "objects/str.h"

namespace pyemb {

/// str_hash without a call when the string knows its hash.
ALWAYS_INLINE uint64_t str_hash_inline(ThreadState& ts, Str& s) { return LIKELY(s.hash != 0) ? s.hash : str_hash(ts, s); }

/// hash(int) of a small int: the value itself, but reduced by the Mersenne prime 2^61 - 1, and never -1.
ALWAYS_INLINE bool small_int_hash(int64_t i, int64_t* hash) {
  *hash = i == -1 ? -2 : i;
  return i < Value::kMaxInt && i > -Value::kMaxInt;
}

ALWAYS_INLINE Result<int64_t> hash_inline(ThreadState& ts, Value value) {
  if (is_str(value)) return static_cast<int64_t>(str_hash_inline(ts, as<Str>(value)));
  int64_t answer;
  if (value.is_int() && small_int_hash(value.as_int(), &answer)) return answer;
  return hash(ts, value);
}

/// left is right or left == right.
ALWAYS_INLINE Result<bool> equal_inline(ThreadState& ts, Value left, Value right) {
  if (left == right) return true;
  if (Value::both_int(left, right)) return false;
  if (is_str(left) && is_str(right)) return str_equal(as<Str>(left), as<Str>(right));
  return equal(ts, left, right);
}

/// The same for a value read out of a container, which the comparison may empty: the value is kept alive.
ALWAYS_INLINE Result<bool> item_equal(ThreadState& ts, Value item, Value other) {
  if (item == other) return true;
  if (Value::both_int(item, other)) return false;
  if (is_str(item) && is_str(other)) return str_equal(as<Str>(item), as<Str>(other));
  Ref kept = Ref::copy(item);
  return equal(ts, kept, other);
}

}  // namespace pyemb
