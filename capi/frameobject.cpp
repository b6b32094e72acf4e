// SPDX-License-Identifier: MIT
// Frames and tracebacks.
#include "frameobject.h"

#include "vm/frame_start.h"

#include "api.h"
#include "objects/attributes.h"
#include "objects/exception.h"
#include "objects/module.h"
#include "objects/str.h"
#include "state/names.h"
#include "vm/generator_object.h"
#include "vm/print_exception.h"
#include "vm/traceback.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

/// f_lasti, tb_lasti and what counts as an address in code: instructions are counted as if of two bytes.
constexpr int kUnit = 2;

PyObject* object_of(PyFrameObject* frame) { return reinterpret_cast<PyObject*>(frame); }
PyObject* object_of(PyCodeObject* code) { return reinterpret_cast<PyObject*>(code); }

}  // namespace

static_assert(offsetof(_frame, f_lineno) == offsetof(FrameObject, traced_line));

// -- frames --------------------------------------------------------------------------------------------------------------------------

int(PyFrame_Check)(PyObject* object) { return is_exactly_c(object, TypeId::kFrame); }

PyFrameObject* PyFrame_GetBack(PyFrameObject* frame) {
  return reinterpret_cast<PyFrameObject*>(api_object([&](Api api) -> Result<Ref> {
    FrameObject* self = TRY(expect<FrameObject>(api, object_of(frame)));
    Ref back = TRY(get_attr(api, Value::from_object(self), "f_back"));
    return back.is_none() ? Ref() : std::move(back);
  }));
}
PyCodeObject* PyFrame_GetCode(PyFrameObject* frame) {
  return reinterpret_cast<PyCodeObject*>(api_object([&](Api api) -> Result<Ref> {
    FrameObject* self = TRY(expect<FrameObject>(api, object_of(frame)));
    return Ref::copy(static_cast<Object*>(self->code));
  }));
}
PyObject* PyFrame_GetGlobals(PyFrameObject* frame) {
  return api_object([&](Api api) -> Result<Ref> {
    FrameObject* self = TRY(expect<FrameObject>(api, object_of(frame)));
    return Ref::copy(static_cast<Object*>(self->globals));
  });
}
PyObject* PyFrame_GetBuiltins(PyFrameObject* frame) {
  return api_object([&](Api api) -> Result<Ref> {
    FrameObject* self = TRY(expect<FrameObject>(api, object_of(frame)));
    return Ref::copy(static_cast<Object*>(self->builtins));
  });
}
PyObject* PyFrame_GetLocals(PyFrameObject* frame) {
  return api_object([&](Api api) -> Result<Ref> {
    FrameObject* self = TRY(expect<FrameObject>(api, object_of(frame)));
    return frame_object_locals(api, *self);
  });
}
PyObject* PyFrame_GetGenerator(PyFrameObject* frame) {
  return api_object([&](Api api) -> Result<Ref> {
    FrameObject* self = TRY(expect<FrameObject>(api, object_of(frame)));
    if (self->frame == nullptr || !self->frame->has(Frame::kGenerator)) return Ref();
    return Ref::copy(static_cast<Object*>(&generator_of(*self->frame)));
  });
}
int PyFrame_GetLasti(PyFrameObject* frame) {
  return api_number(-1, [&](Api api) -> Result<int> {
    FrameObject* self = TRY(expect<FrameObject>(api, object_of(frame)));
    return static_cast<int>(frame_object_offset(*self)) * kUnit;
  });
}
int PyFrame_GetLineNumber(PyFrameObject* frame) {
  return api_number(-1, [&](Api api) -> Result<int> {
    FrameObject* self = TRY(expect<FrameObject>(api, object_of(frame)));
    return frame_object_shown_line(*self);
  });
}
int PyFrame_FastToLocalsWithError(PyFrameObject* frame) {
  return api_int([&](Api api) -> Status {
    FrameObject* self = TRY(expect<FrameObject>(api, object_of(frame)));
    Ref ignored = TRY(frame_object_locals(api, *self));  // the object keeps them
    return {};
  });
}
void PyFrame_FastToLocals(PyFrameObject* frame) {
  api_quiet(0, [&](Api api) -> Result<int> {
    FrameObject* self = TRY(expect<FrameObject>(api, object_of(frame)));
    Ref ignored = TRY(frame_object_locals(api, *self));
    return 0;
  });
}
/// The variables of a frame that runs, or of one that has not begun.
void PyFrame_LocalsToFast(PyFrameObject* frame, int clear) {
  api_quiet(0, [&](Api api) -> Result<int> {
    FrameObject* self = TRY(expect<FrameObject>(api, object_of(frame)));
    TRY(make_frame_values(api, *self));
    store_locals(api, *self, clear != 0 ? Unnamed::kUnbind : Unnamed::kKeep);
    return 0;
  });
}

// -- tracebacks ------------------------------------------------------------------------------------------------------------------------

int(PyTraceBack_Check)(PyObject* object) { return is_exactly_c(object, TypeId::kTraceback); }

PyFrameObject* PyFrame_New(PyThreadState*, PyCodeObject* code, PyObject* globals, PyObject* locals) {
  return reinterpret_cast<PyFrameObject*>(api_object([&](Api api) -> Result<Ref> {
    Code* self = TRY(expect<Code>(api, object_of(code)));
    Dict* names = TRY(expect<Dict>(api, globals));
    Value builtins = dict_get(api, *names, api.ts.names().dunder_builtins);
    if (is<Module>(builtins)) builtins = as<Module>(builtins).dict;
    if (!is<Dict>(builtins)) builtins = api.ts.interp.builtins;
    return new_frame_object(api, *self, *names, as<Dict>(builtins), locals != nullptr ? from_c(locals) : Value::null());
  }));
}

int PyTraceBack_Here(PyFrameObject* frame) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || !ts->has_pending()) return -1;
  Ref exception = ts->take_pending();
  auto add = [&](Api api) -> Status {
    FrameObject* self = TRY(expect<FrameObject>(api, object_of(frame)));
    Value next = as<Exception>(exception).traceback;
    Own<Traceback> entry = TRY(new_traceback(api, next, Value::from_object(self), frame_object_offset(*self), frame_object_line(*self)));
    set_traceback(as<Exception>(exception), entry);
    return {};
  };
  const bool failed = add(Api{*ts, "PyTraceBack_Here"}).raised();
  if (!failed) ts->pending = exception.release();
  return failed ? -1 : 0;
}

int PyTraceBack_Print(PyObject* traceback, PyObject* file) {
  return api_int([&](Api api) -> Status {
    if (traceback == nullptr) return {};
    Traceback* entry = TRY(expect<Traceback>(api, traceback));
    Value stream = TRY(expect_value(api, file));
    Own<Str> text = TRY(format_traceback(api, Value::from_object(entry)));
    return write_to_stream(api, stream, text);
  });
}
