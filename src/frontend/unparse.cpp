// SPDX-License-Identifier: MIT
#include "frontend/unparse.h"

#include "objects/raise.h"

namespace pyemb {

std::string_view unparse(Compilation& c, const ast::expr*) {
  static_cast<void>(raise(c.ts, Exc::kNotImplementedError, "annotations as text are not supported yet"));
  c.fail();
  return {};
}

}  // namespace pyemb
