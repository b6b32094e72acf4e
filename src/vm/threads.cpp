// SPDX-License-Identifier: MIT
#include "vm/threads.h"

#include <mutex>

#include "state/gil.h"
#include "state/ref.h"
#include "state/runtime.h"
#include "vm/debug.h"
#include "vm/frame_stack.h"

namespace pyemb {
namespace {

/// What a thread takes over from the others, and from the interpreter.
void inherit(ThreadState& ts, const ThreadState* from) {
  if (ts.interp.host_eval != nullptr) ts.request(Breaker::kEvalFrame);
  update_debug_bit(ts);
  if (from != nullptr) ts.recursion_limit = from->recursion_limit;
}

}  // namespace

ThreadState* new_thread(ThreadState& parent) {
  ThreadState* ts = new_thread_state(parent.interp);
  if (ts == nullptr) return nullptr;
  inherit(*ts, &parent);
  if (!new_frame_stack(*ts)) {
    delete_thread_state(ts);
    return nullptr;
  }
  ts->standing = Standing::kWaiting;
  return ts;
}

void begin_thread(ThreadState& ts) {
  bind_thread_state(ts);
  gil_acquire(ts);
}

ThreadState* new_idle_thread(Interpreter* interp) {
  bool closing = false;
  ThreadState* ts = new_guest(interp, &closing);
  if (ts == nullptr) return nullptr;
  if (!new_frame_stack(*ts)) {
    remove_guest(ts);
    return nullptr;
  }
  admit_guest(*ts);
  return ts;
}

void drop_thread(ThreadState* ts) {
  clear_thread_state(*ts);
  release_frame_stack(*ts);
  delete_thread_state(ts);
}

Entry enter_interpreter(Interpreter* interp, ThreadState** entered) {
  *entered = nullptr;
  bool closing = false;
  ThreadState* ts = new_guest(interp, &closing);
  if (ts == nullptr) return closing ? Entry::kClosing : Entry::kNoMemory;
  if (!new_frame_stack(*ts)) {
    remove_guest(ts);
    return Entry::kNoMemory;
  }
  bind_thread_state(*ts);
  if (!gil_enter(*ts)) {
    release_frame_stack(*ts);
    remove_guest(ts);
    return Entry::kClosing;
  }
  inherit(*ts, interp->threads);
  admit_guest(*ts);
  *entered = ts;
  return Entry::kEntered;
}

void leave_interpreter(ThreadState& ts) {
  clear_thread_state(ts);
  release_frame_stack(ts);
  dismiss_thread(ts);
  gil_release(ts, Standing::kIdle);
  remove_guest(&ts);
}

int send_exception(ThreadState& ts, uint64_t ident, Value exception) {
  int count = 0;
  for (ThreadState* thread = ts.interp.threads; thread != nullptr; thread = thread->next) {
    if (thread->ident != ident) continue;
    Ref old = Ref::steal(std::exchange(thread->async_exception, Ref::copy(exception).release()));
    if (!exception.is_null()) thread->request(Breaker::kAsyncException);
    ++count;
    break;  // dropping the old one may run Python code, after which the list may be another
  }
  return count;
}

}  // namespace pyemb
