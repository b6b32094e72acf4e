// SPDX-License-Identifier: MIT
// Making types of what C code said: the rows of their tables, their TypeSpec, their place among the interpreter's types.
#include "type_record.h"

#include <cstring>

#include "buffer_export.h"
#include "capi_state.h"
#include "foreign_call.h"
#include "method_row.h"
#include "object_memory.h"
#include "objects/attributes.h"
#include "objects/destroy.h"
#include "objects/dict.h"
#include "objects/str.h"
#include "objects/weakref.h"
#include "state/names.h"
#include "structmember.h"

namespace pyemb::capi {
namespace {

// -- tables --------------------------------------------------------------------------------------------------------------------

template <class Def>
size_t count_rows(const Def* defs, const char* Def::*name) {
  size_t count = 0;
  while (defs != nullptr && defs[count].*name != nullptr) ++count;
  return count;
}

/// The members that say where something stands, and are no attributes.
bool is_offset_member(const PyMemberDef& def) {
  return std::strcmp(def.name, "__dictoffset__") == 0 || std::strcmp(def.name, "__weaklistoffset__") == 0 || std::strcmp(def.name, "__vectorcalloffset__") == 0;
}

struct KindRow {
  int theirs;
  Member::Kind ours;
};
constexpr KindRow kKinds[] = {
    {T_BYTE, Member::kInt8},     {T_SHORT, Member::kInt16},   {T_INT, Member::kInt32},        {T_LONG, Member::kInt64},     {T_LONGLONG, Member::kInt64},
    {T_PYSSIZET, Member::kSize}, {T_UBYTE, Member::kUint8},   {T_USHORT, Member::kUint16},    {T_UINT, Member::kUint32},    {T_ULONG, Member::kUint64},
    {T_ULONGLONG, Member::kUint64}, {T_FLOAT, Member::kFloat}, {T_DOUBLE, Member::kDouble},   {T_CHAR, Member::kChar},      {T_STRING, Member::kText},
    {T_STRING_INPLACE, Member::kTextInPlace}, {T_BOOL, Member::kBool}, {T_OBJECT, Member::kValueOrNone}, {T_OBJECT_EX, Member::kValue}, {T_NONE, Member::kNone},
};

Result<Ref> call_getter(ThreadState& ts, const GetSet& row, Value self) {
  auto* def = static_cast<const PyGetSetDef*>(row.data);
  if (def->get == nullptr) return raise(ts, Exc::kAttributeError, "attribute '%s' of '%s' objects is not readable", row.name, type_name(ts, self));
  InC in_c(ts);
  return take_object(ts, def->get(to_c(self), def->closure));
}
Status call_setter(ThreadState& ts, const GetSet& row, Value self, Value value) {
  auto* def = static_cast<const PyGetSetDef*>(row.data);
  InC in_c(ts);
  return take_status(ts, def->set(to_c(self), to_c(value), def->closure));
}

/// The rows that follow a record in its block.
struct Rows {
  NativeMethod* methods;
  CMethod* c_methods;
  GetSet* getsets;
  Member* members;
};

}  // namespace

GetSet getset_row(const PyGetSetDef& def) {
  return {def.name, &call_getter, def.set != nullptr ? &call_setter : nullptr, def.doc, &def};
}

Status fill_member_row(ThreadState& ts, Member& row, const PyMemberDef& def) {
  for (const KindRow& kind : kKinds) {
    if (kind.theirs != def.type) continue;
    row = {def.name, kind.ours, static_cast<uint32_t>(def.offset), (def.flags & READONLY) != 0 ? Member::kReadOnly : Member::kReadWrite, def.doc};
    return {};
  }
  return raise(ts, Exc::kSystemError, "bad memberdescr type for %s", def.name);
}

Result<TypeRecord*> new_type_record(ThreadState& ts, const TypeTables& tables) {
  auto [methods, members, getsets, name, doc] = tables;
  size_t name_size = std::strlen(name) + 1;
  size_t doc_size = doc != nullptr ? std::strlen(doc) + 1 : 0;
  size_t method_count = count_rows(methods, &PyMethodDef::ml_name);
  size_t member_count = count_rows(members, &PyMemberDef::name);
  size_t getset_count = count_rows(getsets, &PyGetSetDef::name);
  size_t size = sizeof(TypeRecord) + method_count * (sizeof(NativeMethod) + sizeof(CMethod)) + getset_count * sizeof(GetSet) + member_count * sizeof(Member) +
                name_size + doc_size;
  auto* record = static_cast<TypeRecord*>(ts.interp.heap.allocate_buffer(size));
  if (record == nullptr) return raise_no_memory(ts);
  std::memset(static_cast<void*>(record), 0, size);
  new (&record->spec) TypeSpec{};
  record->size = size;
  Rows rows;
  rows.methods = reinterpret_cast<NativeMethod*>(record + 1);
  rows.c_methods = reinterpret_cast<CMethod*>(rows.methods + method_count);
  rows.getsets = reinterpret_cast<GetSet*>(rows.c_methods + method_count);
  rows.members = reinterpret_cast<Member*>(rows.getsets + getset_count);
  char* texts = reinterpret_cast<char*>(rows.members + member_count);
  record->spec.name = static_cast<char*>(std::memcpy(texts, name, name_size));
  if (doc != nullptr) record->spec.doc = static_cast<char*>(std::memcpy(texts + name_size, doc, doc_size));
  record->spec.methods = {rows.methods, method_count};
  for (size_t i = 0; i < method_count; ++i) rows.c_methods[i].def = &methods[i];  // the rows follow when the type is there
  for (size_t i = 0; i < getset_count; ++i) rows.getsets[i] = getset_row(getsets[i]);
  record->spec.getsets = {rows.getsets, getset_count};
  size_t shown = 0;
  for (size_t i = 0; i < member_count; ++i) {
    if (is_offset_member(members[i])) continue;
    if (fill_member_row(ts, rows.members[shown++], members[i]).raised()) {
      ts.interp.heap.release_buffer(record, size);
      return Raised{};
    }
  }
  record->spec.members = {rows.members, shown};
  return record;
}

void release_type_record(Interpreter& interp, TypeRecord* record) { interp.heap.release_buffer(record, record->size); }

namespace {

// -- the spec of a C-defined type ------------------------------------------------------------------------------------------------

Raised give_up(ThreadState& ts, TypeRecord* record) {
  release_type_record(ts.interp, record);
  return {};
}

/// Which type a visit has already been told of: tp_traverse of a heap type visits the object's type, as traverse_object() does.
struct OwnTypeFilter {
  GcVisitor* visitor;
  Object* own_type;
};
int visit_from_c(PyObject* seen, void* argument) {
  auto& filter = *static_cast<OwnTypeFilter*>(argument);
  Value value = from_c(seen);
  if (!value.is_heap()) return 0;
  if (value.as_object() == filter.own_type) {
    filter.own_type = nullptr;
    return 0;
  }
  (*filter.visitor)(value);
  return 0;
}
void foreign_traverse(Object* object, GcVisitor& visitor) {
  const Type& type = *object->type;
  OwnTypeFilter filter = {&visitor, type.has_flag(Type::kHeapType) ? const_cast<Type*>(&type) : nullptr};
  InC in_c(*type.interp);
  record_of(type).said.tp_traverse(to_c(object), &visit_from_c, &filter);
}

void foreign_clear(ThreadState& ts, Object* object) {
  InC in_c(ts);
  record_of(*object->type).said.tp_clear(to_c(object));
}

/// While it lives C code ends an object, to which there is no reference any more and which it may still hand to functions (check_alive()).
class InDestructor {
 public:
  explicit InDestructor(ThreadState& ts) : state_(kApiChecks ? foreign_state(ts) : nullptr) {
    if (state_ != nullptr) ++state_->destructors;
  }
  ~InDestructor() {
    if (state_ != nullptr) --state_->destructors;
  }
  InDestructor(const InDestructor&) = delete;
  InDestructor& operator=(const InDestructor&) = delete;

 private:
  ForeignState* state_;
};

/// The end of an object of a C-defined type, or of a class derived from one. Says whether the reference to its class is gone as well.
bool foreign_end(ThreadState& ts, Object* object) {
  Type& type = *object->type;
  const TypeRecord& record = record_of(type);
  if (record.said.tp_dealloc == nullptr) {
    if (record.spec.dealloc != nullptr) record.spec.dealloc(ts, object);
    InC in_c(ts);
    PyObject_Free(to_c(object));
    return false;
  }
  const bool drops_type = record.dealloc_owner->has_flag(Type::kHeapType);
  Ref keep = Ref::copy(static_cast<Object*>(&type));  // a type whose last object this is
  Ref pending = ts.take_pending();
  {
    InC in_c(ts);
    InDestructor in_destructor(ts);
    record.said.tp_dealloc(to_c(object));
  }
  if (ts.has_pending()) report_unraisable(ts, "in a destructor", Value::from_object(&type));
  ts.pending = pending.release();
  return drops_type;
}

Result<Ref> foreign_send(ThreadState& ts, Value self, Value sent, Ref* returned) {
  InC in_c(ts);
  PyObject* answer = nullptr;
  const PySendResult outcome = record_of(type_of(ts, self)).tables.async.am_send(to_c(self), to_c(sent), &answer);
  if (outcome == PYGEN_ERROR) {
    Ref dropped = Ref::steal(from_c(answer));
    return take_object(ts, nullptr);
  }
  Ref value = TRY(take_object(ts, answer));
  if (outcome == PYGEN_NEXT) return value;
  *returned = std::move(value);
  return Result<Ref>::absent();
}

void release_with_type(ThreadState& ts, Type& type) { release_type_record(ts.interp, &record_of(type)); }

/// What a type takes over from its base, as CPython does: traverse and clear together, and where it says nothing of its own.
void inherit(TypeRecord& record, const Type& base) {
  PyTypeObject& said = record.said;
  const bool collects = said.tp_traverse != nullptr || said.tp_clear != nullptr || (said.tp_flags & Py_TPFLAGS_HAVE_GC) != 0;
  if (!collects && base.is_collected()) {
    said.tp_flags |= Py_TPFLAGS_HAVE_GC;
    record.spec.traverse = base.spec->traverse;
    record.spec.clear = base.spec->clear;
  }
  record.spec.dealloc = native_base(base).spec->dealloc;
  Type* described = described_base(base);
  if (described == nullptr) return;
  const TypeRecord& of_base = record_of(*described);
  if (!collects) {
    said.tp_traverse = of_base.said.tp_traverse;
    said.tp_clear = of_base.said.tp_clear;
  }
  if (said.tp_dealloc == nullptr) {
    said.tp_dealloc = of_base.said.tp_dealloc;
    record.dealloc_owner = of_base.dealloc_owner;
  }
  if (said.tp_alloc == nullptr) said.tp_alloc = of_base.said.tp_alloc;
  if (said.tp_free == nullptr) said.tp_free = of_base.said.tp_free;
  if (said.tp_is_gc == nullptr) said.tp_is_gc = of_base.said.tp_is_gc;
  if (record.tables.async.am_send == nullptr) record.tables.async.am_send = of_base.tables.async.am_send;
  if (said.tp_vectorcall_offset == 0) said.tp_vectorcall_offset = of_base.said.tp_vectorcall_offset;
}

void fill_spec(TypeRecord& record, const Type& base) {
  TypeSpec& spec = record.spec;
  PyTypeObject& said = record.said;
  inherit(record, base);
  spec.base = TypeId::kNoType;
  spec.size = said.tp_basicsize > 0 ? static_cast<uint32_t>(said.tp_basicsize) : base.native_size;
  spec.item_size = said.tp_itemsize > 0 ? static_cast<uint32_t>(said.tp_itemsize) : base.spec->item_size;
  spec.flags = (said.tp_flags & Py_TPFLAGS_HAVE_GC) != 0 ? uint32_t{Type::kCollected} : 0;
  spec.dict_offset = said.tp_dictoffset > 0 ? static_cast<uint32_t>(said.tp_dictoffset) : 0;
  if (said.tp_traverse != nullptr) spec.traverse = &foreign_traverse;
  if (said.tp_clear != nullptr) spec.clear = &foreign_clear;
  spec.native_size = base.spec->native_size;
  if (record.tables.async.am_send != nullptr) spec.send = &foreign_send;
  spec.end = &foreign_end;
  spec.release = &release_with_type;
  if (record.tables.buffer.bf_getbuffer != nullptr) {
    spec.get_buffer = &foreign_get_buffer;
    spec.release_buffer = &foreign_release_buffer;
  } else {
    spec.get_buffer = base.spec->get_buffer;
    spec.release_buffer = base.spec->release_buffer;
  }
  fill_adapters(record);
}

uint32_t flags_of(const TypeRecord& record, bool is_static) {
  const unsigned long said = record.said.tp_flags;
  uint32_t flags = Type::kDescribed | (is_static ? 0u : uint32_t{Type::kHeapType});
  if ((said & Py_TPFLAGS_HAVE_GC) != 0) flags |= Type::kCollected;
  if ((said & Py_TPFLAGS_BASETYPE) != 0) flags |= Type::kSubclassable;
  if (is_static || (said & Py_TPFLAGS_IMMUTABLETYPE) != 0) flags |= Type::kImmutable;
  if ((said & Py_TPFLAGS_DISALLOW_INSTANTIATION) != 0) flags |= Type::kNoNew;
  if ((said & Py_TPFLAGS_SEQUENCE) != 0) flags |= Type::kSequence;
  if ((said & Py_TPFLAGS_MAPPING) != 0) flags |= Type::kMapping;
  if ((said & Py_TPFLAGS_METHOD_DESCRIPTOR) != 0) flags |= Type::kMethodDescriptor;
  if (record.said.tp_weaklistoffset > 0) flags |= Type::kWeakrefable;
  return flags;
}

Status check_layout(ThreadState& ts, const TypeRecord& record, const char* name, const Type& base) {
  if (record.spec.size < base.native_size) {
    return raise(ts, Exc::kTypeError, "tp_basicsize for type '%s' (%u) is too small for base '%s' (%u)", name, record.spec.size, type_name(base), base.native_size);
  }
  if ((record.said.tp_flags & Py_TPFLAGS_HAVE_GC) != 0 && record.spec.traverse == nullptr) {
    return raise(ts, Exc::kSystemError, "type %s has the Py_TPFLAGS_HAVE_GC flag but has no traverse function", name);
  }
  if (is_acceptable_base(base)) return {};
  return raise(ts, Exc::kTypeError, "type '%s' is not an acceptable base type", type_name(base));
}

Status fill_dict(ThreadState& ts, Type& type, const char* module) {
  TypeRecord& record = record_of(type);
  auto* rows = const_cast<NativeMethod*>(record.spec.methods.data());
  auto* data = reinterpret_cast<CMethod*>(rows + record.spec.methods.size());
  for (size_t i = 0; i < record.spec.methods.size(); ++i) {
    PyMethodDef& def = *data[i].def;
    TRY(fill_method_row(ts, rows[i], data[i], def, method_kind(def), &type));
    if ((def.ml_flags & METH_COEXIST) == 0) continue;
    Ref descriptor = TRY(new_method_descriptor(ts, rows[i], type));  // goes before the slot of that name
    TRY(dict_set(ts, *type.dict, def.ml_name, descriptor));
  }
  TRY(add_c_wrappers(ts, type));
  TRY(type_add_rows(ts, type, *type.dict));
  if (type.has_flag(Type::kHeapType) && module != nullptr && dict_get(ts, *type.dict, ts.names().dunder_module).is_null()) {
    size_t length = static_cast<size_t>(std::strrchr(module, '.') - module);
    Own<Str> text = TRY(new_str(ts, std::string_view(module, length)));
    TRY(dict_set(ts, *type.dict, Value::from_object(ts.names().dunder_module), text));
  }
  if (dict_get(ts, *type.dict, ts.names().dunder_doc).is_null()) {
    Ref doc = TRY(native_doc(ts, record.spec.doc));
    TRY(dict_set(ts, *type.dict, Value::from_object(ts.names().dunder_doc), doc));
  }
  return {};
}

}  // namespace

Result<Own<Type>> make_described_type(ThreadState& ts, const TypeMaking& making) {
  TypeRecord* record = making.record;
  Result<Type*> found = best_base(ts, making.bases);
  if (found.raised()) return give_up(ts, record);
  Type& base = *found.take();
  const bool is_static = record->place != nullptr;
  show_type(ts, base);
  fill_spec(*record, base);
  const char* full_name = record->spec.name;
  if (check_layout(ts, *record, full_name, base).raised()) return give_up(ts, record);
  const char* dot = std::strrchr(full_name, '.');
  Result<Own<Str>> short_name = intern(ts, dot != nullptr ? dot + 1 : full_name);
  if (short_name.raised()) return give_up(ts, record);
  Own<Str> name = short_name.take();
  Ref module = Ref::copy(making.module);
  if (is_static) {
    Result<Own<Str>> text = dot != nullptr ? new_str(ts, std::string_view(full_name, static_cast<size_t>(dot - full_name))) : new_str(ts, "builtins");
    if (text.raised()) return give_up(ts, record);
    module = Ref(text.take());
  }
  TypeDescription description = {record->spec, flags_of(*record, is_static), making.metatype, making.bases, base, *name, module.get(),
                                 reinterpret_cast<Type*>(record->place)};
  Result<Own<Type>> made = new_described_type(ts, description);
  if (made.raised()) return give_up(ts, record);
  Own<Type> type = made.take();  // which owns the record from here on
  record->type = type.get();
  if (record->dealloc_owner == nullptr) record->dealloc_owner = type.get();
  TRY(fill_dict(ts, *type, dot != nullptr ? full_name : nullptr));
  TRY(finish_described_type(ts, *type));
  if (!fill_view(ts, *type)) return raise_no_memory(ts);
  return type;
}

}  // namespace pyemb::capi
