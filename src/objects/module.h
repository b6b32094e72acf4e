// SPDX-License-Identifier: MIT
#pragma once

// module, and how native modules are described: a constant NativeModule names functions, types and an exec function; each
// interpreter makes its own Module of it on first import. What a module must remember stands in a block of the module's, the
// same struct in every interpreter, and never in a static variable.

#include <span>

#include "objects/dict.h"
#include "objects/native.h"
#include "objects/type.h"

namespace pyemb {

struct NativeModule;

struct Module : Object {
  static constexpr TypeId kId = TypeId::kModule;

  Value dict;                ///< owned; never null in a module that was made whole
  const NativeModule* row;   ///< null: not a native module
  void* state;               ///< block of row->state_size bytes, zeroed when made; null: none
  uint32_t settled;          ///< bits of the row's delayed attributes that were made, or set to something else

  Dict& globals() { return *static_cast<Dict*>(dict.as_object()); }
};

/// What is dear and seldom wanted: made when it is first asked for, or when somebody looks at the module's dict as a whole. At most 32 a module.
struct DelayedAttribute {
  const char* name;
  Result<Ref> (*make)(ThreadState&, Module&);
};

struct NativeModule {
  const char* name;
  const char* doc = nullptr;
  std::span<const NativeMethod> functions = {};
  std::span<const TypeId> types = {};                ///< each is put into the module under its name
  Status (*exec)(ThreadState&, Module&) = nullptr;   ///< adds the rest
  uint32_t state_size = 0;
  void (*traverse)(void* state, GcVisitor&) = nullptr;
  void (*clear)(ThreadState&, void* state) = nullptr;  ///< drops all that the state owns; may be called twice
  std::span<const DelayedAttribute> delayed = {};
  /// The same for modules of C code, which want the module; `release` ends such a module and gives the row back.
  void (*traverse_module)(Module&, GcVisitor&) = nullptr;
  void (*clear_module)(ThreadState&, Module&) = nullptr;
  void (*release)(ThreadState&, Module&) = nullptr;
};

/// moduledef: what the init function of a C module answers that leaves the making of the module to the import system (PEP 489).
struct ModuleDefinition : Object {
  static constexpr TypeId kId = TypeId::kModuleDefinition;
  void* definition;  ///< a PyModuleDef
};
[[nodiscard]] Result<Ref> new_module_definition(ThreadState& ts, void* definition);

/// An empty module: __name__, __doc__, __package__, __loader__ and __spec__ are set.
[[nodiscard]] Result<Own<Module>> new_module(ThreadState& ts, Value name);
/// Makes a native module and runs its exec function. Does not touch sys.modules.
[[nodiscard]] Result<Own<Module>> new_native_module(ThreadState& ts, const NativeModule& row);
/// Puts an attribute into the module.
[[nodiscard]] Status module_add(ThreadState& ts, Module& module, const char* name, Value value);
/// An attribute in the module's dict, delayed ones included; borrowed from there, null if there is none.
[[nodiscard]] Result<Value> module_get(ThreadState& ts, Module& module, const char* name);
/// Puts functions into the module, bound to it.
[[nodiscard]] Status module_add_functions(ThreadState& ts, Module& module, std::span<const NativeMethod> functions);
/// Puts a native type into the module under its name.
[[nodiscard]] Status module_add_type(ThreadState& ts, Module& module, TypeId id);

/// The interpreter's module made of `row`, and its state; null if there is none. For code that has no Module at hand.
[[nodiscard]] Module* find_native_module(ThreadState& ts, const NativeModule& row);
[[nodiscard]] void* find_module_state(ThreadState& ts, const NativeModule& row);
/// The exception classes that native modules have made, by qualified name: one of each an interpreter, however often a module is imported anew.
[[nodiscard]] Result<Dict*> module_exception_classes(ThreadState& ts);
template <class T>
inline T& module_state(Module& module) {
  return *static_cast<T*>(module.state);
}
/// Forgets which modules were made; when the interpreter ends.
void release_module_states(Interpreter& interp);

/// The module's __name__ as a str, or null. Borrowed.
Value module_name(ThreadState& ts, Module& module);

}  // namespace pyemb
