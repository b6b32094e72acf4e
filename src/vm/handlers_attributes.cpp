// SPDX-License-Identifier: MIT
//
// Attributes by the general rules; what was found is then cached (inline_cache.h).

#include "objects/attributes.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "vm/handlers.h"
#include "vm/inline_cache.h"

namespace pyemb {
namespace {

uint32_t shape_id(Value value) { return value.is_heap() ? value.as_object()->shape_id() : 0; }

}  // namespace

Status op_LOAD_ATTR(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand object(frame, pc->b);
  Str* name = frame.name(pc->c);
  Ref value = TRY(get_attr(ts, object, name));
  cache_load_attr(ts, pc, object, name);
  frame.set(pc->a, std::move(value));
  return {};
}

Status op_STORE_ATTR(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->a, pc->c));
  Operand object(frame, pc->a);
  Operand value(frame, pc->c);
  Str* name = frame.name(pc->b);
  uint32_t before = shape_id(object);
  TRY(set_attr(ts, object, name, value));
  cache_store_attr(ts, pc, object, name, before);
  return {};
}

Status op_DELETE_ATTR(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->a));
  Operand object(frame, pc->a);
  return set_attr(ts, object, frame.name(pc->b), Value::null());
}

Status op_LOAD_METHOD(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand object(frame, pc->b);
  Str* name = frame.name(pc->c);
  bool self_needed = false;
  Ref method = TRY(get_method(ts, object, Value::from_object(name), &self_needed));
  cache_load_method(ts, pc, object, name);
  frame.set(pc->a, std::move(method));
  frame.set(static_cast<uint16_t>(pc->a + 1), self_needed ? object.take() : Ref());
  return {};
}

}  // namespace pyemb
