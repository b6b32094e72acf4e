// SPDX-License-Identifier: MIT
// Running text, modules, and the exception that is set.
#include "api.h"
#include "frontend/compile.h"
#include "objects/dict.h"
#include "objects/module.h"
#include "objects/str.h"
#include "vm/import.h"
#include "vm/run.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

Result<Ref> run_text(ThreadState& ts, const char* text, ParseMode mode, Dict& globals, Value locals) {
  CompileOptions options;
  options.mode = mode;
  Own<Str> filename = TRY(new_str(ts, "<string>"));
  Own<Code> code = TRY(compile_text(ts, text, filename, options));
  return run_code(ts, *code, globals, locals);
}

Module* main_module(ThreadState& ts) {
  Value main = find_imported(ts, "__main__");
  return is<Module>(main) ? &as<Module>(main) : nullptr;
}

}  // namespace

PyObject* PyRun_String(const char* text, int start, PyObject* globals, PyObject* locals) {
  return api_object([&](ThreadState& ts) -> Result<Ref> {
    Dict* space = TRY(expect<Dict>(ts, globals));
    if (text == nullptr) return raise(ts, Exc::kSystemError, "PyRun_String: the text is NULL");
    ParseMode mode = start == Py_eval_input ? ParseMode::kEval : start == Py_single_input ? ParseMode::kSingle : ParseMode::kExec;
    return run_text(ts, text, mode, *space, locals == globals ? Value::null() : from_c(locals));
  });
}

int PyRun_SimpleString(const char* text) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return -1;
  Module* main = main_module(*ts);
  if (main == nullptr || text == nullptr) return -1;
  Result<Ref> result = run_text(*ts, text, ParseMode::kExec, main->globals(), Value::null());
  if (!result.raised()) {
    Ref ignored = result.take();
    return 0;
  }
  return report_uncaught(*ts) == 0 ? 0 : -1;
}

PyObject* PyImport_AddModule(const char* name) {
  ThreadState* current = current_thread();
  if (current == nullptr || name == nullptr) return nullptr;
  ThreadState& ts = *current;
  Value known = find_imported(ts, name);
  if (!known.is_null()) return to_c(known);
  auto make = [&]() -> Result<Value> {
    Own<Str> key = TRY(intern(ts, name));
    Own<Module> module = TRY(new_module(ts, key));
    TRY(dict_set(ts, as<Dict>(ts.interp.modules), key, module));
    return Value::from_object(module.get());
  };
  Result<Value> made = make();
  return made.raised() ? nullptr : to_c(made.take());
}

PyObject* PyImport_ImportModule(const char* name) {
  return api_object([&](ThreadState& ts) { return import_module(ts, name); });
}

PyObject* PyModule_GetDict(PyObject* module) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return nullptr;
  Result<Module*> found = expect<Module>(*ts, module);
  return found.raised() ? nullptr : to_c(found.take()->dict);
}

PyObject* PyErr_Occurred(void) {
  ThreadState* ts = current_thread();
  return ts == nullptr || !ts->has_pending() ? nullptr : to_c(Value::from_object(&type_of(*ts, ts->pending)));
}
void PyErr_Clear(void) {
  if (ThreadState* ts = current_thread()) ts->clear_pending();
}
void PyErr_Print(void) {
  ThreadState* ts = current_thread();
  if (ts != nullptr && ts->has_pending() && report_uncaught(*ts) != 0) ts->clear_pending();
}
PyObject* PyErr_GetRaisedException(void) {
  ThreadState* ts = current_thread();
  return ts == nullptr ? nullptr : to_c(ts->take_pending());
}
