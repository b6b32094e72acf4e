// SPDX-License-Identifier: MIT
//
// The instructions of match statements (PEP 634).

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/names.h"
#include "vm/handlers.h"

namespace pyemb {

Status op_GET_LEN(ThreadState& ts, Frame& frame, Insn* pc) {
  int64_t size = TRY(length(ts, frame.regs[pc->b]));
  frame.set_immediate(pc->a, Value::from_int(size));
  return {};
}

Status op_MATCH_MAPPING(ThreadState& ts, Frame& frame, Insn* pc) {
  frame.set_immediate(pc->a, Value::boolean(type_of(ts, frame.regs[pc->b]).has_flag(Type::kMapping)));
  return {};
}

Status op_MATCH_SEQUENCE(ThreadState& ts, Frame& frame, Insn* pc) {
  frame.set_immediate(pc->a, Value::boolean(type_of(ts, frame.regs[pc->b]).has_flag(Type::kSequence)));
  return {};
}

Status op_MATCH_KEYS(ThreadState& ts, Frame& frame, Insn* pc) {
  Operand keys_operand(frame, pc->c);
  const Tuple& keys = as<Tuple>(keys_operand);
  Value subject = frame.regs[pc->b];
  Own<Set> seen = TRY(new_set(ts));
  Own<List> values = TRY(new_list(ts, keys.size));
  Ref get = TRY(get_attr(ts, subject, ts.names().get));
  Own<List> marker = TRY(new_list(ts));  // nobody else has it
  for (Value key : keys.span()) {
    bool twice = TRY(set_contains(ts, *seen, key));
    if (twice) {
      Own<Str> text = TRY(repr(ts, key));
      return raise(ts, Exc::kValueError, "mapping pattern checks duplicate key (%s)", Utf8(ts, *text).c_str());
    }
    TRY(set_add(ts, *seen, key));
    Ref value = TRY(call(ts, get, key, Value::from_object(marker.get())));
    if (value.get() == Value::from_object(marker.get())) {
      frame.set_immediate(pc->a, Value::none());
      return {};
    }
    TRY(list_append(ts, *values, std::move(value)));
  }
  Own<Tuple> result = TRY(new_tuple(ts, std::span<const Value>(values->span())));
  frame.set(pc->a, std::move(result));
  return {};
}

namespace {

/// The attributes that a class pattern has taken so far: names (no name twice) and values.
struct ClassMatch {
  Own<Set> seen;
  Own<List> values;
};

/// Adds subject.name; false: it has no such attribute.
Result<bool> match_attribute(ThreadState& ts, Value subject, Value type, Value name, ClassMatch& match) {
  bool twice = TRY(set_contains(ts, *match.seen, name));
  if (twice) {
    Own<Str> text = TRY(repr(ts, name));
    return raise(ts, Exc::kTypeError, "%s() got multiple sub-patterns for attribute %s", type_name(as<Type>(type)), Utf8(ts, *text).c_str());
  }
  TRY(set_add(ts, *match.seen, name));
  Ref value = TRY(find_attr(ts, subject, name));
  if (value.is_absent()) return false;
  TRY(list_append(ts, *match.values, std::move(value)));
  return true;
}

/// The positional sub-patterns: by __match_args__, or the subject itself for the built-in types that say so.
Result<bool> match_positional(ThreadState& ts, Value subject, Value type, int64_t count, ClassMatch& match) {
  const char* name = type_name(as<Type>(type));
  Ref match_args = TRY(find_attr(ts, type, ts.names().dunder_match_args));
  bool match_self = false;
  int64_t allowed = 0;
  if (match_args.is_absent()) {
    match_self = as<Type>(type).has_flag(Type::kMatchSelf);
    allowed = match_self ? 1 : 0;
  } else if (!is_tuple(match_args)) {
    return raise(ts, Exc::kTypeError, "%s.__match_args__ must be a tuple (got %s)", name, type_name(ts, match_args));
  } else {
    allowed = match_args.as<Tuple>()->size;
  }
  if (allowed < count) {
    return raise(ts, Exc::kTypeError, "%s() accepts %lld positional sub-pattern%s (%lld given)", name, static_cast<long long>(allowed),
                 allowed == 1 ? "" : "s", static_cast<long long>(count));
  }
  if (match_self) {
    TRY(list_append(ts, *match.values, Ref::copy(subject)));
    return true;
  }
  for (int64_t i = 0; i < count; ++i) {
    Value attribute = match_args.as<Tuple>()->at(i);
    if (!is_str(attribute)) return raise(ts, Exc::kTypeError, "__match_args__ elements must be strings (got %s)", type_name(ts, attribute));
    bool found = TRY(match_attribute(ts, subject, type, attribute, match));
    if (!found) return false;
  }
  return true;
}

/// The values of all sub-patterns as a tuple, or None.
Result<Ref> match_class(ThreadState& ts, Value subject, Value type, const Tuple& names, int64_t count) {
  if (!is<Type>(type)) return raise(ts, Exc::kTypeError, "called match pattern must be a type");
  bool instance = TRY(is_instance(ts, subject, type));
  if (!instance) return Ref::none();
  ClassMatch match;
  match.seen = TRY(new_set(ts));
  match.values = TRY(new_list(ts, count + names.size));
  if (count > 0) {
    bool found = TRY(match_positional(ts, subject, type, count, match));
    if (!found) return Ref::none();
  }
  for (Value name : names.span()) {
    bool found = TRY(match_attribute(ts, subject, type, name, match));
    if (!found) return Ref::none();
  }
  return new_tuple(ts, std::span<const Value>(match.values->span()));
}

}  // namespace

Status op_MATCH_CLASS(ThreadState& ts, Frame& frame, Insn* pc) {
  ConsumedRow row(frame, pc->c, 2);
  Ref result = TRY(match_class(ts, frame.regs[pc->b], row[0], as<Tuple>(row[1]), insn_word(pc, 0)));
  row.store(pc->a, std::move(result));
  return {};
}

Status op_COPY_DICT_WITHOUT_KEYS(ThreadState& ts, Frame& frame, Insn* pc) {
  Own<Dict> rest = TRY(new_dict(ts));
  TRY(dict_update(ts, *rest, frame.regs[pc->b]));
  for (Value key : as<Tuple>(frame.regs[pc->c]).span()) {
    bool found = TRY(dict_delete(ts, *rest, key));
    if (!found) return raise_key_error(ts, key);
  }
  frame.set(pc->a, std::move(rest));
  return {};
}

}  // namespace pyemb
