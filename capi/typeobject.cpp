// SPDX-License-Identifier: MIT
// Types: PyType_FromSpec, PyType_Ready, and what can be asked of a type.
#include <cstring>

#include "capi_state.h"
#include "config/module_type_ids.h"
#include "foreign_call.h"
#include "object_memory.h"
#include "objects/attributes.h"
#include "objects/builtin.h"
#include "objects/dict.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "type_slots.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

// -- PyType_FromSpec -------------------------------------------------------------------------------------------------------------

/// What the slots of a PyType_Spec say that is no function: tables, bases.
struct SpecParts {
  PyMethodDef* methods = nullptr;
  PyMemberDef* members = nullptr;
  PyGetSetDef* getsets = nullptr;
  const char* doc = nullptr;
  PyTypeObject* base = nullptr;
  PyObject* bases = nullptr;
};

SpecParts parts_of(const PyType_Spec& spec) {
  SpecParts parts;
  for (const PyType_Slot* slot = spec.slots; slot->slot != 0; ++slot) {
    switch (slot->slot) {
      case Py_tp_methods: parts.methods = static_cast<PyMethodDef*>(slot->pfunc); break;
      case Py_tp_members: parts.members = static_cast<PyMemberDef*>(slot->pfunc); break;
      case Py_tp_getset: parts.getsets = static_cast<PyGetSetDef*>(slot->pfunc); break;
      case Py_tp_doc: parts.doc = static_cast<const char*>(slot->pfunc); break;
      case Py_tp_base: parts.base = static_cast<PyTypeObject*>(slot->pfunc); break;
      case Py_tp_bases: parts.bases = static_cast<PyObject*>(slot->pfunc); break;
      default: break;
    }
  }
  return parts;
}

/// Puts one function where it belongs; false: there is no such slot.
bool set_slot(TypeRecord& record, int number, void* function) {
  PyTypeObject& said = record.said;
  switch (number) {
#define TYPE_SLOT(id, kind, field, suite) \
  case Py_##id: At_##id::set(said, reinterpret_cast<At_##id::Function>(function)); return true;
#include "type_slots.def"
#undef TYPE_SLOT
    case Py_tp_alloc: said.tp_alloc = reinterpret_cast<allocfunc>(function); return true;
    case Py_tp_free: said.tp_free = reinterpret_cast<freefunc>(function); return true;
    case Py_tp_dealloc: said.tp_dealloc = reinterpret_cast<destructor>(function); return true;
    case Py_tp_del: said.tp_del = reinterpret_cast<destructor>(function); return true;
    case Py_tp_traverse: said.tp_traverse = reinterpret_cast<traverseproc>(function); return true;
    case Py_tp_clear: said.tp_clear = reinterpret_cast<inquiry>(function); return true;
    case Py_tp_is_gc: said.tp_is_gc = reinterpret_cast<inquiry>(function); return true;
    case Py_am_send: record.tables.async.am_send = reinterpret_cast<sendfunc>(function); return true;
    case Py_bf_getbuffer: record.tables.buffer.bf_getbuffer = reinterpret_cast<getbufferproc>(function); return true;
    case Py_bf_releasebuffer: record.tables.buffer.bf_releasebuffer = reinterpret_cast<releasebufferproc>(function); return true;
    case Py_tp_methods:
    case Py_tp_members:
    case Py_tp_getset:
    case Py_tp_doc:
    case Py_tp_base:
    case Py_tp_bases: return true;
    default: return false;
  }
}

void use_own_tables(TypeRecord& record) {
  record.said.tp_as_async = &record.tables.async;
  record.said.tp_as_number = &record.tables.number;
  record.said.tp_as_sequence = &record.tables.sequence;
  record.said.tp_as_mapping = &record.tables.mapping;
  record.said.tp_as_buffer = &record.tables.buffer;
}

/// The offsets that members of these names stand for.
void take_offsets(TypeRecord& record, const PyMemberDef* members) {
  for (; members != nullptr && members->name != nullptr; ++members) {
    if (std::strcmp(members->name, "__dictoffset__") == 0) record.said.tp_dictoffset = members->offset;
    if (std::strcmp(members->name, "__weaklistoffset__") == 0) record.said.tp_weaklistoffset = members->offset;
    if (std::strcmp(members->name, "__vectorcalloffset__") == 0) record.said.tp_vectorcall_offset = members->offset;
  }
}

/// The bases as a tuple, from the argument or from the slots.
Result<Own<Tuple>> bases_of(Api api, const SpecParts& parts, PyObject* bases) {
  if (bases == nullptr) bases = parts.bases;
  if (bases == nullptr && parts.base != nullptr) return new_tuple_of(api, from_c(parts.base));
  if (bases == nullptr) return new_tuple_of(api, Value::from_object(&core_type(api, TypeId::kObject)));
  if (is_c<Type>(bases)) return new_tuple_of(api, from_c(bases));
  if (is_c<Tuple>(bases) && as<Tuple>(from_c(bases)).size > 0) return Own<Tuple>::copy(&as<Tuple>(from_c(bases)));
  return raise(api, Exc::kSystemError, "bases is neither NULL, a type nor a tuple of types");
}

Result<Ref> type_from_spec(Api api, PyObject* module, PyType_Spec* spec, PyObject* bases) {
  if (spec == nullptr || spec->slots == nullptr) return raise_null(api);
  if (spec->name == nullptr) return raise(api, Exc::kSystemError, "Type spec does not define the name field.");
  SpecParts parts = parts_of(*spec);
  Own<Tuple> tuple = TRY(bases_of(api, parts, bases));
  if (std::strchr(spec->name, '.') == nullptr) {
    TRY(warn(api, Exc::kDeprecationWarning, 1, "builtin type %.200s has no __module__ attribute", spec->name));
  }
  TypeRecord* record = TRY(new_type_record(api, {parts.methods, parts.members, parts.getsets, spec->name, parts.doc}));
  use_own_tables(*record);
  record->said.tp_name = record->spec.name;
  record->said.tp_doc = record->spec.doc;
  record->said.tp_basicsize = spec->basicsize;
  record->said.tp_itemsize = spec->itemsize;
  record->said.tp_flags = spec->flags | Py_TPFLAGS_HEAPTYPE;
  record->said.tp_methods = parts.methods;
  record->said.tp_members = parts.members;
  record->said.tp_getset = parts.getsets;
  take_offsets(*record, parts.members);
  for (const PyType_Slot* slot = spec->slots; slot->slot != 0; ++slot) {
    if (set_slot(*record, slot->slot, slot->pfunc)) continue;
    release_type_record(api.ts.interp, record);
    return raise(api, Exc::kRuntimeError, "invalid slot offset");
  }
  return make_described_type(api, {record, core_type(api, TypeId::kType), *tuple, from_c(module)});
}

}  // namespace

PyObject* PyType_FromModuleAndSpec(PyObject* module, PyType_Spec* spec, PyObject* bases) {
  return api_object([&](Api api) { return type_from_spec(api, module, spec, bases); });
}
PyObject* PyType_FromSpecWithBases(PyType_Spec* spec, PyObject* bases) {
  return api_object([&](Api api) { return type_from_spec(api, nullptr, spec, bases); });
}
PyObject* PyType_FromSpec(PyType_Spec* spec) {
  return api_object([&](Api api) { return type_from_spec(api, nullptr, spec, nullptr); });
}

// -- PyType_Ready ------------------------------------------------------------------------------------------------------------------

namespace {

/// Copies the suites that a static type points to.
void copy_tables(TypeRecord& record, const PyTypeObject& type) {
  if (type.tp_as_async != nullptr) record.tables.async = *type.tp_as_async;
  if (type.tp_as_number != nullptr) record.tables.number = *type.tp_as_number;
  if (type.tp_as_sequence != nullptr) record.tables.sequence = *type.tp_as_sequence;
  if (type.tp_as_mapping != nullptr) record.tables.mapping = *type.tp_as_mapping;
  if (type.tp_as_buffer != nullptr) record.tables.buffer = *type.tp_as_buffer;
}

Status ready_static_type(Api api, PyTypeObject* type) {
  if (type->tp_name == nullptr) return raise(api, Exc::kSystemError, "Type does not define the tp_name field.");
  ForeignState* state = foreign_state(api);
  if (state == nullptr) return raise_no_memory(api);
  Type& object = core_type(api, TypeId::kObject);
  if (type->tp_base != nullptr) TRY(PyType_Ready(type->tp_base) == 0 ? Status() : Status(Raised{}));
  Value base = type->tp_base != nullptr ? from_c(type->tp_base) : Value::from_object(&object);
  Own<Tuple> bases = is_c<Tuple>(type->tp_bases) ? Own<Tuple>::copy(&as<Tuple>(from_c(type->tp_bases))) : TRY(new_tuple_of(api, base));
  TypeRecord* record = TRY(new_type_record(api, {type->tp_methods, type->tp_members, type->tp_getset, type->tp_name, type->tp_doc}));
  record->place = type;
  record->original = *type;
  record->said = *type;
  copy_tables(*record, *type);
  use_own_tables(*record);
  if (type->tp_new == nullptr && base == Value::from_object(&object)) record->said.tp_flags |= Py_TPFLAGS_DISALLOW_INSTANTIATION;
  PyTypeObject original = *type;
  std::memset(static_cast<void*>(&type->ob_base.ob_size), 0, offsetof(PyTypeObject, tp_name) - offsetof(PyEmb_TypeHead, ob_size));
  Result<Own<Type>> made = make_described_type(api, {record, *as<Type>(base).type, *bases, Value::null()});
  if (made.raised()) {
    *type = original;
    return Raised{};
  }
  Own<Type> ready = made.take();
  record->next = std::exchange(state->static_types, record);
  return {};
}

/// Puts the variables of C code back as they were: the interpreter's memory goes.
void release_foreign(Interpreter& interp) {
  if (interp.foreign == nullptr) return;
  for (TypeRecord* record = interp.foreign->static_types; record != nullptr;) {
    TypeRecord* next = record->next;
    *record->place = record->original;
    record = next;
  }
  release_all_extras(*interp.foreign);
  interp.foreign = nullptr;
}

void clear_foreign(ThreadState& ts) {
  if (ts.interp.foreign == nullptr) return;
  decref(std::exchange(ts.interp.foreign->modules, Value::null()));
  decref(std::exchange(ts.interp.foreign->copies, Value::null()));
  decref(std::exchange(ts.interp.foreign->known, Value::null()));
  decref(std::exchange(ts.interp.foreign->immortal, Value::null()));
  decref(std::exchange(ts.interp.foreign->warning_shower, Value::null()));
  decref(std::exchange(ts.interp.foreign->warning_original, Value::null()));
}

}  // namespace

ForeignState* pyemb::capi::foreign_state(ThreadState& ts) {
  if (ts.interp.foreign != nullptr) return ts.interp.foreign;
  void* block = ts.interp.heap.allocate_buffer(sizeof(ForeignState));
  if (block == nullptr) return nullptr;
  ts.interp.foreign = new (block) ForeignState;
  ts.interp.hooks.release_foreign = &release_foreign;
  ts.interp.hooks.clear_foreign = &clear_foreign;
  return ts.interp.foreign;
}

int PyType_Ready(PyTypeObject* type) {
  return api_int([&](Api api) -> Status {
    if (!from_c(type).is_heap()) return raise_null(api);
    if (is_unready(type)) return ready_static_type(api, type);
    const Type* known = TRY(expect_type(api, type));
    if (known->interp == &api.ts.interp) return {};
    return raise(api, Exc::kSystemError, "static type '%s' belongs to another interpreter: PyType_FromSpec makes one for each", type->tp_name);
  });
}

// -- what a type says of itself ------------------------------------------------------------------------------------------------------

void* PyType_GetSlot(PyTypeObject* c_type_, int number) {
  return api_number<void*>(nullptr, [&](Api api) -> Result<void*> {
    Type* type = TRY(expect_type(api, c_type_));
    show_type(api, *type);
    PyTypeObject& view = c_type(*type);
    switch (number) {
#define TYPE_SLOT(id, kind, field, suite) \
  case Py_##id: return reinterpret_cast<void*>(At_##id::get(view));
#include "type_slots.def"
#undef TYPE_SLOT
      case Py_tp_alloc: return reinterpret_cast<void*>(view.tp_alloc);
      case Py_tp_free: return reinterpret_cast<void*>(view.tp_free);
      case Py_tp_dealloc: return reinterpret_cast<void*>(view.tp_dealloc);
      case Py_tp_del: return reinterpret_cast<void*>(view.tp_del);
      case Py_tp_traverse: return reinterpret_cast<void*>(view.tp_traverse);
      case Py_tp_clear: return reinterpret_cast<void*>(view.tp_clear);
      case Py_tp_is_gc: return reinterpret_cast<void*>(view.tp_is_gc);
      case Py_tp_base: return view.tp_base;
      case Py_tp_bases: return view.tp_bases;
      case Py_tp_doc: return const_cast<char*>(view.tp_doc);
      case Py_tp_methods: return view.tp_methods;
      case Py_tp_members: return view.tp_members;
      case Py_tp_getset: return view.tp_getset;
      case Py_am_send: return view.tp_as_async != nullptr ? reinterpret_cast<void*>(view.tp_as_async->am_send) : nullptr;
      case Py_bf_getbuffer: return view.tp_as_buffer != nullptr ? reinterpret_cast<void*>(view.tp_as_buffer->bf_getbuffer) : nullptr;
      case Py_bf_releasebuffer: return view.tp_as_buffer != nullptr ? reinterpret_cast<void*>(view.tp_as_buffer->bf_releasebuffer) : nullptr;
      default: return raise_bad_call(api);
    }
  });
}

unsigned long PyType_GetFlags(PyTypeObject* type) {
  if (is_unready(type)) return type->tp_flags;
  const Type* ready = type_if_ready(type);
  return ready != nullptr ? type_flags(*ready) : 0;
}
int PyType_HasFeature(PyTypeObject* type, unsigned long feature) { return (PyType_GetFlags(type) & feature) != 0; }
int(PyType_Check)(PyObject* object) {
  if (!is_c<Type>(object)) return 0;
  if (ThreadState* ts = current_thread()) show_type(*ts, as<Type>(from_c(object)));
  return 1;
}
int(PyType_CheckExact)(PyObject* object) { return (PyType_Check)(object) && from_c(object).as_object()->type->id == TypeId::kType; }

PyObject* PyType_GetName(PyTypeObject* c_type_) {
  return api_object([&](Api api) -> Result<Ref> {
    Type* type = TRY(expect_type(api, c_type_));
    return Ref::copy(type->name);
  });
}
PyObject* PyType_GetQualName(PyTypeObject* c_type_) {
  return api_object([&](Api api) -> Result<Ref> {
    Type* type = TRY(expect_type(api, c_type_));
    return Ref::copy(type->qualname);
  });
}

namespace {

Result<Value> module_of_type(Api api, PyTypeObject* c_type_) {
  Type* type = TRY(expect_type(api, c_type_));
  if (!type->has_flag(Type::kHeapType)) return raise(api, Exc::kTypeError, "%s: Type '%s' is not a heap type", api.function, type_name(*type));
  if (type->has_flag(Type::kDescribed) && !type->module.is_null()) return type->module;
  return raise(api, Exc::kTypeError, "%s: Type '%s' has no associated module", api.function, type_name(*type));
}

}  // namespace

PyObject* PyType_GetModule(PyTypeObject* type) {
  return api_borrowed([&](Api api) { return module_of_type(api, type); }, "PyType_GetModule");
}
void* PyType_GetModuleState(PyTypeObject* type) {
  return api_number<void*>(nullptr, [&](Api api) -> Result<void*> {
    Value module = TRY(module_of_type(api, type));
    return PyModule_GetState(to_c(module));
  }, "PyType_GetModule");
}
PyObject* PyType_GetModuleByDef(PyTypeObject* c_type_, PyModuleDef* def) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Type* type = TRY(expect_type(api, c_type_));
    for (Value entry : type->mro->span()) {
      const Type& base = as<Type>(entry);
      if (!base.has_flag(Type::kDescribed) || !base.has_flag(Type::kHeapType) || base.module.is_null()) continue;
      if (PyModule_GetDef(to_c(base.module)) == def) return base.module;
    }
    return raise(api, Exc::kTypeError, "PyType_GetModuleByDef: No superclass of '%s' has the given module", type_name(*type));
  });
}
int PyType_IsSubtype(PyTypeObject* type, PyTypeObject* base) {
  while (type != base && is_unready(type)) type = type->tp_base;
  if (type == base) return type != nullptr;
  const Type* ready = type_if_ready(type);
  const Type* wanted = type_if_ready(base);
  return ready != nullptr && wanted != nullptr && is_subtype(*ready, *wanted);
}
void PyType_Modified(PyTypeObject* c_type_) {
  api_void([&](Api api) -> Status {
    Type* type = TRY(expect_type(api, c_type_));
    type_modified(api, *type);
    return {};
  });
}
unsigned int PyType_ClearCache(void) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return 0;
  TypeCache& cache = ts->interp.type_cache;
  for (uint32_t i = 0; i <= cache.mask; ++i) cache.entries[i].version = 0;
  return ts->interp.next_type_version - 1;
}
int PyType_SUPPORTS_WEAKREFS(PyTypeObject* type) {
  const Type* ready = type_if_ready(type);
  return ready != nullptr && ready->has_flag(Type::kWeakrefable);
}

// -- making instances ------------------------------------------------------------------------------------------------------------------

PyObject* PyType_GenericAlloc(PyTypeObject* type, Py_ssize_t items) {
  PyObject* made = make_object(type, items);
  if (made != nullptr) PyObject_GC_Track(made);
  return made;
}
PyObject* PyType_GenericNew(PyTypeObject* type, PyObject*, PyObject*) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return nullptr;
  Type* ready = type_if_ready(type);
  if (ready == nullptr) return report_misuse("PyType_GenericNew"), nullptr;
  show_type(*ts, *ready);
  return type->tp_alloc(type, 0);
}

// -- the types and exceptions of the interpreter ---------------------------------------------------------------------------------------

namespace {

constexpr TypeId kTypeIds[] = {
#define PYEMB_ID(name, type) TypeId::k##type,
    PYEMB_EACH_TYPE(PYEMB_ID)
#undef PYEMB_ID
#define PYEMB_ID(name, type) ModuleType::k##type,
    PYEMB_EACH_MODULE_TYPE(PYEMB_ID)
#undef PYEMB_ID
};
constexpr Exc kExceptionIds[] = {
#define PYEMB_ID(name) Exc::k##name,
    PYEMB_EACH_EXCEPTION(PYEMB_ID)
#undef PYEMB_ID
};

}  // namespace

PyTypeObject* PyEmb_Type(int number) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || number < 0 || number >= PYEMB_TYPE_COUNT) return nullptr;
  Result<Type*> type = find_type(*ts, kTypeIds[number]);
  if (type.raised()) return nullptr;
  show_type(*ts, *type.take());
  return to_c_type(type.take());
}
PyObject* PyEmb_Exception(int number) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || number < 0 || number >= PYEMB_EXC_COUNT) return nullptr;
  Type& type = core_type(*ts, kExceptionIds[number]);
  show_type(*ts, type);
  return to_c(&type);
}
