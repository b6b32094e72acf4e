// SPDX-License-Identifier: MIT
#include "objects/attributes.h"

#include "objects/builtin.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/function.h"
#include "objects/quiet_attributes.h"
#include "objects/raise.h"
#include "objects/shape.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_cache.h"
#include "state/names.h"
#include "state/native_stack.h"

namespace pyemb {
namespace {

/// The name as an interned str, or null with TypeError.
Result<Own<Str>> attribute_name(ThreadState& ts, Value name) {
  if (LIKELY(is_str(name) && as<Str>(name).interned)) return Own<Str>::copy(&as<Str>(name));
  if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "attribute name must be string, not '%s'", type_name(ts, name));
  return intern(ts, as<Str>(name));
}

Value* native_dict_field(Object* object) {
  uint32_t offset = object->type->dict_offset;
  return offset == 0 ? nullptr : reinterpret_cast<Value*>(reinterpret_cast<char*>(object) + offset);
}

bool has_slots(Object* object) { return object->type->has_flag(Type::kAttrSlots); }

/// Moves the attributes of an instance into a dict in slot 0. Borrowed dict.
Result<Value> to_dict_form(ThreadState& ts, Object* object) {
  Shape& shape = shape_of(ts, object);
  Value* slots = attribute_slots(object);
  if (shape.is_dict) {
    if (slots[0].is_null()) slots[0] = Ref(TRY(new_dict(ts))).release();
    return slots[0];
  }
  Shape* dict_shape = shape_in_dict_form(ts, shape);
  if (dict_shape == nullptr) return raise_no_memory(ts);
  Own<Dict> dict = TRY(new_dict(ts, shape.count));
  for (int i = 0; i < shape.count; ++i) {
    TRY(dict_set(ts, *dict, Value::from_object(shape.names[i]), slots[i]));
  }
  int count = shape.count;
  object->set_shape_id(dict_shape->id);
  Value old[Shape::kMaxCapacity];
  for (int i = 0; i < count; ++i) old[i] = std::exchange(slots[i], Value::null());
  slots[0] = Value::from_object(dict.release());
  for (int i = 0; i < count; ++i) decref(old[i]);  // the dict holds them, too
  return slots[0];
}

}  // namespace

Value instance_find(ThreadState& ts, Object* object, Str* name) {
  if (has_slots(object)) {
    Shape& shape = shape_of(ts, object);
    Value* slots = attribute_slots(object);
    if (!shape.is_dict) {
      int i = shape.find(name);
      return i < 0 ? Value::null() : slots[i];
    }
    return slots[0].is_null() ? Value::null() : dict_get(ts, as<Dict>(slots[0]), name);
  }
  Value* field = native_dict_field(object);
  if (field == nullptr || !is<Dict>(*field)) return Value::null();
  return dict_get(ts, as<Dict>(*field), name);
}

Result<Value> instance_dict(ThreadState& ts, Object* object) {
  if (has_slots(object)) return to_dict_form(ts, object);
  Value* field = native_dict_field(object);
  if (field == nullptr) return Value::null();
  if (field->is_null()) *field = Ref(TRY(new_dict(ts))).release();
  return *field;
}

Status set_instance_dict(ThreadState& ts, Object* object, Value dict) {
  Ref fresh = dict.is_null() ? Ref(TRY(new_dict(ts))) : Ref::copy(dict);
  if (has_slots(object)) {
    TRY(to_dict_form(ts, object));
    Ref old = Ref::steal(std::exchange(attribute_slots(object)[0], fresh.release()));
    return {};
  }
  Value* field = native_dict_field(object);
  if (field == nullptr) return raise_attribute_error(ts, Value::from_object(object), Value::from_object(ts.names().dunder_dict));
  Ref old = Ref::steal(std::exchange(*field, fresh.release()));
  return {};
}

namespace {

/// Sets an attribute of an instance in slot form; false: it must go to dict form.
Result<bool> set_in_slots(ThreadState& ts, Object* object, Str* name, Value value) {
  Shape& shape = shape_of(ts, object);
  Value* slots = attribute_slots(object);
  int i = shape.find(name);
  if (i >= 0) {
    Ref old = Ref::steal(std::exchange(slots[i], Ref::copy(value).release()));
    return true;
  }
  Shape* next = shape_with(ts, shape, name);
  if (next == nullptr) return false;
  slots[shape.count] = Ref::copy(value).release();
  object->set_shape_id(next->id);
  Type& type = *object->type;
  if (next->count > type.most_slots) type.most_slots = next->count;
  return true;
}

}  // namespace

Result<bool> instance_set(ThreadState& ts, Object* object, Value name_value, Value value) {
  Own<Str> name = TRY(attribute_name(ts, name_value));
  if (has_slots(object) && !shape_of(ts, object).is_dict) {
    Shape& shape = shape_of(ts, object);
    if (!value.is_null()) {
      bool done = TRY(set_in_slots(ts, object, name.get(), value));
      if (done) return true;
      if (shape.count + 1u > object->type->most_slots) object->type->most_slots = shape.count + 1u;
    } else {
      int i = shape.find(name.get());
      if (i < 0) return false;
      if (i == shape.count - 1) {
        object->set_shape_id(shape.parent->id);
        Ref old = Ref::steal(std::exchange(attribute_slots(object)[i], Value::null()));
        return true;
      }
    }
  }
  if (value.is_null() && !has_slots(object)) {
    Value* field = native_dict_field(object);
    if (field != nullptr && field->is_null()) return false;
  }
  Value dict = TRY(instance_dict(ts, object));
  if (dict.is_null()) return raise_attribute_error(ts, Value::from_object(object), name);
  Ref keep = Ref::copy(dict);
  if (value.is_null()) return dict_delete(ts, as<Dict>(keep), name);
  TRY(dict_set(ts, as<Dict>(keep), name, value));
  return true;
}

Result<Ref> generic_find_attr(ThreadState& ts, Value object, Value name_value) {
  if (native_stack_spent(ts)) return raise_recursion(ts, "");
  Own<Str> name = TRY(attribute_name(ts, name_value));
  Type& type = type_of(ts, object);
  TRY(ready_type(ts, type));
  Ref descriptor = Ref::copy(type_lookup(ts, type, name.get()));
  DescrGetFn get = nullptr;
  if (descriptor) {
    Type& descriptor_type = type_of(ts, descriptor);
    get = descriptor_type.slots.descr_get;
    if (get != nullptr && descriptor_type.slots.descr_set != nullptr) return get(ts, descriptor, object, Value::from_object(&type));
  }
  if (object.is_heap()) {
    Value own = instance_find(ts, object.as_object(), name.get());
    if (!own.is_null()) return Ref::copy(own);
  }
  if (get != nullptr) return get(ts, descriptor, object, Value::from_object(&type));
  if (descriptor) return descriptor;
  return Result<Ref>::absent();
}

Result<Ref> generic_get_attr(ThreadState& ts, Value object, Value name) {
  Ref result = TRY(generic_find_attr(ts, object, name));
  if (UNLIKELY(result.is_absent())) return raise_attribute_error(ts, object, name);
  return result;
}

Status generic_set_attr(ThreadState& ts, Value object, Value name_value, Value value) {
  Own<Str> name = TRY(attribute_name(ts, name_value));
  Type& type = type_of(ts, object);
  TRY(ready_type(ts, type));
  Ref descriptor = Ref::copy(type_lookup(ts, type, name.get()));
  if (descriptor) {
    DescrSetFn set = type_of(ts, descriptor).slots.descr_set;
    if (set != nullptr) return set(ts, descriptor, object, value);
  }
  bool keeps_attributes = object.is_heap() && (type.has_flag(Type::kAttrSlots) || type.dict_offset != 0);
  if (!keeps_attributes) {
    if (!descriptor) return raise_attribute_error(ts, object, name);
    return raise_attribute_error(ts, object, name, "'%s' object attribute '%s' is read-only", type_name(type), Utf8(ts, *name).c_str());
  }
  Ref keep = Ref::copy(object);
  bool done = TRY(instance_set(ts, object.as_object(), name, value));
  if (!done) return raise_attribute_error(ts, object, name);
  return {};
}

namespace {

/// The slot of an attribute that an instance has of its own, where that is all there is to it: the ordinary rules, and nothing of that name in the class.
/// Null: it takes the long way.
ALWAYS_INLINE Value* own_slot(ThreadState& ts, Value object, Value name, Type::Flag ordinary) {
  if (!object.is_heap() || !is_str(name) || !as<Str>(name).interned) return nullptr;
  const Type& type = *object.as_object()->type;
  if (!type.has_flag(Type::kAttrSlots) || !type.has_flag(ordinary)) return nullptr;
  Value hiding;
  if (!find_cached(ts.interp, type, &as<Str>(name), &hiding) || !hiding.is_null()) return nullptr;
  const Shape& shape = shape_of(ts, object.as_object());
  if (shape.is_dict) return nullptr;
  const int i = shape.find(&as<Str>(name));
  return i < 0 ? nullptr : attribute_slots(object.as_object()) + i;
}

/// An AttributeError that says neither which attribute nor of what, as a __getattr__ may raise it, is told both: for suggestions.
COLD Raised name_attribute(ThreadState& ts, Value object, Value name) {
  if (!pending_is(ts, Exc::kAttributeError)) return {};
  auto& error = as<AttributeErrorLayout>(ts.pending);
  if (!error.name.is_null() || !error.obj.is_null()) return {};
  error.name = Ref::copy(name).release();
  error.obj = Ref::copy(object).release();
  return {};
}

}  // namespace

Result<Ref> get_attr(ThreadState& ts, Value object, Value name) {
  const Value* slot = own_slot(ts, object, name, Type::kGenericGet);
  if (slot != nullptr && LIKELY(!slot->is_null())) return Ref::copy(*slot);
  if (native_stack_spent(ts)) return raise_recursion(ts, "");
  if (UNLIKELY(!is_str(name)) && !is<Str>(name)) {
    return raise(ts, Exc::kTypeError, "attribute name must be string, not '%s'", type_name(ts, name));
  }
  Result<Ref> value = type_of(ts, object).slots.getattr(ts, object, name);
  if (UNLIKELY(value.raised())) return name_attribute(ts, object, name);
  return value;
}

Result<Ref> get_attr(ThreadState& ts, Value object, const char* name) {
  Own<Str> text = TRY(intern(ts, name));
  return get_attr(ts, object, text);
}

Result<Ref> find_attr(ThreadState& ts, Value object, Value name) {
  const GetAttrFn rules = type_of(ts, object).slots.getattr;
  Result<Ref> result = rules == &generic_get_attr  ? generic_find_attr(ts, object, name)
                       : rules == &module_get_attr ? module_find_attr(ts, object, name)
                       : rules == &type_get_attr   ? type_find_attr(ts, object, name)
                                                   : get_attr(ts, object, name);
  if (!result.raised()) return result;
  if (!clear_pending_if(ts, Exc::kAttributeError)) return Raised{};
  return Result<Ref>::absent();
}

Result<Ref> find_attr(ThreadState& ts, Value object, const char* name) {
  Own<Str> text = TRY(intern(ts, name));
  return find_attr(ts, object, text);
}

Status set_attr(ThreadState& ts, Value object, Value name, Value value) {
  if (Value* slot = value.is_null() ? nullptr : own_slot(ts, object, name, Type::kGenericSet)) {
    Ref old = Ref::steal(std::exchange(*slot, Ref::copy(value).release()));
    return {};
  }
  if (native_stack_spent(ts)) return raise_recursion(ts, "");
  if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "attribute name must be string, not '%s'", type_name(ts, name));
  Type& type = type_of(ts, object);
  if (LIKELY(type.slots.setattr != nullptr)) return type.slots.setattr(ts, object, name, value);
  return raise(ts, Exc::kTypeError, "'%s' object has %s attributes (%s .%s)", type_name(type),
               type.slots.getattr == nullptr ? "no" : "only read-only", value.is_null() ? "del" : "assign to", Utf8(ts, name).c_str());
}

Status set_attr(ThreadState& ts, Value object, const char* name, Value value) {
  Own<Str> text = TRY(intern(ts, name));
  return set_attr(ts, object, text, value);
}

Result<Ref> find_special(ThreadState& ts, Value object, Str* name) {
  Type& type = type_of(ts, object);
  TRY(ready_type(ts, type));
  Value found = type_lookup(ts, type, name);
  if (found.is_null()) return Result<Ref>::absent();
  Ref method = Ref::copy(found);
  DescrGetFn get = type_of(ts, method).slots.descr_get;
  if (get == nullptr) return method;
  return get(ts, method, object, Value::from_object(&type));
}

Result<Ref> call_found(ThreadState& ts, Value method, Value object, std::span<const Value> args) {
  Type& method_type = type_of(ts, method);
  if (LIKELY(method_type.has_flag(Type::kMethodDescriptor))) {
    constexpr size_t kSmall = 6;
    if (LIKELY(args.size() < kSmall)) {
      Value all[kSmall];
      all[0] = object;
      for (size_t i = 0; i < args.size(); ++i) all[i + 1] = args[i];
      return call(ts, method, CallArgs{all, args.size() + 1});
    }
  }
  DescrGetFn get = method_type.slots.descr_get;
  if (get == nullptr) return call(ts, method, CallArgs{args.data(), args.size()});
  Ref bound = TRY(get(ts, method, object, Value::from_object(&type_of(ts, object))));
  return call(ts, bound, CallArgs{args.data(), args.size()});
}

Result<Ref> call_special(ThreadState& ts, Value object, Str* name, std::span<const Value> args) {
  Type& type = type_of(ts, object);
  TRY(ready_type(ts, type));
  Value found = type_lookup(ts, type, name);
  if (found.is_null()) return Result<Ref>::absent();
  Ref method = Ref::copy(found);
  return call_found(ts, method, object, args);
}

Result<Ref> get_method(ThreadState& ts, Value object, Value name, bool* self_needed) {
  *self_needed = false;
  Type& type = type_of(ts, object);
  if (type.slots.getattr != &generic_get_attr || !is_str(name)) return get_attr(ts, object, name);
  Own<Str> interned = TRY(attribute_name(ts, name));
  TRY(ready_type(ts, type));
  Value found = type_lookup(ts, type, interned.get());
  if (found.is_null() || !type_of(ts, found).has_flag(Type::kMethodDescriptor)) return generic_get_attr(ts, object, name);
  if (object.is_heap()) {
    Value own = instance_find(ts, object.as_object(), interned.get());
    if (!own.is_null()) return Ref::copy(own);
  }
  *self_needed = true;
  return Ref::copy(found);
}

}  // namespace pyemb
