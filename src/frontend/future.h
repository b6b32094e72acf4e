// SPDX-License-Identifier: MIT
#pragma once

// `from __future__ import ...`: must come first in a module, and switches on features for the rest of it.

#include "frontend/compilation.h"

namespace pyemb {

/// Reads the future statements that `tree` starts with into `compilation.future` and `last_future_line`.
void read_future_statements(Compilation& compilation, const ast::mod* tree);

}  // namespace pyemb
