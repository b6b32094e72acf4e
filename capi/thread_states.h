// SPDX-License-Identifier: MIT
#pragma once

// Which thread states belong to the calling native thread: the one that is attached (current_thread() in api.h), and the one that stays the thread's
// own while it is detached, which PyGILState_Ensure() comes back to.

#include "api.h"

namespace pyemb::capi {

inline PyThreadState* to_c(ThreadState* ts) { return reinterpret_cast<PyThreadState*>(ts); }
inline ThreadState* from_c(PyThreadState* ts) { return reinterpret_cast<ThreadState*>(ts); }
inline PyInterpreterState* to_c(Interpreter* interp) { return reinterpret_cast<PyInterpreterState*>(interp); }
inline Interpreter* from_c(PyInterpreterState* interp) { return reinterpret_cast<Interpreter*>(interp); }

/// The thread has begun to use this state, holds its lock, and it is its own.
void attach(ThreadState* ts);
/// The thread stops using a state that is about to end.
void detach_last(ThreadState* ts);
/// Lets go of the lock of the attached state, if there is one; null: there was none.
ThreadState* suspend(Standing next);
/// Comes back to the state that is the calling thread's own, if it is one of this interpreter and not attached; null: there is none.
ThreadState* resume_own(const Interpreter& interp);
/// Enters an interpreter as a thread from outside does, without making the new state the thread's own; null: it is ending, or there is no memory.
ThreadState* enter_for_a_while(Interpreter& interp);
/// Takes the lock and attaches the state; false: its interpreter has ended meanwhile, and the state is gone.
bool resume(ThreadState* ts);

}  // namespace pyemb::capi
