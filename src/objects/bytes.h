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

}  // namespace pyemb
