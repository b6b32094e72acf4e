// SPDX-License-Identifier: MIT
#pragma once

// Frame: the record of one running block. Python-to-Python calls push records on the thread's FrameStack and do not recurse in C++;
// generators keep theirs, with its registers, inside the generator object.
//
// The window of registers:
//
//     regs[-1]   the function that runs, owned; null for modules, class bodies and exec
//     regs[0]    first parameter ... locals, cells, free variables
//     regs[first_temp] ... temporaries
//
// Who owns what: registers own their values, regs[-1] keeps function and code alive (kOwnsCode: the frame itself owns the code).
// `locals`, `instance` and `object` are owned, and only there with their flag, so that a call need not clear them.
// A frame that is leaving has returned or raised, and its variables are being dropped. What finalizers run meanwhile has its window above it, but does not
// see it: their caller is the one that it returns to (`seen_frame`).
// A Python-visible frame object (vm/frame_object.h) is made only when asked for; when the record goes away, the object
// takes the values over.

#include <cstdint>

#include "objects/code.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/tuple.h"

namespace pyemb {

struct FrameObject;

struct Frame {
  enum Flag : uint16_t {
    kEntry = 1,         ///< called from native code: its return leaves this eval loop
    kGenerator = 2,     ///< lives in a GeneratorObject
    kConstructor = 4,   ///< an __init__ called for a class: `instance` is the call's result
    kHasObject = 8,     ///< `object` is there
    kHasLocals = 16,    ///< `locals` is there: a mapping of a class body, module or exec
    kOwnsCode = 32,     ///< `code` is owned
    kOwnsChunk = 64,    ///< the first frame of a chunk of the stack
    kDiscard = 128,     ///< the result is dropped and not stored: a setter
    kTraced = 256,      ///< a trace function was set while it ran
  };

  Frame* previous;      ///< the caller, also across native code; null: the thread's first, or a suspended generator
  Value* regs;
  Insn* pc;             ///< the instruction that runs, or last ran (saved at calls, raises and polls); null: it is leaving
  Code* code;
  Dict* globals;        ///< kept alive by the function, or by `locals` and the caller
  Dict* builtins;
  Value locals;
  Value instance;
  FrameObject* object;
  uint16_t destination; ///< register of the caller that receives the result
  uint16_t flags;
  uint16_t first_temp;  ///< of the code
  uint16_t resume_words; ///< words behind the caller's instruction

  bool has(Flag flag) const { return (flags & flag) != 0; }
  Value callee() const { return regs[-1]; }
  Function* function() const { return regs[-1].is_null() ? nullptr : &as<Function>(regs[-1]); }
  bool is_leaving() const { return pc == nullptr; }
  uint32_t offset() const { return static_cast<uint32_t>(pc - code->insns); }
  Str* name(uint16_t index) const { return &as<Str>(code->names->at(index)); }
  Value constant(uint32_t index) const { return code->consts->at(index); }
  /// Replaces a register; what it held is dropped last.
  void set(uint16_t index, Ref value) { decref(std::exchange(regs[index], value.release())); }
  void set_immediate(uint16_t index, Value immediate) { decref(std::exchange(regs[index], immediate)); }
};
static_assert(sizeof(Frame) == 80);

/// The nearest frame that Python code sees, from this one (or null) outward.
inline Frame* seen_frame(Frame* frame) {
  while (UNLIKELY(frame != nullptr && frame->is_leaving())) frame = frame->previous;
  return frame;
}
inline const Frame* seen_frame(const Frame* frame) { return seen_frame(const_cast<Frame*>(frame)); }

/// The innermost frame that runs Python code, or null.
inline Frame* current_frame(const ThreadState& ts) { return seen_frame(ts.frame); }

/// The line that a frame executes now; -1 if unknown.
inline int32_t frame_line(const Frame& frame) { return code_line(*frame.code, frame.offset()); }

}  // namespace pyemb
