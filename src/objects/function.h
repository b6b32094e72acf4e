// SPDX-License-Identifier: MIT
#pragma once

// function, method (a function bound to its first argument), cell.

#include "objects/code.h"
#include "objects/type.h"

namespace pyemb {

struct Dict;

struct Function : Object {
  static constexpr TypeId kId = TypeId::kFunction;

  Code* code;          ///< owned, as is all below; null Values: not set
  Dict* globals;
  Dict* builtins;      ///< what `__builtins__` of globals was when the function was made
  Tuple* closure;      ///< cells, or null
  Tuple* defaults;     ///< or null
  Value kwdefaults;    ///< dict or null
  Value annotations;   ///< dict, or a tuple of names and values that becomes one when asked for, or null
  Str* name;
  Str* qualname;       ///< null: that of the code, which was not read yet when the function was made
  Value module;
  Value doc;           ///< absent: in the body of the code, which was not read yet when the function was made
  Value dict;
  uint32_t version;    ///< changes when code, defaults or kwdefaults do; 0: not assigned
};

/// Its qualified name. Raises MemoryError.
[[nodiscard]] Result<Str*> function_qualname(ThreadState& ts, Function& function);
/// The same of a function that runs, or is about to: its code is complete.
inline Str& qualname_of_called(const Function& function) { return function.qualname != nullptr ? *function.qualname : *function.code->qualname; }

struct Method : Object {
  static constexpr TypeId kId = TypeId::kMethod;
  Value function;
  Value self;
};

struct Cell : Object {
  static constexpr TypeId kId = TypeId::kCell;
  Value contents;      ///< null: empty
};

[[nodiscard]] Result<Own<Function>> new_function(ThreadState& ts, Code& code, Dict& globals);
[[nodiscard]] Result<Ref> new_method(ThreadState& ts, Value function, Value self);
[[nodiscard]] Result<Own<Cell>> new_cell(ThreadState& ts, Value contents);

}  // namespace pyemb
