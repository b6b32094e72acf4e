// SPDX-License-Identifier: MIT
#include <cstdio>
#include <new>

#include "lifecycle/lifecycle.h"
#include "lifecycle/module_table.h"
#include "lifecycle/type_table.h"
#include "modules/imp/frozen.h"
#include "modules/sys/sys.h"
#include "modules/start_hooks.h"
#include "objects/dict.h"
#include "objects/exception.h"
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

void install_hooks(Interpreter& interp) {
  interp.hooks.type_specs = kTypeSpecs.data();
  install_vm_hooks(interp);
  install_module_hooks(interp);
}

/// What the configuration changes about the interpreter itself.
void apply_config(Interpreter& interp, const Config& config) {
  interp.heap.set_limit(config.memory_limit);
  interp.optimize = config.optimization_level;
  interp.dont_write_bytecode = config.write_bytecode == 0;
  if (config.int_max_str_digits >= 0) interp.int_max_str_digits = config.int_max_str_digits;
  if (config.use_hash_seed != 0) {
    interp.hash_key[0] = config.hash_seed * 0x9e3779b97f4a7c15u;
    interp.hash_key[1] = config.hash_seed ^ 0x2545f4914f6cdd1du;
    if (config.hash_seed == 0) interp.hash_key[0] = interp.hash_key[1] = 0;
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
Status start_core(ThreadState& ts) {
  Interpreter& interp = ts.interp;
  if (!new_weakref_table(interp) || !new_import_state(interp, native_modules()) || !new_frame_stack(ts)) return raise_no_memory(ts);
  interp.import->start_importlib = start_importlib;
  TRY(init_core_types(ts));
  TRY(finish_exception_types(ts));
  TRY(prepare_memory_error(ts));
  interp.modules = Ref(TRY(new_dict(ts))).release();
  Ref builtins = TRY(add_module(ts, *find_row("builtins")));
  interp.builtins = Ref::copy(builtins.as<Module>()->dict).release();
  Ref sys = TRY(add_module(ts, *find_row("sys")));
  interp.sys_dict = Ref::copy(sys.as<Module>()->dict).release();
  return {};
}

/// Arguments, paths, streams, __main__.
Status start_main(ThreadState& ts) {
  TRY(sys_init_config(ts));
  TRY(sys_init_streams(ts));
  Own<Str> name = TRY(intern(ts, "__main__"));
  Own<Module> main = TRY(new_module(ts, name));
  Value builtins = find_imported(ts, "builtins");
  TRY(dict_set(ts, main->globals(), Value::from_object(ts.names().dunder_builtins), builtins));
  return dict_set(ts, as<Dict>(ts.interp.modules), name, main);
}

/// Takes the message of the pending exception over.
void note_failure(ThreadState& ts, StartFailure* failure) {
  failure->failed = true;
  std::snprintf(failure->message, sizeof failure->message, "out of memory during the start");
  if (!is_exception(ts.pending)) {
    ts.pending = Value::null();
    return;
  }
  Ref exception = ts.take_pending();
  Result<Own<Str>> line = exception_line(ts, exception);
  if (line.raised()) return ts.clear_pending();
  Own<Str> text = line.take();
  std::snprintf(failure->message, sizeof failure->message, "%s", Utf8(ts, *text).c_str());
}

Config* copy_config(const Config& config) {
  void* memory = memory_allocate(Domain::kRaw, sizeof(Config));
  return memory == nullptr ? nullptr : new (memory) Config(config);
}

}  // namespace

ThreadState* start_interpreter(const Config& config, StartFailure* failure) {
  *failure = {};
  auto out_of_memory = [&]() -> ThreadState* {
    failure->failed = true;
    std::snprintf(failure->message, sizeof failure->message, "out of memory");
    return nullptr;
  };
  Interpreter* interp = new_interpreter();
  if (interp == nullptr) return out_of_memory();
  Config* own_config = copy_config(config);
  ThreadState* ts = own_config == nullptr ? nullptr : new_thread_state(*interp);
  if (ts == nullptr) {
    memory_release(Domain::kRaw, own_config);
    delete_interpreter(interp);
    return out_of_memory();
  }
  interp->config = own_config;
  bind_thread_state(*ts);
  gil_acquire(*ts);
  install_hooks(*interp);
  apply_config(*interp, config);
  if (start_core(*ts).raised() || start_main(*ts).raised()) {
    note_failure(*ts, failure);
    finish_interpreter(*ts);
    return nullptr;
  }
  return ts;
}

}  // namespace pyemb
