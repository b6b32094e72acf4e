// SPDX-License-Identifier: MIT
#include <new>

#include "config/path_config.h"
#include "lifecycle/lifecycle.h"
#include "lifecycle/module_table.h"
#include "lifecycle/own_config.h"
#include "lifecycle/type_table.h"
#include "modules/faulthandler/faulthandler.h"
#include "modules/imp/frozen.h"
#include "modules/sys/sys.h"
#include "modules/signal/signal.h"
#include "modules/start_hooks.h"
#include "modules/tracemalloc/tracer.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/gc_cycle.h"
#include "objects/module.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/weakref.h"
#include "state/gil.h"
#include "state/memory.h"
#include "state/names.h"
#include "vm/frame_stack.h"
#include "vm/import.h"
#include "vm/print_exception.h"
#include "vm/run.h"

namespace pyemb {
namespace {

/// What the eval breaker asks for on behalf of the host.
Status answer_host(ThreadState& ts, uint32_t bits) {
  if ((bits & static_cast<uint32_t>(Breaker::kSignals)) != 0) TRY(run_signal_handlers(ts));
  if ((bits & static_cast<uint32_t>(Breaker::kPendingCalls)) == 0 || !make_pending_calls(ts).raised()) return {};
  if (!ts.has_pending()) return raise(ts, Exc::kSystemError, "a pending call failed without setting an exception");
  return Raised{};
}

void install_hooks(Interpreter& interp) {
  interp.hooks.type_specs = kTypeSpecs.data();
  interp.hooks.answer_host = answer_host;
  install_vm_hooks(interp);
  install_module_hooks(interp);
}

/// Limits and levels; at the start, and again after the host had its say between core and main.
void apply_config(Interpreter& interp, const Config& config) {
  interp.heap.set_limit(static_cast<size_t>(config.memory_limit));
  interp.optimize = static_cast<int>(config.optimization_level);
  interp.dont_write_bytecode = config.write_bytecode == 0;
  if (config.int_max_str_digits >= 0) interp.int_max_str_digits = config.int_max_str_digits;
}

/// The key of string hashes, if the configuration names one; before the first string is made. The bytes of the key are those of CPython for
/// this seed (a linear congruential generator), so that hashes and the order of sets are the same.
void apply_hash_seed(Interpreter& interp, const Config& config) {
  if (config.use_hash_seed == 0) return;
  auto state = static_cast<uint32_t>(config.hash_seed);
  for (uint64_t& word : interp.hash_key) {
    word = 0;
    for (int byte = 0; byte < 8 && config.hash_seed != 0; ++byte) {
      state = state * 214013 + 2531011;
      word |= uint64_t{state >> 16 & 0xff} << (8 * byte);
    }
  }
}

/// A native module that the import system does not find but that finds the import system.
Result<Ref> add_module(ThreadState& ts, const NativeModule& row) {
  Own<Module> module = TRY(new_native_module(ts, row));
  TRY(dict_set(ts, as<Dict>(ts.interp.modules), row.name, module));
  return module;
}

const NativeModule* find_row(const char* name) {
  for (const NativeModule* row : native_modules()) {
    if (row != nullptr && std::string_view(row->name) == name) return row;
  }
  return nullptr;
}

/// Types, exceptions, sys, builtins.
Status make_core(ThreadState& ts) {
  Interpreter& interp = ts.interp;
  if (!new_weakref_table(interp) || !new_import_state(interp, native_modules()) || !new_frame_stack(ts) || !new_gc_cycle(interp)) return raise_no_memory(ts);
  interp.import->start_importlib = start_importlib;
  TRY(init_core_types(ts));
  TRY(prepare_memory_error(ts));
  interp.modules = Ref(TRY(new_dict(ts))).release();
  Ref builtins = TRY(add_module(ts, *find_row("builtins")));
  interp.builtins = Ref::copy(builtins.as<Module>()->dict).release();
  Ref sys = TRY(add_module(ts, *find_row("sys")));
  interp.sys_dict = Ref::copy(sys.as<Module>()->dict).release();
  return {};
}

/// A host that ran code in the core phase has the module already, and keeps what is in it.
Status make_main_module(ThreadState& ts) {
  Own<Str> name = TRY(intern(ts, "__main__"));
  Ref main = TRY(ensure_module(ts, name));
  Dict& globals = main.as<Module>()->globals();
  if (dict_get(ts, globals, "__annotations__").is_null()) {
    Own<Dict> annotations = TRY(new_dict(ts));
    TRY(dict_set(ts, globals, "__annotations__", annotations));
  }
  return dict_set(ts, globals, Value::from_object(ts.names().dunder_builtins), find_imported(ts, "builtins"));
}

/// Arguments, paths, streams, __main__.
Status make_main(ThreadState& ts) {
  TRY(sys_init_config(ts));
  TRY(sys_init_streams(ts));
  return make_main_module(ts);
}

/// What is imported for its effects: the warning filters of sys.warnoptions, and site.
Status import_at_start(ThreadState& ts) {
  const Config& config = config_of(ts);
  if (config.warnoptions.count > 0) {
    Result<Ref> warnings = import_module(ts, "warnings");
    if (warnings.raised()) {
      ts.clear_pending();
    } else {
      Ref ignored = warnings.take();
    }
  }
  if (config.site_import == 0) return {};
  Result<Ref> site = import_module(ts, "site");
  if (site.raised()) return Raised{};
  Ref ignored = site.take();
  return {};
}

/// -X faulthandler. The module stays imported, for programs that look whether it is.
Status enable_faulthandler(ThreadState& ts) {
  if (config_of(ts).faulthandler <= 0) return {};
  Ref module = TRY(import_module(ts, "faulthandler"));
  return enable_fault_handler(ts);
}

/// -X tracemalloc.
Status start_tracemalloc(ThreadState& ts) {
  const int64_t frames = config_of(ts).tracemalloc;
  return frames > 0 ? start_tracing(ts, frames) : Status();
}

/// Takes the message of the pending exception over.
InitStatus take_failure(ThreadState& ts, const char* step) {
  if (!is_exception(ts.pending) || pending_is(ts, Exc::kMemoryError)) {  // no exception: not even the class of one could be made
    ts.clear_pending();
    return InitStatus::no_memory();
  }
  Ref exception = ts.take_pending();
  Result<Own<Str>> line = exception_line(ts, exception);
  if (line.raised()) {
    ts.clear_pending();
    return InitStatus::no_memory();
  }
  Own<Str> text = line.take();
  return InitStatus::error(step, "%s", Utf8(ts, *text).c_str());
}

}  // namespace

OwnConfig& own_config(ThreadState& ts) { return *const_cast<OwnConfig*>(static_cast<const OwnConfig*>(ts.interp.config)); }
Config& config_of(ThreadState& ts) { return own_config(ts); }
Phase phase_of(ThreadState& ts) { return own_config(ts).phase; }

OwnConfig* copy_config(const Config& config) {
  void* memory = memory_allocate(Domain::kRaw, sizeof(OwnConfig));
  if (memory == nullptr) return nullptr;
  auto* own = new (memory) OwnConfig(raw_texts());
  if (own->assign(config)) return own;
  release_own_config(own);
  return nullptr;
}

void release_own_config(OwnConfig* config) {
  if (config == nullptr) return;
  config->~OwnConfig();
  memory_release(Domain::kRaw, config);
}

InitStatus build_core(OwnConfig* own, Role role, const Permissions& permissions, ThreadState** started) {
  Interpreter* interp = new_interpreter();
  ThreadState* ts = interp != nullptr ? new_thread_state(*interp) : nullptr;
  if (ts == nullptr) {
    release_own_config(own);
    if (interp != nullptr) delete_interpreter(interp);
    return InitStatus::no_memory();
  }
  interp->config = own;
  interp->release_config = [](const Config* config) { release_own_config(const_cast<OwnConfig*>(static_cast<const OwnConfig*>(config))); };
  interp->allows = permissions;
  interp->main_thread = ts;
  if (role == Role::kMain) runtime().main = interp;
  bind_thread_state(*ts);
  gil_acquire(*ts);
  install_hooks(*interp);
  apply_config(*interp, *own);
  apply_hash_seed(*interp, *own);
  if (make_core(*ts).raised()) {
    InitStatus status = take_failure(*ts, "start_core");
    finish_interpreter(*ts);
    return status;
  }
  own->started = true;
  *started = ts;
  return {};
}

InitStatus build_main(ThreadState& ts) {
  OwnConfig& own = own_config(ts);
  GcState& gc = ts.interp.gc;
  gc.enabled = false;  // what the start makes, stays
  own.started = false;
  InitStatus status = compute_paths(own);
  if (!status.is_ok()) return status;
  apply_config(ts.interp, own);
  own.phase = Phase::kMain;
  if (make_main(ts).raised()) return take_failure(ts, "start_main");
  if (own.install_signal_handlers != 0 && install_signal_handlers(ts).raised()) return take_failure(ts, "init_signals");
  if (enable_faulthandler(ts).raised()) return take_failure(ts, "init_faulthandler");
  if (start_tracemalloc(ts).raised()) return take_failure(ts, "init_tracemalloc");
  if (import_at_start(ts).raised()) return take_failure(ts, "init_import_site");
  own.started = true;
  gc.enabled = true;
  gc.counts[0] = 0;
  return status;
}

}  // namespace pyemb
