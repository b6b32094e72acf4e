// SPDX-License-Identifier: MIT
// try ... except*.
#include "frontend/codegen.h"

namespace pyemb {

void Codegen::try_star(ast::TryStar*) { error("except* is not supported yet"); }

}  // namespace pyemb
