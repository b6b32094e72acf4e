// SPDX-License-Identifier: MIT
#pragma once

// More methods that bytes and bytearray share: joining, replacing, translating, hexadecimal text, decoding. See byte_methods.h.

#include <array>
#include <cstring>

#include "objects/attributes.h"
#include "objects/byte_methods.h"
#include "objects/call.h"
#include "objects/codecs.h"
#include "objects/string_builder.h"

namespace pyemb::byte_methods {

template <class T>
Result<Ref> concat(ThreadState& ts, Value left, Value right) {
  if (!has_buffer(ts, left) || !has_buffer(ts, right)) {
    return raise(ts, Exc::kTypeError, "can't concat %s to %s", type_name(ts, right), type_name(ts, left));
  }
  Buffer a(ts), b(ts);
  TRY(a.open(left));
  TRY(b.open(right));
  if (a.size() > INT64_MAX - b.size()) return raise_no_memory(ts);
  uint8_t* to = nullptr;
  Ref made = TRY(make_buffer<T>(ts, a.size() + b.size(), &to));
  if (a.size() > 0) std::memcpy(to, a.data(), static_cast<size_t>(a.size()));
  if (b.size() > 0) std::memcpy(to + a.size(), b.data(), static_cast<size_t>(b.size()));
  return made;
}

template <class T>
Result<Ref> repeat(ThreadState& ts, Value self, int64_t times) {
  std::string_view data = view_of(as<T>(self));
  if (times <= 0 || data.empty()) return make_bytes<T>(ts, std::string_view());
  if (times == 1 && is_bytes(self)) return Ref::copy(self);
  int64_t total;
  if (__builtin_mul_overflow(size_of(data), times, &total)) return raise_no_memory(ts);
  uint8_t* to = nullptr;
  Ref made = TRY(make_buffer<T>(ts, total, &to));
  data = view_of(as<T>(self));
  if (data.size() == 1) {
    std::memset(to, data[0], static_cast<size_t>(total));
    return made;
  }
  for (int64_t i = 0; i < times; ++i, to += data.size()) std::memcpy(to, data.data(), data.size());
  return made;
}

template <class T>
Result<Ref> join(ThreadState& ts, T& self, Value iterable) {
  Own<List> items = TRY(to_list(ts, iterable));
  std::string_view separator = view_of(self);
  int64_t total = 0;
  for (int64_t i = 0; i < items->size; ++i) {
    Value item = items->at(i);
    if (!has_buffer(ts, item)) {
      return raise(ts, Exc::kTypeError, "sequence item %lld: expected a bytes-like object, %s found", static_cast<long long>(i), type_name(ts, item));
    }
    Buffer piece(ts);
    TRY(piece.open(item));
    int64_t add = piece.size() + (i > 0 ? size_of(separator) : 0);
    if (__builtin_add_overflow(total, add, &total)) return raise(ts, Exc::kOverflowError, "join() result is too long for bytes");
  }
  uint8_t* to = nullptr;
  Ref made = TRY(make_buffer<T>(ts, total, &to));
  uint8_t* end = to + total;
  for (int64_t i = 0; i < items->size; ++i) {
    Buffer piece(ts);
    TRY(piece.open(items->at(i)));
    int64_t need = piece.size() + (i > 0 ? size_of(separator) : 0);
    if (need > end - to) return raise(ts, Exc::kRuntimeError, "sequence changed size during join");
    if (i > 0 && !separator.empty()) to = static_cast<uint8_t*>(std::memcpy(to, separator.data(), separator.size())) + separator.size();
    if (piece.size() > 0) to = static_cast<uint8_t*>(std::memcpy(to, piece.data(), static_cast<size_t>(piece.size()))) + piece.size();
  }
  return made;
}

/// Replaces up to `most` places. An empty `old` matches between all bytes.
template <class T>
Result<Ref> replace_views(ThreadState& ts, std::string_view data, std::string_view old, std::string_view with, int64_t most) {
  int64_t hits = old.empty() ? std::min(most, size_of(data) + 1) : text::count(units(data), size_of(data), units(old), size_of(old), most);
  int64_t grow, total;
  if (__builtin_mul_overflow(hits, size_of(with) - size_of(old), &grow) || __builtin_add_overflow(size_of(data), grow, &total)) {
    return raise(ts, Exc::kOverflowError, "replace bytes is too long");
  }
  uint8_t* to = nullptr;
  Ref made = TRY(make_buffer<T>(ts, total, &to));
  auto put = [&](std::string_view piece) {
    if (!piece.empty()) to = static_cast<uint8_t*>(std::memcpy(to, piece.data(), piece.size())) + piece.size();
  };
  size_t at = 0;
  for (int64_t i = 0; i < hits; ++i) {
    if (old.empty()) {
      put(with);
      if (at < data.size()) put(data.substr(at++, 1));
      continue;
    }
    size_t hit = at + static_cast<size_t>(text::find(units(data) + at, size_of(data) - static_cast<int64_t>(at), units(old), size_of(old)));
    put(data.substr(at, hit - at));
    put(with);
    at = hit + old.size();
  }
  if (at < data.size()) put(data.substr(at));
  return made;
}

template <class T>
Result<Ref> replace(ThreadState& ts, T& self, Value old, Value with, std::optional<int64_t> most) {
  Buffer a(ts), b(ts);
  TRY(a.open(old));
  TRY(b.open(with));
  return replace_views<T>(ts, view_of(self), a.view(), b.view(), most && *most >= 0 ? *most : text::kUnlimited);
}

template <class T>
Result<Ref> translate(ThreadState& ts, T& self, Value table, Value remove) {
  Buffer map(ts), drop(ts);
  bool has_table = !table.is_none();
  if (has_table) {
    TRY(map.open(table));
    if (map.size() != 256) return raise(ts, Exc::kValueError, "translation table must be 256 characters long");
  }
  bool dropped[256] = {};
  if (!remove.is_null()) {
    TRY(drop.open(remove));
    for (char c : drop.view()) dropped[static_cast<uint8_t>(c)] = true;
  }
  std::string_view data = view_of(self);
  int64_t total = 0;
  for (char c : data) total += dropped[static_cast<uint8_t>(c)] ? 0 : 1;
  uint8_t* to = nullptr;
  Ref made = TRY(make_buffer<T>(ts, total, &to));
  for (char c : data) {
    auto byte = static_cast<uint8_t>(c);
    if (!dropped[byte]) *to++ = has_table ? map.data()[byte] : byte;
  }
  return made;
}

inline Result<Ref> make_translation(ThreadState& ts, Value from, Value to) {
  Buffer a(ts), b(ts);
  TRY(a.open(from));
  TRY(b.open(to));
  if (a.size() != b.size()) return raise(ts, Exc::kValueError, "maketrans arguments must have same length");
  uint8_t* table = nullptr;
  Ref made = TRY(make_buffer<Bytes>(ts, 256, &table));
  for (int i = 0; i < 256; ++i) table[i] = static_cast<uint8_t>(i);
  for (int64_t i = 0; i < a.size(); ++i) table[a.data()[i]] = b.data()[i];
  return made;
}

/// hex(sep, bytes_per_sep): groups are counted from the right, from the left when negative.
inline Result<Ref> hex_text(ThreadState& ts, std::string_view data, Value separator, std::optional<int64_t> group) {
  constexpr char kHex[] = "0123456789abcdef";
  char between = 0;  // any char, NUL too: `separates` tells whether there is one
  bool separates = !separator.is_null();
  if (!separator.is_null()) {
    if (is<Str>(separator)) {
      if (as<Str>(separator).length != 1) return raise(ts, Exc::kValueError, "sep must be length 1.");
      if (as<Str>(separator).at(0) >= 128) return raise(ts, Exc::kValueError, "sep must be ASCII.");
      between = static_cast<char>(as<Str>(separator).at(0));
    } else if (is<Bytes>(separator)) {
      if (as<Bytes>(separator).size != 1) return raise(ts, Exc::kValueError, "sep must be length 1.");
      between = as<Bytes>(separator).view()[0];
      if (static_cast<uint8_t>(between) >= 128) return raise(ts, Exc::kValueError, "sep must be ASCII.");
    } else {
      return raise(ts, Exc::kTypeError, "sep must be str or bytes.");
    }
  }
  int64_t every = group.value_or(1);
  auto size = static_cast<int64_t>(data.size());
  StringBuilder out(ts);
  for (int64_t i = 0; i < size; ++i) {
    auto byte = static_cast<uint8_t>(data[static_cast<size_t>(i)]);
    bool boundary = every > 0 ? (size - i) % every == 0 : every < 0 && i % -every == 0;
    if (separates && i > 0 && boundary) out.append(between);
    out.append(kHex[byte >> 4]);
    out.append(kHex[byte & 15]);
  }
  return out.finish();
}

template <class T>
Result<Ref> hex(ThreadState& ts, T& self, Value separator, std::optional<int64_t> group) {
  return hex_text(ts, view_of(self), separator, group);
}

inline int hex_digit(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  char32_t l = c | 32;
  return l >= 'a' && l <= 'f' ? static_cast<int>(l - 'a' + 10) : -1;
}

template <class T>
Result<Ref> from_hex(ThreadState& ts, Type& type, Str& text) {
  uint8_t* start = nullptr;
  Ref made = TRY(make_buffer<Bytes>(ts, text.length / 2 + 1, &start));
  uint8_t* to = start;
  for (int64_t i = 0; i < text.length;) {
    if (text.at(i) < 128 && is_space(static_cast<uint8_t>(text.at(i)))) {
      ++i;
      continue;
    }
    int high = hex_digit(text.at(i));
    int low = high >= 0 && i + 1 < text.length ? hex_digit(text.at(i + 1)) : -1;
    if (low < 0) {
      long long where = high < 0 ? i : i + 1;
      return raise(ts, Exc::kValueError, "non-hexadecimal number found in fromhex() arg at position %lld", where);
    }
    *to++ = static_cast<uint8_t>(high << 4 | low);
    i += 2;
  }
  Ref result = TRY(make_bytes<T>(ts, std::string_view(reinterpret_cast<char*>(start), static_cast<size_t>(to - start))));
  if (type.id == T::kId) return result;
  return call(ts, Value::from_object(&type), result);
}

template <class T>
Result<Ref> decode(ThreadState& ts, T& self, Str* encoding, Str* errors) {
  return decode_object(ts, Value::from_object(&self), encoding, errors);
}

/// The rows that both types have; a type's table adds its own.
template <class T>
inline constexpr NativeMethod kSharedRows[] = {
    method<map_bytes<T, lower>>("lower", "($self, /)", "Return a copy with all ASCII characters converted to lowercase."),
    method<map_bytes<T, upper>>("upper", "($self, /)", "Return a copy with all ASCII characters converted to uppercase."),
    method<map_bytes<T, swap>>("swapcase", "($self, /)", "Return a copy with uppercase ASCII characters converted to lowercase and vice versa."),
    method<title_or_capitalize<T, false>>("capitalize", "($self, /)", "Return a copy with only its first byte capitalized (ASCII)."),
    method<title_or_capitalize<T, true>>("title", "($self, /)", "Return a titlecased copy: ASCII words start with uppercase letters."),
    method<all_are<T, is_alnum>>("isalnum", "($self, /)", "Return True if all bytes are ASCII letters or digits and there is at least one."),
    method<all_are<T, is_alpha>>("isalpha", "($self, /)", "Return True if all bytes are ASCII letters and there is at least one."),
    method<all_are<T, is_digit>>("isdigit", "($self, /)", "Return True if all bytes are ASCII digits and there is at least one."),
    method<all_are<T, is_space>>("isspace", "($self, /)", "Return True if all bytes are ASCII whitespace and there is at least one."),
    method<is_ascii<T>>("isascii", "($self, /)", "Return True if all bytes are below 128."),
    method<is_cased<T, is_lower, is_upper>>("islower", "($self, /)", "Return True if all cased bytes are lowercase and there is at least one."),
    method<is_cased<T, is_upper, is_lower>>("isupper", "($self, /)", "Return True if all cased bytes are uppercase and there is at least one."),
    method<is_title<T>>("istitle", "($self, /)", "Return True if the object is titlecased."),
    method<find_at<T, From::kLeft>>("find", "($self, sub, start=None, end=None, /)", "Return the lowest index where sub is found, or -1."),
    method<find_at<T, From::kRight>>("rfind", "($self, sub, start=None, end=None, /)", "Return the highest index where sub is found, or -1."),
    method<index_at<T, From::kLeft>>("index", "($self, sub, start=None, end=None, /)", "Like find(), but raise ValueError when sub is not found."),
    method<index_at<T, From::kRight>>("rindex", "($self, sub, start=None, end=None, /)", "Like rfind(), but raise ValueError when sub is not found."),
    method<count<T>>("count", "($self, sub, start=None, end=None, /)", "Return the number of non-overlapping occurrences of sub."),
    method<has_affix<T, From::kLeft>>("startswith", "($self, prefix, start=None, end=None, /)", "Return True if it starts with the prefix."),
    method<has_affix<T, From::kRight>>("endswith", "($self, suffix, start=None, end=None, /)", "Return True if it ends with the suffix."),
    method<remove_affix<T, From::kLeft>>("removeprefix", "($self, prefix, /)", "Return a copy without the prefix, if it is there."),
    method<remove_affix<T, From::kRight>>("removesuffix", "($self, suffix, /)", "Return a copy without the suffix, if it is there."),
    method<split<T, From::kLeft>>("split", "($self, /, sep=None, maxsplit=-1)", "Return a list of the sections, using sep as the delimiter."),
    method<split<T, From::kRight>>("rsplit", "($self, /, sep=None, maxsplit=-1)", "Like split(), from the end."),
    method<split_lines<T>>("splitlines", "($self, /, keepends=False)", "Return a list of the lines, breaking at line boundaries."),
    method<partition<T, From::kLeft>>("partition", "($self, sep, /)", "Return the part before the first sep, sep itself, and the part after it."),
    method<partition<T, From::kRight>>("rpartition", "($self, sep, /)", "Return the part before the last sep, sep itself, and the part after it."),
    method<strip<T, text::Side::kBoth>>("strip", "($self, bytes=None, /)", "Strip leading and trailing bytes contained in the argument."),
    method<strip<T, text::Side::kLeft>>("lstrip", "($self, bytes=None, /)", "Strip leading bytes contained in the argument."),
    method<strip<T, text::Side::kRight>>("rstrip", "($self, bytes=None, /)", "Strip trailing bytes contained in the argument."),
    method<justify<T, Justify::kLeft>>("ljust", "($self, width, fillchar=b' ', /)", "Return a left-justified copy of at least the width."),
    method<justify<T, Justify::kRight>>("rjust", "($self, width, fillchar=b' ', /)", "Return a right-justified copy of at least the width."),
    method<justify<T, Justify::kCenter>>("center", "($self, width, fillchar=b' ', /)", "Return a centered copy of at least the width."),
    method<zfill<T>>("zfill", "($self, width, /)", "Pad a numeric string with zeros on the left, to fill a field of the given width."),
    method<expand_tabs<T>>("expandtabs", "($self, /, tabsize=8)", "Return a copy where all tab characters are expanded using spaces."),
    method<join<T>>("join", "($self, iterable_of_bytes, /)", "Concatenate any number of bytes objects, with this one in between."),
    method<replace<T>>("replace", "($self, old, new, count=-1, /)", "Return a copy with all occurrences of old replaced by new."),
    method<translate<T>>("translate", "($self, table, /, delete=b'')", "Return a copy with each byte mapped by the table."),
    static_method<make_translation>("maketrans", "(frm, to, /)", "Return a translation table useable for translate()."),
    method<hex<T>>("hex", "($self, /, sep=None, bytes_per_sep=1)", "Return a string of hexadecimal digits for each byte."),
    class_method<from_hex<T>>("fromhex", "($type, string, /)", "Create an object from a string of hexadecimal numbers."),
    method<decode<T>>("decode", "($self, /, encoding='utf-8', errors='strict')", "Decode the bytes using the codec registered for encoding."),
};

/// One table of two.
template <size_t N, size_t M>
constexpr std::array<NativeMethod, N + M> with_rows(const NativeMethod (&shared)[N], const NativeMethod (&own)[M]) {
  std::array<NativeMethod, N + M> rows{};
  for (size_t i = 0; i < N; ++i) rows[i] = shared[i];
  for (size_t i = 0; i < M; ++i) rows[N + i] = own[i];
  return rows;
}

}  // namespace pyemb::byte_methods
