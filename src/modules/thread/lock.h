// SPDX-License-Identifier: MIT
#pragma once

// _thread.lock and _thread.RLock: a semaphore each. Their fields are only touched under the interpreter lock; only the wait is not.

#include <semaphore.h>

#include "config/module_type_ids.h"
#include "objects/type.h"

namespace pyemb {

struct Lock : Object {
  static constexpr TypeId kId = ModuleType::kLock;
  sem_t semaphore;
  bool ready;     ///< the semaphore was made
  bool locked;
};

struct ReentrantLock : Object {
  static constexpr TypeId kId = ModuleType::kReentrantLock;
  sem_t semaphore;
  bool ready;
  uint64_t owner;  ///< id of the thread; 0: none
  int64_t count;
};

/// The longest time that a lock can be waited for, in seconds.
inline constexpr double kTimeoutMax = 9223372036.0;

/// Waits for a semaphore without the interpreter lock; seconds negative: for ever, 0: not at all. False: the time is over. Handlers of
/// signals run meanwhile and may raise.
[[nodiscard]] Result<bool> wait_semaphore(ThreadState& ts, sem_t& semaphore, double seconds);
[[nodiscard]] Result<Ref> new_lock(ThreadState& ts);
/// Gives a lock back that may be locked.
void lock_unlock(Lock& lock);

}  // namespace pyemb
