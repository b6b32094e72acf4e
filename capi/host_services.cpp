// SPDX-License-Identifier: MIT
// What hosts need beyond CPython's C API: figures, handlers for what nobody catches, hot reload.
#include <algorithm>
#include <cstring>

#include "api.h"
#include "capi_state.h"
#include "foreign_call.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/census.h"
#include "objects/gc_cycle.h"
#include "objects/gc_lists.h"
#include "objects/str.h"
#include "objects/str_state.h"
#include "vm/import.h"

using namespace pyemb;
using namespace pyemb::capi;

// -- figures -----------------------------------------------------------------------------------------------------------------------

namespace {

void fill_collector(const Interpreter& interp, PyEmb_Statistics& out) {
  const GcState& gc = interp.gc;
  out.gc_enabled = gc.enabled;
  for (int i = 0; i < kGenerations; ++i) {
    out.gc_count[i] = static_cast<int>(gc.counts[i]);
    out.gc_threshold[i] = static_cast<int>(gc.thresholds[i]);
    out.gc_collections[i] = gc.stats[i].collections;
    out.gc_collected[i] = gc.stats[i].collected;
  }
  const GcCycle& cycle = *gc_cycle(interp);
  out.gc_in_cycle = gc_cycle_is_open(interp);
  out.gc_cycles = cycle.cycles;
  out.gc_steps = cycle.steps;
  out.gc_longest_step = cycle.longest_step_ns;
  out.gc_longest_trial = cycle.longest_trial_ns;
}

PyEmb_Statistics statistics_of(const Interpreter& interp) {
  PyEmb_Statistics out = {};
  out.live_bytes = interp.heap.live_bytes();
  out.live_blocks = interp.heap.live_blocks();
  out.reserved_bytes = interp.heap.reserved_bytes();
  out.peak_reserved_bytes = interp.heap.peak_bytes();
  out.memory_limit = interp.heap.limit();
  fill_collector(interp, out);
  out.interned_strings = interp.strings->used;
  out.modules = is<Dict>(interp.modules) ? as<Dict>(interp.modules).size : 0;
  out.shapes = interp.shape_count;
  for (const ThreadState* thread = interp.threads; thread != nullptr; thread = thread->next) ++out.threads;
  out.allocated_blocks = interp.heap.allocated_blocks();
  out.allocated_bytes = interp.heap.allocated_bytes();
  return out;
}

}  // namespace

int PyEmb_GetStatistics(PyEmb_Statistics* statistics, size_t size) {
  return api_int([&](Api api) -> Status {
    if (statistics == nullptr) return raise_null(api);
    PyEmb_Statistics now = statistics_of(api.ts.interp);
    std::memcpy(statistics, &now, std::min(size, sizeof now));
    return {};
  });
}

int64_t PyEmb_CountObjects(void) {
  return api_number<int64_t>(-1, [](Api api) -> Result<int64_t> {
    const GcState& gc = api.ts.interp.gc;
    if (gc.collecting) return raise(api, Exc::kRuntimeError, "objects cannot be counted while the collector works");
    int64_t objects = gc_size(gc.frozen);
    for (const GcHead& generation : gc.generations) objects += gc_size(generation);
    if (!gc_cycle_is_open(api.ts.interp)) return objects;
    for (const GcHead& list : gc_cycle(api.ts.interp)->lists) objects += gc_size(list);
    return objects;
  });
}

int PyEmb_VisitTypes(PyEmb_TypeFunc function, void* context) {
  return api_number<int>(-1, [&](Api api) -> Result<int> {
    if (function == nullptr) return raise_null(api);
    Census census(api);
    TRY(census.take());
    for (const CensusRow& row : census.rows()) {
      if (row.type == nullptr) continue;
      show_type(api, *row.type);
      int answer = function(context, to_c_type(row.type), row.objects, row.bytes);
      if (api.ts.has_pending()) return Raised{};
      if (answer != 0) return answer;
    }
    return 0;
  });
}

// -- exceptions that cannot be raised ----------------------------------------------------------------------------------------------

namespace {

/// Whether a program has set no hook of its own.
bool has_default_hook(ThreadState& ts) {
  if (ts.interp.sys_dict.is_null()) return true;
  const Dict& sys = as<Dict>(ts.interp.sys_dict);
  Value hook = dict_get(ts, sys, "unraisablehook");
  return hook.is_null() || hook.is_none() || hook == dict_get(ts, sys, "__unraisablehook__");
}

/// False: the host has failed.
bool tell_unraisable(ThreadState& ts, const ForeignState& foreign, Value exception, const char* message, Value where) {
  Ref kept = Ref::copy(exception);
  Ref pending = ts.take_pending();
  Result<Own<Str>> text = new_str_format(ts, "Exception ignored %s", message == nullptr ? "" : message);
  bool told = false;
  if (!text.raised()) {
    Own<Str> held = text.take();
    Utf8 utf8(ts, *held);
    InC inside(ts);
    PyObject* object = where.is_null() || where.is_none() ? nullptr : to_c(where);
    told = foreign.show_unraisable(foreign.unraisable_context, to_c(kept.get()), message == nullptr ? nullptr : utf8.c_str(), object) == 0;
  }
  ts.clear_pending();
  ts.pending = pending.release();
  return told;
}

void report_to_host(ThreadState& ts, Value exception, const char* message, Value where) {
  const ForeignState* foreign = ts.interp.foreign;
  if (foreign == nullptr) return;
  bool tells = foreign->show_unraisable != nullptr && PyExceptionInstance_Check(to_c(exception)) && has_default_hook(ts);
  if (tells && tell_unraisable(ts, *foreign, exception, message, where)) return;
  if (foreign->report_unraisable != nullptr) foreign->report_unraisable(ts, exception, message, where);
}

}  // namespace

int PyEmb_SetUnraisableHandler(PyEmb_UnraisableFunc function, void* context) {
  return api_int([&](Api api) -> Status {
    ForeignState* foreign = foreign_state(api);
    if (foreign == nullptr) return raise_no_memory(api);
    Hooks& hooks = api.ts.interp.hooks;
    if (hooks.report_unraisable != &report_to_host) foreign->report_unraisable = std::exchange(hooks.report_unraisable, &report_to_host);
    foreign->show_unraisable = function;
    foreign->unraisable_context = context;
    return {};
  });
}

// -- warnings ----------------------------------------------------------------------------------------------------------------------

namespace {

/// Shows a warnings.WarningMessage to the host. False: it failed, or it is not for the host.
Result<bool> tell_warning(ThreadState& ts, const ForeignState& foreign, Value record) {
  Ref file = TRY(get_attr(ts, record, "file"));
  if (foreign.show_warning == nullptr || !file.is_none()) return false;
  Ref message = TRY(get_attr(ts, record, "message"));
  Ref filename = TRY(get_attr(ts, record, "filename"));
  Ref line = TRY(get_attr(ts, record, "lineno"));
  Own<Str> name = TRY(to_str(ts, filename));
  Utf8 text(ts, *name);
  InC inside(ts);
  return foreign.show_warning(foreign.warning_context, to_c(message.get()), text.c_str(), line.get().is_int() ? static_cast<int>(line.get().as_int()) : 0) == 0;
}

PyObject* show_warning(PyObject*, PyObject* record) {
  return api_object([&](Api api) -> Result<Ref> {
    ForeignState* foreign = api.ts.interp.foreign;
    if (foreign == nullptr) return Ref::none();
    Result<bool> told = tell_warning(api, *foreign, from_c(record));
    api.ts.clear_pending();
    if (!told.raised() && told.take()) return Ref::none();
    if (foreign->warning_original.is_null()) return Ref::none();
    Ref original = Ref::copy(foreign->warning_original);
    return call(api, original, from_c(record));
  });
}

constexpr const char* kShower = "_showwarnmsg_impl";

/// Puts the function that calls the host where warnings are written otherwise.
Status put_shower(Api api, ForeignState& foreign, Value module) {
  static constexpr PyMethodDef kDef = {kShower, &show_warning, METH_O, "Shows a warning to the host."};
  Ref found = TRY(get_attr(api, module, kShower));
  if (!foreign.warning_shower.is_null() && found.get() == foreign.warning_shower) return {};
  Ref shower = TRY(take_object(api, PyCFunction_NewEx(const_cast<PyMethodDef*>(&kDef), nullptr, nullptr)));
  TRY(set_attr(api, module, kShower, shower));
  decref(std::exchange(foreign.warning_shower, shower.release()));
  decref(std::exchange(foreign.warning_original, found.release()));
  return {};
}

Status take_shower(Api api, ForeignState& foreign, Value module) {
  if (foreign.warning_shower.is_null()) return {};
  Ref found = TRY(get_attr(api, module, kShower));
  if (found.get() == foreign.warning_shower) TRY(set_attr(api, module, kShower, foreign.warning_original));
  return {};
}

}  // namespace

int PyEmb_SetWarningHandler(PyEmb_WarningFunc function, void* context) {
  return api_int([&](Api api) -> Status {
    ForeignState* foreign = foreign_state(api);
    if (foreign == nullptr) return raise_no_memory(api);
    Ref module = TRY(import_module(api, "warnings"));
    TRY(function != nullptr ? put_shower(api, *foreign, module) : take_shower(api, *foreign, module));
    foreign->show_warning = function;
    foreign->warning_context = context;
    return {};
  });
}

// -- hot reload --------------------------------------------------------------------------------------------------------------------

int PyEmb_ReloadModule(PyObject* module, const char* source) {
  return api_int([&](Api api) -> Status {
    Value target = TRY(expect_value(api, module));
    Ref text = Ref::none();
    if (source != nullptr) {
      TRY(expect_utf8(api, source));
      text = TRY(new_str(api, source));
    }
    Ref reloader = TRY(import_module(api, "pyemb_reload"));
    Ref reload = TRY(get_attr(api, reloader, "reload"));
    Ref ignored = TRY(call(api, reload, target, text));
    return {};
  });
}
