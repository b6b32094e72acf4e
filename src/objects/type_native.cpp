// SPDX-License-Identifier: MIT
// Native types: placed on first use, made ready on first sight (objects/type.h).
#include <algorithm>
#include <cstring>

#include "objects/attributes.h"
#include "objects/builtin.h"
#include "objects/dict.h"
#include "objects/dunder_new.h"
#include "objects/list.h"
#include "objects/metatype.h"
#include "objects/raise.h"
#include "objects/slot_table.h"
#include "objects/str.h"
#include "objects/str_state.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "state/names.h"

namespace pyemb {
namespace {

// -- placing -----------------------------------------------------------------------------------------------------------------

constexpr uint32_t kInheritedFlags = Type::kCollected | Type::kWeakrefable | Type::kAttrSlots | Type::kVarSized | Type::kMapping | Type::kSequence | Type::kMatchSelf;

struct CoreCell {
  GcHead head;
  Type type;
};

/// The room of the built-in types, one after the other as they are placed: a short program needs half of it.
struct CoreRoom {
  size_t placed;
  CoreCell cells[static_cast<size_t>(TypeId::kBuiltinEnd)];
};

constexpr bool is_core(TypeId id) { return id != TypeId::kNoType && id < TypeId::kBuiltinEnd; }

const TypeSpec* spec_of(Interpreter& interp, TypeId id) { return interp.hooks.type_specs[static_cast<uint32_t>(id)]; }

/// Takes over what the type leaves out from its base.
void inherit_slots(Type& type, const Type& base) {
  constexpr size_t kCount = sizeof(Slots) / sizeof(SlotFunction);
  auto* own = reinterpret_cast<SlotFunction*>(&type.slots);
  auto* inherited = reinterpret_cast<const SlotFunction*>(&base.slots);
  // Equality and hash are inherited together: a type that compares in its own way does not hash as its base does.
  const bool own_order = type.slots.compare != nullptr || type.slots.hash != nullptr;
  const CompareFn compare = type.slots.compare;
  const HashFn hash = type.slots.hash;
  for (size_t i = 0; i < kCount; ++i) own[i] = own[i] != nullptr ? own[i] : inherited[i];
  if (!own_order) return;
  type.slots.compare = compare;
  type.slots.hash = hash;
}

/// Fills the struct of a type, whose memory is zeroed: all that needs no other object than its base.
void place(Interpreter& interp, Type& type, const TypeSpec& spec, Type* base) {
  type.type = interp.types[static_cast<uint32_t>(TypeId::kType)];  // null for the first ones: set by init_core_types
  type.refcount = 1;  // the interpreter's
  type.shape_and_flags = static_cast<uint32_t>(TypeId::kType) << Object::kShapeShift;
  type.spec = &spec;
  type.interp = &interp;
  type.id = spec.id;
  type.flags = spec.flags | Type::kImmutable | (spec.item_size > 0 || spec.native_size != nullptr ? uint32_t{Type::kVarSized} : 0);
  type.native_size = spec.size;
  type.dict_offset = spec.dict_offset;
  type.slots = spec.slots;
  if (base != nullptr) {
    type.base = Own<Type>::copy(base).release();
    type.flags |= base->flags & kInheritedFlags;
    if (type.dict_offset == 0) type.dict_offset = base->dict_offset;
    if (spec.slots.compare != nullptr && spec.slots.hash == nullptr) type.slots.hash = &hash_unhashable;
    inherit_slots(type, *base);
  }
  if (type.slots.getattr == &generic_get_attr) type.flags |= Type::kGenericGet;
  if (type.slots.setattr == &generic_set_attr) type.flags |= Type::kGenericSet;
  interp.types[static_cast<uint32_t>(spec.id)] = &type;
}

}  // namespace

Type& place_core_type(Interpreter& interp, TypeId id) {
  const TypeSpec& spec = *spec_of(interp, id);
  Type* base = nullptr;
  if (id != TypeId::kObject) {
    base = interp.types[static_cast<uint32_t>(spec.base)];
    if (base == nullptr) base = &place_core_type(interp, spec.base);
  }
  auto& room = *static_cast<CoreRoom*>(interp.core_types);
  Type& type = room.cells[room.placed++].type;
  place(interp, type, spec, base);
  return type;
}

Result<Type*> place_type(ThreadState& ts, TypeId id) {
  const TypeSpec* spec = spec_of(ts.interp, id);
  if (spec == nullptr) return raise(ts, Exc::kImportError, "a native type of this module is not part of this build");
  if (is_core(id)) return &place_core_type(ts.interp, id);
  Type* base = TRY(find_type(ts, spec->base));
  bool large = false;
  void* block = ts.interp.heap.allocate_object(sizeof(CoreCell), &large);
  if (block == nullptr) return raise_no_memory(ts);
  std::memset(block, 0, sizeof(CoreCell));
  Type& type = static_cast<CoreCell*>(block)->type;
  Status linked = type_link_subclass(ts, *base, type);
  if (linked.raised()) {
    ts.interp.heap.release_object(block, large);
    return Raised{};
  }
  place(ts.interp, type, *spec, base);
  if (large) type.shape_and_flags |= Object::kLarge;
  return &type;
}

Status set_native_metatype(ThreadState& ts, TypeId id, TypeId metatype_id) {
  Type* type = TRY(find_type(ts, id));
  Type* metatype = TRY(find_type(ts, metatype_id));
  type->type = metatype;
  type->set_shape_id(static_cast<uint32_t>(metatype_id));
  return {};
}

// -- making ready --------------------------------------------------------------------------------------------------------------

Result<Type*> requested_type(ThreadState& ts, const Type& owner, CallArgs args) {
  if (args.count < 1) return raise(ts, Exc::kTypeError, "%s.__new__(): not enough arguments", type_name(owner));
  if (!is<Type>(args.values[0])) {
    return raise(ts, Exc::kTypeError, "%s.__new__(X): X is not a type object (%s)", type_name(owner), type_name(ts, args.values[0]));
  }
  Type& type = as<Type>(args.values[0]);
  if (!is_subtype(type, owner)) {
    return raise(ts, Exc::kTypeError, "%s.__new__(%s): %s is not a subtype of %s", type_name(owner), type_name(type), type_name(type), type_name(owner));
  }
  return &type;
}

const Type* maker_of(const Type& type) {
  const Type* maker = &type;
  while (maker != nullptr && maker->has_flag(Type::kHeapType) && !maker->has_flag(Type::kDescribed)) maker = maker->base;
  return maker;
}

Raised raise_unsafe_new(ThreadState& ts, const Type& owner, const Type& type, const Type& maker) {
  return raise(ts, Exc::kTypeError, "%s.__new__(%s) is not safe, use %s.__new__()", type_name(owner), type_name(type), type_name(maker));
}

namespace {

/// `T.__new__` of a native type: a static method that checks the class it is given.
Result<Ref> call_new(ThreadState& ts, const NativeMethod&, Value self, CallArgs args) {
  Type& owner = as<Type>(self);
  Type* type = TRY(requested_type(ts, owner, args));
  const Type* maker = maker_of(*type);
  const bool makes_none = maker != nullptr && maker != &owner && maker->has_flag(Type::kNoNew);  // has inherited the slot
  if (maker != nullptr && (makes_none || maker->slots.new_ != owner.slots.new_)) return raise_unsafe_new(ts, owner, *type, *maker);
  return owner.slots.new_(ts, *type, CallArgs{args.values + 1, args.count - 1, args.names});
}

/// The first row of a name counts.
Status add_named(ThreadState& ts, Dict& dict, Str& name, Value descriptor) {
  if (!dict_get(ts, dict, &name).is_null()) return {};
  return dict_append(ts, dict, Ref::copy(&name), name.hash, Ref::copy(descriptor));
}

Status add_row(ThreadState& ts, Dict& dict, const char* name, Result<Ref> made) {
  Ref descriptor = TRY(std::move(made));
  Own<Str> key = TRY(intern(ts, name));
  return add_named(ts, dict, *key, descriptor);
}

/// Wrappers for the slots that the type states itself, in its spec.
Status add_slot_wrappers(ThreadState& ts, Type& type, Dict& dict) {
  const Slots& own = type.spec->slots;
  if (own.new_ != nullptr) {
    Ref function = TRY(new_builtin(ts, kNativeNew, Value::from_object(&type), Value::null()));
    TRY(dict_set(ts, dict, Value::from_object(ts.names().dunder_new), function));
  }
  for (const SlotRow& row : slot_rows()) {
    if (row.wrapper == nullptr || slot_at(own, row.offset) == nullptr) continue;
    Ref wrapper = TRY(new_wrapper_descriptor(ts, row, type));
    TRY(add_named(ts, dict, *ts.interp.slot_names[row.number], wrapper));
  }
  const bool unhashable = own.compare != nullptr && own.hash == nullptr && type.id != TypeId::kObject;
  if (!unhashable && own.hash != &hash_unhashable) return {};
  return dict_set(ts, dict, Value::from_object(ts.names().dunder_hash), Value::none());
}

}  // namespace

Status type_add_rows(ThreadState& ts, Type& type, Dict& dict) {
  const TypeSpec& spec = *type.spec;
  TRY(dict_reserve(ts, dict, static_cast<int64_t>(spec.methods.size() + spec.getsets.size() + spec.members.size())));
  for (const NativeMethod& row : spec.methods) TRY(add_row(ts, dict, row.name, new_method_descriptor(ts, row, type)));
  for (const GetSet& row : spec.getsets) TRY(add_row(ts, dict, row.name, new_getset_descriptor(ts, row, type)));
  for (const Member& row : spec.members) TRY(add_row(ts, dict, row.name, new_member_descriptor(ts, row, type)));
  return {};
}

Status type_fill_dict(ThreadState& ts, Type& type, Dict& dict) {
  const TypeSpec& spec = *type.spec;
  TRY(type_add_rows(ts, type, dict));
  TRY(add_slot_wrappers(ts, type, dict));
  if (dict_get(ts, dict, ts.names().dunder_doc).is_null()) {
    Ref doc = TRY(native_doc(ts, spec.doc));
    TRY(dict_set(ts, dict, Value::from_object(ts.names().dunder_doc), doc));
  }
  if (spec.fill != nullptr) TRY(spec.fill(ts, spec, dict));
  return add_dict_getset(ts, type, dict);
}

namespace {

/// The name and the module that the spec's name is made of.
Status set_names(ThreadState& ts, Type& type) {
  std::string_view whole = type.spec->name;
  const size_t dot = whole.rfind('.');
  Own<Str> name = TRY(intern(ts, dot == whole.npos ? whole : whole.substr(dot + 1)));
  Own<Str> module = TRY(intern(ts, dot == whole.npos ? "builtins" : whole.substr(0, dot)));
  type.qualname = Own<Str>::copy(name.get()).release();
  type.name = name.release();
  type.module = Ref(std::move(module)).release();
  return {};
}

Status set_bases(ThreadState& ts, Type& type) {
  const bool two = type.spec->second_base != TypeId::kNoType;
  Own<Tuple> bases = TRY(new_tuple(ts, type.base == nullptr ? 0 : two ? 2 : 1));
  if (type.base != nullptr) bases->set(0, Ref::copy(static_cast<Object*>(type.base)));
  if (two) {
    Type* second = TRY(find_type(ts, type.spec->second_base));
    TRY(ready_type(ts, *second));
    bases->set(1, Ref::copy(static_cast<Object*>(second)));
  }
  type.bases = bases.release();
  return {};
}

Status set_mro(ThreadState& ts, Type& type) {
  if (type.bases->size > 1) {
    Ref order = TRY(compute_mro(ts, type));
    type.mro = static_cast<Tuple*>(order.release().as_object());
    return {};
  }
  const int64_t depth = type.base != nullptr ? type.base->mro->size + 1 : 1;
  Own<Tuple> mro = TRY(new_tuple(ts, depth));
  mro->set(0, Ref::copy(static_cast<Object*>(&type)));
  for (int64_t i = 1; i < depth; ++i) mro->set(i, Ref::copy(type.base->mro->at(i - 1)));
  type.mro = mro.release();
  return {};
}

}  // namespace

constexpr NativeMethod kNativeNew = {
    "__new__", "($type, *args, **kwargs)", "Create and return a new object.  See help(type) for accurate signature.", &call_new,
    parse_parameters("($type, *args, **kwargs)"), NativeMethod::kTypeNew,
};

Status make_type_ready(ThreadState& ts, Type& type) {
  if (type.base != nullptr) TRY(ready_type(ts, *type.base));
  // Each step that was done stays done, should a later one find no memory.
  if (type.name == nullptr) TRY(set_names(ts, type));
  if (type.bases == nullptr) TRY(set_bases(ts, type));
  if (type.mro == nullptr) TRY(set_mro(ts, type));
  Own<Dict> dict = TRY(new_dict(ts));
  TRY(type_fill_dict(ts, type, *dict));
  type.dict = dict.release();
  // Native types live as long as the interpreter, and nothing that can be changed hangs off them: the collector need not look.
  for (Object* object : {static_cast<Object*>(type.dict), static_cast<Object*>(type.bases), static_cast<Object*>(type.mro)}) gc_untrack(object);
  type.flags |= Type::kReady;
  if (ts.interp.hooks.type_changed != nullptr) ts.interp.hooks.type_changed(ts, type);
  return {};
}

Status type_add(ThreadState& ts, TypeId id, const char* name, Value value) {
  Type* type = TRY(find_type(ts, id));
  TRY(ready_type(ts, *type));
  TRY(dict_set(ts, *type->dict, name, value));
  type_modified(ts, *type);
  return {};
}

Status type_add_subclasses(ThreadState& ts, Type& type, List& list) {
  for (uint32_t i = 1; is_core(type.id) && i < static_cast<uint32_t>(TypeId::kBuiltinEnd); ++i) {
    const TypeSpec* spec = spec_of(ts.interp, static_cast<TypeId>(i));
    if (spec == nullptr || spec->id == type.id || (spec->base != type.id && spec->second_base != type.id)) continue;
    TRY(list_append(ts, list, Ref::copy(static_cast<Object*>(&core_type(ts, spec->id)))));
  }
  for (uint32_t i = 0; i < type.subclass_count; ++i) TRY(list_append(ts, list, Ref::copy(static_cast<Object*>(type.subclasses[i]))));
  return {};
}

// -- the first step of an interpreter ------------------------------------------------------------------------------------------

namespace {

Status intern_names(ThreadState& ts) {
  static constexpr Str* Names::*kFields[] = {
#define NAME(id) &Names::id,
#define KEYWORD(id) &Names::id##_,
#define DUNDER(id) &Names::dunder_##id,
#include "config/names.def"
#undef NAME
#undef KEYWORD
#undef DUNDER
  };
  // One after the other, each with its null character: next to each other wherever the linker puts other texts.
  static constexpr char kTexts[] =
#define NAME(id) #id "\0"
#define KEYWORD(id) #id "\0"
#define DUNDER(id) "__" #id "__\0"
#include "config/names.def"
#undef NAME
#undef KEYWORD
#undef DUNDER
    "";
  void* space = ts.interp.heap.allocate_buffer(sizeof(Names));
  if (space == nullptr) return raise_no_memory(ts);
  ts.interp.names = new (space) Names;
  const char* next = kTexts;
  for (Str* Names::*field : kFields) {
    const std::string_view text = next;
    ts.interp.names->*field = TRY(intern(ts, text)).release();
    next += text.size() + 1;
  }

  std::span<const SlotRow> rows = slot_rows();
  auto** slot_names = static_cast<Str**>(ts.interp.heap.allocate_buffer(rows.size() * sizeof(Str*)));
  if (slot_names == nullptr) return raise_no_memory(ts);
  std::memset(slot_names, 0, rows.size() * sizeof(Str*));
  ts.interp.slot_names = slot_names;
  for (size_t i = 0; i < rows.size(); ++i) slot_names[i] = TRY(intern(ts, rows[i].name)).release();
  return {};
}

}  // namespace

Status init_core_types(ThreadState& ts) {
  Interpreter& interp = ts.interp;
  interp.core_types = interp.heap.allocate_zeroed_buffer(sizeof(CoreRoom));
  interp.type_cache.entries = static_cast<TypeCacheEntry*>(interp.heap.allocate_zeroed_buffer(TypeCache::kFirstSize * sizeof(TypeCacheEntry)));
  if (interp.core_types == nullptr || interp.type_cache.entries == nullptr) return raise_no_memory(ts);
  Type& metatype = place_core_type(interp, TypeId::kType);
  for (Type* type : interp.types) {
    if (type != nullptr) type->type = &metatype;
  }
  // Those that type_of() and the first strings take for granted.
  for (TypeId id : {TypeId::kInt, TypeId::kFloat, TypeId::kBool, TypeId::kNoneType, TypeId::kEllipsisType, TypeId::kNotImplementedType, TypeId::kStr}) {
    static_cast<void>(core_type(ts, id));
  }
  if (!init_strings(ts)) return raise_no_memory(ts);
  interp.empty_tuple = Ref(TRY(new_tuple(ts, 0))).release();
  return intern_names(ts);
}

}  // namespace pyemb
