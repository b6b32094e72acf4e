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
#include "objects/type_cache.h"
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

namespace {

/// `head`: 0, or 16 bytes that stand before the header.
ALWAYS_INLINE Result<Ref> make_object(ThreadState& ts, Type& type, int64_t items, size_t head) {
  if (UNLIKELY(items < 0 || items > (int64_t{1} << 56))) return raise_no_memory(ts);
  size_t native = type.native_size + static_cast<size_t>(items) * type.spec->item_size;
  if (type.has_flag(Type::kVarSized)) native = (native + 7) & ~size_t{7};
  size_t values = type.member_count;
  uint32_t shape_id = static_cast<uint32_t>(type.id);
  if ((type.flags & (Type::kAttrSlots | Type::kHeapType | Type::kDescribed)) != 0) {  // one without attribute slots has a root of capacity 0
    Shape* shape = shape_for_new_instance(ts, type);
    if (UNLIKELY(shape == nullptr)) return raise_no_memory(ts);
    values += shape->capacity;
    shape_id = shape->id;
  }
  size_t size = native + values * sizeof(Value);
  bool large = false;
  char* block = static_cast<char*>(ts.interp.heap.allocate_object(head + size, &large));
  if (UNLIKELY(block == nullptr)) return raise_no_memory(ts);
  std::memset(block, 0, head + size);
  auto* object = reinterpret_cast<Object*>(block + head);
  object->type = &type;
  object->refcount = 1;
  object->shape_and_flags = (shape_id << Object::kShapeShift) | (large ? uint32_t{Object::kLarge} : 0);
  if (head != 0 && !type.is_collected()) object->set(Object::kHeaded);
  if (type.spec->item_size != 0) static_cast<VarObject*>(object)->size = items;
  if (type.has_flag(Type::kHeapType)) {
    incref(static_cast<Object*>(&type));
    // The maker of the native part only tracks what its own type tracks.
    if (type.is_collected() && (type.spec->flags & Type::kCollected) == 0) gc_track(ts, object);
  }
  return Ref::steal(object);
}

}  // namespace

Result<Ref> new_object(ThreadState& ts, Type& type, int64_t items) {
  const bool headed = type.is_collected() || type.spec->end != nullptr;  // types of C code free their objects themselves
  return make_object(ts, type, items, headed ? sizeof(GcHead) : 0);
}
Result<Ref> new_headed_object(ThreadState& ts, Type& type, int64_t items) { return make_object(ts, type, items, sizeof(GcHead)); }

// -- looking up ----------------------------------------------------------------------------------------------------------------

const char* short_type_name(const Type& type) {
  // The text of a name is ASCII or, rarely, wider: its UTF-8 is not kept, so that a wider name shows the native base's name.
  if (type.name != nullptr && type.name->ascii) return type.name->ascii_view().data();
  const char* dot = std::strrchr(type.spec->name, '.');
  return dot != nullptr ? dot + 1 : type.spec->name;
}
const char* type_name(const Type& type) {
  return type.has_flag(Type::kHeapType) && !type.has_flag(Type::kDescribed) ? short_type_name(type) : type.spec->name;
}
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
    if (t == &base || (t->spec->second_base == base.id && base.id != TypeId::kNoType)) return true;
  }
  return false;
}

namespace {

/// Twice the size, and empty. Without memory it stays as it is.
COLD void grow_cache(Interpreter& interp) {
  TypeCache& cache = interp.type_cache;
  const uint32_t size = cache.mask + 1;
  cache.replaced = 0;
  auto* entries = static_cast<TypeCacheEntry*>(interp.heap.allocate_zeroed_buffer(size_t{size} * 2 * sizeof(TypeCacheEntry)));
  if (entries == nullptr) return;
  for (uint32_t i = 0; i < size; ++i) {
    if (cache.entries[i].name != nullptr) decref(static_cast<Object*>(cache.entries[i].name));
  }
  interp.heap.release_buffer(cache.entries, size * sizeof(TypeCacheEntry));
  cache.entries = entries;
  cache.mask = size * 2 - 1;
}

/// ready_type() for those who cannot raise: a pending exception stays. False: no memory.
bool ready_quietly(ThreadState& ts, Type& type) {
  Ref pending = ts.take_pending();
  const bool ready = !make_type_ready(ts, type).raised();
  if (!ready) ts.clear_pending();
  ts.pending = pending.release();
  return ready;
}

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
  TypeCache& cache = ts.interp.type_cache;
  if (UNLIKELY(!name->interned)) {
    if (UNLIKELY(!type.has_flag(Type::kReady)) && !ready_quietly(ts, type)) return Value::null();
    return find_in_mro(ts, type, name);
  }
  Value value;
  if (LIKELY(find_cached(ts.interp, type, name, &value))) return value;
  if (UNLIKELY(!type.has_flag(Type::kReady)) && !ready_quietly(ts, type)) return Value::null();
  value = find_in_mro(ts, type, name);
  uint32_t version = type_version(ts, type);
  if (version != 0) {
    if (UNLIKELY(cache.replaced > cache.mask) && cache.mask + 1 < TypeCache::kLastSize) grow_cache(ts.interp);
    TypeCacheEntry& place = cache.entries[cache_place(cache, version, name)];
    incref(static_cast<Object*>(name));
    Str* old = std::exchange(place.name, name);
    place.version = version;
    place.value = value;
    if (old != nullptr) {
      ++cache.replaced;
      decref(static_cast<Object*>(old));
    }
  }
  return value;
}

void type_modified(ThreadState& ts, Type& type) {
  if (type.version == 0) return;
  type.version = 0;
  for (uint32_t i = 0; i < type.subclass_count; ++i) type_modified(ts, *type.subclasses[i]);
}

// -- slots as methods --------------------------------------------------------------------------------------------------------------

namespace {

/// What fills the slot at `offset`, given the methods that the class finds under the rows' names.
SlotFunction slot_from_methods(ThreadState& ts, Type& type, size_t first) {
  std::span<const SlotRow> rows = slot_rows();
  uint16_t offset = rows[first].offset;
  SlotFunction specific = nullptr;
  SlotFunction wrapped = nullptr;  // what the wrappers of the rows call: all the same, or the slot must look for itself
  SlotFunction generic = nullptr;
  bool use_generic = false;
  for (size_t i = first; i < rows.size(); ++i) {
    if (rows[i].offset != offset) continue;
    Value method = type_lookup(ts, type, ts.interp.slot_names[i]);
    if (method.is_null()) continue;
    if (is_exactly(method, TypeId::kWrapperDescriptor)) {
      auto& wrapper = as<WrapperDescriptor>(method);
      if (wrapper.row->number != i) {
        if (std::strcmp(wrapper.row->name, rows[i].name) == 0) continue;  // `__add__` of a sequence fills concat, not add
      } else if (is_subtype(type, *wrapper.owner) && (wrapped == nullptr || wrapped == wrapper.function)) {
        wrapped = wrapper.function;
        specific = wrapper.row->adapter != nullptr ? wrapper.row->adapter : wrapper.function;
        generic = rows[i].generic();
        continue;
      }
    } else if (is_exactly(method, TypeId::kBuiltin) && as<Builtin>(method).row->kind == NativeMethod::kTypeNew) {
      const Type& maker = as<Type>(as<Builtin>(method).self);
      specific = reinterpret_cast<SlotFunction>(&maker == &type ? type.spec->slots.new_ : maker.slots.new_);  // its own is being filled
      continue;
    } else if (method.is_none() && offset == offsetof(Slots, hash)) {
      specific = reinterpret_cast<SlotFunction>(&hash_unhashable);
      continue;
    }
    use_generic = true;
    if (SlotFunction function = rows[i].generic(); function != nullptr) generic = function;
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

constexpr size_t kSlots = sizeof(Slots) / sizeof(SlotFunction);

/// Adds the slots for which the class itself defines a method.
void add_own_slots(ThreadState& ts, const Type& type, std::bitset<kSlots>& own) {
  std::span<const SlotRow> rows = slot_rows();
  int64_t position = 0;
  Value key, value;
  while (dict_next(*type.dict, &position, &key, &value)) {
    if (!is<Str>(key) || as<Str>(key).length < 5 || as<Str>(key).at(0) != U'_') continue;
    const Str& name = as<Str>(key);
    for (size_t i : slot_rows_of_length(name.length)) {
      const Str* slot_name = ts.interp.slot_names[i];
      if (&name == slot_name || (!name.interned && str_equal(name, *slot_name))) own.set(rows[i].offset / sizeof(SlotFunction));
    }
  }
}

/// What the bases have in the slot at `offset`; false: they differ. An empty slot is one whose methods no class that the base inherits from has; but
/// `object` fills some slots.
bool inherited_slot(const Type& type, uint16_t offset, SlotFunction* function) {
  bool first = true, differ = false;
  for (Value base : type.bases->span()) {
    auto& parent = as<Type>(base);
    SlotFunction found = slot_at(parent.slots, offset);
    if (found == nullptr && !first) continue;
    differ = differ || (!first && *function != nullptr && found != *function);
    if (first || found != nullptr) *function = found;
    first = false;
  }
  return !differ;
}

}  // namespace

void type_fill_slots(ThreadState& ts, Type& type) {
  std::span<const SlotRow> rows = slot_rows();
  std::bitset<kSlots> own, done;
  add_own_slots(ts, type, own);
  for (Value base : type.mro->span()) {  // the methods of native types say more than their slots
    const Type& native = as<Type>(base);
    if (!native.has_flag(Type::kHeapType) && native.base != nullptr) add_own_slots(ts, native, own);
  }
  const Slots* only_base = type.bases->size == 1 ? &as<Type>(type.bases->at(0)).slots : nullptr;
  for (size_t i = 0; i < rows.size(); ++i) {
    const size_t slot = rows[i].offset / sizeof(SlotFunction);
    if (done.test(slot)) continue;
    done.set(slot);
    SlotFunction& place = slot_at(type.slots, rows[i].offset);
    if (only_base != nullptr && !own.test(slot)) {
      place = slot_at(*only_base, rows[i].offset);
      continue;
    }
    // A slot none of whose methods are defined anew is that of the bases.
    SlotFunction inherited = nullptr;
    place = !own.test(slot) && inherited_slot(type, rows[i].offset, &inherited) ? inherited : slot_from_methods(ts, type, i);
  }
  note_generic_access(type);
  if (ts.interp.hooks.type_changed != nullptr) ts.interp.hooks.type_changed(ts, type);
}

void type_update_slot(ThreadState& ts, Type& type, Str* name) {
  if (!type.has_flag(Type::kHeapType)) return;
  std::span<const SlotRow> rows = slot_rows();
  for (size_t i : slot_rows_of_length(name->length)) {
    if (ts.interp.slot_names[i] != name) continue;
    size_t first = i;
    while (!is_first_of_offset(rows, first)) {
      do --first;
      while (rows[first].offset != rows[i].offset);
    }
    slot_at(type.slots, rows[i].offset) = slot_from_methods(ts, type, first);
  }
  note_generic_access(type);
  if (ts.interp.hooks.type_changed != nullptr) ts.interp.hooks.type_changed(ts, type);
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

Status type_link_subclass(ThreadState& ts, Type& base, Type& type) {
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

void type_unlink_subclass(Type& base, const Type& type) {
  for (uint32_t i = 0; i < base.subclass_count; ++i) {
    if (base.subclasses[i] != &type) continue;
    for (uint32_t k = i + 1; k < base.subclass_count; ++k) base.subclasses[k - 1] = base.subclasses[k];
    --base.subclass_count;
    return;
  }
}

}  // namespace pyemb
