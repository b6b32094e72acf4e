// SPDX-License-Identifier: MIT
#pragma once

// Further threads of an interpreter: those that Python starts, and those of the host that come in from outside and go again.

#include "state/interpreter.h"

namespace pyemb {

/// A thread state with a stack, for a native thread that is about to start: the interpreter waits for it. Null: out of memory.
[[nodiscard]] ThreadState* new_thread(ThreadState& parent);
/// The new native thread takes its state over, and the interpreter lock.
void begin_thread(ThreadState& ts);
/// A thread state that no native thread uses yet. Null: out of memory, or the interpreter is being ended or has been.
[[nodiscard]] ThreadState* new_idle_thread(Interpreter* interp);
/// Drops a state that no native thread is in. The caller holds the interpreter lock.
void drop_thread(ThreadState* ts);

enum class Entry : uint8_t {
  kEntered,   ///< the calling thread has a state and the interpreter lock
  kClosing,   ///< the interpreter is being ended, or has been
  kNoMemory,
};
/// Makes the calling native thread one of the interpreter's. Never hangs where the interpreter ends meanwhile. `interp` may have ended already.
[[nodiscard]] Entry enter_interpreter(Interpreter* interp, ThreadState** ts);
/// The end of a thread: drops its state and the lock.
void leave_interpreter(ThreadState& ts);

/// Raises an exception (a class or an instance) in the threads with this _thread.get_ident(), at their next poll; null takes one back that has not been
/// raised yet. How many threads there were.
int send_exception(ThreadState& ts, uint64_t ident, Value exception);

}  // namespace pyemb
