// SPDX-License-Identifier: MIT
#include "modules/imp/import_lock.h"

#include <cerrno>

#include "modules/imp/imp.h"
#include "modules/native_modules.h"
#include "state/gil.h"

namespace pyemb {
namespace {

ImportLock* find_lock(ThreadState& ts) {
  auto* state = static_cast<ImpState*>(find_module_state(ts, kImpModule));
  return state != nullptr ? &state->lock : nullptr;
}

}  // namespace

void make_import_lock(ImportLock& lock) { lock.ready = sem_init(&lock.semaphore, 0, 1) == 0; }
void release_import_lock(ImportLock& lock) {
  if (std::exchange(lock.ready, false)) sem_destroy(&lock.semaphore);
}

void lock_imports(ThreadState& ts, ImportLock& lock) {
  if (lock.owner == ts.ident) {
    ++lock.depth;
    return;
  }
  if (sem_trywait(&lock.semaphore) != 0) {
    WithoutGil unlocked(ts);
    while (sem_wait(&lock.semaphore) != 0 && errno == EINTR) {
    }
  }
  lock.owner = ts.ident;
  lock.depth = 1;
}

bool unlock_imports(ThreadState& ts, ImportLock& lock) {
  if (lock.owner != ts.ident) return false;
  if (--lock.depth > 0) return true;
  lock.owner = 0;
  sem_post(&lock.semaphore);
  return true;
}

void import_lock_before_fork(ThreadState& ts) {
  if (ImportLock* lock = find_lock(ts)) lock_imports(ts, *lock);
}
void import_lock_after_fork_in_parent(ThreadState& ts) {
  ImportLock* lock = find_lock(ts);
  if (lock != nullptr) static_cast<void>(unlock_imports(ts, *lock));
}
void import_lock_after_fork_in_child(ThreadState& ts) {
  ImportLock* lock = find_lock(ts);
  if (lock == nullptr) return;
  bool imports = lock->depth > 1;  // the fork is part of an import
  sem_init(&lock->semaphore, 0, imports ? 0 : 1);  // threads that are gone may have waited
  lock->owner = imports ? ts.ident : 0;
  lock->depth = imports ? lock->depth - 1 : 0;
}

}  // namespace pyemb
