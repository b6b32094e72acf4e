// SPDX-License-Identifier: MIT
#include "objects/gc_trial.h"

#include "objects/destroy.h"
#include "objects/gc_debug.h"
#include "objects/weakref.h"

// While a set is examined, GcHead::previous of its members holds no link but
//
//     references << 3 | kGcExamined
//
// where `references` starts as the object's refcount and loses one for each reference found inside the set. What
// is left above zero is referenced from outside, and all that it reaches is alive. The rest only refers to itself. The list stays
// linked by `next`; `previous` is put right again as members are found alive.
//
// Frames that run own what their registers hold, so the refcounts know of them and they need no visit.

namespace pyemb {
namespace {

constexpr uintptr_t kOneReference = 8;

bool is_examined(Object* object) {
  return has_gc_head(object) && gc_is_tracked(object) && (gc_head(object)->previous & kGcExamined) != 0;
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
    gc_unlink(head);
    GcHead& alive = *static_cast<ReachVisitor&>(visitor).alive;
    gc_append(alive, head);
    head->previous = kOneReference | kGcExamined;
    alive.previous = gc_address(head);
  } else if (head->previous < kOneReference) {
    head->previous = kOneReference | kGcExamined;
  }
}

}  // namespace

void gc_find_garbage(GcHead& list, GcHead& garbage) {
  for (GcHead* head = list.next; head != &list; head = head->next) {
    head->previous = (uintptr_t{gc_object(head)->refcount} << 3) | kGcExamined;
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
      head->previous = gc_address(before);  // not examined any more
      before = head;
    } else {
      next = head->next;
      before->next = next;
      if (next == &list) list.previous = gc_address(before);
      object->set(Object::kMark);
      gc_append(garbage, head, kGcExamined);
    }
    head = next;
  }
  list.previous = gc_address(before);
  gc_set_bits(garbage, 0);
}

void gc_unmark(GcHead& list) {
  for (GcHead* head = list.next; head != &list; head = head->next) gc_object(head)->unset(Object::kMark);
}

void gc_kill_weakrefs(ThreadState& ts, GcHead& garbage) {
  WeakRef* waiting = nullptr;
  for (GcHead* head = garbage.next; head != &garbage; head = head->next) {
    Object* object = gc_object(head);
    if (object->has(Object::kHasWeakrefs)) waiting = detach_weakrefs(ts, object, waiting);
  }
  call_weakref_callbacks(ts, waiting);
}

bool gc_has_finalizers(const GcHead& garbage) {
  for (GcHead* head = garbage.next; head != &garbage; head = head->next) {
    Object* object = gc_object(head);
    if (object->type->slots.finalize != nullptr && !object->has(Object::kFinalized)) return true;
  }
  return false;
}

void gc_run_finalizers(ThreadState& ts, GcHead& garbage) {
  GcHead done;
  gc_init_list(done);
  while (!gc_is_empty(garbage)) {
    GcHead* head = garbage.next;
    gc_unlink(head);
    gc_append(done, head);
    Ref object = Ref::copy(gc_object(head));
    finalize_object(ts, object.object());
  }
  gc_merge(done, garbage);
}

void gc_clear_object(ThreadState& ts, GcHead* head, GcHead& survivors, uintptr_t bits) {
  Ref object = Ref::copy(gc_object(head));
  if ((ts.interp.gc.debug_flags & kGcSaveAll) != 0) {
    gc_save(ts, object);
  } else {
    clear_object(ts, object.object());
    ts.clear_pending();
  }
  if (!gc_is_tracked(object.object())) return;
  gc_unlink(head);  // who dies with `object` leaves that list again; another reference that the clearing does not know keeps it there
  gc_append(survivors, head, bits);
}

}  // namespace pyemb
