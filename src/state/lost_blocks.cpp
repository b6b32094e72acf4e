// SPDX-License-Identifier: MIT
#include "state/lost_blocks.h"

#include "config/build.h"
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
  for (GcHead& list : interp.gc.generations) untie(list);
  untie(interp.gc.frozen);
  __lsan_do_recoverable_leak_check();
}
#else
void report_lost_blocks(Interpreter&) {}
#endif

}  // namespace pyemb
