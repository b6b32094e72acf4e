// SPDX-License-Identifier: MIT
#pragma once

// Functions of C code as rows of native methods: each PyMethodDef becomes a NativeMethod whose entry calls the C function as its flags say.

#include "api.h"
#include "objects/builtin.h"

namespace pyemb::capi {

/// NativeMethod::data of such a row.
struct CMethod {
  PyMethodDef* def;
  Type* defining;  ///< the class that has the method, borrowed; null for functions
};

/// Fills a row and its data. SystemError for flags that do not go together.
[[nodiscard]] Status fill_method_row(ThreadState& ts, NativeMethod& row, CMethod& data, PyMethodDef& def, NativeMethod::Kind kind, Type* defining);
/// The kind of a method in a type's table.
NativeMethod::Kind method_kind(const PyMethodDef& def);
/// The C definition of a row; null if it is not of C code.
const CMethod* c_method_of(const NativeMethod& row);
/// A function object for a definition. `self`, `module` and `defining` may be null.
[[nodiscard]] Result<Ref> new_c_function(ThreadState& ts, PyMethodDef& def, Value self, Value module, Type* defining);

/// A function object that stands for a hook of C code: `entry` gets its row, and callback_of() leads from there to the object.
struct Callback : Builtin {
  NativeMethod own;
  void (*function)();
  void* argument;
};
[[nodiscard]] Result<Ref> new_callback(ThreadState& ts, const char* name, NativeEntry entry, void (*function)(), void* argument, Value kept);
Callback& callback_of(const NativeMethod& row);

}  // namespace pyemb::capi
