// SPDX-License-Identifier: MIT
//
// Raising, handling, with statements.

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/exception.h"
#include "objects/exception_group.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/names.h"
#include "vm/handlers.h"
#include "vm/unwind.h"

namespace pyemb {
namespace {

/// An exception out of the operand of raise: an instance, or a class, which is called.
Result<Ref> instantiate(ThreadState& ts, Value operand, const char* message) {
  if (is_exception(operand)) return Ref::copy(operand);
  if (!is_exception_class(ts, operand)) return raise(ts, Exc::kTypeError, "%s", message);
  Ref exception = TRY(call(ts, operand));
  if (is_exception(exception)) return exception;
  Own<Str> expected = TRY(repr(ts, operand));
  Own<Str> got = TRY(repr(ts, Value::from_object(&type_of(ts, exception))));
  return raise(ts, Exc::kTypeError, "calling %s should have returned an instance of BaseException, not %s", Utf8(ts, *expected).c_str(),
               Utf8(ts, *got).c_str());
}

constexpr const char* kMustDerive = "exceptions must derive from BaseException";
constexpr const char* kCauseMustDerive = "exception causes must derive from BaseException";

}  // namespace

Trace raise_again(ThreadState& ts) {
  Value handled = handled_exception(ts);
  if (handled.is_null()) {
    static_cast<void>(raise(ts, Exc::kRuntimeError, "No active exception to reraise"));
    return Trace::kAdd;
  }
  static_cast<void>(ts.set_pending(Ref::copy(handled)));
  return Trace::kKeep;
}

Status op_RAISE(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  if (pc->a == 2) TRY(check_bound(ts, frame, pc->c));
  Operand operand(frame, pc->b);
  Ref exception = TRY(instantiate(ts, operand, kMustDerive));
  if (pc->a == 2) {
    Operand cause_operand(frame, pc->c);
    Ref cause = Ref::copy(cause_operand);
    if (!cause.is_none()) cause = TRY(instantiate(ts, cause_operand, kCauseMustDerive));
    set_cause(*exception.as<Exception>(), cause);
  }
  return raise_object(ts, std::move(exception));
}

Status op_RERAISE(ThreadState& ts, Frame& frame, Insn* pc) {
  Operand exception(frame, pc->a);
  return ts.set_pending(exception.take());
}

Status op_PUSH_HANDLED(ThreadState& ts, Frame& frame, Insn* pc) {
  Value& handled = ts.handled->exception;
  Value before = std::exchange(handled, Ref::copy(frame.regs[pc->b]).release());
  frame.set(pc->a, Ref::steal(before.is_null() ? Value::none() : before));
  return {};
}

Status op_POP_HANDLED(ThreadState& ts, Frame& frame, Insn* pc) {
  Operand before(frame, pc->a);
  Value restored = before.get().is_none() ? Value::null() : before.take().release();
  decref(std::exchange(ts.handled->exception, restored));
  return {};
}

Status op_MATCH_EXCEPTION(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->c));
  constexpr const char* kMessage = "catching classes that do not inherit from BaseException is not allowed";
  Operand classes(frame, pc->c);
  if (is_tuple(classes)) {
    for (Value type : as<Tuple>(classes).span()) {
      if (!is_exception_class(ts, type)) return raise(ts, Exc::kTypeError, "%s", kMessage);
    }
  } else if (!is_exception_class(ts, classes)) {
    return raise(ts, Exc::kTypeError, "%s", kMessage);
  }
  bool matches = TRY(exception_matches(ts, frame.regs[pc->b], classes));
  frame.set_immediate(pc->a, Value::boolean(matches));
  return {};
}

Status op_MATCH_EXCEPTION_GROUP(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->c));
  Operand type(frame, pc->c);
  GroupSplit split;
  TRY(match_exception_group(ts, frame.regs[pc->b], type, &split));
  frame.set(pc->a, split.match ? std::move(split.match) : Ref::none());
  frame.set(static_cast<uint16_t>(pc->a + 1), split.rest ? std::move(split.rest) : Ref::none());
  return {};
}

Status op_PREPARE_RERAISE_STAR(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->c));
  Operand raised(frame, pc->c);
  Ref result = TRY(reraise_exception_group(ts, frame.regs[pc->b], raised));
  frame.set(pc->a, std::move(result));
  return {};
}

Status op_LOAD_ASSERTION_ERROR(ThreadState& ts, Frame& frame, Insn* pc) {
  frame.set(pc->a, Ref::copy(&core_type(ts, Exc::kAssertionError)));
  return {};
}

// -- with ----------------------------------------------------------------------------------------------------------------

namespace {

/// The two methods of a (possibly asynchronous) context manager; TypeError naming the protocol if one is missing.
Status find_manager_methods(ThreadState& ts, Value manager, Str* enter_name, Str* exit_name, const char* protocol, Ref* enter, Ref* exit) {
  *enter = TRY(find_special(ts, manager, enter_name));
  if (enter->is_absent()) return raise(ts, Exc::kTypeError, "'%s' object does not support the %s protocol", type_name(ts, manager), protocol);
  *exit = TRY(find_special(ts, manager, exit_name));
  if (!exit->is_absent()) return {};
  return raise(ts, Exc::kTypeError, "'%s' object does not support the %s protocol (missed %s method)", type_name(ts, manager), protocol,
               Utf8(ts, *exit_name).c_str());
}

Status enter_manager(ThreadState& ts, Frame& frame, Insn* pc, Str* enter_name, Str* exit_name, const char* protocol) {
  TRY(check_bound(ts, frame, pc->b));
  Operand manager(frame, pc->b);
  Ref enter, exit;
  TRY(find_manager_methods(ts, manager, enter_name, exit_name, protocol, &enter, &exit));
  Ref result = TRY(call(ts, enter));
  frame.set(pc->a, std::move(exit));
  frame.set(static_cast<uint16_t>(pc->a + 1), std::move(result));
  return {};
}

}  // namespace

Status op_WITH_ENTER(ThreadState& ts, Frame& frame, Insn* pc) {
  return enter_manager(ts, frame, pc, ts.names().dunder_enter, ts.names().dunder_exit, "context manager");
}
Status op_ASYNC_WITH_ENTER(ThreadState& ts, Frame& frame, Insn* pc) {
  return enter_manager(ts, frame, pc, ts.names().dunder_aenter, ts.names().dunder_aexit, "asynchronous context manager");
}

Status op_WITH_EXIT(ThreadState& ts, Frame& frame, Insn* pc) {
  Value exception = frame.regs[pc->c];
  Value traceback = as<Exception>(exception).traceback;
  Ref kept = Ref::copy(traceback.is_null() ? Value::none() : traceback);
  Ref result = TRY(call(ts, frame.regs[pc->b], Value::from_object(exception.as_object()->type), exception, kept));
  frame.set(pc->a, std::move(result));
  return {};
}

}  // namespace pyemb
