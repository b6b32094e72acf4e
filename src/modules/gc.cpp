// SPDX-License-Identifier: MIT
#include <algorithm>

#include "modules/native_modules.h"
#include "objects/audit.h"
#include "objects/destroy.h"
#include "objects/dict.h"
#include "objects/gc_cycle.h"
#include "objects/gc_debug.h"
#include "objects/list.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

Status check_generation(ThreadState& ts, int64_t generation) {
  if (generation >= 0 && generation < kGenerations) return {};
  return raise(ts, Exc::kValueError, "invalid generation");
}

Result<int64_t> collect(ThreadState& ts, std::optional<int> generation) {
  int number = generation.value_or(kGenerations - 1);
  TRY(check_generation(ts, number));
  return gc_collect(ts, number);
}

Status enable(ThreadState& ts) {
  ts.interp.gc.enabled = true;
  return {};
}
Status disable(ThreadState& ts) {
  ts.interp.gc.enabled = false;
  return {};
}
bool is_enabled(ThreadState& ts) { return ts.interp.gc.enabled; }

Result<Ref> three(ThreadState& ts, const int64_t* numbers) {
  return new_tuple_of(ts, Value::from_int(numbers[0]), Value::from_int(numbers[1]), Value::from_int(numbers[2]));
}
Result<Ref> get_count(ThreadState& ts) { return three(ts, ts.interp.gc.counts); }
Result<Ref> get_threshold(ThreadState& ts) { return three(ts, ts.interp.gc.thresholds); }
Status set_threshold(ThreadState& ts, int first, std::optional<int> second, std::optional<int> third) {
  int64_t* thresholds = ts.interp.gc.thresholds;
  thresholds[0] = first;
  if (second.has_value()) thresholds[1] = *second;
  if (third.has_value()) thresholds[2] = *third;
  return {};
}

int64_t get_debug(ThreadState& ts) { return ts.interp.gc.debug_flags; }
Status set_debug(ThreadState& ts, int flags) {
  ts.interp.gc.debug_flags = flags;
  return {};
}

Result<Ref> get_stats(ThreadState& ts) {
  Own<List> list = TRY(new_list(ts));
  for (const GcStats& stats : ts.interp.gc.stats) {
    Own<Dict> dict = TRY(new_dict(ts));
    TRY(dict_set(ts, *dict, "collections", Value::from_int(stats.collections)));
    TRY(dict_set(ts, *dict, "collected", Value::from_int(stats.collected)));
    TRY(dict_set(ts, *dict, "uncollectable", Value::from_int(stats.uncollectable)));
    TRY(list_append(ts, *list, std::move(dict)));
  }
  return list;
}

bool is_tracked(ThreadState&, Value object) {
  return object.is_heap() && has_gc_head(object.as_object()) && gc_is_tracked(object.as_object());
}
bool is_finalized(ThreadState&, Value object) {
  return object.is_heap() && has_gc_head(object.as_object()) && object.as_object()->has(Object::kFinalized);
}

/// An event whose argument is the tuple of the objects.
Status audit_objects(ThreadState& ts, const char* event, Rest objects) {
  if (LIKELY(!is_audited(ts))) return {};
  Own<Tuple> tuple = TRY(new_tuple(ts, objects));
  return audit(ts, event, tuple);
}

/// The lists of objects: the generations, then those that hold the oldest one while it is collected in steps.
int list_count(ThreadState& ts) { return kGenerations + (gc_cycle_is_open(ts.interp) ? static_cast<int>(GcCycle::kFrozen) : 0); }
GcHead& nth_list(ThreadState& ts, int number) {
  GcState& gc = ts.interp.gc;
  return number < kGenerations ? gc.generations[number] : gc_cycle(ts.interp)->lists[number - kGenerations];
}

Result<Ref> get_objects(ThreadState& ts, Value generation) {
  int64_t only = -1;
  if (!generation.is_null() && !generation.is_none()) {
    only = TRY(to_index(ts, generation));
    if (only >= kGenerations) return raise(ts, Exc::kValueError, "generation parameter must be less than the number of available generations (%d)", kGenerations);
    if (only < 0) return raise(ts, Exc::kValueError, "generation parameter cannot be negative");
  }
  TRY(audit(ts, "gc.get_objects", Value::from_int(only)));
  Own<List> list = TRY(new_list(ts));
  for (int i = 0; i < list_count(ts); ++i) {
    if (only >= 0 && std::min(i, kGenerations - 1) != only) continue;
    GcHead& head = nth_list(ts, i);
    for (GcHead* at = head.next; at != &head; at = at->next) {
      if (gc_object(at) != list.get()) TRY(list_append(ts, *list, Ref::copy(gc_object(at))));
    }
  }
  return list;
}

/// Collects what a traversal shows into a list.
struct Gather : GcVisitor {
  ThreadState* ts;
  List* list;
  bool failed = false;
};
Result<Ref> get_referents(ThreadState& ts, Rest objects) {
  TRY(audit_objects(ts, "gc.get_referents", objects));
  Own<List> list = TRY(new_list(ts));
  Gather gather;
  gather.visit = [](GcVisitor& visitor, Object* object) {
    auto& self = static_cast<Gather&>(visitor);
    if (!self.failed) self.failed = list_append(*self.ts, *self.list, Ref::copy(object)).raised();
  };
  gather.ts = &ts;
  gather.list = list.get();
  for (Value object : objects) {
    if (object.is_heap() && has_gc_head(object.as_object())) traverse_object(object.as_object(), gather);
    if (gather.failed) return Raised{};
  }
  return list;
}

struct Search : GcVisitor {
  std::span<const Value> targets;
  bool found = false;
};
Result<Ref> get_referrers(ThreadState& ts, Rest objects) {
  TRY(audit_objects(ts, "gc.get_referrers", objects));
  Own<List> list = TRY(new_list(ts));
  for (int i = 0; i < list_count(ts); ++i) {
    GcHead& head = nth_list(ts, i);
    for (GcHead* at = head.next; at != &head; at = at->next) {
      if (gc_object(at) == list.get()) continue;
      Search search;
      search.visit = [](GcVisitor& visitor, Object* object) {
        auto& self = static_cast<Search&>(visitor);
        for (Value target : self.targets) self.found |= target == Value::from_object(object);
      };
      search.targets = objects;
      traverse_object(gc_object(at), search);
      if (search.found) TRY(list_append(ts, *list, Ref::copy(gc_object(at))));
    }
  }
  return list;
}

Status freeze(ThreadState& ts) {
  GcState& gc = ts.interp.gc;
  if (!gc.collecting) gc_abandon_cycle(ts);
  for (int i = 0; i < kGenerations; ++i) {
    gc_set_bits(gc.generations[i], kGcFrozen);
    gc_merge(gc.generations[i], gc.frozen);
    gc.counts[i] = 0;
  }
  return {};
}
Status unfreeze(ThreadState& ts) {
  GcState& gc = ts.interp.gc;
  if (!gc.collecting) gc_abandon_cycle(ts);
  gc_set_bits(gc.frozen, 0);
  gc_merge(gc.frozen, gc.generations[kGenerations - 1]);
  return {};
}
int64_t get_freeze_count(ThreadState& ts) {
  const GcState& gc = ts.interp.gc;
  return gc_size(gc.frozen) + (gc_cycle_is_open(ts.interp) ? gc_size(gc_cycle(ts.interp)->lists[GcCycle::kFrozen]) : 0);
}

constexpr NativeMethod kFunctions[] = {
    function<enable>("enable", "($module, /)", "Lets the collector run by itself."),
    function<disable>("disable", "($module, /)", "Keeps the collector from running by itself."),
    function<is_enabled>("isenabled", "($module, /)", "Whether it does."),
    function<collect>("collect", "($module, /, generation=2)", "Collects a generation and the younger ones; answers how many objects were unreachable."),
    function<get_count>("get_count", "($module, /)", "The counters of the generations."),
    function<get_threshold>("get_threshold", "($module, /)", "The thresholds of the counters."),
    function<set_threshold>("set_threshold", "($module, threshold0, threshold1=0, threshold2=0, /)", "Sets the thresholds; a first one of 0 switches the collector off."),
    function<get_debug>("get_debug", "($module, /)", "The debugging flags."),
    function<set_debug>("set_debug", "($module, flags, /)", "Sets the debugging flags."),
    function<get_stats>("get_stats", "($module, /)", "A dict of counters for each generation."),
    function<is_tracked>("is_tracked", "($module, obj, /)", "Whether the collector knows the object."),
    function<is_finalized>("is_finalized", "($module, obj, /)", "Whether the object's finalizer has run."),
    function<get_objects>("get_objects", "($module, /, generation=None)", "All objects that the collector knows, or those of a generation."),
    function<get_referrers>("get_referrers", "($module, /, *objs)", "The objects that refer to any of these."),
    function<get_referents>("get_referents", "($module, /, *objs)", "The objects that these refer to."),
    function<freeze>("freeze", "($module, /)", "Keeps all objects of now out of further collections."),
    function<unfreeze>("unfreeze", "($module, /)", "Undoes freeze()."),
    function<get_freeze_count>("get_freeze_count", "($module, /)", "How many objects freeze() keeps out."),
};

Status add_list(ThreadState& ts, Module& module, const char* name, Value* field) {
  if (field->is_null()) *field = Ref(TRY(new_list(ts))).release();
  return module_add(ts, module, name, *field);
}

Status exec(ThreadState& ts, Module& module) {
  TRY(add_list(ts, module, "garbage", &ts.interp.gc.garbage));
  TRY(add_list(ts, module, "callbacks", &ts.interp.gc.callbacks));
  TRY(module_add(ts, module, "DEBUG_STATS", Value::from_int(kGcDebugStats)));
  TRY(module_add(ts, module, "DEBUG_COLLECTABLE", Value::from_int(kGcCollectable)));
  TRY(module_add(ts, module, "DEBUG_UNCOLLECTABLE", Value::from_int(kGcUncollectable)));
  TRY(module_add(ts, module, "DEBUG_SAVEALL", Value::from_int(kGcSaveAll)));
  return module_add(ts, module, "DEBUG_LEAK", Value::from_int(kGcCollectable | kGcUncollectable | kGcSaveAll));
}

}  // namespace

constexpr NativeModule kGcModule = {.name = "gc", .doc = "The cycle collector.", .functions = kFunctions, .exec = exec};

}  // namespace pyemb
