// SPDX-License-Identifier: MIT
#pragma once

// `_ast`: the tree as Python objects. compile() answers such a tree with the flag PyCF_ONLY_AST, and takes one in place of text.
//
// The classes are ordinary Python classes, made anew for each interpreter when `_ast` is imported, or when compile() needs them.

#include "frontend/compilation.h"
#include "frontend/compile.h"
#include "modules/ast/ast_table.h"

namespace pyemb {

struct AstState {
  Value classes[kAstClassCount];       ///< owned, as all here
  Value members[kAstClassCount];       ///< the one instance of each member of an enum that the parser uses
  Value* field_names;                  ///< interned, in the order of the rows
  Value attribute_names[kAstAttributes];
  size_t first_field[kAstClassCount];  ///< place of a class's first field in field_names

  Value class_of(AstClass id) const { return classes[static_cast<size_t>(id)]; }
  Value name_of(AstClass id, size_t field) const { return field_names[first_field[static_cast<size_t>(id)] + field]; }
};

/// The classes of the interpreter; imports `_ast` if nobody has yet.
[[nodiscard]] Result<AstState*> ast_state(ThreadState& ts);
/// Whether the value is an instance of AST. Does not import anything.
[[nodiscard]] Result<bool> is_ast(ThreadState& ts, Value value);

/// The Python object of a tree that was parsed.
[[nodiscard]] Result<Ref> ast_to_python(ThreadState& ts, AstState& state, const ast::Node* tree);
/// The arena's tree of a Python object, for `compilation`. TypeError and ValueError for what is no tree. Null: raised.
[[nodiscard]] Result<ast::mod*> ast_from_python(Compilation& compilation, AstState& state, Value object, ParseMode mode);
/// What no parser would make: ValueError, TypeError.
[[nodiscard]] Status validate_ast(Compilation& compilation, const ast::mod* tree);

}  // namespace pyemb
