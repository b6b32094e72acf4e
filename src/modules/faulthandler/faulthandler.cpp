// SPDX-License-Identifier: MIT
// faulthandler: the module, and what its functions share.
#include "modules/faulthandler/faulthandler.h"

#include "modules/native_modules.h"
#include "modules/sys/sys.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/int.h"
#include "objects/number.h"
#include "objects/raise.h"
#include "state/names.h"
#include "state/runtime.h"
#include "vm/dump_traceback.h"

namespace pyemb {
namespace faults {

Result<FaultFiles*> files_of(ThreadState& ts) {
  Interpreter& interp = ts.interp;
  if (interp.fault_files == nullptr) {
    void* memory = interp.heap.allocate_buffer(sizeof(FaultFiles));
    if (memory == nullptr) return raise_no_memory(ts);
    interp.fault_files = new (memory) FaultFiles;
    for (Value& file : interp.fault_files->user) file = Value::null();
  }
  return interp.fault_files;
}

Result<int> find_descriptor(ThreadState& ts, Value file, Ref& holder) {
  holder = Ref();
  if (file.is_null() || file.is_none()) {
    file = sys_get(ts, "stderr");
    if (file.is_null()) return raise(ts, Exc::kRuntimeError, "unable to get sys.stderr");
    if (file.is_none()) return raise(ts, Exc::kRuntimeError, "sys.stderr is None");
  } else if (is_any_int(file)) {
    int fd = TRY(to_c_int(ts, file));
    if (fd < 0) return raise(ts, Exc::kValueError, "file is not a valid file descripter");
    return fd;
  }
  Ref kept = Ref::copy(file);
  Ref number = TRY(call_method_of(ts, kept, Value::from_object(ts.names().fileno)));
  int fd = -1;
  if (is_any_int(number)) {
    Result<int> converted = to_c_int(ts, number);
    if (converted.raised()) {
      ts.clear_pending();
    } else {
      fd = converted.take();
    }
  }
  if (fd < 0) return raise(ts, Exc::kRuntimeError, "file.fileno() is not a valid file descriptor");
  Result<Ref> flushed = call_method_of(ts, kept, Value::from_object(ts.names().flush));
  if (flushed.raised()) {
    ts.clear_pending();  // what it had in store is lost, but a dump can still be written
  } else {
    Ref ignored = flushed.take();
  }
  holder = std::move(kept);
  return fd;
}

namespace {

Status dump_traceback(ThreadState& ts, Value file, std::optional<int> all_threads) {
  Ref holder;
  int fd = TRY(find_descriptor(ts, file, holder));
  DumpWriter out(fd);
  if (all_threads.value_or(1) != 0) {
    dump_threads(out, ts.interp, &ts);
  } else {
    dump_thread(out, ts);
  }
  return {};
}

bool disable(ThreadState& ts) {
  const bool was_enabled = disable_fatal();
  if (ts.interp.fault_files != nullptr) decref(std::exchange(ts.interp.fault_files->fatal, Value::null()));
  return was_enabled;
}

bool is_enabled(ThreadState&) { return fault_state().enabled.load(); }

constexpr NativeMethod kFunctions[] = {
    function<enable>("enable", "(file=sys.stderr, all_threads=True)", "Write the traceback of this thread, or of all, to file when the process gets a fatal signal."),
    function<disable>("disable", "()", "Let fatal signals do again what they did before enable(); tells whether the handlers were enabled."),
    function<is_enabled>("is_enabled", "()", "Whether enable() is in force."),
    function<dump_traceback>("dump_traceback", "(file=sys.stderr, all_threads=True)", "Write the traceback of this thread, or of all, to file now."),
    function<start_watchdog>("dump_traceback_later", "(timeout, repeat=False, file=sys.stderr, exit=False)",
                             "Write the tracebacks of all threads to file after so many seconds, once or every time; with exit, end the process then."),
    function<cancel_watchdog>("cancel_dump_traceback_later", "()", "Take dump_traceback_later() back."),
    function<register_signal>("register", "(signum, file=sys.stderr, all_threads=True, chain=False)",
                              "Write the traceback of this thread, or of all, to file whenever the signal arrives; with chain, call its handler then."),
    function<unregister_signal>("unregister", "(signum, /)", "Take register() back; tells whether there was anything to take back."),
};

Status exec(ThreadState& ts, Module& module) { return module_add_functions(ts, module, kCrashFunctions); }

}  // namespace
}  // namespace faults

Status enable_fault_handler(ThreadState& ts) { return faults::enable(ts, Value::from_int(2), 1); }

void release_fault_handlers(ThreadState& ts) {
  FaultState& state = fault_state();
  FaultFiles* files = std::exchange(ts.interp.fault_files, nullptr);
  if (files == nullptr) return;
  faults::stop_watchdog_of(ts.interp);
  faults::unregister_all(ts.interp);
  if (state.output.interp == &ts.interp) faults::disable_fatal();
  decref(files->fatal);
  decref(files->later);
  for (Value file : files->user) decref(file);
  ts.interp.heap.release_buffer(files, sizeof(FaultFiles));
}

constexpr NativeModule kFaulthandlerModule = {
    .name = "faulthandler",
    .doc = "Tracebacks of Python code when the process crashes, hangs or gets a signal.",
    .functions = faults::kFunctions,
    .exec = faults::exec,
};

}  // namespace pyemb
