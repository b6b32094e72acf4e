// SPDX-License-Identifier: MIT
#pragma once

// Modules of C code. Their init functions are known to the process by name (PyImport_AppendInittab); what is to be done with one, only the C ABI knows,
// which stands above the import system: it leaves a few functions here.

#include <cstdio>
#include <string_view>

#include "state/thread_state.h"

namespace pyemb {

using ForeignInit = void* (*)();  ///< PyInit_name()

/// A frozen module of the host's own table: what the `struct _frozen` of the C ABI says.
struct ForeignFrozen {
  const char* name;           ///< null: the end of the table
  const unsigned char* code;  ///< marshalled; null: there is no such module, nor is that of the library found
  int size;                   ///< negative: a package
  int is_package;
  void (*make_code)();        ///< null: it is made of `code`
};

struct ForeignModules {
  /// The module that an init function makes. `path`: the file that it came from, a str, or null for one of the host's.
  Result<Ref> (*create)(ThreadState&, ForeignInit init, Value name, Value spec, Value path);
  /// Runs the second phase of a module that create() made in two.
  Status (*exec)(ThreadState&, Value module);
  /// Says which thread state calls C code from now on, or with null that it is about to let go of the lock; what was known before.
  ThreadState* (*exchange_thread)(ThreadState*);
  /// The symbol of a shared library that is to be given the C ABI, and what does so before its init function is called.
  const char* wants_api;
  Status (*give_api)(ThreadState&, void* wanted, Value name, Value path);
  /// datetime.datetime_CAPI, by which C code finds the types of the module.
  Result<Ref> (*new_datetime_api)(ThreadState&);
  /// The host's frozen modules; null: there are none. And the code of one, whatever make_code() answers.
  const ForeignFrozen* (*frozen)();
  Result<Ref> (*make_frozen_code)(ThreadState&, const ForeignFrozen&);
  /// What the host has set to read lines from terminals, and to be called while a line is awaited (modules/terminal.h); each points to null where it has not.
  int (**input_hook)();
  char* (**read_line)(FILE* in, FILE* out, const char* prompt);
};
/// Null: the C ABI is not in use.
const ForeignModules* foreign_modules();
void set_foreign_modules(const ForeignModules* functions);

/// Adds an init function; one of the same name is replaced. False: out of memory. The list stays when the runtime is finalized, for the
/// next start; the end of a main program (Py_RunMain) clears it.
[[nodiscard]] bool add_foreign_init(const char* name, ForeignInit init);
void clear_foreign_inits();
/// The init function of this name, or null.
ForeignInit find_foreign_init(std::string_view name);
/// The i-th name, or null behind the last.
const char* foreign_module_name(size_t i);

// Init functions that make a module at once, in a single phase, keep what they make in variables of C: only the first interpreter that calls one may. What
// a function is, is known when it has run once; until then others wait.

enum class ForeignRun : uint8_t { kAllowed, kOfAnother, kNoMemory };
/// Before an init function is called. kOfAnother: an interpreter that lives, its number in *owner, has it for itself.
[[nodiscard]] ForeignRun begin_foreign_init(ThreadState& ts, ForeignInit init, int64_t* owner);
/// After each call that was allowed: what came of it.
enum class ForeignOutcome : uint8_t { kFailed, kForOne, kForAll };
void end_foreign_init(Interpreter& interp, ForeignInit init, ForeignOutcome outcome);
/// The interpreter ends: others may have what was its alone.
void drop_foreign_claims(const Interpreter& interp);

}  // namespace pyemb
