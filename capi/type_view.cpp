// SPDX-License-Identifier: MIT
// Views: the fields of a PyTypeObject that every type shows to C code (type_record.h).
#include <cstring>

#include "buffer_export.h"
#include "foreign_call.h"
#include "object_memory.h"
#include "objects/bytes.h"
#include "objects/complex.h"
#include "objects/destroy.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/list.h"
#include "objects/set.h"
#include "objects/slot_table.h"
#include "objects/str.h"
#include "type_slots.h"

namespace pyemb::capi {

// The opaque part of a PyTypeObject is the Type up to its foreign fields.
static_assert(offsetof(PyTypeObject, tp_name) == offsetof(Type, foreign));
static_assert(sizeof(PyTypeObject) == sizeof(Type) && sizeof(PyObject) == sizeof(Object) && sizeof(PyVarObject) == sizeof(VarObject));

// The structs that types of C code derive from.
static_assert(sizeof(PyListObject) == sizeof(List) && sizeof(PyDictObject) == sizeof(Dict) && sizeof(PySetObject) == sizeof(Set));
static_assert(sizeof(PyByteArrayObject) == sizeof(ByteArray) && sizeof(PyFloatObject) == sizeof(Float) && sizeof(PyComplexObject) == sizeof(Complex));
static_assert(sizeof(PyBaseExceptionObject) == sizeof(Exception) && sizeof(PyStopIterationObject) == sizeof(StopIterationLayout));
static_assert(sizeof(PySystemExitObject) == sizeof(SystemExitLayout) && sizeof(PyImportErrorObject) == sizeof(ImportErrorLayout));
static_assert(sizeof(PyUnicodeErrorObject) == sizeof(UnicodeErrorLayout) && sizeof(PyOSErrorObject) == sizeof(OsErrorLayout));
static_assert(sizeof(PySyntaxErrorObject) == sizeof(SyntaxErrorLayout));

Type* described_base(const Type& type) {
  for (const Type* t = &type; t != nullptr; t = t->base) {
    if (t->has_flag(Type::kDescribed)) return const_cast<Type*>(t);
  }
  return nullptr;
}

Type& native_base(const Type& type) {
  const Type* t = &type;
  while (t->spec->end != nullptr || (t->has_flag(Type::kHeapType) && !t->has_flag(Type::kDescribed))) t = t->base;
  return *const_cast<Type*>(t);
}

unsigned long type_flags(const Type& type) {
  constexpr struct {
    uint32_t ours;
    unsigned long theirs;
  } kFlags[] = {
      {Type::kSequence, Py_TPFLAGS_SEQUENCE},      {Type::kMapping, Py_TPFLAGS_MAPPING},
      {Type::kNoNew, Py_TPFLAGS_DISALLOW_INSTANTIATION}, {Type::kImmutable, Py_TPFLAGS_IMMUTABLETYPE},
      {Type::kHeapType, Py_TPFLAGS_HEAPTYPE | Py_TPFLAGS_BASETYPE}, {Type::kSubclassable, Py_TPFLAGS_BASETYPE},
      {Type::kReady, Py_TPFLAGS_READY},            {Type::kCollected, Py_TPFLAGS_HAVE_GC},
      {Type::kMethodDescriptor, Py_TPFLAGS_METHOD_DESCRIPTOR}, {Type::kAbstract, Py_TPFLAGS_IS_ABSTRACT},
      {Type::kMatchSelf, _Py_TPFLAGS_MATCH_SELF},
  };
  constexpr struct {
    TypeId id;
    unsigned long flag;
  } kLayouts[] = {
      {TypeId::kInt, Py_TPFLAGS_LONG_SUBCLASS},    {TypeId::kList, Py_TPFLAGS_LIST_SUBCLASS},          {TypeId::kTuple, Py_TPFLAGS_TUPLE_SUBCLASS},
      {TypeId::kBytes, Py_TPFLAGS_BYTES_SUBCLASS}, {TypeId::kStr, Py_TPFLAGS_UNICODE_SUBCLASS},        {TypeId::kDict, Py_TPFLAGS_DICT_SUBCLASS},
      {TypeId::kType, Py_TPFLAGS_TYPE_SUBCLASS},   {TypeId::kBaseException, Py_TPFLAGS_BASE_EXC_SUBCLASS},
  };
  unsigned long flags = 0;
  for (const auto& row : kFlags) {
    if ((type.flags & row.ours) != 0) flags |= row.theirs;
  }
  if (type.has_flag(Type::kDescribed) && !type.has_flag(Type::kSubclassable)) flags &= ~Py_TPFLAGS_BASETYPE;
  for (const Type* t = &type; t != nullptr; t = t->base) {
    for (const auto& row : kLayouts) {
      if (t->id == row.id) flags |= row.flag;
    }
    if (t->has_flag(Type::kDescribed)) flags |= record_of(*t).said.tp_flags & (Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_HAVE_FINALIZE);
  }
  return flags;
}

namespace {

// -- what is no slot -------------------------------------------------------------------------------------------------------------

/// PyList_Type.tp_dealloc(self): the native part, and the block. The reference to the class is the caller's matter.
void native_dealloc(PyObject* self) {
  ThreadState* ts = current_thread();
  Value value = from_c(self);
  if (ts == nullptr || !value.is_heap()) return;
  Object* object = value.as_object();
  if (has_gc_head(object) && gc_is_tracked(object)) gc_untrack(object);
  const TypeSpec& spec = *native_base(*object->type).spec;
  if (spec.dealloc != nullptr) spec.dealloc(*ts, object);
  release_block(*ts, object);
}

struct CVisitor : GcVisitor {
  visitproc function;
  void* argument;
  int answer;
};
int native_traverse(PyObject* self, visitproc visit, void* argument) {
  Object* object = from_c(self).as_object();
  const TypeSpec& spec = *native_base(*object->type).spec;
  if (spec.traverse == nullptr) return 0;
  CVisitor visitor;
  visitor.visit = [](GcVisitor& base, Object* seen) {
    auto& own = static_cast<CVisitor&>(base);
    if (own.answer == 0) own.answer = own.function(to_c(seen), own.argument);
  };
  visitor.function = visit;
  visitor.argument = argument;
  visitor.answer = 0;
  spec.traverse(object, visitor);
  return visitor.answer;
}

int native_clear(PyObject* self) {
  ThreadState* ts = current_thread();
  Object* object = from_c(self).as_object();
  const TypeSpec& spec = *native_base(*object->type).spec;
  if (ts != nullptr && spec.clear != nullptr) spec.clear(*ts, object);
  return 0;
}

/// What a type takes over from the nearest type of C code, or else from the native one.
void fill_rest(ThreadState& ts, Type& type, PyTypeObject& view) {
  view.tp_basicsize = type.native_size;
  view.tp_itemsize = type.spec->item_size;
  view.tp_flags = type_flags(type);
  view.tp_base = to_c_type(type.base);
  view.tp_dict = to_c(type.dict);
  view.tp_bases = to_c(type.bases);
  view.tp_mro = to_c(type.mro);
  view.tp_dictoffset = type.has_flag(Type::kAttrSlots) ? -1 : type.dict_offset;
  view.tp_alloc = &PyType_GenericAlloc;
  view.tp_free = type.is_collected() ? static_cast<freefunc>(&PyObject_GC_Del) : static_cast<freefunc>(&PyObject_Free);
  view.tp_dealloc = &native_dealloc;
  view.tp_traverse = type.is_collected() ? &native_traverse : nullptr;
  view.tp_clear = type.is_collected() ? &native_clear : nullptr;
  view.tp_doc = type.has_flag(Type::kHeapType) ? nullptr : type.spec->doc;
  Type* described = described_base(type);
  if (described == nullptr) return;
  const PyTypeObject& said = record_of(*described).said;
  if (described == &type) {
    view.tp_doc = said.tp_doc;
    view.tp_methods = said.tp_methods;
    view.tp_members = said.tp_members;
    view.tp_getset = said.tp_getset;
    view.tp_weaklistoffset = said.tp_weaklistoffset;
    view.tp_vectorcall = said.tp_vectorcall;
  }
  if (said.tp_alloc != nullptr) view.tp_alloc = said.tp_alloc;
  if (said.tp_free != nullptr) view.tp_free = said.tp_free;
  if (said.tp_dealloc != nullptr) view.tp_dealloc = said.tp_dealloc;
  if (said.tp_traverse != nullptr) view.tp_traverse = said.tp_traverse;
  if (said.tp_clear != nullptr) view.tp_clear = said.tp_clear;
  view.tp_is_gc = said.tp_is_gc;
  view.tp_del = said.tp_del;
  view.tp_vectorcall_offset = said.tp_vectorcall_offset;
}

/// Whether a record has a function for the row, or for the row that goes together with it.
template <class At>
bool says(TypeRecord& record) {
  constexpr int kNumber = At::kNumber;
  if constexpr (kNumber == Py_tp_getattr || kNumber == Py_tp_getattro) {
    return record.said.tp_getattr != nullptr || record.said.tp_getattro != nullptr;
  } else if constexpr (kNumber == Py_tp_setattr || kNumber == Py_tp_setattro) {
    return record.said.tp_setattr != nullptr || record.said.tp_setattro != nullptr;
  } else {
    return At::get(record.said) != nullptr;
  }
}

/// The function of the first class of the MRO that has one in C.
template <class At>
typename At::Function find_function(const Type& type) {
  for (Value entry : type.mro->span()) {
    const Type& base = as<Type>(entry);
    if (base.has_flag(Type::kDescribed) && says<At>(record_of(base))) return At::get(record_of(base).said);
  }
  return nullptr;
}

/// Puts the C functions of C-defined types where the slots have their adapters.
void fill_functions(const Type& type, PyTypeObject& view) {
#define TYPE_SLOT(id, kind, field, suite) \
  if (slot_at(type.slots, At_##id::kOffset) == adapter_of(At_##id::kOffset)) At_##id::set(view, find_function<At_##id>(type));
#include "type_slots.def"
#undef TYPE_SLOT
}

sendfunc find_send(const Type& type) {
  for (Value entry : type.mro->span()) {
    const Type& base = as<Type>(entry);
    if (base.has_flag(Type::kDescribed) && record_of(base).tables.async.am_send != nullptr) return record_of(base).tables.async.am_send;
  }
  return nullptr;
}

/// The suites that a type needs: a block of its own, kept as long as it has one.
ViewTables* tables_of(ThreadState& ts, PyTypeObject& view) {
  if (view.tp_cache != nullptr) return reinterpret_cast<ViewTables*>(view.tp_cache);
  auto* tables = static_cast<ViewTables*>(ts.interp.heap.allocate_buffer(sizeof(ViewTables)));
  view.tp_cache = reinterpret_cast<PyObject*>(tables);  // nobody else has a use for this field
  return tables;
}

/// Suites without any function are shown as none.
template <class Suite>
Suite* unless_empty(Suite& suite) {
  static constexpr Suite kNone = {};
  return std::memcmp(&suite, &kNone, sizeof(Suite)) == 0 ? nullptr : &suite;
}

void find_buffer(const Type& type, ViewTables& tables) {
  for (Value entry : type.mro->span()) {
    const Type& base = as<Type>(entry);
    if (!base.has_flag(Type::kDescribed) || record_of(base).tables.buffer.bf_getbuffer == nullptr) continue;
    tables.buffer = record_of(base).tables.buffer;
    return;
  }
  if (type.spec->get_buffer == nullptr) return;
  tables.buffer.bf_getbuffer = &native_get_buffer;
  tables.buffer.bf_releasebuffer = &native_release_buffer;
}

const char* view_name(ThreadState& ts, Type& type) {
  if (!type.has_flag(Type::kHeapType) || type.has_flag(Type::kDescribed)) return type.spec->name;
  Ref pending = ts.take_pending();
  Result<std::string_view> text = str_utf8(ts, *type.name);
  const char* name = text.raised() ? "?" : text.take().data();
  ts.clear_pending();
  ts.pending = pending.release();
  return name;
}

/// ready_type() beside an exception that may be pending.
bool make_ready(ThreadState& ts, Type& type) {
  Ref pending = ts.take_pending();
  const bool ready = !ready_type(ts, type).raised();
  ts.clear_pending();
  ts.pending = pending.release();
  return ready;
}

void type_changed(ThreadState& ts, Type& type) {
  bool foreign = type.foreign[0] != nullptr;
  for (int64_t i = 0; !foreign && type.mro != nullptr && i < type.mro->size; ++i) foreign = as<Type>(type.mro->at(i)).has_flag(Type::kDescribed);
  if (foreign) fill_view(ts, type);
}

void type_dies(ThreadState& ts, Type& type) {
  void* tables = std::exchange(c_type(type).tp_cache, nullptr);
  ts.interp.heap.release_buffer(tables, sizeof(ViewTables));
}

}  // namespace

bool fill_view(ThreadState& ts, Type& type) {
  ts.interp.hooks.type_changed = &type_changed;
  ts.interp.hooks.type_dies = &type_dies;
  if (!make_ready(ts, type)) return false;
  if (type.base != nullptr) show_type(ts, *type.base);
  PyTypeObject& view = c_type(type);
  ViewTables* tables = tables_of(ts, view);
  if (tables == nullptr) return false;
  std::memset(tables, 0, sizeof(ViewTables));
  PyObject* cache = view.tp_cache;
  std::memset(type.foreign, 0, sizeof(type.foreign));
  view.tp_cache = cache;
  view.tp_name = view_name(ts, type);
  view.tp_as_async = &tables->async;
  view.tp_as_number = &tables->number;
  view.tp_as_sequence = &tables->sequence;
  view.tp_as_mapping = &tables->mapping;
  fill_rest(ts, type, view);
  fill_thunks(type, view);
  fill_functions(type, view);
  tables->async.am_send = find_send(type);
  find_buffer(type, *tables);
  view.tp_as_async = unless_empty(tables->async);
  view.tp_as_number = unless_empty(tables->number);
  view.tp_as_sequence = unless_empty(tables->sequence);
  view.tp_as_mapping = unless_empty(tables->mapping);
  view.tp_as_buffer = unless_empty(tables->buffer);
  return true;
}

}  // namespace pyemb::capi
