// SPDX-License-Identifier: MIT
#include "objects/class_method.h"

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/native.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/type_specs.h"
#include "state/names.h"

// classmethod and staticmethod have the same fields and differ only in what __get__ answers: T is ClassMethod or StaticMethod.

namespace pyemb {
namespace {

/// OPTIMIZATION: copy_wrapped_attributes() where the callable is a plain function, whose fields these are, and the wrapper is new.
Result<Own<Dict>> attributes_of_function(ThreadState& ts, Value callable) {
  auto& function = as<Function>(callable);
  Own<Dict> dict = TRY(new_dict(ts, 5));
  TRY(dict_set(ts, *dict, Value::from_object(ts.names().dunder_module), function.module.is_null() ? Value::none() : function.module));
  TRY(dict_set(ts, *dict, Value::from_object(ts.names().dunder_name), Value::from_object(function.name)));
  TRY(dict_set(ts, *dict, Value::from_object(ts.names().dunder_qualname), Value::from_object(function.qualname)));
  for (Str* name : {ts.names().dunder_doc, ts.names().dunder_annotations}) {
    Ref value = TRY(get_attr(ts, callable, name));
    TRY(dict_set(ts, *dict, Value::from_object(name), value));
  }
  return dict;
}

/// Attributes that a wrapper shows as its own: those of the function that it wraps.
Status copy_wrapped_attributes(ThreadState& ts, Value wrapper, Value callable) {
  Str* const names[] = {ts.names().dunder_module, ts.names().dunder_name, ts.names().dunder_qualname, ts.names().dunder_doc,
                        ts.names().dunder_annotations};
  for (Str* name : names) {
    Ref value = TRY(find_attr(ts, callable, name));
    if (!value.is_absent()) TRY(set_attr(ts, wrapper, name, value));
  }
  return {};
}

template <class T>
Result<Ref> make(ThreadState& ts, Type& type, Value callable) {
  Own<T> wrapper = TRY(new_native<T>(ts, type));
  wrapper->callable = Ref::copy(callable).release();
  gc_track(ts, wrapper.get());
  return wrapper;
}

template <class T>
Result<Ref> wrapper_new(ThreadState& ts, Type& type, Value function) {
  Ref wrapper = TRY(make<T>(ts, type, function));
  if (is_exactly(function, TypeId::kFunction) && is_exactly(wrapper, T::kId)) {
    Own<Dict> attributes = TRY(attributes_of_function(ts, function));
    wrapper.as<T>()->dict = Ref(std::move(attributes)).release();
  } else {
    TRY(copy_wrapped_attributes(ts, wrapper, function));
  }
  return wrapper;
}

/// Subclasses may define __init__ with arguments of their own; the wrapper itself was made by __new__.
Status wrapper_init(ThreadState&, Value, CallArgs) { return {}; }

template <class T>
Value wrapper_callable(ThreadState&, T& self) {
  return self.callable;
}

template <class T>
Result<Ref> wrapper_is_abstract(ThreadState& ts, T& self) {
  Ref flag = TRY(find_attr(ts, self.callable, ts.names().dunder_isabstractmethod));
  if (flag.is_absent()) return Result<Ref>::boolean(false);
  bool answer = TRY(truth(ts, flag));
  return Result<Ref>::boolean(answer);
}

template <class T>
Result<Ref> wrapper_dict(ThreadState& ts, T& self) {
  Value dict = TRY(instance_dict(ts, &self));
  return Ref::copy(dict);
}

template <class T>
void wrapper_traverse(Object* object, GcVisitor& visit) {
  visit(static_cast<T*>(object)->callable);
  visit(static_cast<T*>(object)->dict);
}
template <class T>
void wrapper_clear(ThreadState&, Object* object) {
  decref(std::exchange(static_cast<T*>(object)->callable, Value::none()));
  decref(std::exchange(static_cast<T*>(object)->dict, Value::null()));
}

Result<Ref> class_method_get(ThreadState& ts, Value self, Value instance, Value owner) {
  RecursionGuard guard(ts, "");
  if (guard.exceeded()) return guard.raise();
  Value callable = as<ClassMethod>(self).callable;
  if (owner.is_null()) owner = Value::from_object(&type_of(ts, instance));
  Ref keep = Ref::copy(callable);
  Type& callable_type = type_of(ts, callable);
  if (is_exactly(callable, TypeId::kFunction) || callable_type.slots.descr_get == nullptr) return new_method(ts, callable, owner);
  return callable_type.slots.descr_get(ts, callable, owner, owner);
}

Result<Ref> static_method_get(ThreadState&, Value self, Value, Value) { return Ref::copy(as<StaticMethod>(self).callable); }
Result<Ref> static_method_call(ThreadState& ts, Value self, CallArgs args) {
  Ref callable = Ref::copy(as<StaticMethod>(self).callable);
  return call(ts, callable, args);
}

template <class T>
Result<Ref> wrapper_repr(ThreadState& ts, Value self) {
  Own<Str> inner = TRY(repr(ts, as<T>(self).callable));
  return new_str_format(ts, "<%s(%s)>", T::kId == TypeId::kClassMethod ? "classmethod" : "staticmethod", Utf8(ts, *inner).c_str());
}

template <class T>
constexpr GetSet kWrapperGetSets[] = {
    getset<wrapper_callable<T>>("__func__", nullptr),
    getset<wrapper_callable<T>>("__wrapped__", nullptr),
    getset<wrapper_is_abstract<T>>("__isabstractmethod__", nullptr),
    getset<wrapper_dict<T>>("__dict__", nullptr),
};

constexpr NativeMethod kClassMethodNew = method<wrapper_new<ClassMethod>>("classmethod", "($type, function, /)", "");
constexpr NativeMethod kStaticMethodNew = method<wrapper_new<StaticMethod>>("staticmethod", "($type, function, /)", "");

}  // namespace

Result<Ref> new_class_method(ThreadState& ts, Value callable) { return make<ClassMethod>(ts, core_type(ts, TypeId::kClassMethod), callable); }
Result<Ref> new_static_method(ThreadState& ts, Value callable) { return make<StaticMethod>(ts, core_type(ts, TypeId::kStaticMethod), callable); }

constexpr TypeSpec kClassMethodSpec = {
    .name = "classmethod",
    .doc = "classmethod(function) -> method\n\nConvert a function to be a class method: it receives the class as its first argument.",
    .id = TypeId::kClassMethod,
    .size = sizeof(ClassMethod),
    .flags = Type::kCollected | Type::kSubclassable,
    .dict_offset = offsetof(ClassMethod, dict),
    .getsets = kWrapperGetSets<ClassMethod>,
    .slots = {.repr = wrapper_repr<ClassMethod>, .descr_get = class_method_get, .init = wrapper_init, .new_ = new_from<kClassMethodNew>},
    .traverse = wrapper_traverse<ClassMethod>,
    .clear = wrapper_clear<ClassMethod>,
    .dealloc = wrapper_clear<ClassMethod>,
};

constexpr TypeSpec kStaticMethodSpec = {
    .name = "staticmethod",
    .doc = "staticmethod(function) -> method\n\nConvert a function to be a static method: it receives no implicit first argument.",
    .id = TypeId::kStaticMethod,
    .size = sizeof(StaticMethod),
    .flags = Type::kCollected | Type::kSubclassable,
    .dict_offset = offsetof(StaticMethod, dict),
    .getsets = kWrapperGetSets<StaticMethod>,
    .slots = {.repr = wrapper_repr<StaticMethod>,
              .call = static_method_call,
              .descr_get = static_method_get,
              .init = wrapper_init,
              .new_ = new_from<kStaticMethodNew>},
    .traverse = wrapper_traverse<StaticMethod>,
    .clear = wrapper_clear<StaticMethod>,
    .dealloc = wrapper_clear<StaticMethod>,
};

}  // namespace pyemb
