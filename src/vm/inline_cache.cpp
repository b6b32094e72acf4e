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

bool gives_up(const AttrCache& cache) { return cache.misses() >= kMaxMisses; }

/// The shape of an object whose type keeps to the ordinary rules, or null: native objects (their id is no Shape), objects that
/// compute attributes.
struct Layout {
  Type* type = nullptr;
  const Shape* shape = nullptr;  ///< null: the object has no attributes of its own
  bool is_known = false;         ///< whether the object's id tells which attributes it has
};

Layout layout_of(ThreadState& ts, Value value) {
  Layout layout;
  if (!value.is_heap()) return layout;
  Object* object = value.as_object();
  layout.type = object->type;
  uint32_t id = object->shape_id();
  if (id >= kTypeCount) layout.shape = ts.interp.shapes[id];
  bool has_dict = layout.type->dict_offset != 0 || (layout.shape != nullptr && layout.shape->is_dict);
  layout.is_known = !has_dict && (layout.shape != nullptr || id != 0);
  return layout;
}

/// The byte offset of a member value from the object; 0 if it depends on the object.
uint32_t member_offset(const Type& type, uint32_t index) {
  if (type.has_flag(Type::kVarSized)) return 0;
  return type.native_size + index * static_cast<uint32_t>(sizeof(Value));
}
uint32_t slot_offset(const Type& type, int slot) { return member_offset(type, type.member_count + static_cast<uint32_t>(slot)); }

bool is_data_descriptor(ThreadState& ts, Value value) { return type_of(ts, value).slots.descr_set != nullptr; }
bool is_descriptor(ThreadState& ts, Value value) { return type_of(ts, value).slots.descr_get != nullptr; }

/// A member of __slots__ (not a field of a native struct).
const MemberDescriptor* as_slot_member(Value value) {
  if (!is_exactly(value, TypeId::kMemberDescriptor)) return nullptr;
  auto& member = as<MemberDescriptor>(value);
  return member.row == nullptr ? &member : nullptr;
}

void fill_offset(Insn* pc, Op op, Object* object, uint32_t version, uint32_t offset) {
  auto& cache = cache_of<AttrCache>(pc);
  cache.set_shape(object->shape_id());
  cache.version = version;
  cache.offset = offset;
  rewrite(pc, op);
}
void fill_value(Insn* pc, Op op, uint32_t shape, uint32_t version, Value value) {
  auto& cache = cache_of<AttrCache>(pc);
  cache.set_shape(shape);
  cache.version = version;
  cache.value = value.bits();
  rewrite(pc, op);
}

bool cache_module_attribute(ThreadState& ts, Insn* pc, Value object, Str* name, Op op) {
  if (!is_exactly(object, TypeId::kModule) || !is_dict(as<Module>(object).dict)) return false;
  Dict& dict = as<Module>(object).globals();
  int64_t entry = dict_entry_of(ts, dict, name);
  uint32_t version = entry < 0 ? 0 : dict_keys_version(ts, dict);
  if (version == 0 || entry > UINT32_MAX) return false;
  fill_offset(pc, op, object.as_object(), version, static_cast<uint32_t>(entry));
  return true;
}

/// Attributes of classes whose metaclass is type itself: what the class and its bases have, unless `type` has a data descriptor of the name.
bool cache_class_attribute(ThreadState& ts, Insn* pc, Value object, Str* name, Op op) {
  if (!is_exactly(object, TypeId::kType)) return false;
  auto& type = as<Type>(object);
  Value on_meta = type_lookup(ts, *type.type, name);
  if (!on_meta.is_null() && is_data_descriptor(ts, on_meta)) return false;
  Value value = type_lookup(ts, type, name);
  if (value.is_null()) return false;
  if (is_exactly(value, TypeId::kStaticMethod)) {
    value = as<StaticMethod>(value).callable;
  } else if (is_descriptor(ts, value) && !is_exactly(value, TypeId::kFunction)) {
    return false;
  }
  uint32_t version = type_version(ts, type);
  if (version == 0) return false;
  fill_value(pc, op, object.as_object()->shape_id(), version, value);
  return true;
}

}  // namespace

void cache_load_attr(ThreadState& ts, Insn* pc, Value object, Str* name) {
  if (gives_up(cache_of<AttrCache>(pc))) return rewrite(pc, Op::kLOAD_ATTR);
  if (cache_module_attribute(ts, pc, object, name, Op::kLOAD_ATTR_MODULE)) return;
  if (cache_class_attribute(ts, pc, object, name, Op::kLOAD_ATTR_CLASS)) return;
  Layout layout = layout_of(ts, object);
  if (!layout.is_known || !layout.type->has_flag(Type::kGenericGet)) return;
  uint32_t version = type_version(ts, *layout.type);
  if (version == 0) return;
  Value on_type = type_lookup(ts, *layout.type, name);
  if (!on_type.is_null() && is_data_descriptor(ts, on_type)) {
    const MemberDescriptor* member = as_slot_member(on_type);
    uint32_t offset = member == nullptr ? 0 : member_offset(*layout.type, member->index);
    if (offset != 0) return fill_offset(pc, Op::kLOAD_ATTR_MEMBER, object.as_object(), version, offset);
    if (is_exactly(on_type, TypeId::kProperty) && is_exactly(as<Property>(on_type).fget, TypeId::kFunction) &&
        as<Function>(as<Property>(on_type).fget).code->exact_args == 1) {
      fill_value(pc, Op::kLOAD_ATTR_PROPERTY, object.as_object()->shape_id(), version, as<Property>(on_type).fget);
    }
    return;
  }
  int slot = layout.shape == nullptr ? -1 : layout.shape->find(name);
  if (slot >= 0) {
    uint32_t offset = slot_offset(*layout.type, slot);
    if (offset != 0) fill_offset(pc, Op::kLOAD_ATTR_SLOT, object.as_object(), version, offset);
    return;
  }
  if (!on_type.is_null() && !is_descriptor(ts, on_type)) {
    fill_value(pc, Op::kLOAD_ATTR_TYPE_VALUE, object.as_object()->shape_id(), version, on_type);
  }
}

void cache_store_attr(ThreadState& ts, Insn* pc, Value object, Str* name, uint32_t shape_before) {
  if (gives_up(cache_of<AttrCache>(pc))) return rewrite(pc, Op::kSTORE_ATTR);
  Layout layout = layout_of(ts, object);
  if (!layout.is_known || !layout.type->has_flag(Type::kGenericSet)) return;
  uint32_t version = type_version(ts, *layout.type);
  if (version == 0) return;
  Value on_type = type_lookup(ts, *layout.type, name);
  if (!on_type.is_null() && is_data_descriptor(ts, on_type)) {
    const MemberDescriptor* member = as_slot_member(on_type);
    uint32_t offset = member == nullptr ? 0 : member_offset(*layout.type, member->index);
    if (offset != 0) fill_offset(pc, Op::kSTORE_ATTR_MEMBER, object.as_object(), version, offset);
    return;
  }
  int slot = layout.shape == nullptr ? -1 : layout.shape->find(name);
  uint32_t offset = slot < 0 ? 0 : slot_offset(*layout.type, slot);
  if (offset == 0) return;
  if (layout.shape->id == shape_before) return fill_offset(pc, Op::kSTORE_ATTR_SLOT, object.as_object(), version, offset);
  const Shape& before = *ts.interp.shapes[shape_before];
  if (shape_before < kTypeCount || before.is_dict || layout.shape->parent != &before || before.type != layout.type) return;
  fill_offset(pc, Op::kSTORE_ATTR_ADD, object.as_object(), version, offset);
  auto& cache = cache_of<AttrCache>(pc);
  cache.new_shape = layout.shape->id;
  cache.key = shape_before << Object::kShapeShift | cache.misses();
}

void cache_load_method(ThreadState& ts, Insn* pc, Value object, Str* name) {
  if (gives_up(cache_of<AttrCache>(pc))) return rewrite(pc, Op::kLOAD_METHOD);
  if (cache_module_attribute(ts, pc, object, name, Op::kLOAD_METHOD_MODULE)) return;
  if (cache_class_attribute(ts, pc, object, name, Op::kLOAD_METHOD_CLASS)) return;
  Layout layout = layout_of(ts, object);
  if (!layout.is_known || !layout.type->has_flag(Type::kGenericGet)) return;
  Value on_type = type_lookup(ts, *layout.type, name);
  if (on_type.is_null() || !type_of(ts, on_type).has_flag(Type::kMethodDescriptor)) return;
  if (layout.shape != nullptr && layout.shape->find(name) >= 0) return;
  uint32_t version = type_version(ts, *layout.type);
  if (version != 0) fill_value(pc, Op::kLOAD_METHOD_SHAPE, object.as_object()->shape_id(), version, on_type);
}

void cache_load_global(ThreadState& ts, Insn* pc, Frame& frame, Str* name, bool load_name) {
  auto& cache = cache_of<GlobalCache>(pc);
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
