// SPDX-License-Identifier: MIT
#include "state/gc.h"

#include <time.h>

#include "objects/call.h"
#include "objects/dict.h"
#include "objects/gc_cycle.h"
#include "objects/gc_debug.h"
#include "objects/gc_trial.h"
#include "objects/list.h"
#include "objects/raise.h"
#include "objects/str.h"

namespace pyemb {
namespace {

int64_t collect(ThreadState& ts, int generation) {
  GcState& gc = ts.interp.gc;
  if (generation + 1 < kGenerations) ++gc.counts[generation + 1];
  for (int i = 0; i <= generation; ++i) gc.counts[i] = 0;
  GcHead& young = gc.generations[generation];
  for (int i = 0; i < generation; ++i) gc_merge(gc.generations[i], young);
  GcHead& old = gc.generations[generation + 1 < kGenerations ? generation + 1 : generation];

  GcHead garbage;
  gc_init_list(garbage);
  gc_find_garbage(young, garbage);
  if (&young != &old) {
    if (generation == kGenerations - 2) gc.long_lived_pending += gc_size(young);
    gc_merge(young, old);
  } else {
    gc.long_lived_pending = 0;
    gc.long_lived_total = gc_size(young);
  }
  if (gc_is_empty(garbage)) return 0;
  if ((gc.debug_flags & kGcCollectable) != 0) {
    for (GcHead* head = garbage.next; head != &garbage; head = head->next) gc_debug_collectable(gc_object(head));
  }

  gc_kill_weakrefs(ts, garbage);
  gc_unmark(garbage);
  gc_run_finalizers(ts, garbage);
  GcHead dead;  // what no finalizer has brought back
  gc_init_list(dead);
  gc_find_garbage(garbage, dead);
  gc_unmark(dead);
  int64_t found = gc_size(dead);
  gc_merge(garbage, old);
  while (!gc_is_empty(dead)) gc_clear_object(ts, dead.next, old);
  return found;
}

}  // namespace

void gc_call_callbacks(ThreadState& ts, const char* phase, int generation, int64_t collected) {
  GcState& gc = ts.interp.gc;
  if (gc.callbacks.is_null() || as<List>(gc.callbacks).size == 0) return;
  auto notify = [&]() -> Status {
    Own<Dict> info = TRY(new_dict(ts));
    TRY(dict_set(ts, *info, "generation", Value::from_int(generation)));
    TRY(dict_set(ts, *info, "collected", Value::from_int(collected)));
    TRY(dict_set(ts, *info, "uncollectable", Value::from_int(0)));
    Own<Str> name = TRY(new_str(ts, phase));
    for (int64_t i = 0; i < as<List>(gc.callbacks).size; ++i) {
      Ref callback = Ref::copy(as<List>(gc.callbacks).at(i));
      Result<Ref> result = call(ts, callback, name, info);
      if (result.raised()) {
        report_unraisable(ts, nullptr, callback);
      } else {
        Ref ignored = result.take();
      }
    }
    return {};
  };
  if (notify().raised()) report_unraisable(ts, nullptr, Value::null());
}

GcState::GcState() {
  for (GcHead& list : generations) gc_init_list(list);
  gc_init_list(frozen);
}

void gc_ask(ThreadState& ts) {
  const GcState& gc = ts.interp.gc;
  if (gc.enabled && gc.thresholds[0] != 0 && !gc.collecting) ts.request(Breaker::kCollect);
}

int64_t gc_collect(ThreadState& ts, int generation) {
  GcState& gc = ts.interp.gc;
  if (gc.collecting) return 0;
  gc.collecting = true;
  Ref pending = ts.take_pending();
  if (generation == kGenerations - 1) gc_abandon_cycle(ts);
  gc_call_callbacks(ts, "start", generation, 0);
  timespec begin = gc_debug_begin(ts, generation);
  int64_t found = collect(ts, generation);
  gc_debug_end(ts, begin, found);
  ++gc.stats[generation].collections;
  gc.stats[generation].collected += found;
  gc_call_callbacks(ts, "stop", generation, found);
  ts.clear_pending();
  ts.pending = pending.release();
  gc.collecting = false;
  return found;
}

void gc_collect_due(ThreadState& ts) {
  GcState& gc = ts.interp.gc;
  ts.breaker.fetch_and(~static_cast<uint32_t>(Breaker::kCollect), std::memory_order_relaxed);
  if (!gc.enabled || gc.collecting) return;
  for (int generation = kGenerations - 1; generation >= 0; --generation) {
    if (gc.counts[generation] <= gc.thresholds[generation]) continue;
    // A full collection pays only when enough has grown old since the last one. While one goes on in steps it is left to them, unless they
    // fall far behind.
    int64_t enough = gc_cycle_is_open(ts.interp) ? gc.long_lived_total : gc.long_lived_total / 4;
    if (generation == kGenerations - 1 && gc.long_lived_pending < enough) continue;
    gc_collect(ts, generation);
    return;
  }
}

}  // namespace pyemb
