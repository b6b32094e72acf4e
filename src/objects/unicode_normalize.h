// SPDX-License-Identifier: MIT
#pragma once

// The normalization forms of Unicode: NFD, NFKD, NFC, NFKC.

#include "objects/str.h"
#include "objects/unicode_data.h"

namespace pyemb {

/// Which version of the database decides.
enum class UnicodeVersion : uint8_t { kCurrent, k3_2_0 };

/// Whether text is in a form; kMaybe: only normalizing it tells.
unicode::QuickCheck quick_check(const Str& s, unicode::Form form);
/// The text in a form: the same object if it is in that form already.
[[nodiscard]] Result<Own<Str>> normalize(ThreadState& ts, Str& s, unicode::Form form,
                                         UnicodeVersion version = UnicodeVersion::kCurrent);
[[nodiscard]] Result<bool> is_normalized(ThreadState& ts, Str& s, unicode::Form form,
                                         UnicodeVersion version = UnicodeVersion::kCurrent);

}  // namespace pyemb
