// SPDX-License-Identifier: MIT
#pragma once

// str: an immutable sequence of code points (PEP 393): 1, 2 or 4 bytes each, always the narrowest that fits; behind the
// last one stands a zero of the same width. A string whose code points are all < 128 is ascii, and its data is its UTF-8.
//
// Interned strings are unique in their interpreter: identifiers and attribute names are, so they can be compared by address.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "objects/type.h"

namespace pyemb {

struct Str : Object {
  static constexpr TypeId kId = TypeId::kStr;
  enum Kind : uint8_t { kOneByte = 1, kTwoBytes = 2, kFourBytes = 4 };

  int64_t length;       ///< code points
  uint64_t hash;        ///< 0: not computed yet (a computed 0 is stored as 1)
  Kind kind;
  bool ascii;
  bool interned;
  bool has_utf8;        ///< it has other forms (str_utf8(), str_utf32()), which the interpreter keeps
  uint32_t capacity;    ///< code points that fit behind the data without a move (appending in place); 0: exactly `length`
  // data follows

  void* data() { return this + 1; }
  const void* data() const { return this + 1; }
  const uint8_t* latin1() const { return static_cast<const uint8_t*>(data()); }
  const char16_t* utf16() const { return static_cast<const char16_t*>(data()); }
  const char32_t* utf32() const { return static_cast<const char32_t*>(data()); }
  char32_t at(int64_t i) const {
    if (kind == kOneByte) return latin1()[i];
    return kind == kTwoBytes ? utf16()[i] : utf32()[i];
  }
  /// The UTF-8 text; only when `ascii`.
  std::string_view ascii_view() const { return {static_cast<const char*>(data()), static_cast<size_t>(length)}; }
};
static_assert(sizeof(Str) == 40);

/// Of two types that differ in name only: strings that are ASCII have one of their own.
struct StrIterator : Object {
  static constexpr TypeId kId = TypeId::kStrIterator;
  Str* str;  ///< owned; null at the end
  int64_t position;
};

/// Exactly a str, not a subclass: one load.
inline bool is_str(Value value) { return is_exactly(value, TypeId::kStr); }

// -- making strings --------------------------------------------------------------------------------------------

/// A new string from UTF-8 that is known to be valid (may hold encoded surrogates). Literals of native code use this.
[[nodiscard]] Result<Own<Str>> new_str(ThreadState& ts, std::string_view utf8);
/// An uninitialized string for the caller to fill at once; `max_char` decides the kind.
[[nodiscard]] Result<Own<Str>> new_str_buffer(ThreadState& ts, int64_t length, char32_t max_char);
[[nodiscard]] Result<Own<Str>> new_str_latin1(ThreadState& ts, const uint8_t* data, int64_t length);
[[nodiscard]] Result<Own<Str>> new_str_utf16(ThreadState& ts, const char16_t* data, int64_t length);  ///< units are code points
[[nodiscard]] Result<Own<Str>> new_str_utf32(ThreadState& ts, const char32_t* data, int64_t length);
/// A string of one code point (shared for those below 256).
[[nodiscard]] Result<Own<Str>> new_str_char(ThreadState& ts, char32_t c);
/// printf-formatted UTF-8; an invalid sequence becomes U+FFFD.
[[nodiscard]] Result<Own<Str>> new_str_format(ThreadState& ts, const char* format, ...) __attribute__((format(printf, 2, 3)));
/// The interned string of this text.
[[nodiscard]] Result<Own<Str>> intern(ThreadState& ts, std::string_view utf8);
/// The interned string equal to `s` (which may become it).
[[nodiscard]] Result<Own<Str>> intern(ThreadState& ts, Str& s);

// -- using strings ---------------------------------------------------------------------------------------------

/// The UTF-8 of a string for the time of the object: no copy if ascii, else a buffer. Lone surrogates are kept as
/// three-byte sequences (never raises for them).
class Utf8 {
 public:
  Utf8(ThreadState& ts, const Str& s);
  Utf8(ThreadState& ts, Value s);  ///< a str or subclass; anything else reads as "?"
  ~Utf8();
  Utf8(const Utf8&) = delete;
  Utf8& operator=(const Utf8&) = delete;
  bool ok() const { return text_ != nullptr; }  ///< false: out of memory, nothing raised
  const char* c_str() const { return text_ != nullptr ? text_ : "<out of memory>"; }
  std::string_view view() const { return ok() ? std::string_view(text_, size_) : std::string_view(); }

 private:
  void init(const Str& s);
  Heap& heap_;
  const char* text_ = nullptr;
  size_t size_ = 0;
  size_t buffer_size_ = 0;
};

/// The UTF-8 of a string, with a zero behind it, for as long as the string lives: for those who hand the pointer on. UnicodeEncodeError for lone
/// surrogates.
[[nodiscard]] Result<std::string_view> str_utf8(ThreadState& ts, Str& s);
[[nodiscard]] uint64_t str_hash(ThreadState& ts, Str& s);
bool str_equal(const Str& a, const Str& b);
bool str_equal(const Str& a, std::string_view ascii);
/// Code point order: negative, 0, positive.
int str_compare(const Str& a, const Str& b);
bool str_compare_is(const Str& a, const Str& b, Compare op);
[[nodiscard]] Result<Ref> str_concat(ThreadState& ts, Value left, Value right);
/// left + right, reusing left's block where only this reference holds it.
[[nodiscard]] Result<Ref> str_append(ThreadState& ts, Ref left, Value right);
[[nodiscard]] Result<Ref> str_join(ThreadState& ts, Str& separator, Value iterable);
[[nodiscard]] Result<Ref> str_slice(ThreadState& ts, Str& s, int64_t start, int64_t stop);

/// repr(value), str(value), ascii(value), format(value, spec): always a str.
[[nodiscard]] Result<Own<Str>> repr(ThreadState& ts, Value value);
[[nodiscard]] Result<Own<Str>> to_str(ThreadState& ts, Value value);
[[nodiscard]] Result<Own<Str>> ascii(ThreadState& ts, Value value);
[[nodiscard]] Result<Own<Str>> format(ThreadState& ts, Value value, Value spec);

}  // namespace pyemb
