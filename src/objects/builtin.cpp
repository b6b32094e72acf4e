// SPDX-License-Identifier: MIT
#include "objects/builtin.h"

#include <cstring>

#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/call.h"
#include "objects/class_method.h"
#include "objects/slot_table.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"
#include "state/names.h"

namespace pyemb {

// -- what the rows say about themselves ------------------------------------------------------------------------------------

namespace {

/// The end of a leading signature line "name(...)\n--\n\n" in a doc string, or null.
const char* signature_end(const char* doc) {
  const char* end = std::strstr(doc, ")\n--\n\n");
  return end;
}

}  // namespace

Result<Ref> native_doc(ThreadState& ts, const char* doc) {
  if (doc == nullptr || *doc == 0) return Ref::none();
  const char* end = signature_end(doc);
  return new_str(ts, end != nullptr ? end + 6 : doc);
}

Result<Ref> native_signature(ThreadState& ts, const char* signature) {
  if (signature == nullptr || *signature != '(') return Ref::none();
  return new_str(ts, signature);
}

Result<Ref> native_signature(ThreadState& ts, const NativeMethod& row) {
  if (row.signature != nullptr || row.doc == nullptr) return native_signature(ts, row.signature);
  size_t length = std::strlen(row.name);
  const char* end = signature_end(row.doc);
  if (end == nullptr || std::strncmp(row.doc, row.name, length) != 0 || row.doc[length] != '(') return Ref::none();
  return new_str(ts, std::string_view(row.doc + length, static_cast<size_t>(end + 1 - row.doc) - length));
}

// -- Builtin -----------------------------------------------------------------------------------------------------------------

Result<Ref> new_builtin(ThreadState& ts, const NativeMethod& row, Value self, Value module) {
  Own<Builtin> builtin = TRY(new_native<Builtin>(ts));
  builtin->row = &row;
  builtin->self = Ref::copy(self).release();
  builtin->module = Ref::copy(module).release();
  gc_track(ts, builtin.get());
  return builtin;
}

namespace {

Result<Ref> builtin_call(ThreadState& ts, Value self, CallArgs args) {
  Builtin& builtin = as<Builtin>(self);
  return builtin.row->entry(ts, *builtin.row, builtin.self, args);
}

bool is_of_module(const Builtin& builtin) {
  return builtin.self.is_null() || is_exactly(builtin.self, TypeId::kModule) || builtin.row->kind == NativeMethod::kFunction;
}

Result<Ref> builtin_repr(ThreadState& ts, Value self) {
  Builtin& builtin = as<Builtin>(self);
  if (is_of_module(builtin)) return new_str_format(ts, "<built-in function %s>", builtin.row->name);
  return new_str_format(ts, "<built-in method %s of %s object at %p>", builtin.row->name, type_name(ts, builtin.self),
                        reinterpret_cast<void*>(builtin.self.bits()));
}

Result<int64_t> builtin_hash(ThreadState&, Value self) {
  Builtin& builtin = as<Builtin>(self);
  int64_t h = hash_address(reinterpret_cast<void*>(builtin.self.bits())) ^ hash_address(builtin.row);
  return h == -1 ? -2 : h;
}

Result<Ref> builtin_compare(ThreadState&, Value left, Value right, Compare op) {
  if ((op != Compare::kEq && op != Compare::kNe) || !is<Builtin>(right)) return Result<Ref>::not_implemented();
  Builtin& a = as<Builtin>(left);
  Builtin& b = as<Builtin>(right);
  bool same = a.row == b.row && a.self == b.self;
  return Result<Ref>::boolean(same == (op == Compare::kEq));
}

Result<Ref> builtin_name(ThreadState& ts, Builtin& self) { return new_str(ts, self.row->name); }

Result<Ref> builtin_qualname(ThreadState& ts, Builtin& self) {
  if (is_of_module(self)) return new_str(ts, self.row->name);
  Value owner = is<Type>(self.self) ? self.self : Value::from_object(&type_of(ts, self.self));
  Ref qualname = TRY(get_attr(ts, owner, ts.names().dunder_qualname));
  return new_str_format(ts, "%s.%s", Utf8(ts, qualname).c_str(), self.row->name);
}

Result<Ref> builtin_doc(ThreadState& ts, Builtin& self) { return native_doc(ts, self.row->doc); }
Result<Ref> builtin_signature(ThreadState& ts, Builtin& self) { return native_signature(ts, *self.row); }
Value builtin_module(ThreadState&, Builtin& self) { return self.module.is_null() ? Value::none() : self.module; }
Value builtin_self(ThreadState&, Builtin& self) { return self.self.is_null() ? Value::none() : self.self; }

Result<Ref> builtin_reduce(ThreadState& ts, Builtin& self) {
  if (is_of_module(self)) return new_str(ts, self.row->name);
  Ref getattr = TRY(get_attr(ts, ts.interp.builtins, "get"));
  Own<Str> name = TRY(intern(ts, "getattr"));
  Ref function = TRY(call(ts, getattr, name));
  Own<Str> own_name = TRY(new_str(ts, self.row->name));
  Own<Tuple> args = TRY(new_tuple_of(ts, self.self, own_name));
  return new_tuple_of(ts, function, args);
}

void builtin_traverse(Object* object, GcVisitor& visit) {
  auto* builtin = static_cast<Builtin*>(object);
  visit(builtin->self);
  visit(builtin->module);
  visit(builtin->kept);
}

void builtin_dealloc(ThreadState&, Object* object) {
  auto* builtin = static_cast<Builtin*>(object);
  decref(std::exchange(builtin->self, Value::null()));
  decref(std::exchange(builtin->module, Value::null()));
  decref(std::exchange(builtin->kept, Value::null()));
}

constexpr GetSet kBuiltinGetSets[] = {
    getset<builtin_name>("__name__", nullptr),           getset<builtin_qualname>("__qualname__", nullptr),
    getset<builtin_doc>("__doc__", nullptr),             getset<builtin_signature>("__text_signature__", nullptr),
    getset<builtin_module>("__module__", nullptr),       getset<builtin_self>("__self__", nullptr),
};
constexpr NativeMethod kBuiltinMethods[] = {
    method<builtin_reduce>("__reduce__", "($self, /)", "Return state information for pickling."),
};

}  // namespace

constexpr TypeSpec kBuiltinSpec = {
    .name = "builtin_function_or_method",
    .id = TypeId::kBuiltin,
    .size = sizeof(Builtin),
    .flags = Type::kCollected | Type::kNoNew | Type::kWeakrefable,
    .methods = kBuiltinMethods,
    .getsets = kBuiltinGetSets,
    .slots = {.repr = builtin_repr, .hash = builtin_hash, .call = builtin_call, .compare = builtin_compare},
    .traverse = builtin_traverse,
    .dealloc = builtin_dealloc,
};

// -- method descriptors --------------------------------------------------------------------------------------------------------

Result<Ref> new_method_descriptor(ThreadState& ts, const NativeMethod& row, Type& owner) {
  if (row.kind == NativeMethod::kStaticMethod) {
    Ref function = TRY(new_builtin(ts, row, Value::from_object(&owner), Value::null()));
    return new_static_method(ts, function);
  }
  TypeId id = row.kind == NativeMethod::kClassMethod ? TypeId::kClassMethodDescriptor : TypeId::kMethodDescriptor;
  Type* type = TRY(find_type(ts, id));
  Own<MethodDescriptor> descriptor = TRY(new_native<MethodDescriptor>(ts, *type));
  descriptor->row = &row;
  descriptor->owner = Own<Type>::copy(&owner).release();
  gc_track(ts, descriptor.get());
  return descriptor;
}

namespace {

Status check_self(ThreadState& ts, const MethodDescriptor& descriptor, CallArgs args) {
  const Type& owner = *descriptor.owner;
  if (args.count < 1) {
    return raise(ts, Exc::kTypeError, "unbound method %s.%s() needs an argument", Utf8(ts, *owner.qualname).c_str(), descriptor.row->name);
  }
  if (is_subtype(type_of(ts, args.values[0]), owner)) return {};
  return raise(ts, Exc::kTypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", descriptor.row->name, type_name(owner),
               type_name(ts, args.values[0]));
}

}  // namespace

Result<Ref> call_method_descriptor(ThreadState& ts, MethodDescriptor& descriptor, CallArgs args) {
  if (UNLIKELY(args.count < 1 || &type_of(ts, args.values[0]) != descriptor.owner)) TRY(check_self(ts, descriptor, args));
  return descriptor.row->entry(ts, *descriptor.row, args.values[0], CallArgs{args.values + 1, args.count - 1, args.names});
}

namespace {

Result<Ref> method_descriptor_call(ThreadState& ts, Value self, CallArgs args) {
  return call_method_descriptor(ts, as<MethodDescriptor>(self), args);
}

/// The check that every descriptor's __get__ makes of the instance.
Status check_instance(ThreadState& ts, const char* name, Type& owner, Value instance) {
  if (is_subtype(type_of(ts, instance), owner)) return {};
  return raise(ts, Exc::kTypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name, type_name(owner), type_name(ts, instance));
}

Result<Ref> method_descriptor_get(ThreadState& ts, Value self, Value instance, Value) {
  MethodDescriptor& descriptor = as<MethodDescriptor>(self);
  if (instance.is_null()) return Ref::copy(self);
  TRY(check_instance(ts, descriptor.row->name, *descriptor.owner, instance));
  return new_builtin(ts, *descriptor.row, instance, Value::null());
}

Result<Ref> class_method_descriptor_get(ThreadState& ts, Value self, Value instance, Value owner) {
  MethodDescriptor& descriptor = as<MethodDescriptor>(self);
  if (owner.is_null()) {
    if (instance.is_null()) {
      return raise(ts, Exc::kTypeError, "descriptor '%s' for type '%s' needs either an object or a type", descriptor.row->name, type_name(*descriptor.owner));
    }
    owner = Value::from_object(&type_of(ts, instance));
  }
  if (!is<Type>(owner)) {
    return raise(ts, Exc::kTypeError, "descriptor '%s' for type '%s' needs a type, not a '%s' as arg 2", descriptor.row->name, type_name(*descriptor.owner),
                 type_name(ts, owner));
  }
  if (!is_subtype(as<Type>(owner), *descriptor.owner)) {
    return raise(ts, Exc::kTypeError, "descriptor '%s' requires a subtype of '%s' but received '%s'", descriptor.row->name, type_name(*descriptor.owner),
                 type_name(as<Type>(owner)));
  }
  return new_builtin(ts, *descriptor.row, owner, Value::null());
}

Result<Ref> class_method_descriptor_call(ThreadState& ts, Value self, CallArgs args) {
  MethodDescriptor& descriptor = as<MethodDescriptor>(self);
  if (args.count < 1) return raise(ts, Exc::kTypeError, "descriptor '%s' of '%s' object needs an argument", descriptor.row->name, type_name(*descriptor.owner));
  Ref bound = TRY(class_method_descriptor_get(ts, self, Value::null(), args.values[0]));
  return call(ts, bound, CallArgs{args.values + 1, args.count - 1, args.names});
}

Result<Ref> method_descriptor_repr(ThreadState& ts, Value self) {
  MethodDescriptor& descriptor = as<MethodDescriptor>(self);
  return new_str_format(ts, "<method '%s' of '%s' objects>", descriptor.row->name, type_name(*descriptor.owner));
}

void method_descriptor_traverse(Object* object, GcVisitor& visit) { visit(static_cast<MethodDescriptor*>(object)->owner); }
void method_descriptor_dealloc(ThreadState&, Object* object) { decref(static_cast<Object*>(static_cast<MethodDescriptor*>(object)->owner)); }

Result<Ref> owner_qualname(ThreadState& ts, Type& owner, const char* name) {
  Ref qualname = TRY(get_attr(ts, Value::from_object(&owner), ts.names().dunder_qualname));
  return new_str_format(ts, "%s.%s", Utf8(ts, qualname).c_str(), name);
}

Result<Ref> method_descriptor_name(ThreadState& ts, Value self) { return new_str(ts, as<MethodDescriptor>(self).row->name); }
Result<Ref> method_descriptor_qualname(ThreadState& ts, Value self) {
  return owner_qualname(ts, *as<MethodDescriptor>(self).owner, as<MethodDescriptor>(self).row->name);
}
Result<Ref> method_descriptor_doc(ThreadState& ts, Value self) { return native_doc(ts, as<MethodDescriptor>(self).row->doc); }
Result<Ref> method_descriptor_signature(ThreadState& ts, Value self) { return native_signature(ts, *as<MethodDescriptor>(self).row); }
Value method_descriptor_objclass(ThreadState&, Value self) { return Value::from_object(as<MethodDescriptor>(self).owner); }

/// (getattr, (owner, name)), for all kinds of descriptors.
Result<Ref> reduce_descriptor(ThreadState& ts, Type& owner, Value name) {
  Ref builtins_get = TRY(get_attr(ts, ts.interp.builtins, "get"));
  Own<Str> key = TRY(intern(ts, "getattr"));
  Ref getattr = TRY(call(ts, builtins_get, key));
  Own<Tuple> args = TRY(new_tuple_of(ts, Value::from_object(&owner), name));
  return new_tuple_of(ts, getattr, args);
}

Result<Ref> method_descriptor_reduce(ThreadState& ts, Value self) {
  Own<Str> name = TRY(new_str(ts, as<MethodDescriptor>(self).row->name));
  return reduce_descriptor(ts, *as<MethodDescriptor>(self).owner, name);
}

constexpr GetSet kMethodDescriptorGetSets[] = {
    getset<method_descriptor_name>("__name__", nullptr),         getset<method_descriptor_qualname>("__qualname__", nullptr),
    getset<method_descriptor_doc>("__doc__", nullptr),           getset<method_descriptor_signature>("__text_signature__", nullptr),
    getset<method_descriptor_objclass>("__objclass__", nullptr),
};
constexpr NativeMethod kMethodDescriptorMethods[] = {
    method<method_descriptor_reduce>("__reduce__", "($self, /)", "Return state information for pickling."),
};

}  // namespace

constexpr TypeSpec kMethodDescriptorSpec = {
    .name = "method_descriptor",
    .id = TypeId::kMethodDescriptor,
    .size = sizeof(MethodDescriptor),
    .flags = Type::kCollected | Type::kNoNew | Type::kMethodDescriptor,
    .methods = kMethodDescriptorMethods,
    .getsets = kMethodDescriptorGetSets,
    .slots = {.repr = method_descriptor_repr, .call = method_descriptor_call, .descr_get = method_descriptor_get},
    .traverse = method_descriptor_traverse,
    .dealloc = method_descriptor_dealloc,
};

constexpr TypeSpec kClassMethodDescriptorSpec = {
    .name = "classmethod_descriptor",
    .id = TypeId::kClassMethodDescriptor,
    .size = sizeof(MethodDescriptor),
    .flags = Type::kCollected | Type::kNoNew,
    .getsets = kMethodDescriptorGetSets,
    .slots = {.repr = method_descriptor_repr, .call = class_method_descriptor_call, .descr_get = class_method_descriptor_get},
    .traverse = method_descriptor_traverse,
    .dealloc = method_descriptor_dealloc,
};

// -- slot wrappers -------------------------------------------------------------------------------------------------------------

Result<Ref> new_wrapper_descriptor(ThreadState& ts, const SlotRow& row, Type& owner) {
  Own<WrapperDescriptor> descriptor = TRY(new_native<WrapperDescriptor>(ts));
  descriptor->row = &row;
  descriptor->owner = Own<Type>::copy(&owner).release();
  descriptor->function = slot_at(owner.slots, row.offset);
  gc_track(ts, descriptor.get());
  return descriptor;
}

namespace {

Result<Ref> wrapper_descriptor_call(ThreadState& ts, Value self, CallArgs args) {
  WrapperDescriptor& descriptor = as<WrapperDescriptor>(self);
  if (args.count < 1) return raise(ts, Exc::kTypeError, "descriptor '%s' of '%s' object needs an argument", descriptor.row->name, type_name(*descriptor.owner));
  if (!is_subtype(type_of(ts, args.values[0]), *descriptor.owner)) {
    return raise(ts, Exc::kTypeError, "descriptor '%s' requires a '%s' object but received a '%s'", descriptor.row->name, type_name(*descriptor.owner),
                 type_name(ts, args.values[0]));
  }
  return descriptor.row->wrapper(ts, *descriptor.row, descriptor.function, args.values[0], CallArgs{args.values + 1, args.count - 1, args.names});
}

Result<Ref> wrapper_descriptor_get(ThreadState& ts, Value self, Value instance, Value) {
  WrapperDescriptor& descriptor = as<WrapperDescriptor>(self);
  if (instance.is_null()) return Ref::copy(self);
  TRY(check_instance(ts, descriptor.row->name, *descriptor.owner, instance));
  Own<MethodWrapper> wrapper = TRY(new_native<MethodWrapper>(ts));
  wrapper->descriptor = Own<WrapperDescriptor>::copy(&descriptor).release();
  wrapper->self = Ref::copy(instance).release();
  gc_track(ts, wrapper.get());
  return wrapper;
}

Result<Ref> wrapper_descriptor_repr(ThreadState& ts, Value self) {
  WrapperDescriptor& descriptor = as<WrapperDescriptor>(self);
  return new_str_format(ts, "<slot wrapper '%s' of '%s' objects>", descriptor.row->name, type_name(*descriptor.owner));
}

Result<Ref> wrapper_descriptor_name(ThreadState& ts, WrapperDescriptor& self) { return new_str(ts, self.row->name); }
Result<Ref> wrapper_descriptor_qualname(ThreadState& ts, WrapperDescriptor& self) { return owner_qualname(ts, *self.owner, self.row->name); }
Result<Ref> wrapper_descriptor_doc(ThreadState& ts, WrapperDescriptor& self) { return native_doc(ts, self.row->doc); }
Result<Ref> wrapper_descriptor_signature(ThreadState& ts, WrapperDescriptor& self) { return native_signature(ts, self.row->signature); }
Value wrapper_descriptor_objclass(ThreadState&, WrapperDescriptor& self) { return Value::from_object(self.owner); }
Result<Ref> wrapper_descriptor_reduce(ThreadState& ts, WrapperDescriptor& self) {
  Own<Str> name = TRY(new_str(ts, self.row->name));
  return reduce_descriptor(ts, *self.owner, name);
}

void wrapper_descriptor_traverse(Object* object, GcVisitor& visit) { visit(static_cast<WrapperDescriptor*>(object)->owner); }
void wrapper_descriptor_dealloc(ThreadState&, Object* object) { decref(static_cast<Object*>(static_cast<WrapperDescriptor*>(object)->owner)); }

constexpr GetSet kWrapperDescriptorGetSets[] = {
    getset<wrapper_descriptor_name>("__name__", nullptr),         getset<wrapper_descriptor_qualname>("__qualname__", nullptr),
    getset<wrapper_descriptor_doc>("__doc__", nullptr),           getset<wrapper_descriptor_signature>("__text_signature__", nullptr),
    getset<wrapper_descriptor_objclass>("__objclass__", nullptr),
};
constexpr NativeMethod kWrapperDescriptorMethods[] = {
    method<wrapper_descriptor_reduce>("__reduce__", "($self, /)", "Return state information for pickling."),
};

Result<Ref> method_wrapper_call(ThreadState& ts, Value self, CallArgs args) {
  MethodWrapper& wrapper = as<MethodWrapper>(self);
  WrapperDescriptor& descriptor = *wrapper.descriptor;
  return descriptor.row->wrapper(ts, *descriptor.row, descriptor.function, wrapper.self, args);
}

Result<Ref> method_wrapper_repr(ThreadState& ts, Value self) {
  MethodWrapper& wrapper = as<MethodWrapper>(self);
  return new_str_format(ts, "<method-wrapper '%s' of %s object at %p>", wrapper.descriptor->row->name, type_name(ts, wrapper.self),
                        reinterpret_cast<void*>(wrapper.self.bits()));
}

Result<int64_t> method_wrapper_hash(ThreadState&, Value self) {
  MethodWrapper& wrapper = as<MethodWrapper>(self);
  int64_t h = hash_address(reinterpret_cast<void*>(wrapper.self.bits())) ^ hash_address(wrapper.descriptor);
  return h == -1 ? -2 : h;
}

Result<Ref> method_wrapper_compare(ThreadState&, Value left, Value right, Compare op) {
  if ((op != Compare::kEq && op != Compare::kNe) || !is<MethodWrapper>(right)) return Result<Ref>::not_implemented();
  MethodWrapper& a = as<MethodWrapper>(left);
  MethodWrapper& b = as<MethodWrapper>(right);
  bool same = a.descriptor == b.descriptor && a.self == b.self;
  return Result<Ref>::boolean(same == (op == Compare::kEq));
}

Result<Ref> method_wrapper_name(ThreadState& ts, MethodWrapper& self) { return new_str(ts, self.descriptor->row->name); }
Result<Ref> method_wrapper_qualname(ThreadState& ts, MethodWrapper& self) {
  return owner_qualname(ts, *self.descriptor->owner, self.descriptor->row->name);
}
Result<Ref> method_wrapper_doc(ThreadState& ts, MethodWrapper& self) { return native_doc(ts, self.descriptor->row->doc); }
Result<Ref> method_wrapper_signature(ThreadState& ts, MethodWrapper& self) { return native_signature(ts, self.descriptor->row->signature); }
Value method_wrapper_objclass(ThreadState&, MethodWrapper& self) { return Value::from_object(self.descriptor->owner); }
Value method_wrapper_self(ThreadState&, MethodWrapper& self) { return self.self; }
Result<Ref> method_wrapper_reduce(ThreadState& ts, MethodWrapper& self) {
  Own<Str> name = TRY(new_str(ts, self.descriptor->row->name));
  Ref pair = TRY(reduce_descriptor(ts, *self.descriptor->owner, name));
  Tuple& tuple = as<Tuple>(pair);
  Own<Tuple> args = TRY(new_tuple_of(ts, self.self, name));
  return new_tuple_of(ts, tuple.at(0), args);
}

void method_wrapper_traverse(Object* object, GcVisitor& visit) {
  auto* wrapper = static_cast<MethodWrapper*>(object);
  visit(wrapper->descriptor);
  visit(wrapper->self);
}
void method_wrapper_dealloc(ThreadState&, Object* object) {
  auto* wrapper = static_cast<MethodWrapper*>(object);
  if (wrapper->descriptor != nullptr) decref(static_cast<Object*>(wrapper->descriptor));
  decref(std::exchange(wrapper->self, Value::null()));
}

constexpr GetSet kMethodWrapperGetSets[] = {
    getset<method_wrapper_name>("__name__", nullptr),         getset<method_wrapper_qualname>("__qualname__", nullptr),
    getset<method_wrapper_doc>("__doc__", nullptr),           getset<method_wrapper_signature>("__text_signature__", nullptr),
    getset<method_wrapper_objclass>("__objclass__", nullptr), getset<method_wrapper_self>("__self__", nullptr),
};
constexpr NativeMethod kMethodWrapperMethods[] = {
    method<method_wrapper_reduce>("__reduce__", "($self, /)", "Return state information for pickling."),
};

}  // namespace

constexpr TypeSpec kWrapperDescriptorSpec = {
    .name = "wrapper_descriptor",
    .id = TypeId::kWrapperDescriptor,
    .size = sizeof(WrapperDescriptor),
    .flags = Type::kCollected | Type::kNoNew | Type::kMethodDescriptor,
    .methods = kWrapperDescriptorMethods,
    .getsets = kWrapperDescriptorGetSets,
    .slots = {.repr = wrapper_descriptor_repr, .call = wrapper_descriptor_call, .descr_get = wrapper_descriptor_get},
    .traverse = wrapper_descriptor_traverse,
    .dealloc = wrapper_descriptor_dealloc,
};

constexpr TypeSpec kMethodWrapperSpec = {
    .name = "method-wrapper",
    .id = TypeId::kMethodWrapper,
    .size = sizeof(MethodWrapper),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kMethodWrapperMethods,
    .getsets = kMethodWrapperGetSets,
    .slots = {.repr = method_wrapper_repr, .hash = method_wrapper_hash, .call = method_wrapper_call, .compare = method_wrapper_compare},
    .traverse = method_wrapper_traverse,
    .dealloc = method_wrapper_dealloc,
};

// -- members ---------------------------------------------------------------------------------------------------------------------

namespace {

Result<Own<MemberDescriptor>> new_member(ThreadState& ts, const Member* row, Str& name, Type& owner, uint32_t index) {
  Own<MemberDescriptor> descriptor = TRY(new_native<MemberDescriptor>(ts));
  descriptor->row = row;
  descriptor->owner = Own<Type>::copy(&owner).release();
  descriptor->name = Own<Str>::copy(&name).release();
  descriptor->index = index;
  gc_track(ts, descriptor.get());
  return descriptor;
}

Result<Ref> member_get(ThreadState& ts, Value self, Value instance, Value) {
  MemberDescriptor& descriptor = as<MemberDescriptor>(self);
  if (instance.is_null()) return Ref::copy(self);
  TRY(check_instance(ts, Utf8(ts, *descriptor.name).c_str(), *descriptor.owner, instance));
  if (descriptor.row != nullptr) return member_load(ts, *descriptor.row, instance.as_object());
  Value value = member_values(instance.as_object())[descriptor.index];
  if (value.is_null()) return raise_attribute_error(ts, instance, Value::from_object(descriptor.name));
  return Ref::copy(value);
}

Status member_set(ThreadState& ts, Value self, Value instance, Value value) {
  MemberDescriptor& descriptor = as<MemberDescriptor>(self);
  TRY(check_instance(ts, Utf8(ts, *descriptor.name).c_str(), *descriptor.owner, instance));
  if (descriptor.row != nullptr) return member_store(ts, *descriptor.row, instance.as_object(), value);
  Value& place = member_values(instance.as_object())[descriptor.index];
  if (value.is_null() && place.is_null()) {
    return raise_attribute_error(ts, instance, Value::from_object(descriptor.name), "%s", Utf8(ts, *descriptor.name).c_str());
  }
  Ref old = Ref::steal(std::exchange(place, Ref::copy(value).release()));
  return {};
}

Result<Ref> member_repr(ThreadState& ts, Value self) {
  MemberDescriptor& descriptor = as<MemberDescriptor>(self);
  return new_str_format(ts, "<member '%s' of '%s' objects>", Utf8(ts, *descriptor.name).c_str(), type_name(*descriptor.owner));
}

Value member_name(ThreadState&, MemberDescriptor& self) { return Value::from_object(self.name); }
Result<Ref> member_qualname(ThreadState& ts, MemberDescriptor& self) { return owner_qualname(ts, *self.owner, Utf8(ts, *self.name).c_str()); }
Result<Ref> member_doc(ThreadState& ts, MemberDescriptor& self) { return native_doc(ts, self.row != nullptr ? self.row->doc : nullptr); }
Value member_objclass(ThreadState&, MemberDescriptor& self) { return Value::from_object(self.owner); }
Result<Ref> member_reduce(ThreadState& ts, MemberDescriptor& self) { return reduce_descriptor(ts, *self.owner, Value::from_object(self.name)); }

void member_traverse(Object* object, GcVisitor& visit) { visit(static_cast<MemberDescriptor*>(object)->owner); }
void member_dealloc(ThreadState&, Object* object) {
  auto* descriptor = static_cast<MemberDescriptor*>(object);
  if (descriptor->owner != nullptr) decref(static_cast<Object*>(descriptor->owner));
  if (descriptor->name != nullptr) decref(static_cast<Object*>(descriptor->name));
}

constexpr GetSet kMemberGetSets[] = {
    getset<member_name>("__name__", nullptr),
    getset<member_qualname>("__qualname__", nullptr),
    getset<member_doc>("__doc__", nullptr),
    getset<member_objclass>("__objclass__", nullptr),
};
constexpr NativeMethod kMemberMethods[] = {
    method<member_reduce>("__reduce__", "($self, /)", "Return state information for pickling."),
};

}  // namespace

Result<Ref> new_member_descriptor(ThreadState& ts, const Member& row, Type& owner) {
  Own<Str> name = TRY(intern(ts, row.name));
  return new_member(ts, &row, *name, owner, 0);
}

Result<Ref> new_slot_member(ThreadState& ts, Str& name, Type& owner, uint32_t index) { return new_member(ts, nullptr, name, owner, index); }

constexpr TypeSpec kMemberDescriptorSpec = {
    .name = "member_descriptor",
    .id = TypeId::kMemberDescriptor,
    .size = sizeof(MemberDescriptor),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kMemberMethods,
    .getsets = kMemberGetSets,
    .slots = {.repr = member_repr, .descr_get = member_get, .descr_set = member_set},
    .traverse = member_traverse,
    .dealloc = member_dealloc,
};

// -- computed attributes ---------------------------------------------------------------------------------------------------------

Result<Ref> new_getset_descriptor(ThreadState& ts, const GetSet& row, Type& owner) {
  Own<GetSetDescriptor> descriptor = TRY(new_native<GetSetDescriptor>(ts));
  descriptor->row = &row;
  descriptor->owner = Own<Type>::copy(&owner).release();
  gc_track(ts, descriptor.get());
  return descriptor;
}

namespace {

Result<Ref> getset_get(ThreadState& ts, Value self, Value instance, Value) {
  GetSetDescriptor& descriptor = as<GetSetDescriptor>(self);
  if (instance.is_null()) return Ref::copy(self);
  TRY(check_instance(ts, descriptor.row->name, *descriptor.owner, instance));
  return descriptor.row->get(ts, *descriptor.row, instance);
}

Status getset_set(ThreadState& ts, Value self, Value instance, Value value) {
  GetSetDescriptor& descriptor = as<GetSetDescriptor>(self);
  TRY(check_instance(ts, descriptor.row->name, *descriptor.owner, instance));
  if (descriptor.row->set != nullptr) return descriptor.row->set(ts, *descriptor.row, instance, value);
  return raise(ts, Exc::kAttributeError, "attribute '%s' of '%s' objects is not writable", descriptor.row->name, type_name(*descriptor.owner));
}

Result<Ref> getset_repr(ThreadState& ts, Value self) {
  GetSetDescriptor& descriptor = as<GetSetDescriptor>(self);
  return new_str_format(ts, "<attribute '%s' of '%s' objects>", descriptor.row->name, type_name(*descriptor.owner));
}

Result<Ref> getset_name(ThreadState& ts, GetSetDescriptor& self) { return new_str(ts, self.row->name); }
Result<Ref> getset_qualname(ThreadState& ts, GetSetDescriptor& self) { return owner_qualname(ts, *self.owner, self.row->name); }
Result<Ref> getset_doc(ThreadState& ts, GetSetDescriptor& self) { return native_doc(ts, self.row->doc); }
Value getset_objclass(ThreadState&, GetSetDescriptor& self) { return Value::from_object(self.owner); }
Result<Ref> getset_reduce(ThreadState& ts, GetSetDescriptor& self) {
  Own<Str> name = TRY(new_str(ts, self.row->name));
  return reduce_descriptor(ts, *self.owner, name);
}

void getset_traverse(Object* object, GcVisitor& visit) { visit(static_cast<GetSetDescriptor*>(object)->owner); }
void getset_dealloc(ThreadState&, Object* object) { decref(static_cast<Object*>(static_cast<GetSetDescriptor*>(object)->owner)); }

constexpr GetSet kGetSetGetSets[] = {
    getset<getset_name>("__name__", nullptr),
    getset<getset_qualname>("__qualname__", nullptr),
    getset<getset_doc>("__doc__", nullptr),
    getset<getset_objclass>("__objclass__", nullptr),
};
constexpr NativeMethod kGetSetMethods[] = {
    method<getset_reduce>("__reduce__", "($self, /)", "Return state information for pickling."),
};

}  // namespace

constexpr TypeSpec kGetSetDescriptorSpec = {
    .name = "getset_descriptor",
    .id = TypeId::kGetSetDescriptor,
    .size = sizeof(GetSetDescriptor),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kGetSetMethods,
    .getsets = kGetSetGetSets,
    .slots = {.repr = getset_repr, .descr_get = getset_get, .descr_set = getset_set},
    .traverse = getset_traverse,
    .dealloc = getset_dealloc,
};

}  // namespace pyemb
