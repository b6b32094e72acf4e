// SPDX-License-Identifier: MIT
#pragma once

// Parts of the type int that stand in sources of their own.

#include "objects/native.h"

namespace pyemb {

/// int.to_bytes(length=1, byteorder='big', *, signed=False)
[[nodiscard]] Result<Ref> int_to_bytes_method(ThreadState& ts, Value self, std::optional<int64_t> length,
                                              Value byteorder, std::optional<bool> is_signed);
/// int.from_bytes(bytes, byteorder='big', *, signed=False)
[[nodiscard]] Result<Ref> int_from_bytes_method(ThreadState& ts, Type& type, Value bytes, Value byteorder,
                                                std::optional<bool> is_signed);

/// int(text, base) of bytes or bytearray; absent: `value` is neither.
[[nodiscard]] Result<Ref> find_int_in_bytes(ThreadState& ts, Value value, int base);
/// int(text) of any object with a buffer; absent: it has none.
[[nodiscard]] Result<Ref> find_int_in_buffer(ThreadState& ts, Value value);

}  // namespace pyemb
