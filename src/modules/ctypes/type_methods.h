// SPDX-License-Identifier: MIT
#pragma once

// The methods that all metaclasses have.

#include "modules/ctypes/ctypes.h"

namespace pyemb::ctypes {

[[nodiscard]] Result<Ref> type_from_param(ThreadState& ts, Type& type, Value value);
[[nodiscard]] Result<Ref> type_from_address(ThreadState& ts, Type& type, Value address);
[[nodiscard]] Result<Ref> type_from_buffer(ThreadState& ts, Type& type, Value object, std::optional<int64_t> offset);
[[nodiscard]] Result<Ref> type_from_buffer_copy(ThreadState& ts, Type& type, Value object, std::optional<int64_t> offset);
[[nodiscard]] Result<Ref> type_in_dll(ThreadState& ts, Type& type, Value library, Value name);

inline constexpr NativeMethod kFromParamRow = method<type_from_param>("from_param", "$self, value, /", "Convert a Python object into a function call parameter.");
inline constexpr NativeMethod kFromAddressRow =
    method<type_from_address>("from_address", "$self, address, /", "C.from_address(integer) -> C instance\nThe instance at an address in memory.");
inline constexpr NativeMethod kFromBufferRow = method<type_from_buffer>(
    "from_buffer", "$self, object, offset=0, /", "C.from_buffer(object, offset=0, /) -> C instance\nAn instance in the memory of a writable buffer.");
inline constexpr NativeMethod kFromBufferCopyRow =
    method<type_from_buffer_copy>("from_buffer_copy", "$self, object, offset=0, /",
                                  "C.from_buffer_copy(object, offset=0, /) -> C instance\nAn instance with a copy of a buffer's memory.");
inline constexpr NativeMethod kInDllRow =
    method<type_in_dll>("in_dll", "$self, dll, name, /", "C.in_dll(dll, name) -> C instance\nA variable of a loaded library.");
inline constexpr NativeMethod kTypeRows[] = {kFromParamRow, kFromAddressRow, kFromBufferRow, kFromBufferCopyRow, kInDllRow};

}  // namespace pyemb::ctypes
