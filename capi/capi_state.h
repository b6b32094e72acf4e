// SPDX-License-Identifier: MIT
#pragma once

// What the C ABI remembers for an interpreter.

#include "api.h"
#include "objects/code.h"
#include "objects/dict.h"

namespace pyemb {
namespace capi {
struct TypeRecord;
/// Called with what was kept with code objects under an index; null: nothing is to be done.
using ReleaseExtra = void (*)(void*);
}

struct ForeignState {
  capi::TypeRecord* static_types = nullptr;  ///< types that stand in variables of C code, the newest first
  Value modules = Value::null();             ///< dict {address of a PyModuleDef: module}, owned: PyState_FindModule()
  Value copies = Value::null();              ///< dict {name: dict}, owned: what modules that cannot be made twice were filled with
  Value known = Value::null();               ///< dict {address of a function of a module: that of the C ABI's that it stands for}, owned (module_api.cpp)
  Value immortal = Value::null();            ///< dict of the strings of PyUnicode_InternImmortal(), owned
  PyEmb_UnraisableFunc show_unraisable = nullptr;  ///< PyEmb_SetUnraisableHandler()
  void* unraisable_context = nullptr;
  decltype(Hooks::report_unraisable) report_unraisable = nullptr;  ///< what was there before it
  PyEmb_WarningFunc show_warning = nullptr;  ///< PyEmb_SetWarningHandler()
  void* warning_context = nullptr;
  Value warning_shower = Value::null();      ///< the function that calls it, in the place of warnings._showwarnmsg_impl, owned
  Value warning_original = Value::null();    ///< which was this one, owned
  CodeExtras* code_extras = nullptr;         ///< what is kept with code objects that live (codeobject.cpp)
  capi::ReleaseExtra* release_extra = nullptr;  ///< by index, a buffer of kMostExtras; null: nobody has asked for an index
  Py_ssize_t extra_count = 0;                ///< indexes that were given
  int destructors = 0;                       ///< of C code that run now; only a checked build counts them
  const char* importing = nullptr;           ///< the full name of the module whose init function runs
};

namespace capi {

/// Made on first use. Null: no memory, nothing raised.
ForeignState* foreign_state(ThreadState& ts);
/// The interpreter ends: what is still kept with code objects is given back.
void release_all_extras(ForeignState& state);

}  // namespace capi
}  // namespace pyemb
