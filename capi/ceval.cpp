// SPDX-License-Identifier: MIT
// Running code objects, what runs, and how deep it may go.
#include "api.h"
#include "foreign_call.h"
#include "method_row.h"
#include "objects/attributes.h"
#include "objects/builtin.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/frame_start.h"
#include "vm/run.h"
#include "vm/trace.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

struct EvalArguments {
  PyObject* const* args;
  int count;
  PyObject* const* keywords;  ///< names and values in turn
  int keyword_count;
  PyObject* const* defaults;
  int default_count;
  PyObject* kwdefaults;
  PyObject* closure;

  bool none() const { return count == 0 && keyword_count == 0 && default_count == 0 && kwdefaults == nullptr; }
};

/// Runs a function body: a function object is made for the call.
Result<Ref> eval_function(Api api, Code& code, Dict& globals, const EvalArguments& given) {
  Own<Function> function = TRY(new_function(api, code, globals));
  if (given.default_count > 0) {
    function->defaults = TRY(new_tuple(api, {values_of(given.defaults), static_cast<size_t>(given.default_count)})).release();
  }
  if (given.kwdefaults != nullptr) function->kwdefaults = Ref::copy(from_c(given.kwdefaults)).release();
  if (given.closure != nullptr) function->closure = Own<Tuple>::copy(&as<Tuple>(from_c(given.closure))).release();
  Own<Tuple> args = TRY(new_tuple(api, {values_of(given.args), static_cast<size_t>(given.count)}));
  Own<Dict> keywords = TRY(new_dict(api));
  for (int i = 0; i < given.keyword_count; ++i) {
    TRY(dict_set(api, *keywords, from_c(given.keywords[2 * i]), from_c(given.keywords[2 * i + 1])));
  }
  return call_with(api, function, args, keywords);
}

Result<Ref> eval(Api api, PyObject* code, PyObject* globals, PyObject* locals, const EvalArguments& given) {
  Code* block = TRY(expect<Code>(api, code));
  if (globals == nullptr) return raise(api, Exc::kSystemError, "%s: NULL globals", api.function);
  Dict* space = TRY(expect<Dict>(api, globals));
  if (given.closure != nullptr && !is_tuple(from_c(given.closure))) return raise_bad_call(api);
  const int64_t cells = given.closure != nullptr ? as<Tuple>(from_c(given.closure)).size : 0;
  if (cells != block->nfree) return raise(api, Exc::kTypeError, "code object requires a closure of exactly length %d", block->nfree);
  if (block->is(Code::kOptimized)) return eval_function(api, *block, *space, given);
  if (!given.none()) return raise(api, Exc::kTypeError, "%s() takes no arguments", Utf8(api, *block->name).c_str());
  return run_code(api, *block, *space, locals == globals ? Value::null() : from_c(locals), from_c(given.closure));
}

}  // namespace

PyObject* PyEval_EvalCode(PyObject* code, PyObject* globals, PyObject* locals) {
  return api_object([&](Api api) { return eval(api, code, globals, locals, {}); });
}
PyObject* PyEval_EvalCodeEx(PyObject* code, PyObject* globals, PyObject* locals, PyObject* const* args, int count, PyObject* const* keywords, int keyword_count,
                            PyObject* const* defaults, int default_count, PyObject* kwdefaults, PyObject* closure) {
  return api_object([&](Api api) {
    return eval(api, code, globals, locals, {args, count, keywords, keyword_count, defaults, default_count, kwdefaults, closure});
  });
}

// -- what runs -------------------------------------------------------------------------------------------------------------------

PyObject* PyEval_GetBuiltins(void) {
  return api_borrowed([&](Api api) -> Result<Value> {
    if (Frame* frame = current_frame(api)) return Value::from_object(frame->builtins);
    return api.ts.interp.builtins;
  });
}
PyObject* PyEval_GetGlobals(void) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Frame* frame = current_frame(api);
    return frame != nullptr ? Value::from_object(frame->globals) : Value::null();
  });
}
PyObject* PyEval_GetLocals(void) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Frame* frame = current_frame(api);
    if (frame == nullptr) return raise(api, Exc::kSystemError, "frame does not exist");
    Ref locals = TRY(frame_locals(api, *frame));
    return locals.get();  // the frame keeps it
  });
}
PyFrameObject* PyEval_GetFrame(void) {
  return reinterpret_cast<PyFrameObject*>(api_borrowed([&](Api api) -> Result<Value> {
    Frame* frame = current_frame(api);
    if (frame == nullptr) return Value::null();
    FrameObject* object = TRY(frame_object_of(api, *frame));
    return Value::from_object(object);
  }));
}

const char* PyEval_GetFuncName(PyObject* function) {
  return api_quiet<const char*>("", [&](Api api) -> Result<const char*> {
    Value value = TRY(expect_value(api, function));
    if (is<Method>(value)) value = as<Method>(value).function;
    if (is<Function>(value)) return TRY(str_utf8(api, *as<Function>(value).name)).data();
    if (is<Builtin>(value)) return as<Builtin>(value).row->name;
    return type_name(api, value);
  });
}
const char* PyEval_GetFuncDesc(PyObject* function) {
  Value value = from_c(function);
  if (function == nullptr) return "";
  return is<Method>(value) || is<Function>(value) || is<Builtin>(value) ? "()" : " object";
}

int PyEval_MergeCompilerFlags(PyCompilerFlags* flags) {
  ThreadState* ts = current_thread();
  if (flags == nullptr) return 0;
  const Frame* frame = ts != nullptr ? current_frame(*ts) : nullptr;
  if (frame != nullptr) flags->cf_flags |= frame->code->flags & PyCF_MASK;
  return flags->cf_flags != 0 ? 1 : 0;
}

// -- the depth of calls ------------------------------------------------------------------------------------------------------------

int Py_GetRecursionLimit(void) {
  ThreadState* ts = current_thread();
  return ts != nullptr ? ts->recursion_limit : 0;
}
void Py_SetRecursionLimit(int limit) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || limit < 1) return;
  for (ThreadState* thread = ts->interp.threads; thread != nullptr; thread = thread->next) thread->recursion_limit = limit;
}
int Py_EnterRecursiveCall(const char* where) {
  return api_int([&](Api api) -> Status {
    RecursionGuard guard(api, where != nullptr ? where : "");
    if (guard.exceeded()) return guard.raise();
    ++api.ts.recursion_depth;  // beyond the guard's
    return {};
  });
}
void Py_LeaveRecursiveCall(void) {
  ThreadState* ts = current_thread();
  if (ts != nullptr && ts->recursion_depth > 0) --ts->recursion_depth;
}

// -- tracing -----------------------------------------------------------------------------------------------------------------------

namespace {

int event_number(Value event) {
  static constexpr struct {
    const char* name;
    int number;
  } kEvents[] = {{"call", PyTrace_CALL},     {"exception", PyTrace_EXCEPTION},     {"line", PyTrace_LINE},         {"return", PyTrace_RETURN},
                 {"c_call", PyTrace_C_CALL}, {"c_exception", PyTrace_C_EXCEPTION}, {"c_return", PyTrace_C_RETURN}, {"opcode", PyTrace_OPCODE}};
  for (const auto& row : kEvents) {
    if (is<Str>(event) && str_equal(as<Str>(event), row.name)) return row.number;
  }
  return -1;
}

/// (frame, event, argument) from the interpreter, for a trace function in C. The answer is the function for the frame's further events: itself.
Result<Ref> call_tracer(ThreadState& ts, const NativeMethod& row, Value, CallArgs args) {
  if (args.count != 3) return raise(ts, Exc::kTypeError, "a trace function takes 3 arguments");
  Callback& callback = callback_of(row);
  Ref self = Ref::copy(static_cast<Object*>(&callback));
  auto function = reinterpret_cast<Py_tracefunc>(callback.function);
  PyObject* const* values = objects_of(args.values);
  InC in_c(ts);
  int status = function(to_c(callback.kept), reinterpret_cast<PyFrameObject*>(values[0]), event_number(args.values[1]), values[2]);
  if (status != 0 && !ts.has_pending()) return raise_unset(ts);
  if (ts.has_pending()) return Raised{};
  return self;
}

Status set_tracer(Api api, Py_tracefunc function, PyObject* object, Status (*set)(ThreadState&, Value)) {
  Ref callback = Ref::none();
  if (function != nullptr) callback = TRY(new_callback(api, "trace", &call_tracer, reinterpret_cast<void (*)()>(function), nullptr, from_c(object)));
  return set(api, callback);
}

}  // namespace

void PyEval_SetTrace(Py_tracefunc function, PyObject* object) {
  api_void([&](Api api) { return set_tracer(api, function, object, &set_trace_function); });
}
void PyEval_SetProfile(Py_tracefunc function, PyObject* object) {
  api_void([&](Api api) { return set_tracer(api, function, object, &set_profile_function); });
}

// -- frames ------------------------------------------------------------------------------------------------------------------------

/// For a frame that PyFrame_New() made and that has not begun.
PyObject* PyEval_EvalFrameEx(PyFrameObject* frame, int raises) {
  return api_object([&](Api api) -> Result<Ref> {
    FrameObject* self = TRY(expect<FrameObject>(api, reinterpret_cast<PyObject*>(frame)));
    if (raises != 0 && !api.ts.has_pending()) return raise_bad_call(api);
    if (raises != 0) return raise_in_frame_object(api, *self);
    return run_frame_object(api, *self);
  }, __func__);
}
PyObject* PyEval_EvalFrame(PyFrameObject* frame) { return PyEval_EvalFrameEx(frame, 0); }
