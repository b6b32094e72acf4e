// SPDX-License-Identifier: MIT
#pragma once

// dict: compact and ordered. One buffer holds the index table (1, 2, 4 or 8 bytes a place, power of two places) and behind it the
// entries in insertion order; a deleted entry has a null key. Look-up is by hash, then identity, then ==.
//
// While all keys are exact strings no look-up can run Python code (`only_str_keys`). `keys_version` identifies the set of
// keys and their places: inline caches of globals rely on it. It is 0 until a cache asks (dict_keys_version) and becomes 0
// again when a key is added, removed or the table is rebuilt; replacing a value keeps it.

#include <cstdint>

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
  int64_t capacity;       ///< entries that fit
  DictEntry* entries;     ///< null while capacity is 0
  void* index;            ///< the index table; null while capacity is 0
  uint8_t log2_places;
  uint8_t place_bytes;
  bool only_str_keys;
  uint32_t keys_version;
  uint64_t changes;       ///< counts every change of the keys; iterators compare it
};

/// Exactly a dict, not a subclass: one load.
inline bool is_dict(Value value) { return is_exactly(value, TypeId::kDict); }

[[nodiscard]] Result<Own<Dict>> new_dict(ThreadState& ts, int64_t capacity = 0);

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
/// Walks the entries: *position starts at 0; false at the end. Key and value are borrowed, and valid until Python code runs.
bool dict_next(const Dict& dict, int64_t* position, Value* key, Value* value);

}  // namespace pyemb
