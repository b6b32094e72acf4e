// SPDX-License-Identifier: MIT
#pragma once

// The formats of Py_BuildValue (modsupport.cpp).

#include "format.h"

namespace pyemb::capi {

/// What the lengths of `s#` and its kin are counted in: Py_ssize_t where PY_SSIZE_T_CLEAN was defined, which these formats demand.
enum class SizeFormat : bool { kInt, kSize };

/// The value: none for an empty format, a tuple for several items.
[[nodiscard]] Result<Ref> build_value(ThreadState& ts, const char* format, FormatArguments& arguments, SizeFormat sizes);
/// The arguments of a call: always a tuple; the value itself if it is one.
[[nodiscard]] Result<Ref> build_arguments(ThreadState& ts, const char* format, FormatArguments& arguments, SizeFormat sizes);

}  // namespace pyemb::capi
