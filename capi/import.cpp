// SPDX-License-Identifier: MIT
// Importing, and what the import system asks of the C ABI: making modules of init functions.
#include "vm/import.h"

#include "capi_state.h"
#include "datetime_api.h"
#include "foreign_call.h"
#include "module_row.h"
#include "modules/marshal/marshal.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/code.h"
#include "objects/str.h"
#include "state/foreign_modules.h"
#include "state/names.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

// -- modules of C code -------------------------------------------------------------------------------------------------------------

/// Under what the contents of a module are kept that can be made only once: its name, and the file that it came from.
Result<Ref> copy_key(ThreadState& ts, Value name, Value path) {
  if (path.is_null()) return Ref::copy(name);
  return new_tuple_of(ts, name, path);
}

/// A module that says it cannot be made twice is filled with what it was filled with the first time.
Result<Ref> find_copy(ThreadState& ts, Value key, Value name) {
  ForeignState* state = ts.interp.foreign;
  if (state == nullptr || state->copies.is_null()) return Result<Ref>::absent();
  Ref copy = TRY(dict_find(ts, as<Dict>(state->copies), key));
  if (copy.is_absent()) return Result<Ref>::absent();
  Own<Module> module = TRY(new_module(ts, name));
  TRY(dict_update(ts, module->globals(), copy));
  return module;
}
Status keep_copy(ThreadState& ts, Value key, Module& module) {
  ForeignState* state = foreign_state(ts);
  if (state == nullptr) return raise_no_memory(ts);
  if (state->copies.is_null()) state->copies = Ref(TRY(new_dict(ts))).release();
  Own<Dict> copy = TRY(dict_copy(ts, module.globals()));
  return dict_set(ts, as<Dict>(state->copies), key, copy);
}

/// PyInit_name().
Result<Ref> run_init(ThreadState& ts, ForeignInit init, Str& name) {
  ForeignState* state = foreign_state(ts);
  if (state == nullptr) return raise_no_memory(ts);
  Utf8 text(ts, name);
  const char* outer = std::exchange(state->importing, text.c_str());
  auto* made = static_cast<PyObject*>(init());
  state->importing = outer;
  if (made != nullptr && !ts.has_pending()) return Ref::steal(from_c(made));
  Ref dropped = Ref::steal(from_c(made));
  if (made == nullptr && ts.has_pending()) return Raised{};
  if (made == nullptr) return raise(ts, Exc::kSystemError, "initialization of %s failed without raising an exception", text.c_str());
  Ref cause = ts.take_pending();
  return raise(ts, Exc::kSystemError, "initialization of %s raised unreported exception", text.c_str());
}

/// Whose the init function is from now on. A module of the host's own that says its state is all in itself (m_size >= 0) can be made for each interpreter;
/// one of a shared library was not written for this process, and is made for one.
ForeignOutcome outcome_of(Value made, Value path) {
  if (made.is_null()) return ForeignOutcome::kFailed;
  if (is<ModuleDefinition>(made)) return ForeignOutcome::kForAll;
  PyModuleDef* def = is<Module>(made) ? module_def(as<Module>(made)) : nullptr;
  return path.is_null() && def != nullptr && def->m_size >= 0 ? ForeignOutcome::kForAll : ForeignOutcome::kForOne;
}

/// run_init(), for the first interpreter that asks or for all.
Result<Ref> run_init_alone(ThreadState& ts, ForeignInit init, Str& name, Value path) {
  int64_t owner = 0;
  const ForeignRun run = begin_foreign_init(ts, init, &owner);
  if (run == ForeignRun::kNoMemory) return raise_no_memory(ts);
  if (run == ForeignRun::kOfAnother) {
    return raise_import_error(ts, Exc::kImportError, Value::from_object(&name), path,
                              "module %s does not support loading in subinterpreters: it is initialized in a single phase, and interpreter %lld has it",
                              Utf8(ts, name).c_str(), static_cast<long long>(owner));
  }
  Result<Ref> result = run_init(ts, init, name);
  if (result.raised()) {
    end_foreign_init(ts.interp, init, ForeignOutcome::kFailed);
    return Raised{};
  }
  Ref made = result.take();
  end_foreign_init(ts.interp, init, outcome_of(made, path));
  return made;
}

Result<Ref> create_module(ThreadState& ts, ForeignInit init, Value name, Value spec, Value path) {
  InC in_c(ts);
  Ref key = TRY(copy_key(ts, name, path));
  Ref copy = TRY(find_copy(ts, key, name));
  if (!copy.is_absent()) return copy;
  Ref made = TRY(run_init_alone(ts, init, as<Str>(name), path));
  if (is<ModuleDefinition>(made)) {
    PyObject* module = PyModule_FromDefAndSpec(static_cast<PyModuleDef*>(made.as<ModuleDefinition>()->definition), to_c(spec));
    return take_object(ts, module);
  }
  PyModuleDef* def = is<Module>(made) ? module_def(*made.as<Module>()) : nullptr;
  if (def == nullptr) return raise(ts, Exc::kSystemError, "initialization of %s did not return an extension module", Utf8(ts, name).c_str());
  if (!path.is_null()) TRY(module_add(ts, *made.as<Module>(), "__file__", path));
  TRY(remember_module(ts, made, *def));
  if (def->m_size == -1) TRY(keep_copy(ts, key, *made.as<Module>()));
  return made;
}

Status exec_module(ThreadState& ts, Value module) {
  if (!is<Module>(module)) return {};
  PyModuleDef* def = module_def(as<Module>(module));
  if (def == nullptr || as<Module>(module).state != nullptr) return {};
  if (def->m_slots == nullptr) return {};
  InC in_c(ts);
  return PyModule_ExecDef(to_c(module), def) == 0 ? Status() : Status(Raised{});
}

ThreadState* exchange_thread(ThreadState* ts) { return std::exchange(current_thread(), ts); }

// -- frozen modules of the host --------------------------------------------------------------------------------------------------------

static_assert(sizeof(struct _frozen) == sizeof(ForeignFrozen) && offsetof(struct _frozen, code) == offsetof(ForeignFrozen, code));
static_assert(offsetof(struct _frozen, size) == offsetof(ForeignFrozen, size) && offsetof(struct _frozen, is_package) == offsetof(ForeignFrozen, is_package));
static_assert(offsetof(struct _frozen, get_code) == offsetof(ForeignFrozen, make_code));

const ForeignFrozen* frozen_table() { return reinterpret_cast<const ForeignFrozen*>(PyImport_FrozenModules); }

Result<Ref> make_frozen_code(ThreadState& ts, const ForeignFrozen& row) {
  InC in_c(ts);
  return take_object(ts, reinterpret_cast<PyObject* (*)()>(row.make_code)());
}

constexpr ForeignModules kForeignModules = {&create_module, &exec_module, &exchange_thread, "pyemb_module_api", &give_api, &new_datetime_api, &frozen_table,
                                            &make_frozen_code, &PyOS_InputHook, &PyOS_ReadlineFunctionPointer};

}  // namespace

namespace {
_inittab g_no_modules[] = {{nullptr, nullptr}};
}
_inittab* PyImport_Inittab = g_no_modules;
const struct _frozen* PyImport_FrozenModules = nullptr;

void pyemb::capi::serve_foreign_modules() { set_foreign_modules(&kForeignModules); }
bool pyemb::capi::add_host_table() { return PyImport_ExtendInittab(PyImport_Inittab) == 0; }

int PyImport_AppendInittab(const char* name, PyObject* (*init)(void)) {
  if (name == nullptr || init == nullptr) return -1;
  serve_foreign_modules();
  return add_foreign_init(name, reinterpret_cast<ForeignInit>(init)) ? 0 : -1;
}
int PyImport_ExtendInittab(struct _inittab* rows) {
  for (; rows != nullptr && rows->name != nullptr; ++rows) {
    if (PyImport_AppendInittab(rows->name, rows->initfunc) != 0) return -1;
  }
  return 0;
}

// -- importing -----------------------------------------------------------------------------------------------------------------------

PyObject* PyImport_ImportModule(const char* name) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_utf8(api, name));
    Own<Str> text = TRY(new_str(api, name));
    PyObject* module = PyImport_Import(to_c(text.get()));
    return take_object(api, module);
  });
}
PyObject* PyImport_ImportModuleNoBlock(const char* name) { return PyImport_ImportModule(name); }

PyObject* PyImport_ImportModuleLevelObject(PyObject* name, PyObject* globals, PyObject*, PyObject* from_list, int level) {
  return api_object([&](Api api) -> Result<Ref> {
    if (name == nullptr) return raise(api, Exc::kValueError, "Empty module name");
    return import_name(api, from_c(name), from_c(globals), from_c(from_list), level);
  });
}
PyObject* PyImport_ImportModuleLevel(const char* name, PyObject* globals, PyObject* locals, PyObject* from_list, int level) {
  PyObject* text = PyUnicode_FromString(name);
  if (text == nullptr) return nullptr;
  PyObject* module = PyImport_ImportModuleLevelObject(text, globals, locals, from_list, level);
  Py_DECREF(text);
  return module;
}

/// `__import__(name)` of the builtins in force, as an import statement in the running frame would call it.
PyObject* PyImport_Import(PyObject* name) {
  return api_object([&](Api api) -> Result<Ref> {
    Value text = TRY(expect_value(api, name));
    Dict* globals = api.ts.interp.hooks.current_globals != nullptr ? api.ts.interp.hooks.current_globals(api) : nullptr;
    Ref builtins = Ref::copy(api.ts.interp.builtins);
    Own<Dict> made;
    if (globals != nullptr) {
      Value own = dict_get(api, *globals, api.ts.names().dunder_builtins);
      if (is<Module>(own)) own = as<Module>(own).dict;
      if (is<Dict>(own)) builtins = Ref::copy(own);
    } else {
      made = TRY(new_dict(api));
      TRY(dict_set(api, *made, Value::from_object(api.ts.names().dunder_builtins), builtins));
      globals = made.get();
    }
    Value importer = dict_get(api, as<Dict>(builtins), api.ts.names().dunder_import);
    if (importer.is_null()) return raise_value(api, Exc::kKeyError, Value::from_object(api.ts.names().dunder_import));
    Ref keep_importer = Ref::copy(importer);
    Own<Dict> keep_globals = Own<Dict>::copy(globals);
    Own<Str> dummy = TRY(intern(api, "__doc__"));
    Own<Tuple> from_list = TRY(new_tuple_of(api, dummy));
    Ref module = TRY(call(api, keep_importer, text, keep_globals, keep_globals, from_list, Value::from_int(0)));
    Ref found = TRY(dict_find(api, as<Dict>(api.ts.interp.modules), text));
    if (!found.is_absent()) return found;
    return raise_key_error(api, text);
  });
}

PyObject* PyImport_GetModuleDict(void) {
  ThreadState* ts = current_thread();
  return ts == nullptr ? nullptr : to_c(ts->interp.modules);
}
PyObject* PyImport_GetModule(PyObject* name) {
  PyObject* found = api_object([&](Api api) -> Result<Ref> {
    Value key = TRY(expect_value(api, name));
    return dict_find(api, as<Dict>(api.ts.interp.modules), key);
  });
  return from_c(found).is_absent() ? nullptr : found;
}

PyObject* PyImport_AddModuleObject(PyObject* name) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Value key = TRY(expect_value(api, name));
    Ref module = TRY(ensure_module(api, key));
    return module.get();  // sys.modules has it
  });
}
PyObject* PyImport_AddModule(const char* name) {
  return api_borrowed([&](Api api) -> Result<Value> {
    TRY(expect_utf8(api, name));
    Own<Str> key = TRY(intern(api, name));
    Ref module = TRY(ensure_module(api, key));
    return module.get();
  });
}

namespace {

/// importlib._bootstrap or importlib.name, by attribute.
Result<Ref> importlib_function(ThreadState& ts, const char* module_name, const char* name) {
  Ref module = TRY(import_module(ts, module_name));
  return get_attr(ts, module, name);
}

}  // namespace

PyObject* PyImport_ReloadModule(PyObject* module) {
  return api_object([&](Api api) -> Result<Ref> {
    Value target = TRY(expect_value(api, module));
    Ref reload = TRY(importlib_function(api, "importlib", "reload"));
    return call(api, reload, target);
  });
}

PyObject* PyImport_ExecCodeModuleObject(PyObject* name, PyObject* code, PyObject* path, PyObject* cached) {
  return api_object([&](Api api) -> Result<Ref> {
    Value key = TRY(expect_value(api, name));
    if (!is_c<Code>(code)) return raise(api, Exc::kTypeError, "PyImport_ExecCodeModuleObject: expected a code object");
    Ref kept = TRY(ensure_module(api, key));
    Dict& globals = kept.as<Module>()->globals();
    if (dict_get(api, globals, api.ts.names().dunder_builtins).is_null()) {
      TRY(dict_set(api, globals, Value::from_object(api.ts.names().dunder_builtins), api.ts.interp.builtins));
    }
    Value file = path != nullptr ? from_c(path) : Value::from_object(as<Code>(from_c(code)).filename);
    Value cached_path = cached != nullptr ? from_c(cached) : Value::none();
    Ref fix = TRY(importlib_function(api, "_frozen_importlib_external", "_fix_up_module"));
    Ref fixed = TRY(call(api, fix, kept.as<Module>()->dict, key, file, cached_path));
    PyObject* result = PyEval_EvalCode(code, to_c(kept.as<Module>()->dict), to_c(kept.as<Module>()->dict));
    if (result == nullptr) {
      Ref error = api.ts.take_pending();
      if (dict_delete(api, as<Dict>(api.ts.interp.modules), key).raised()) api.ts.clear_pending();
      api.ts.pending = error.release();
      return Raised{};
    }
    decref(from_c(result));
    Ref loaded = TRY(dict_find(api, as<Dict>(api.ts.interp.modules), key));
    if (!loaded.is_absent()) return loaded;
    return raise(api, Exc::kImportError, "Loaded module %s not found in sys.modules", Utf8(api, key).c_str());
  });
}
PyObject* PyImport_ExecCodeModuleWithPathnames(const char* name, PyObject* code, const char* path, const char* cached) {
  PyObject* texts[3] = {PyUnicode_FromString(name), path != nullptr ? PyUnicode_DecodeFSDefault(path) : nullptr,
                        cached != nullptr ? PyUnicode_DecodeFSDefault(cached) : nullptr};
  PyObject* module = nullptr;
  if (texts[0] != nullptr && (path == nullptr) == (texts[1] == nullptr) && (cached == nullptr) == (texts[2] == nullptr)) {
    module = PyImport_ExecCodeModuleObject(texts[0], code, texts[1], texts[2]);
  }
  for (PyObject* text : texts) Py_XDECREF(text);
  return module;
}
PyObject* PyImport_ExecCodeModuleEx(const char* name, PyObject* code, const char* path) { return PyImport_ExecCodeModuleWithPathnames(name, code, path, nullptr); }
PyObject* PyImport_ExecCodeModule(const char* name, PyObject* code) { return PyImport_ExecCodeModuleWithPathnames(name, code, nullptr, nullptr); }

PyObject* PyImport_GetImporter(PyObject* path) {
  return api_object([&](Api api) -> Result<Ref> {
    Value entry = TRY(expect_value(api, path));
    Ref get = TRY(importlib_function(api, "pkgutil", "get_importer"));
    return call(api, get, entry);
  });
}
int PyImport_ImportFrozenModuleObject(PyObject* name) {
  return api_truth([&](Api api) -> Result<bool> {
    Value key = TRY(expect_value(api, name));
    Ref init = TRY(importlib_function(api, "_imp", "init_frozen"));
    Ref module = TRY(call(api, init, key));
    if (module.is_none()) return false;
    TRY(dict_set(api, as<Dict>(api.ts.interp.modules), key, module));
    return true;
  });
}
int PyImport_ImportFrozenModule(const char* name) {
  PyObject* text = PyUnicode_InternFromString(name);
  if (text == nullptr) return -1;
  int answer = PyImport_ImportFrozenModuleObject(text);
  Py_DECREF(text);
  return answer;
}

long PyImport_GetMagicNumber(void) {
  return api_number<long>(-1, [&](Api api) -> Result<int64_t> {
    Ref magic = TRY(importlib_function(api, "importlib.util", "MAGIC_NUMBER"));
    if (!is<Bytes>(magic) || magic.as<Bytes>()->size < 4) return raise_bad_call(api);
    uint32_t number = 0;
    for (int i = 3; i >= 0; --i) number = number << 8 | magic.as<Bytes>()->data()[i];
    return int64_t{number};
  });
}
const char* PyImport_GetMagicTag(void) { return "pyemb-311"; }

PyObject* _PyImport_GetModuleAttrString(const char* module, const char* name) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_utf8(api, module));
    TRY(expect_utf8(api, name));
    return importlib_function(api, module, name);
  });
}
PyObject* _PyImport_GetModuleAttr(PyObject* module, PyObject* name) {
  PyObject* imported = PyImport_Import(module);
  if (imported == nullptr) return nullptr;
  PyObject* value = PyObject_GetAttr(imported, name);
  Py_DECREF(imported);
  return value;
}
