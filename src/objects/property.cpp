// SPDX-License-Identifier: MIT
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/class_method.h"
#include "objects/native.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"
#include "state/names.h"

namespace pyemb {
namespace {

bool is_set(Value function) { return !function.is_null() && !function.is_none(); }

void assign(Value& field, Value value) { decref(std::exchange(field, Ref::copy(value).release())); }

/// property(fget=None, fset=None, fdel=None, doc=None)
///
/// Without a doc of its own a property has that of its getter.
Status property_init(ThreadState& ts, Property& self, Value fget, Value fset, Value fdel, Value doc) {
  assign(self.fget, fget);
  assign(self.fset, fset);
  assign(self.fdel, fdel);
  assign(self.doc, doc);
  self.doc_from_getter = false;
  if (is_set(doc) || !is_set(fget)) return {};
  Ref getter_doc = TRY(find_attr(ts, fget, ts.names().dunder_doc));
  if (getter_doc.is_absent()) return {};
  self.doc_from_getter = true;
  if (is_exactly(Value::from_object(&self), TypeId::kProperty)) {
    assign(self.doc, getter_doc);
    return {};
  }
  return set_attr(ts, Value::from_object(&self), ts.names().dunder_doc, getter_doc);
}

Result<Ref> property_new(ThreadState& ts, Type& type, CallArgs) {
  Own<Property> property = TRY(new_native<Property>(ts, type));
  gc_track(ts, property.get());
  return property;
}

/// AttributeError "property 'x' of 'C' object has no setter".
COLD Raised raise_no_accessor(ThreadState& ts, Property& self, Value instance, const char* what) {
  Ref qualname = TRY(get_attr(ts, Value::from_object(&type_of(ts, instance)), ts.names().dunder_qualname));
  Utf8 owner(ts, qualname);
  Own<Str> owner_repr = TRY(repr(ts, qualname));
  if (!is_set(self.name)) return raise(ts, Exc::kAttributeError, "property of %s object has no %s", Utf8(ts, *owner_repr).c_str(), what);
  Own<Str> name = TRY(repr(ts, self.name));
  return raise(ts, Exc::kAttributeError, "property %s of %s object has no %s", Utf8(ts, *name).c_str(), Utf8(ts, *owner_repr).c_str(), what);
}

Result<Ref> property_get(ThreadState& ts, Value self, Value instance, Value) {
  Property& property = as<Property>(self);
  if (instance.is_null() || instance.is_none()) return Ref::copy(self);
  if (!is_set(property.fget)) return raise_no_accessor(ts, property, instance, "getter");
  Ref getter = Ref::copy(property.fget);
  return call(ts, getter, instance);
}

Status property_set(ThreadState& ts, Value self, Value instance, Value value) {
  Property& property = as<Property>(self);
  Value function = value.is_null() ? property.fdel : property.fset;
  if (!is_set(function)) return raise_no_accessor(ts, property, instance, value.is_null() ? "deleter" : "setter");
  Ref accessor = Ref::copy(function);
  Ref ignored = value.is_null() ? TRY(call(ts, accessor, instance)) : TRY(call(ts, accessor, instance, value));
  return {};
}

/// A copy of the property with one accessor replaced.
Result<Ref> property_copy(ThreadState& ts, Property& self, Value fget, Value fset, Value fdel) {
  auto pick = [](Value given, Value own) { return is_set(given) ? given : is_set(own) ? own : Value::none(); };
  Value getter = pick(fget, self.fget);
  Value doc = self.doc_from_getter && is_set(getter) ? Value::none() : pick(Value::null(), self.doc);
  Ref copy = TRY(call(ts, Value::from_object(self.type), getter, pick(fset, self.fset), pick(fdel, self.fdel), doc));
  if (is<Property>(copy)) assign(copy.as<Property>()->name, self.name);
  return copy;
}

Result<Ref> property_getter(ThreadState& ts, Property& self, Value function) { return property_copy(ts, self, function, Value::null(), Value::null()); }
Result<Ref> property_setter(ThreadState& ts, Property& self, Value function) { return property_copy(ts, self, Value::null(), function, Value::null()); }
Result<Ref> property_deleter(ThreadState& ts, Property& self, Value function) { return property_copy(ts, self, Value::null(), Value::null(), function); }

Status property_set_name(ThreadState& ts, Property& self, CallArgs args) {
  size_t count = args.count + (args.names.is_null() ? 0 : static_cast<size_t>(as<Tuple>(args.names).size));
  if (count != 2) return raise(ts, Exc::kTypeError, "__set_name__() takes 2 positional arguments but %zu were given", count);
  if (!args.names.is_null()) return raise(ts, Exc::kTypeError, "property.__set_name__() takes no keyword arguments");
  assign(self.name, args.values[1]);
  return {};
}

Result<Ref> property_is_abstract(ThreadState& ts, Property& self) {
  const Value accessors[] = {self.fget, self.fset, self.fdel};
  for (Value accessor : accessors) {
    if (!is_set(accessor)) continue;
    Ref flag = TRY(find_attr(ts, accessor, ts.names().dunder_isabstractmethod));
    if (flag.is_absent()) continue;
    bool abstract = TRY(truth(ts, flag));
    if (abstract) return Result<Ref>::boolean(true);
  }
  return Result<Ref>::boolean(false);
}

void property_traverse(Object* object, GcVisitor& visit) {
  auto* property = static_cast<Property*>(object);
  for (Value value : {property->fget, property->fset, property->fdel, property->doc, property->name}) visit(value);
}
void property_clear(ThreadState&, Object* object) {
  auto* property = static_cast<Property*>(object);
  for (Value* field : {&property->fget, &property->fset, &property->fdel, &property->doc, &property->name}) decref(std::exchange(*field, Value::null()));
}

constexpr NativeMethod kInit = method<property_init>("property", "($self, /, fget=None, fset=None, fdel=None, doc=None)", "");
constexpr NativeMethod kMethods[] = {
    method<property_getter>("getter", "($self, fget, /)", "Descriptor to obtain a copy of the property with a different getter."),
    method<property_setter>("setter", "($self, fset, /)", "Descriptor to obtain a copy of the property with a different setter."),
    method<property_deleter>("deleter", "($self, fdel, /)", "Descriptor to obtain a copy of the property with a different deleter."),
    method<property_set_name>("__set_name__", "($self, owner, name, /)", "Method to set name of a property."),
};
constexpr Member kMembers[] = {
    {"fget", Member::kValueOrNone, offsetof(Property, fget), Member::kReadOnly, nullptr},
    {"fset", Member::kValueOrNone, offsetof(Property, fset), Member::kReadOnly, nullptr},
    {"fdel", Member::kValueOrNone, offsetof(Property, fdel), Member::kReadOnly, nullptr},
    {"__doc__", Member::kValueOrNone, offsetof(Property, doc), Member::kReadWrite, nullptr},
};
constexpr GetSet kGetSets[] = {getset<property_is_abstract>("__isabstractmethod__", nullptr)};

}  // namespace

constexpr TypeSpec kPropertySpec = {
    .name = "property",
    .doc = "property(fget=None, fset=None, fdel=None, doc=None)\n--\n\nAn attribute that is computed by functions.",
    .id = TypeId::kProperty,
    .size = sizeof(Property),
    .flags = Type::kCollected | Type::kSubclassable,
    .methods = kMethods,
    .getsets = kGetSets,
    .members = kMembers,
    .slots = {.descr_get = property_get, .descr_set = property_set, .init = init_from<kInit>, .new_ = property_new},
    .traverse = property_traverse,
    .clear = property_clear,
    .dealloc = property_clear,
};

}  // namespace pyemb
