// SPDX-License-Identifier: MIT
// match statements.
#include "frontend/codegen.h"

namespace pyemb {

void Codegen::match(ast::Match*) { error("match statements are not supported yet"); }

}  // namespace pyemb
