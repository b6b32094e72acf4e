// SPDX-License-Identifier: MIT
#pragma once

// The abstract grammar as data: one row for each class of the `_ast` module and for each field, from config/ast.def. The classes,
// both conversions between the arena's tree and Python's objects, and the documentation strings are made by walking these rows.

#include <cstdint>
#include <span>

#include "frontend/ast.h"

namespace pyemb {

/// Every class of the `_ast` module, in the order of ast.def.
enum class AstClass : uint8_t {
  k_AST,
#define AST_ENUM(type, members) k_##type, members
#define AST_MEMBER(type, name) k_##name,
#define AST_SUM(type, location) k_##type,
#define AST_NODE(type, name, fields) k_##name,
#define AST_PRODUCT(type, location, fields) k_##type,
#include "config/ast.def"
  kCount,
};
inline constexpr size_t kAstClassCount = static_cast<size_t>(AstClass::kCount);

struct AstField {
  enum Kind : uint8_t { kNode, kEnum, kIdentifier, kString, kInt, kConstant };
  enum Arity : uint8_t { kONE, kOPT, kSEQ };

  const char* name;
  const char* type_name;
  AstClass type;    ///< of kNode and kEnum
  Kind kind;
  Arity arity;
  uint16_t offset;  ///< in the node's struct
};

struct AstRow {
  enum Shape : uint8_t { kRoot, kEnumBase, kMember, kSum, kNode, kProduct };
  enum Place : uint8_t { kNowhere, kStart, kRange };  ///< of lineno and the like: which of them must be given; of a node: whether it has them

  const char* name;
  AstClass base;
  Shape shape;
  Place place;
  std::span<const AstField> fields;
  ast::NodeKind kind;                ///< of kNode and kProduct
  ast::Node* (*make)(Arena&);        ///< likewise: a new node, every field zero
};

extern const AstRow kAstRows[kAstClassCount];

inline const AstRow& ast_row(AstClass id) { return kAstRows[static_cast<size_t>(id)]; }
/// The class of a node.
[[nodiscard]] AstClass ast_class_of(ast::NodeKind kind);
/// The class of the `value`-th member of an enum.
inline AstClass ast_member(AstClass enum_base, uint8_t value) { return static_cast<AstClass>(static_cast<uint8_t>(enum_base) + 1 + value); }

/// lineno, col_offset, end_lineno, end_col_offset: the attributes of located nodes.
inline constexpr int kAstAttributes = 4;
extern const char* const kAstAttributeNames[kAstAttributes];

}  // namespace pyemb
