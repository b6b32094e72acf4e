// SPDX-License-Identifier: MIT
#pragma once

// Symbol table: which scope each name of a program belongs to. One Scope stands for every block that becomes a code object
// (module, class, function, lambda, comprehension); it knows each name that occurs in it.
//
// Two steps. The walk (symtable_walk.cpp, symtable_expr.cpp) visits the tree once, folds constants on the way (fold.h), and notes
// what is done with each name: assigned, used, declared global, ... The resolution (symtable_resolve.cpp) then decides
// from the outside in where each name lives; a name that is found in an enclosing function becomes a cell there and a free
// variable here and in every scope between.
//
// Scopes and symbols live in the arena of the compilation. Names are mangled (`__x` in class C is `_C__x`).

#include <cstdint>

#include "frontend/arena.h"
#include "frontend/ast.h"
#include "frontend/index_map.h"

namespace pyemb {

struct Compilation;

/// Where a name lives, seen from one scope. The numbers are those that the `symtable` module shows.
enum class NameScope : uint8_t { kUnknown = 0, kLocal = 1, kGlobalExplicit = 2, kGlobalImplicit = 3, kFree = 4, kCell = 5 };

struct Symbol {
  /// What is done with the name in its scope; up to kAnnotated and kCompIter with the numbers of the `symtable` module.
  enum Flag : uint32_t {
    kGlobal = 1,             ///< named by a global statement
    kLocal = 2,              ///< assigned
    kParam = 4,
    kNonlocal = 8,           ///< named by a nonlocal statement
    kUse = 16,
    kFreeClass = 64,         ///< of a class: bound in its body and free in a method
    kImport = 128,
    kAnnotated = 256,
    kCompIter = 512,         ///< iteration variable of a comprehension
    kWalrus = 1 << 16,       ///< target of an assignment expression: may change amid an expression
    kDeleted = 1 << 17,      ///< may become unbound again
    kBound = kLocal | kParam | kImport,
  };

  const Identifier* name;
  uint32_t flags;
  NameScope scope;
  int32_t reg;               ///< for the code generator: the register of a local, cell or free variable; -1: none
};

/// A global or nonlocal statement's name with its place, for messages.
struct Directive {
  const Identifier* name;
  const ast::Located* where;
  Directive* next;
};

struct Scope {
  enum class Kind : uint8_t { kFunction, kClass, kModule, kAnnotation };
  enum class Comprehension : uint8_t { kNone, kList, kDict, kSet, kGenerator };

  Kind kind;
  Comprehension comprehension = Comprehension::kNone;
  const Identifier* name;
  const Identifier* class_name;  ///< of the innermost class statement around, for mangling; null: none
  const ast::Node* node;
  Scope* parent;
  Scope* first_child = nullptr;
  Scope* last_child = nullptr;
  Scope* next_sibling = nullptr;
  int32_t lineno = 0, column = 0, end_lineno = 0, end_column = 0;

  bool nested = false;           ///< within a function
  bool generator = false;
  bool coroutine = false;
  bool varargs = false;
  bool varkeywords = false;
  bool returns_value = false;
  bool has_free = false;         ///< some name is free, or global from within a function
  bool needs_class_cell = false; ///< a method uses __class__ or super()
  bool resolved = false;
  bool iterating_target = false; ///< the walk is in the target of a comprehension's `for`
  int32_t iterable_depth = 0;    ///< the walk is in the iterable of a comprehension

  Symbol** symbols = nullptr;    ///< in order of first occurrence
  uint32_t symbol_count = 0;
  uint32_t symbol_capacity = 0;
  IndexMap index;                ///< identifier -> place in `symbols`
  Directive* directives = nullptr;

  bool is_function() const { return kind == Kind::kFunction; }
  Symbol* find(const Identifier* id) const {
    uint32_t place = index.find(id->index);
    return place == IndexMap::kAbsent ? nullptr : symbols[place];
  }
};

/// Builds and resolves the table for `tree`; null: an exception is pending. Folds constants in the tree.
Scope* build_symtable(Compilation& compilation, ast::mod* tree);

/// The scope of a function, class, lambda or comprehension node.
Scope* scope_of(Compilation& compilation, const ast::Node* node);

/// `name` as it is known within class `class_name` (may be null): private names are mangled.
const Identifier* mangle(Compilation& compilation, const Identifier* class_name, const Identifier* name);

}  // namespace pyemb
