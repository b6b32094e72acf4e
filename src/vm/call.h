// SPDX-License-Identifier: MIT
#pragma once

// Calls: from an instruction's row of registers to a running frame.
//
// A row is [callee, arguments...]; the window of a Python callee is the row itself, so regs[-1] is the callee. Functions that
// answer a Frame* follow the protocol of an Entered handler: the frame to go on with. That is the callee's new one, the given one when the
// call is done and its result stored, or null when it raised. In each case the row has been consumed.

#include "vm/frame.h"
#include "vm/frame_stack.h"

namespace pyemb {

/// Where the result goes: the register of the caller, the words behind its instruction, and flags of the callee's frame.
struct CallSite {
  uint16_t destination;
  uint16_t flags;
  uint16_t words;
};

/// Makes the words [from, end) null; it may write one more behind them.
/// OPTIMIZATION: a few pairs of stores; the barrier keeps the compiler from making a call of memset out of it.
ALWAYS_INLINE void clear_words(Value* from, Value* end) {
  for (; from < end; from += 2) {
    from[0] = Value::null();
    from[1] = Value::null();
    __asm__ volatile("" : "+r"(from));
  }
}

/// Fills in a record whose window holds `count` arguments, and makes it the running frame. The other registers become null: what
/// stands in free stack space is garbage.
ALWAYS_INLINE void start_frame(ThreadState& ts, Frame* record, Frame* previous, Value* window, Function& function, int32_t count, CallSite site) {
  Code* code = function.code;
  clear_words(window + count, window + code->nregs);  // first: the word behind may be the record's
  record->previous = previous;
  record->regs = window;
  record->pc = code->insns;
  record->code = code;
  record->globals = function.globals;
  record->builtins = function.builtins;
  record->destination = site.destination;
  record->flags = site.flags;
  record->resume_words = site.words;
  record->first_temp = static_cast<uint16_t>(code->first_temp);
  ++ts.recursion_depth;
  ts.frame = record;
}

/// The common call: `count` positional arguments that are just the parameters of the function at window[-1].
Frame* push_exact_slow(ThreadState& ts, Frame* frame, Value* window, Function& function, int32_t count, CallSite site);
ALWAYS_INLINE Frame* push_exact(ThreadState& ts, Frame* frame, Value* window, Function& function, int32_t count, CallSite site) {
  Frame* record = frame - 1;
  // A generator's window lies above its record, so that this also sends its calls to the slow path.
  bool fits = reinterpret_cast<uintptr_t>(window + function.code->nregs) <= reinterpret_cast<uintptr_t>(record);
  if (UNLIKELY(!fits || ts.recursion_depth >= ts.recursion_limit)) return push_exact_slow(ts, frame, window, function, count, site);
  start_frame(ts, record, frame, window, function, count, site);
  return record;
}

/// Any call of a Python function: binds the arguments. `row` holds the function, then `count` positional arguments, then one for each name
/// in `names` (null: none). Null: raised. Never answers `frame` itself.
Frame* push_call(ThreadState& ts, Frame* frame, Value* row, size_t count, Tuple* names, CallSite site);

/// Any callee at all: functions and classes with a Python __init__ get a frame, bound methods are unwrapped, the rest is called.
Frame* call_row(ThreadState& ts, Frame* frame, Value* row, size_t count, Tuple* names, CallSite site);

/// The kinds of native callees, checked by the caller.
Frame* call_builtin(ThreadState& ts, Frame* frame, Value* row, size_t count, Tuple* names, CallSite site);
Frame* call_descriptor(ThreadState& ts, Frame* frame, Value* row, size_t count, Tuple* names, CallSite site);
/// After a native call, with the eval breaker set: what must not wait for the next back edge or call, exceptions that come from outside, such as that of
/// a signal which the call itself has sent.
[[nodiscard]] Status answer_urgent(ThreadState& ts);
/// A function called with positional arguments, of which the last ones may be missing and have defaults.
Frame* push_defaults(ThreadState& ts, Frame* frame, Value* row, size_t count, CallSite site);
/// Chooses the special form of a CALL or CALL_METHOD for the callee in row[0]; `count` arguments, self included.
void quicken_call(ThreadState& ts, Insn* pc, const Value* row, size_t count, bool is_method);

/// The call of a property's getter; `self` is owned.
Frame* push_getter(ThreadState& ts, Frame* frame, Function& function, Value self, CallSite site);
/// The call of its setter; both values are owned.
Frame* push_setter(ThreadState& ts, Frame* frame, Function& function, Value self, Value value, CallSite site);

/// Instance of `type` and the frame of its Python __init__; `row` as in push_call, with the class in it.
Frame* push_constructor(ThreadState& ts, Frame* frame, Value* row, size_t count, Tuple* names, Type& type, Function& init, CallSite site);
/// The Python __init__ of a class whose instances are made by object.__new__ and called by type.__call__, or null.
Function* find_python_init(ThreadState& ts, Type& type);

/// Room for a call of `function` with `count` arguments above the frame: the record, and its row, which the caller fills. Null: raised.
Frame* reserve_call(ThreadState& ts, Frame* frame, Function& function, size_t count, Value** row);
/// Then the call itself, as push_call().
Frame* push_reserved(ThreadState& ts, Frame* frame, Frame* record, Value* row, size_t count, Tuple* names, CallSite site);

/// How messages name a callee: "module.qualname()", or str(callee).
[[nodiscard]] Result<Own<Str>> callee_name(ThreadState& ts, Value callee);

/// CALL_EX: callee, argument tuple or iterable, keyword dict or null.
Frame* call_spread(ThreadState& ts, Frame* frame, Value* row, bool has_keywords, CallSite site);

/// Drops the references of a frame that has ended, and gives its record back. The caller becomes the running frame.
void pop_frame(ThreadState& ts, Frame& frame);
/// Drops all of a frame's registers: [0, first_temp) and, after a raise, the temporaries too.
void clear_registers(Frame& frame, int32_t end);

/// What Hooks::call_function points to.
Result<Ref> call_function(ThreadState& ts, Value function, const Value* args, size_t nargs, Value kwnames);

}  // namespace pyemb
