// SPDX-License-Identifier: MIT
#pragma once

// Modules of C code (moduleobject.cpp), for the import system (import.cpp).

#include "api.h"
#include "objects/module.h"

namespace pyemb::capi {

/// The definition that a module was made of; null for others.
PyModuleDef* module_def(const Module& module);
/// Makes it a module of this definition, without a state yet.
[[nodiscard]] Status attach_def(ThreadState& ts, Module& module, PyModuleDef& def);
[[nodiscard]] Status make_module_state(ThreadState& ts, Module& module);
/// For PyState_FindModule().
[[nodiscard]] Status remember_module(ThreadState& ts, Value module, PyModuleDef& def);

/// Gives a shared library (its PyEmb_ModuleApi) the table of the C ABI, or raises ImportError.
[[nodiscard]] Status give_api(ThreadState& ts, void* wanted, Value name, Value path);

/// Whether a function that C code gives is this one of the C ABI: itself, or what stands for it in a module that was given the table.
[[nodiscard]] bool is_function(ThreadState& ts, void (*given)(), void (*own)());

/// From now on the import system can make modules of C code: when a host or the main program starts the library.
void serve_foreign_modules();
/// Adds what stands in PyImport_Inittab: at each start. False: no memory.
[[nodiscard]] bool add_host_table();

}  // namespace pyemb::capi
