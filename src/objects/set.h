// SPDX-License-Identifier: MIT
#pragma once

// set and frozenset: open addressing in a table of a power of two places. A place is empty (null key), deleted
// (Value::dummy()) or holds an owned key and its hash. Looking for a key visits a short row of neighbouring places, then jumps.
//
// A table of eight places stands in the object itself; larger ones are buffers. At least two fifths of the places are empty.

#include <cstdint>

#include "objects/key_compare.h"
#include "objects/type.h"

namespace pyemb {

struct SetEntry {
  Value key;
  uint64_t hash;
};

struct Set : Object {
  static constexpr TypeId kId = TypeId::kSet;
  static constexpr size_t kSmallPlaces = 8;

  int64_t size;      ///< live keys
  int64_t filled;    ///< places that are not empty: live and deleted keys
  size_t mask;       ///< places - 1
  SetEntry* table;   ///< `small`, or a buffer
  int64_t hash;      ///< of a frozenset; -1: not computed yet
  int64_t finger;    ///< where pop() goes on
  uint64_t changes;  ///< counts every change of the keys
  SetEntry small[kSmallPlaces];
};

/// The same layout; this name is for what is immutable.
struct FrozenSet : Set {
  static constexpr TypeId kId = TypeId::kFrozenSet;
};

struct SetIterator : Object {
  static constexpr TypeId kId = TypeId::kSetIterator;
  Set* set;               ///< owned; null at the end
  int64_t expected_size;  ///< -1 once the set has changed
  size_t position;
  int64_t remaining;
};

/// Exactly a set; exactly a frozenset; either, or a subclass.
inline bool is_set(Value value) { return is_exactly(value, TypeId::kSet); }
inline bool is_frozenset(Value value) { return is_exactly(value, TypeId::kFrozenSet); }
inline bool is_any_set(Value value) { return is<Set>(value) || is<FrozenSet>(value); }

[[nodiscard]] Result<Own<Set>> new_set(ThreadState& ts);
/// An empty set or frozenset of a type derived from one of them.
[[nodiscard]] Result<Own<Set>> new_set_of_type(ThreadState& ts, Type& type);
/// set(iterable), frozenset(iterable)
[[nodiscard]] Result<Own<Set>> to_set(ThreadState& ts, Value iterable);
[[nodiscard]] Result<Ref> to_frozenset(ThreadState& ts, Value iterable);

// -- any key: may run __hash__ and __eq__ --------------------------------------------------------------------------------
[[nodiscard]] Result<bool> set_contains(ThreadState& ts, Set& set, Value key);
[[nodiscard]] Status set_add(ThreadState& ts, Set& set, Value key);
/// False: the key was not there.
[[nodiscard]] Result<bool> set_discard(ThreadState& ts, Set& set, Value key);

// -- any key whose hash() is known: may run __eq__ -----------------------------------------------------------------------
[[nodiscard]] Result<bool> set_contains_hashed(ThreadState& ts, Set& set, Value key, uint64_t hash);
[[nodiscard]] Status set_add_hashed(ThreadState& ts, Set& set, Value key, uint64_t hash);
[[nodiscard]] Result<bool> set_discard_hashed(ThreadState& ts, Set& set, Value key, uint64_t hash);

// -- the whole set -------------------------------------------------------------------------------------------------------
void set_clear(ThreadState& ts, Set& set);
/// Adds every item of a set, dict or any iterable.
[[nodiscard]] Status set_update(ThreadState& ts, Set& set, Value iterable);
/// Removes every item of an iterable.
[[nodiscard]] Status set_difference_update(ThreadState& ts, Set& set, Value iterable);
/// Removes what `iterable` shares with the set, adds what only it has.
[[nodiscard]] Status set_symmetric_difference_update(ThreadState& ts, Set& set, Value iterable);
/// A copy of the same base type (set or frozenset).
[[nodiscard]] Result<Own<Set>> set_copy(ThreadState& ts, Set& set);
/// Exchanges the keys of two sets.
void set_swap(Set& a, Set& b);
/// Gives the set a table for at least `places`; deleted places vanish.
[[nodiscard]] Status set_resize(ThreadState& ts, Set& set, size_t places);

/// Walks the keys: *position starts at 0; null at the end. Borrowed.
inline SetEntry* set_next(const Set& set, size_t* position) {
  while (*position <= set.mask) {
    SetEntry& entry = set.table[(*position)++];
    if (!entry.key.is_null() && !(entry.key == Value::dummy())) return &entry;
  }
  return nullptr;
}

/// For the eval loop: `key in set`. One probe in place answers for small ints and for strings that are the same object.
ALWAYS_INLINE Result<bool> set_contains_inline(ThreadState& ts, Set& set, Value key) {
  if (key.is_int()) {
    const SetEntry& entry = set.table[static_cast<uint64_t>(key.as_int()) & set.mask];
    if (entry.key == key) return true;
  } else if (is_str(key)) {
    const SetEntry& entry = set.table[as<Str>(key).hash & set.mask];
    if (entry.key == key) return true;
  }
  return set_contains(ts, set, key);
}

}  // namespace pyemb
