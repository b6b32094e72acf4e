// SPDX-License-Identifier: MIT
#include "state/gil.h"

#include <unistd.h>

#include <cerrno>
#include <new>

#include "state/clock.h"
#include "state/interpreter.h"
#include "state/memory.h"
#include "state/runtime.h"
#include "state/signal_inbox.h"

namespace pyemb {

bool new_gil(Interpreter& interp) {
  void* memory = memory_allocate(Domain::kRaw, sizeof(GilState));
  if (memory == nullptr) return false;
  interp.gil = new (memory) GilState;
  return true;
}

void release_gil(Interpreter& interp) {
  if (interp.gil == nullptr) return;
  interp.gil->~GilState();
  memory_release(Domain::kRaw, interp.gil);
  interp.gil = nullptr;
}

bool Condition::wait_for(std::unique_lock<std::mutex>& lock, int64_t microseconds) {
  const timespec until = to_timespec(monotonic_in(to_nanoseconds(microseconds)));
  return pthread_cond_clockwait(&condition_, lock.mutex()->native_handle(), CLOCK_MONOTONIC, &until) != ETIMEDOUT;
}

namespace {

bool is_shut_out(const ThreadState& ts) { return ts.interp.finalizer != nullptr && ts.interp.finalizer != &ts && !ts.interp.leaving; }

bool is_stopped(const ThreadState& ts) { return ts.interp.gil->stopped_by != nullptr && ts.interp.gil->stopped_by != &ts; }

/// Waits until the lock is free; false: as a guest, the thread is refused.
bool wait_for_lock(ThreadState& ts, std::unique_lock<std::mutex>& lock, bool is_guest) {
  GilState& gil = *ts.interp.gil;
  while (gil.holder != nullptr || is_shut_out(ts) || is_stopped(ts)) {
    if (is_guest && ts.interp.finalizer != nullptr) return false;
    if (is_shut_out(ts) || is_stopped(ts)) {
      gil.changed.wait(lock);
      continue;
    }
    uint64_t seen = gil.switches;
    bool woken = gil.changed.wait_for(lock, gil.interval_us);
    if (!woken && gil.holder != nullptr && gil.switches == seen) gil.holder->request(Breaker::kDropLock);
  }
  return !is_guest || ts.interp.finalizer == nullptr;
}

bool acquire(ThreadState& ts, bool is_guest) {
  GilState& gil = *ts.interp.gil;
  std::unique_lock<std::mutex> lock(gil.mutex);
  ++gil.waiting;
  ts.standing = Standing::kWaiting;
  const bool held = wait_for_lock(ts, lock, is_guest);
  --gil.waiting;
  ts.standing = held ? Standing::kRunning : Standing::kIdle;
  if (!held) return false;
  if (ts.interp.leaving) ts.request(Breaker::kLeave);
  gil.holder = &ts;
  ++gil.switches;
  ts.interp.current = &ts;
  gil.changed.notify_all();  // a thread that yielded waits for the lock to be taken
  return true;
}

}  // namespace

void gil_acquire(ThreadState& ts) { acquire(ts, false); }
bool gil_enter(ThreadState& ts) { return acquire(ts, true); }

void gil_release(ThreadState& ts, Standing next) {
  GilState& gil = *ts.interp.gil;
  std::unique_lock<std::mutex> lock(gil.mutex);
  ts.interp.current = nullptr;
  gil.holder = nullptr;
  ts.standing = next;
  ts.breaker.fetch_and(~static_cast<uint32_t>(Breaker::kDropLock), std::memory_order_relaxed);
  gil.changed.notify_all();
}

ThreadState* gil_stop_others(ThreadState& ts) {
  std::unique_lock<std::mutex> lock(ts.interp.gil->mutex);
  return std::exchange(ts.interp.gil->stopped_by, &ts);
}

void gil_go_on(ThreadState& ts, ThreadState* before) {
  std::unique_lock<std::mutex> lock(ts.interp.gil->mutex);
  ts.interp.gil->stopped_by = before;
  if (before == nullptr && ts.interp.gil->waiting > 0) ts.request(Breaker::kDropLock);  // who is woken by each stop never waits for a whole interval
  ts.interp.gil->changed.notify_all();
}

void gil_shut_out(ThreadState& ts) {
  std::unique_lock<std::mutex> lock(ts.interp.gil->mutex);
  ts.interp.finalizer = &ts;
  ts.interp.gil->changed.notify_all();
}

void gil_let_leave(ThreadState& ts) {
  {
    std::unique_lock<std::mutex> lock(ts.interp.gil->mutex);
    ts.interp.leaving = true;
  }
  gil_release(ts, Standing::kIdle);
}

void gil_yield(ThreadState& ts) {
  GilState& gil = *ts.interp.gil;
  if (gil.stopped_by == &ts) return;  // nobody else may have it; the request stands
  gil_release(ts);
  {
    std::unique_lock<std::mutex> lock(gil.mutex);
    uint64_t seen = gil.switches;
    while (gil.waiting > 0 && gil.switches == seen && ts.interp.finalizer == nullptr) gil.changed.wait(lock);  // else this thread would win again
  }
  gil_acquire(ts);
}

void gil_before_fork(ThreadState& ts) {
  runtime_before_fork();
  ts.interp.gil->mutex.lock();
}
void gil_after_fork_in_parent(ThreadState& ts) {
  ts.interp.gil->mutex.unlock();
  runtime_after_fork();
}

void gil_after_fork_in_child(ThreadState& ts) {
  GilState& gil = *ts.interp.gil;
  int64_t interval = gil.interval_us;
  DebugState* debug = gil.debug;
  new (&gil) GilState;  // threads that are gone may have waited: mutex and condition begin anew
  gil.interval_us = interval;
  gil.debug = debug;
  gil.holder = &ts;
  ts.interp.threads = ts.interp.main_thread = &ts;
  ts.interp.guests = 0;
  ts.next = nullptr;
  ts.interp.thread_count = 0;
  ts.interp.leaving = false;
  runtime_after_fork();
  ts.native_id = static_cast<uint64_t>(::getpid());
  signal_inbox_after_fork(ts);
  ts.breaker.fetch_and(~static_cast<uint32_t>(Breaker::kDropLock), std::memory_order_relaxed);
}

}  // namespace pyemb
