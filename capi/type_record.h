// SPDX-License-Identifier: MIT
#pragma once

// Types of C code.
//
// A type made by PyType_FromSpec or PyType_Ready is a Type like any other; its TypeSpec is the first part of a TypeRecord, which it owns and which keeps
// what the C code said. Its slots hold *adapters*: slot functions that call the C function of the object's type.
//
// The C function is found in the *view*: every Type ends in the fields of a PyTypeObject (Type::foreign). They are filled in, by
// fill_view(), when C code first gets to see the type, and kept up to date from then on (Hooks::type_changed). In the view of a native type or Python
// class stand *thunks*, C functions that call the slot. So C code may read the fields of any type, and call what it finds there.

#include "api.h"
#include "objects/builtin.h"

namespace pyemb::capi {

/// The fields of a PyTypeObject that any type shows to C code. Filled in only after fill_view().
inline PyTypeObject& c_type(const Type& type) { return *to_c_type(&type); }

/// The method suites that the view of a type points to.
struct ViewTables {
  PyNumberMethods number;
  PySequenceMethods sequence;
  PyMappingMethods mapping;
  PyAsyncMethods async;
  PyBufferProcs buffer;
};

struct TypeRecord {
  TypeSpec spec;             ///< first: Type::spec leads to the record
  PyTypeObject said;         ///< what the C code said; its suites point to `tables`, or are null
  ViewTables tables;
  PyTypeObject* place;       ///< a static type; else null
  PyTypeObject original;     ///< of a static type: how it was before, to be put back when the interpreter ends
  TypeRecord* next;          ///< the interpreter's next static type
  Type* type;                ///< borrowed
  Type* dealloc_owner;       ///< the type that has the tp_dealloc in force: itself, or one that it derives from
  size_t size;               ///< bytes of the record, with the rows behind it
};
inline TypeRecord& record_of(const Type& described) { return *reinterpret_cast<TypeRecord*>(const_cast<TypeSpec*>(described.spec)); }

/// Py_TPFLAGS_* of a type.
unsigned long type_flags(const Type& type);

/// The nearest type of C code in the base chain, or null.
Type* described_base(const Type& type);
/// The nearest native type in the base chain.
Type& native_base(const Type& type);

/// The slot function that calls the C function of a type, by the field's offset in Slots.
using SlotPointer = void (*)();
SlotPointer adapter_of(size_t offset);
/// Fills the slots of a spec with the adapters for what the record says.
void fill_adapters(TypeRecord& record);
/// Puts C functions into a view that call the type's slots.
void fill_thunks(const Type& type, PyTypeObject& view);

/// Adds the methods that stand for the C functions of the record, `__new__` included, to the type's dict.
[[nodiscard]] Status add_c_wrappers(ThreadState& ts, Type& type);

/// Makes the type that a record describes, whose `said` is complete. `place`: a static type, or null. The record is taken over, also on failure.
struct TypeMaking {
  TypeRecord* record;
  Type& metatype;
  Tuple& bases;
  Value module;      ///< PyType_FromModuleAndSpec's, or null
};
[[nodiscard]] Result<Own<Type>> make_described_type(ThreadState& ts, const TypeMaking& making);
/// The rows of single definitions, which must live as long as what is made of the row.
GetSet getset_row(const PyGetSetDef& def);
[[nodiscard]] Status fill_member_row(ThreadState& ts, Member& row, const PyMemberDef& def);
/// A record with room for the rows of these tables, which are converted into it. Null pointers mean empty tables.
struct TypeTables {
  PyMethodDef* methods;
  PyMemberDef* members;
  PyGetSetDef* getsets;
  const char* name;  ///< copied
  const char* doc;   ///< copied; may be null
};
[[nodiscard]] Result<TypeRecord*> new_type_record(ThreadState& ts, const TypeTables& tables);
void release_type_record(Interpreter& interp, TypeRecord* record);

}  // namespace pyemb::capi
