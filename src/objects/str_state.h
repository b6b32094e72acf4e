// SPDX-License-Identifier: MIT
#pragma once

// The strings that an interpreter shares: the empty one, those of one latin-1 character, and the table of interned strings.
//
// The table borrows: an interned string that dies takes itself out. The shared ones are interned too, and owned here.

#include <cstdint>

#include "objects/str.h"

namespace pyemb {

struct Bytes;

/// Other forms of strings, which live as long as they: UTF-8 of those that are not ASCII, and what C code sees as wchar_t of those that are not four bytes
/// wide. By address: open addressing, linear probing.
struct StrForms {
  struct Entry {
    Str* str;      ///< null: free
    Bytes* utf8;   ///< owned; null: not asked for yet
    Bytes* utf32;  ///< likewise
  };
  Entry* entries;
  uint64_t capacity;  ///< a power of two, or 0
  uint64_t used;
};

/// A name that code in C gives as a text, again and again from the same address.
struct LiteralName {
  const char* text = nullptr;  ///< where it stood; what stands there now may be another
  Str* name = nullptr;         ///< owned, ASCII
};

struct StrState {
  Str** places = nullptr;   ///< open addressing, linear probing; null: free
  uint32_t place_count = 0; ///< a power of two
  uint32_t used = 0;
  Str* empty = nullptr;     ///< owned
  Str* chars[256] = {};     ///< owned; null until first used
  StrForms forms = {};
  static constexpr size_t kLiterals = 128;
  LiteralName literals[kLiterals] = {};
};

/// The first step of an interpreter, before its first string is made. interp.types[kStr] must point to the type of
/// strings by then, though nothing of it need be filled in yet. False: out of memory (nothing is raised).
[[nodiscard]] bool init_strings(ThreadState& ts);
/// The last step: gives back the table and what it owns.
void release_strings(ThreadState& ts);

ALWAYS_INLINE LiteralName& literal_place(StrState& state, const char* text) {
  const auto address = reinterpret_cast<uintptr_t>(text);
  return state.literals[(address ^ address >> 7) % StrState::kLiterals];
}
/// The interned form of a text that intern_literal() has seen at this address before; null: it is another one.
ALWAYS_INLINE Own<Str> find_literal(StrState& state, const char* text) {
  const LiteralName& place = literal_place(state, text);
  if (UNLIKELY(place.text != text)) return {};
  // Names are short: this loop is over before a call of strcmp has begun.
  const char* units = static_cast<const char*>(place.name->data());
  const char* at = text;
  while (*at == *units && *at != '\0') ++at, ++units;
  return *at == *units ? Own<Str>::copy(place.name) : Own<Str>();
}
/// The interned form of a valid UTF-8 text, noted for find_literal().
[[nodiscard]] Result<Own<Str>> intern_literal(ThreadState& ts, const char* text);

/// Takes a dying string out of the table.
void forget_interned(ThreadState& ts, Str& s);
/// The code points of a string with a zero behind them, for as long as the string lives.
[[nodiscard]] Result<const char32_t*> str_utf32(ThreadState& ts, Str& s);
/// Drops the other forms of a dying string.
void forget_forms(ThreadState& ts, Str& s);

/// An uninitialized str of exactly the type str, its hash not known, its last unit's zero written; null: out of memory, nothing
/// raised. `capacity`: 0 or the code points to make room for (at least `length`).
[[nodiscard]] Str* allocate_str(ThreadState& ts, int64_t length, Str::Kind kind, bool ascii, int64_t capacity = 0);
/// Gives a string of refcount 1 room for `capacity` code points (>= its length), moving it if need be. Null: out of
/// memory, the old one is untouched.
[[nodiscard]] Str* resize_str(ThreadState& ts, Str* s, int64_t capacity);

/// The shared string of a character below 256; a new reference.
[[nodiscard]] Result<Own<Str>> shared_char(ThreadState& ts, uint8_t c);
inline Own<Str> empty_str(ThreadState& ts) { return Own<Str>::copy(ts.interp.strings->empty); }

}  // namespace pyemb
