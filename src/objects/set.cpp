// SPDX-License-Identifier: MIT
#include "objects/set.h"

#include <algorithm>
#include <cstring>

#include "objects/dict.h"
#include "objects/raise.h"

// The table: look-up, insertion, removal, resizing. The algebra of sets stands in set_operations.cpp, what Python sees in
// set_methods.cpp.
//
// Which places a hash visits, and when a table grows, follow CPython: sets of ints come out in the same order there.

namespace pyemb {

namespace {

constexpr size_t kNeighbours = 9;  ///< places looked at behind the first, if the table has so many
constexpr uint64_t kDeletedHash = UINT64_MAX;  ///< no key has it: hash() is never -1

enum class Visit : uint8_t { kContinue, kStop };

/// Shows the places of `hash` to `visit` in their order until it says kStop.
template <class F>
ALWAYS_INLINE void visit_places(SetEntry* table, size_t mask, uint64_t hash, F visit) {
  uint64_t perturb = hash;
  for (size_t at = hash & mask;;) {
    SetEntry* entry = table + at;
    SetEntry* last = at + kNeighbours <= mask ? entry + kNeighbours : entry;
    for (; entry <= last; ++entry) {
      if (visit(*entry) == Visit::kStop) return;
    }
    perturb >>= 5;
    at = (at * 5 + 1 + perturb) & mask;
  }
}

void use_small_table(Set& set) {
  std::memset(static_cast<void*>(set.small), 0, sizeof set.small);
  set.table = set.small;
  set.mask = Set::kSmallPlaces - 1;
  set.size = set.filled = 0;
}

void release_table(ThreadState& ts, SetEntry* table, const SetEntry* small, size_t mask) {
  if (table != small) ts.interp.heap.release_buffer(table, (mask + 1) * sizeof(SetEntry));
}

/// Puts a key into a table that has neither it nor deleted places.
void put_clean(SetEntry* table, size_t mask, Value key, uint64_t hash) {
  visit_places(table, mask, hash, [&](SetEntry& entry) {
    if (!entry.key.is_null()) return Visit::kContinue;
    entry = {key, hash};
    return Visit::kStop;
  });
}

/// What a look-up found: the key's place, or where it can be put.
struct Found {
  SetEntry* entry;    ///< holds the key; null if it is absent
  SetEntry* empty;    ///< the empty place that ended the search
  SetEntry* deleted;  ///< a deleted place seen on the way, or null
};

/// Looks for a key. Comparisons may run Python code; when one changes the set, the search starts again.
Result<Found> find(ThreadState& ts, Set& set, Value key, uint64_t hash) {
  for (;;) {
    Found found = {nullptr, nullptr, nullptr};
    uint64_t changes = set.changes;
    bool raised = false;
    visit_places(set.table, set.mask, hash, [&](SetEntry& entry) {
      if (entry.key == key) return found.entry = &entry, Visit::kStop;
      if (entry.key.is_null()) return found.empty = &entry, Visit::kStop;
      if (entry.hash == hash) {
        Result<bool> same = item_equal(ts, entry.key, key);
        raised = same.raised();
        if (raised || set.changes != changes) return Visit::kStop;
        if (same.take()) return found.entry = &entry, Visit::kStop;
      } else if (entry.key == Value::dummy()) {
        found.deleted = &entry;
      }
      return Visit::kContinue;
    });
    if (raised) return Raised{};
    if (LIKELY(set.changes == changes)) return found;
  }
}

NOINLINE Status grow(ThreadState& ts, Set& set) {
  auto size = static_cast<size_t>(set.size);
  return set_resize(ts, set, size > 50000 ? size * 2 : size * 4);
}

}  // namespace

Result<Own<Set>> new_set_of_type(ThreadState& ts, Type& type) {
  Own<Set> set = TRY(new_native<Set>(ts, type));
  set->table = set->small;  // all of the rest is zero, as empty places are
  set->mask = Set::kSmallPlaces - 1;
  set->hash = -1;
  gc_track(ts, set.get());
  return set;
}

Result<Own<Set>> new_set(ThreadState& ts) {
  Type* type = TRY(find_type(ts, TypeId::kSet));
  return new_set_of_type(ts, *type);
}

Status set_resize(ThreadState& ts, Set& set, size_t least) {
  size_t places = Set::kSmallPlaces;
  while (places <= least) places *= 2;
  SetEntry moved[Set::kSmallPlaces];
  SetEntry* old = set.table;
  size_t old_mask = set.mask;
  SetEntry* table = set.small;
  if (places > Set::kSmallPlaces) {
    table = static_cast<SetEntry*>(ts.interp.heap.allocate_buffer(places * sizeof(SetEntry)));
    if (UNLIKELY(table == nullptr)) return raise_no_memory(ts);
  } else if (old == set.small) {
    std::memcpy(static_cast<void*>(moved), old, sizeof moved);
    old = moved;
  }
  std::memset(static_cast<void*>(table), 0, places * sizeof(SetEntry));
  for (size_t i = 0; i <= old_mask; ++i) {
    if (!old[i].key.is_null() && !(old[i].key == Value::dummy())) put_clean(table, places - 1, old[i].key, old[i].hash);
  }
  set.table = table;
  set.mask = places - 1;
  set.filled = set.size;
  ++set.changes;
  if (old != moved) release_table(ts, old, set.small, old_mask);
  return {};
}

// -- one key -------------------------------------------------------------------------------------------------------------

Status set_add_hashed(ThreadState& ts, Set& set, Value key, uint64_t hash) {
  Found found = TRY(find(ts, set, key, hash));
  if (found.entry != nullptr) return {};
  SetEntry& place = found.deleted != nullptr ? *found.deleted : *found.empty;
  place = {Ref::copy(key).release(), hash};
  ++set.size;
  ++set.changes;
  if (found.deleted != nullptr) return {};
  ++set.filled;
  if (LIKELY(static_cast<size_t>(set.filled) * 5 < set.mask * 3)) return {};
  return grow(ts, set);
}

Status set_add(ThreadState& ts, Set& set, Value key) {
  int64_t hash = TRY(hash_inline(ts, key));
  return set_add_hashed(ts, set, key, static_cast<uint64_t>(hash));
}

Result<bool> set_contains_hashed(ThreadState& ts, Set& set, Value key, uint64_t hash) {
  Found found = TRY(find(ts, set, key, hash));
  return found.entry != nullptr;
}

Result<bool> set_contains(ThreadState& ts, Set& set, Value key) {
  int64_t hash = TRY(hash_inline(ts, key));
  return set_contains_hashed(ts, set, key, static_cast<uint64_t>(hash));
}

Result<bool> set_discard_hashed(ThreadState& ts, Set& set, Value key, uint64_t hash) {
  Found found = TRY(find(ts, set, key, hash));
  if (found.entry == nullptr) return false;
  Value old = found.entry->key;
  *found.entry = {Value::dummy(), kDeletedHash};
  --set.size;
  ++set.changes;
  decref(old);
  return true;
}

Result<bool> set_discard(ThreadState& ts, Set& set, Value key) {
  int64_t hash = TRY(hash_inline(ts, key));
  return set_discard_hashed(ts, set, key, static_cast<uint64_t>(hash));
}

// -- the whole set -------------------------------------------------------------------------------------------------------

void set_clear(ThreadState& ts, Set& set) {
  if (set.filled == 0) return;
  SetEntry moved[Set::kSmallPlaces];
  SetEntry* table = set.table;
  size_t mask = set.mask;
  if (table == set.small) {
    std::memcpy(static_cast<void*>(moved), table, sizeof moved);
    table = moved;
  }
  use_small_table(set);
  ++set.changes;
  for (size_t i = 0; i <= mask; ++i) decref(table[i].key);  // null and dummy are no objects
  release_table(ts, table, moved, mask);
}

void set_swap(Set& a, Set& b) {
  bool a_small = a.table == a.small;
  bool b_small = b.table == b.small;
  std::swap(a.size, b.size);
  std::swap(a.filled, b.filled);
  std::swap(a.mask, b.mask);
  std::swap(a.table, b.table);
  for (size_t i = 0; i < Set::kSmallPlaces && (a_small || b_small); ++i) std::swap(a.small[i], b.small[i]);
  if (b_small) a.table = a.small;
  if (a_small) b.table = b.small;
  ++a.changes;
  ++b.changes;
}

namespace {

Status update_from_set(ThreadState& ts, Set& set, Set& other) {
  if (&set == &other || other.size == 0) return {};
  if (static_cast<size_t>(set.filled + other.size) * 5 >= set.mask * 3) {
    TRY(set_resize(ts, set, static_cast<size_t>(set.size + other.size) * 2));
  }
  if (set.filled == 0) {
    bool same_places = set.mask == other.mask && other.filled == other.size;
    for (size_t i = 0; i <= other.mask; ++i) {
      SetEntry entry = other.table[i];
      if (entry.key.is_null() || entry.key == Value::dummy()) continue;
      incref(entry.key);
      if (same_places) {
        set.table[i] = entry;
      } else {
        put_clean(set.table, set.mask, entry.key, entry.hash);
      }
    }
    set.size = set.filled = other.size;
    ++set.changes;
    return {};
  }
  for (size_t position = 0; SetEntry* entry = set_next(other, &position);) {
    Ref key = Ref::copy(entry->key);
    TRY(set_add_hashed(ts, set, key, entry->hash));
  }
  return {};
}

Status update_from_dict(ThreadState& ts, Set& set, Dict& other) {
  if (static_cast<size_t>(set.filled + other.size) * 5 >= set.mask * 3) {
    TRY(set_resize(ts, set, static_cast<size_t>(set.size + other.size) * 2));
  }
  for (int64_t i = 0; i < other.used; ++i) {
    if (other.entries[i].key.is_null()) continue;
    Ref key = Ref::copy(other.entries[i].key);
    TRY(set_add_hashed(ts, set, key, other.entries[i].hash));
  }
  return {};
}

}  // namespace

Status set_update(ThreadState& ts, Set& set, Value iterable) {
  if (is_any_set(iterable)) return update_from_set(ts, set, as<Set>(iterable));
  if (is_dict(iterable)) return update_from_dict(ts, set, as<Dict>(iterable));
  Ref iterator = TRY(get_iter(ts, iterable));
  for (;;) {
    Ref key = TRY(next_item(ts, iterator));
    if (key.is_absent()) return {};
    TRY(set_add(ts, set, key));
  }
}

Result<Own<Set>> to_set(ThreadState& ts, Value iterable) {
  Own<Set> set = TRY(new_set(ts));
  TRY(set_update(ts, *set, iterable));
  return set;
}

Result<Ref> to_frozenset(ThreadState& ts, Value iterable) {
  if (is_frozenset(iterable)) return Ref::copy(iterable);
  Type* type = TRY(find_type(ts, TypeId::kFrozenSet));
  Own<Set> set = TRY(new_set_of_type(ts, *type));
  TRY(set_update(ts, *set, iterable));
  return set;
}

}  // namespace pyemb
