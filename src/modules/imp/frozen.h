// SPDX-License-Identifier: MIT
#pragma once

// Modules whose source is part of the library: what the import system itself is made of. Compiled when first imported.

#include <cstddef>
#include <span>
#include <string_view>

#include "objects/code.h"

namespace pyemb {

struct FrozenSource {
  const char* name;
  const unsigned char* text;
  size_t size;
  bool is_package;
};

/// The row of this module, or null.
const FrozenSource* find_frozen(std::string_view name);
/// Compiles it.
[[nodiscard]] Result<Own<Code>> compile_frozen(ThreadState& ts, const FrozenSource& source);

/// What ImportState::start_importlib points to.
[[nodiscard]] Status start_importlib(ThreadState& ts);

}  // namespace pyemb
