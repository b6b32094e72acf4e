// SPDX-License-Identifier: MIT
// The type `type` as Python sees it: calling a class, attributes of classes, the methods of type.
#include <cstring>

#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/builtin.h"
#include "objects/call.h"
#include "objects/class_text.h"
#include "objects/dict.h"
#include "objects/generic_alias.h"
#include "objects/list.h"
#include "objects/native.h"
#include "objects/quiet_attributes.h"
#include "objects/raise.h"
#include "objects/shape.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"
#include "state/names.h"

namespace pyemb {
namespace {

// -- calling -------------------------------------------------------------------------------------------------------------------

Result<Ref> type_call(ThreadState& ts, Value self, CallArgs args) {
  Type& type = as<Type>(self);
  if (type.id == TypeId::kType && args.names.is_null()) {
    if (args.count == 1) return Ref::copy(static_cast<Object*>(&type_of(ts, args.values[0])));
    if (args.count != 3) return raise(ts, Exc::kTypeError, "type() takes 1 or 3 arguments");
  }
  if (UNLIKELY(type.slots.new_ == nullptr || type.has_flag(Type::kNoNew))) {
    return raise(ts, Exc::kTypeError, "cannot create '%s' instances", type_name(type));
  }
  Ref object = TRY(type.slots.new_(ts, type, args));
  Type& made = type_of(ts, object);
  if (!is_subtype(made, type) || made.slots.init == nullptr) return object;
  TRY(made.slots.init(ts, object, args));
  return object;
}

Status type_init(ThreadState& ts, Value, CallArgs args) {
  if (!args.names.is_null() && args.count == 1 && as<Tuple>(args.names).size != 0) {
    return raise(ts, Exc::kTypeError, "type.__init__() takes no keyword arguments");
  }
  if (args.count != 1 && args.count != 3) return raise(ts, Exc::kTypeError, "type.__init__() takes 1 or 3 arguments");
  return {};
}

}  // namespace

// -- attributes of classes -------------------------------------------------------------------------------------------------------

Result<Ref> type_find_attr(ThreadState& ts, Value self, Value name_value) {
  Type& type = as<Type>(self);
  if (!is<Str>(name_value)) return raise(ts, Exc::kTypeError, "attribute name must be string, not '%s'", type_name(ts, name_value));
  Own<Str> name = TRY(intern(ts, as<Str>(name_value)));
  Type& metatype = *type.type;
  TRY(ready_type(ts, type));
  TRY(ready_type(ts, metatype));
  Ref of_meta = Ref::copy(type_lookup(ts, metatype, name.get()));
  DescrGetFn get = nullptr;
  if (of_meta) {
    Slots& slots = type_of(ts, of_meta).slots;
    get = slots.descr_get;
    if (get != nullptr && slots.descr_set != nullptr) return get(ts, of_meta, self, Value::from_object(&metatype));
  }
  Ref own = Ref::copy(type_lookup(ts, type, name.get()));
  if (own) {
    DescrGetFn own_get = type_of(ts, own).slots.descr_get;
    if (own_get != nullptr) return own_get(ts, own, Value::null(), self);
    return own;
  }
  if (get != nullptr) return get(ts, of_meta, self, Value::from_object(&metatype));
  if (of_meta) return of_meta;
  return Result<Ref>::absent();
}

Result<Ref> type_get_attr(ThreadState& ts, Value self, Value name) {
  Ref found = TRY(type_find_attr(ts, self, name));
  if (!found.is_absent()) return found;
  return raise_attribute_error(ts, self, name, "type object '%s' has no attribute '%s'", type_name(as<Type>(self)), Utf8(ts, name).c_str());
}

namespace {

Status type_set_attr_slot(ThreadState& ts, Value self, Value name, Value value) {
  if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "attribute name must be string, not '%s'", type_name(ts, name));
  return type_set_attr(ts, as<Type>(self), name, value);
}

Result<Ref> type_repr(ThreadState& ts, Value self) {
  Type& type = as<Type>(self);
  TRY(ready_type(ts, type));
  Ref module = TRY(find_attr(ts, self, ts.names().dunder_module));
  bool shows_module = !module.is_absent() && is<Str>(module) && !str_equal(*module.as<Str>(), "builtins");
  Value qualname = Value::from_object(type.qualname);
  if (!shows_module) return new_str_format(ts, "<class '%s'>", Utf8(ts, qualname).c_str());
  return new_str_format(ts, "<class '%s.%s'>", Utf8(ts, module).c_str(), Utf8(ts, qualname).c_str());
}

Status check_settable(ThreadState& ts, Type& type, Value value, const char* name) {
  if (type.has_flag(Type::kImmutable)) {
    return raise(ts, Exc::kTypeError, "cannot set '%s' attribute of immutable type '%s'", name, type_name(type));
  }
  if (value.is_null()) return raise(ts, Exc::kTypeError, "cannot delete '%s' attribute of immutable type '%s'", name, type_name(type));
  return audit_attribute(ts, "object.__setattr__", Value::from_object(&type), name, value);
}

/// The bits of CPython's type flags that Python code looks at (inspect.isabstract and its like).
int64_t type_get_flags(ThreadState&, Type& type) {
  constexpr struct {
    uint32_t ours;
    int theirs;
  } kPublic[] = {{Type::kSequence, 5}, {Type::kMapping, 6},  {Type::kNoNew, 7},   {Type::kImmutable, 8}, {Type::kHeapType, 9}, {Type::kSubclassable, 10},
                 {Type::kReady, 12},   {Type::kCollected, 14}, {Type::kMethodDescriptor, 17}, {Type::kAbstract, 20}, {Type::kMatchSelf, 22}};
  int64_t flags = 0;
  for (auto [ours, theirs] : kPublic) {
    if (type.has_flag(static_cast<Type::Flag>(ours))) flags |= int64_t{1} << theirs;
  }
  return flags;
}

/// Weak references stand in a table, not in the objects: not 0 says that there may be some.
int64_t type_get_weakref_offset(ThreadState&, Type& type) { return type.has_flag(Type::kWeakrefable) ? type.native_size : 0; }
int64_t type_get_item_size(ThreadState&, Type& type) { return type.spec->item_size; }

Result<Ref> type_get_name(ThreadState& ts, Type& type) {
  TRY(ready_type(ts, type));
  return Ref::copy(static_cast<Object*>(type.name));
}
Status type_set_name(ThreadState& ts, Type& type, Value value) {
  TRY(check_settable(ts, type, value, "__name__"));
  if (!is<Str>(value)) return raise(ts, Exc::kTypeError, "can only assign string to %s.__name__, not '%s'", type_name(type), type_name(ts, value));
  TRY(check_class_name(ts, as<Str>(value)));
  Own<Str> name = TRY(intern(ts, as<Str>(value)));
  Own<Str> old = Own<Str>::steal(std::exchange(type.name, name.release()));
  if (ts.interp.hooks.type_changed != nullptr) ts.interp.hooks.type_changed(ts, type);
  return {};
}

Result<Ref> type_get_qualname(ThreadState& ts, Type& type) {
  TRY(ready_type(ts, type));
  return Ref::copy(static_cast<Object*>(type.qualname));
}
Status type_set_qualname(ThreadState& ts, Type& type, Value value) {
  TRY(check_settable(ts, type, value, "__qualname__"));
  if (!is<Str>(value)) return raise(ts, Exc::kTypeError, "can only assign string to %s.__qualname__, not '%s'", type_name(type), type_name(ts, value));
  Own<Str> old = Own<Str>::steal(std::exchange(type.qualname, Own<Str>::copy(&as<Str>(value)).release()));
  return {};
}

Result<Ref> type_get_module(ThreadState& ts, Type& type) {
  TRY(ready_type(ts, type));
  if (!type.has_flag(Type::kHeapType)) return Ref::copy(type.module);
  Value module = dict_get(ts, *type.dict, ts.names().dunder_module);
  if (module.is_null()) return raise(ts, Exc::kAttributeError, "__module__");
  return Ref::copy(module);
}
Status type_set_module(ThreadState& ts, Type& type, Value value) {
  TRY(check_settable(ts, type, value, "__module__"));
  type_modified(ts, type);
  return dict_set(ts, *type.dict, Value::from_object(ts.names().dunder_module), value);
}

Result<Ref> type_get_bases(ThreadState& ts, Type& type) {
  TRY(ready_type(ts, type));
  return Ref::copy(static_cast<Object*>(type.bases));
}
Result<Ref> type_get_dict(ThreadState& ts, Type& type) {
  TRY(ready_type(ts, type));
  return call(ts, Value::from_object(&core_type(ts, TypeId::kMappingProxy)), Value::from_object(type.dict));
}

Result<Ref> type_get_doc(ThreadState& ts, Type& type) {
  if (!type.has_flag(Type::kHeapType) && type.spec->doc != nullptr) return native_doc(ts, type.spec->doc);
  TRY(ready_type(ts, type));
  Value doc = dict_get(ts, *type.dict, ts.names().dunder_doc);
  if (doc.is_null()) return Ref::none();
  DescrGetFn get = type_of(ts, doc).slots.descr_get;
  if (get != nullptr) return get(ts, doc, Value::null(), Value::from_object(&type));
  return Ref::copy(doc);
}
Status type_set_doc(ThreadState& ts, Type& type, Value value) {
  TRY(check_settable(ts, type, value, "__doc__"));
  type_modified(ts, type);
  return dict_set(ts, *type.dict, Value::from_object(ts.names().dunder_doc), value);
}

Result<Ref> type_get_text_signature(ThreadState& ts, Type& type) {
  if (type.spec->doc == nullptr || (type.has_flag(Type::kHeapType) && !type.has_flag(Type::kDescribed))) return Ref::none();
  const std::string_view doc = type.spec->doc;
  const char* name = short_type_name(type);
  const size_t open = std::strlen(name);
  const size_t end = doc.find(")\n--\n\n");
  if (!doc.starts_with(name) || end == std::string_view::npos || open > end || doc[open] != '(') return Ref::none();
  return new_str(ts, doc.substr(open, end - open + 1));
}

Result<Ref> type_get_abstract_methods(ThreadState& ts, Type& type) {
  TRY(ready_type(ts, type));
  Value methods = type.id == TypeId::kType ? Value::null() : dict_get(ts, *type.dict, ts.names().dunder_abstractmethods);
  if (methods.is_null()) return raise(ts, Exc::kAttributeError, "__abstractmethods__");
  return Ref::copy(methods);
}
Status type_set_abstract_methods(ThreadState& ts, Type& type, Value value) {
  TRY(ready_type(ts, type));
  Value name = Value::from_object(ts.names().dunder_abstractmethods);
  bool abstract = false;
  if (value.is_null()) {
    bool found = TRY(dict_delete(ts, *type.dict, name));
    if (!found) return raise(ts, Exc::kAttributeError, "__abstractmethods__");
  } else {
    abstract = TRY(truth(ts, value));
    TRY(dict_set(ts, *type.dict, name, value));
  }
  type_modified(ts, type);
  type.flags = abstract ? type.flags | Type::kAbstract : type.flags & ~static_cast<uint32_t>(Type::kAbstract);
  return {};
}

Result<Ref> type_get_annotations(ThreadState& ts, Type& type) {
  Value name = Value::from_object(ts.names().dunder_annotations);
  if (!type.has_flag(Type::kHeapType)) return raise_attribute_error(ts, Value::from_object(&type), name, "type object '%s' has no attribute '__annotations__'", type_name(type));
  Value own = dict_get(ts, *type.dict, ts.names().dunder_annotations);
  if (!own.is_null()) {
    DescrGetFn get = type_of(ts, own).slots.descr_get;
    if (get != nullptr) return get(ts, own, Value::null(), Value::from_object(&type));
    return Ref::copy(own);
  }
  Own<Dict> made = TRY(new_dict(ts));
  TRY(dict_set(ts, *type.dict, name, made));
  type_modified(ts, type);
  return made;
}
Status type_set_annotations(ThreadState& ts, Type& type, Value value) {
  if (type.has_flag(Type::kImmutable)) {
    return raise(ts, Exc::kTypeError, "cannot set '__annotations__' attribute of immutable type '%s'", type_name(type));
  }
  type_modified(ts, type);
  Value name = Value::from_object(ts.names().dunder_annotations);
  if (!value.is_null()) return dict_set(ts, *type.dict, name, value);
  bool found = TRY(dict_delete(ts, *type.dict, name));
  if (!found) return raise(ts, Exc::kAttributeError, "__annotations__");
  return {};
}

/// Everything that assigning __bases__ requires of the layouts.
bool same_layout(const Type& a, const Type& b) {
  return a.spec == b.spec && a.native_size == b.native_size && a.member_count == b.member_count && a.has_flag(Type::kAttrSlots) == b.has_flag(Type::kAttrSlots);
}

Status recompute_mro(ThreadState& ts, Type& type) {
  Ref order = TRY(compute_mro(ts, type));
  Tuple* old = std::exchange(type.mro, static_cast<Tuple*>(order.release().as_object()));
  if (old != nullptr) decref(static_cast<Object*>(old));  // null: called by mro() of a metaclass, while the class is made
  type_modified(ts, type);
  type_fill_slots(ts, type);
  for (uint32_t i = 0; i < type.subclass_count; ++i) TRY(recompute_mro(ts, *type.subclasses[i]));
  return {};
}

Status type_set_bases(ThreadState& ts, Type& type, Value value) {
  TRY(check_settable(ts, type, value, "__bases__"));
  if (!is<Tuple>(value)) return raise(ts, Exc::kTypeError, "can only assign tuple to %s.__bases__, not %s", type_name(type), type_name(ts, value));
  Tuple& bases = as<Tuple>(value);
  if (bases.size == 0) return raise(ts, Exc::kTypeError, "can only assign non-empty tuple to %s.__bases__, not ()", type_name(type));
  for (Value base : bases.span()) {
    if (!is<Type>(base)) return raise(ts, Exc::kTypeError, "%s.__bases__ must be tuple of classes, not '%s'", type_name(type), type_name(ts, base));
    if (is_subtype(as<Type>(base), type)) return raise(ts, Exc::kTypeError, "a __bases__ item causes an inheritance cycle");
  }
  Type& first = as<Type>(bases.at(0));
  if (!same_layout(*type.base, first)) {
    return raise(ts, Exc::kTypeError, "__bases__ assignment: '%s' object layout differs from '%s'", type_name(first), type_name(*type.base));
  }
  type_modified(ts, type);
  for (Value base : type.bases->span()) type_unlink_subclass(as<Type>(base), type);
  Own<Tuple> old_bases = Own<Tuple>::steal(std::exchange(type.bases, Own<Tuple>::copy(&bases).release()));
  Own<Type> old_base = Own<Type>::steal(std::exchange(type.base, Own<Type>::copy(&first).release()));
  Status status = recompute_mro(ts, type);
  if (status.raised()) {
    std::swap(type.bases, *reinterpret_cast<Tuple**>(&old_bases));
    std::swap(type.base, *reinterpret_cast<Type**>(&old_base));
  }
  for (Value base : type.bases->span()) TRY(type_link_subclass(ts, as<Type>(base), type));
  return status;
}

// -- methods -----------------------------------------------------------------------------------------------------------------------

Result<Ref> type_mro(ThreadState& ts, Type& type) {
  TRY(ready_type(ts, type));
  Ref order = TRY(compute_mro(ts, type));
  return to_list(ts, order);
}

Result<Ref> type_subclasses(ThreadState& ts, Type& type) {
  Own<List> list = TRY(new_list(ts));
  TRY(type_add_subclasses(ts, type, *list));
  return list;
}

Result<Ref> type_prepare(ThreadState& ts, Type&, Rest, Keywords) { return new_dict(ts); }
Result<bool> type_instance_check(ThreadState& ts, Type& type, Value instance) { return real_is_instance(ts, instance, Value::from_object(&type)); }
Result<bool> type_subclass_check(ThreadState& ts, Type& type, Value subclass) { return real_is_subclass(ts, subclass, Value::from_object(&type)); }

/// dir() of a class: the names of its own dict and of its bases' dicts.
Status merge_class_dict(ThreadState& ts, Dict& into, Value cls) {
  Ref dict = TRY(find_attr(ts, cls, ts.names().dunder_dict));
  if (!dict.is_absent()) TRY(dict_update(ts, into, dict));
  Ref bases = TRY(find_attr(ts, cls, ts.names().dunder_bases));
  if (bases.is_absent() || !is<Tuple>(bases)) return {};
  RecursionGuard guard(ts, "");
  if (guard.exceeded()) return guard.raise();
  for (int64_t i = 0; i < bases.as<Tuple>()->size; ++i) TRY(merge_class_dict(ts, into, bases.as<Tuple>()->at(i)));
  return {};
}

Result<Ref> type_dir(ThreadState& ts, Type& type) {
  Own<Dict> names = TRY(new_dict(ts));
  TRY(merge_class_dict(ts, *names, Value::from_object(&type)));
  return to_list(ts, names);
}

Result<Ref> type_sizeof(ThreadState&, Type& type) { return Ref::steal(Value::from_int(static_cast<int64_t>(sizeof(Type)) + (type.is_collected() ? 16 : 0))); }

void type_traverse(Object* object, GcVisitor& visit) {
  auto* type = static_cast<Type*>(object);
  visit(type->dict);
  visit(type->mro);
  visit(type->bases);
  visit(type->base);
  visit(type->module);
}

void type_clear(ThreadState& ts, Object* object) {
  auto* type = static_cast<Type*>(object);
  if (!type->has_flag(Type::kHeapType)) return;  // the interpreter drops its own types at its end
  type_modified(ts, *type);
  if (type->dict != nullptr) dict_clear(ts, *type->dict);
  if (type->mro != nullptr) decref(static_cast<Object*>(std::exchange(type->mro, nullptr)));
}

template <class T>
void drop(T*& field) {
  if (field != nullptr) decref(static_cast<Object*>(std::exchange(field, nullptr)));
}

void type_dealloc(ThreadState& ts, Object* object) {
  auto* type = static_cast<Type*>(object);
  type->version = 0;
  if (type->foreign[0] != nullptr && ts.interp.hooks.type_dies != nullptr) ts.interp.hooks.type_dies(ts, *type);
  if (type->bases != nullptr) {
    for (Value base : type->bases->span()) type_unlink_subclass(as<Type>(base), *type);
  }
  release_type_shapes(ts.interp, *type);
  ts.interp.heap.release_buffer(type->subclasses, type->subclass_capacity * sizeof(Type*));
  drop(type->dict);
  drop(type->mro);
  drop(type->bases);
  drop(type->name);
  drop(type->qualname);
  decref(std::exchange(type->module, Value::null()));
  drop(type->base);
  if (type->has_flag(Type::kDescribed) && type->spec->release != nullptr) type->spec->release(ts, *type);
}

constexpr NativeMethod kTypeMethods[] = {
    method<type_mro>("mro", "($self, /)", "Return a type's method resolution order."),
    method<type_subclasses>("__subclasses__", "($self, /)", "Return a list of immediate subclasses."),
    class_method<type_prepare>("__prepare__", "($cls, *args, **kwargs)", "Create the namespace for the class statement."),
    method<type_instance_check>("__instancecheck__", "($self, instance, /)", "Check if an object is an instance."),
    method<type_subclass_check>("__subclasscheck__", "($self, subclass, /)", "Check if a class is a subclass."),
    method<type_dir>("__dir__", "($self, /)", "Specialized __dir__ implementation for types."),
    method<type_sizeof>("__sizeof__", "($self, /)", "Return memory consumption of the type object."),
};
constexpr GetSet kTypeGetSets[] = {
    getset<type_get_name, type_set_name>("__name__", nullptr),
    getset<type_get_qualname, type_set_qualname>("__qualname__", nullptr),
    getset<type_get_bases, type_set_bases>("__bases__", nullptr),
    getset<type_get_module, type_set_module>("__module__", nullptr),
    getset<type_get_abstract_methods, type_set_abstract_methods>("__abstractmethods__", nullptr),
    getset<type_get_dict>("__dict__", nullptr),
    getset<type_get_flags>("__flags__", nullptr),
    getset<type_get_item_size>("__itemsize__", nullptr),
    getset<type_get_weakref_offset>("__weakrefoffset__", nullptr),
    getset<type_get_doc, type_set_doc>("__doc__", nullptr),
    getset<type_get_text_signature>("__text_signature__", nullptr),
    getset<type_get_annotations, type_set_annotations>("__annotations__", nullptr),
};

constexpr Member kTypeMembers[] = {
    {"__basicsize__", Member::kUint32, offsetof(Type, native_size), Member::kReadOnly, nullptr},
    {"__base__", Member::kPointer, offsetof(Type, base), Member::kReadOnly, nullptr},
    {"__mro__", Member::kPointer, offsetof(Type, mro), Member::kReadOnly, nullptr,
     [](ThreadState& ts, Object* type) { return ready_type(ts, *static_cast<Type*>(type)); }},
    {"__dictoffset__", Member::kUint32, offsetof(Type, slots_offset), Member::kReadOnly, nullptr},
};

}  // namespace

constexpr TypeSpec kTypeSpec = {
    .name = "type",
    .doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    .id = TypeId::kType,
    .size = sizeof(Type),
    .flags = Type::kCollected | Type::kSubclassable | Type::kWeakrefable,
    .dict_offset = offsetof(Type, dict),
    .methods = kTypeMethods,
    .getsets = kTypeGetSets,
    .members = kTypeMembers,
    .slots = {.repr = type_repr,
              .call = type_call,
              .getattr = type_get_attr,
              .setattr = type_set_attr_slot,
              .init = type_init,
              .new_ = type_new,
              .or_ = union_of},
    .traverse = type_traverse,
    .clear = type_clear,
    .dealloc = type_dealloc,
};

}  // namespace pyemb
