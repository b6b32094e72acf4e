// SPDX-License-Identifier: MIT
#include "vm/frame_jump.h"

#include <climits>

#include "objects/code_liveness.h"
#include "objects/int.h"
#include "objects/raise.h"
#include "vm/debug.h"

namespace pyemb {
namespace {

Op op_at(const Code& code, uint32_t offset) { return static_cast<Op>(code_generic_insn(code, offset).op); }

/// The line that the instruction begins for a tracer; -1: none.
int32_t line_at(const Code& code, uint32_t offset) { return is_joint_end(code, offset) ? -1 : code_line(code, offset); }

/// The first line with code that is not before `line`; -1: there is none.
int32_t line_not_before(const Code& code, int64_t line) {
  int32_t best = -1;
  for (uint32_t at = 0; at < code.insn_count; at += static_cast<uint32_t>(insn_words(code_generic_insn(code, at)))) {
    int32_t own = line_at(code, at);
    if (own >= line && (best < 0 || own < best)) best = own;
  }
  return best;
}

/// What is left of the state at `from` when a YIELD there has handed its operand out.
bool holds(const TemporaryMap& map, const Code& code, uint32_t from, uint32_t temp) {
  Insn insn = code_generic_insn(code, from);
  if (static_cast<Op>(insn.op) == Op::kYIELD && insn.b == static_cast<uint32_t>(code.first_temp) + temp) return false;
  return map.origin(from, temp) != 0;
}

/// Whether every temporary that the instruction at `to` relies on is there at `from`: the same value, or another one of its kind that belongs
/// to a statement. Another part of an expression would not do: instructions know the types of some.
bool is_compatible(const TemporaryMap& map, const Code& code, uint32_t from, uint32_t to) {
  if (!map.is_reached(to)) return false;
  for (uint32_t temp = 0; temp < map.count(); ++temp) {
    TemporaryMap::Kind kind = map.kind(to, temp);
    if (kind == TemporaryMap::kNothing) continue;
    if (!holds(map, code, from, temp) || map.kind(from, temp) != kind) return false;
    if (kind == TemporaryMap::kOther && map.origin(from, temp) != map.origin(to, temp)) return false;
  }
  return true;
}

const char* why_incompatible(const TemporaryMap& map, uint32_t to) {
  if (!map.is_reached(to)) return "can't jump into an exception handler, or code may be unreachable";
  for (uint32_t temp = map.count(); temp-- > 0;) {
    switch (map.kind(to, temp)) {
      case TemporaryMap::kNothing: continue;
      case TemporaryMap::kIterator: return "can't jump into the body of a for loop";
      case TemporaryMap::kException:
      case TemporaryMap::kHandled: return "can't jump into an 'except' block as there's no exception";
      default: return "incompatible stacks";
    }
  }
  return "incompatible stacks";
}

int alive_count(const TemporaryMap& map, uint32_t offset) {
  int count = 0;
  for (uint32_t temp = 0; temp < map.count(); ++temp) count += map.origin(offset, temp) != 0 ? 1 : 0;
  return count;
}

/// Of the places where the line begins, the first of those that keep the most of what is alive now.
Result<int64_t> best_place(ThreadState& ts, const Code& code, uint32_t from, int32_t line) {
  TemporaryMap map(code);
  if (!map.ok()) return raise(ts, Exc::kValueError, "stack to deep to analyze");
  int64_t best = -1;
  int most = -1;
  const char* reason = map.is_reached(from) ? nullptr : "can't jump from unreachable code";
  for (uint32_t at = 0; at < code.insn_count; at += static_cast<uint32_t>(insn_words(code_generic_insn(code, at)))) {
    if (line_at(code, at) != line || op_at(code, at) == Op::kRETURN_GENERATOR) continue;
    if (map.is_reached(from) && is_compatible(map, code, from, at)) {
      if (alive_count(map, at) <= most) continue;
      most = alive_count(map, at);
      best = at;
    } else if (reason == nullptr) {
      reason = why_incompatible(map, at);
    }
  }
  if (best >= 0) return best;
  return raise(ts, Exc::kValueError, "%s", reason == nullptr ? "cannot find bytecode for specified line" : reason);
}

/// Whether the event that the frame's trace function hears of allows to jump.
Status check_event(ThreadState& ts, const FrameObject& object) {
  switch (object.event) {
    case FrameObject::kLine: break;
    case FrameObject::kNoEvent:
    case FrameObject::kCall: return raise(ts, Exc::kValueError, "can't jump from the 'call' trace event of a new frame");
    case FrameObject::kReturn:
      if (op_at(*object.code, frame_object_offset(object)) == Op::kYIELD) break;
      [[fallthrough]];
    default: return raise(ts, Exc::kValueError, "can only jump from a 'line' trace event");
  }
  const bool is_heard = !object.trace.is_null() || is_debugger_running(ts.interp);  // by a trace function, or by a debugger
  if (!is_heard || object.frame == nullptr) return raise(ts, Exc::kValueError, "f_lineno can only be set by a trace function");
  return {};
}

}  // namespace

Status request_jump(ThreadState& ts, FrameObject& object, Value line) {
  if (line.is_null()) return raise(ts, Exc::kAttributeError, "cannot delete attribute");
  if (!line.is_int() && !is_exactly(line, TypeId::kInt)) return raise(ts, Exc::kValueError, "lineno must be an integer");
  TRY(check_event(ts, object));
  if (!line.is_int() || line.as_int() > INT_MAX || line.as_int() < INT_MIN) return raise(ts, Exc::kValueError, "lineno out of range");
  const Code& code = *object.code;
  auto wanted = static_cast<int>(line.as_int());
  if (wanted < code.firstlineno) return raise(ts, Exc::kValueError, "line %d comes before the current code block", wanted);
  int32_t found = line_not_before(code, wanted);
  if (found < 0) return raise(ts, Exc::kValueError, "line %d comes after the current code block", wanted);
  object.jump = TRY(best_place(ts, code, frame_object_offset(object), found));
  return {};
}

Status carry_out_jump(ThreadState& ts, Frame& frame) {
  FrameObject& object = *frame.object;
  auto target = static_cast<uint32_t>(std::exchange(object.jump, -1));
  TemporaryMap map(*frame.code);
  if (!map.ok()) return raise_no_memory(ts);
  uint32_t from = frame.offset();
  frame.pc = frame.code->insns + target;
  object.traced_line = line_at(*frame.code, target);
  object.traced_offset = target;
  for (uint32_t temp = map.count(); temp-- > 0;) {
    if (!holds(map, *frame.code, from, temp) || map.origin(target, temp) != 0) continue;
    Ref value = Ref::steal(std::exchange(frame.regs[static_cast<uint32_t>(frame.code->first_temp) + temp], Value::null()));
    if (map.kind(from, temp) != TemporaryMap::kHandled) continue;
    Value restored = value.is_none() ? Value::null() : value.release();
    decref(std::exchange(ts.handled->exception, restored));
  }
  return {};
}

}  // namespace pyemb
