// SPDX-License-Identifier: MIT
#pragma once

// The lock of the import system, one an interpreter: importlib takes it while it looks for the lock of a module. Its owner may take it again. A
// fork() waits for it, so that the child does not find an import half done by a thread that it does not have.

#include <semaphore.h>

#include "objects/type.h"

namespace pyemb {

/// The fields are only touched under the interpreter lock; only the wait is not.
struct ImportLock {
  sem_t semaphore;
  bool ready;      ///< the semaphore was made
  uint64_t owner;  ///< ThreadState::ident; 0: none
  int64_t depth;
};

void make_import_lock(ImportLock& lock);
void release_import_lock(ImportLock& lock);
/// Takes the lock, waiting for it if need be.
void lock_imports(ThreadState& ts, ImportLock& lock);
/// Gives it back once; false: this thread does not have it.
[[nodiscard]] bool unlock_imports(ThreadState& ts, ImportLock& lock);

/// Around a fork(), where there is a lock yet.
void import_lock_before_fork(ThreadState& ts);
void import_lock_after_fork_in_parent(ThreadState& ts);
void import_lock_after_fork_in_child(ThreadState& ts);

}  // namespace pyemb
