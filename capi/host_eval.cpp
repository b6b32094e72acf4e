// SPDX-License-Identifier: MIT
// Frames that the host runs in the place of the eval loop (PEP 523).
#include "vm/host_eval.h"

#include "foreign_call.h"
#include "module_row.h"
#include "thread_states.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

struct _PyInterpreterFrame* to_c(Frame& frame) { return reinterpret_cast<struct _PyInterpreterFrame*>(&frame); }
Frame& from_c(struct _PyInterpreterFrame* frame) { return *reinterpret_cast<Frame*>(frame); }

Result<Ref> call_host(ThreadState& ts, Frame& frame, bool raises) {
  InC in_c(ts);
  auto* function = reinterpret_cast<_PyFrameEvalFunction>(ts.interp.host_eval_function);
  return take_object(ts, function(capi::to_c(&ts), to_c(frame), raises ? 1 : 0));
}

}  // namespace

_PyFrameEvalFunction _PyInterpreterState_GetEvalFrameFunc(PyInterpreterState* interp) {
  auto* function = interp != nullptr ? reinterpret_cast<_PyFrameEvalFunction>(capi::from_c(interp)->host_eval_function) : nullptr;
  return function != nullptr ? function : &_PyEval_EvalFrameDefault;
}

void _PyInterpreterState_SetEvalFrameFunc(PyInterpreterState* interp, _PyFrameEvalFunction function) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || interp != capi::to_c(&ts->interp)) return;
  const auto given = reinterpret_cast<void (*)()>(function);
  if (function == nullptr || capi::is_function(*ts, given, reinterpret_cast<void (*)()>(&_PyEval_EvalFrameDefault))) return set_host_eval(ts->interp, nullptr, nullptr);
  set_host_eval(ts->interp, call_host, given);
}

PyObject* _PyEval_EvalFrameDefault(PyThreadState* tstate, struct _PyInterpreterFrame* frame, int raises) {
  return api_object([&](Api api) -> Result<Ref> {
    if (tstate != capi::to_c(&api.ts) || frame == nullptr || api.ts.frame != &from_c(frame)) return raise_bad_call(api);
    return eval(api, api.ts.frame, raises != 0 ? Start::kRaise : Start::kRun);
  });
}

PyObject* PyUnstable_InterpreterFrame_GetCode(struct _PyInterpreterFrame* frame) {
  return api_object([&](Api api) -> Result<Ref> {
    if (frame == nullptr) return raise_null(api);
    return Ref::copy(static_cast<Object*>(from_c(frame).code));
  });
}
int PyUnstable_InterpreterFrame_GetLasti(struct _PyInterpreterFrame* frame) {
  return frame != nullptr ? static_cast<int>(from_c(frame).offset()) : -1;
}
int PyUnstable_InterpreterFrame_GetLine(struct _PyInterpreterFrame* frame) { return frame != nullptr ? frame_line(from_c(frame)) : -1; }
