// SPDX-License-Identifier: MIT
#include "config/c_locale.h"
#include "lifecycle/own_config.h"
#include "state/gil.h"
#include "vm/threads.h"

// From phase to phase: which step is allowed now, and how a step that failed is taken back. What a step makes of an interpreter stands in start.cpp.

namespace pyemb {
namespace {

const char* phase_name(RuntimePhase phase) {
  switch (phase) {
    case RuntimePhase::kNone: return "not initialized";
    case RuntimePhase::kPreinitialized: return "preinitialized";
    case RuntimePhase::kCore: return "in its core phase";
    case RuntimePhase::kMain: return "initialized";
    case RuntimePhase::kFinalizing: return "being finalized";
  }
  return "";
}

InitStatus out_of_order(const char* step) { return InitStatus::error(step, "the runtime is %s", phase_name(runtime().phase)); }

bool change_phase(RuntimePhase from, RuntimePhase to) { return runtime().phase.compare_exchange_strong(from, to); }

InitStatus decide(Config& config) {
  Runtime& rt = runtime();
  save_locale(&rt.locale_backup);
  InitStatus status = read_preconfig(config);
  if (!status.is_ok()) {
    restore_locale(rt.locale_backup);
    return status;
  }
  rt.pre.take(config);
  return status;
}

/// What the process has decided holds for this configuration as well.
void impose(Config& config) {
  runtime().pre.impose(config);
  config.is_preread = true;
}

/// The main interpreter's core, the phase being kCore already.
InitStatus start_main_interpreter(const Config& config, bool is_preinitialized, ThreadState** started) {
  OwnConfig* own = copy_config(config);
  if (own == nullptr) return InitStatus::no_memory();
  InitStatus status;
  if (is_preinitialized) {
    impose(*own);
  } else {
    status = decide(*own);
  }
  if (status.is_ok()) status = read_config(*own);
  if (!status.is_ok()) {
    release_own_config(own);
    return status;
  }
  return build_core(own, Role::kMain, Permissions(), started);
}

}  // namespace

InitStatus preinitialize(Config& config) {
  if (!change_phase(RuntimePhase::kNone, RuntimePhase::kPreinitialized)) {
    if (runtime().phase == RuntimePhase::kFinalizing) return out_of_order("preinitialize");
    impose(config);
    return {};
  }
  InitStatus status = decide(config);
  if (!status.is_ok()) runtime().phase = RuntimePhase::kNone;
  runtime().host_preinitialized = status.is_ok();
  return status;
}

InitStatus undo_preinitialize() {
  if (!change_phase(RuntimePhase::kPreinitialized, RuntimePhase::kNone)) {
    return runtime().phase == RuntimePhase::kNone ? InitStatus::ok() : out_of_order("undo_preinitialize");
  }
  restore_locale(runtime().locale_backup);
  return {};
}

InitStatus start_core(const Config& config, ThreadState** started) {
  *started = nullptr;
  const bool is_preinitialized = change_phase(RuntimePhase::kPreinitialized, RuntimePhase::kCore);
  if (!is_preinitialized && !change_phase(RuntimePhase::kNone, RuntimePhase::kCore)) return out_of_order("start_core");
  if (!is_preinitialized) runtime().host_preinitialized = false;
  InitStatus status = start_main_interpreter(config, is_preinitialized, started);
  if (status.is_ok()) return status;
  runtime().phase = is_preinitialized ? RuntimePhase::kPreinitialized : RuntimePhase::kNone;
  if (!is_preinitialized) restore_locale(runtime().locale_backup);
  return status;
}

InitStatus start_main(ThreadState& ts) {
  if (phase_of(ts) != Phase::kCore) return InitStatus::error("start_main", "the interpreter is not in its core phase");
  const bool is_main = runtime().main == &ts.interp;
  InitStatus status = build_main(ts);
  if (!status.is_ok()) {
    finish_interpreter(ts);
    if (is_main && !runtime().host_preinitialized) restore_locale(runtime().locale_backup);
  } else if (is_main) {
    runtime().phase = RuntimePhase::kMain;
  }
  return status;
}

InitStatus start_interpreter(const Config& config, ThreadState** ts) {
  InitStatus status = start_core(config, ts);
  if (!status.is_ok() || config._init_main == 0) return status;
  status = start_main(**ts);
  if (!status.is_ok()) *ts = nullptr;
  return status;
}

InitStatus start_further(const Config& config, const Permissions& permissions, ThreadState** started) {
  *started = nullptr;
  if (runtime().phase != RuntimePhase::kMain) return out_of_order("start_further");
  OwnConfig* own = copy_config(config);
  if (own == nullptr) return InitStatus::no_memory();
  impose(*own);
  own->install_signal_handlers = 0;  // signals are the main interpreter's
  InitStatus status = read_config(*own);
  if (!status.is_ok()) {
    release_own_config(own);
    return status;
  }
  status = build_core(own, Role::kFurther, permissions, started);
  if (status.is_ok()) status = build_main(**started);
  if (!status.is_ok() && *started != nullptr) {
    finish_interpreter(**started);
    *started = nullptr;
  }
  return status;
}

bool finish_others() {
  while (true) {
    bool busy = false;
    Interpreter* interp = find_further(&busy);
    if (interp == nullptr) return true;
    if (busy || !finish_further(interp)) return false;
  }
}

}  // namespace pyemb
