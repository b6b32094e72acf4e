// SPDX-License-Identifier: MIT
#pragma once

// The abstract syntax tree, as Python's `ast` documents it: the structs below are generated from config/ast.def and
// bear the documented names, class for class and field for field (hence the lower-case base classes: `ast::expr` is
// the base of `ast::BinOp`, while `ast::Expr` is the expression statement).
//
//   ast::stmt* s;  switch (s->node_kind) { case ast::NodeKind::Return: use(ast::as<ast::Return>(s)->value); ... }
//
// All nodes live in an Arena, nothing owns anything. How a field's type reads here:
//
//   expr, stmt, arguments, ...   a pointer; null only where the field is optional
//   expr*, alias*, ...           Seq of pointers. Entries are null in two places, as documented: Dict.keys (for **x)
//                                and arguments.kw_defaults (a keyword-only parameter without default)
//   identifier, string           const Identifier*, null where optional and absent
//   int                          int32_t; boolean fields hold 0 or 1; conversion is -1, 's', 'r' or 'a'
//   constant                     Constant value, see below
//   operator, cmpop, ...         an enum; the one whose name C++ reserves is `operator_`
//
// Columns count UTF-8 bytes from the start of the line, from 0; lines count from 1.

#include <cstdint>
#include <string_view>

#include "config/build.h"
#include "frontend/arena.h"
#include "frontend/ast_names.h"

namespace pyemb::ast {

using identifier = const Identifier*;
using string = const Identifier*;

/// What a literal denotes. `text` holds WTF-8 for kStr (UTF-8 in which an escaped lone surrogate stands as its three
/// bytes), the bytes for kBytes, and for kBigInt the digits in `base`, underscores and prefix removed, at least one.
/// kValue is any other object, which no literal denotes (a folded tuple, a constant of an AST made in Python): `integer` is
/// its number in the ConstantPool of the compilation.
struct constant {
  enum class Kind : uint8_t { kNone, kTrue, kFalse, kEllipsis, kInt, kBigInt, kFloat, kImaginary, kStr, kBytes, kValue };

  Kind kind = Kind::kNone;
  uint8_t base = 10;             ///< of kBigInt: 2, 8, 10 or 16
  int64_t integer = 0;           ///< of kInt; never negative
  double real = 0;               ///< of kFloat and kImaginary
  std::string_view text = {};    ///< of kStr, kBytes, kBigInt
};

enum class NodeKind : uint8_t {
#define AST_NODE(type, name, fields) name,
#define AST_PRODUCT(type, location, fields) type,
#include "config/ast.def"
};

struct Node {
  NodeKind node_kind;
};

/// Where a node stands in the source.
struct Located : Node {
  int32_t lineno;
  int32_t col_offset;
  int32_t end_lineno;
  int32_t end_col_offset;
};

// The enums. `operator` is reserved in C++.
#define AST_ENUM_NAME_expr_context expr_context
#define AST_ENUM_NAME_boolop boolop
#define AST_ENUM_NAME_operator operator_
#define AST_ENUM_NAME_unaryop unaryop
#define AST_ENUM_NAME_cmpop cmpop
#define AST_ENUM(type, members) enum class AST_ENUM_NAME_##type : uint8_t { members };
#define AST_MEMBER(type, name) name,
#include "config/ast.def"

// Bases and forward declarations.
#define AST_BASE_LOCATED Located
#define AST_BASE_PLAIN Node
#define AST_BASE_RANGED Located
#define AST_SUM(type, location) struct type : AST_BASE_##location {};
#define AST_NODE(type, name, fields) struct name;
#define AST_PRODUCT(type, location, fields) struct type;
#include "config/ast.def"

namespace detail {
// The C++ type of one value of a field's type.
template <typename T>
struct FieldOf {
  using Type = T*;
};
template <typename T>
struct ValueField {
  using Type = T;
};
template <> struct FieldOf<identifier> : ValueField<identifier> {};
template <> struct FieldOf<int32_t> : ValueField<int32_t> {};
template <> struct FieldOf<constant> : ValueField<constant> {};
template <> struct FieldOf<expr_context> : ValueField<expr_context> {};
template <> struct FieldOf<boolop> : ValueField<boolop> {};
template <> struct FieldOf<operator_> : ValueField<operator_> {};
template <> struct FieldOf<unaryop> : ValueField<unaryop> {};
template <> struct FieldOf<cmpop> : ValueField<cmpop> {};

using int_ = int32_t;
#define AST_ALIAS_TYPE(type) using type##_ = ast::type;
AST_ALIAS_TYPE(identifier) AST_ALIAS_TYPE(string) AST_ALIAS_TYPE(constant) AST_ALIAS_TYPE(expr_context)
AST_ALIAS_TYPE(boolop) AST_ALIAS_TYPE(unaryop) AST_ALIAS_TYPE(cmpop) AST_ALIAS_TYPE(mod) AST_ALIAS_TYPE(stmt)
AST_ALIAS_TYPE(expr) AST_ALIAS_TYPE(comprehension) AST_ALIAS_TYPE(excepthandler) AST_ALIAS_TYPE(arguments)
AST_ALIAS_TYPE(arg) AST_ALIAS_TYPE(keyword) AST_ALIAS_TYPE(alias) AST_ALIAS_TYPE(withitem) AST_ALIAS_TYPE(match_case)
AST_ALIAS_TYPE(pattern) AST_ALIAS_TYPE(type_ignore)
#undef AST_ALIAS_TYPE
using operator_ = ast::operator_;
}  // namespace detail

// The nodes.
#define AST_TYPE_ONE(type) detail::FieldOf<detail::type##_>::Type
#define AST_TYPE_OPT(type) detail::FieldOf<detail::type##_>::Type
#define AST_TYPE_SEQ(type) Seq<detail::FieldOf<detail::type##_>::Type>
#define AST_FIELD(type, arity, name) AST_TYPE_##arity(type) name;
#define AST_NODE(type, name, fields)                      \
  struct name : type {                                    \
    static constexpr NodeKind kNodeKind = NodeKind::name; \
    fields                                                \
  };
#define AST_PRODUCT(type, location, fields)               \
  struct type : AST_BASE_##location {                     \
    static constexpr NodeKind kNodeKind = NodeKind::type; \
    fields                                                \
  };
#include "config/ast.def"

#undef AST_ENUM_NAME_expr_context
#undef AST_ENUM_NAME_boolop
#undef AST_ENUM_NAME_operator
#undef AST_ENUM_NAME_unaryop
#undef AST_ENUM_NAME_cmpop
#undef AST_BASE_LOCATED
#undef AST_BASE_PLAIN
#undef AST_BASE_RANGED
#undef AST_TYPE_ONE
#undef AST_TYPE_OPT
#undef AST_TYPE_SEQ

template <typename T>
[[nodiscard]] bool is(const Node* node) {
  return node->node_kind == T::kNodeKind;
}

/// The node as its class; unchecked in release builds.
template <typename T>
[[nodiscard]] T* as(Node* node) {
  DCHECK(is<T>(node));
  return static_cast<T*>(node);
}
template <typename T>
[[nodiscard]] const T* as(const Node* node) {
  DCHECK(is<T>(node));
  return static_cast<const T*>(node);
}

/// The documented class name ("BinOp", "arguments").
[[nodiscard]] const char* node_name(NodeKind kind);

}  // namespace pyemb::ast
