// SPDX-License-Identifier: MIT
// Modules: those of C code carry a row of their own, made from their PyModuleDef.
#include "objects/module.h"

#include <cstring>

#include "capi_state.h"
#include "foreign_call.h"
#include "method_row.h"
#include "module_row.h"
#include "objects/attributes.h"
#include "objects/int.h"
#include "objects/str.h"
#include "state/names.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace pyemb::capi {
namespace {

/// The row of a module of C code; it dies with the module.
struct CModuleRow : NativeModule {
  PyModuleDef* def;
  Interpreter* interp;
};

/// Whether m_traverse, m_clear and m_free may be called: not before the state is there that the definition asks for.
bool is_usable(const Module& module, const PyModuleDef& def) { return def.m_size <= 0 || module.state != nullptr; }

int visit_from_c(PyObject* seen, void* visitor) {
  (*static_cast<GcVisitor*>(visitor))(from_c(seen));
  return 0;
}
void traverse_module(Module& module, GcVisitor& visitor) {
  const auto& row = *static_cast<const CModuleRow*>(module.row);
  if (row.def->m_traverse == nullptr || !is_usable(module, *row.def)) return;
  InC in_c(*row.interp);
  row.def->m_traverse(to_c(&module), &visit_from_c, &visitor);
}
void clear_module(ThreadState& ts, Module& module) {
  const PyModuleDef& def = *static_cast<const CModuleRow*>(module.row)->def;
  if (def.m_clear == nullptr || !is_usable(module, def)) return;
  InC in_c(ts);
  def.m_clear(to_c(&module));
}
void release_module(ThreadState& ts, Module& module) {
  auto* row = static_cast<CModuleRow*>(const_cast<NativeModule*>(module.row));
  if (row->def->m_free != nullptr && is_usable(module, *row->def)) {
    InC in_c(ts);
    row->def->m_free(&module);
  }
  if (module.state != nullptr) ts.interp.heap.release_buffer(module.state, row->state_size);
  module.state = nullptr;
  module.row = nullptr;
  ts.interp.heap.release_buffer(row, sizeof(CModuleRow));
}

}  // namespace

PyModuleDef* module_def(const Module& module) {
  return module.row != nullptr && module.row->release == &release_module ? static_cast<const CModuleRow*>(module.row)->def : nullptr;
}

Status attach_def(ThreadState& ts, Module& module, PyModuleDef& def) {
  auto* row = static_cast<CModuleRow*>(ts.interp.heap.allocate_buffer(sizeof(CModuleRow)));
  if (row == nullptr) return raise_no_memory(ts);
  new (row) CModuleRow{};
  row->name = def.m_name;
  row->doc = def.m_doc;
  row->traverse_module = &traverse_module;
  row->clear_module = &clear_module;
  row->release = &release_module;
  row->def = &def;
  row->interp = &ts.interp;
  module.row = row;
  return {};
}

Status make_module_state(ThreadState& ts, Module& module) {
  auto* row = static_cast<CModuleRow*>(const_cast<NativeModule*>(module.row));
  if (module.state != nullptr || row->def->m_size < 0) return {};
  row->state_size = row->def->m_size > 0 ? static_cast<uint32_t>(row->def->m_size) : 1;
  module.state = ts.interp.heap.allocate_buffer(row->state_size);
  if (module.state == nullptr) return raise_no_memory(ts);
  std::memset(module.state, 0, row->state_size);
  return {};
}

Status add_c_functions(ThreadState& ts, Value module, Value module_name, PyMethodDef* defs) {
  for (PyMethodDef* def = defs; def != nullptr && def->ml_name != nullptr; ++def) {
    if ((def->ml_flags & (METH_CLASS | METH_STATIC)) != 0) {
      return raise(ts, Exc::kValueError, "module functions cannot set METH_CLASS or METH_STATIC");
    }
    Ref function = TRY(new_c_function(ts, *def, module, module_name, nullptr));
    TRY(set_attr(ts, module, def->ml_name, function));
  }
  return {};
}

Status set_module_doc(ThreadState& ts, Value module, const char* doc) {
  if (doc == nullptr) return {};
  TRY(expect_utf8(Api{ts, "PyModule_SetDocString"}, doc));
  Own<Str> text = TRY(new_str(ts, doc));
  return set_attr(ts, module, ts.names().dunder_doc, text);
}

}  // namespace pyemb::capi

// -- definitions -----------------------------------------------------------------------------------------------------------------

PyObject* PyModuleDef_Init(PyModuleDef* def) {
  return api_object([&](Api api) -> Result<Ref> {
    if (def == nullptr) return raise_null(api);
    return new_module_definition(api, def);
  });
}

// -- making modules ----------------------------------------------------------------------------------------------------------------

int(PyModule_Check)(PyObject* object) { return is_c<Module>(object); }
int(PyModule_CheckExact)(PyObject* object) { return is_exactly_c(object, TypeId::kModule); }

PyObject* PyModule_NewObject(PyObject* name) {
  return api_object([&](Api api) -> Result<Ref> {
    Value text = TRY(expect_value(api, name));
    return new_module(api, text);
  });
}
PyObject* PyModule_New(const char* name) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_utf8(api, name));
    Own<Str> text = TRY(intern(api, name));
    return new_module(api, text);
  });
}

namespace {

Status check_version(Api api, const char* name, int version) {
  if (version == PYTHON_API_VERSION || version == PYTHON_ABI_VERSION) return {};
  return warn(api, Exc::kRuntimeWarning, 1,
              "Python C API version mismatch for module %.100s: This Python has API version %d, module %.100s has version %d.", name, PYTHON_API_VERSION,
              name, version);
}

/// The full name of a module that is being imported, where the definition only has its last part.
const char* full_name(ThreadState& ts, const char* name) {
  const char* wanted = ts.interp.foreign != nullptr ? ts.interp.foreign->importing : nullptr;
  const char* dot = wanted != nullptr ? std::strrchr(wanted, '.') : nullptr;
  return dot != nullptr && std::strcmp(dot + 1, name) == 0 ? wanted : name;
}

}  // namespace

PyObject* PyModule_Create2(PyModuleDef* def, int version) {
  return api_object([&](Api api) -> Result<Ref> {
    if (def == nullptr || def->m_name == nullptr) return raise_null(api);
    TRY(check_version(api, def->m_name, version));
    if (def->m_slots != nullptr) return raise(api, Exc::kSystemError, "module %s: PyModule_Create is incompatible with m_slots", def->m_name);
    Own<Str> name = TRY(intern(api, full_name(api, def->m_name)));
    Own<Module> module = TRY(new_module(api, name));
    TRY(attach_def(api, *module, *def));
    if (def->m_size > 0) TRY(make_module_state(api, *module));
    TRY(add_c_functions(api, module, name, def->m_methods));
    TRY(set_module_doc(api, module, def->m_doc));
    return module;
  });
}

namespace {

using CreateFunction = PyObject* (*)(PyObject*, PyModuleDef*);
struct SlotSummary {
  CreateFunction create = nullptr;
  bool executes = false;
};
Status read_slots(Api api, const PyModuleDef& def, const char* name, SlotSummary& out) {
  for (const PyModuleDef_Slot* slot = def.m_slots; slot != nullptr && slot->slot != 0; ++slot) {
    if (slot->slot == Py_mod_create) {
      if (out.create != nullptr) return raise(api, Exc::kSystemError, "module %s has multiple create slots", name);
      out.create = reinterpret_cast<CreateFunction>(slot->value);
    } else if (slot->slot == Py_mod_exec) {
      out.executes = true;
    } else {
      return raise(api, Exc::kSystemError, "module %s uses unknown slot ID %i", name, slot->slot);
    }
  }
  return {};
}

/// What the create slot made: any object.
Result<Ref> run_create(ThreadState& ts, CreateFunction create, Value spec, PyModuleDef& def, const char* name) {
  InC in_c(ts);
  PyObject* made = create(to_c(spec), &def);
  if ((made == nullptr) == ts.has_pending()) {
    if (made == nullptr) return Raised{};
    return Ref::steal(from_c(made));
  }
  Ref dropped = Ref::steal(from_c(made));
  ts.clear_pending();
  if (made == nullptr) return raise(ts, Exc::kSystemError, "creation of module %s failed without setting an exception", name);
  return raise(ts, Exc::kSystemError, "creation of module %s raised unreported exception", name);
}

/// The struct behind what PyModuleDef_Init() answers. A struct that did not go through it has no type in its head.
PyModuleDef* written_definition(PyModuleDef* def) {
  auto* object = reinterpret_cast<PyObject*>(def);
  if (def == nullptr || reinterpret_cast<const Object*>(def)->type == nullptr || !is_c<ModuleDefinition>(object)) return def;
  return static_cast<PyModuleDef*>(as<ModuleDefinition>(from_c(object)).definition);
}

}  // namespace

PyObject* PyModule_FromDefAndSpec2(PyModuleDef* def, PyObject* spec, int version) {
  return api_object([&](Api api) -> Result<Ref> {
    def = written_definition(def);
    if (def == nullptr) return raise_null(api);
    Value spec_value = TRY(expect_value(api, spec));
    TRY(check_version(api, def->m_name, version));
    Ref name = TRY(get_attr(api, spec_value, "name"));
    if (!is<Str>(name)) return raise(api, Exc::kTypeError, "name must be string, not %.200s", type_name(api, name));
    Utf8 text(api, name);
    if (def->m_size < 0) return raise(api, Exc::kSystemError, "module %s: m_size may not be negative for multi-phase initialization", text.c_str());
    SlotSummary slots;
    TRY(read_slots(api, *def, text.c_str(), slots));
    Ref module;
    if (slots.create != nullptr) {
      module = TRY(run_create(api, slots.create, spec_value, *def, text.c_str()));
    } else {
      module = TRY(new_module(api, name));
    }
    if (is<Module>(module)) {
      TRY(attach_def(api, *module.as<Module>(), *def));
    } else if (def->m_size > 0 || def->m_traverse != nullptr || def->m_clear != nullptr || def->m_free != nullptr) {
      return raise(api, Exc::kSystemError, "module %s is not a module object, but requests module state", text.c_str());
    } else if (slots.executes) {
      return raise(api, Exc::kSystemError, "module %s specifies execution slots, but did not create a ModuleType instance", text.c_str());
    }
    TRY(add_c_functions(api, module, name, def->m_methods));
    TRY(set_module_doc(api, module, def->m_doc));
    return module;
  });
}

namespace {

Status run_exec(ThreadState& ts, Value module, int (*exec)(PyObject*), const char* name) {
  InC in_c(ts);
  int answer = exec(to_c(module));
  if (answer == 0 && !ts.has_pending()) return {};
  if (answer != 0 && ts.has_pending()) return Raised{};
  if (answer != 0) return raise(ts, Exc::kSystemError, "execution of module %s failed without setting an exception", name);
  Ref cause = ts.take_pending();
  return raise(ts, Exc::kSystemError, "execution of module %s raised unreported exception", name);
}

}  // namespace

int PyModule_ExecDef(PyObject* object, PyModuleDef* def) {
  return api_int([&](Api api) -> Status {
    Module* module = TRY(expect<Module>(api, object));
    if (def == nullptr) return raise_null(api);
    Value name = module_name(api, *module);
    if (name.is_null()) return raise(api, Exc::kSystemError, "nameless module");
    Ref kept = Ref::copy(name);
    Utf8 text(api, kept);
    if (module_def(*module) == nullptr) TRY(attach_def(api, *module, *def));
    TRY(make_module_state(api, *module));
    for (const PyModuleDef_Slot* slot = def->m_slots; slot != nullptr && slot->slot != 0; ++slot) {
      if (slot->slot == Py_mod_create) continue;
      if (slot->slot != Py_mod_exec) return raise(api, Exc::kSystemError, "module %s initialized with unknown slot %i", text.c_str(), slot->slot);
      TRY(run_exec(api, from_c(object), reinterpret_cast<int (*)(PyObject*)>(slot->value), text.c_str()));
    }
    return {};
  });
}

// -- asking modules ----------------------------------------------------------------------------------------------------------------

PyObject* PyModule_GetDict(PyObject* module) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Module* self = TRY(expect<Module>(api, module));
    return self->dict;
  });
}
PyObject* PyModule_GetNameObject(PyObject* module) {
  return api_object([&](Api api) -> Result<Ref> {
    if (!is_c<Module>(module)) return raise(api, Exc::kTypeError, "bad argument type for built-in operation");
    Value name = module_name(api, as<Module>(from_c(module)));
    if (name.is_null()) return raise(api, Exc::kSystemError, "nameless module");
    return Ref::copy(name);
  });
}
const char* PyModule_GetName(PyObject* module) {
  return api_number<const char*>(nullptr, [&](Api api) -> Result<const char*> {
    if (!is_c<Module>(module)) return raise(api, Exc::kTypeError, "bad argument type for built-in operation");
    Value name = module_name(api, as<Module>(from_c(module)));
    if (name.is_null()) return raise(api, Exc::kSystemError, "nameless module");
    std::string_view text = TRY(str_utf8(api, as<Str>(name)));
    return text.data();
  });
}

namespace {

Result<Value> file_of(Api api, PyObject* module) {
  if (!is_c<Module>(module)) return raise(api, Exc::kTypeError, "bad argument type for built-in operation");
  Module& self = as<Module>(from_c(module));
  Value file = self.dict.is_null() ? Value::null() : dict_get(api, self.globals(), api.ts.names().dunder_file);
  if (!is<Str>(file)) return raise(api, Exc::kSystemError, "module filename missing");
  return file;
}

}  // namespace

PyObject* PyModule_GetFilenameObject(PyObject* module) {
  return api_object([&](Api api) -> Result<Ref> {
    Value file = TRY(file_of(api, module));
    return Ref::copy(file);
  });
}
const char* PyModule_GetFilename(PyObject* module) {
  return api_number<const char*>(nullptr, [&](Api api) -> Result<const char*> {
    Value file = TRY(file_of(api, module));
    std::string_view text = TRY(str_utf8(api, as<Str>(file)));
    return text.data();
  });
}
PyModuleDef* PyModule_GetDef(PyObject* module) {
  return api_number<PyModuleDef*>(nullptr, [&](Api api) -> Result<PyModuleDef*> {
    if (!is_c<Module>(module)) return raise(api, Exc::kTypeError, "bad argument type for built-in operation");
    return module_def(as<Module>(from_c(module)));
  });
}
void* PyModule_GetState(PyObject* module) {
  return api_number<void*>(nullptr, [&](Api api) -> Result<void*> {
    if (!is_c<Module>(module)) return raise(api, Exc::kTypeError, "bad argument type for built-in operation");
    Module& self = as<Module>(from_c(module));
    return module_def(self) != nullptr ? self.state : nullptr;
  });
}

// -- filling modules ----------------------------------------------------------------------------------------------------------------

namespace {

Status add_to_module(Api api, PyObject* module, const char* name, PyObject* value) {
  if (!is_c<Module>(module)) return raise(api, Exc::kTypeError, "PyModule_AddObjectRef() first argument must be a module");
  TRY(expect_utf8(api, name));
  if (value == nullptr) {
    if (api.ts.has_pending()) return Raised{};
    return raise(api, Exc::kSystemError, "PyModule_AddObjectRef() must be called with an exception raised if value is NULL");
  }
  Module& self = as<Module>(from_c(module));
  if (self.dict.is_null()) return raise(api, Exc::kSystemError, "module '%s' has no __dict__", name);
  return module_add(api, self, name, from_c(value));
}

}  // namespace

int PyModule_AddObjectRef(PyObject* module, const char* name, PyObject* value) {
  return api_int([&](Api api) { return add_to_module(api, module, name, value); });
}
int PyModule_AddObject(PyObject* module, const char* name, PyObject* value) {
  return api_int([&](Api api) -> Status {
    TRY(add_to_module(api, module, name, value));
    decref(from_c(value));
    return {};
  });
}
int PyModule_AddIntConstant(PyObject* module, const char* name, long value) {
  return api_int([&](Api api) -> Status {
    Ref number = TRY(new_int(api, value));
    return add_to_module(api, module, name, to_c(number.get()));
  });
}
int PyModule_AddStringConstant(PyObject* module, const char* name, const char* value) {
  return api_int([&](Api api) -> Status {
    TRY(expect_utf8(api, value));
    Own<Str> text = TRY(new_str(api, value));
    return add_to_module(api, module, name, to_c(text.get()));
  });
}
int PyModule_AddType(PyObject* module, PyTypeObject* type) {
  return api_int([&](Api api) -> Status {
    if (!from_c(type).is_heap()) return raise_null(api);
    if (PyType_Ready(type) < 0) return Raised{};
    return add_to_module(api, module, short_type_name(*reinterpret_cast<Type*>(type)), reinterpret_cast<PyObject*>(type));
  });
}
int PyModule_AddFunctions(PyObject* module, PyMethodDef* functions) {
  return api_int([&](Api api) -> Status {
    Module* self = TRY(expect<Module>(api, module));
    Value name = module_name(api, *self);
    if (name.is_null()) return raise(api, Exc::kSystemError, "nameless module");
    Ref kept = Ref::copy(name);
    return add_c_functions(api, from_c(module), kept, functions);
  });
}
int PyModule_SetDocString(PyObject* module, const char* doc) {
  return api_int([&](Api api) -> Status {
    Module* self = TRY(expect<Module>(api, module));
    return set_module_doc(api, Value::from_object(self), doc);
  });
}

// -- modules by their definition ------------------------------------------------------------------------------------------------------

namespace {

Result<Dict*> known_modules(Api api) {
  ForeignState* state = foreign_state(api);
  if (state == nullptr) return raise_no_memory(api);
  if (state->modules.is_null()) state->modules = Ref(TRY(new_dict(api))).release();
  return &as<Dict>(state->modules);
}

}  // namespace

Status pyemb::capi::remember_module(ThreadState& ts, Value module, PyModuleDef& def) {
  Dict* modules = TRY(known_modules(Api{ts, "PyState_AddModule"}));
  Ref key = TRY(new_int_unsigned(ts, reinterpret_cast<uintptr_t>(&def)));
  return dict_set(ts, *modules, key, module);
}

int PyState_AddModule(PyObject* module, PyModuleDef* def) {
  return api_int([&](Api api) -> Status {
    Value value = TRY(expect_value(api, module));
    if (def == nullptr) return raise(api, Exc::kSystemError, "PyState_AddModule: Module Definition is NULL");
    if (def->m_slots != nullptr) return raise(api, Exc::kSystemError, "PyState_AddModule called on module with slots");
    return remember_module(api, value, *def);
  });
}
int PyState_RemoveModule(PyModuleDef* def) {
  return api_int([&](Api api) -> Status {
    if (def == nullptr) return raise_null(api);
    if (def->m_slots != nullptr) return raise(api, Exc::kSystemError, "PyState_RemoveModule called on module with slots");
    Dict* modules = TRY(known_modules(api));
    Ref key = TRY(new_int_unsigned(api, reinterpret_cast<uintptr_t>(def)));
    TRY(dict_delete(api, *modules, key));
    return {};
  });
}
PyObject* PyState_FindModule(PyModuleDef* def) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || def == nullptr || def->m_slots != nullptr || ts->interp.foreign == nullptr || ts->interp.foreign->modules.is_null()) return nullptr;
  return api_borrowed([&](Api api) -> Result<Value> {
    Ref key = TRY(new_int_unsigned(api, reinterpret_cast<uintptr_t>(def)));
    Ref module = TRY(dict_find(api, as<Dict>(api.ts.interp.foreign->modules), key));
    return module.is_absent() ? Value::null() : module.get();
  });
}
