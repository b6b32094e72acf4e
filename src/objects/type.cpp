// SPDX-License-Identifier: MIT
#include "objects/type.h"

#include <bitset>
#include <cstring>

#include "objects/attributes.h"
#include "objects/builtin.h"
#include "objects/dict.h"
#include "objects/raise.h"
#include "objects/shape.h"
#include "objects/slot_table.h"
#include "objects/str.h"
#include "objects/str_state.h"
#include "objects/tuple.h"
#include "state/names.h"

namespace pyemb {

// -- memory of instances -----------------------------------------------------------------------------------------------------

size_t native_size(Object* object) {
  const Type& type = *object->type;
  if (!type.has_flag(Type::kVarSized)) return type.native_size;
  if (type.spec->native_size != nullptr) return type.spec->native_size(object);
  int64_t items = static_cast<VarObject*>(object)->size;
  return type.native_size + static_cast<size_t>(items < 0 ? -items : items) * type.spec->item_size;
}

Result<Ref> new_object(ThreadState& ts, Type& type, int64_t items) {
  if (UNLIKELY(items < 0 || items > (int64_t{1} << 56))) return raise_no_memory(ts);
  size_t native = type.native_size + static_cast<size_t>(items) * type.spec->item_size;
  if (type.has_flag(Type::kVarSized)) native = (native + 7) & ~size_t{7};
  size_t values = type.member_count;
  uint32_t shape_id = static_cast<uint32_t>(type.id);
  if ((type.flags & (Type::kAttrSlots | Type::kHeapType)) != 0) {  // one without attribute slots has a root of capacity 0
    Shape* shape = shape_for_new_instance(ts, type);
    if (UNLIKELY(shape == nullptr)) return raise_no_memory(ts);
    values += shape->capacity;
    shape_id = shape->id;
  }
  size_t head = type.is_collected() ? sizeof(GcHead) : 0;
  size_t size = native + values * sizeof(Value);
  bool large = false;
  char* block = static_cast<char*>(ts.interp.heap.allocate_object(head + size, &large));
  if (UNLIKELY(block == nullptr)) return raise_no_memory(ts);
  std::memset(block, 0, head + size);
  auto* object = reinterpret_cast<Object*>(block + head);
  object->type = &type;
  object->refcount = 1;
  object->shape_and_flags = (shape_id << Object::kShapeShift) | (large ? uint32_t{Object::kLarge} : 0);
  if (type.spec->item_size != 0) static_cast<VarObject*>(object)->size = items;
  if (type.has_flag(Type::kHeapType)) {
    incref(static_cast<Object*>(&type));
    // The maker of the native part only tracks what its own type tracks.
    if ((type.spec->flags & Type::kCollected) == 0) gc_track(ts, object);
  }
  return Ref::steal(object);
}

// -- looking up ----------------------------------------------------------------------------------------------------------------

const char* short_type_name(const Type& type) {
  // The text of a name is ASCII or, rarely, wider: its UTF-8 is not kept, so that a wider name shows the native base's name.
  return type.name != nullptr && type.name->ascii ? type.name->ascii_view().data() : type.spec->name;
}
const char* type_name(const Type& type) { return type.has_flag(Type::kHeapType) ? short_type_name(type) : type.spec->name; }
const char* type_name(ThreadState& ts, Value value) { return type_name(type_of(ts, value)); }
const char* short_type_name(ThreadState& ts, Value value) { return short_type_name(type_of(ts, value)); }

bool is_subtype(const Type& type, const Type& base) {
  if (&type == &base) return true;
  if (type.mro != nullptr) {
    for (Value entry : type.mro->span()) {
      if (entry == Value::from_object(&base)) return true;
    }
    return false;
  }
  for (const Type* t = &type; t != nullptr; t = t->base) {
    if (t == &base) return true;
  }
  return false;
}

namespace {

/// The walk along the MRO, without the cache.
Value find_in_mro(ThreadState& ts, Type& type, Str* name) {
  if (type.mro == nullptr) return Value::null();
  for (Value entry : type.mro->span()) {
    Dict* dict = as<Type>(entry).dict;
    if (dict == nullptr) continue;
    Value value = dict_get(ts, *dict, name);
    if (!value.is_null()) return value;
  }
  return Value::null();
}

}  // namespace

uint32_t type_version(ThreadState& ts, Type& type) {
  if (type.version != 0) return type.version;
  if (ts.interp.next_type_version == UINT32_MAX) return 0;
  if (type.mro != nullptr) {  // a version is only as good as those of the bases
    for (int64_t i = 1; i < type.mro->size; ++i) {
      if (type_version(ts, as<Type>(type.mro->at(i))) == 0) return 0;
    }
  }
  type.version = ts.interp.next_type_version++;
  type.flags |= Type::kCached;
  return type.version;
}

Value type_lookup(ThreadState& ts, Type& type, Str* name) {
  TypeCacheEntry* cache = ts.interp.type_cache;
  if (UNLIKELY(cache == nullptr || !name->interned)) return find_in_mro(ts, type, name);
  size_t at = (type.version * size_t{2654435761} ^ reinterpret_cast<uintptr_t>(name) >> 4) % kTypeCacheSize;
  TypeCacheEntry& entry = cache[at];
  if (LIKELY(entry.version == type.version && entry.name == name && type.version != 0)) return entry.value;
  Value value = find_in_mro(ts, type, name);
  uint32_t version = type_version(ts, type);
  if (version != 0) {
    at = (version * size_t{2654435761} ^ reinterpret_cast<uintptr_t>(name) >> 4) % kTypeCacheSize;
    incref(static_cast<Object*>(name));
    Str* old = std::exchange(cache[at].name, name);
    cache[at].version = version;
    cache[at].value = value;
    if (old != nullptr) decref(static_cast<Object*>(old));
  }
  return value;
}

void type_modified(ThreadState& ts, Type& type) {
  if (type.version == 0) return;
  type.version = 0;
  for (uint32_t i = 0; i < type.subclass_count; ++i) type_modified(ts, *type.subclasses[i]);
}

// -- native types ----------------------------------------------------------------------------------------------------------------

void type_inherit_slots(Type& type, const Type& base) {
  auto inherit = [&](SlotFunction& slot, SlotFunction of_base) {
    if (slot == nullptr) slot = of_base;
  };
  // Equality and hash are inherited together: a type that compares in its own way does not hash as its base does.
  bool own_order = type.slots.compare != nullptr || type.slots.hash != nullptr;
  for (const SlotRow& row : slot_rows()) {
    if (row.offset == offsetof(Slots, finalize)) continue;
    if (own_order && (row.offset == offsetof(Slots, compare) || row.offset == offsetof(Slots, hash))) continue;
    inherit(slot_at(type.slots, row.offset), slot_at(base.slots, row.offset));
  }
  if (type.slots.finalize == nullptr) type.slots.finalize = base.slots.finalize;
}

namespace {

constexpr uint32_t kInheritedFlags = Type::kCollected | Type::kWeakrefable | Type::kAttrSlots | Type::kVarSized | Type::kMapping | Type::kSequence | Type::kMatchSelf;

const TypeSpec* spec_of(Interpreter& interp, TypeId id) { return interp.hooks.type_specs[static_cast<uint32_t>(id)]; }

/// First half of a native type: the struct and its slots. Needs no other Python object than its base.
Status allocate_type(ThreadState& ts, TypeId id) {
  Interpreter& interp = ts.interp;
  Type*& place = interp.types[static_cast<uint32_t>(id)];
  if (place != nullptr) return {};
  const TypeSpec* spec = spec_of(interp, id);
  if (spec == nullptr) return raise(ts, Exc::kImportError, "a native type of this module is not part of this build");
  Type* base = nullptr;
  if (id != TypeId::kObject) {
    TRY(allocate_type(ts, spec->base));
    base = interp.types[static_cast<uint32_t>(spec->base)];
  }
  bool large = false;
  size_t size = sizeof(GcHead) + sizeof(Type);
  char* block = static_cast<char*>(interp.heap.allocate_object(size, &large));
  if (block == nullptr) return raise_no_memory(ts);
  std::memset(block, 0, size);
  auto* type = reinterpret_cast<Type*>(block + sizeof(GcHead));
  type->refcount = 1;  // the interpreter's
  type->shape_and_flags = (static_cast<uint32_t>(TypeId::kType) << Object::kShapeShift) | (large ? uint32_t{Object::kLarge} : 0);
  type->spec = spec;
  type->interp = &interp;
  type->id = id;
  type->flags = spec->flags | Type::kImmutable | (spec->item_size > 0 || spec->native_size != nullptr ? uint32_t{Type::kVarSized} : 0);
  type->native_size = spec->size;
  type->dict_offset = spec->dict_offset;
  type->slots = spec->slots;
  if (base != nullptr) {
    type->base = Own<Type>::copy(base).release();
    type->flags |= base->flags & kInheritedFlags;
    if (type->dict_offset == 0) type->dict_offset = base->dict_offset;
    type_inherit_slots(*type, *base);
  }
  if (type->slots.getattr == &generic_get_attr) type->flags |= Type::kGenericGet;
  if (type->slots.setattr == &generic_set_attr) type->flags |= Type::kGenericSet;
  place = type;
  type->type = interp.types[static_cast<uint32_t>(TypeId::kType)];  // null for the first ones: set by init_core_types
  return {};
}

/// Links a type into its base's list of subclasses.
Status add_subclass(ThreadState& ts, Type& base, Type& type) {
  if (base.subclass_count == base.subclass_capacity) {
    uint32_t capacity = base.subclass_capacity == 0 ? 4 : base.subclass_capacity * 2;
    void* grown = ts.interp.heap.resize_buffer(base.subclasses, base.subclass_capacity * sizeof(Type*), capacity * sizeof(Type*));
    if (grown == nullptr) return raise_no_memory(ts);
    base.subclasses = static_cast<Type**>(grown);
    base.subclass_capacity = capacity;
  }
  base.subclasses[base.subclass_count++] = &type;
  return {};
}

Status add_row(ThreadState& ts, Type& type, const char* name, Result<Ref> made) {
  Ref descriptor = TRY(std::move(made));
  Own<Str> key = TRY(intern(ts, name));
  if (!dict_get(ts, *type.dict, key.get()).is_null()) return {};
  return dict_set(ts, *type.dict, key, descriptor);
}

Status fill_native_dict(ThreadState& ts, Type& type) {
  const TypeSpec& spec = *type.spec;
  for (const NativeMethod& row : spec.methods) TRY(add_row(ts, type, row.name, new_method_descriptor(ts, row, type)));
  for (const GetSet& row : spec.getsets) TRY(add_row(ts, type, row.name, new_getset_descriptor(ts, row, type)));
  for (const Member& row : spec.members) TRY(add_row(ts, type, row.name, new_member_descriptor(ts, row, type)));
  TRY(type_add_slot_wrappers(ts, type));
  if (dict_get(ts, *type.dict, ts.names().dunder_doc).is_null()) {
    Ref doc = TRY(native_doc(ts, spec.doc));
    TRY(dict_set(ts, *type.dict, Value::from_object(ts.names().dunder_doc), doc));
  }
  return {};
}

/// Second half: name, bases, MRO, dict with descriptors.
Status ready_type(ThreadState& ts, Type& type) {
  if (type.has_flag(Type::kReady)) return {};
  if (type.base != nullptr) TRY(ready_type(ts, *type.base));
  type.flags |= Type::kReady;
  const char* dot = std::strrchr(type.spec->name, '.');
  Own<Str> name = TRY(intern(ts, dot != nullptr ? dot + 1 : type.spec->name));
  type.qualname = Own<Str>::copy(name.get()).release();
  type.name = name.release();
  std::string_view module = dot != nullptr ? std::string_view(type.spec->name, static_cast<size_t>(dot - type.spec->name)) : "builtins";
  type.module = Ref(TRY(intern(ts, module))).release();

  Own<Tuple> bases = TRY(new_tuple(ts, type.base != nullptr ? 1 : 0));
  if (type.base != nullptr) bases->set(0, Ref::copy(type.base));
  type.bases = bases.release();
  int64_t depth = type.base != nullptr ? type.base->mro->size + 1 : 1;
  Own<Tuple> mro = TRY(new_tuple(ts, depth));
  mro->set(0, Ref::copy(static_cast<Object*>(&type)));
  for (int64_t i = 1; i < depth; ++i) mro->set(i, Ref::copy(type.base->mro->at(i - 1)));
  type.mro = mro.release();
  if (type.base != nullptr) TRY(add_subclass(ts, *type.base, type));

  Own<Dict> dict = TRY(new_dict(ts));
  type.dict = dict.release();
  TRY(fill_native_dict(ts, type));
  TRY(add_dict_getset(ts, type));
  // Native types live as long as the interpreter, and nothing that can be changed hangs off them: the collector need not look.
  for (Object* object : {static_cast<Object*>(type.dict), static_cast<Object*>(type.bases), static_cast<Object*>(type.mro)}) gc_untrack(object);
  return {};
}

Status intern_names(ThreadState& ts) {
  struct Row {
    Str* Names::*field;
    const char* text;
  };
  static constexpr Row kRows[] = {
#define NAME(id) {&Names::id, #id},
#define KEYWORD(id) {&Names::id##_, #id},
#define DUNDER(id) {&Names::dunder_##id, "__" #id "__"},
#include "config/names.def"
#undef NAME
#undef KEYWORD
#undef DUNDER
  };
  void* space = ts.interp.heap.allocate_buffer(sizeof(Names));
  if (space == nullptr) return raise_no_memory(ts);
  ts.interp.names = new (space) Names;
  for (const Row& row : kRows) ts.interp.names->*row.field = TRY(intern(ts, row.text)).release();

  std::span<const SlotRow> rows = slot_rows();
  auto** slot_names = static_cast<Str**>(ts.interp.heap.allocate_buffer(rows.size() * sizeof(Str*)));
  if (slot_names == nullptr) return raise_no_memory(ts);
  std::memset(slot_names, 0, rows.size() * sizeof(Str*));
  ts.interp.slot_names = slot_names;
  for (size_t i = 0; i < rows.size(); ++i) slot_names[i] = TRY(intern(ts, rows[i].name)).release();
  return {};
}

}  // namespace

Result<Type*> build_type(ThreadState& ts, TypeId id) {
  TRY(allocate_type(ts, id));
  Type& type = *ts.interp.types[static_cast<uint32_t>(id)];
  TRY(ready_type(ts, type));
  return &type;
}

Status init_core_types(ThreadState& ts) {
  Interpreter& interp = ts.interp;
  constexpr uint32_t kEnd = static_cast<uint32_t>(TypeId::kBuiltinEnd);
  for (uint32_t id = 1; id < kEnd; ++id) TRY(allocate_type(ts, static_cast<TypeId>(id)));
  for (Type* type : interp.types) {
    if (type != nullptr) type->type = interp.types[static_cast<uint32_t>(TypeId::kType)];
  }
  size_t cache_size = kTypeCacheSize * sizeof(TypeCacheEntry);
  interp.type_cache = static_cast<TypeCacheEntry*>(interp.heap.allocate_buffer(cache_size));
  if (interp.type_cache == nullptr) return raise_no_memory(ts);
  std::memset(static_cast<void*>(interp.type_cache), 0, cache_size);
  if (!init_strings(ts)) return raise_no_memory(ts);
  interp.empty_tuple = Ref(TRY(new_tuple(ts, 0))).release();
  TRY(intern_names(ts));
  for (uint32_t id = 1; id < kEnd; ++id) TRY(ready_type(ts, *interp.types[id]));
  return {};
}

// -- slots as methods --------------------------------------------------------------------------------------------------------------

namespace {

/// `T.__new__` of a native type: a static method that checks the class it is given.
Result<Ref> call_new(ThreadState& ts, const NativeMethod&, Value self, CallArgs args) {
  Type& owner = as<Type>(self);
  if (args.count < 1) return raise(ts, Exc::kTypeError, "%s.__new__(): not enough arguments", type_name(owner));
  if (!is<Type>(args.values[0])) {
    return raise(ts, Exc::kTypeError, "%s.__new__(X): X is not a type object (%s)", type_name(owner), type_name(ts, args.values[0]));
  }
  Type& type = as<Type>(args.values[0]);
  if (!is_subtype(type, owner)) {
    return raise(ts, Exc::kTypeError, "%s.__new__(%s): %s is not a subtype of %s", type_name(owner), type_name(type), type_name(type), type_name(owner));
  }
  const Type* native = &type;  // the nearest base that says how its instances are made
  while (native != nullptr && native->has_flag(Type::kHeapType)) native = native->base;
  if (native != nullptr && native->slots.new_ != owner.slots.new_) {
    return raise(ts, Exc::kTypeError, "%s.__new__(%s) is not safe, use %s.__new__()", type_name(owner), type_name(type), type_name(*native));
  }
  return owner.slots.new_(ts, type, CallArgs{args.values + 1, args.count - 1, args.names});
}

constexpr NativeMethod kNewRow = {
    "__new__", "($type, *args, **kwargs)", "Create and return a new object.  See help(type) for accurate signature.", &call_new,
    parse_parameters("($type, *args, **kwargs)"), NativeMethod::kClassMethod,
};

/// Whether a native type states the slot itself, in its spec.
bool is_own_slot(const Type& type, uint16_t offset) {
  SlotFunction own = slot_at(type.spec->slots, offset);
  return own != nullptr;
}

}  // namespace

Status type_add_slot_wrappers(ThreadState& ts, Type& type) {
  if (type.spec->slots.new_ != nullptr) {
    Ref function = TRY(new_builtin(ts, kNewRow, Value::from_object(&type), Value::null()));
    TRY(dict_set(ts, *type.dict, Value::from_object(ts.names().dunder_new), function));
  }
  for (const SlotRow& row : slot_rows()) {
    if (row.wrapper == nullptr || !is_own_slot(type, row.offset)) continue;
    TRY(add_row(ts, type, row.name, new_wrapper_descriptor(ts, row, type)));
  }
  bool unhashable = type.spec->slots.compare != nullptr && type.spec->slots.hash == nullptr && type.id != TypeId::kObject;
  if (unhashable || type.spec->slots.hash == &hash_unhashable) {
    type.slots.hash = &hash_unhashable;
    TRY(dict_set(ts, *type.dict, Value::from_object(ts.names().dunder_hash), Value::none()));
  }
  return {};
}

namespace {

/// What fills the slot at `offset`, given the methods that the class finds under the rows' names.
SlotFunction slot_from_methods(ThreadState& ts, Type& type, size_t first) {
  std::span<const SlotRow> rows = slot_rows();
  uint16_t offset = rows[first].offset;
  SlotFunction specific = nullptr;
  SlotFunction generic = nullptr;
  bool use_generic = false;
  for (size_t i = first; i < rows.size(); ++i) {
    if (rows[i].offset != offset) continue;
    Value method = type_lookup(ts, type, ts.interp.slot_names[i]);
    if (method.is_null()) continue;
    if (is_exactly(method, TypeId::kWrapperDescriptor)) {
      auto& wrapper = as<WrapperDescriptor>(method);
      if (wrapper.row != &rows[i]) {
        if (std::strcmp(wrapper.row->name, rows[i].name) == 0) continue;  // `__add__` of a sequence fills concat, not add
      } else if (is_subtype(type, *wrapper.owner) && (specific == nullptr || specific == wrapper.function)) {
        specific = wrapper.function;
        generic = rows[i].generic;
        continue;
      }
    } else if (is_exactly(method, TypeId::kBuiltin) && as<Builtin>(method).row == &kNewRow) {
      specific = reinterpret_cast<SlotFunction>(as<Type>(as<Builtin>(method).self).slots.new_);
      continue;
    } else if (method.is_none() && offset == offsetof(Slots, hash)) {
      specific = reinterpret_cast<SlotFunction>(&hash_unhashable);
      continue;
    }
    use_generic = true;
    if (rows[i].generic != nullptr) generic = rows[i].generic;
  }
  return use_generic || specific == nullptr ? generic : specific;
}

void note_generic_access(Type& type) {
  type.flags &= ~static_cast<uint32_t>(Type::kGenericGet | Type::kGenericSet);
  if (type.slots.getattr == &generic_get_attr) type.flags |= Type::kGenericGet;
  if (type.slots.setattr == &generic_set_attr) type.flags |= Type::kGenericSet;
}

bool is_first_of_offset(std::span<const SlotRow> rows, size_t i) {
  for (size_t k = 0; k < i; ++k) {
    if (rows[k].offset == rows[i].offset) return false;
  }
  return true;
}

}  // namespace

void type_fill_slots(ThreadState& ts, Type& type) {
  constexpr size_t kSlots = sizeof(Slots) / sizeof(SlotFunction);
  std::span<const SlotRow> rows = slot_rows();
  // With one base that is a Python class, a slot none of whose methods the class defines is the base's.
  const bool has_one_base = type.bases->size == 1 && type.base != nullptr && type.base->has_flag(Type::kHeapType);
  std::bitset<kSlots> own, done;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!has_one_base || !dict_get(ts, *type.dict, ts.interp.slot_names[i]).is_null()) own.set(rows[i].offset / sizeof(SlotFunction));
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    const size_t slot = rows[i].offset / sizeof(SlotFunction);
    if (done.test(slot)) continue;
    done.set(slot);
    slot_at(type.slots, rows[i].offset) = own.test(slot) ? slot_from_methods(ts, type, i) : slot_at(type.base->slots, rows[i].offset);
  }
  note_generic_access(type);
}

void type_update_slot(ThreadState& ts, Type& type, Str* name) {
  if (!type.has_flag(Type::kHeapType)) return;
  std::span<const SlotRow> rows = slot_rows();
  for (size_t i = 0; i < rows.size(); ++i) {
    if (ts.interp.slot_names[i] != name) continue;
    size_t first = i;
    while (!is_first_of_offset(rows, first)) {
      do --first;
      while (rows[first].offset != rows[i].offset);
    }
    slot_at(type.slots, rows[i].offset) = slot_from_methods(ts, type, first);
  }
  note_generic_access(type);
  for (uint32_t i = 0; i < type.subclass_count; ++i) type_update_slot(ts, *type.subclasses[i], name);
}

Status type_set_attr(ThreadState& ts, Type& type, Value name, Value value) {
  if (type.has_flag(Type::kImmutable)) {
    return raise(ts, Exc::kTypeError, "cannot set '%s' attribute of immutable type '%s'", Utf8(ts, name).c_str(), type_name(type));
  }
  type_modified(ts, type);  // first: the old value's finalizer must not find it in a cache
  TRY(generic_set_attr(ts, Value::from_object(&type), name, value));
  if (is<Str>(name)) {
    Own<Str> interned = TRY(intern(ts, as<Str>(name)));
    type_update_slot(ts, type, interned.get());
  }
  return {};
}

Status type_link_subclass(ThreadState& ts, Type& base, Type& type) { return add_subclass(ts, base, type); }

void type_unlink_subclass(Type& base, const Type& type) {
  for (uint32_t i = 0; i < base.subclass_count; ++i) {
    if (base.subclasses[i] != &type) continue;
    for (uint32_t k = i + 1; k < base.subclass_count; ++k) base.subclasses[k - 1] = base.subclasses[k];
    --base.subclass_count;
    return;
  }
}

}  // namespace pyemb
