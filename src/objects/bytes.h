// SPDX-License-Identifier: MIT
#pragma once

// bytes: `size` bytes behind the header, and a zero behind the last.

#include <span>
#include <string_view>

#include "objects/type.h"

namespace pyemb {

struct Bytes : VarObject {
  static constexpr TypeId kId = TypeId::kBytes;

  uint64_t hash;  ///< 0: not computed yet, as in Str

  uint8_t* data() { return reinterpret_cast<uint8_t*>(this + 1); }
  const uint8_t* data() const { return reinterpret_cast<const uint8_t*>(this + 1); }
  std::string_view view() const { return {reinterpret_cast<const char*>(data()), static_cast<size_t>(size)}; }
};

/// Exactly a bytes, not a subclass: one load.
inline bool is_bytes(Value value) { return is_exactly(value, TypeId::kBytes); }

/// A bytes object with these contents.
[[nodiscard]] Result<Own<Bytes>> new_bytes(ThreadState& ts, std::string_view data);
/// Uninitialized (but for the zero at the end), for the caller to fill at once.
[[nodiscard]] Result<Own<Bytes>> new_bytes_buffer(ThreadState& ts, int64_t size);


/// bytearray: mutable, in a buffer of its own. Bytes deleted at the front are skipped, so that a queue is not moved each time.
struct ByteArray : Object {
  static constexpr TypeId kId = TypeId::kByteArray;

  int64_t size;
  int64_t capacity;  ///< bytes of the buffer
  uint8_t* buffer;   ///< null while capacity is 0
  uint8_t* start;    ///< of the content, within the buffer
  int32_t exports;   ///< views lent: the size cannot change while there are any

  std::string_view view() const { return {reinterpret_cast<const char*>(start), static_cast<size_t>(size)}; }
};

/// A bytearray with these contents.
[[nodiscard]] Result<Own<ByteArray>> new_byte_array(ThreadState& ts, std::string_view data);
/// One of `size` uninitialized bytes.
[[nodiscard]] Result<Own<ByteArray>> new_byte_array_buffer(ThreadState& ts, int64_t size);
/// Makes it `size` bytes long; new ones are uninitialized. BufferError while views are lent.
[[nodiscard]] Status byte_array_resize(ThreadState& ts, ByteArray& array, int64_t size);

/// The message of bytes and of bytearray for an item that is no byte.
inline constexpr const char* kBytesRange = "bytes must be in range(0, 256)";
inline constexpr const char* kByteArrayRange = "byte must be in range(0, 256)";
/// The bytes that an argument of bytes() or bytearray() stands for, but for a str: a bytes-like object, a count, an iterable of ints.
[[nodiscard]] Result<Own<Bytes>> bytes_from_object(ThreadState& ts, Value source, const char* out_of_range = kBytesRange);
/// The items of any iterable, of a str too, as bytes.
[[nodiscard]] Result<Own<Bytes>> bytes_from_iterable(ThreadState& ts, Value source, const char* out_of_range);
/// The source of bytes(source, encoding, errors) as bytes: all forms of the two constructors.
[[nodiscard]] Result<Own<Bytes>> bytes_from_arguments(ThreadState& ts, Value source, Str* encoding, Str* errors,
                                                      const char* out_of_range = kBytesRange);
/// An item of a bytes-like object: ValueError "byte must be in range(0, 256)".
[[nodiscard]] Result<uint8_t> to_byte(ThreadState& ts, Value value);
struct BytesRepr {
  const char* before = "b";     ///< what stands before the first quote
  const char* after = "";       ///< and behind the last
  bool escape_single = false;   ///< ' is escaped between double quotes too
};
/// repr of the data, between the quotes that need fewer escapes.
[[nodiscard]] Result<Ref> bytes_repr_of(ThreadState& ts, std::string_view data, BytesRepr form);
/// format % arguments for bytes-like templates (PEP 461).
[[nodiscard]] Result<Own<Bytes>> bytes_percent(ThreadState& ts, std::string_view format, Value arguments);
/// The order of two bytes-like objects; NotImplemented if one is none.
[[nodiscard]] Result<Ref> bytes_like_compare(ThreadState& ts, Value left, Value right, Compare op);

}  // namespace pyemb
