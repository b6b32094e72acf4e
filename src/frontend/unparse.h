// SPDX-License-Identifier: MIT
#pragma once

// The text of an annotation, as `from __future__ import annotations` keeps it: canonical spacing, only the parentheses
// that are needed, literals by their repr.

#include <string_view>

#include "frontend/ast.h"
#include "frontend/compilation.h"

namespace pyemb {

/// UTF-8 in the arena; fails with the compilation.
[[nodiscard]] std::string_view unparse(Compilation& compilation, const ast::expr* e);

}  // namespace pyemb
