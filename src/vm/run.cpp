// SPDX-License-Identifier: MIT
#include "vm/run.h"

#include "objects/attributes.h"
#include "objects/builtins_of.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/names.h"
#include "state/native_stack.h"
#include "vm/call.h"
#include "vm/host_eval.h"

namespace pyemb {
namespace {

/// The dict behind `__builtins__` of globals, put there if it is missing.
Result<Dict*> ensure_builtins(ThreadState& ts, Dict& globals) {
  Value value = dict_get(ts, globals, ts.names().dunder_builtins);
  if (value.is_null()) {
    TRY(dict_set(ts, globals, Value::from_object(ts.names().dunder_builtins), ts.interp.builtins));
    value = ts.interp.builtins;
  }
  return builtins_dict(ts, value);
}

Result<Ref> start_in(ThreadState& ts, Frame* frame, Value locals) {
  frame->locals = Ref::copy(locals).release();
  frame->flags |= Frame::kHasLocals;
  ++ts.recursion_depth;
  ts.frame = frame;
  return run_frame(ts, frame);
}

}  // namespace

Result<Frame*> push_entry(ThreadState& ts, Code& code) {
  if (UNLIKELY(ts.recursion_depth >= ts.recursion_limit + ts.recursion_headroom || native_stack_spent(ts))) {
    return raise_recursion(ts, " while calling a Python object");
  }
  TRY(code_complete(ts, code));
  Value* row = nullptr;
  Frame* frame = stack_reserve(ts, ts.frame, 1 + static_cast<size_t>(code.nregs), &row);
  if (UNLIKELY(frame == nullptr)) return Raised{};
  row[0] = Value::null();
  for (int32_t i = 0; i < code.nregs; ++i) row[1 + i] = Value::null();
  frame->previous = ts.frame;
  frame->regs = row + 1;
  frame->pc = code.insns;
  frame->code = Own<Code>::copy(&code).release();
  frame->destination = 0;
  frame->flags |= Frame::kEntry | Frame::kOwnsCode;
  frame->resume_words = 0;
  frame->first_temp = static_cast<uint16_t>(code.first_temp);
  return frame;
}

Result<Ref> run_code(ThreadState& ts, Code& code, Dict& globals, Value locals, Value closure) {
  Ref keep = Ref::copy(&globals);
  if (locals.is_null()) locals = keep;
  Dict* builtins = TRY(ensure_builtins(ts, globals));
  if (code.nfree > 0 || !closure.is_null() || code.is(Code::kCoroutine)) {  // free variables, and what a coroutine needs, come from a function
    Own<Function> function = TRY(new_function(ts, code, globals));
    if (!closure.is_null()) function->closure = Own<Tuple>::copy(&as<Tuple>(closure)).release();
    return run_class_body(ts, *function, locals);
  }
  Frame* frame = TRY(push_entry(ts, code));
  frame->globals = &globals;
  frame->builtins = builtins;
  return start_in(ts, frame, locals);
}

Result<Ref> run_class_body(ThreadState& ts, Function& body, Value locals) {
  Frame* frame = TRY(push_entry(ts, *body.code));
  frame->regs[-1] = Ref::copy(&body).release();
  frame->globals = body.globals;
  frame->builtins = body.builtins;
  return start_in(ts, frame, locals);
}

Dict* current_globals(ThreadState& ts) {
  const Frame* frame = current_frame(ts);
  return frame == nullptr ? nullptr : frame->globals;
}
Dict* current_builtins(ThreadState& ts) {
  const Frame* frame = current_frame(ts);
  return frame == nullptr ? nullptr : frame->builtins;
}

namespace {

/// What the first parameter holds: the contents of its register, where it became a cell.
Value first_argument(const Frame& frame) {
  Value value = frame.regs[0];
  if (!is_exactly(value, TypeId::kCell)) return value;
  for (Value name : frame.code->cellvars->span()) {
    if (name == frame.code->register_names->at(0)) return as<Cell>(value).contents;
  }
  return value;
}

}  // namespace

Status super_arguments(ThreadState& ts, Ref& type, Ref& object) {
  if (current_frame(ts) == nullptr) return raise(ts, Exc::kRuntimeError, "super(): no current frame");
  const Frame& frame = *current_frame(ts);
  const Code& code = *frame.code;
  if (code.argcount == 0) return raise(ts, Exc::kRuntimeError, "super(): no arguments");
  Value first = first_argument(frame);
  if (first.is_null()) return raise(ts, Exc::kRuntimeError, "super(): arg[0] deleted");
  int32_t free = code.first_temp - code.nfree;
  for (int32_t i = free; i < code.first_temp; ++i) {
    if (!(code.register_names->at(i) == Value::from_object(ts.names().dunder_class))) continue;
    Value cell = frame.regs[i];
    if (!is<Cell>(cell)) return raise(ts, Exc::kRuntimeError, "super(): bad __class__ cell");
    Value contents = as<Cell>(cell).contents;
    if (contents.is_null()) return raise(ts, Exc::kRuntimeError, "super(): empty __class__ cell");
    if (!is<Type>(contents)) return raise(ts, Exc::kRuntimeError, "super(): __class__ is not a type (%s)", type_name(ts, contents));
    type = Ref::copy(contents);
    object = Ref::copy(first);
    return {};
  }
  return raise(ts, Exc::kRuntimeError, "super(): __class__ cell not found");
}

void keep_code(ThreadState& ts, Value code) {
  for (ThreadState* thread = ts.interp.threads; thread != nullptr; thread = thread->next) {
    for (Frame* frame = thread->frame; frame != nullptr; frame = frame->previous) {
      if (!(Value::from_object(frame->code) == code) || frame->has(Frame::kOwnsCode)) continue;
      frame->flags |= Frame::kOwnsCode;
      incref(code);
    }
  }
}

}  // namespace pyemb
