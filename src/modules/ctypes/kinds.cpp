// SPDX-License-Identifier: MIT
// The kinds of simple data: how each letter's values become objects, and objects its values.
#include <bit>
#include <cstring>
#include <cwchar>

#include "modules/ctypes/ctypes.h"
#include "objects/bytes.h"
#include "objects/capsule.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/unaligned.h"
#include "state/memory.h"

namespace pyemb::ctypes {

Result<Ref> text_of_wide(ThreadState& ts, const wchar_t* from, size_t length) {
  for (size_t i = 0; i < length; ++i) {
    if (static_cast<uint32_t>(from[i]) > 0x10ffff) {
      return raise(ts, Exc::kValueError, "character U+%x is not in range [U+0000; U+10ffff]", static_cast<unsigned>(from[i]));
    }
  }
  static_assert(sizeof(wchar_t) == sizeof(char32_t));
  return new_str_utf32(ts, reinterpret_cast<const char32_t*>(from), static_cast<int64_t>(length));
}

namespace {

// -- integers ------------------------------------------------------------------------------------------------------------------

template <class U>
U swap_bytes(U value) {
  if constexpr (sizeof(U) == 2) return __builtin_bswap16(value);
  if constexpr (sizeof(U) == 4) return __builtin_bswap32(value);
  if constexpr (sizeof(U) == 8) return __builtin_bswap64(value);
  return value;
}

/// The lowest 64 bits of an int in two's complement.
Result<uint64_t> low_bits(ThreadState& ts, Value value) {
  if (LIKELY(value.is_int())) return static_cast<uint64_t>(value.as_int());
  Ref number = TRY(number_index(ts, value));
  IntView view(number);
  uint64_t magnitude = view.is_zero() ? 0 : view.magnitude()[0];
  return view.negative() ? ~magnitude + 1 : magnitude;
}

/// Shifts as the machine does: by the count modulo the width of an int, or of a longer type. CPython's layout has fields that begin behind the end of their
/// type (a short in the word that an int opened), and this is what they are there.
template <class U>
U shift_up(U word, unsigned count) {
  using Wide = std::conditional_t<(sizeof(U) < sizeof(unsigned)), unsigned, U>;
  return static_cast<U>(static_cast<Wide>(word) << (count % (sizeof(Wide) * 8)));
}

template <class T>
Result<Ref> load_integer(ThreadState& ts, const char* from, Extent extent) {
  using U = std::make_unsigned_t<T>;
  U word = load_unaligned<U>(from);
  if (extent.swapped) word = swap_bytes(word);
  T value = static_cast<T>(word);
  if (unsigned bits = extent.bits(); bits != 0) {
    const unsigned width = sizeof(T) * 8;
    value = static_cast<T>(shift_up(word, width - extent.low_bit() - bits));
    value = static_cast<T>(value >> (width - bits));
  }
  if constexpr (std::is_signed_v<T>) {
    return new_int(ts, value);
  } else {
    return new_int_unsigned(ts, value);
  }
}

template <class T>
Result<Ref> store_integer(ThreadState& ts, char* to, Value value, Extent extent) {
  using U = std::make_unsigned_t<T>;
  U word = static_cast<U>(TRY(low_bits(ts, value)));
  if (unsigned bits = extent.bits(); bits != 0) {
    U old = load_unaligned<U>(to);
    if (extent.swapped) old = swap_bytes(old);
    const U mask = shift_up(static_cast<U>(static_cast<U>(~U{0}) >> (sizeof(T) * 8 - bits)), extent.low_bit());
    word = static_cast<U>((old & ~mask) | (shift_up(word, extent.low_bit()) & mask));
  }
  if (extent.swapped) word = swap_bytes(word);
  store_unaligned(to, word);
  return Ref::none();
}

Result<Ref> load_bool(ThreadState&, const char* from, Extent) { return Result<Ref>::boolean(*from != 0); }
Result<Ref> store_bool(ThreadState& ts, char* to, Value value, Extent) {
  const bool answer = TRY(truth(ts, value));
  *to = static_cast<char>(answer);
  return Ref::none();
}

/// VARIANT_BOOL of Windows: -1 is true.
Result<Ref> load_variant(ThreadState&, const char* from, Extent) { return Result<Ref>::boolean(load_unaligned<short>(from) != 0); }
Result<Ref> store_variant(ThreadState& ts, char* to, Value value, Extent) {
  const bool answer = TRY(truth(ts, value));
  store_unaligned(to, static_cast<short>(answer ? -1 : 0));
  return Ref::none();
}

// -- floats --------------------------------------------------------------------------------------------------------------------

Result<Ref> load_double(ThreadState& ts, const char* from, Extent extent) {
  auto bits = load_unaligned<uint64_t>(from);
  return new_float(ts, std::bit_cast<double>(extent.swapped ? swap_bytes(bits) : bits));
}
Result<Ref> store_double(ThreadState& ts, char* to, Value value, Extent extent) {
  const double number = TRY(to_double(ts, value));
  auto bits = std::bit_cast<uint64_t>(number);
  store_unaligned(to, extent.swapped ? swap_bytes(bits) : bits);
  return Ref::none();
}
Result<Ref> load_float(ThreadState& ts, const char* from, Extent extent) {
  auto bits = load_unaligned<uint32_t>(from);
  return new_float(ts, static_cast<double>(std::bit_cast<float>(extent.swapped ? swap_bytes(bits) : bits)));
}
Result<Ref> store_float(ThreadState& ts, char* to, Value value, Extent extent) {
  const double number = TRY(to_double(ts, value));
  auto bits = std::bit_cast<uint32_t>(static_cast<float>(number));
  store_unaligned(to, extent.swapped ? swap_bytes(bits) : bits);
  return Ref::none();
}
Result<Ref> load_long_double(ThreadState& ts, const char* from, Extent) { return new_float(ts, static_cast<double>(load_unaligned<long double>(from))); }
Result<Ref> store_long_double(ThreadState& ts, char* to, Value value, Extent) {
  const double number = TRY(to_double(ts, value));
  store_unaligned(to, static_cast<long double>(number));
  return Ref::none();
}

// -- characters ----------------------------------------------------------------------------------------------------------------

Result<Ref> load_char(ThreadState& ts, const char* from, Extent) { return new_bytes(ts, {from, 1}); }
Result<Ref> store_char(ThreadState& ts, char* to, Value value, Extent) {
  if (is<Bytes>(value) && as<Bytes>(value).size == 1) {
    *to = as<Bytes>(value).view()[0];
    return Ref::none();
  }
  if (is<ByteArray>(value) && as<ByteArray>(value).size == 1) {
    *to = as<ByteArray>(value).view()[0];
    return Ref::none();
  }
  int64_t number = -1;
  if (is_any_int(value) && int_fits_int64(value, number) && number >= 0 && number < 256) {
    *to = static_cast<char>(number);
    return Ref::none();
  }
  return raise(ts, Exc::kTypeError, "one character bytes, bytearray or integer expected");
}

Result<Ref> load_wide_char(ThreadState& ts, const char* from, Extent) {
  auto c = load_unaligned<wchar_t>(from);
  return text_of_wide(ts, &c, 1);
}
Result<Ref> store_wide_char(ThreadState& ts, char* to, Value value, Extent) {
  if (!is<Str>(value)) return raise(ts, Exc::kTypeError, "unicode string expected instead of %s instance", type_name(ts, value));
  if (as<Str>(value).length != 1) return raise(ts, Exc::kTypeError, "one character unicode string expected");
  store_unaligned(to, static_cast<wchar_t>(as<Str>(value).at(0)));
  return Ref::none();
}

/// The text in a field c_char * n.
Result<Ref> load_chars(ThreadState& ts, const char* from, Extent extent) {
  return new_bytes(ts, {from, strnlen(from, static_cast<size_t>(extent.size))});
}
Result<Ref> store_chars(ThreadState& ts, char* to, Value value, Extent extent) {
  if (!is<Bytes>(value)) return raise(ts, Exc::kTypeError, "expected bytes, %s found", type_name(ts, value));
  const char* text = as<Bytes>(value).view().data();
  const auto length = static_cast<int64_t>(std::strlen(text));
  if (length > extent.size) {
    return raise(ts, Exc::kValueError, "bytes too long (%lld, maximum length %lld)", static_cast<long long>(length), static_cast<long long>(extent.size));
  }
  std::memcpy(to, text, static_cast<size_t>(length < extent.size ? length + 1 : length));
  return Ref::none();
}

Result<Ref> load_wide_chars(ThreadState& ts, const char* from, Extent extent) {
  const size_t room = static_cast<size_t>(extent.size) / sizeof(wchar_t);
  size_t length = 0;
  while (length < room && load_unaligned<wchar_t>(from + length * sizeof(wchar_t)) != 0) ++length;
  auto* aligned = static_cast<wchar_t*>(ts.interp.heap.allocate_buffer(length * sizeof(wchar_t)));
  if (aligned == nullptr) return raise_no_memory(ts);
  if (length > 0) std::memcpy(aligned, from, length * sizeof(wchar_t));
  Result<Ref> text = text_of_wide(ts, aligned, length);
  ts.interp.heap.release_buffer(aligned, length * sizeof(wchar_t));
  return text;
}
Result<Ref> store_wide_chars(ThreadState& ts, char* to, Value value, Extent extent) {
  if (!is<Str>(value)) return raise(ts, Exc::kTypeError, "unicode string expected instead of %s instance", type_name(ts, value));
  const Str& text = as<Str>(value);
  const int64_t room = extent.size / static_cast<int64_t>(sizeof(wchar_t));
  if (text.length > room) {
    return raise(ts, Exc::kValueError, "string too long (%lld, maximum length %lld)", static_cast<long long>(text.length), static_cast<long long>(room));
  }
  for (int64_t i = 0; i < text.length; ++i) store_unaligned(to + static_cast<size_t>(i) * sizeof(wchar_t), static_cast<wchar_t>(text.at(i)));
  if (text.length < room) store_unaligned(to + static_cast<size_t>(text.length) * sizeof(wchar_t), wchar_t{0});
  return Ref::copy(value);
}

// -- pointers ------------------------------------------------------------------------------------------------------------------

Result<Ref> load_address(ThreadState& ts, const char* from, Extent) {
  auto address = load_unaligned<uint64_t>(from);
  if (address == 0) return Ref::none();
  return new_int_unsigned(ts, address);
}
Result<Ref> store_address(ThreadState& ts, char* to, Value value, Extent) {
  if (value.is_none()) {
    store_unaligned(to, uint64_t{0});
    return Ref::none();
  }
  if (!is_any_int(value)) return raise(ts, Exc::kTypeError, "cannot be converted to pointer");
  const uint64_t address = TRY(low_bits(ts, value));
  store_unaligned(to, address);
  return Ref::none();
}

Result<Ref> load_char_pointer(ThreadState& ts, const char* from, Extent) {
  auto* text = load_unaligned<const char*>(from);
  if (text == nullptr) return Ref::none();
  return new_bytes(ts, text);
}
Result<Ref> store_char_pointer(ThreadState& ts, char* to, Value value, Extent) {
  if (value.is_none()) {
    store_unaligned(to, static_cast<const char*>(nullptr));
    return Ref::none();
  }
  if (is<Bytes>(value)) {
    store_unaligned(to, as<Bytes>(value).view().data());
    return Ref::copy(value);
  }
  if (!is_any_int(value)) return raise(ts, Exc::kTypeError, "bytes or integer address expected instead of %s instance", type_name(ts, value));
  const uint64_t address = TRY(low_bits(ts, value));
  store_unaligned(to, address);
  return Ref::none();
}

Result<Ref> load_wide_pointer(ThreadState& ts, const char* from, Extent) {
  auto* text = load_unaligned<const wchar_t*>(from);
  if (text == nullptr) return Ref::none();
  return text_of_wide(ts, text, std::wcslen(text));
}
Result<Ref> store_wide_pointer(ThreadState& ts, char* to, Value value, Extent) {
  if (value.is_none()) {
    store_unaligned(to, static_cast<const wchar_t*>(nullptr));
    return Ref::none();
  }
  if (is<Str>(value)) {
    wchar_t* characters = nullptr;
    Ref owner = TRY(wide_text(ts, as<Str>(value), &characters));
    store_unaligned(to, characters);
    return owner;
  }
  if (!is_any_int(value)) {
    return raise(ts, Exc::kTypeError, "unicode string or integer address expected instead of %s instance", type_name(ts, value));
  }
  const uint64_t address = TRY(low_bits(ts, value));
  store_unaligned(to, address);
  return Ref::none();
}

Result<Ref> load_object(ThreadState& ts, const char* from, Extent) {
  auto word = load_unaligned<uint64_t>(from);
  if (word == 0) return raise(ts, Exc::kValueError, "PyObject is NULL");
  return Ref::copy(Value::from_bits(word));
}
Result<Ref> store_object(ThreadState&, char* to, Value value, Extent) {
  store_unaligned(to, value.bits());
  return Ref::copy(value);
}

void release_wide(ThreadState&, Capsule& capsule) { memory_release(Domain::kMem, capsule.pointer); }

constexpr SimpleKind kKinds[] = {
    {'c', 'c', false, &ffi_type_schar, load_char, store_char},
    {'b', 'b', false, &ffi_type_schar, load_integer<signed char>, store_integer<signed char>},
    {'B', 'B', false, &ffi_type_uchar, load_integer<unsigned char>, store_integer<unsigned char>},
    {'h', 'h', true, &ffi_type_sshort, load_integer<short>, store_integer<short>},
    {'H', 'H', true, &ffi_type_ushort, load_integer<unsigned short>, store_integer<unsigned short>},
    {'i', 'i', true, &ffi_type_sint, load_integer<int>, store_integer<int>},
    {'I', 'I', true, &ffi_type_uint, load_integer<unsigned>, store_integer<unsigned>},
    {'l', sizeof(long) == 8 ? 'q' : 'l', true, &ffi_type_slong, load_integer<long>, store_integer<long>},
    {'L', sizeof(long) == 8 ? 'Q' : 'L', true, &ffi_type_ulong, load_integer<unsigned long>, store_integer<unsigned long>},
    {'q', 'q', true, &ffi_type_sint64, load_integer<long long>, store_integer<long long>},
    {'Q', 'Q', true, &ffi_type_uint64, load_integer<unsigned long long>, store_integer<unsigned long long>},
    {'?', '?', false, &ffi_type_uchar, load_bool, store_bool},
    {'v', 'v', false, &ffi_type_sshort, load_variant, store_variant},
    {'d', 'd', true, &ffi_type_double, load_double, store_double},
    {'f', 'f', true, &ffi_type_float, load_float, store_float},
    {'g', 'g', false, &ffi_type_longdouble, load_long_double, store_long_double},
    {'u', 'u', false, sizeof(wchar_t) == 4 ? &ffi_type_sint32 : &ffi_type_sint16, load_wide_char, store_wide_char},
    {'P', 'P', false, &ffi_type_pointer, load_address, store_address},
    {'z', 'z', false, &ffi_type_pointer, load_char_pointer, store_char_pointer},
    {'Z', 'Z', false, &ffi_type_pointer, load_wide_pointer, store_wide_pointer},
    {'O', 'O', false, &ffi_type_pointer, load_object, store_object},
};

}  // namespace

constexpr SimpleKind kCharArrayKind = {'s', 's', false, &ffi_type_pointer, load_chars, store_chars};
constexpr SimpleKind kWideCharArrayKind = {'U', 'U', false, &ffi_type_pointer, load_wide_chars, store_wide_chars};

const SimpleKind* find_kind(char32_t code) {
  for (const SimpleKind& kind : kKinds) {
    if (static_cast<char32_t>(kind.code) == code) return &kind;
  }
  return nullptr;
}

Result<Ref> wide_text(ThreadState& ts, Str& text, wchar_t** characters) {
  auto* buffer = static_cast<wchar_t*>(memory_allocate(Domain::kMem, (static_cast<size_t>(text.length) + 1) * sizeof(wchar_t)));
  if (buffer == nullptr) return raise_no_memory(ts);
  for (int64_t i = 0; i < text.length; ++i) buffer[i] = static_cast<wchar_t>(text.at(i));
  buffer[text.length] = 0;
  Result<Own<Capsule>> made = new_capsule(ts, buffer, "wchar_t characters of a str", release_wide);
  if (made.raised()) {
    memory_release(Domain::kMem, buffer);
    return Raised{};
  }
  *characters = buffer;
  return made;
}

}  // namespace pyemb::ctypes
