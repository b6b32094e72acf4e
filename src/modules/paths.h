// SPDX-License-Identifier: MIT
#pragma once

// Arguments that are file names, and bytes-like arguments, for native modules.

#include <string_view>

#include "objects/type.h"

namespace pyemb {

/// A str of a path given as str, bytes (decoded as file names are) or os.PathLike.
[[nodiscard]] Result<Ref> to_path_str(ThreadState& ts, Value path, const char* function);
/// A bytes object with the contents of a bytes-like one.
[[nodiscard]] Result<Ref> copy_bytes(ThreadState& ts, Value bytes_like);
/// The contents of a bytes object, valid as long as it is.
[[nodiscard]] std::string_view bytes_view(Value bytes);

}  // namespace pyemb
