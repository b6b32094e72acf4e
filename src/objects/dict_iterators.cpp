// SPDX-License-Identifier: MIT
#include "objects/allocate.h"
#include "objects/dict_views.h"
#include "objects/iterators.h"
#include "objects/native.h"
#include "objects/type_specs.h"

namespace pyemb {

Result<Ref> new_dict_iterator(ThreadState& ts, Dict& dict, TypeId id) {
  auto* it = static_cast<DictIterator*>(allocate_collected(ts, core_type(ts, id), sizeof(DictIterator)));
  if (UNLIKELY(it == nullptr)) return raise_no_memory(ts);
  bool reverse = id == TypeId::kDictReverseKeyIterator || id == TypeId::kDictReverseValueIterator || id == TypeId::kDictReverseItemIterator;
  it->dict = Own<Dict>::copy(&dict).release();
  it->expected_size = it->remaining = dict.size;
  it->position = reverse ? dict.used - 1 : dict.first;
  it->pair = nullptr;
  gc_track(ts, it);
  return Ref::steal(it);
}

Result<Ref> dict_iter(ThreadState& ts, Value dict) {
  return new_dict_iterator(ts, as<Dict>(dict), TypeId::kDictKeyIterator);
}

Result<DictEntry> dict_iterator_stop(ThreadState& ts, DictIterator& it) {
  if (it.dict == nullptr) return DictEntry{};
  if (it.dict->size != it.expected_size) {
    it.expected_size = -1;  // for ever
    return raise(ts, Exc::kRuntimeError, "dictionary changed size during iteration");
  }
  release_walked(it.dict);
  return DictEntry{};
}

Raised dict_iterator_surplus(ThreadState& ts, DictIterator& it) {
  release_walked(it.dict);
  return raise(ts, Exc::kRuntimeError, "dictionary keys changed during iteration");
}

namespace {

/// The next entry of a reverse iterator, borrowed; a null key at the end.
Result<DictEntry> reverse_next(ThreadState& ts, DictIterator& it) {
  if (it.dict == nullptr) return DictEntry{};
  if (it.dict->size != it.expected_size) return dict_iterator_stop(ts, it);
  while (it.position >= 0 && it.position < it.dict->used) {
    const DictEntry& entry = it.dict->entries[it.position--];
    if (entry.key.is_null()) continue;
    --it.remaining;
    return entry;
  }
  release_walked(it.dict);
  return DictEntry{};
}

using Advance = Result<DictEntry> (*)(ThreadState&, DictIterator&);

Result<DictEntry> forward_next(ThreadState& ts, DictIterator& it) { return dict_iterator_next(ts, it); }

// -- what becomes of an entry --------------------------------------------------------------------------------------------

Result<Ref> key_of_entry(ThreadState&, DictIterator&, const DictEntry& entry) { return Ref::copy(entry.key); }
Result<Ref> value_of_entry(ThreadState&, DictIterator&, const DictEntry& entry) { return Ref::copy(entry.value); }

/// A pair; the last one is filled again when nobody else holds it.
Result<Ref> pair_of_entry(ThreadState& ts, DictIterator& it, const DictEntry& entry) {
  Ref key = Ref::copy(entry.key);
  Ref value = Ref::copy(entry.value);
  return fill_or_make_pair(ts, it.pair, std::move(key), std::move(value));
}

using Show = Result<Ref> (*)(ThreadState&, DictIterator&, const DictEntry&);

template <Advance advance, Show show>
Result<Ref> iterator_next(ThreadState& ts, Value self) {
  auto& it = *static_cast<DictIterator*>(self.as_object());
  DictEntry entry = TRY(advance(ts, it));
  if (entry.key.is_null()) return Result<Ref>::absent();
  return show(ts, it, entry);
}

// -- methods -------------------------------------------------------------------------------------------------------------

int64_t length_hint_of_iterator(ThreadState&, DictIterator& self) {
  return self.dict != nullptr && self.dict->size == self.expected_size ? self.remaining : 0;
}

/// iter(list of what is left); the iterator itself does not move.
template <Advance advance, Show show>
Result<Ref> reduce_iterator(ThreadState& ts, DictIterator& self) {
  Own<List> left = TRY(new_list(ts));
  if (self.dict != nullptr) {
    Ref copy = TRY(new_dict_iterator(ts, *self.dict, self.type->id));
    auto& it = *copy.as<DictIterator>();
    it.expected_size = self.expected_size;
    it.position = self.position;
    it.remaining = self.remaining;
    for (;;) {
      Ref item = TRY((iterator_next<advance, show>(ts, copy)));
      if (item.is_absent()) break;
      TRY(list_append(ts, *left, std::move(item)));
    }
  }
  return reduce_to_call(ts, "iter", left, Value::null());
}

void iterator_traverse(Object* object, GcVisitor& visit) {
  auto& it = *static_cast<DictIterator*>(object);
  visit(static_cast<Object*>(it.dict));
  visit(static_cast<Object*>(it.pair));
}

void iterator_dealloc(ThreadState&, Object* object) {
  auto& it = *static_cast<DictIterator*>(object);
  release_walked(it.dict);
  release_walked(it.pair);
}

template <Advance advance, Show show>
constexpr NativeMethod kMethods[] = {
    method<length_hint_of_iterator>("__length_hint__", "($self, /)", "How many items are left."),
    method<reduce_iterator<advance, show>>("__reduce__", "($self, /)", "An iterator over a list of what is left, for pickling."),
};

template <Advance advance, Show show>
constexpr TypeSpec spec_of(const char* name, TypeId id) {
  return {
      .name = name,
      .id = id,
      .size = sizeof(DictIterator),
      .flags = Type::kCollected | Type::kNoNew,
      .methods = kMethods<advance, show>,
      .slots = {.iter = self_iter, .next = iterator_next<advance, show>},
      .traverse = iterator_traverse,
      .dealloc = iterator_dealloc,
  };
}

}  // namespace

constexpr TypeSpec kDictKeyIteratorSpec = spec_of<forward_next, key_of_entry>("dict_keyiterator", TypeId::kDictKeyIterator);
constexpr TypeSpec kDictValueIteratorSpec = spec_of<forward_next, value_of_entry>("dict_valueiterator", TypeId::kDictValueIterator);
constexpr TypeSpec kDictItemIteratorSpec = spec_of<forward_next, pair_of_entry>("dict_itemiterator", TypeId::kDictItemIterator);
constexpr TypeSpec kDictReverseKeyIteratorSpec =
    spec_of<reverse_next, key_of_entry>("dict_reversekeyiterator", TypeId::kDictReverseKeyIterator);
constexpr TypeSpec kDictReverseValueIteratorSpec =
    spec_of<reverse_next, value_of_entry>("dict_reversevalueiterator", TypeId::kDictReverseValueIterator);
constexpr TypeSpec kDictReverseItemIteratorSpec =
    spec_of<reverse_next, pair_of_entry>("dict_reverseitemiterator", TypeId::kDictReverseItemIterator);

}  // namespace pyemb
