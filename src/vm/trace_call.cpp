// SPDX-License-Identifier: MIT
//
// What a profile function hears of native functions that Python code calls.

#include "objects/builtin.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/call.h"
#include "vm/handlers.h"
#include "vm/trace.h"

namespace pyemb {
namespace {

/// A call instruction of whichever form: callee, then arguments, stand in a row of registers.
struct CallOperands {
  Value* row;
  bool method;    ///< row[1] is self or null
  bool spread;    ///< CALL_EX: the tuple and the dict of the arguments stand in row[1] and row[2]
  size_t count;   ///< arguments without a name; self is not counted
  Tuple* names;   ///< or null

  Value callee() const { return row[0]; }
  bool has_self() const { return method && !row[1].is_null(); }
  /// The first argument without a name; null: there is none.
  Value first() const {
    if (spread) return is_tuple(row[1]) && as<Tuple>(row[1]).size > 0 ? as<Tuple>(row[1]).at(0) : Value::null();
    if (has_self()) return row[1];
    return count > 0 ? row[method ? 2 : 1] : Value::null();
  }
};

CallOperands call_operands(const Frame& frame, const Insn* pc) {
  Op op = op_info(pc->op).base;
  CallOperands operands = {frame.regs + pc->a, op == Op::kCALL_METHOD || op == Op::kCALL_METHOD_KW, op == Op::kCALL_EX, pc->b, nullptr};
  if (op == Op::kCALL_KW || op == Op::kCALL_METHOD_KW) {
    operands.names = &as<Tuple>(frame.constant(static_cast<uint32_t>(insn_word(pc, 0))));
    operands.count -= static_cast<size_t>(operands.names->size);
  }
  return operands;
}

bool is_call(Op op) {
  return op == Op::kCALL || op == Op::kCALL_METHOD || op == Op::kCALL_KW || op == Op::kCALL_METHOD_KW || op == Op::kCALL_EX;
}

/// A native method called through its type, with an object that it is for.
bool is_bound_by_call(ThreadState& ts, const CallOperands& operands) {
  Value first = operands.first();
  if (!is_exactly(operands.callee(), TypeId::kMethodDescriptor) || first.is_null()) return false;
  return is_subtype(type_of(ts, first), *as<MethodDescriptor>(operands.callee()).owner);
}

Frame* run_call(ThreadState& ts, Frame* frame, const Insn* pc, const CallOperands& operands) {
  CallSite site = {pc->c, 0, static_cast<uint16_t>(insn_words(*pc) - 1)};
  if (operands.spread) return call_spread(ts, frame, operands.row, pc->b != 0, site);
  if (!operands.method) return call_row(ts, frame, operands.row, operands.count, operands.names, site);
  if (operands.has_self()) return call_row(ts, frame, operands.row, operands.count + 1, operands.names, site);
  std::swap(operands.row[0], operands.row[1]);
  return call_row(ts, frame, operands.row + 1, operands.count, operands.names, site);
}

/// What a profiler is shown: the function, or the method bound to its object.
Result<Ref> shown_function(ThreadState& ts, const CallOperands& operands) {
  if (is_exactly(operands.callee(), TypeId::kBuiltin)) return Ref::copy(operands.callee());
  return new_builtin(ts, *as<MethodDescriptor>(operands.callee()).row, operands.first(), Value::null());
}

}  // namespace

bool profiles_call(ThreadState& ts, Frame& frame, Insn* pc) {
  if (ts.profile.is_null() || !is_call(op_info(pc->op).base)) return false;
  CallOperands operands = call_operands(frame, pc);
  return is_exactly(operands.callee(), TypeId::kBuiltin) || is_bound_by_call(ts, operands);
}

Frame* profile_call(ThreadState& ts, Frame* frame, Insn* pc) {
  CallOperands operands = call_operands(*frame, pc);
  Result<Ref> shown = shown_function(ts, operands);
  if (shown.raised()) return nullptr;
  Ref function = shown.take();
  Result<FrameObject*> object = frame_object_of(ts, *frame);
  if (object.raised() || profile_event(ts, *object.take(), FrameObject::kNativeCall, function).raised()) return nullptr;
  Frame* entered = run_call(ts, frame, pc, operands);
  if (ts.profile.is_null()) return entered;
  if (entered != nullptr) {
    return profile_event(ts, *frame->object, FrameObject::kNativeReturn, function).raised() ? nullptr : entered;
  }
  Ref pending = ts.take_pending();
  if (!profile_event(ts, *frame->object, FrameObject::kNativeException, function).raised()) static_cast<void>(ts.set_pending(std::move(pending)));
  return nullptr;
}

}  // namespace pyemb
