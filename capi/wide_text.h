// SPDX-License-Identifier: MIT
#pragma once

// Texts of wchar_t, as PyConfig has them, and the configuration's UTF-8. Bytes that are no UTF-8 are lone surrogates on the other side (PEP 383).

#include "config/config.h"

namespace pyemb::capi {

/// The text in raw memory; null: no memory. Ends with a zero.
[[nodiscard]] wchar_t* new_wide(std::string_view text);
/// A copy of a wide text, likewise.
[[nodiscard]] wchar_t* copy_wide(const wchar_t* text);
/// The text as UTF-8 in a configuration's arena; null: no memory.
[[nodiscard]] const char* narrow(TextArena& arena, const wchar_t* text);
[[nodiscard]] bool append_wide(TextArena& arena, TextList& list, const wchar_t* text);

}  // namespace pyemb::capi
