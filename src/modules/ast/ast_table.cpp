// SPDX-License-Identifier: MIT
#include "modules/ast/ast_table.h"

#include <cstddef>
#include <string_view>

namespace pyemb {
namespace {

constexpr std::string_view kNames[] = {
    "AST",
#define AST_ENUM(type, members) #type, members
#define AST_MEMBER(type, name) #name,
#define AST_SUM(type, location) #type,
#define AST_NODE(type, name, fields) #name,
#define AST_PRODUCT(type, location, fields) #type,
#include "config/ast.def"
};

constexpr AstClass class_named(std::string_view name) {
  for (size_t i = 0; i < kAstClassCount; ++i) {
    if (kNames[i] == name) return static_cast<AstClass>(i);
  }
  return AstClass::k_AST;
}

constexpr AstField::Kind kind_of(std::string_view type) {
  if (type == "identifier") return AstField::kIdentifier;
  if (type == "string") return AstField::kString;
  if (type == "int") return AstField::kInt;
  if (type == "constant") return AstField::kConstant;
  bool is_enum = false;
#define AST_ENUM(name, members) is_enum = is_enum || type == #name;
#include "config/ast.def"
  return is_enum ? AstField::kEnum : AstField::kNode;
}

constexpr AstField field(const char* type, AstField::Arity arity, const char* name, size_t offset) {
  return {name, type, class_named(type), kind_of(type), arity, static_cast<uint16_t>(offset)};
}

// The fields of each class; an empty row ends them, since some classes have none.
#define AST_FIELD(type, arity, name) field(#type, AstField::k##arity, #name, offsetof(Self, name)),
#define AST_NODE(type, name, fields)                       \
  namespace fields_of_##name {                             \
  using Self = ast::name;                                  \
  constexpr AstField kRows[] = {fields{}};                 \
  }
#define AST_PRODUCT(type, location, fields)                \
  namespace fields_of_##type {                             \
  using Self = ast::type;                                  \
  constexpr AstField kRows[] = {fields{}};                 \
  }
#include "config/ast.def"

template <size_t N>
constexpr std::span<const AstField> rows(const AstField (&array)[N]) {
  return {array, N - 1};
}

template <class T>
ast::Node* make_node(Arena& arena) {
  T* node = arena.make<T>();
  if (node != nullptr) node->node_kind = T::kNodeKind;
  return node;
}

}  // namespace

#define AST_PLACE_LOCATED AstRow::kStart
#define AST_PLACE_RANGED AstRow::kRange
#define AST_PLACE_PLAIN AstRow::kNowhere
const AstRow kAstRows[kAstClassCount] = {
    {"AST", AstClass::k_AST, AstRow::kRoot, AstRow::kNowhere, {}, {}, nullptr},
#define AST_ENUM(type, members) {#type, AstClass::k_AST, AstRow::kEnumBase, AstRow::kNowhere, {}, {}, nullptr}, members
#define AST_MEMBER(type, name) {#name, AstClass::k_##type, AstRow::kMember, AstRow::kNowhere, {}, {}, nullptr},
#define AST_SUM(type, location) {#type, AstClass::k_AST, AstRow::kSum, AST_PLACE_##location, {}, {}, nullptr},
#define AST_NODE(type, name, fields) \
  {#name, AstClass::k_##type, AstRow::kNode, std::is_base_of_v<ast::Located, ast::name> ? AstRow::kRange : AstRow::kNowhere, rows(fields_of_##name::kRows), ast::NodeKind::name, \
   make_node<ast::name>},
#define AST_PRODUCT(type, location, fields) \
  {#type, AstClass::k_AST, AstRow::kProduct, AST_PLACE_##location, rows(fields_of_##type::kRows), ast::NodeKind::type, make_node<ast::type>},
#include "config/ast.def"
};

const char* const kAstAttributeNames[kAstAttributes] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};

AstClass ast_class_of(ast::NodeKind kind) {
  static constexpr AstClass kClasses[] = {
#define AST_NODE(type, name, fields) AstClass::k_##name,
#define AST_PRODUCT(type, location, fields) AstClass::k_##type,
#include "config/ast.def"
  };
  return kClasses[static_cast<size_t>(kind)];
}

}  // namespace pyemb
