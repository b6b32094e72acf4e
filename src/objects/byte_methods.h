// SPDX-License-Identifier: MIT
#pragma once

// The methods that bytes and bytearray share, written once for T = Bytes and T = ByteArray, and instantiated by the tables of
// bytes.cpp and bytearray.cpp. A method reads its object through view_of(), which it must ask for again after anything that can
// run Python code, since a bytearray may have changed; results are of the method's own type (make_bytes<T>).

#include <algorithm>
#include <cstring>
#include <string_view>

#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/list.h"
#include "objects/native.h"
#include "objects/raise.h"
#include "objects/slice.h"
#include "objects/str.h"
#include "objects/text_search.h"
#include "objects/text_split.h"
#include "objects/tuple.h"

namespace pyemb {

inline std::string_view view_of(const Bytes& bytes) { return bytes.view(); }
inline std::string_view view_of(const ByteArray& array) { return array.view(); }

/// A new object of T's type itself with a copy of the data.
template <class T>
[[nodiscard]] Result<Ref> make_bytes(ThreadState& ts, std::string_view data);
template <>
inline Result<Ref> make_bytes<Bytes>(ThreadState& ts, std::string_view data) {
  return new_bytes(ts, data);
}
template <>
inline Result<Ref> make_bytes<ByteArray>(ThreadState& ts, std::string_view data) {
  return new_byte_array(ts, data);
}

/// An uninitialized object of `size` bytes and where they stand.
template <class T>
[[nodiscard]] Result<Ref> make_buffer(ThreadState& ts, int64_t size, uint8_t** data);
template <>
inline Result<Ref> make_buffer<Bytes>(ThreadState& ts, int64_t size, uint8_t** data) {
  Own<Bytes> bytes = TRY(new_bytes_buffer(ts, size));
  *data = bytes->data();
  return bytes;
}
template <>
inline Result<Ref> make_buffer<ByteArray>(ThreadState& ts, int64_t size, uint8_t** data) {
  Own<ByteArray> array = TRY(new_byte_array_buffer(ts, size));
  *data = array->start;
  return array;
}

/// What is searched for: a bytes-like object, or an int that stands for one byte.
class ByteNeedle {
 public:
  explicit ByteNeedle(ThreadState& ts) : ts_(ts), buffer_(ts) {}
  [[nodiscard]] Status open(Value value) {
    if (is_any_int(value)) {
      int64_t byte = TRY(to_clamped_index(ts_, value));
      if (byte < 0 || byte > 255) return raise(ts_, Exc::kValueError, "byte must be in range(0, 256)");
      byte_ = static_cast<char>(byte);
      view_ = std::string_view(&byte_, 1);
      return {};
    }
    if (!has_buffer(ts_, value)) {
      return raise(ts_, Exc::kTypeError, "argument should be integer or bytes-like object, not '%s'", type_name(ts_, value));
    }
    TRY(buffer_.open(value));
    view_ = buffer_.view();
    return {};
  }
  std::string_view view() const { return view_; }

 private:
  ThreadState& ts_;
  Buffer buffer_;
  std::string_view view_;
  char byte_ = 0;
};

namespace byte_methods {

inline const uint8_t* units(std::string_view v) { return reinterpret_cast<const uint8_t*>(v.data()); }
inline int64_t size_of(std::string_view v) { return static_cast<int64_t>(v.size()); }
inline std::string_view part(std::string_view v, int64_t start, int64_t stop) {
  return v.substr(static_cast<size_t>(start), static_cast<size_t>(stop - start));
}
inline bool is_space(uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
inline bool is_lower(uint8_t c) { return c >= 'a' && c <= 'z'; }
inline bool is_upper(uint8_t c) { return c >= 'A' && c <= 'Z'; }
inline bool is_alpha(uint8_t c) { return is_lower(c | 32) && (c & 0x80) == 0; }
inline bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }
inline uint8_t lower(uint8_t c) { return is_upper(c) ? static_cast<uint8_t>(c + 32) : c; }
inline uint8_t upper(uint8_t c) { return is_lower(c) ? static_cast<uint8_t>(c - 32) : c; }

/// start and stop of a search, as slices read them, within `length`.
struct Range {
  int64_t start, stop;
};
inline Result<Range> search_range(ThreadState& ts, Value start, Value stop, int64_t length) {
  int64_t from = TRY(slice_bound(ts, start, 0));
  int64_t to = TRY(slice_bound(ts, stop, length));
  return Range{from < 0 ? std::max<int64_t>(from + length, 0) : from, clamp_to_length(to, length)};
}

// -- searching ---------------------------------------------------------------------------------------------------------------------

enum class From : uint8_t { kLeft, kRight };

template <class T, From from>
Result<int64_t> find_at(ThreadState& ts, T& self, Value sub, Value start, Value stop) {
  ByteNeedle needle(ts);
  TRY(needle.open(sub));
  Range range = TRY(search_range(ts, start, stop, size_of(view_of(self))));
  std::string_view data = view_of(self);
  range.stop = std::min(range.stop, size_of(data));
  if (range.start > range.stop) return int64_t{-1};
  std::string_view hay = part(data, range.start, range.stop);
  int64_t hit = from == From::kLeft ? text::find(units(hay), size_of(hay), units(needle.view()), size_of(needle.view()))
                                    : text::rfind(units(hay), size_of(hay), units(needle.view()), size_of(needle.view()));
  return hit == text::kNotFound ? int64_t{-1} : hit + range.start;
}

template <class T, From from>
Result<int64_t> index_at(ThreadState& ts, T& self, Value sub, Value start, Value stop) {
  int64_t at = TRY((find_at<T, from>(ts, self, sub, start, stop)));
  if (at < 0) return raise(ts, Exc::kValueError, "subsection not found");
  return at;
}

template <class T>
Result<int64_t> count(ThreadState& ts, T& self, Value sub, Value start, Value stop) {
  ByteNeedle needle(ts);
  TRY(needle.open(sub));
  Range range = TRY(search_range(ts, start, stop, size_of(view_of(self))));
  std::string_view data = view_of(self);
  range.stop = std::min(range.stop, size_of(data));
  if (range.start > range.stop) return int64_t{0};
  std::string_view hay = part(data, range.start, range.stop);
  if (needle.view().empty()) return size_of(hay) + 1;
  return text::count(units(hay), size_of(hay), units(needle.view()), size_of(needle.view()), text::kUnlimited);
}

template <class T>
Result<bool> contains(ThreadState& ts, Value self, Value item) {
  if (is_any_int(item)) {
    int64_t byte = TRY(to_clamped_index(ts, item));
    if (byte < 0 || byte > 255) return raise(ts, Exc::kValueError, "byte must be in range(0, 256)");
    return view_of(as<T>(self)).find(static_cast<char>(byte)) != std::string_view::npos;
  }
  Buffer sub(ts);
  TRY(sub.open(item));
  std::string_view hay = view_of(as<T>(self));
  return text::find(units(hay), size_of(hay), units(sub.view()), size_of(sub.view())) != text::kNotFound;
}

/// startswith and endswith: one affix or a tuple of them.
template <class T, From from>
Result<bool> has_affix(ThreadState& ts, T& self, Value affix, Value start, Value stop) {
  constexpr const char* kName = from == From::kLeft ? "startswith" : "endswith";
  Range range = TRY(search_range(ts, start, stop, size_of(view_of(self))));
  auto test = [&](Value one) -> Result<bool> {
    if (!has_buffer(ts, one)) {
      return raise(ts, Exc::kTypeError, "%s first arg must be bytes or a tuple of bytes, not %s", kName, type_name(ts, one));
    }
    Buffer buffer(ts);
    TRY(buffer.open(one));
    std::string_view data = view_of(self);
    int64_t to = std::min(range.stop, size_of(data));
    if (range.start > to) return false;
    std::string_view hay = part(data, range.start, to);
    return from == From::kLeft ? hay.starts_with(buffer.view()) : hay.ends_with(buffer.view());
  };
  if (!is<Tuple>(affix)) return test(affix);
  for (Value one : as<Tuple>(affix).span()) {
    bool hit = TRY(test(one));
    if (hit) return true;
  }
  return false;
}

template <class T, From from>
Result<Ref> remove_affix(ThreadState& ts, T& self, Value affix) {
  Buffer buffer(ts);
  TRY(buffer.open(affix));
  std::string_view data = view_of(self);
  std::string_view cut = buffer.view();
  bool has = from == From::kLeft ? data.starts_with(cut) : data.ends_with(cut);
  if (has) data = from == From::kLeft ? data.substr(cut.size()) : data.substr(0, data.size() - cut.size());
  return make_bytes<T>(ts, data);
}

// -- splitting ---------------------------------------------------------------------------------------------------------------------

/// Collects parts of a view as objects of T's type.
template <class T>
struct PartList {
  ThreadState& ts;
  std::string_view data;
  List& list;
  bool operator()(int64_t start, int64_t stop) {
    Result<Ref> piece = make_bytes<T>(ts, part(data, start, stop));
    return !piece.raised() && !list_append(ts, list, piece.take()).raised();
  }
};

template <class T, From from>
Result<Ref> split(ThreadState& ts, T& self, Value separator, std::optional<int64_t> most) {
  int64_t limit = most && *most >= 0 ? *most : text::kUnlimited;
  Own<List> list = TRY(new_list(ts));
  Buffer buffer(ts);
  bool by_spaces = separator.is_null() || separator.is_none();
  if (!by_spaces) TRY(buffer.open(separator));
  std::string_view cut = buffer.view();
  if (!by_spaces && cut.empty()) return raise(ts, Exc::kValueError, "empty separator");
  Ref copy = TRY(make_bytes<Bytes>(ts, view_of(self)));
  std::string_view data = copy.as<Bytes>()->view();
  PartList<T> emit{ts, data, *list};
  bool ok;
  if constexpr (from == From::kLeft) {
    ok = by_spaces ? text::split_spaces(units(data), size_of(data), limit, is_space, emit)
                   : text::split(units(data), size_of(data), units(cut), size_of(cut), limit, emit);
  } else {
    ok = by_spaces ? text::rsplit_spaces(units(data), size_of(data), limit, is_space, emit)
                   : text::rsplit(units(data), size_of(data), units(cut), size_of(cut), limit, emit);
    if (ok) list_reverse(*list);
  }
  if (!ok) return Raised{};
  return list;
}

template <class T>
Result<Ref> split_lines(ThreadState& ts, T& self, std::optional<bool> keep_ends) {
  Own<List> list = TRY(new_list(ts));
  Ref copy = TRY(make_bytes<Bytes>(ts, view_of(self)));
  std::string_view data = copy.as<Bytes>()->view();
  auto ends = keep_ends.value_or(false) ? text::LineEnds::kKeep : text::LineEnds::kDrop;
  bool ok = text::split_lines(units(data), size_of(data), ends, [](uint8_t c) { return c == '\n' || c == '\r'; }, PartList<T>{ts, data, *list});
  if (!ok) return Raised{};
  return list;
}

template <class T, From from>
Result<Ref> partition(ThreadState& ts, T& self, Value separator) {
  Buffer buffer(ts);
  TRY(buffer.open(separator));
  std::string_view cut = buffer.view();
  if (cut.empty()) return raise(ts, Exc::kValueError, "empty separator");
  std::string_view data = view_of(self);
  int64_t at = from == From::kLeft ? text::find(units(data), size_of(data), units(cut), size_of(cut))
                                   : text::rfind(units(data), size_of(data), units(cut), size_of(cut));
  std::string_view before = at < 0 ? (from == From::kLeft ? data : std::string_view()) : part(data, 0, at);
  std::string_view after = at < 0 ? (from == From::kLeft ? std::string_view() : data) : data.substr(static_cast<size_t>(at) + cut.size());
  Ref left = TRY(make_bytes<T>(ts, before));
  Ref middle = TRY(make_bytes<T>(ts, at < 0 ? std::string_view() : cut));
  Ref right = TRY(make_bytes<T>(ts, after));
  return new_tuple_of(ts, left, middle, right);
}

// -- case and classes ----------------------------------------------------------------------------------------------------------------

template <class T, uint8_t (*convert)(uint8_t)>
Result<Ref> map_bytes(ThreadState& ts, T& self) {
  uint8_t* to = nullptr;
  Ref made = TRY(make_buffer<T>(ts, size_of(view_of(self)), &to));
  for (char c : view_of(self)) *to++ = convert(static_cast<uint8_t>(c));
  return made;
}

inline uint8_t swap(uint8_t c) { return is_lower(c) ? upper(c) : lower(c); }

/// capitalize (only the first byte is upper case) and title (the first of each run of letters is).
template <class T, bool kTitle>
Result<Ref> title_or_capitalize(ThreadState& ts, T& self) {
  uint8_t* to = nullptr;
  Ref made = TRY(make_buffer<T>(ts, size_of(view_of(self)), &to));
  bool first = true;
  for (char c : view_of(self)) {
    auto byte = static_cast<uint8_t>(c);
    *to++ = first ? upper(byte) : lower(byte);
    first = kTitle ? !is_alpha(byte) : false;
  }
  return made;
}

template <class T, bool (*test)(uint8_t)>
Result<bool> all_are(ThreadState&, T& self) {
  for (char c : view_of(self)) {
    if (!test(static_cast<uint8_t>(c))) return false;
  }
  return !view_of(self).empty();
}

inline bool is_alnum(uint8_t c) { return is_alpha(c) || is_digit(c); }

template <class T>
Result<bool> is_ascii(ThreadState&, T& self) {
  for (char c : view_of(self)) {
    if ((c & 0x80) != 0) return false;
  }
  return true;
}

template <class T, bool (*wanted)(uint8_t), bool (*other)(uint8_t)>
Result<bool> is_cased(ThreadState&, T& self) {
  bool any = false;
  for (char c : view_of(self)) {
    if (other(static_cast<uint8_t>(c))) return false;
    any = any || wanted(static_cast<uint8_t>(c));
  }
  return any;
}

template <class T>
Result<bool> is_title(ThreadState&, T& self) {
  bool any = false;
  bool in_word = false;
  for (char c : view_of(self)) {
    auto byte = static_cast<uint8_t>(c);
    if (is_alpha(byte)) {
      if (is_upper(byte) == in_word) return false;
      any = in_word = true;
    } else {
      in_word = false;
    }
  }
  return any;
}

// -- padding and stripping -------------------------------------------------------------------------------------------------------------

template <class T, text::Side side>
Result<Ref> strip(ThreadState& ts, T& self, Value bytes) {
  Buffer buffer(ts);
  bool by_spaces = bytes.is_null() || bytes.is_none();
  if (!by_spaces) TRY(buffer.open(bytes));
  std::string_view set = buffer.view();
  std::string_view data = view_of(self);
  text::Part kept = text::strip(units(data), size_of(data), side, [&](uint8_t c) {
    return by_spaces ? is_space(c) : set.find(static_cast<char>(c)) != std::string_view::npos;
  });
  if constexpr (std::is_same_v<T, Bytes>) {
    if (kept.start == 0 && kept.stop == size_of(data) && is_bytes(Value::from_object(&self))) return Ref::copy(&self);
  }
  return make_bytes<T>(ts, part(data, kept.start, kept.stop));
}

template <class T>
Result<Ref> padded(ThreadState& ts, T& self, int64_t left, int64_t right, char fill) {
  left = std::max<int64_t>(left, 0);
  right = std::max<int64_t>(right, 0);
  std::string_view data = view_of(self);
  if (left > INT64_MAX - right - size_of(data)) return raise_no_memory(ts);
  uint8_t* to = nullptr;
  Ref made = TRY(make_buffer<T>(ts, left + size_of(data) + right, &to));
  std::memset(to, fill, static_cast<size_t>(left));
  if (!data.empty()) std::memcpy(to + left, data.data(), data.size());
  std::memset(to + left + data.size(), fill, static_cast<size_t>(right));
  return made;
}

enum class Justify : uint8_t { kLeft, kRight, kCenter };

template <class T, Justify how>
Result<Ref> justify(ThreadState& ts, T& self, int64_t width, Value fill) {
  constexpr const char* kName = how == Justify::kLeft ? "ljust" : how == Justify::kRight ? "rjust" : "center";
  char byte = ' ';
  if (!fill.is_null()) {
    bool usable = (is<Bytes>(fill) && as<Bytes>(fill).size == 1) || (is<ByteArray>(fill) && as<ByteArray>(fill).size == 1);
    if (!usable) return raise(ts, Exc::kTypeError, "%s() argument 2 must be a byte string of length 1, not %s", kName, type_name(ts, fill));
    byte = is<Bytes>(fill) ? view_of(as<Bytes>(fill))[0] : view_of(as<ByteArray>(fill))[0];
  }
  int64_t missing = std::max<int64_t>(width - size_of(view_of(self)), 0);
  if constexpr (how == Justify::kLeft) return padded(ts, self, 0, missing, byte);
  if constexpr (how == Justify::kRight) return padded(ts, self, missing, 0, byte);
  int64_t left = missing / 2 + (missing & width & 1);
  return padded(ts, self, left, missing - left, byte);
}

template <class T>
Result<Ref> zfill(ThreadState& ts, T& self, int64_t width) {
  int64_t missing = std::max<int64_t>(width - size_of(view_of(self)), 0);
  Ref made = TRY(padded(ts, self, missing, 0, '0'));
  auto* data = reinterpret_cast<uint8_t*>(const_cast<char*>(view_of(*made.as<T>()).data()));
  if (missing > 0 && size_of(view_of(self)) > 0 && (data[missing] == '+' || data[missing] == '-')) std::swap(data[0], data[missing]);
  return made;
}

template <class T>
Result<Ref> expand_tabs(ThreadState& ts, T& self, std::optional<int64_t> tab_size) {
  std::string_view data = view_of(self);
  int64_t total = 0;
  bool overflow = false;
  auto measure = [&](int64_t start, int64_t stop, int64_t spaces) {
    overflow = overflow || __builtin_add_overflow(total, stop - start + spaces, &total);
  };
  text::expand_tabs(units(data), size_of(data), tab_size.value_or(8), measure);
  if (overflow) return raise(ts, Exc::kOverflowError, "result too long");
  uint8_t* to = nullptr;
  Ref made = TRY(make_buffer<T>(ts, total, &to));
  text::expand_tabs(units(data), size_of(data), tab_size.value_or(8), [&](int64_t start, int64_t stop, int64_t spaces) {
    if (stop > start) std::memcpy(to, data.data() + start, static_cast<size_t>(stop - start));
    if (spaces > 0) std::memset(to + (stop - start), ' ', static_cast<size_t>(spaces));
    to += stop - start + spaces;
  });
  return made;
}

}  // namespace byte_methods
}  // namespace pyemb
