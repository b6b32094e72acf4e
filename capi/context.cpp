// SPDX-License-Identifier: MIT
// Context variables.
#include "modules/contextvars/contextvars.h"

#include "api.h"

using namespace pyemb;
using namespace pyemb::capi;

int(PyContext_CheckExact)(PyObject* object) { return is_exactly_c(object, Context::kId); }
int(PyContextVar_CheckExact)(PyObject* object) { return is_exactly_c(object, ContextVar::kId); }
int(PyContextToken_CheckExact)(PyObject* object) { return is_exactly_c(object, ModuleType::kContextToken); }

namespace {

/// Anything else than the object asked for is a TypeError here.
template <class T>
Result<T*> need(Api api, PyObject* object, const char* what) {
  if (is_c<T>(object)) return &as<T>(from_c(object));
  return raise(api, Exc::kTypeError, "an instance of %s was expected", what);
}

}  // namespace

PyObject* PyContext_New(void) {
  return api_object([&](Api api) -> Result<Ref> { return new_context(api); });
}
PyObject* PyContext_Copy(PyObject* context) {
  return api_object([&](Api api) -> Result<Ref> {
    Context* from = TRY(need<Context>(api, context, "Context"));
    return copy_context(api, *from);
  });
}
PyObject* PyContext_CopyCurrent(void) {
  return api_object([&](Api api) -> Result<Ref> {
    Context* current = TRY(current_context(api));
    return copy_context(api, *current);
  });
}
int PyContext_Enter(PyObject* context) {
  return api_int([&](Api api) -> Status {
    Context* entered = TRY(need<Context>(api, context, "Context"));
    return enter_context(api, *entered);
  });
}
int PyContext_Exit(PyObject* context) {
  return api_int([&](Api api) -> Status {
    Context* left = TRY(need<Context>(api, context, "Context"));
    return exit_context(api, *left);
  });
}

PyObject* PyContextVar_New(const char* name, PyObject* default_value) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_utf8(api, name));
    Own<Str> text = TRY(new_str(api, name));
    return new_context_var(api, text, from_c(default_value));
  });
}
int PyContextVar_Get(PyObject* variable, PyObject* default_value, PyObject** value) {
  if (value != nullptr) *value = nullptr;
  return api_int([&](Api api) -> Status {
    if (value == nullptr) return raise_null(api);
    ContextVar* self = TRY(need<ContextVar>(api, variable, "ContextVar"));
    Ref found = TRY(find_context_value(api, *self, from_c(default_value)));
    if (!found.is_absent()) *value = to_c(std::move(found));
    return {};
  });
}
PyObject* PyContextVar_Set(PyObject* variable, PyObject* value) {
  return api_object([&](Api api) -> Result<Ref> {
    ContextVar* self = TRY(need<ContextVar>(api, variable, "ContextVar"));
    Value object = TRY(expect_value(api, value));
    return set_context_value(api, *self, object);
  });
}
int PyContextVar_Reset(PyObject* variable, PyObject* token) {
  return api_int([&](Api api) -> Status {
    ContextVar* self = TRY(need<ContextVar>(api, variable, "ContextVar"));
    Value object = TRY(expect_value(api, token));
    return reset_context_value(api, *self, object);
  });
}
