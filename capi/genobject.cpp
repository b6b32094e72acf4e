// SPDX-License-Identifier: MIT
// Generators, coroutines, asynchronous generators.
#include "api.h"
#include "objects/str.h"
#include "vm/frame_start.h"

using namespace pyemb;
using namespace pyemb::capi;

int(PyGen_Check)(PyObject* object) {
  return object != nullptr && from_c(object).is_heap() && derives_from(*from_c(object).as_object()->type, TypeId::kGenerator);
}
int(PyGen_CheckExact)(PyObject* object) { return is_exactly_c(object, TypeId::kGenerator); }
int(PyCoro_CheckExact)(PyObject* object) { return is_exactly_c(object, TypeId::kCoroutine); }
int(PyAsyncGen_CheckExact)(PyObject* object) { return is_exactly_c(object, TypeId::kAsyncGenerator); }

namespace {

/// The reference to the frame is taken over, whatever comes of it.
PyObject* new_of_frame(PyFrameObject* frame, TypeId kind, PyObject* name, PyObject* qualname, const char* function) {
  return api_object([&](Api api) -> Result<Ref> {
    Ref taken = Ref::steal(from_c(reinterpret_cast<PyObject*>(frame)));
    FrameObject* self = TRY(expect<FrameObject>(api, to_c(taken.get())));
    for (PyObject* text : {name, qualname}) {
      if (text != nullptr) static_cast<void>(TRY(expect<Str>(api, text)));
    }
    const auto str_of = [](PyObject* text) { return text != nullptr ? &as<Str>(from_c(text)) : nullptr; };
    return new_generator_of(api, *self, kind, str_of(name), str_of(qualname));
  }, function);
}

}  // namespace

PyObject* PyGen_New(PyFrameObject* frame) { return new_of_frame(frame, TypeId::kGenerator, nullptr, nullptr, __func__); }
PyObject* PyGen_NewWithQualName(PyFrameObject* frame, PyObject* name, PyObject* qualname) {
  return new_of_frame(frame, TypeId::kGenerator, name, qualname, __func__);
}
PyObject* PyCoro_New(PyFrameObject* frame, PyObject* name, PyObject* qualname) {
  return new_of_frame(frame, TypeId::kCoroutine, name, qualname, __func__);
}
PyObject* PyAsyncGen_New(PyFrameObject* frame, PyObject* name, PyObject* qualname) {
  return new_of_frame(frame, TypeId::kAsyncGenerator, name, qualname, __func__);
}
