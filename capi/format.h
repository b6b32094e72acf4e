// SPDX-License-Identifier: MIT
#pragma once

// The formats of PyUnicode_FromFormat and PyErr_Format.

#include <cstdarg>

#include "api.h"

namespace pyemb::capi {

/// A va_list that can be handed on by reference.
struct FormatArguments {
  explicit FormatArguments(va_list arguments) { va_copy(list, arguments); }
  ~FormatArguments() { va_end(list); }
  FormatArguments(const FormatArguments&) = delete;
  FormatArguments& operator=(const FormatArguments&) = delete;
  va_list list;
};

/// The text; a str. SystemError for a format that is not known.
[[nodiscard]] Result<Ref> format_text(ThreadState& ts, const char* format, FormatArguments& arguments);

}  // namespace pyemb::capi
