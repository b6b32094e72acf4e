// SPDX-License-Identifier: MIT
#pragma once

// The process-wide part: the list of interpreters and the counters that number interpreters and threads, behind one lock.
// Next to the memory domains it is the only mutable state outside an interpreter.
//
// An interpreter and a thread state are made empty here; lifecycle/ fills them in layer order and takes them down in reverse.

#include <cstdint>

#include "state/interpreter.h"

namespace pyemb {

/// An interpreter with its lock and a hash secret, and nothing else. Null: out of memory.
[[nodiscard]] Interpreter* new_interpreter();
/// Releases the memory of an interpreter and all that is left in its heap. No thread may run in it any more.
void delete_interpreter(Interpreter* interp);
/// The interpreter with this id, or null.
Interpreter* find_interpreter(int64_t id);
/// How many interpreters live.
int64_t interpreter_count();

/// A thread state, in the list of its interpreter; not bound to a native thread yet. Null: out of memory.
[[nodiscard]] ThreadState* new_thread_state(Interpreter& interp);
/// Says that the calling native thread is the one that uses `ts`: measures its stack.
void bind_thread_state(ThreadState& ts);
/// The thread state that the calling native thread uses, or null. Takes no lock: for signal handlers, which cannot wait for one.
ThreadState* find_own_thread_state();
/// Drops every reference that the thread state holds. It must hold the interpreter lock.
void clear_thread_state(ThreadState& ts);
/// Takes it out of the list and releases it. Not while other threads of the interpreter run.
void delete_thread_state(ThreadState* ts);
/// The same for the calling thread, which holds the interpreter lock and loses it: who walks the list under the lock never sees a state that goes.
void leave_interpreter(ThreadState* ts);

/// Waits until `ts` is the only thread state of its interpreter: threads that have ended may still be on their way out of it. False: after a
/// second there are others yet. Without the interpreter lock.
[[nodiscard]] bool wait_until_alone(ThreadState& ts);

/// Around a fork(): the child gets the process-wide part whole.
void runtime_before_fork();
void runtime_after_fork();

/// The lowest address that native recursion may reach on the calling thread.
uintptr_t native_stack_limit();

}  // namespace pyemb
