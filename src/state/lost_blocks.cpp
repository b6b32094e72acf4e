// SPDX-License-Identifier: MIT
#include "state/lost_blocks.h"

#include "config/build.h"
#include "state/gil.h"
#include "state/interpreter.h"
#ifdef PYEMB_ADDRESS_SANITIZER
#include <sanitizer/lsan_interface.h>
#endif

namespace pyemb {

#ifdef PYEMB_ADDRESS_SANITIZER
namespace {

/// Takes a list of the collector apart: each object leads to its neighbours no longer.
void untie(GcHead& list) {
  for (GcHead* head = list.next; head != &list;) {
    GcHead* next = head->next;
    *head = {nullptr, 0};
    head = next;
  }
  list = {&list, reinterpret_cast<uintptr_t>(&list)};
}

}  // namespace

void report_lost_blocks(Interpreter& interp) {
  // A search takes ten times as long as a bare life: of tests with thousands of interpreters only some are searched.
  constexpr uint64_t kAll = 60, kSome = 25;
  const uint64_t serial = interp.gil->serial;
  if (serial > kAll && serial % kSome != 0) return;
  for (GcHead& list : interp.gc.generations) untie(list);
  untie(interp.gc.frozen);
  __lsan_do_recoverable_leak_check();
}
#else
void report_lost_blocks(Interpreter&) {}
#endif

}  // namespace pyemb
