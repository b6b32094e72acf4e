// SPDX-License-Identifier: MIT
#include "vm/threads.h"

#include "state/gil.h"
#include "state/runtime.h"
#include "vm/frame_stack.h"

namespace pyemb {

ThreadState* attach_thread(Interpreter& interp) {
  ThreadState* ts = new_thread_state(interp);
  if (ts == nullptr) return nullptr;
  bind_thread_state(*ts);
  gil_acquire(*ts);
  if (ts->next != nullptr) ts->recursion_limit = ts->next->recursion_limit;
  if (new_frame_stack(*ts)) return ts;
  gil_release(*ts);
  delete_thread_state(ts);
  return nullptr;
}

void detach_thread(ThreadState& ts) {
  clear_thread_state(ts);
  release_frame_stack(ts);
  leave_interpreter(&ts);
}

}  // namespace pyemb
