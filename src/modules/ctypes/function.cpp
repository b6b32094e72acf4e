// SPDX-License-Identifier: MIT
// CFuncPtr: functions of C as objects, found in a library, at an address, or made of a Python object.
#include <cstring>

#include "modules/ctypes/parameter_flags.h"
#include "modules/module_type_specs.h"
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/int.h"
#include "objects/owned_fields.h"
#include "objects/str.h"

namespace pyemb::ctypes {
namespace {

CFunction& as_function(Value value) { return as<CFunction>(value); }

/// The instance's own, or what the class says. Null: neither says anything.
Ref argtypes_of(const CFunction& self) { return Ref::copy(!self.argtypes.is_null() ? self.argtypes : describe(*self.type)->argtypes); }
Ref converters_of_function(const CFunction& self) { return Ref::copy(!self.converters.is_null() ? self.converters : describe(*self.type)->converters); }
Ref restype_of(const CFunction& self) { return Ref::copy(!self.restype.is_null() ? self.restype : describe(*self.type)->restype); }
Ref checker_of(const CFunction& self) { return Ref::copy(!self.restype.is_null() ? self.checker : describe(*self.type)->checker); }

// -- making one ----------------------------------------------------------------------------------------------------------------

Result<Own<CFunction>> new_function(ThreadState& ts, Type& type) {
  Own<CData> data = TRY(new_data(ts, type));
  return Own<CFunction>::steal(static_cast<CFunction*>(data.release()));
}

/// CFUNCTYPE(...)(("name", library), paramflags)
Result<Ref> function_in_library(ThreadState& ts, Type& type, CallArgs args) {
  if (args.count > 2) return raise(ts, Exc::kTypeError, "function takes at most 2 arguments (%zu given)", args.count);
  Tuple& spec = as<Tuple>(args.values[0]);
  if (spec.size != 2) return raise(ts, Exc::kTypeError, "illegal func_spec argument");
  Ref name = Ref::copy(spec.at(0));
  Ref library = Ref::copy(spec.at(1));
  if (!is<Str>(name) && !is<Bytes>(name)) return raise(ts, Exc::kTypeError, "function name must be string, bytes object or integer");
  TRY(audit(ts, "ctypes.dlsym", library, name));
  void* address = TRY(find_symbol(ts, library, name, Exc::kAttributeError));
  Ref flags = Ref::copy(args.count > 1 ? args.values[1] : Value::none());
  TRY(check_parameter_flags(ts, *describe(type), flags));
  Own<CFunction> function = TRY(new_function(ts, type));
  if (!flags.is_none()) set_field(function->paramflags, std::move(flags));
  set_pointer(*function, address);
  TRY(keep_alive(ts, *function, 0, library));
  return function;
}

Result<Ref> function_at(ThreadState& ts, Type& type, Value address) {
  Own<CFunction> function = TRY(new_function(ts, type));
  Ref ignored = TRY(find_kind('P')->store(ts, function->memory, address, {}));
  return function;
}

/// A pointer by which C calls a Python object.
Result<Ref> function_of(ThreadState& ts, Type& type, Value callable) {
  if (!is_callable(ts, callable)) return raise(ts, Exc::kTypeError, "argument must be callable or integer function address");
  Description& about = *describe(type);
  if (about.argtypes.is_null()) return raise(ts, Exc::kTypeError, "cannot construct instance of this class: no argtypes");
  void* code = nullptr;
  Ref thunk = TRY(new_callback(ts, callable, about, &code));
  Own<CFunction> function = TRY(new_function(ts, type));
  function->callable = Ref::copy(callable).release();
  set_pointer(*function, code);
  TRY(keep_alive(ts, *function, 0, thunk));
  return function;
}

Result<Ref> function_new(ThreadState& ts, Type& type, CallArgs args) {
  if (describe(type) == nullptr) return raise(ts, Exc::kTypeError, "abstract class");
  if (args.count == 0) return new_data(ts, type);
  if (is<Tuple>(args.values[0])) return function_in_library(ts, type, args);
  if (args.count > 1) return raise(ts, Exc::kTypeError, "function takes exactly 1 argument (%zu given)", args.count);
  if (is_any_int(args.values[0])) return function_at(ts, type, args.values[0]);
  return function_of(ts, type, args.values[0]);
}

// -- calling -------------------------------------------------------------------------------------------------------------------

Status check_count(ThreadState& ts, const CFunction& self, Value converters, size_t given) {
  if (converters.is_null()) return {};
  const auto wanted = static_cast<size_t>(as<Tuple>(converters).size);
  const char* plural = wanted == 1 ? "" : "s";
  if ((describe(*self.type)->function_flags & Description::kCdecl) != 0) {  // more may follow: functions with an ellipsis
    if (wanted <= given) return {};
    return raise(ts, Exc::kTypeError, "this function takes at least %zu argument%s (%zu given)", wanted, plural, given);
  }
  if (wanted == given) return {};
  return raise(ts, Exc::kTypeError, "this function takes %zu argument%s (%zu given)", wanted, plural, given);
}

/// Calls C with the arguments as they are to be converted.
Result<Ref> call_with_arguments(ThreadState& ts, CFunction& self, std::span<const Value> args) {
  Ref converters = converters_of_function(self);
  Ref restype = restype_of(self);
  Ref checker = checker_of(self);
  TRY(check_count(ts, self, converters, args.size()));
  const CallRequest request = {reinterpret_cast<void (*)()>(pointer_in(self)), args, describe(*self.type)->function_flags, converters, restype, checker};
  return call_c(ts, request);
}

Result<Ref> function_call(ThreadState& ts, Value callee, CallArgs args) {
  CFunction& self = as_function(callee);
  if (describe(*self.type) == nullptr) return raise(ts, Exc::kTypeError, "abstract class");
  Ref keep = Ref::copy(callee);
  if (LIKELY(self.paramflags.is_null() && self.errcheck.is_null())) return call_with_arguments(ts, self, {args.values, args.count});
  Ref argtypes = argtypes_of(self);
  if (argtypes && !is<Tuple>(argtypes)) argtypes = TRY(to_tuple(ts, argtypes));
  Ref flags = Ref::copy(self.paramflags);
  Own<Tuple> values = TRY(arrange_arguments(ts, argtypes, flags, args));
  Ref result = TRY(call_with_arguments(ts, self, values->span()));
  if (!self.errcheck.is_null()) {
    Ref check = Ref::copy(self.errcheck);
    Ref checked = TRY(call(ts, check, result, callee, values));
    // The arguments themselves say: go on as if nothing had been checked.
    if (checked.get() != Value(values)) return checked;
  }
  return gather_outputs(ts, argtypes, flags, *values, std::move(result));
}

// -- attributes ----------------------------------------------------------------------------------------------------------------

Result<Ref> get_restype(ThreadState& ts, CFunction& self) {
  if (describe(*self.type) == nullptr) return raise(ts, Exc::kTypeError, "abstract class");
  Ref restype = restype_of(self);
  if (!restype) return Ref::none();
  return restype;
}

Status set_restype(ThreadState& ts, CFunction& self, Value value) {
  if (value.is_null()) {
    drop_field(self.restype);
    drop_field(self.checker);
    return {};
  }
  if (!value.is_none() && describe(value) == nullptr && !is_callable(ts, value)) {
    return raise(ts, Exc::kTypeError, "restype must be a type, a callable, or None");
  }
  Ref checker = TRY(find_checker(ts, value));
  set_field(self.checker, checker.is_absent() ? Ref() : std::move(checker));
  set_field(self.restype, Ref::copy(value));
  return {};
}

Result<Ref> get_argtypes(ThreadState& ts, CFunction& self) {
  if (describe(*self.type) == nullptr) return raise(ts, Exc::kTypeError, "abstract class");
  Ref argtypes = argtypes_of(self);
  if (!argtypes) return Ref::none();
  return argtypes;
}

Status set_argtypes(ThreadState& ts, CFunction& self, Value value) {
  if (value.is_null() || value.is_none()) {
    drop_field(self.converters);
    drop_field(self.argtypes);
    return {};
  }
  Ref converters = TRY(converters_of(ts, value));
  set_field(self.converters, std::move(converters));
  set_field(self.argtypes, Ref::copy(value));
  return {};
}

Value get_errcheck(ThreadState&, CFunction& self) { return self.errcheck.is_null() ? Value::none() : self.errcheck; }

Status set_errcheck(ThreadState& ts, CFunction& self, Value value) {
  if (!value.is_null() && !is_callable(ts, value)) return raise(ts, Exc::kTypeError, "the errcheck attribute must be callable");
  set_field(self.errcheck, Ref::copy(value));
  return {};
}

Result<Ref> function_repr(ThreadState& ts, Value self) {
  return new_str_format(ts, "<%s object at %p>", type_name(ts, self), static_cast<void*>(self.as_object()));
}
Result<bool> function_truth(ThreadState&, Value self) { return pointer_in(as<CData>(self)) != nullptr; }

constexpr GetSet kGetSets[] = {
    getset<get_errcheck, set_errcheck>("errcheck", "a function to check for errors"),
    getset<get_restype, set_restype>("restype", "specify the result type"),
    getset<get_argtypes, set_argtypes>("argtypes", "specify the argument types"),
};

using Owned = OwnedFields<CFunction, &CFunction::callable, &CFunction::argtypes, &CFunction::converters, &CFunction::restype, &CFunction::checker,
                          &CFunction::errcheck, &CFunction::paramflags>;

void function_traverse(Object* object, GcVisitor& visit) {
  traverse_data(object, visit);
  Owned::traverse(object, visit);
}
void function_clear(ThreadState& ts, Object* object) {
  clear_data(ts, object);
  Owned::clear(ts, object);
}
void function_dealloc(ThreadState& ts, Object* object) {
  Owned::dealloc(ts, object);
  dealloc_data(ts, object);
}

}  // namespace
}  // namespace pyemb::ctypes

namespace pyemb {

constexpr TypeSpec kCFuncPtrSpec = {
    .name = "_ctypes.CFuncPtr",
    .doc = "Function Pointer",
    .id = ModuleType::kCFuncPtr,
    .base = ModuleType::kCData,
    .size = sizeof(ctypes::CFunction),
    .flags = Type::kCollected | Type::kSubclassable,
    .getsets = ctypes::kGetSets,
    .slots = {.repr = ctypes::function_repr, .call = ctypes::function_call, .new_ = ctypes::function_new, .truth = ctypes::function_truth},
    .traverse = ctypes::function_traverse,
    .clear = ctypes::function_clear,
    .dealloc = ctypes::function_dealloc,
    .get_buffer = ctypes::lend_data,
    .release_buffer = ctypes::take_back_data,
};

}  // namespace pyemb
