// SPDX-License-Identifier: MIT
#pragma once

// Frame: the record of one running block. Python-to-Python calls push records on the thread's FrameStack and do not recurse in C++;
// generators keep theirs, with its registers, inside the generator object.
//
// Who owns what: registers own their values. `function` and `code` are kept alive by the caller's row (the callee stays in its
// register until the call returns), by the generator, or by the native caller; with kOwnsFunction by the frame. `locals` is owned.
// A Python-visible frame object (objects/frame_object.h) is made only when asked for; when the record goes away, the object
// takes the values over.

#include <cstdint>

#include "objects/code.h"
#include "objects/function.h"

namespace pyemb {

struct FrameObject;
struct GeneratorObject;

struct Frame {
  enum Flag : uint8_t {
    kEntry = 1,         ///< called from native code: its return leaves this eval loop
    kGenerator = 2,     ///< lives in a GeneratorObject
    kConstructor = 4,   ///< an __init__ called for a class: `instance` is the call's result
    kOwnsFunction = 8,
    kNoDestination = 16, ///< the result is handled by the resumer (generators) and not stored in a register
  };

  Frame* previous;      ///< the caller, also across native code; null: the thread's first
  Value* regs;
  Insn* pc;             ///< the instruction that runs, or last ran (saved at calls, raises and polls)
  Code* code;
  Function* function;   ///< null for modules, class bodies, exec
  Dict* globals;
  Dict* builtins;
  Value locals;         ///< mapping of a class body, module or exec; null: fast locals
  Value instance;       ///< kConstructor: owned
  FrameObject* object;  ///< owned, or null
  uint16_t destination; ///< register of the caller that receives the result
  uint8_t flags;
  uint8_t spare;
  uint32_t spare2;

  uint32_t offset() const { return static_cast<uint32_t>(pc - code->insns); }
};

}  // namespace pyemb
