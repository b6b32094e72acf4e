// SPDX-License-Identifier: MIT
#include <cstring>

#include "lifecycle/own_config.h"
#include "lifecycle/quiet_end.h"
#include "modules/atexit.h"
#include "modules/faulthandler/faulthandler.h"
#include "modules/sys/sys.h"
#include "modules/tracemalloc/tracer.h"
#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/call.h"
#include "objects/codecs.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/mounted_file.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/shape.h"
#include "objects/str.h"
#include "objects/weakref.h"
#include "state/clock.h"
#include "state/gil.h"
#include "state/names.h"
#include "vm/debug.h"
#include "vm/frame_stack.h"
#include "vm/import.h"
#include "vm/threads.h"

// The end, in the order that lets Python code still run while it is called: threads, atexit functions and streams first, then the
// modules' variables (whose finalizers may use what is left), then the collector. The memory goes with the heap.

namespace pyemb {
namespace {

/// module.function(), if the module was imported and has it. What it raises is reported.
void call_if_there(ThreadState& ts, const char* module_name, const char* function) {
  Ref module = Ref::copy(find_imported(ts, module_name));
  if (!module || module.is_none()) return;
  Result<Ref> found = find_attr(ts, module, function);
  if (found.raised()) return ts.clear_pending();
  Ref callable = found.take();
  if (callable.is_absent()) return;
  Result<Ref> result = call(ts, callable);
  if (result.raised()) return report_unraisable(ts, nullptr, callable);
  Ref ignored = result.take();
}

/// Whether stream.closed is true; no for a stream that cannot tell.
bool is_closed(ThreadState& ts, Value stream) {
  Result<Ref> found = find_attr(ts, stream, "closed");
  if (!found.raised()) {
    Ref closed = found.take();
    if (closed.is_absent()) return false;
    Result<bool> answer = truth(ts, closed);
    if (!answer.raised()) return answer.take();
  }
  ts.clear_pending();
  return false;
}

/// Flushes sys.stdout and sys.stderr. False: something was lost.
bool flush_streams(ThreadState& ts) {
  bool well = true;
  for (const char* name : {"stdout", "stderr"}) {
    Ref stream = Ref::copy(sys_get(ts, name));
    if (!stream || stream.is_none()) continue;
    if (is_closed(ts, stream)) continue;
    Result<Ref> result = call_method_of(ts, stream, Value::from_object(ts.names().flush));
    if (!result.raised()) {
      Ref ignored = result.take();
      continue;
    }
    well = false;
    if (std::strcmp(name, "stdout") == 0) {
      report_unraisable(ts, nullptr, stream);
    } else {
      ts.clear_pending();
    }
  }
  return well;
}

/// Sets a module's variables to None: first those that begin with one underscore, then the others, `__builtins__` excepted. So names that others
/// rely on go last.
void clear_module_dict(ThreadState& ts, Dict& dict) {
  for (bool private_names : {true, false}) {
    int64_t position = 0;
    Value key, value;
    while (dict_next(dict, &position, &key, &value)) {
      if (value.is_none() || !is<Str>(key)) continue;
      auto& name = as<Str>(key);
      bool is_private = name.length > 0 && name.at(0) == U'_' && !(name.length > 1 && name.at(1) == U'_');
      if (private_names != is_private || &name == ts.names().dunder_builtins) continue;
      Ref kept = Ref::copy(key);
      if (dict_set(ts, dict, kept, Value::none()).raised()) ts.clear_pending();
    }
  }
}

/// sys and builtins go last, on their own.
void clear_module(ThreadState& ts, Module& module) {
  const Value dict = module.dict;
  if (dict.is_null() || dict == ts.interp.sys_dict || dict == ts.interp.builtins) return;
  clear_module_dict(ts, as<Dict>(dict));
}

/// References to the modules of sys.modules that let go at once what only it kept.
Result<Own<List>> weak_references_to_modules(ThreadState& ts, Dict& modules) {
  Own<List> references = TRY(new_list(ts));
  int64_t position = 0;
  Value key, value;
  while (dict_next(modules, &position, &key, &value)) {
    if (!is<Module>(value)) continue;
    Ref reference = TRY(new_weakref(ts, value));
    TRY(list_append(ts, *references, std::move(reference)));
  }
  return references;
}

void clear_all_module_dicts(ThreadState& ts, Dict& modules) {
  int64_t position = 0;
  Value key, value;
  while (dict_next(modules, &position, &key, &value)) {
    if (!is<Module>(value)) continue;
    Ref kept = Ref::copy(value);  // finalizers may take it out
    clear_module(ts, *kept.as<Module>());
  }
}

/// Forgets sys.modules, then empties what modules are still alive, the newest first; sys and builtins last.
void clear_modules(ThreadState& ts) {
  static constexpr const char* kForget[] = {"path", "argv", "last_type", "last_value", "last_traceback", "path_hooks", "path_importer_cache",
                                            "meta_path"};
  for (const char* name : kForget) {
    if (sys_set(ts, name, Value::none()).raised()) ts.clear_pending();
  }
  for (const char* name : {"stdin", "stdout", "stderr"}) {  // finalizers may print: give them the first streams back
    char original[16] = "__";
    std::strcat(std::strcat(original, name), "__");
    Ref stream = Ref::copy(sys_get(ts, original));
    if (stream && sys_set(ts, name, stream).raised()) ts.clear_pending();
  }
  Dict& modules = as<Dict>(ts.interp.modules);
  Own<List> alive;
  Result<Own<List>> made = weak_references_to_modules(ts, modules);
  if (!made.raised()) {
    alive = made.take();
  } else {  // no memory for them: nothing goes earlier than the rest
    ts.clear_pending();
    clear_all_module_dicts(ts, modules);
  }
  dict_clear(ts, modules);
  clear_import_state(ts);
  if (ts.interp.hooks.clear_foreign != nullptr) ts.interp.hooks.clear_foreign(ts);
  gc_collect(ts, kGenerations - 1);
  for (int64_t i = alive ? alive->size - 1 : -1; i >= 0; --i) {
    Ref module = weakref_get(as<WeakRef>(alive->at(i)));
    if (!module.is_none()) clear_module(ts, *module.as<Module>());
  }
  gc_collect(ts, kGenerations - 1);
}

/// Drops the thread states that no native thread uses. Finalizers may run Python code, which may change the list.
void drop_idle_threads(ThreadState& ts) {
  ThreadState* thread = ts.interp.threads;
  while (thread != nullptr) {
    if (thread == &ts || thread->standing != Standing::kIdle) {
      thread = thread->next;
      continue;
    }
    drop_thread(thread);
    thread = ts.interp.threads;
  }
}

/// Waits for the guards that keep the interpreter from ending, and complains of those that there still are when its patience ends.
void end_guards(ThreadState& ts) {
  const int64_t left = close_interpreter(ts);
  if (left == 0) return;
  static_cast<void>(raise(ts, Exc::kTimeoutError, "the interpreter ends, though %lld guards have not been closed", static_cast<long long>(left)));
  report_unraisable(ts, "at the end of an interpreter", Value::null());
}

/// Threads, atexit functions, streams, for as long as the interpreter has patience. The exit status.
int finish_running(ThreadState& ts) {
  const int64_t timeout = ts.interp.config != nullptr ? ts.interp.config->shutdown_timeout : -1;
  if (timeout >= 0) ts.patience_ends = monotonic_in(to_nanoseconds(timeout));
  call_if_there(ts, "threading", "_shutdown");
  run_exit_functions(ts);
  end_guards(ts);
  const int status = flush_streams(ts) ? 0 : 120;
  ts.patience_ends = 0;
  return status;
}

/// What still runs Python code, or may. `*quiet`: the process ends with the interpreter, and nobody would notice that objects are left as they are.
int finish_programs(ThreadState& ts, bool* quiet) {
  Interpreter& interp = ts.interp;
  int status = finish_running(ts);
  interp.finalizing = true;
  gil_shut_out(ts);
  interp.gc.enabled = false;
  if (audit(ts, "cpython.PyInterpreterState_Clear").raised()) ts.clear_pending();
  *quiet = own_config(ts).ends_process && ends_quietly(ts);
  if (*quiet) return status;
  gc_collect(ts, kGenerations - 1);
  clear_modules(ts);
  release_exit_functions(ts);
  if (!flush_streams(ts)) status = 120;
  clear_module_dict(ts, as<Dict>(interp.sys_dict));
  release_memory_error(ts);
  gc_collect(ts, kGenerations - 1);  // what only sys kept
  decref(std::exchange(interp.dict, Value::null()));
  return status;
}

/// From now on nobody finds the main interpreter.
void forget_main() {
  std::lock_guard<std::mutex> lock(runtime().mutex);
  runtime().main = nullptr;
}

/// The audit hooks that the host has registered. Those of a start that failed stay for the next one; its modules stay in any case.
void finish_hooks(ThreadState& ts) {
  if (audit(ts, "cpython._PySys_ClearAuditHooks").raised()) ts.clear_pending();
  clear_audit_hooks();
}

}  // namespace

bool clear_further(Interpreter* interp) {
  ThreadState* ts = nullptr;
  if (!is_idle_further(interp) || enter_interpreter(interp, &ts) != Entry::kEntered) return false;
  own_config(*ts).phase = Phase::kFinalizing;
  bool quiet = false;
  static_cast<void>(finish_programs(*ts, &quiet));
  gil_release(*ts, Standing::kIdle);
  return true;
}

bool finish_further(Interpreter* interp) {
  if (!is_idle_further(interp)) return false;
  ThreadState* ts = interp->finalizer;
  if (ts != nullptr) {  // it has been cleared
    bind_thread_state(*ts);
    gil_acquire(*ts);
  } else if (enter_interpreter(interp, &ts) != Entry::kEntered) {
    return false;
  }
  finish_interpreter(*ts);
  return true;
}

int finish_interpreter(ThreadState& ts) {
  Interpreter& interp = ts.interp;
  Runtime& rt = runtime();
  const bool is_main = rt.main == &interp;
  const bool was_started = own_config(ts).started;
  own_config(ts).phase = Phase::kFinalizing;
  if (is_main) rt.phase = RuntimePhase::kFinalizing;
  bool quiet = false;
  const int status = interp.sys_dict.is_null() || interp.finalizing ? 0 : finish_programs(ts, &quiet);
  if (interp.sys_dict.is_null()) {  // it had hardly begun
    end_guards(ts);
    gil_shut_out(ts);
  }
  drop_idle_threads(ts);
  close_all_mounted(ts);
  // From here on no Python code runs; what is left goes with the heap.
  if (is_main && was_started) finish_hooks(ts);
  interp.hooks.report_unraisable = nullptr;
  interp.hooks.warn = nullptr;
  release_debugger(ts);
  release_fault_handlers(ts);
  release_memory_tracer(ts);
  if (quiet) return status;  // the memory goes with the process
  clear_thread_state(ts);
  release_frame_stack(ts);
  gil_let_leave(ts);
  wait_for_others(ts);
  if (is_main) forget_main();
  abandon_interpreter(&ts);
  if (!is_main) return status;
  if (was_started) call_exit_functions();
  rt.phase = was_started || !rt.host_preinitialized ? RuntimePhase::kNone : RuntimePhase::kPreinitialized;
  return status;
}

}  // namespace pyemb
