// SPDX-License-Identifier: MIT
#include "state/gc.h"

#include <time.h>

#include "objects/call.h"
#include "objects/destroy.h"
#include "objects/dict.h"
#include "objects/gc_debug.h"
#include "objects/list.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/weakref.h"

// Trial deletion. While a generation is examined, GcHead::previous of its members holds no link but
//
//     references << 3 | kExamined
//
// where `references` starts as the object's refcount and loses one for each reference found inside the generation. What
// is left above zero is referenced from outside, and all that it reaches is alive. The rest only refers to itself. The list stays
// linked by `next`; `previous` is put right again as members are found alive.
//
// Frames that run own what their registers hold, so the refcounts know of them and they need no visit.

namespace pyemb {
namespace {

constexpr uintptr_t kExamined = 1;
constexpr uintptr_t kOneReference = 8;

// -- lists -----------------------------------------------------------------------------------------------------------

uintptr_t address(GcHead* head) { return reinterpret_cast<uintptr_t>(head); }
GcHead* previous_of(GcHead* head) { return reinterpret_cast<GcHead*>(head->previous & ~uintptr_t{7}); }

void init_list(GcHead& list) {
  list.next = &list;
  list.previous = address(&list);
}

bool is_empty(const GcHead& list) { return list.next == &list; }

void append(GcHead& list, GcHead* head) {
  GcHead* last = previous_of(&list);
  head->next = &list;
  head->previous = address(last);
  last->next = head;
  list.previous = address(head);
}

void unlink(GcHead* head) {
  previous_of(head)->next = head->next;
  head->next->previous = address(previous_of(head)) | (head->next->previous & 7);
}

void merge(GcHead& from, GcHead& into) {
  if (is_empty(from)) return;
  GcHead* first = from.next;
  GcHead* last = previous_of(&from);
  GcHead* tail = previous_of(&into);
  tail->next = first;
  first->previous = address(tail);
  last->next = &into;
  into.previous = address(last);
  init_list(from);
}

int64_t size_of(const GcHead& list) {
  int64_t size = 0;
  for (GcHead* head = list.next; head != &list; head = head->next) ++size;
  return size;
}

// -- trial deletion ----------------------------------------------------------------------------------------------------

bool is_examined(Object* object) {
  return has_gc_head(object) && gc_is_tracked(object) && (gc_head(object)->previous & kExamined) != 0;
}

void visit_subtract(GcVisitor&, Object* object) {
  if (!is_examined(object)) return;
  GcHead* head = gc_head(object);
  if (head->previous >= kOneReference) head->previous -= kOneReference;
}

struct ReachVisitor : GcVisitor {
  GcHead* alive;
};

/// Whatever a living member refers to lives.
void visit_reachable(GcVisitor& visitor, Object* object) {
  if (!is_examined(object)) return;
  GcHead* head = gc_head(object);
  if (object->has(Object::kMark)) {  // it had been taken for garbage
    object->unset(Object::kMark);
    unlink(head);
    GcHead& alive = *static_cast<ReachVisitor&>(visitor).alive;
    append(alive, head);
    head->previous = kOneReference | kExamined;
    alive.previous = address(head);
  } else if (head->previous < kOneReference) {
    head->previous = kOneReference | kExamined;
  }
}

/// Splits `list` into what lives, which stays, and what only refers to itself, which moves to `garbage` and gets kMark.
void find_garbage(GcHead& list, GcHead& garbage) {
  for (GcHead* head = list.next; head != &list; head = head->next) {
    head->previous = (uintptr_t{gc_object(head)->refcount} << 3) | kExamined;
  }
  GcVisitor subtract{visit_subtract};
  for (GcHead* head = list.next; head != &list; head = head->next) traverse_object(gc_object(head), subtract);

  ReachVisitor reach;
  reach.visit = visit_reachable;
  reach.alive = &list;
  GcHead* before = &list;
  // The end of the list is the list itself; what visit_reachable appends is reached later on. A member's `previous` holds its
  // count until the walk passes it, so the place of the last member is kept in list.previous all the while.
  for (GcHead* head = list.next; head != &list;) {
    Object* object = gc_object(head);
    GcHead* next;
    if (head->previous >= kOneReference) {
      traverse_object(object, reach);
      next = head->next;
      head->previous = address(before);  // not examined any more
      before = head;
    } else {
      next = head->next;
      before->next = next;
      if (next == &list) list.previous = address(before);
      object->set(Object::kMark);
      append(garbage, head);
      head->previous |= kExamined;
    }
    head = next;
  }
  list.previous = address(before);
}

/// After the walk garbage needs no kExamined any more.
void settle(GcHead& garbage) {
  for (GcHead* head = garbage.next; head != &garbage; head = head->next) head->previous &= ~kExamined;
}

void unmark(GcHead& list) {
  for (GcHead* head = list.next; head != &list; head = head->next) gc_object(head)->unset(Object::kMark);
}

// -- what happens to garbage --------------------------------------------------------------------------------------------

void kill_weakrefs(ThreadState& ts, GcHead& garbage) {
  WeakRef* waiting = nullptr;
  for (GcHead* head = garbage.next; head != &garbage; head = head->next) {
    Object* object = gc_object(head);
    if (object->has(Object::kHasWeakrefs)) waiting = detach_weakrefs(ts, object, waiting);
  }
  call_weakref_callbacks(ts, waiting);
}

void run_finalizers(ThreadState& ts, GcHead& garbage) {
  GcHead done;
  init_list(done);
  while (!is_empty(garbage)) {
    GcHead* head = garbage.next;
    unlink(head);
    append(done, head);
    Ref object = Ref::copy(gc_object(head));
    finalize_object(ts, object.object());
  }
  merge(done, garbage);
}

void clear_garbage(ThreadState& ts, GcHead& garbage, GcHead& survivors) {
  while (!is_empty(garbage)) {
    GcHead* head = garbage.next;
    Ref object = Ref::copy(gc_object(head));
    if ((ts.interp.gc.debug_flags & kGcSaveAll) != 0) {
      gc_save(ts, object);
    } else {
      clear_object(ts, object.object());
      ts.clear_pending();
    }
    if (garbage.next == head) {  // it lives on: a reference that the clearing does not know
      unlink(head);
      append(survivors, head);
    }
  }
}

int64_t collect(ThreadState& ts, int generation) {
  GcState& gc = ts.interp.gc;
  if (generation + 1 < kGenerations) ++gc.counts[generation + 1];
  for (int i = 0; i <= generation; ++i) gc.counts[i] = 0;
  GcHead& young = gc.generations[generation];
  for (int i = 0; i < generation; ++i) merge(gc.generations[i], young);
  GcHead& old = gc.generations[generation + 1 < kGenerations ? generation + 1 : generation];

  GcHead garbage;
  init_list(garbage);
  find_garbage(young, garbage);
  settle(garbage);
  if (&young != &old) {
    if (generation == kGenerations - 2) gc.long_lived_pending += size_of(young);
    merge(young, old);
  } else {
    gc.long_lived_pending = 0;
    gc.long_lived_total = size_of(young);
  }
  int64_t found = size_of(garbage);
  if (found == 0) return 0;
  if ((gc.debug_flags & kGcCollectable) != 0) {
    for (GcHead* head = garbage.next; head != &garbage; head = head->next) gc_debug_collectable(gc_object(head));
  }

  kill_weakrefs(ts, garbage);
  unmark(garbage);
  run_finalizers(ts, garbage);
  GcHead dead;  // what no finalizer has brought back
  init_list(dead);
  find_garbage(garbage, dead);
  settle(dead);
  unmark(dead);
  found = size_of(dead);
  merge(garbage, old);
  clear_garbage(ts, dead, old);
  return found;
}

/// gc.callbacks: each is called with the phase and what is known.
void call_callbacks(ThreadState& ts, const char* phase, int generation, int64_t collected) {
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

}  // namespace

GcState::GcState() {
  for (GcHead& list : generations) init_list(list);
  init_list(frozen);
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
  call_callbacks(ts, "start", generation, 0);
  timespec begin = gc_debug_begin(ts, generation);
  int64_t found = collect(ts, generation);
  gc_debug_end(ts, begin, found);
  ++gc.stats[generation].collections;
  gc.stats[generation].collected += found;
  call_callbacks(ts, "stop", generation, found);
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
    // A full collection pays only when enough has grown old since the last one.
    if (generation == kGenerations - 1 && gc.long_lived_pending < gc.long_lived_total / 4) continue;
    gc_collect(ts, generation);
    return;
  }
}

}  // namespace pyemb
