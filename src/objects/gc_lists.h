// SPDX-License-Identifier: MIT
#pragma once

// The doubly linked lists that the collector's objects are on. GcHead::previous is a link and three bits, which belong to the member: a link is
// replaced without touching them.
//
//     bit 0      kExamined: `previous` is a count in the moment (objects/gc_trial.cpp)
//     bits 1, 2  where the member stands in a collection in steps (objects/gc_cycle.h)
//
// The head of a list is a GcHead without bits.

#include "state/gc.h"

namespace pyemb {

inline constexpr uintptr_t kGcBits = 7;
inline constexpr uintptr_t kGcExamined = 1;
inline constexpr uintptr_t kGcFirstColour = 2;
inline constexpr uintptr_t kGcSecondColour = 4;
inline constexpr uintptr_t kGcFrozen = 6;
inline constexpr uintptr_t kGcPlace = 6;  ///< the bits of the three above

inline uintptr_t gc_address(const GcHead* head) { return reinterpret_cast<uintptr_t>(head); }
inline GcHead* gc_previous(const GcHead* head) { return reinterpret_cast<GcHead*>(head->previous & ~kGcBits); }
inline void gc_set_previous(GcHead* head, const GcHead* previous) { head->previous = gc_address(previous) | (head->previous & kGcBits); }

inline void gc_init_list(GcHead& list) {
  list.next = &list;
  list.previous = gc_address(&list);
}
inline bool gc_is_empty(const GcHead& list) { return list.next == &list; }

/// Puts a head that is on no list at the end of one; it has these bits then.
inline void gc_append(GcHead& list, GcHead* head, uintptr_t bits = 0) {
  GcHead* last = gc_previous(&list);
  head->next = &list;
  head->previous = gc_address(last) | bits;
  last->next = head;
  list.previous = gc_address(head);
}
/// The same at its front.
inline void gc_prepend(GcHead& list, GcHead* head, uintptr_t bits = 0) {
  GcHead* first = list.next;
  head->next = first;
  head->previous = gc_address(&list) | bits;
  gc_set_previous(first, head);
  list.next = head;
}
/// Takes a head off its list; its own links are stale then.
inline void gc_unlink(GcHead* head) {
  gc_previous(head)->next = head->next;
  gc_set_previous(head->next, gc_previous(head));
}
/// Puts all members of `from` at the end of `into`.
inline void gc_merge(GcHead& from, GcHead& into) {
  if (gc_is_empty(from)) return;
  GcHead* first = from.next;
  GcHead* last = gc_previous(&from);
  GcHead* tail = gc_previous(&into);
  tail->next = first;
  gc_set_previous(first, tail);
  last->next = &into;
  into.previous = gc_address(last);
  gc_init_list(from);
}
inline int64_t gc_size(const GcHead& list) {
  int64_t size = 0;
  for (GcHead* head = list.next; head != &list; head = head->next) ++size;
  return size;
}
/// Gives all members the same bits; returns how many there are.
inline int64_t gc_set_bits(GcHead& list, uintptr_t bits) {
  int64_t size = 0;
  for (GcHead* head = list.next; head != &list; head = head->next, ++size) head->previous = (head->previous & ~kGcBits) | bits;
  return size;
}

}  // namespace pyemb
