// SPDX-License-Identifier: MIT
#include "state/signal_inbox.h"

#include <cerrno>
#include <unistd.h>

#include "state/interpreter.h"

namespace pyemb {
namespace {

constinit SignalInbox g_inbox;

}  // namespace

SignalInbox& signal_inbox() { return g_inbox; }

bool signal_inbox_claim(ThreadState& main_thread) {
  ThreadState* expected = nullptr;
  if (g_inbox.receiver.compare_exchange_strong(expected, &main_thread)) return true;
  return expected == &main_thread;
}

void signal_inbox_leave(Interpreter& interp) {
  ThreadState* receiver = g_inbox.receiver.load();
  if (receiver == nullptr || &receiver->interp != &interp) return;
  g_inbox.receiver.store(nullptr);
  g_inbox.arrived.store(0);
  g_inbox.wakeup_fd.store(-1);
}

void signal_inbox_after_fork(ThreadState& ts) {
  g_inbox.arrived.store(0);
  ThreadState* receiver = g_inbox.receiver.load();
  if (receiver != nullptr && &receiver->interp == &ts.interp) g_inbox.receiver.store(&ts);
}

void signal_inbox_put(int number) {
  if (number < 1 || number > 64) return;
  g_inbox.arrived.fetch_or(uint64_t{1} << (number - 1));
  if (ThreadState* receiver = g_inbox.receiver.load()) receiver->request(Breaker::kSignals);
  int fd = g_inbox.wakeup_fd.load();
  if (fd < 0) return;
  auto byte = static_cast<unsigned char>(number);
  if (::write(fd, &byte, 1) >= 0) return;
  bool full = errno == EAGAIN || errno == EWOULDBLOCK;
  if (!full || g_inbox.warn_when_full.load()) g_inbox.wakeup_error.store(errno);
}

ThreadState& main_thread_of(Interpreter& interp) {
  if (interp.main_thread != nullptr) return *interp.main_thread;
  ThreadState* thread = interp.threads;
  while (thread->next != nullptr) thread = thread->next;  // new threads come first
  return *thread;
}

}  // namespace pyemb
