// SPDX-License-Identifier: MIT
#pragma once

// The interpreter lock: only the thread that holds it may touch the interpreter's objects. One lock an interpreter.
//
// A thread that waits longer than the switch interval asks the holder to let go (Breaker::kDropLock), and the holder yields
// at its next back edge or call. Blocking native code lets go for as long as it blocks:
//
//     {
//       WithoutGil unlocked(ts);
//       n = read(fd, buffer, size);   // touches no object
//     }

#include <pthread.h>

#include <cstdint>
#include <mutex>

#include "state/thread_state.h"

namespace pyemb {

struct DebugState;

/// A condition variable of POSIX, since nothing of it lies in the C++ library: a start would take pages of that library for this alone.
class Condition {
 public:
  Condition() = default;
  ~Condition() { pthread_cond_destroy(&condition_); }
  Condition(const Condition&) = delete;
  Condition& operator=(const Condition&) = delete;

  void wait(std::unique_lock<std::mutex>& lock) { pthread_cond_wait(&condition_, lock.mutex()->native_handle()); }
  /// False: the time is up.
  [[nodiscard]] bool wait_for(std::unique_lock<std::mutex>& lock, int64_t microseconds);
  void notify_all() { pthread_cond_broadcast(&condition_); }

 private:
  pthread_cond_t condition_ = PTHREAD_COND_INITIALIZER;
};

struct GilState {
  std::mutex mutex;
  Condition changed;                 ///< taken or dropped
  ThreadState* holder = nullptr;
  ThreadState* stopped_by = nullptr; ///< a debugger runs on this thread: the others stand still, also where it lets go of the lock
  DebugState* debug = nullptr;       ///< what the debugger is, and waits for (vm/debug.h); null: there never was one
  uint64_t switches = 0;             ///< how often the lock was taken
  uint32_t waiting = 0;              ///< threads in gil_acquire
  int64_t interval_us = 5000;        ///< sys.setswitchinterval()
  uint64_t serial = 0;               ///< the interpreter's, unique in the process
  int64_t guards = 0;                ///< what keeps the interpreter from ending (PEP 788); of the runtime's lock
  Condition unguarded;               ///< the last guard has gone; of the runtime's lock
};

/// Makes the lock of an interpreter; false: out of memory.
[[nodiscard]] bool new_gil(Interpreter& interp);
void release_gil(Interpreter& interp);

/// Takes the lock and makes `ts` the interpreter's current thread. Blocks. `ts` must not hold it. A thread that comes back to an interpreter that is
/// being ended waits until that is done, and then gets the lock to unwind (Breaker::kLeave).
void gil_acquire(ThreadState& ts);
/// The same for a guest: false where the interpreter is being ended, or has.
[[nodiscard]] bool gil_enter(ThreadState& ts);
/// Lets go of the lock; no thread is current. `next`: whether the thread will be back.
void gil_release(ThreadState& ts, Standing next = Standing::kAway);
/// Answers Breaker::kDropLock: lets another waiting thread run.
void gil_yield(ThreadState& ts);

/// For the thread that holds the lock: nobody else gets it until gil_go_on(). Answers who had it so before; that is what gil_go_on() takes.
ThreadState* gil_stop_others(ThreadState& ts);
void gil_go_on(ThreadState& ts, ThreadState* before);

/// For the thread that ends the interpreter and holds the lock: from now on it alone gets it.
void gil_shut_out(ThreadState& ts);
/// Lets go of the lock for good: the other threads may have it, to unwind and leave.
void gil_let_leave(ThreadState& ts);

/// Around a fork() by the thread that holds the lock: the child gets the interpreter whole, with this thread alone.
void gil_before_fork(ThreadState& ts);
void gil_after_fork_in_parent(ThreadState& ts);
/// The other threads are gone; their states are forgotten (what they refer to stays alive).
void gil_after_fork_in_child(ThreadState& ts);

class WithoutGil {
 public:
  explicit WithoutGil(ThreadState& ts) : ts_(ts) { gil_release(ts_); }
  ~WithoutGil() { gil_acquire(ts_); }
  WithoutGil(const WithoutGil&) = delete;
  WithoutGil& operator=(const WithoutGil&) = delete;

 private:
  ThreadState& ts_;
};

}  // namespace pyemb
