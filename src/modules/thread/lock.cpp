// SPDX-License-Identifier: MIT
#include "modules/thread/lock.h"

#include <cerrno>

#include "objects/native.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "modules/module_type_specs.h"
#include "state/clock.h"
#include "state/gil.h"

namespace pyemb {

Result<bool> wait_semaphore(ThreadState& ts, sem_t& semaphore, double seconds) {
  if (sem_trywait(&semaphore) == 0) return true;
  if (seconds == 0) return false;
  int64_t until = seconds < 0 ? kNever : monotonic_in(static_cast<int64_t>(seconds * kNanosecondsInSecond));
  const bool impatient = ts.patience_ends != 0 && ts.patience_ends < until;
  if (impatient) until = ts.patience_ends;
  const timespec deadline = to_timespec(until);
  while (true) {
    int failed, error;
    {
      WithoutGil unlocked(ts);
      failed = until == kNever ? sem_wait(&semaphore) : sem_clockwait(&semaphore, CLOCK_MONOTONIC, &deadline);
      error = errno;
    }
    if (failed == 0) return true;
    if (error == ETIMEDOUT && impatient) return raise(ts, Exc::kTimeoutError, "a thread has not let go of a lock within the shutdown_timeout of its interpreter");
    if (error == ETIMEDOUT) return false;
    if (ts.breaker.load(std::memory_order_relaxed) != 0 && ts.interp.hooks.handle_breaker != nullptr) {
      TRY(ts.interp.hooks.handle_breaker(ts));  // a signal: its handler may raise
    }
  }
}

namespace {

/// How long to wait: -1 for ever, 0 not at all, else seconds.
Result<double> wait_time(ThreadState& ts, std::optional<bool> blocking, std::optional<double> timeout) {
  bool blocks = blocking.value_or(true);
  double seconds = timeout.value_or(-1);
  if (!blocks && seconds != -1) return raise(ts, Exc::kValueError, "can't specify a timeout for a non-blocking call");
  if (seconds < 0 && seconds != -1) return raise(ts, Exc::kValueError, "timeout value must be a non-negative number");
  if (seconds > kTimeoutMax) return raise(ts, Exc::kOverflowError, "timeout value is too large");
  return blocks ? seconds : 0;
}

// -- lock ----------------------------------------------------------------------------------------------------------------------

Result<bool> lock_acquire(ThreadState& ts, Lock& self, std::optional<bool> blocking, std::optional<double> timeout) {
  double seconds = TRY(wait_time(ts, blocking, timeout));
  bool taken = TRY(wait_semaphore(ts, self.semaphore, seconds));
  if (taken) self.locked = true;
  return taken;
}
Result<bool> lock_enter(ThreadState& ts, Lock& self) { return lock_acquire(ts, self, std::nullopt, std::nullopt); }
Status lock_release(ThreadState& ts, Lock& self) {
  if (!self.locked) return raise(ts, Exc::kRuntimeError, "release unlocked lock");
  lock_unlock(self);
  return {};
}
Status lock_exit(ThreadState& ts, Lock& self, Rest) { return lock_release(ts, self); }
bool lock_locked(ThreadState&, Lock& self) { return self.locked; }
Status lock_after_fork(ThreadState&, Lock& self) {
  lock_unlock(self);
  return {};
}

Result<Ref> lock_repr(ThreadState& ts, Value value) {
  auto& self = as<Lock>(value);
  return new_str_format(ts, "<%s _thread.lock object at %p>", self.locked ? "locked" : "unlocked", static_cast<void*>(&self));
}

void lock_dealloc(ThreadState&, Object* object) {
  auto& self = *static_cast<Lock*>(object);
  if (self.ready) sem_destroy(&self.semaphore);
}

constexpr const char* kAcquire = "($self, /, blocking=True, timeout=-1)";
constexpr NativeMethod kLockMethods[] = {
    method<lock_acquire>("acquire", kAcquire, "Takes the lock, waiting for it if need be; answers whether it was taken."),
    method<lock_acquire>("acquire_lock", kAcquire, "The same."),
    method<lock_release>("release", "($self, /)", "Gives the lock back; any thread may."),
    method<lock_release>("release_lock", "($self, /)", "The same."),
    method<lock_locked>("locked", "($self, /)", "Whether the lock is taken."),
    method<lock_locked>("locked_lock", "($self, /)", "The same."),
    method<lock_enter>("__enter__", "($self, /)", "Takes the lock."),
    method<lock_exit>("__exit__", "($self, /, *args)", "Gives the lock back."),
    method<lock_after_fork>("_at_fork_reinit", "($self, /)", nullptr),
};

// -- RLock ---------------------------------------------------------------------------------------------------------------------

Result<Ref> rlock_new(ThreadState& ts, Type& type, CallArgs) {
  Own<ReentrantLock> self = TRY(new_native<ReentrantLock>(ts, type));
  self->ready = sem_init(&self->semaphore, 0, 1) == 0;
  return self;
}
Result<bool> rlock_acquire(ThreadState& ts, ReentrantLock& self, std::optional<bool> blocking, std::optional<double> timeout) {
  double seconds = TRY(wait_time(ts, blocking, timeout));
  if (self.owner == ts.ident) return ++self.count, true;
  bool taken = TRY(wait_semaphore(ts, self.semaphore, seconds));
  if (taken) {
    self.owner = ts.ident;
    self.count = 1;
  }
  return taken;
}
Result<bool> rlock_enter(ThreadState& ts, ReentrantLock& self) { return rlock_acquire(ts, self, std::nullopt, std::nullopt); }
Status rlock_release(ThreadState& ts, ReentrantLock& self) {
  if (self.owner != ts.ident) return raise(ts, Exc::kRuntimeError, "cannot release un-acquired lock");
  if (--self.count > 0) return {};
  self.owner = 0;
  sem_post(&self.semaphore);
  return {};
}
Status rlock_exit(ThreadState& ts, ReentrantLock& self, Rest) { return rlock_release(ts, self); }
bool rlock_is_owned(ThreadState& ts, ReentrantLock& self) { return self.owner == ts.ident; }
int64_t rlock_recursion_count(ThreadState& ts, ReentrantLock& self) { return self.owner == ts.ident ? self.count : 0; }
Result<Ref> rlock_release_save(ThreadState& ts, ReentrantLock& self) {
  if (self.count == 0) return raise(ts, Exc::kRuntimeError, "cannot release un-acquired lock");
  Value count = Value::from_int(self.count);
  Ref owner = TRY(new_int_unsigned(ts, self.owner));
  self.count = 0;
  self.owner = 0;
  sem_post(&self.semaphore);
  return new_tuple_of(ts, count, owner);
}
Status rlock_acquire_restore(ThreadState& ts, ReentrantLock& self, Tuple& state) {
  if (state.size != 2) return raise(ts, Exc::kTypeError, "function takes exactly 2 arguments (%lld given)", static_cast<long long>(state.size));
  Ref kept = Ref::copy(&state);
  bool taken = TRY(wait_semaphore(ts, self.semaphore, -1));
  static_cast<void>(taken);
  self.count = TRY(to_index(ts, state.at(0)));
  int64_t owner = TRY(to_index(ts, state.at(1)));
  self.owner = static_cast<uint64_t>(owner);
  return {};
}
Status rlock_after_fork(ThreadState&, ReentrantLock& self) {
  self.ready = sem_init(&self.semaphore, 0, 1) == 0;  // threads that are gone may have waited
  self.owner = 0;
  self.count = 0;
  return {};
}
Result<Ref> rlock_repr(ThreadState& ts, Value value) {
  auto& self = as<ReentrantLock>(value);
  return new_str_format(ts, "<%s %s object owner=%llu count=%lld at %p>", self.count > 0 ? "locked" : "unlocked", "_thread.RLock",
                        static_cast<unsigned long long>(self.owner), static_cast<long long>(self.count), static_cast<void*>(&self));
}
void rlock_dealloc(ThreadState&, Object* object) {
  auto& self = *static_cast<ReentrantLock*>(object);
  if (self.ready) sem_destroy(&self.semaphore);
}

constexpr NativeMethod kRLockMethods[] = {
    method<rlock_acquire>("acquire", kAcquire, "Takes the lock; its owner may take it again."),
    method<rlock_release>("release", "($self, /)", "Gives the lock back once; only its owner may."),
    method<rlock_enter>("__enter__", "($self, /)", "Takes the lock."),
    method<rlock_exit>("__exit__", "($self, /, *args)", "Gives the lock back."),
    method<rlock_is_owned>("_is_owned", "($self, /)", "Whether this thread has the lock."),
    method<rlock_recursion_count>("_recursion_count", "($self, /)", "How often this thread has taken the lock."),
    method<rlock_release_save>("_release_save", "($self, /)", nullptr),
    method<rlock_acquire_restore>("_acquire_restore", "($self, state, /)", nullptr),
    method<rlock_after_fork>("_at_fork_reinit", "($self, /)", nullptr),
};

}  // namespace

constexpr TypeSpec kLockSpec = {
    .name = "_thread.lock",
    .id = ModuleType::kLock,
    .size = sizeof(Lock),
    .flags = Type::kNoNew | Type::kWeakrefable,
    .methods = kLockMethods,
    .slots = {.repr = lock_repr},
    .dealloc = lock_dealloc,
};
constexpr TypeSpec kReentrantLockSpec = {
    .name = "_thread.RLock",
    .id = ModuleType::kReentrantLock,
    .size = sizeof(ReentrantLock),
    .flags = Type::kSubclassable | Type::kWeakrefable,
    .methods = kRLockMethods,
    .slots = {.repr = rlock_repr, .new_ = rlock_new},
    .dealloc = rlock_dealloc,
};

Result<Ref> new_lock(ThreadState& ts) {
  Own<Lock> lock = TRY(new_native<Lock>(ts));
  lock->ready = sem_init(&lock->semaphore, 0, 1) == 0;
  return lock;
}

void lock_unlock(Lock& lock) {
  if (!lock.locked) return;
  lock.locked = false;
  sem_post(&lock.semaphore);
}

}  // namespace pyemb
