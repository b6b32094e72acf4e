// SPDX-License-Identifier: MIT
// Types whose description comes at run time: those that C code defines.
#include <cstring>

#include "objects/dict.h"
#include "objects/raise.h"
#include "objects/shape.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"

namespace pyemb {
namespace {

/// The head of a type that stands in somebody else's memory.
Own<Type> occupy(Type* place, Type& metatype) {
  place->type = &metatype;
  place->refcount += 1;  // the interpreter's, and what was counted before anybody knew the type
  place->shape_and_flags = (static_cast<uint32_t>(TypeId::kType) << Object::kShapeShift) | Object::kStatic;
  return Own<Type>::copy(place);
}

}  // namespace

Result<Own<Type>> new_described_type(ThreadState& ts, const TypeDescription& description) {
  Type& base = description.base;
  for (Value entry : description.bases.span()) TRY(ready_type(ts, as<Type>(entry)));
  Own<Dict> dict = TRY(new_dict(ts));
  Own<Type> type;
  if (description.place != nullptr) {
    type = occupy(description.place, description.metatype);
  } else {
    type = TRY(new_native<Type>(ts, description.metatype));
  }
  constexpr uint32_t kOfBase = Type::kVarSized | Type::kMatchSelf | Type::kWeakrefable | Type::kAttrSlots;
  type->spec = &description.spec;
  type->slots = description.spec.slots;  // the wrappers of type_fill_dict() call them
  type->interp = &ts.interp;
  type->id = TypeId::kNoType;
  type->flags = (description.flags & ~uint32_t{Type::kDescribed}) | (base.flags & kOfBase) | (description.spec.item_size > 0 ? uint32_t{Type::kVarSized} : 0);
  if ((type->flags & (Type::kMapping | Type::kSequence)) == 0) type->flags |= base.flags & (Type::kMapping | Type::kSequence);
  type->native_size = description.spec.size;
  type->dict_offset = description.spec.dict_offset != 0 ? description.spec.dict_offset : base.dict_offset;
  type->member_count = base.member_count;
  if (type->has_flag(Type::kAttrSlots)) type->slots_offset = type->native_size + type->member_count * static_cast<uint32_t>(sizeof(Value));
  type->base = Own<Type>::copy(&base).release();
  type->bases = Own<Tuple>::copy(&description.bases).release();
  type->name = TRY(intern(ts, description.name)).release();
  type->qualname = Own<Str>::copy(type->name).release();
  type->module = Ref::copy(description.module).release();
  type->dict = dict.release();
  if (description.place == nullptr) gc_track(ts, type.get());  // its order of bases refers back to it: should it fail, the collector takes it apart
  Ref order = TRY(compute_mro(ts, *type));
  type->mro = static_cast<Tuple*>(order.release().as_object());
  type->flags |= description.flags & Type::kDescribed;  // from here on it owns the description
  return type;
}

Status finish_described_type(ThreadState& ts, Type& type) {
  TRY(add_dict_getset(ts, type, *type.dict));
  for (Value entry : type.bases->span()) TRY(type_link_subclass(ts, as<Type>(entry), type));
  type.flags |= Type::kReady;
  type_fill_slots(ts, type);
  if (!type.has(Object::kStatic)) return {};
  // It lives as long as the interpreter, as native types do.
  for (Object* object : {static_cast<Object*>(type.dict), static_cast<Object*>(type.bases), static_cast<Object*>(type.mro)}) gc_untrack(object);
  return {};
}

}  // namespace pyemb
