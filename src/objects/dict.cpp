// SPDX-License-Identifier: MIT
#include "objects/dict.h"

#include <cstring>

#include "objects/allocate.h"
#include "objects/dict_table.h"
#include "objects/raise.h"

// The table: look-up, insertion, removal, rebuilding. What Python sees of it stands in dict_methods.cpp.

namespace pyemb {

namespace {

constexpr int8_t kNoPlaces[1] = {kEmptyPlace};
constexpr int64_t kChangedMeanwhile = -2;  ///< answer of find_any: __eq__ changed the keys, look again
constexpr int64_t kMaxEntries = int64_t{1} << 56;

/// Makes the dict one without a buffer. What it had is not touched.
void forget_table(Dict& dict) {
  dict.size = dict.used = dict.room = dict.first = 0;
  dict.entries = nullptr;
  dict.index = const_cast<int8_t*>(kNoPlaces);  // never written: there is no room
  dict.log2_places = 0;
  dict.place_bytes = 1;
  dict.only_str_keys = true;
  dict.keys_version = 0;
  ++dict.changes;
}

/// A buffer of empty places for the dict, which has none (or whose old one the caller has kept).
Status make_table(ThreadState& ts, Dict& dict, int log2_places) {
  size_t bytes = table_bytes(log2_places);
  void* buffer = ts.interp.heap.allocate_buffer(bytes);
  if (UNLIKELY(buffer == nullptr)) return raise_no_memory(ts);
  size_t index_bytes = static_cast<size_t>(place_bytes_for(log2_places)) << log2_places;
  std::memset(buffer, 0xff, index_bytes);  // kEmptyPlace in every width
  dict.index = buffer;
  dict.entries = reinterpret_cast<DictEntry*>(static_cast<char*>(buffer) + index_bytes);
  dict.log2_places = static_cast<uint8_t>(log2_places);
  dict.place_bytes = place_bytes_for(log2_places);
  dict.room = entries_for(log2_places);
  return {};
}

void release_table(ThreadState& ts, void* index, DictEntry* entries, int log2_places) {
  if (entries != nullptr) ts.interp.heap.release_buffer(index, table_bytes(log2_places));
}

/// Writes `entry` to the first free place of its hash.
ALWAYS_INLINE void put_place(Dict& dict, uint64_t hash, int64_t entry) {
  with_index(dict, [&](auto* index) {
    Probe probe(dict, hash);
    while (index[probe.at] >= 0) probe.next();
    index[probe.at] = static_cast<std::remove_reference_t<decltype(*index)>>(entry);
  });
}

/// Moves the live entries to a table of so many places, behind a gap of `gap` deleted ones; other deleted ones vanish.
Status rebuild(ThreadState& ts, Dict& dict, int log2_places, int64_t gap = 0) {
  void* old_index = dict.index;
  DictEntry* old_entries = dict.entries;
  int old_log2_places = dict.log2_places;
  TRY(make_table(ts, dict, log2_places));
  for (int64_t i = 0; i < gap; ++i) dict.entries[i] = DictEntry();
  DictEntry* into = dict.entries + gap;
  if (dict.used == dict.size) {
    if (dict.size > 0) std::memcpy(static_cast<void*>(into), old_entries, static_cast<size_t>(dict.size) * sizeof(DictEntry));
  } else {
    for (int64_t i = dict.first; i < dict.used; ++i) {
      if (!old_entries[i].key.is_null()) *into++ = old_entries[i];
    }
  }
  dict.first = gap;
  dict.used = gap + dict.size;
  dict.room -= dict.used;
  with_index(dict, [&](auto* index) {
    for (int64_t i = gap; i < dict.used; ++i) {
      Probe probe(dict, dict.entries[i].hash);
      while (index[probe.at] >= 0) probe.next();
      index[probe.at] = static_cast<std::remove_reference_t<decltype(*index)>>(i);
    }
  });
  dict.keys_version = 0;
  ++dict.changes;
  release_table(ts, old_index, old_entries, old_log2_places);
  return {};
}

NOINLINE Status grow(ThreadState& ts, Dict& dict) {
  int log2_places = kLeastLog2Places;
  while ((int64_t{1} << log2_places) < dict.size * 3) ++log2_places;
  return rebuild(ts, dict, log2_places);
}

// -- looking up ----------------------------------------------------------------------------------------------------------

/// The entry of an exact str; compares with exact strs only.
template <class Place>
ALWAYS_INLINE int64_t find_str(const Dict& dict, const Place* index, const Str* key, uint64_t hash) {
  for (Probe probe(dict, hash);; probe.next()) {
    int64_t place = index[probe.at];
    if (place >= 0) {
      const DictEntry& entry = dict.entries[place];
      if (entry.key == Value::from_object(key)) return place;
      if (entry.hash == hash && (dict.only_str_keys || is_str(entry.key)) && str_equal(as<Str>(entry.key), *key)) return place;
    } else if (place == kEmptyPlace) {
      return kNoEntry;
    }
  }
}

int64_t find_str_entry(const Dict& dict, const Str* key, uint64_t hash) {
  return with_index(dict, [&](auto* index) { return find_str(dict, index, key, hash); });
}

/// The entry of any key. Each comparison may run Python code; kChangedMeanwhile when that left another table, or another key in the
/// entry. (A table that was rebuilt in place of the old one counts as the same: its entries are read afresh.)
template <class Place>
Result<int64_t> find_any(ThreadState& ts, Dict& dict, const Place* index, Value key, uint64_t hash) {
  int log2_places = dict.log2_places;
  for (Probe probe(dict, hash);; probe.next()) {
    int64_t place = index[probe.at];
    if (place >= 0) {
      const DictEntry& entry = dict.entries[place];
      if (entry.key == key) return place;
      if (entry.hash != hash) continue;
      Ref compared = Ref::copy(entry.key);
      bool same = TRY(equal_inline(ts, compared, key));
      if (dict.index != index || dict.log2_places != log2_places || place >= dict.used) return kChangedMeanwhile;
      if (dict.entries[place].key != compared.get()) return kChangedMeanwhile;
      if (same) return place;
    } else if (place == kEmptyPlace) {
      return kNoEntry;
    }
  }
}

}  // namespace

Result<int64_t> dict_find_entry(ThreadState& ts, Dict& dict, Value key, uint64_t hash) {
  if (dict.only_str_keys && is_str(key)) return find_str_entry(dict, &as<Str>(key), hash);
  for (;;) {
    int64_t entry = TRY(with_index(dict, [&](auto* index) { return find_any(ts, dict, index, key, hash); }));
    if (LIKELY(entry != kChangedMeanwhile)) return entry;
  }
}

namespace {

/// The entry of any key, hashed here.
ALWAYS_INLINE Result<int64_t> find(ThreadState& ts, Dict& dict, Value key, uint64_t* hash) {
  int64_t hashed = TRY(hash_inline(ts, key));
  *hash = static_cast<uint64_t>(hashed);
  return dict_find_entry(ts, dict, key, *hash);
}

}  // namespace

Result<Ref> dict_find(ThreadState& ts, Dict& dict, Value key) {
  uint64_t hash;
  int64_t entry = TRY(find(ts, dict, key, &hash));
  return Ref::copy(entry < 0 ? Value::absent() : dict.entries[entry].value);
}

Result<bool> dict_contains(ThreadState& ts, Dict& dict, Value key) {
  uint64_t hash;
  int64_t entry = TRY(find(ts, dict, key, &hash));
  return entry >= 0;
}

int64_t dict_entry_of(ThreadState& ts, const Dict& dict, Str* key) {
  return find_str_entry(dict, key, str_hash_inline(ts, *key));
}

Value dict_get(ThreadState& ts, const Dict& dict, Str* key) {
  int64_t entry = find_str_entry(dict, key, str_hash_inline(ts, *key));
  return entry < 0 ? Value::null() : dict.entries[entry].value;
}

Value dict_get(ThreadState& ts, const Dict& dict, const char* key) {
  Result<Own<Str>> made = new_str(ts, key);
  if (UNLIKELY(made.raised())) {
    ts.clear_pending();
    return Value::null();
  }
  Own<Str> name = made.take();
  return dict_get(ts, dict, name.get());
}

uint32_t dict_keys_version(ThreadState& ts, Dict& dict) {
  if (dict.keys_version == 0 && ts.interp.next_dict_version != 0) dict.keys_version = ts.interp.next_dict_version++;
  return dict.keys_version;
}

// -- inserting -----------------------------------------------------------------------------------------------------------

Status dict_append(ThreadState& ts, Dict& dict, Ref key, uint64_t hash, Ref value) {
  if (UNLIKELY(dict.room == 0)) TRY(grow(ts, dict));
  put_place(dict, hash, dict.used);
  if (!is_str(key)) dict.only_str_keys = false;
  DictEntry& entry = dict.entries[dict.used++];
  entry.key = key.release();
  entry.value = value.release();
  entry.hash = hash;
  --dict.room;
  ++dict.size;
  ++dict.changes;
  dict.keys_version = 0;
  return {};
}

Status dict_set_hashed(ThreadState& ts, Dict& dict, Value key, uint64_t hash, Value value) {
  int64_t entry = TRY(dict_find_entry(ts, dict, key, hash));
  if (entry < 0) return dict_append(ts, dict, Ref::copy(key), hash, Ref::copy(value));
  incref(value);
  decref(std::exchange(dict.entries[entry].value, value));  // last: it may run __del__
  return {};
}

Status dict_set(ThreadState& ts, Dict& dict, Value key, Value value) {
  int64_t hash = TRY(hash_inline(ts, key));
  return dict_set_hashed(ts, dict, key, static_cast<uint64_t>(hash), value);
}

Status dict_set(ThreadState& ts, Dict& dict, const char* key, Value value) {
  Own<Str> name = TRY(intern(ts, key));
  return dict_set(ts, dict, Value(name), value);
}

Result<Ref> dict_set_default(ThreadState& ts, Dict& dict, Value key, Value value) {
  uint64_t hash;
  int64_t entry = TRY(find(ts, dict, key, &hash));
  if (entry >= 0) return Ref::copy(dict.entries[entry].value);
  TRY(dict_append(ts, dict, Ref::copy(key), hash, Ref::copy(value)));
  return Ref::copy(value);
}

// -- removing ------------------------------------------------------------------------------------------------------------

DictEntry dict_take_entry(Dict& dict, int64_t number) {
  DictEntry& entry = dict.entries[number];
  with_index(dict, [&](auto* index) {
    Probe probe(dict, entry.hash);
    while (index[probe.at] != number) probe.next();
    index[probe.at] = kDeletedPlace;
  });
  DictEntry taken = entry;
  entry.key = Value::null();
  entry.value = Value::null();
  if (number == dict.first) ++dict.first;
  --dict.size;
  ++dict.changes;
  dict.keys_version = 0;
  return taken;
}

DictEntry dict_take_last(Dict& dict) {
  int64_t last = dict.used - 1;
  while (dict.entries[last].key.is_null()) --last;
  DictEntry taken = dict_take_entry(dict, last);
  dict.used = last;
  if (dict.first > last) dict.first = last;
  return taken;
}

Result<Ref> dict_pop(ThreadState& ts, Dict& dict, Value key) {
  uint64_t hash;
  int64_t entry = TRY(find(ts, dict, key, &hash));
  if (entry < 0) return Result<Ref>::absent();
  DictEntry taken = dict_take_entry(dict, entry);
  Ref value = Ref::steal(taken.value);
  decref(taken.key);
  return value;
}

Result<bool> dict_delete(ThreadState& ts, Dict& dict, Value key) {
  Ref value = TRY(dict_pop(ts, dict, key));
  return !value.is_absent();
}

// -- the order -----------------------------------------------------------------------------------------------------------

int64_t dict_first_entry(Dict& dict) {
  while (dict.entries[dict.first].key.is_null()) ++dict.first;
  return dict.first;
}

namespace {

/// The entry whose key is this very one.
int64_t entry_with(const Dict& dict, Value key, uint64_t hash) {
  return with_index(dict, [&](auto* index) {
    for (Probe probe(dict, hash);; probe.next()) {
      int64_t place = index[probe.at];
      if (place >= 0 && dict.entries[place].key == key) return place;
    }
  });
}

}  // namespace

Status dict_move_to_end(ThreadState& ts, Dict& dict, int64_t entry) {
  if (entry == dict.used - 1) return {};
  if (dict.room == 0) {
    DictEntry moved = dict.entries[entry];
    TRY(grow(ts, dict));  // first, so that a failure changes nothing
    entry = entry_with(dict, moved.key, moved.hash);
  }
  DictEntry taken = dict_take_entry(dict, entry);
  return dict_append(ts, dict, Ref::steal(taken.key), taken.hash, Ref::steal(taken.value));
}

Status dict_move_to_front(ThreadState& ts, Dict& dict, int64_t entry) {
  if (entry == dict_first_entry(dict)) return {};
  if (dict.first == 0) {
    DictEntry moved = dict.entries[entry];
    int64_t gap = dict.size / 2 + 4;
    TRY(rebuild(ts, dict, log2_places_for(gap + 2 * dict.size), gap));
    entry = entry_with(dict, moved.key, moved.hash);
  }
  DictEntry taken = dict_take_entry(dict, entry);
  dict.entries[--dict.first] = taken;
  put_place(dict, taken.hash, dict.first);
  ++dict.size;
  return {};
}

void dict_clear(ThreadState& ts, Dict& dict) {
  DictEntry* entries = dict.entries;
  void* index = dict.index;
  int64_t used = dict.used;
  int log2_places = dict.log2_places;
  forget_table(dict);
  for (int64_t i = 0; i < used; ++i) {
    decref(entries[i].key);
    decref(entries[i].value);
  }
  release_table(ts, index, entries, log2_places);
}

// -- the whole dict ------------------------------------------------------------------------------------------------------

Result<Own<Dict>> new_dict_of_type(ThreadState& ts, Type& type) {
  Own<Dict> dict = TRY(new_native<Dict>(ts, type));
  forget_table(*dict);
  gc_track(ts, dict.get());
  return dict;
}

Result<Own<Dict>> new_dict(ThreadState& ts, int64_t capacity) {
  auto* made = allocate_core<Dict>(ts);
  if (UNLIKELY(made == nullptr)) return raise_no_memory(ts);
  Own<Dict> dict = Own<Dict>::steal(made);
  dict->changes = 0;
  forget_table(*dict);
  gc_track(ts, dict.get());
  if (capacity > 0) TRY(dict_reserve(ts, *dict, capacity));
  return dict;
}

Status dict_reserve(ThreadState& ts, Dict& dict, int64_t count) {
  if (count <= dict.room) return {};
  if (count > kMaxEntries) return raise_no_memory(ts);
  return rebuild(ts, dict, log2_places_for(dict.size + count));
}

Result<Own<Dict>> dict_copy(ThreadState& ts, Dict& dict) {
  Own<Dict> copy = TRY(new_dict(ts));
  if (dict.size == 0) return copy;
  bool compact = dict.used == dict.size;
  TRY(make_table(ts, *copy, compact ? dict.log2_places : log2_places_for(dict.size)));
  copy->only_str_keys = dict.only_str_keys;
  if (compact) std::memcpy(copy->index, dict.index, static_cast<size_t>(dict.place_bytes) << dict.log2_places);
  for (int64_t i = 0; i < dict.used; ++i) {
    const DictEntry& entry = dict.entries[i];
    if (entry.key.is_null()) continue;
    incref(entry.key);
    incref(entry.value);
    if (!compact) put_place(*copy, entry.hash, copy->used);
    copy->entries[copy->used++] = entry;
  }
  copy->size = copy->used;
  copy->first = 0;
  copy->room = compact ? dict.room : copy->room - copy->used;
  return copy;
}

Result<bool> dict_equal(ThreadState& ts, Dict& a, Dict& b) {
  if (a.size != b.size) return false;
  for (int64_t i = 0; i < a.used; ++i) {  // re-read: == may change the dicts
    if (a.entries[i].key.is_null()) continue;
    Ref key = Ref::copy(a.entries[i].key);
    Ref value = Ref::copy(a.entries[i].value);
    int64_t found = TRY(dict_find_entry(ts, b, key, a.entries[i].hash));
    if (found < 0) return false;
    Ref other = Ref::copy(b.entries[found].value);
    if (!TRY(equal_inline(ts, value, other))) return false;
  }
  return true;
}

}  // namespace pyemb
