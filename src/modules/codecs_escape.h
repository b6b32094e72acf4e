// SPDX-License-Identifier: MIT
#pragma once

// The escapes of bytes literals, as bytes to bytes: what _codecs.escape_decode and escape_encode do.

#include "objects/codec_errors.h"

namespace pyemb {

/// ValueError "invalid \x escape at position 3" in mode kStrict; in kReplace a question mark, in kIgnore nothing.
[[nodiscard]] Result<Own<Bytes>> decode_bytes_escape(ThreadState& ts, std::span<const uint8_t> text, ErrorMode mode);
[[nodiscard]] Result<Own<Bytes>> encode_bytes_escape(ThreadState& ts, std::span<const uint8_t> bytes);

}  // namespace pyemb
