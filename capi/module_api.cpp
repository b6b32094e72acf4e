// SPDX-License-Identifier: MIT
// Extension modules that call the C ABI through a table (pyemb_api.h) are given it here.
#include "api_table.h"
#include "capi_state.h"
#include "module_row.h"
#include "objects/int.h"
#include "objects/str.h"

namespace pyemb::capi {
namespace {

/// The table of this copy of the library, or null. Where this one is linked without, a program around it may show the table of its own copy.
const PyEmb_Api* own_table() {
  const PyEmb_Api* table = &PyEmb_ApiTable;
  return table != nullptr && table->fn_PyImport_AppendInittab == &PyImport_AppendInittab ? table : nullptr;
}

Result<Ref> address(ThreadState& ts, void (*function)()) { return new_int_unsigned(ts, reinterpret_cast<uintptr_t>(function)); }

/// Remembers the module's functions that the library knows by their address, in the order of tools/api_table.py.
Status remember_known(ThreadState& ts, const PyEmb_ModuleApi& module) {
  void (*const own[])() = {reinterpret_cast<void (*)()>(&PyObject_HashNotImplemented), reinterpret_cast<void (*)()>(&_PyEval_EvalFrameDefault)};
  static_assert(std::size(own) == sizeof module.known / sizeof *module.known);
  ForeignState* state = foreign_state(ts);
  if (state == nullptr) return raise_no_memory(ts);
  if (state->known.is_null()) state->known = Ref(TRY(new_dict(ts))).release();
  for (size_t i = 0; i < std::size(own); ++i) {
    if (module.known[i] == nullptr) continue;
    Ref key = TRY(address(ts, module.known[i]));
    Ref value = TRY(address(ts, own[i]));
    TRY(dict_set(ts, as<Dict>(state->known), key, value));
  }
  return {};
}

Result<bool> stands_for(ThreadState& ts, void (*given)(), void (*own)()) {
  Ref key = TRY(address(ts, given));
  Ref wanted = TRY(address(ts, own));
  Ref found = TRY(dict_find(ts, as<Dict>(ts.interp.foreign->known), key));
  return found.get() == wanted.get();  // addresses are small ints
}

}  // namespace

bool is_function(ThreadState& ts, void (*given)(), void (*own)()) {
  if (given == own) return true;
  if (ts.interp.foreign == nullptr || ts.interp.foreign->known.is_null()) return false;
  Result<bool> answer = stands_for(ts, given, own);
  if (!answer.raised()) return answer.take();
  ts.clear_pending();
  return false;
}

Status give_api(ThreadState& ts, void* wanted, Value name, Value path) {
  const auto& module = *static_cast<const PyEmb_ModuleApi*>(wanted);
  const PyEmb_Api* table = own_table();
  if (table == nullptr) {
    return raise_import_error(ts, Exc::kImportError, name, path, "this program shows extension modules no table of the C API (PyEmb_ShowApi)");
  }
  if (module.abi != PYEMB_API_ABI) {
    return raise_import_error(ts, Exc::kImportError, name, path, "module %s was built for the C API's binary interface %u, and this library has %u",
                              Utf8(ts, name).c_str(), module.abi, PYEMB_API_ABI);
  }
  if (module.version > PYEMB_API_VERSION) {
    return raise_import_error(ts, Exc::kImportError, name, path, "module %s was built for version %u of the table of the C API, and this library has version %u",
                              Utf8(ts, name).c_str(), module.version, PYEMB_API_VERSION);
  }
  // A file is loaded once in a process, so that another copy of this library may have it already: its objects are none of ours.
  const PyEmb_Api* before = nullptr;
  if (!__atomic_compare_exchange_n(module.place, &before, table, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE) && before != table) {
    return raise_import_error(ts, Exc::kImportError, name, path, "module %s belongs to another copy of this library in the process", Utf8(ts, name).c_str());
  }
  return remember_known(ts, module);
}

}  // namespace pyemb::capi
