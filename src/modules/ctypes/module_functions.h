// SPDX-License-Identifier: MIT
#pragma once

// The functions of the module.

#include "modules/ctypes/ctypes.h"
#include "objects/module.h"

namespace pyemb::ctypes {

// -- library.cpp
[[nodiscard]] Result<Ref> open_library(ThreadState& ts, Value name, std::optional<int> mode);
[[nodiscard]] Status close_library(ThreadState& ts, Value handle);
[[nodiscard]] Result<Ref> library_symbol(ThreadState& ts, Value handle, Value name);
[[nodiscard]] Result<int64_t> get_errno(ThreadState& ts);
[[nodiscard]] Result<int64_t> set_errno(ThreadState& ts, int number);

// -- memory.cpp
[[nodiscard]] Result<int64_t> size_of(ThreadState& ts, Value object);
[[nodiscard]] Result<int64_t> alignment_of(ThreadState& ts, Value object);
[[nodiscard]] Result<Ref> address_of(ThreadState& ts, Value object);
[[nodiscard]] Result<Ref> by_reference(ThreadState& ts, Value object, std::optional<int64_t> offset);
[[nodiscard]] Status resize(ThreadState& ts, Value object, int64_t size);
[[nodiscard]] Result<Ref> buffer_info(ThreadState& ts, Value object);
[[nodiscard]] Result<Ref> unpickle(ThreadState& ts, Value type, Value state);
[[nodiscard]] Result<Ref> object_at(ThreadState& ts, Value address);
[[nodiscard]] Result<Ref> increment(ThreadState& ts, Value object);
[[nodiscard]] Result<Ref> decrement(ThreadState& ts, Value object);

// -- c_functions.cpp: what the library's own functions of C are, by their addresses.
[[nodiscard]] Status add_addresses(ThreadState& ts, Module& module);

}  // namespace pyemb::ctypes
