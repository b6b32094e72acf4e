// SPDX-License-Identifier: MIT
#pragma once

// The layout that generators, coroutines and asynchronous generators share: a frame with its registers inside the object.
//
//     [GeneratorObject ... frame][regs[-1]: the function][regs[0] ... regs[nregs - 1]]
//
// kCreated -> kRunning <-> kSuspended, and from any of them -> kFinished. A suspended frame's pc is at its YIELD (or at
// RETURN_GENERATOR, when it has not run yet); its registers own their values as any others do. A finished one owns none.
//
// While it runs, its `handled` entry is spliced into the thread's stack of handled exceptions, and `stack` tells where the
// windows of what it calls begin.

#include "vm/frame.h"
#include "vm/frame_stack.h"

namespace pyemb {

struct GeneratorObject : VarObject {  // size: registers, and one for the function
  enum State : uint8_t { kCreated, kSuspended, kRunning, kFinished };
  enum Kind : uint8_t { kGenerator, kCoroutine, kAsyncGenerator };

  State state;
  Kind kind;
  bool hooks_done;         ///< asynchronous generator: firstiter was called
  bool closed;             ///< asynchronous generator: aclose() or exhaustion
  bool in_use;             ///< asynchronous generator: an asend(), athrow() or aclose() is under way
  Str* name;               ///< owned, as all below
  Str* qualname;
  Value origin;            ///< coroutine: cr_origin tuple or null; asynchronous generator: its finalizer hook or null
  HandledException handled;
  StackSpace stack;        ///< while it runs: the space above whoever resumed it
  Frame frame;

  Value* window() { return reinterpret_cast<Value*>(this + 1) + 1; }
  bool is_finished() const { return state == kFinished; }
};

inline GeneratorObject& generator_of(const Frame& frame) {
  return *reinterpret_cast<GeneratorObject*>(reinterpret_cast<char*>(const_cast<Frame*>(&frame)) - offsetof(GeneratorObject, frame));
}

/// A generator, coroutine or asynchronous generator, or null.
GeneratorObject* as_generator(Value value);

}  // namespace pyemb
