// SPDX-License-Identifier: MIT
// Functions written in Python, bound methods, cells, class and static methods.
#include "objects/function.h"

#include "api.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/class_method.h"
#include "objects/dict.h"
#include "objects/instance_method.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/generator_object.h"

using namespace pyemb;
using namespace pyemb::capi;

int(PyFunction_Check)(PyObject* object) { return is_exactly_c(object, TypeId::kFunction); }
int(PyMethod_Check)(PyObject* object) { return is_exactly_c(object, TypeId::kMethod); }
int(PyInstanceMethod_Check)(PyObject* object) { return is_exactly_c(object, TypeId::kInstanceMethod); }
int(PyCell_Check)(PyObject* object) { return is_exactly_c(object, TypeId::kCell); }

// -- functions -----------------------------------------------------------------------------------------------------------------------

PyObject* PyFunction_NewWithQualName(PyObject* code, PyObject* globals, PyObject* qualname) {
  return api_object([&](Api api) -> Result<Ref> {
    Code* body = TRY(expect<Code>(api, code));
    Dict* space = TRY(expect<Dict>(api, globals));
    Own<Function> function = TRY(new_function(api, *body, *space));
    if (qualname != nullptr) {
      Str* text = TRY(expect<Str>(api, qualname));
      Own<Str> old = Own<Str>::steal(std::exchange(function->qualname, Own<Str>::copy(text).release()));
    }
    return function;
  });
}
PyObject* PyFunction_New(PyObject* code, PyObject* globals) { return PyFunction_NewWithQualName(code, globals, nullptr); }

namespace {

/// A field of a function: borrowed, NULL where it is not set.
template <class Read>
PyObject* field(PyObject* function, Read read, const char* name = __builtin_FUNCTION()) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Function* self = TRY(expect<Function>(api, function));
    Value value = read(*self);
    return value.is_none() ? Value::null() : value;
  }, name);
}
/// Sets an attribute as Python would; None or NULL means none.
int set_field(PyObject* function, const char* attribute, PyObject* value, TypeId wanted, const char* message, const char* name = __builtin_FUNCTION()) {
  return api_int([&](Api api) -> Status {
    Function* self = TRY(expect<Function>(api, function));
    Value stored = value == nullptr ? Value::none() : from_c(value);
    if (!stored.is_none() && !(stored.is_heap() && derives_from(*stored.as_object()->type, wanted))) return raise(api, Exc::kSystemError, "%s", message);
    return set_attr(api, Value::from_object(self), attribute, stored);
  }, name);
}

}  // namespace

PyObject* PyFunction_GetCode(PyObject* function) {
  return field(function, [](Function& f) { return Value::from_object(f.code); });
}
PyObject* PyFunction_GetGlobals(PyObject* function) {
  return field(function, [](Function& f) { return Value::from_object(f.globals); });
}
PyObject* PyFunction_GetModule(PyObject* function) {
  return field(function, [](Function& f) { return f.module; });
}
PyObject* PyFunction_GetDefaults(PyObject* function) {
  return field(function, [](Function& f) { return Value::from_object(f.defaults); });
}
PyObject* PyFunction_GetKwDefaults(PyObject* function) {
  return field(function, [](Function& f) { return f.kwdefaults; });
}
PyObject* PyFunction_GetClosure(PyObject* function) {
  return field(function, [](Function& f) { return Value::from_object(f.closure); });
}
PyObject* PyFunction_GetAnnotations(PyObject* function) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Function* self = TRY(expect<Function>(api, function));
    if (self->annotations.is_null()) return Value::null();
    Ref shown = TRY(get_attr(api, Value::from_object(self), "__annotations__"));  // the function keeps the dict that this makes
    return shown.get();
  });
}
int PyFunction_SetDefaults(PyObject* function, PyObject* defaults) {
  return set_field(function, "__defaults__", defaults, TypeId::kTuple, "non-tuple default args");
}
int PyFunction_SetKwDefaults(PyObject* function, PyObject* defaults) {
  return set_field(function, "__kwdefaults__", defaults, TypeId::kDict, "non-dict keyword only default args");
}
int PyFunction_SetAnnotations(PyObject* function, PyObject* annotations) {
  return set_field(function, "__annotations__", annotations, TypeId::kDict, "non-dict annotations");
}
int PyFunction_SetClosure(PyObject* function, PyObject* closure) {
  return api_int([&](Api api) -> Status {
    Function* self = TRY(expect<Function>(api, function));
    if (closure != nullptr && !from_c(closure).is_none() && !is_c<Tuple>(closure)) {
      return raise(api, Exc::kSystemError, "expected tuple for closure, got '%.100s'", type_name(api, from_c(closure)));
    }
    Tuple* cells = is_c<Tuple>(closure) ? &as<Tuple>(from_c(closure)) : nullptr;
    Own<Tuple> old = Own<Tuple>::steal(std::exchange(self->closure, Own<Tuple>::copy(cells).release()));
    return {};
  });
}

// -- methods -------------------------------------------------------------------------------------------------------------------------

PyObject* PyMethod_New(PyObject* function, PyObject* self) {
  return api_object([&](Api api) -> Result<Ref> {
    Value callable = TRY(expect_value(api, function));
    Value object = TRY(expect_value(api, self));
    return new_method(api, callable, object);
  });
}
PyObject* PyMethod_Function(PyObject* method) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Method* self = TRY(expect<Method>(api, method));
    return self->function;
  });
}
PyObject* PyMethod_Self(PyObject* method) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Method* self = TRY(expect<Method>(api, method));
    return self->self;
  });
}
PyObject* PyInstanceMethod_New(PyObject* function) {
  return api_object([&](Api api) -> Result<Ref> {
    Value callable = TRY(expect_value(api, function));
    return new_instance_method(api, callable);
  });
}
PyObject* PyInstanceMethod_Function(PyObject* method) {
  return api_borrowed([&](Api api) -> Result<Value> {
    if (!(PyInstanceMethod_Check)(method)) return raise_bad_call(api);
    Ref function = TRY(get_attr(api, from_c(method), "__func__"));
    return function.get();  // the method holds it
  });
}
PyObject* PyClassMethod_New(PyObject* callable) {
  return api_object([&](Api api) -> Result<Ref> {
    Value function = TRY(expect_value(api, callable));
    return new_class_method(api, function);
  });
}
PyObject* PyStaticMethod_New(PyObject* callable) {
  return api_object([&](Api api) -> Result<Ref> {
    Value function = TRY(expect_value(api, callable));
    return new_static_method(api, function);
  });
}

// -- cells ---------------------------------------------------------------------------------------------------------------------------

PyObject* PyCell_New(PyObject* contents) {
  return api_object([&](Api api) -> Result<Ref> { return new_cell(api, from_c(contents)); });
}
PyObject* PyCell_Get(PyObject* cell) {
  PyObject* contents = api_borrowed([&](Api api) -> Result<Value> {
    Cell* self = TRY(expect<Cell>(api, cell));
    return self->contents;
  });
  return (Py_XNewRef)(contents);
}
int PyCell_Set(PyObject* cell, PyObject* contents) {
  return api_int([&](Api api) -> Status {
    Cell* self = TRY(expect<Cell>(api, cell));
    Ref old = Ref::steal(std::exchange(self->contents, Ref::copy(from_c(contents)).release()));
    return {};
  });
}
PyObject*(PyCell_GET)(PyObject* cell) {
  const Cell* self = trusted<Cell>(cell, "PyCell_GET");
  return self != nullptr ? to_c(self->contents) : nullptr;
}
