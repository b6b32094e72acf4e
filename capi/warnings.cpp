// SPDX-License-Identifier: MIT
// Warnings, through the functions of `_warnings`.
#include "modules/paths.h"

#include <algorithm>
#include <climits>

#include "api.h"
#include "format.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/interpreter.h"
#include "vm/import.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

Value category_or(Api api, PyObject* category, Exc otherwise) {
  return category != nullptr ? from_c(category) : Value::from_object(&core_type(api, otherwise));
}

Result<Ref> warnings_function(Api api, const char* name) {
  Ref module = TRY(import_module(api, "_warnings"));
  return get_attr(api, module, name);
}

/// Only warn() of Python insists on a subclass of Warning; C code may name any class.
Status issue(Api api, Value category, Value message, Py_ssize_t stack_level, Value source) {
  if (is<Type>(category) && source.is_none()) {
    auto level = static_cast<int>(std::clamp<Py_ssize_t>(stack_level, INT_MIN, INT_MAX));
    return api.ts.interp.hooks.warn(api, message, as<Type>(category), level);
  }
  Ref function = TRY(warnings_function(api, "warn"));
  Ref ignored = TRY(call(api, function, message, category, Value::from_int(stack_level), source));
  return {};
}

Status issue_format(Api api, Value category, const char* format, FormatArguments& arguments, Py_ssize_t stack_level, Value source) {
  TRY(expect_text(api, format));
  Ref message = TRY(format_text(api, format, arguments));
  return issue(api, category, message, stack_level, source);
}

Status issue_at(Api api, Value category, Value message, Value filename, int line, Value module, Value registry) {
  Ref function = TRY(warnings_function(api, "warn_explicit"));
  Value given_module = module.is_null() ? Value::none() : module;
  Value given_registry = registry.is_null() ? Value::none() : registry;
  Ref ignored = TRY(call(api, function, message, category, filename, Value::from_int(line), given_module, given_registry));
  return {};
}

/// The file's name and the module's as objects; the latter may be null.
struct Place {
  Ref filename;
  Ref module;
  Status take(Api api, const char* file, const char* module_name) {
    TRY(expect_text(api, file));
    filename = TRY(decode_file_name(api, file));
    if (module_name != nullptr) module = TRY(new_str(api, module_name));
    return {};
  }
};

}  // namespace

int PyErr_WarnEx(PyObject* category, const char* message, Py_ssize_t stack_level) {
  return api_int([&](Api api) -> Status {
    TRY(expect_utf8(api, message));
    Own<Str> text = TRY(new_str(api, message));
    return issue(api, category_or(api, category, Exc::kRuntimeWarning), text, stack_level, Value::none());
  });
}
int PyErr_WarnFormat(PyObject* category, Py_ssize_t stack_level, const char* format, ...) {
  va_list list;
  va_start(list, format);
  FormatArguments arguments(list);
  va_end(list);
  return api_int([&](Api api) {
    return issue_format(api, category_or(api, category, Exc::kRuntimeWarning), format, arguments, stack_level, Value::none());
  });
}
int PyErr_ResourceWarning(PyObject* source, Py_ssize_t stack_level, const char* format, ...) {
  va_list list;
  va_start(list, format);
  FormatArguments arguments(list);
  va_end(list);
  return api_int([&](Api api) {
    Value about = source != nullptr ? from_c(source) : Value::none();
    return issue_format(api, category_or(api, nullptr, Exc::kResourceWarning), format, arguments, stack_level, about);
  });
}

int PyErr_WarnExplicitObject(PyObject* category, PyObject* message, PyObject* filename, int line, PyObject* module, PyObject* registry) {
  return api_int([&](Api api) -> Status {
    Value text = TRY(expect_value(api, message));
    Value file = TRY(expect_value(api, filename));
    return issue_at(api, category_or(api, category, Exc::kRuntimeWarning), text, file, line, from_c(module), from_c(registry));
  });
}
int PyErr_WarnExplicit(PyObject* category, const char* message, const char* filename, int line, const char* module, PyObject* registry) {
  return api_int([&](Api api) -> Status {
    TRY(expect_utf8(api, message));
    Own<Str> text = TRY(new_str(api, message));
    Place place;
    TRY(place.take(api, filename, module));
    return issue_at(api, category_or(api, category, Exc::kRuntimeWarning), text, place.filename, line, place.module, from_c(registry));
  });
}
int PyErr_WarnExplicitFormat(PyObject* category, const char* filename, int line, const char* module, PyObject* registry, const char* format, ...) {
  va_list list;
  va_start(list, format);
  FormatArguments arguments(list);
  va_end(list);
  return api_int([&](Api api) -> Status {
    TRY(expect_text(api, format));
    Place place;
    TRY(place.take(api, filename, module));
    Ref message = TRY(format_text(api, format, arguments));
    return issue_at(api, category_or(api, category, Exc::kRuntimeWarning), message, place.filename, line, place.module, from_c(registry));
  });
}
