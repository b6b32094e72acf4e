// SPDX-License-Identifier: MIT
#include <cstring>
#include <new>

#include "objects/raise.h"
#include "objects/siphash.h"
#include "objects/str_state.h"
#include "objects/text_view.h"

namespace pyemb {
namespace {

constexpr uint32_t kFirstPlaces = 2048;

bool matches(const Str& s, uint64_t hash, const Text& text) {
  return s.hash == hash && s.length == text.length && s.kind == text.kind &&
         std::memcmp(s.data(), text.data, static_cast<size_t>(text.length) * text.kind) == 0;
}

/// The place of the string with this text, or the free one where it would go.
Str** find_place(StrState& state, uint64_t hash, const Text& text) {
  uint32_t mask = state.place_count - 1;
  uint32_t at = static_cast<uint32_t>(hash) & mask;
  while (state.places[at] != nullptr && !matches(*state.places[at], hash, text)) at = (at + 1) & mask;
  return &state.places[at];
}

bool grow(ThreadState& ts, StrState& state) {
  // A program that needs more than the first table is one that imports: it soon needs four times as much.
  const uint32_t factor = state.place_count == kFirstPlaces ? 4 : 2;
  uint32_t count = state.place_count == 0 ? kFirstPlaces : state.place_count * factor;
  auto** places = static_cast<Str**>(ts.interp.heap.allocate_buffer(count * sizeof(Str*)));
  if (places == nullptr) return false;
  std::memset(places, 0, count * sizeof(Str*));
  for (uint32_t i = 0; i < state.place_count; ++i) {
    Str* s = state.places[i];
    if (s == nullptr) continue;
    uint32_t at = static_cast<uint32_t>(s->hash) & (count - 1);
    while (places[at] != nullptr) at = (at + 1) & (count - 1);
    places[at] = s;
  }
  ts.interp.heap.release_buffer(state.places, state.place_count * sizeof(Str*));
  state.places = places;
  state.place_count = count;
  return true;
}

/// Puts an exact str into its free place.
bool put(ThreadState& ts, StrState& state, Str** place, Str& s) {
  *place = &s;
  s.interned = true;
  if (++state.used * 2 <= state.place_count || grow(ts, state)) return true;
  // A table that cannot grow still works as long as a place is free.
  if (state.used < state.place_count) return true;
  *place = nullptr;
  s.interned = false;
  --state.used;
  return false;
}

}  // namespace

uint64_t str_hash(ThreadState& ts, Str& s) {
  if (s.hash == 0) s.hash = hash_bytes(ts.interp.hash_key, s.data(), static_cast<size_t>(s.length) * s.kind);
  return s.hash;
}

Result<Own<Str>> intern(ThreadState& ts, Str& s) {
  if (s.interned) return Own<Str>::copy(&s);
  StrState& state = *ts.interp.strings;
  Text text(s);
  Str** place = find_place(state, str_hash(ts, s), text);
  if (*place != nullptr) return Own<Str>::copy(*place);
  if (s.length == 1 && s.kind == Str::kOneByte) return shared_char(ts, *s.latin1());
  if (s.is_exactly(TypeId::kStr)) {
    if (!put(ts, state, place, s)) return raise_no_memory(ts);
    return Own<Str>::copy(&s);
  }
  Own<Str> plain = TRY(new_str(ts, text));  // an instance of a subclass stays itself
  return intern(ts, *plain);
}

Result<Own<Str>> intern(ThreadState& ts, std::string_view utf8) {
  Text text(utf8.data(), static_cast<int64_t>(utf8.size()), Str::kOneByte);
  if (or_units(text) < 0x80) {
    uint64_t hash = hash_bytes(ts.interp.hash_key, utf8.data(), utf8.size());
    StrState& state = *ts.interp.strings;
    Str** place = find_place(state, hash, text);
    if (*place != nullptr) return Own<Str>::copy(*place);
    if (utf8.size() > 1) {
      Str* made = allocate_str(ts, text.length, Str::kOneByte, true);
      if (made == nullptr) return raise_no_memory(ts);
      std::memcpy(made->data(), utf8.data(), utf8.size());
      made->hash = hash;
      Own<Str> owner = Own<Str>::steal(made);
      if (!put(ts, state, place, *made)) return raise_no_memory(ts);
      return owner;
    }
  }
  Own<Str> s = TRY(new_str(ts, utf8));
  return intern(ts, *s);
}

Result<Own<Str>> intern_literal(ThreadState& ts, const char* text) {
  Own<Str> name = TRY(intern(ts, std::string_view(text)));
  if (!name->ascii) return name;
  LiteralName& place = literal_place(*ts.interp.strings, text);
  Own<Str> replaced = Own<Str>::steal(place.name);
  place = {text, Own<Str>::copy(name.get()).release()};
  return name;
}

void forget_interned(ThreadState& ts, Str& s) {
  StrState& state = *ts.interp.strings;
  uint32_t mask = state.place_count - 1;
  uint32_t free = static_cast<uint32_t>(s.hash) & mask;
  while (state.places[free] != &s) free = (free + 1) & mask;
  // Close the gap: what probed past the freed place moves into it.
  for (uint32_t at = (free + 1) & mask; state.places[at] != nullptr; at = (at + 1) & mask) {
    uint32_t home = static_cast<uint32_t>(state.places[at]->hash) & mask;
    if (((at - home) & mask) < ((at - free) & mask)) continue;
    state.places[free] = state.places[at];
    free = at;
  }
  state.places[free] = nullptr;
  --state.used;
  s.interned = false;
}

Result<Own<Str>> shared_char(ThreadState& ts, uint8_t c) {
  StrState& state = *ts.interp.strings;
  if (LIKELY(state.chars[c] != nullptr)) return Own<Str>::copy(state.chars[c]);
  Str* s = allocate_str(ts, 1, Str::kOneByte, c < 0x80);
  if (s == nullptr) return raise_no_memory(ts);
  *static_cast<uint8_t*>(s->data()) = c;
  Str** place = find_place(state, str_hash(ts, *s), Text(*s));
  if (!put(ts, state, place, *s)) {
    decref(static_cast<Object*>(s));
    return raise_no_memory(ts);
  }
  state.chars[c] = s;
  return Own<Str>::copy(s);
}

bool init_strings(ThreadState& ts) {
  void* block = ts.interp.heap.allocate_buffer(sizeof(StrState));
  if (block == nullptr) return false;
  auto* state = new (block) StrState;
  ts.interp.strings = state;
  state->empty = allocate_str(ts, 0, Str::kOneByte, true);
  if (state->empty == nullptr || !grow(ts, *state)) return false;
  return put(ts, *state, find_place(*state, 0, Text(*state->empty)), *state->empty);
}

void release_strings(ThreadState& ts) {
  StrState* state = ts.interp.strings;
  if (state == nullptr) return;
  for (LiteralName& literal : state->literals) {
    if (literal.name != nullptr) decref(static_cast<Object*>(std::exchange(literal.name, nullptr)));
  }
  for (Str*& s : state->chars) {
    if (s != nullptr) decref(static_cast<Object*>(std::exchange(s, nullptr)));
  }
  if (state->empty != nullptr) decref(static_cast<Object*>(std::exchange(state->empty, nullptr)));
  // Strings that outlive this point (held by leaked objects) must not look for the table.
  for (uint32_t i = 0; i < state->place_count; ++i) {
    if (state->places[i] != nullptr) state->places[i]->interned = false;
  }
  ts.interp.heap.release_buffer(state->places, state->place_count * sizeof(Str*));
  ts.interp.heap.release_buffer(state, sizeof(StrState));
  ts.interp.strings = nullptr;
}

}  // namespace pyemb
