// SPDX-License-Identifier: MIT
#pragma once

// dict: compact and ordered. One buffer holds the index table (1, 2, 4 or 8 bytes a place, power of two places) and behind it the
// entries in insertion order:
//
//     index    [ 2 | - | 0 | x | - | 1 | - | - ]      a number of an entry, - empty, x deleted
//     entries  [ key value hash | key value hash | key value hash | room for two thirds of the places ]
//
// A deleted entry has a null key. Look-up is by hash, then identity, then ==. A new dict has no buffer: `index` points to one
// constant empty place, so that looking up needs no special case.
//
// While all keys are exact strings no look-up of a string can run Python code (`only_str_keys`). `keys_version` identifies the
// set of keys and their places: inline caches of globals rely on it. It is 0 until a cache asks (dict_keys_version) and becomes 0
// again when a key is added, removed or the table is rebuilt; replacing a value keeps it.

#include <cstdint>

#include "objects/key_compare.h"
#include "objects/type.h"

namespace pyemb {

struct DictEntry {
  Value key;    ///< owned; null: deleted
  Value value;  ///< owned
  uint64_t hash;
};

struct Dict : Object {
  static constexpr TypeId kId = TypeId::kDict;

  int64_t size;           ///< live entries
  int64_t used;           ///< entries in use, the deleted ones included
  int64_t room;           ///< how many more can be appended before the table is rebuilt
  int64_t first;          ///< all entries before this one are deleted
  DictEntry* entries;     ///< null while there is no buffer
  void* index;            ///< the index table
  uint8_t log2_places;
  uint8_t place_bytes;
  bool only_str_keys;
  uint32_t keys_version;
  uint64_t changes;       ///< counts every change of the keys: iterators of ordered dicts notice
};

/// Exactly a dict, not a subclass: one load.
inline bool is_dict(Value value) { return is_exactly(value, TypeId::kDict); }

[[nodiscard]] Result<Own<Dict>> new_dict(ThreadState& ts, int64_t capacity = 0);
/// An empty dict of `type`, dict or derived from it.
[[nodiscard]] Result<Own<Dict>> new_dict_of_type(ThreadState& ts, Type& type);

// -- any key: may run __hash__ and __eq__ -------------------------------------------------------------------------
/// Owned copy of the value, or absent.
[[nodiscard]] Result<Ref> dict_find(ThreadState& ts, Dict& dict, Value key);
[[nodiscard]] Result<bool> dict_contains(ThreadState& ts, Dict& dict, Value key);
[[nodiscard]] Status dict_set(ThreadState& ts, Dict& dict, Value key, Value value);
/// False: the key was not there.
[[nodiscard]] Result<bool> dict_delete(ThreadState& ts, Dict& dict, Value key);
/// Removes and returns the value, or absent.
[[nodiscard]] Result<Ref> dict_pop(ThreadState& ts, Dict& dict, Value key);
/// The value at key, after putting `value` there if the key was absent.
[[nodiscard]] Result<Ref> dict_set_default(ThreadState& ts, Dict& dict, Value key, Value value);
/// Merges a dict, a mapping (keys() and []), or an iterable of pairs. Existing keys are overwritten unless `keep`.
enum class Merge : uint8_t { kOverwrite, kKeep, kRaiseOnDuplicate };
[[nodiscard]] Status dict_update(ThreadState& ts, Dict& dict, Value other, Merge merge = Merge::kOverwrite);

// -- any key whose hash() is known: may run __eq__ --------------------------------------------------------------------
/// The number of the key's entry, or kNoEntry.
inline constexpr int64_t kNoEntry = -1;
[[nodiscard]] Result<int64_t> dict_find_entry(ThreadState& ts, Dict& dict, Value key, uint64_t hash);
[[nodiscard]] Status dict_set_hashed(ThreadState& ts, Dict& dict, Value key, uint64_t hash, Value value);
/// Appends an entry for a key that is certainly not there.
[[nodiscard]] Status dict_append(ThreadState& ts, Dict& dict, Ref key, uint64_t hash, Ref value);
/// Takes a live entry out of the table; the caller owns what it held.
DictEntry dict_take_entry(Dict& dict, int64_t entry);
/// Takes the last live entry out of a dict that is not empty. Emptying a dict so is linear in all.
DictEntry dict_take_last(Dict& dict);

// -- the order -------------------------------------------------------------------------------------------------------
/// The first live entry of a dict that is not empty. Taking entries at the front one after the other is linear in all.
int64_t dict_first_entry(Dict& dict);
/// Moves a live entry behind, or before, all others. Runs no Python code.
[[nodiscard]] Status dict_move_to_end(ThreadState& ts, Dict& dict, int64_t entry);
[[nodiscard]] Status dict_move_to_front(ThreadState& ts, Dict& dict, int64_t entry);

// -- known string keys: never run Python code -----------------------------------------------------------------------
/// Borrowed value, or null. (With keys that are not exact strings in the dict it compares strings only.)
[[nodiscard]] Value dict_get(ThreadState& ts, const Dict& dict, Str* key);
[[nodiscard]] Value dict_get(ThreadState& ts, const Dict& dict, const char* key);
[[nodiscard]] Status dict_set(ThreadState& ts, Dict& dict, const char* key, Value value);
/// The entry's place for inline caches, or -1.
[[nodiscard]] int64_t dict_entry_of(ThreadState& ts, const Dict& dict, Str* key);
/// The version of the dict's keys, assigned if need be; 0: none left.
[[nodiscard]] uint32_t dict_keys_version(ThreadState& ts, Dict& dict);

// -- the whole dict --------------------------------------------------------------------------------------------------
void dict_clear(ThreadState& ts, Dict& dict);
[[nodiscard]] Result<Own<Dict>> dict_copy(ThreadState& ts, Dict& dict);
/// Makes room for `count` further entries.
[[nodiscard]] Status dict_reserve(ThreadState& ts, Dict& dict, int64_t count);
/// Walks the entries: *position starts at 0; false at the end. Key and value are borrowed, and valid until Python code runs.
inline bool dict_next(const Dict& dict, int64_t* position, Value* key, Value* value) {
  for (; *position < dict.used; ++*position) {
    const DictEntry& entry = dict.entries[*position];
    if (entry.key.is_null()) continue;
    *key = entry.key;
    *value = entry.value;
    ++*position;
    return true;
  }
  return false;
}
/// Whether both have equal keys with equal values.
[[nodiscard]] Result<bool> dict_equal(ThreadState& ts, Dict& a, Dict& b);

// -- for the eval loop -----------------------------------------------------------------------------------------------
// One probe in place, which answers most look-ups of small dicts by names and of dicts keyed by small ints; else a call.

/// The number of the entry that the first probe of a small table hits, if its key is the very same word; else kNoEntry.
ALWAYS_INLINE int64_t dict_first_probe(const Dict& dict, Value key, uint64_t hash) {
  if (LIKELY(dict.place_bytes == 1)) {
    int8_t place = static_cast<const int8_t*>(dict.index)[hash & ((size_t{1} << dict.log2_places) - 1)];
    if (place >= 0 && LIKELY(dict.entries[place].key == key)) return place;
  }
  return kNoEntry;
}
/// dict[key] for an exact str: borrowed, or null. Only for dicts with `only_str_keys`.
ALWAYS_INLINE Value dict_get_exact_str(ThreadState& ts, const Dict& dict, Str* key) {
  int64_t entry = dict_first_probe(dict, Value::from_object(key), key->hash);
  return LIKELY(entry >= 0) ? dict.entries[entry].value : dict_get(ts, dict, key);
}
/// dict[key] for any key, owned, or absent.
ALWAYS_INLINE Result<Ref> dict_find_inline(ThreadState& ts, Dict& dict, Value key) {
  if (is_str(key) || key.is_int()) {
    uint64_t hash = key.is_int() ? static_cast<uint64_t>(key.as_int()) : as<Str>(key).hash;
    int64_t entry = dict_first_probe(dict, key, hash);
    if (LIKELY(entry >= 0)) return Ref::copy(dict.entries[entry].value);
  }
  return dict_find(ts, dict, key);
}
/// dict[key] = copy of value. Replacing the value of a key found by the first probe runs no code but the old value's end.
ALWAYS_INLINE Status dict_set_inline(ThreadState& ts, Dict& dict, Value key, Value value) {
  if (is_str(key) || key.is_int()) {
    uint64_t hash = key.is_int() ? static_cast<uint64_t>(key.as_int()) : as<Str>(key).hash;
    int64_t entry = dict_first_probe(dict, key, hash);
    if (LIKELY(entry >= 0)) {
      incref(value);
      decref(std::exchange(dict.entries[entry].value, value));
      return {};
    }
  }
  return dict_set(ts, dict, key, value);
}

}  // namespace pyemb
