// SPDX-License-Identifier: MIT
#include "objects/function.h"

#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/builtins_of.h"
#include "objects/dict.h"
#include "objects/module.h"
#include "objects/native.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"
#include "state/names.h"

namespace pyemb {
namespace {

Value or_none(Value value) { return value.is_null() ? Value::none() : value; }
Value object_or_none(Object* object) { return object == nullptr ? Value::none() : Value::from_object(object); }
/// Replaces an owned field; None and a deletion (null) leave null.
void replace(Value& field, Value value) { decref(std::exchange(field, Ref::copy(value.is_none() ? Value::null() : value).release())); }

/// Caches of calls rely on the version of a function.
void function_changed(Function& self) { self.version = 0; }

// -- attributes ----------------------------------------------------------------------------------------------------------

Status audit_get(ThreadState& ts, Function& self, const char* name) {
  return audit_attribute(ts, "object.__getattr__", Value::from_object(&self), name);
}
Status audit_set(ThreadState& ts, Function& self, const char* name, Value value) {
  bool deletes = value.is_null();
  return audit_attribute(ts, deletes ? "object.__delattr__" : "object.__setattr__", Value::from_object(&self), name, value);
}

/// The first constant, if that is a text; null: there is none.
Value doc_of(const Code& code) { return code.consts->size > 0 && is_str(code.consts->at(0)) ? code.consts->at(0) : Value::null(); }

/// Before __doc__ is read: the body of the code may not have been there when the function was made.
Status find_doc(ThreadState& ts, Object* object) {
  auto& self = *static_cast<Function*>(object);
  if (!self.doc.is_absent()) return {};
  if (self.code->is_complete()) {
    self.doc = Ref::copy(doc_of(*self.code)).release();
  } else {
    Ref doc = TRY(ts.interp.hooks.frozen_doc(ts, *self.code));
    self.doc = doc.is_absent() ? Value::null() : doc.release();
  }
  return {};
}

Result<Ref> get_code(ThreadState& ts, Function& self) {
  TRY(audit_get(ts, self, "__code__"));
  return Ref::copy(self.code);
}
Status set_code(ThreadState& ts, Function& self, Value value) {
  if (!is<Code>(value)) return raise(ts, Exc::kTypeError, "__code__ must be set to a code object");
  TRY(audit_set(ts, self, "__code__", value));
  auto& code = as<Code>(value);
  int64_t cells = self.closure == nullptr ? 0 : self.closure->size;
  if (code.nfree != cells) {
    return raise(ts, Exc::kValueError, "%s() requires a code object with %lld free vars, not %d", Utf8(ts, *self.name).c_str(),
                 static_cast<long long>(cells), code.nfree);
  }
  TRY(find_doc(ts, &self));  // the old code knows it, and the name
  TRY(function_qualname(ts, self));
  if (ts.interp.hooks.keep_code != nullptr) ts.interp.hooks.keep_code(ts, Value::from_object(self.code));
  function_changed(self);
  decref(std::exchange(self.code, Own<Code>::copy(&code).release()));
  return {};
}

Result<Ref> get_defaults(ThreadState& ts, Function& self) {
  TRY(audit_get(ts, self, "__defaults__"));
  return Ref::copy(object_or_none(self.defaults));
}
Status set_defaults(ThreadState& ts, Function& self, Value value) {
  bool none = value.is_null() || value.is_none();
  if (!none && !is<Tuple>(value)) return raise(ts, Exc::kTypeError, "__defaults__ must be set to a tuple object");
  TRY(audit_set(ts, self, "__defaults__", none ? Value::null() : value));
  function_changed(self);
  Tuple* old = std::exchange(self.defaults, none ? nullptr : Own<Tuple>::copy(&as<Tuple>(value)).release());
  if (old != nullptr) decref(old);
  return {};
}

Result<Ref> get_kwdefaults(ThreadState& ts, Function& self) {
  TRY(audit_get(ts, self, "__kwdefaults__"));
  return Ref::copy(or_none(self.kwdefaults));
}
Status set_kwdefaults(ThreadState& ts, Function& self, Value value) {
  if (!value.is_null() && !value.is_none() && !is<Dict>(value)) return raise(ts, Exc::kTypeError, "__kwdefaults__ must be set to a dict object");
  TRY(audit_set(ts, self, "__kwdefaults__", value.is_none() ? Value::null() : value));
  function_changed(self);
  replace(self.kwdefaults, value);
  return {};
}

/// The compiler may leave annotations as a tuple of names and values: (name, value, ...).
Result<Ref> get_annotations(ThreadState& ts, Function& self) {
  if (is<Dict>(self.annotations)) return Ref::copy(self.annotations);
  Own<Dict> dict = TRY(new_dict(ts));
  if (!self.annotations.is_null()) {
    const Tuple& pairs = as<Tuple>(self.annotations);
    for (int64_t i = 0; i + 1 < pairs.size; i += 2) TRY(dict_set(ts, *dict, pairs.at(i), pairs.at(i + 1)));
  }
  replace(self.annotations, dict);
  return dict;
}
Status set_annotations(ThreadState& ts, Function& self, Value value) {
  if (!value.is_null() && !value.is_none() && !is<Dict>(value)) return raise(ts, Exc::kTypeError, "__annotations__ must be set to a dict object");
  replace(self.annotations, value);
  return {};
}

Status set_str(ThreadState& ts, Str*& field, Value value, const char* message) {
  if (value.is_null() || !is<Str>(value)) return raise(ts, Exc::kTypeError, "%s", message);
  Own<Str> old = Own<Str>::steal(std::exchange(field, Own<Str>::copy(&as<Str>(value)).release()));
  return {};
}
Value get_name(ThreadState&, Function& self) { return Value::from_object(self.name); }
Status set_name(ThreadState& ts, Function& self, Value value) { return set_str(ts, self.name, value, "__name__ must be set to a string object"); }
Result<Ref> get_qualname(ThreadState& ts, Function& self) {
  Str* name = TRY(function_qualname(ts, self));
  return Ref::copy(name);
}
Status set_qualname(ThreadState& ts, Function& self, Value value) {
  return set_str(ts, self.qualname, value, "__qualname__ must be set to a string object");
}

Result<Ref> get_dict(ThreadState& ts, Function& self) {
  Value dict = TRY(instance_dict(ts, &self));
  return Ref::copy(dict);
}
Status set_dict(ThreadState& ts, Function& self, Value value) {
  if (value.is_null()) return raise(ts, Exc::kTypeError, "cannot delete __dict__");
  if (!is<Dict>(value)) return raise(ts, Exc::kTypeError, "__dict__ must be set to a dictionary, not a '%s'", type_name(ts, value));
  return set_instance_dict(ts, &self, value);
}

/// Dict entry "__builtins__" of globals, which may be the module; those of the running frame where there is none.
Result<Dict*> builtins_of(ThreadState& ts, Dict& globals) {
  Value value = dict_get(ts, globals, ts.names().dunder_builtins);
  if (value.is_null()) {
    Dict* current = ts.interp.hooks.current_builtins == nullptr ? nullptr : ts.interp.hooks.current_builtins(ts);
    return current != nullptr ? current : &as<Dict>(ts.interp.builtins);
  }
  return builtins_dict(ts, value);
}

// -- the type ------------------------------------------------------------------------------------------------------------

/// function(code, globals, name=None, argdefs=None, closure=None)
Result<Ref> function_new(ThreadState& ts, Type&, Code& code, Dict& globals, Value name, Value defaults, Value closure) {
  bool has_name = !name.is_null() && !name.is_none();
  if (has_name && !is<Str>(name)) return raise(ts, Exc::kTypeError, "arg 3 (name) must be None or string");
  bool has_defaults = !defaults.is_null() && !defaults.is_none();
  if (has_defaults && !is<Tuple>(defaults)) return raise(ts, Exc::kTypeError, "arg 4 (defaults) must be None or tuple");
  bool has_closure = !closure.is_null() && !closure.is_none();
  if (!is<Tuple>(closure) && (has_closure || code.nfree != 0)) {
    return raise(ts, Exc::kTypeError, code.nfree != 0 && !has_closure ? "arg 5 (closure) must be tuple" : "arg 5 (closure) must be None or tuple");
  }
  int64_t cells = has_closure ? as<Tuple>(closure).size : 0;
  if (code.nfree != cells) {
    return raise(ts, Exc::kValueError, "%s requires closure of length %d, not %lld", Utf8(ts, *code.name).c_str(), code.nfree,
                 static_cast<long long>(cells));
  }
  for (int64_t i = 0; i < cells; ++i) {
    Value cell = as<Tuple>(closure).at(i);
    if (!is<Cell>(cell)) return raise(ts, Exc::kTypeError, "arg 5 (closure) expected cell, found %s", type_name(ts, cell));
  }
  TRY(audit(ts, "function.__new__", Value::from_object(&code)));
  Own<Function> function = TRY(new_function(ts, code, globals));
  if (has_name) decref(static_cast<Object*>(std::exchange(function->name, Own<Str>::copy(&as<Str>(name)).release())));
  if (has_defaults) function->defaults = Own<Tuple>::copy(&as<Tuple>(defaults)).release();
  if (has_closure) function->closure = Own<Tuple>::copy(&as<Tuple>(closure)).release();
  return function;
}
constexpr NativeMethod kNew = class_method<function_new>("function", "(code, globals, name=None, argdefs=None, closure=None)", "");

Result<Ref> function_repr(ThreadState& ts, Value self) {
  Str* name = TRY(function_qualname(ts, as<Function>(self)));
  return new_str_format(ts, "<function %s at %p>", Utf8(ts, *name).c_str(), static_cast<void*>(self.as_object()));
}

Result<Ref> function_call(ThreadState& ts, Value self, CallArgs args) {
  return ts.interp.hooks.call_function(ts, self, args.values, args.count, args.names);
}

Result<Ref> function_get(ThreadState& ts, Value self, Value instance, Value) {
  if (instance.is_null() || instance.is_none()) return Ref::copy(self);
  return new_method(ts, self, instance);
}

constexpr GetSet kFunctionGetSets[] = {
    getset<get_code, set_code>("__code__", nullptr),
    getset<get_defaults, set_defaults>("__defaults__", nullptr),
    getset<get_kwdefaults, set_kwdefaults>("__kwdefaults__", nullptr),
    getset<get_annotations, set_annotations>("__annotations__", nullptr),
    getset<get_dict, set_dict>("__dict__", nullptr),
    getset<get_name, set_name>("__name__", nullptr),
    getset<get_qualname, set_qualname>("__qualname__", nullptr),
};
constexpr Member kFunctionMembers[] = {
    {"__closure__", Member::kPointer, offsetof(Function, closure), Member::kReadOnly, nullptr},
    {"__globals__", Member::kPointer, offsetof(Function, globals), Member::kReadOnly, nullptr},
    {"__builtins__", Member::kPointer, offsetof(Function, builtins), Member::kReadOnly, nullptr},
    {"__module__", Member::kValueOrNone, offsetof(Function, module), Member::kReadWrite, nullptr},
    {"__doc__", Member::kValueOrNone, offsetof(Function, doc), Member::kReadWrite, nullptr, find_doc},
};

void function_traverse(Object* object, GcVisitor& visit) {
  auto& self = *static_cast<Function*>(object);
  visit(self.code);
  visit(self.globals);
  visit(self.builtins);
  visit(self.closure);
  visit(self.defaults);
  visit(self.kwdefaults);
  visit(self.annotations);
  visit(self.module);
  visit(self.doc);
  visit(self.dict);
}

/// Code, globals and names stay: a function must be callable as long as anybody can reach it.
void function_clear(ThreadState&, Object* object) {
  auto& self = *static_cast<Function*>(object);
  function_changed(self);
  Tuple* closure = std::exchange(self.closure, nullptr);
  Tuple* defaults = std::exchange(self.defaults, nullptr);
  if (closure != nullptr) decref(closure);
  if (defaults != nullptr) decref(defaults);
  for (Value* field : {&self.kwdefaults, &self.annotations, &self.module, &self.doc, &self.dict}) decref(std::exchange(*field, Value::null()));
}

void function_dealloc(ThreadState& ts, Object* object) {
  auto& self = *static_cast<Function*>(object);
  function_clear(ts, object);
  for (Object* field : {static_cast<Object*>(self.code), static_cast<Object*>(self.globals), static_cast<Object*>(self.builtins),
                        static_cast<Object*>(self.name), static_cast<Object*>(self.qualname)}) {
    if (field != nullptr) decref(field);
  }
}

}  // namespace

constexpr TypeSpec kFunctionSpec = {
    .name = "function",
    .doc = "Create a function object.\n\n  code\n    a code object\n  globals\n    the globals dictionary\n  name\n    a string that overrides the "
           "name from the code object\n  argdefs\n    a tuple that specifies the default argument values\n  closure\n    a tuple that supplies the "
           "bindings for free variables",
    .id = TypeId::kFunction,
    .size = sizeof(Function),
    .flags = Type::kCollected | Type::kWeakrefable | Type::kMethodDescriptor,
    .dict_offset = offsetof(Function, dict),
    .getsets = kFunctionGetSets,
    .members = kFunctionMembers,
    .slots = {.repr = function_repr, .call = function_call, .descr_get = function_get, .new_ = new_from<kNew>},
    .traverse = function_traverse,
    .clear = function_clear,
    .dealloc = function_dealloc,
};

Result<Dict*> builtins_dict(ThreadState& ts, Value builtins) {
  if (is<Dict>(builtins)) return &as<Dict>(builtins);
  if (is<Module>(builtins) && is<Dict>(as<Module>(builtins).dict)) return &as<Module>(builtins).globals();
  if (type_of(ts, builtins).slots.getitem == nullptr) {
    return raise(ts, Exc::kTypeError, "'%.200s' object is not subscriptable", type_name(ts, builtins));
  }
  return raise(ts, Exc::kTypeError, "__builtins__ must be a dict or a module, not %.200s", type_name(ts, builtins));
}

Result<Str*> function_qualname(ThreadState& ts, Function& function) {
  if (function.qualname == nullptr) {
    TRY(code_complete(ts, *function.code));
    function.qualname = Own<Str>::copy(function.code->qualname).release();
  }
  return function.qualname;
}

Result<Own<Function>> new_function(ThreadState& ts, Code& code, Dict& globals) {
  Dict* builtins = TRY(builtins_of(ts, globals));
  Own<Dict> keep = Own<Dict>::copy(builtins);
  Own<Function> function = TRY(new_native<Function>(ts));
  function->code = Own<Code>::copy(&code).release();
  function->globals = Own<Dict>::copy(&globals).release();
  function->builtins = keep.release();
  function->name = Own<Str>::copy(code.name).release();
  if (code.qualname != nullptr) function->qualname = Own<Str>::copy(code.qualname).release();
  function->module = Ref::copy(dict_get(ts, globals, ts.names().dunder_name)).release();
  function->doc = code.is_complete() ? Ref::copy(doc_of(code)).release() : Value::absent();
  gc_track(ts, function.get());
  return function;
}

}  // namespace pyemb
