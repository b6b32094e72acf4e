// SPDX-License-Identifier: MIT
// Struct sequences that C code describes.
#include "objects/struct_sequence.h"

#include <cstring>

#include "capi_state.h"
#include "objects/str.h"
#include "state/names.h"
#include "type_record.h"

using namespace pyemb;
using namespace pyemb::capi;

const char* const PyStructSequence_UnnamedField = "unnamed field";

namespace {

constexpr int kMaxFields = 1000;

Result<Ref> get_named_field(ThreadState& ts, const GetSet& row, Value self) {
  return struct_sequence_detail::get_field(ts, self, static_cast<uint32_t>(reinterpret_cast<uintptr_t>(row.data)));
}

bool is_unnamed(const PyStructSequence_Field& field) { return field.name == PyStructSequence_UnnamedField; }

/// A record with a row for each field that has a name, which knows the field's place.
Result<TypeRecord*> new_record(Api api, const PyStructSequence_Desc& desc) {
  PyGetSetDef defs[kMaxFields + 1] = {};
  uintptr_t places[kMaxFields];
  int total = 0, named = 0;
  for (const PyStructSequence_Field* field = desc.fields; field->name != nullptr; ++field, ++total) {
    if (total == kMaxFields) return raise(api, Exc::kSystemError, "%s: too many fields", api.function);
    if (is_unnamed(*field)) continue;
    places[named] = static_cast<uintptr_t>(total);
    defs[named++] = {field->name, nullptr, nullptr, field->doc, nullptr};
  }
  if (desc.n_in_sequence < 0 || desc.n_in_sequence > total) return raise_bad_call(api);
  TypeRecord* record = TRY(new_type_record(api, {nullptr, nullptr, defs, desc.name, desc.doc}));
  auto* rows = const_cast<GetSet*>(record->spec.getsets.data());
  for (int i = 0; i < named; ++i) {
    rows[i].get = &get_named_field;
    rows[i].data = reinterpret_cast<void*>(places[i]);
  }
  TypeSpec like = struct_sequence(record->spec.name, record->spec.doc, TypeId::kNoType, record->spec.getsets, static_cast<uint16_t>(desc.n_in_sequence),
                                  static_cast<uint16_t>(total), StructNew::kFromSequence);
  record->spec = like;
  record->spec.release = [](ThreadState& ts, Type& type) { release_type_record(ts.interp, &record_of(type)); };
  record->said.tp_name = record->spec.name;
  record->said.tp_doc = record->spec.doc;
  return record;
}

/// Makes the type, and takes the record over. `place`: a static type, or null.
Result<Own<Type>> make_type(Api api, TypeRecord& record, PyTypeObject* place) {
  const char* full_name = record.spec.name;
  const char* dot = std::strrchr(full_name, '.');
  Type& base = core_type(api, TypeId::kTuple);
  Own<Str> module;
  auto make = [&]() -> Result<Own<Type>> {
    TRY(ready_type(api, base));
    Own<Tuple> bases = TRY(new_tuple_of(api, Value::from_object(&base)));
    Own<Str> name = TRY(intern(api, dot != nullptr ? dot + 1 : full_name));
    module = TRY(new_str(api, dot != nullptr ? std::string_view(full_name, static_cast<size_t>(dot - full_name)) : "builtins"));
    const uint32_t flags = record.spec.flags | Type::kDescribed | (place != nullptr ? Type::kImmutable : Type::kHeapType);
    Value of_type = place != nullptr ? Value::from_object(module.get()) : Value::null();
    return new_described_type(api, {record.spec, flags, core_type(api, TypeId::kType), *bases, base, *name, of_type, reinterpret_cast<Type*>(place)});
  };
  Result<Own<Type>> made = make();
  if (made.raised()) {
    release_type_record(api.ts.interp, &record);
    return Raised{};
  }
  Own<Type> type = made.take();  // which owns the record from here on
  record.type = type.get();
  record.dealloc_owner = type.get();
  if (place == nullptr) TRY(dict_set(api, *type->dict, Value::from_object(api.ts.names().dunder_module), module));
  TRY(type_fill_dict(api, *type, *type->dict));
  TRY(describe_struct_sequence(api, *type));
  TRY(finish_described_type(api, *type));
  if (!fill_view(api, *type)) return raise_no_memory(api);
  return type;
}

Status init_static_type(Api api, PyTypeObject* type, PyStructSequence_Desc* desc) {
  if (type == nullptr || desc == nullptr || desc->name == nullptr || desc->fields == nullptr) return raise_null(api);
  if (type->ob_base.ob_base.pyemb_type != nullptr) return raise_bad_call(api);
  ForeignState* state = foreign_state(api);
  if (state == nullptr) return raise_no_memory(api);
  TypeRecord* record = TRY(new_record(api, *desc));
  record->place = type;
  record->original = *type;
  std::memset(static_cast<void*>(type), 0, sizeof *type);
  Result<Own<Type>> made = make_type(api, *record, type);
  if (made.raised()) return Raised{};
  Own<Type> ready = made.take();
  record->next = std::exchange(state->static_types, record);
  return {};
}

/// The tuple and whether the index is one of its items, those included that have only a name.
Result<Tuple*> expect_item(Api api, PyObject* object, Py_ssize_t index) {
  Tuple* tuple = TRY(expect<Tuple>(api, object));
  if (!tuple->type->has_flag(Type::kStructSequence)) return raise_bad_call(api);
  if (index < 0 || index >= tuple->type->spec->struct_total) return raise(api, Exc::kIndexError, "%s: index out of range", api.function);
  return tuple;
}

}  // namespace

PyTypeObject* PyStructSequence_NewType(PyStructSequence_Desc* desc) {
  return reinterpret_cast<PyTypeObject*>(api_object([&](Api api) -> Result<Ref> {
    if (desc == nullptr || desc->name == nullptr || desc->fields == nullptr) return raise_null(api);
    TypeRecord* record = TRY(new_record(api, *desc));
    return make_type(api, *record, nullptr);
  }));
}
int PyStructSequence_InitType2(PyTypeObject* type, PyStructSequence_Desc* desc) {
  return api_int([&](Api api) { return init_static_type(api, type, desc); });
}
void PyStructSequence_InitType(PyTypeObject* type, PyStructSequence_Desc* desc) {
  api_void([&](Api api) { return init_static_type(api, type, desc); });
}

PyObject* PyStructSequence_New(PyTypeObject* c_type_) {
  return api_object([&](Api api) -> Result<Ref> {
    Type* type = TRY(expect_type(api, c_type_));
    if (!type->has_flag(Type::kStructSequence)) return raise_bad_call(api);
    return new_struct_sequence(api, *type);
  });
}
PyObject*(PyStructSequence_GetItem)(PyObject* object, Py_ssize_t index) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Tuple* tuple = TRY(expect_item(api, object, index));
    return tuple->items()[index];
  });
}
void(PyStructSequence_SetItem)(PyObject* object, Py_ssize_t index, PyObject* item) {
  Ref stolen = Ref::steal(from_c(item));
  api_void([&](Api api) -> Status {
    Tuple* tuple = TRY(expect_item(api, object, index));
    Ref old = Ref::steal(tuple->items()[index]);
    tuple->items()[index] = stolen.release();
    return {};
  });
}
