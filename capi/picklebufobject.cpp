// SPDX-License-Identifier: MIT
// pickle.PickleBuffer.
#include "api.h"
#include "buffer_export.h"
#include "modules/pickle_buffer.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

Result<PickleBuffer*> need_pickle_buffer(Api api, PyObject* object) {
  Value value = TRY(expect_value(api, object));
  if (!is<PickleBuffer>(value)) return raise(api, Exc::kTypeError, "expected PickleBuffer, %.200s found", type_name(api, value));
  return &as<PickleBuffer>(value);
}

}  // namespace

int(PyPickleBuffer_Check)(PyObject* object) { return is_exactly_c(object, ModuleType::kPickleBuffer); }

PyObject* PyPickleBuffer_FromObject(PyObject* object) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    return new_pickle_buffer(api, value);
  });
}
const Py_buffer* PyPickleBuffer_GetBuffer(PyObject* object) {
  return api_number<const Py_buffer*>(nullptr, [&](Api api) -> Result<const Py_buffer*> {
    PickleBuffer* buffer = TRY(need_pickle_buffer(api, object));
    TRY(check_held(api, *buffer));
    Py_buffer* shown = TRY(show_buffer(api, buffer->shown, buffer->lent));
    return shown;
  });
}
int PyPickleBuffer_Release(PyObject* object) {
  return api_int([&](Api api) -> Status {
    PickleBuffer* buffer = TRY(need_pickle_buffer(api, object));
    release_pickle_buffer(api, *buffer);
    return {};
  });
}
