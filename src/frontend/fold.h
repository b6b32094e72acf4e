// SPDX-License-Identifier: MIT
#pragma once

// Constant folding: an operation on literals becomes its value while the symbol table is built, as long as the value is of
// modest size and computing it raises nothing. What cannot be folded is returned as it is.
//
// Folded values are numbers of the constant pool (ast::constant::Kind::kValue).

#include "frontend/ast.h"
#include "frontend/compilation.h"

namespace pyemb {

[[nodiscard]] ast::expr* fold_binary(Compilation& compilation, ast::BinOp* e);
/// Also turns `not a in b` into `a not in b`, and likewise for `is`.
[[nodiscard]] ast::expr* fold_unary(Compilation& compilation, ast::UnaryOp* e);
[[nodiscard]] ast::expr* fold_subscript(Compilation& compilation, ast::Subscript* e);
/// A tuple display of constants.
[[nodiscard]] ast::expr* fold_tuple(Compilation& compilation, ast::Tuple* e);
/// The container of `in` that is only looked into: a list display becomes a tuple, a constant set a frozenset.
void fold_compare(Compilation& compilation, ast::Compare* e);
/// Likewise what a `for` iterates over.
[[nodiscard]] ast::expr* fold_iterable(Compilation& compilation, ast::expr* e);
/// `__debug__`
[[nodiscard]] ast::expr* fold_debug(Compilation& compilation, ast::Name* e);
/// `"...%s..." % (a, b)` as an f-string, where that means the same. In fold_format.cpp.
[[nodiscard]] ast::expr* fold_format(Compilation& compilation, ast::BinOp* e);

/// The value of a Constant node, borrowed; null: failed.
[[nodiscard]] Value constant_value(Compilation& compilation, const ast::expr* e);
/// Whether a Constant node is a str.
[[nodiscard]] bool folded_is_str(Compilation& compilation, const ast::expr* e);

}  // namespace pyemb
