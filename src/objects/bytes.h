// SPDX-License-Identifier: MIT
#pragma once

<<<<<<< HEAD
// bytes: `size` bytes behind the header, and a zero behind the last.

#include <span>
=======
// bytes: an immutable sequence of bytes behind the header, followed by a zero byte. bytearray: the mutable one, in a buffer of
// its own. What both can do is written once, on views of bytes (bytes_methods.cpp).

#include <cstdint>
>>>>>>> 21eabe2 (Bytes: storage and buffers lent)
#include <string_view>

#include "objects/type.h"

namespace pyemb {

struct Bytes : VarObject {
  static constexpr TypeId kId = TypeId::kBytes;
<<<<<<< HEAD

  uint64_t hash;  ///< 0: not computed yet, as in Str
=======
  int64_t hash;  ///< -1: not computed yet
  // data follows
>>>>>>> 21eabe2 (Bytes: storage and buffers lent)

  uint8_t* data() { return reinterpret_cast<uint8_t*>(this + 1); }
  const uint8_t* data() const { return reinterpret_cast<const uint8_t*>(this + 1); }
  std::string_view view() const { return {reinterpret_cast<const char*>(data()), static_cast<size_t>(size)}; }
};

<<<<<<< HEAD
/// Exactly a bytes, not a subclass: one load.
inline bool is_bytes(Value value) { return is_exactly(value, TypeId::kBytes); }

/// A bytes object with these contents.
[[nodiscard]] Result<Own<Bytes>> new_bytes(ThreadState& ts, std::string_view data);
/// Uninitialized (but for the zero at the end), for the caller to fill at once.
[[nodiscard]] Result<Own<Bytes>> new_bytes_buffer(ThreadState& ts, int64_t size);
=======
struct ByteArray : Object {
  static constexpr TypeId kId = TypeId::kByteArray;
  int64_t size;
  int64_t capacity;   ///< bytes of the buffer
  uint8_t* buffer;    ///< null while capacity is 0
  uint8_t* start;     ///< of the content in the buffer: bytes deleted at the front are skipped
  int32_t exports;    ///< buffers lent; the size cannot change while there are any
};

/// Exactly a bytes, not a subclass.
inline bool is_bytes(Value value) { return is_exactly(value, TypeId::kBytes); }

/// A bytes object with a copy of the data.
[[nodiscard]] Result<Own<Bytes>> new_bytes(ThreadState& ts, const void* data, int64_t size);
[[nodiscard]] inline Result<Own<Bytes>> new_bytes(ThreadState& ts, std::string_view text) {
  return new_bytes(ts, text.data(), static_cast<int64_t>(text.size()));
}
/// An uninitialized one for the caller to fill at once.
[[nodiscard]] Result<Own<Bytes>> new_bytes_buffer(ThreadState& ts, int64_t size);
/// b'...' of a view, as a str; `quote_prefix` is "b" for bytes and "bytearray(b" for bytearray (closed by ")").
[[nodiscard]] Result<Ref> bytes_repr_of(ThreadState& ts, std::string_view data, const char* prefix);
/// The hash of a run of bytes: SipHash with the interpreter's secret.
[[nodiscard]] int64_t bytes_hash_of(ThreadState& ts, std::string_view data);
>>>>>>> 21eabe2 (Bytes: storage and buffers lent)

}  // namespace pyemb
