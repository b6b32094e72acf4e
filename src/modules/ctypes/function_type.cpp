// SPDX-License-Identifier: MIT
// PyCFuncPtrType: classes of C functions, with the types of their arguments and results.
#include "modules/ctypes/ctypes.h"
#include "modules/ctypes/type_methods.h"
#include "modules/module_type_specs.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/int.h"
#include "objects/owned_fields.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/type_specs.h"

namespace pyemb::ctypes {

Result<Ref> converters_of(ThreadState& ts, Value types) {
  if (!is_iterable(ts, types)) return raise(ts, Exc::kTypeError, "_argtypes_ must be a sequence of types");
  Own<Tuple> list = TRY(to_tuple(ts, types));
  if (list->size > kMaxArguments) {
    return raise_argument_error(ts, "_argtypes_ has too many arguments (%lld), maximum is %lld", static_cast<long long>(list->size),
                                static_cast<long long>(kMaxArguments));
  }
  Own<Tuple> converters = TRY(new_tuple(ts, list->size));
  for (Value& slot : converters->span()) slot = Value::none();
  for (int64_t i = 0; i < list->size; ++i) {
    Ref converter = TRY(find_attr(ts, list->at(i), "from_param"));
    if (converter.is_absent()) return raise(ts, Exc::kTypeError, "item %lld in _argtypes_ has no from_param method", static_cast<long long>(i + 1));
    converters->set(i, std::move(converter));
  }
  return converters;
}

Result<Ref> find_checker(ThreadState& ts, Value restype) { return find_attr(ts, restype, "_check_retval_"); }

namespace {

// What the class itself says: nothing is inherited.

Status take_flags(ThreadState& ts, const Type& type, Description& about) {
  const Value flags = dict_get(ts, *type.dict, "_flags_");
  int64_t number = 0;
  if (flags.is_null() || !is_any_int(flags) || !int_fits_int64(flags, number)) {
    return raise(ts, Exc::kTypeError, "class must define _flags_ which must be an integer");
  }
  about.function_flags = number;
  return {};
}

Status take_argtypes(ThreadState& ts, const Type& type, Description& about) {
  Ref given = Ref::copy(dict_get(ts, *type.dict, "_argtypes_"));
  if (!given) return {};
  Ref converters = TRY(converters_of(ts, given));
  Own<Tuple> argtypes = TRY(to_tuple(ts, given));
  set_field(about.argtypes, std::move(argtypes));
  set_field(about.converters, std::move(converters));
  return {};
}

Status take_restype(ThreadState& ts, const Type& type, Description& about) {
  Ref restype = Ref::copy(dict_get(ts, *type.dict, "_restype_"));
  if (!restype) return {};
  if (!restype.is_none() && describe(restype) == nullptr && !is_callable(ts, restype)) {
    return raise(ts, Exc::kTypeError, "_restype_ must be a type, a callable, or None");
  }
  Ref checker = TRY(find_checker(ts, restype));
  set_field(about.checker, checker.is_absent() ? Ref() : std::move(checker));
  set_field(about.restype, std::move(restype));
  return {};
}

Result<Ref> function_type_new(ThreadState& ts, Type& metatype, CallArgs args) {
  Ref type = TRY(type_new(ts, metatype, args));
  Description* about = TRY(new_description(ts, type, Category::kFunction));
  about->size = about->align = sizeof(void*);
  about->length = 1;
  about->flags |= Description::kHasPointer;
  TRY(set_format(ts, *about, "X{}"));
  TRY(take_flags(ts, *type.as<Type>(), *about));
  TRY(take_argtypes(ts, *type.as<Type>(), *about));
  TRY(take_restype(ts, *type.as<Type>(), *about));
  return type;
}

}  // namespace
}  // namespace pyemb::ctypes

namespace pyemb {

constexpr TypeSpec kCFuncPtrTypeSpec = ctypes::as_metaclass({
    .name = "_ctypes.PyCFuncPtrType",
    .doc = "metatype for C function pointers",
    .id = ModuleType::kCFuncPtrType,
    .methods = ctypes::kTypeRows,
    .slots = {.new_ = ctypes::function_type_new, .repeat = ctypes::type_repeat},
});

}  // namespace pyemb
