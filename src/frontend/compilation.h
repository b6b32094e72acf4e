// SPDX-License-Identifier: MIT
#pragma once

// What all passes of one compilation share: the memory, the names, the constants, where errors go.
//
// Errors are sticky. The first one makes its exception pending on the thread and sets `failed`; from then on every pass runs
// down quickly without effect (it emits nothing, asks for nothing, reports nothing), and the entry point answers Raised. So the
// passes read like what they compute, without a check after each step.

#include <cstdint>
#include <string_view>

#include "frontend/arena.h"
#include "frontend/ast.h"
#include "frontend/constants.h"
#include "frontend/pointer_map.h"
#include "objects/str.h"
#include "state/thread_state.h"

namespace pyemb {

struct Scope;

/// Features of `from __future__ import`, with the bits of the compiler flags.
enum Future : uint32_t {
  kFutureBarryAsBdfl = 0x400000,
  kFutureAnnotations = 0x1000000,
  kFutureMask = 0x1fe0000,
};

/// Where a SyntaxError says what it is about: errors of the symbol table only in its attributes, later ones in its arguments, too.
enum class SyntaxErrorDetails : uint8_t { kInAttributes, kInArguments };

/// Names that the compiler itself uses: KNOWN(field, "text").
#define PYEMB_KNOWN_NAMES(KNOWN)            \
  KNOWN(class_cell, "__class__")            \
  KNOWN(super, "super")                     \
  KNOWN(debug, "__debug__")                 \
  KNOWN(implicit, ".0")                     \
  KNOWN(doc, "__doc__")                     \
  KNOWN(name, "__name__")                   \
  KNOWN(module, "__module__")               \
  KNOWN(qualname, "__qualname__")           \
  KNOWN(annotations, "__annotations__")     \
  KNOWN(classcell, "__classcell__")         \
  KNOWN(return_, "return")                  \
  KNOWN(top, "<module>")                    \
  KNOWN(lambda, "<lambda>")                 \
  KNOWN(list_comp, "<listcomp>")            \
  KNOWN(set_comp, "<setcomp>")              \
  KNOWN(dict_comp, "<dictcomp>")            \
  KNOWN(generator, "<genexpr>")             \
  KNOWN(join, "join")                       \
  KNOWN(future, "__future__")

struct Compilation {
  ThreadState& ts;
  Arena& arena;
  NameTable& names;
  ConstantPool constants;
  Value filename;                ///< str, borrowed from the caller
  uint32_t future = 0;           ///< Future bits in force
  int32_t last_future_line = 0;  ///< no `from __future__ import` may stand behind it
  int optimize = 0;              ///< 0, 1 (no asserts), 2 (no docstrings either)
  bool interactive = false;
  bool top_level_await = false;  ///< the module may await: its code then makes a coroutine (PyCF_ALLOW_TOP_LEVEL_AWAIT)
  SyntaxErrorDetails details = SyntaxErrorDetails::kInAttributes;  ///< of the pass that runs
  bool folds = true;             ///< off where the text of an expression is wanted
  bool failed = false;
  PointerMap<Scope*> scopes;     ///< by AST node
  Value* strings = nullptr;      ///< by Identifier::index: the interned str, owned; null until asked for
  uint32_t string_capacity = 0;

  struct {
#define KNOWN(field, text) const Identifier* field;
    PYEMB_KNOWN_NAMES(KNOWN)
#undef KNOWN
  } known;

  Compilation(ThreadState& thread, Arena& memory, NameTable& table, Value file);
  ~Compilation();
  Compilation(const Compilation&) = delete;
  Compilation& operator=(const Compilation&) = delete;

  /// Raises SyntaxError for the range of `where`.
  COLD void syntax_error(const ast::Located* where, const char* format, ...) __attribute__((format(printf, 3, 4)));
  /// Issues a SyntaxWarning; a filter may turn it into a SyntaxError.
  COLD void warn(const ast::Located* where, const char* format, ...) __attribute__((format(printf, 3, 4)));
  COLD void no_memory();
  /// Takes note of a Raised that some other function answered.
  COLD void fail() { failed = true; }

  /// Whether the native stack is nearly used up; raises RecursionError then.
  bool too_deep() {
    return UNLIKELY(reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) < ts.native_limit) && recursion_error();
  }

  /// The interned str of an identifier: borrowed; null: failed.
  Value str_of(const Identifier* id) {
    if (LIKELY(id->index < string_capacity) && !strings[id->index].is_null()) return strings[id->index];
    return make_str_of(id);
  }
  const Identifier* intern(std::string_view text);
  template <class T>
  T* make() {
    T* made = arena.make<T>();
    if (UNLIKELY(made == nullptr)) no_memory();
    return made;
  }

 private:
  COLD bool recursion_error();
  Value make_str_of(const Identifier* id);
};

/// Raises SyntaxError with all its attributes; the line is read from the file, if it is there. Columns are 1-based and count
/// bytes, as CPython's compiler leaves them.
COLD Raised raise_syntax_error(ThreadState& ts, Value filename, const ast::Located& where, std::string_view message,
                               SyntaxErrorDetails details);

/// warnings.warn_explicit(message, category, filename, lineno), if the warnings machinery is there.
[[nodiscard]] COLD Status warn_explicit(ThreadState& ts, Exc category, Value filename, int32_t lineno, std::string_view message);

}  // namespace pyemb
