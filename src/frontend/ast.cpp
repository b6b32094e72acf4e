// SPDX-License-Identifier: MIT
#include "frontend/ast.h"

namespace pyemb::ast {

const char* node_name(NodeKind kind) {
  static constexpr const char* kNames[] = {
#define AST_NODE(type, name, fields) #name,
#define AST_PRODUCT(type, location, fields) #type,
#include "config/ast.def"
  };
  return kNames[static_cast<size_t>(kind)];
}

}  // namespace pyemb::ast
