// SPDX-License-Identifier: MIT
#include "vm/inline_cache.h"

#include "objects/attributes.h"
#include "objects/builtin.h"
#include "objects/class_method.h"
#include "objects/module.h"
#include "objects/shape.h"
#include "objects/str.h"

namespace pyemb {
namespace {

constexpr uint32_t kNoOffset = 0;

/// What an object is for the caches: its type, and where its own attributes are.
struct Layout {
  Type* type = nullptr;
  const Shape* shape = nullptr;  ///< null: a native object
  bool is_plain = false;         ///< the id tells which attributes it has: none, or those in the slots of the shape
  bool is_dict = false;          ///< they are in the dict in its first slot
};

Layout layout_of(ThreadState& ts, Value value) {
  Layout layout;
  if (!value.is_heap()) return layout;
  Object* object = value.as_object();
  layout.type = object->type;
  uint32_t id = object->shape_id();
  if (id >= kTypeCount) layout.shape = ts.interp.shapes[id];
  layout.is_dict = layout.shape != nullptr && layout.shape->is_dict;
  layout.is_plain = !layout.is_dict && layout.type->dict_offset == 0 && id != 0;
  return layout;
}

/// The byte offset of a member value from the object; kNoOffset if it depends on the object.
uint32_t member_offset(const Type& type, uint32_t index) {
  if (type.has_flag(Type::kVarSized)) return kNoOffset;
  return type.native_size + index * static_cast<uint32_t>(sizeof(Value));
}
uint32_t slot_offset(const Type& type, int slot) { return member_offset(type, type.member_count + static_cast<uint32_t>(slot)); }

bool is_data_descriptor(ThreadState& ts, Value value) { return type_of(ts, value).slots.descr_set != nullptr; }
bool is_descriptor(ThreadState& ts, Value value) { return type_of(ts, value).slots.descr_get != nullptr; }

/// The offset of a member of __slots__ (not of a field of a native struct).
uint32_t slot_member_offset(const Type& type, Value value) {
  if (!is_exactly(value, TypeId::kMemberDescriptor)) return kNoOffset;
  auto& member = as<MemberDescriptor>(value);
  return member.row == nullptr ? member_offset(type, member.index) : kNoOffset;
}

/// Fills a cache and rewrites the instruction. Each answers true, for the callers' last line.
bool fill_offset(Insn* pc, Op op, uint32_t shape, uint32_t version, uint32_t offset, uint32_t second = 0) {
  auto& cache = cache_of<AttrCache>(pc);
  cache.set_shape(shape);
  cache.version = version;
  cache.offset = offset;
  cache.new_shape = second;
  rewrite(pc, op);
  return true;
}
bool fill_value(Insn* pc, Op op, uint32_t shape, uint32_t version, Value value) {
  auto& cache = cache_of<AttrCache>(pc);
  cache.set_shape(shape);
  cache.version = version;
  cache.value = value.bits();
  rewrite(pc, op);
  return true;
}
bool fill_method(Insn* pc, Op op, uint32_t shape, uint32_t version, Value value, MethodCache::Self self) {
  cache_of<MethodCache>(pc).self = self;
  return fill_value(pc, op, shape, version, value);
}

/// Counts a look-up that no special form could have answered; after too many nobody tries any more.
void count_miss(Insn* pc) {
  auto& cache = cache_of<AttrCache>(pc);
  if (cache.misses() < kMaxMisses) ++cache.key;
}
bool gives_up(Insn* pc, Op generic) {
  if (cache_of<AttrCache>(pc).misses() < kMaxMisses) return false;
  rewrite(pc, generic);
  return true;
}

/// The entry of `name` in the dict in an object's first slot; UINT32_MAX: it is not there.
uint32_t entry_in_dict(ThreadState& ts, Value object, uint32_t offset, Str* name) {
  Value dict = *reinterpret_cast<Value*>(reinterpret_cast<char*>(object.as_object()) + offset);
  if (!is_dict(dict)) return UINT32_MAX;
  int64_t entry = dict_entry_of(ts, as<Dict>(dict), name);
  bool fits = entry >= 0 && entry < UINT32_MAX && as<Dict>(dict).entries[entry].key == Value::from_object(name);
  return fits ? static_cast<uint32_t>(entry) : UINT32_MAX;
}

bool cache_module(ThreadState& ts, Insn* pc, Value object, Str* name, Op op) {
  if (!is_exactly(object, TypeId::kModule) || !is_dict(as<Module>(object).dict)) return false;
  Dict& dict = as<Module>(object).globals();
  int64_t entry = dict_entry_of(ts, dict, name);
  uint32_t version = entry < 0 ? 0 : dict_keys_version(ts, dict);
  if (version == 0 || entry > UINT32_MAX) return false;
  return fill_offset(pc, op, object.as_object()->shape_id(), version, static_cast<uint32_t>(entry));
}

/// What a class or one of its bases has, where the metaclass is `type` itself and has no data descriptor of the name. Null: nothing.
Value find_on_class(ThreadState& ts, Value object, Str* name) {
  if (!is_exactly(object, TypeId::kType)) return Value::null();
  auto& type = as<Type>(object);
  Value on_meta = type_lookup(ts, *type.type, name);
  if (!on_meta.is_null() && is_data_descriptor(ts, on_meta)) return Value::null();
  return type_lookup(ts, type, name);
}

/// What `Class.name` gives for a value found on the class, if that needs no call; null otherwise.
Value without_binding(ThreadState& ts, Value value) {
  if (value.is_null()) return value;
  if (is_exactly(value, TypeId::kStaticMethod)) return as<StaticMethod>(value).callable;
  if (is_descriptor(ts, value) && !is_exactly(value, TypeId::kFunction)) return Value::null();
  return value;
}

bool try_load_attr(ThreadState& ts, Insn* pc, Value object, Str* name) {
  if (cache_module(ts, pc, object, name, Op::kLOAD_ATTR_MODULE)) return true;
  if (!object.is_heap()) return false;
  uint32_t id = object.as_object()->shape_id();
  Value on_class = without_binding(ts, find_on_class(ts, object, name));
  if (!on_class.is_null()) {
    uint32_t version = type_version(ts, as<Type>(object));
    return version != 0 && fill_value(pc, Op::kLOAD_ATTR_CLASS, id, version, on_class);
  }
  Layout layout = layout_of(ts, object);
  if ((!layout.is_plain && !layout.is_dict) || !layout.type->has_flag(Type::kGenericGet)) return false;
  uint32_t version = type_version(ts, *layout.type);
  if (version == 0) return false;
  Value on_type = type_lookup(ts, *layout.type, name);
  if (!on_type.is_null() && is_data_descriptor(ts, on_type)) {
    uint32_t offset = slot_member_offset(*layout.type, on_type);
    if (offset != kNoOffset) return fill_offset(pc, Op::kLOAD_ATTR_MEMBER, id, version, offset);
    if (!is_exactly(on_type, TypeId::kProperty)) return false;
    Value getter = as<Property>(on_type).fget;
    if (!is_exactly(getter, TypeId::kFunction) || as<Function>(getter).code->exact_args != 1) return false;
    return fill_value(pc, Op::kLOAD_ATTR_PROPERTY, id, version, getter);
  }
  if (layout.is_dict) {
    uint32_t offset = slot_offset(*layout.type, 0);
    uint32_t entry = offset == kNoOffset ? UINT32_MAX : entry_in_dict(ts, object, offset, name);
    return entry != UINT32_MAX && fill_offset(pc, Op::kLOAD_ATTR_HINT, id, version, offset, entry);
  }
  int slot = layout.shape == nullptr ? -1 : layout.shape->find(name);
  if (slot >= 0) {
    uint32_t offset = slot_offset(*layout.type, slot);
    return offset != kNoOffset && fill_offset(pc, Op::kLOAD_ATTR_SLOT, id, version, offset);
  }
  if (on_type.is_null() || is_descriptor(ts, on_type)) return false;
  return fill_value(pc, Op::kLOAD_ATTR_TYPE_VALUE, id, version, on_type);
}

/// An attribute that the object did not have before: the cache leads from the old shape to the new one.
bool cache_added(ThreadState& ts, Insn* pc, const Layout& layout, uint32_t shape_before, uint32_t version, uint32_t offset) {
  if (shape_before < kTypeCount) return false;
  const Shape& before = *ts.interp.shapes[shape_before];
  if (before.is_dict || layout.shape->parent != &before || before.type != layout.type) return false;
  return fill_offset(pc, Op::kSTORE_ATTR_ADD, shape_before, version, offset, layout.shape->id);
}

bool try_store_attr(ThreadState& ts, Insn* pc, Value object, Str* name, uint32_t shape_before) {
  Layout layout = layout_of(ts, object);
  if ((!layout.is_plain && !layout.is_dict) || !layout.type->has_flag(Type::kGenericSet)) return false;
  uint32_t version = type_version(ts, *layout.type);
  if (version == 0) return false;
  uint32_t id = object.as_object()->shape_id();
  Value on_type = type_lookup(ts, *layout.type, name);
  if (!on_type.is_null() && is_data_descriptor(ts, on_type)) {
    uint32_t offset = slot_member_offset(*layout.type, on_type);
    if (offset != kNoOffset) return fill_offset(pc, Op::kSTORE_ATTR_MEMBER, id, version, offset);
    if (!is_exactly(on_type, TypeId::kProperty)) return false;
    Value setter = as<Property>(on_type).fset;
    if (!is_exactly(setter, TypeId::kFunction) || as<Function>(setter).code->exact_args != 2) return false;
    return fill_value(pc, Op::kSTORE_ATTR_PROPERTY, id, version, setter);
  }
  if (layout.is_dict) {
    uint32_t offset = slot_offset(*layout.type, 0);
    uint32_t entry = offset == kNoOffset ? UINT32_MAX : entry_in_dict(ts, object, offset, name);
    return entry != UINT32_MAX && fill_offset(pc, Op::kSTORE_ATTR_HINT, id, version, offset, entry);
  }
  int slot = layout.shape == nullptr ? -1 : layout.shape->find(name);
  uint32_t offset = slot < 0 ? kNoOffset : slot_offset(*layout.type, slot);
  if (offset == kNoOffset) return false;
  if (id != shape_before) return cache_added(ts, pc, layout, shape_before, version, offset);
  return fill_offset(pc, Op::kSTORE_ATTR_SLOT, id, version, offset);
}

/// Methods of classes: functions and what needs no binding stand alone, class methods get the class.
bool cache_method_of_class(ThreadState& ts, Insn* pc, Value object, Value found) {
  uint32_t id = object.as_object()->shape_id();
  uint32_t version = type_version(ts, as<Type>(object));
  if (version == 0) return false;
  if (is_exactly(found, TypeId::kClassMethod)) {
    Value function = as<ClassMethod>(found).callable;
    if (!is_exactly(function, TypeId::kFunction)) return false;
    return fill_method(pc, Op::kLOAD_METHOD_CLASS, id, version, function, MethodCache::kObject);
  }
  Value value = without_binding(ts, found);
  return !value.is_null() && fill_method(pc, Op::kLOAD_METHOD_CLASS, id, version, value, MethodCache::kNone);
}

bool try_load_method(ThreadState& ts, Insn* pc, Value object, Str* name) {
  if (cache_module(ts, pc, object, name, Op::kLOAD_METHOD_MODULE)) return true;
  if (!object.is_heap()) return false;
  Value on_class = find_on_class(ts, object, name);
  if (!on_class.is_null()) return cache_method_of_class(ts, pc, object, on_class);
  Layout layout = layout_of(ts, object);
  if ((!layout.is_plain && !layout.is_dict) || !layout.type->has_flag(Type::kGenericGet)) return false;
  Value on_type = type_lookup(ts, *layout.type, name);
  if (on_type.is_null() || (layout.shape != nullptr && layout.shape->find(name) >= 0)) return false;
  uint32_t id = object.as_object()->shape_id();
  uint32_t version = type_version(ts, *layout.type);
  if (version == 0) return false;
  bool is_method = type_of(ts, on_type).has_flag(Type::kMethodDescriptor);
  if (layout.is_dict) {
    uint32_t offset = slot_offset(*layout.type, 0);
    if (!is_method || offset == kNoOffset || entry_in_dict(ts, object, offset, name) != UINT32_MAX) return false;
    return fill_value(pc, Op::kLOAD_METHOD_DICT, id, version, on_type);
  }
  if (is_method) return fill_method(pc, Op::kLOAD_METHOD_SHAPE, id, version, on_type, MethodCache::kObject);
  if (is_exactly(on_type, TypeId::kClassMethod) && is_exactly(as<ClassMethod>(on_type).callable, TypeId::kFunction)) {
    return fill_method(pc, Op::kLOAD_METHOD_VALUE, id, version, as<ClassMethod>(on_type).callable, MethodCache::kType);
  }
  if (is_exactly(on_type, TypeId::kStaticMethod)) {
    return fill_method(pc, Op::kLOAD_METHOD_VALUE, id, version, as<StaticMethod>(on_type).callable, MethodCache::kNone);
  }
  return !is_descriptor(ts, on_type) && fill_method(pc, Op::kLOAD_METHOD_VALUE, id, version, on_type, MethodCache::kNone);
}

}  // namespace

void cache_load_attr(ThreadState& ts, Insn* pc, Value object, Str* name) {
  if (!gives_up(pc, Op::kLOAD_ATTR) && !try_load_attr(ts, pc, object, name)) count_miss(pc);
}

void cache_store_attr(ThreadState& ts, Insn* pc, Value object, Str* name, uint32_t shape_before) {
  if (!gives_up(pc, Op::kSTORE_ATTR) && !try_store_attr(ts, pc, object, name, shape_before)) count_miss(pc);
}

void cache_load_method(ThreadState& ts, Insn* pc, Value object, Str* name) {
  if (!gives_up(pc, Op::kLOAD_METHOD) && !try_load_method(ts, pc, object, name)) count_miss(pc);
}

void cache_load_global(ThreadState& ts, Insn* pc, Frame& frame, Str* name, bool load_name) {
  auto& cache = cache_of<GlobalCache>(pc);
  if (!is_dict(Value::from_object(frame.globals))) return;  // a class of dicts may look up in its own way
  uint32_t globals_version = dict_keys_version(ts, *frame.globals);
  if (globals_version == 0) return;
  int64_t entry = dict_entry_of(ts, *frame.globals, name);
  if (entry >= 0) {
    cache = {globals_version, 0, static_cast<uint64_t>(entry)};
    return rewrite(pc, load_name ? Op::kLOAD_NAME_MODULE : Op::kLOAD_GLOBAL_MODULE);
  }
  if (!is_dict(Value::from_object(frame.builtins))) return;
  uint32_t builtins_version = dict_keys_version(ts, *frame.builtins);
  entry = dict_entry_of(ts, *frame.builtins, name);
  if (builtins_version == 0 || entry < 0) return;
  cache = {globals_version, builtins_version, static_cast<uint64_t>(entry)};
  rewrite(pc, load_name ? Op::kLOAD_NAME_BUILTIN : Op::kLOAD_GLOBAL_BUILTIN);
}

void cache_store_global(ThreadState& ts, Insn* pc, Frame& frame, Str* name, bool store_name) {
  uint32_t version = dict_keys_version(ts, *frame.globals);
  int64_t entry = dict_entry_of(ts, *frame.globals, name);
  if (version == 0 || entry < 0 || entry > UINT32_MAX) return;
  cache_of<StoreGlobalCache>(pc) = {version, static_cast<uint32_t>(entry)};
  rewrite(pc, store_name ? Op::kSTORE_NAME_CACHED : Op::kSTORE_GLOBAL_CACHED);
}

}  // namespace pyemb
