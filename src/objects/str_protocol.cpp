// SPDX-License-Identifier: MIT

// repr(), str(), ascii() and format() of any object: each answer is checked to be a str.

#include "objects/attributes.h"
#include "objects/raise.h"
#include "objects/str_repr.h"
#include "objects/str_state.h"
#include "state/names.h"

namespace pyemb {
namespace {

Result<Own<Str>> check_str(ThreadState& ts, Ref made, const char* method) {
  if (UNLIKELY(!is<Str>(made))) {
    return raise(ts, Exc::kTypeError, "%s returned non-string (type %s)", method, type_name(ts, made));
  }
  return Own<Str>::steal(static_cast<Str*>(made.release().as_object()));
}

}  // namespace

Result<Own<Str>> repr(ThreadState& ts, Value value) {
  RecursionGuard guard(ts, " while getting the repr of an object");
  if (guard.exceeded()) return guard.raise();
  Ref made = TRY(type_of(ts, value).slots.repr(ts, value));
  return check_str(ts, std::move(made), "__repr__");
}

Result<Own<Str>> to_str(ThreadState& ts, Value value) {
  if (is_str(value)) return Own<Str>::copy(&as<Str>(value));
  RecursionGuard guard(ts, " while getting the str of an object");
  if (guard.exceeded()) return guard.raise();
  Ref made = TRY(type_of(ts, value).slots.str(ts, value));
  return check_str(ts, std::move(made), "__str__");
}

Result<Own<Str>> ascii(ThreadState& ts, Value value) {
  Own<Str> text = TRY(repr(ts, value));
  if (text->ascii) return text;
  return escape_non_ascii(ts, *text);
}

Result<Own<Str>> format(ThreadState& ts, Value value, Value spec) {
  bool plain = spec.is_null() || as<Str>(spec).length == 0;
  if (plain && (is_str(value) || value.is_int())) return to_str(ts, value);
  Own<Str> no_spec;
  if (spec.is_null()) {
    no_spec = empty_str(ts);
    spec = no_spec;
  }
  Ref made = TRY(call_special(ts, value, ts.names().dunder_format, std::span<const Value>(&spec, 1)));
  if (made.is_absent()) {
    return raise(ts, Exc::kTypeError, "Type %s doesn't define __format__", type_name(ts, value));
  }
  if (!is<Str>(made)) {
    return raise(ts, Exc::kTypeError, "__format__ must return a str, not %s", type_name(ts, made));
  }
  return Own<Str>::steal(static_cast<Str*>(made.release().as_object()));
}

}  // namespace pyemb
