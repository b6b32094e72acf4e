// SPDX-License-Identifier: MIT
#pragma once

// The cycle collector: frees groups of collected objects that only refer to each other. Reference counts do all else.
//
// Three generations of doubly linked lists run through the GcHeads. A new object enters the young one when its creator calls
// gc_track(), which must come after its fields are valid. Finalizers run as PEP 442 says: weak references are cleared
// and their callbacks called first, then __del__, then what was not resurrected is cleared.

#include <cstdint>

#include "state/object.h"
#include "state/result.h"

namespace pyemb {

struct ThreadState;
struct GcCycle;

inline constexpr int kGenerations = 3;

struct GcStats {
  int64_t collections, collected, uncollectable;
};

struct GcState {
  GcHead generations[kGenerations];  ///< list heads, linked to themselves when empty
  int64_t counts[kGenerations] = {};
  int64_t thresholds[kGenerations] = {700, 10, 10};
  GcStats stats[kGenerations] = {};
  GcHead frozen;  ///< gc.freeze()
  GcCycle* cycle = nullptr;  ///< a full collection in steps (objects/gc_cycle.h), made with the interpreter
  bool enabled = true;
  bool collecting = false;
  int debug_flags = 0;
  Value garbage = Value::null();    ///< list, owned; made by the gc module
  Value callbacks = Value::null();  ///< list, owned; made by the gc module
  int64_t long_lived_total = 0;
  int64_t long_lived_pending = 0;

  GcState();
};

/// A function that is shown each value that an object owns; a traverse slot calls it for every one.
struct GcVisitor {
  void (*visit)(GcVisitor& visitor, Object* object);
  void operator()(Value value) {
    if (value.is_heap()) visit(*this, value.as_object());
  }
  void operator()(Object* object) {
    if (object != nullptr) visit(*this, object);
  }
};

inline bool gc_is_tracked(Object* object) { return gc_head(object)->next != nullptr; }

inline void gc_link(GcState& gc, Object* object) {
  GcHead* head = gc_head(object);
  GcHead* last = reinterpret_cast<GcHead*>(gc.generations[0].previous);
  last->next = head;
  head->previous = reinterpret_cast<uintptr_t>(last);
  head->next = &gc.generations[0];
  gc.generations[0].previous = reinterpret_cast<uintptr_t>(head);
}

inline void gc_untrack(Object* object) {
  GcHead* head = gc_head(object);
  if (head->next == nullptr) return;
  auto* previous = reinterpret_cast<GcHead*>(head->previous & ~uintptr_t{7});
  GcHead* next = head->next;
  previous->next = next;
  next->previous = reinterpret_cast<uintptr_t>(previous) | (next->previous & 7);
  head->next = nullptr;
  head->previous = 0;
}

/// Collects `generation` and the younger ones now. Returns the number of unreachable objects found; exceptions in
/// finalizers are reported as unraisable.
int64_t gc_collect(ThreadState& ts, int generation);

/// Called where a collection is due (the young count is over its threshold): collects the oldest due generation.
void gc_collect_due(ThreadState& ts);

}  // namespace pyemb
