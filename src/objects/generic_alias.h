// SPDX-License-Identifier: MIT
#pragma once

// types.GenericAlias (`list[int]`) and types.UnionType (`int | None`).

#include "objects/type.h"

namespace pyemb {

class StringBuilder;

struct GenericAlias : Object {
  static constexpr TypeId kId = TypeId::kGenericAlias;
  Value origin;      ///< owned
  Value args;        ///< owned tuple
  Value parameters;  ///< owned tuple, null until asked for
  bool starred;      ///< *tuple[int, ...]
};

struct UnionType : Object {
  static constexpr TypeId kId = TypeId::kUnionType;
  Value args;        ///< owned tuple
  Value parameters;  ///< owned tuple, null until asked for
};

/// origin[args]; a single argument becomes a tuple of one.
[[nodiscard]] Result<Ref> new_generic_alias(ThreadState& ts, Value origin, Value args);
/// `__class_getitem__` of native generic types, as a row for their tables: class_method<class_getitem_alias>("__class_getitem__", ...).
[[nodiscard]] Result<Ref> class_getitem_alias(ThreadState& ts, Type& type, Value key);
/// left | right for types: NotImplemented when one of them is no type-like object.
[[nodiscard]] Result<Ref> union_of(ThreadState& ts, Value left, Value right);
/// Appends a type as it shows in the repr of an alias or a union: `int`, `module.Class`, `...`.
[[nodiscard]] Status type_expression_repr(ThreadState& ts, StringBuilder& out, Value item);
/// The type variables in a tuple of arguments, each once, in order.
[[nodiscard]] Result<Ref> collect_type_parameters(ThreadState& ts, Value args);
/// The arguments with the type variables `parameters` replaced by `item` (a tuple or one argument).
[[nodiscard]] Result<Ref> substitute_type_parameters(ThreadState& ts, Value self, Value args, Value parameters, Value item);

}  // namespace pyemb
