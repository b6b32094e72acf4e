// SPDX-License-Identifier: MIT
#include "objects/set_operations.h"

#include <algorithm>

#include "objects/dict.h"
#include "objects/raise.h"

namespace pyemb {

bool is_frozen(const Set& set) { return derives_from(*set.type, TypeId::kFrozenSet); }

Result<Own<Set>> new_set_like(ThreadState& ts, const Set& set) {
  Type* type = TRY(find_type(ts, is_frozen(set) ? TypeId::kFrozenSet : TypeId::kSet));
  return new_set_of_type(ts, *type);
}

Result<Own<Set>> set_copy(ThreadState& ts, Set& set) {
  Own<Set> copy = TRY(new_set_like(ts, set));
  TRY(set_update(ts, *copy, Value::from_object(&set)));
  return copy;
}

// -- intersection --------------------------------------------------------------------------------------------------------

Result<Own<Set>> set_intersection(ThreadState& ts, Set& set, Value other) {
  if (Value::from_object(&set) == other) return set_copy(ts, set);
  Own<Set> result = TRY(new_set_like(ts, set));
  if (is_any_set(other)) {
    Set* fewer = &as<Set>(other);
    Set* more = &set;
    if (fewer->size > more->size) std::swap(fewer, more);
    for (size_t position = 0; SetEntry* entry = set_next(*fewer, &position);) {
      Ref key = Ref::copy(entry->key);
      uint64_t hash = entry->hash;
      bool shared = TRY(set_contains_hashed(ts, *more, key, hash));
      if (shared) TRY(set_add_hashed(ts, *result, key, hash));
    }
    return result;
  }
  Ref iterator = TRY(get_iter(ts, other));
  for (;;) {
    Ref key = TRY(next_item(ts, iterator));
    if (key.is_absent()) return result;
    int64_t hash = TRY(hash_inline(ts, key));
    bool shared = TRY(set_contains_hashed(ts, set, key, static_cast<uint64_t>(hash)));
    if (shared) TRY(set_add_hashed(ts, *result, key, static_cast<uint64_t>(hash)));
  }
}

// -- difference ----------------------------------------------------------------------------------------------------------

Status set_difference_update(ThreadState& ts, Set& set, Value other) {
  if (Value::from_object(&set) == other) {
    set_clear(ts, set);
    return {};
  }
  if (is_any_set(other)) {
    Set& removed = as<Set>(other);
    Ref kept = Ref::copy(other);
    for (size_t position = 0; SetEntry* entry = set_next(removed, &position);) {
      Ref key = Ref::copy(entry->key);
      static_cast<void>(TRY(set_discard_hashed(ts, set, key, entry->hash)));
    }
  } else {
    Ref iterator = TRY(get_iter(ts, other));
    for (;;) {
      Ref key = TRY(next_item(ts, iterator));
      if (key.is_absent()) break;
      static_cast<void>(TRY(set_discard(ts, set, key)));
    }
  }
  if (static_cast<size_t>(set.filled - set.size) <= set.mask / 4) return {};  // few deleted places
  auto size = static_cast<size_t>(set.size);
  return set_resize(ts, set, size > 50000 ? size * 2 : size * 4);
}

namespace {

Result<Own<Set>> copy_and_remove(ThreadState& ts, Set& set, Value other) {
  Own<Set> result = TRY(set_copy(ts, set));
  TRY(set_difference_update(ts, *result, other));
  return result;
}

}  // namespace

Result<Own<Set>> set_difference(ThreadState& ts, Set& set, Value other) {
  bool of_set = is_any_set(other);
  if (!of_set && !is_dict(other)) return copy_and_remove(ts, set, other);
  int64_t other_size = of_set ? as<Set>(other).size : as<Dict>(other).size;
  if (set.size / 4 > other_size) return copy_and_remove(ts, set, other);
  Own<Set> result = TRY(new_set_like(ts, set));
  for (size_t position = 0; SetEntry* entry = set_next(set, &position);) {
    Ref key = Ref::copy(entry->key);
    uint64_t hash = entry->hash;
    bool shared;
    if (of_set) {
      shared = TRY(set_contains_hashed(ts, as<Set>(other), key, hash));
    } else {
      shared = TRY(dict_find_entry(ts, as<Dict>(other), key, hash)) >= 0;
    }
    if (!shared) TRY(set_add_hashed(ts, *result, key, hash));
  }
  return result;
}

// -- symmetric difference ------------------------------------------------------------------------------------------------

namespace {

Status toggle(ThreadState& ts, Set& set, Value key, uint64_t hash) {
  bool was_there = TRY(set_discard_hashed(ts, set, key, hash));
  return was_there ? Status() : set_add_hashed(ts, set, key, hash);
}

}  // namespace

Status set_symmetric_difference_update(ThreadState& ts, Set& set, Value other) {
  if (Value::from_object(&set) == other) {
    set_clear(ts, set);
    return {};
  }
  if (is_dict(other)) {
    Dict& dict = as<Dict>(other);
    for (int64_t i = 0; i < dict.used; ++i) {
      if (dict.entries[i].key.is_null()) continue;
      Ref key = Ref::copy(dict.entries[i].key);
      TRY(toggle(ts, set, key, dict.entries[i].hash));
    }
    return {};
  }
  Ref keys = Ref::copy(other);
  if (!is_any_set(other)) {  // each key once
    Own<Set> distinct = TRY(new_set_like(ts, set));
    TRY(set_update(ts, *distinct, other));
    keys = std::move(distinct);
  }
  for (size_t position = 0; SetEntry* entry = set_next(*keys.as<Set>(), &position);) {
    Ref key = Ref::copy(entry->key);
    TRY(toggle(ts, set, key, entry->hash));
  }
  return {};
}

Result<Own<Set>> set_symmetric_difference(ThreadState& ts, Set& set, Value other) {
  Own<Set> result = TRY(new_set_like(ts, set));
  TRY(set_update(ts, *result, other));
  TRY(set_symmetric_difference_update(ts, *result, Value::from_object(&set)));
  return result;
}

// -- comparisons ---------------------------------------------------------------------------------------------------------

Result<bool> set_is_subset(ThreadState& ts, Set& set, Set& of) {
  if (set.size > of.size) return false;
  for (size_t position = 0; SetEntry* entry = set_next(set, &position);) {
    Ref key = Ref::copy(entry->key);
    bool shared = TRY(set_contains_hashed(ts, of, key, entry->hash));
    if (!shared) return false;
  }
  return true;
}

Result<bool> set_is_disjoint(ThreadState& ts, Set& set, Value other) {
  if (Value::from_object(&set) == other) return set.size == 0;
  if (is_any_set(other)) {
    Set* fewer = &as<Set>(other);
    Set* more = &set;
    if (fewer->size > more->size) std::swap(fewer, more);
    for (size_t position = 0; SetEntry* entry = set_next(*fewer, &position);) {
      Ref key = Ref::copy(entry->key);
      bool shared = TRY(set_contains_hashed(ts, *more, key, entry->hash));
      if (shared) return false;
    }
    return true;
  }
  Ref iterator = TRY(get_iter(ts, other));
  for (;;) {
    Ref key = TRY(next_item(ts, iterator));
    if (key.is_absent()) return true;
    bool shared = TRY(set_contains(ts, set, key));
    if (shared) return false;
  }
}

}  // namespace pyemb
