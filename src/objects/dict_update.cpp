// SPDX-License-Identifier: MIT
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/dict_table.h"
#include "objects/dict_update.h"
#include "objects/list.h"
#include "objects/raise.h"
#include "objects/tuple.h"
#include "state/names.h"

namespace pyemb {

namespace {

Status merge_entry(ThreadState& ts, Dict& dict, Value key, uint64_t hash, Value value, Merge merge) {
  if (merge == Merge::kOverwrite) return dict_set_hashed(ts, dict, key, hash, value);
  int64_t entry = TRY(dict_find_entry(ts, dict, key, hash));
  if (entry < 0) return dict_append(ts, dict, Ref::copy(key), hash, Ref::copy(value));
  if (merge == Merge::kRaiseOnDuplicate) return raise_key_error(ts, key);
  return {};
}

}  // namespace

Status dict_merge_entries(ThreadState& ts, Dict& dict, Dict& other, Merge merge) {
  if (&dict == &other || other.size == 0) return {};
  if (other.size > dict.room) TRY(dict_reserve(ts, dict, dict.size == 0 ? other.size : dict.size + other.size));
  int64_t used = other.used;
  for (int64_t i = 0; i < other.used; ++i) {
    const DictEntry& entry = other.entries[i];
    if (entry.key.is_null()) continue;
    uint64_t hash = entry.hash;
    Ref key = Ref::copy(entry.key);
    Ref value = Ref::copy(entry.value);
    TRY(merge_entry(ts, dict, key, hash, value, merge));
    if (other.used != used) return raise(ts, Exc::kRuntimeError, "dict mutated during update");
  }
  return {};
}

namespace {

/// A mapping: what its keys() yields, and [] for each.
Status merge_mapping(ThreadState& ts, Dict& dict, Value mapping, Merge merge) {
  Ref keys = TRY(call_method_of(ts, mapping, Value::from_object(ts.names().keys)));
  Ref iterator = TRY(get_iter(ts, keys));
  for (;;) {
    Ref key = TRY(next_item(ts, iterator));
    if (key.is_absent()) return {};
    if (merge != Merge::kOverwrite) {
      bool known = TRY(dict_contains(ts, dict, key));
      if (known && merge == Merge::kRaiseOnDuplicate) return raise_key_error(ts, key);
      if (known) continue;
    }
    Ref value = TRY(get_item(ts, mapping, key));
    TRY(dict_set(ts, dict, key, value));
  }
}

}  // namespace

Status dict_update_from_pairs(ThreadState& ts, Dict& dict, Value pairs, Merge merge) {
  Ref iterator = TRY(get_iter(ts, pairs));
  for (int64_t i = 0;; ++i) {
    Ref element = TRY(next_item(ts, iterator));
    if (element.is_absent()) return {};
    Result<Own<Tuple>> made = to_tuple(ts, element);
    if (made.raised()) {
      if (!clear_pending_if(ts, Exc::kTypeError)) return Raised{};
      return raise(ts, Exc::kTypeError, "cannot convert dictionary update sequence element #%lld to a sequence", static_cast<long long>(i));
    }
    Own<Tuple> pair = made.take();
    if (pair->size != 2) {
      return raise(ts, Exc::kValueError, "dictionary update sequence element #%lld has length %lld; 2 is required",
                   static_cast<long long>(i), static_cast<long long>(pair->size));
    }
    int64_t hash = TRY(hash_inline(ts, pair->at(0)));
    TRY(merge_entry(ts, dict, pair->at(0), static_cast<uint64_t>(hash), pair->at(1), merge));
  }
}

Status dict_update(ThreadState& ts, Dict& dict, Value other, Merge merge) {
  // A subclass with an __iter__ of its own is a mapping like any other.
  if (Dict* source = as_if<Dict>(other); source != nullptr && type_of(ts, other).slots.iter == core_type(ts, TypeId::kDict).slots.iter) {
    return dict_merge_entries(ts, dict, *source, merge);
  }
  Ref keys = TRY(find_attr(ts, other, Value::from_object(ts.names().keys)));
  if (!keys.is_absent()) return merge_mapping(ts, dict, other, merge);
  return dict_update_from_pairs(ts, dict, other, merge);
}

Status dict_update_from_keywords(ThreadState& ts, Dict& dict, CallArgs args) {
  if (args.names.is_null()) return {};
  const Tuple& names = as<Tuple>(args.names);
  for (int64_t i = 0; i < names.size; ++i) {
    TRY(dict_set(ts, dict, names.at(i), args.values[args.count + static_cast<size_t>(i)]));
  }
  return {};
}

}  // namespace pyemb
