// SPDX-License-Identifier: MIT
#pragma once

// Checksums of zlib's over bytes-like objects: zlib.crc32(), zlib.adler32(), binascii.crc32().

#include <zlib.h>

#include "objects/type.h"

namespace pyemb {

/// The low 32 bits of any int; `initial` when null.
[[nodiscard]] Result<uint32_t> checksum_start(ThreadState& ts, Value value, uint32_t initial);
/// The checksum of the data, going on from the low 32 bits of `start` (null: from `initial`).
[[nodiscard]] Result<int64_t> checksum(ThreadState& ts, Value data, Value start, uint32_t initial, uLong (*update)(uLong, const Bytef*, z_size_t));

}  // namespace pyemb
