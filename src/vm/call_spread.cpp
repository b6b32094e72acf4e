// SPDX-License-Identifier: MIT
//
// Calls with *arguments and **keywords.

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/names.h"
#include "vm/call.h"

namespace pyemb {

Result<Own<Str>> callee_name(ThreadState& ts, Value callee) {
  Ref qualname = TRY(find_attr(ts, callee, ts.names().dunder_qualname));
  if (qualname.is_absent() || !is<Str>(qualname)) return to_str(ts, callee);
  Ref module = TRY(find_attr(ts, callee, ts.names().dunder_module));
  bool named = !module.is_absent() && is<Str>(module) && !str_equal(*module.as<Str>(), "builtins");
  Utf8 name(ts, qualname);
  if (!named) return new_str_format(ts, "%s()", name.c_str());
  return new_str_format(ts, "%s.%s()", Utf8(ts, module).c_str(), name.c_str());
}

namespace {

/// The tuple of positional arguments.
Result<Own<Tuple>> positional_arguments(ThreadState& ts, Value callee, Value iterable) {
  if (is_tuple(iterable)) return Own<Tuple>::copy(&as<Tuple>(iterable));
  Result<Own<Tuple>> tuple = to_tuple(ts, iterable);
  if (!tuple.raised() || !pending_is(ts, Exc::kTypeError) || is_iterable(ts, iterable)) return tuple;
  ts.clear_pending();
  Own<Str> name = TRY(callee_name(ts, callee));
  return raise(ts, Exc::kTypeError, "%s argument after * must be an iterable, not %s", Utf8(ts, *name).c_str(), type_name(ts, iterable));
}

/// The names of keyword arguments.
Result<Own<Tuple>> keyword_names(ThreadState& ts, Dict& keywords) {
  Own<Tuple> names = TRY(new_tuple(ts, keywords.size));
  int64_t position = 0;
  Value key, value;
  for (int64_t i = 0; dict_next(keywords, &position, &key, &value); ++i) {
    if (!is<Str>(key)) {
      for (; i < names->size; ++i) names->set(i, Ref::none());
      return raise(ts, Exc::kTypeError, "keywords must be strings");
    }
    names->set(i, Ref::copy(key));
  }
  return names;
}

/// The function behind a callee that is one, or a bound method of one; else null.
Function* python_function(Value callee, Value* self) {
  *self = Value::null();
  if (is_exactly(callee, TypeId::kMethod)) {
    *self = as<Method>(callee).self;
    callee = as<Method>(callee).function;
  }
  return is_exactly(callee, TypeId::kFunction) ? &as<Function>(callee) : nullptr;
}

/// Lays the arguments out above the frame and calls.
Frame* push_spread(ThreadState& ts, Frame* frame, Function& function, Value self, Tuple& args, Dict* keywords, Tuple* names, CallSite site) {
  size_t count = static_cast<size_t>(args.size) + (self.is_null() ? 0 : 1);
  size_t named = keywords == nullptr ? 0 : static_cast<size_t>(keywords->size);
  Value* row = nullptr;
  Frame* record = reserve_call(ts, frame, function, count + named, &row);
  if (UNLIKELY(record == nullptr)) return nullptr;
  Value* next = row;
  *next++ = Ref::copy(&function).release();
  if (!self.is_null()) *next++ = Ref::copy(self).release();
  for (Value value : args.span()) *next++ = Ref::copy(value).release();
  int64_t position = 0;
  Value key, value;
  while (keywords != nullptr && dict_next(*keywords, &position, &key, &value)) *next++ = Ref::copy(value).release();
  return push_reserved(ts, frame, record, row, count, names, site);
}

Frame* spread(ThreadState& ts, Frame* frame, Value* row, bool has_keywords, CallSite site) {
  Value callee = row[0];
  Result<Own<Tuple>> converted = positional_arguments(ts, callee, row[1]);
  if (UNLIKELY(converted.raised())) return nullptr;
  Own<Tuple> args = converted.take();
  Dict* keywords = has_keywords && as<Dict>(row[2]).size > 0 ? &as<Dict>(row[2]) : nullptr;
  Value self = Value::null();
  Function* function = python_function(callee, &self);
  if (function != nullptr) {
    Own<Tuple> names;
    if (keywords != nullptr) {
      Result<Own<Tuple>> listed = keyword_names(ts, *keywords);
      if (UNLIKELY(listed.raised())) return nullptr;
      names = listed.take();
    }
    return push_spread(ts, frame, *function, self, *args, keywords, names.get(), site);
  }
  Value result = call_with(ts, callee, args, keywords == nullptr ? Value::null() : Value::from_object(keywords)).release();
  if (UNLIKELY(result.is_null())) return nullptr;
  frame->set(site.destination, Ref::steal(result));
  return frame;
}

}  // namespace

Frame* call_spread(ThreadState& ts, Frame* frame, Value* row, bool has_keywords, CallSite site) {
  // The row is taken out first: its last register may be where the result goes.
  Value operands[3] = {std::exchange(row[0], Value::null()), std::exchange(row[1], Value::null()), Value::null()};
  if (has_keywords) operands[2] = std::exchange(row[2], Value::null());
  Ref callee = Ref::steal(operands[0]);
  Ref args = Ref::steal(operands[1]);
  Ref keywords = Ref::steal(operands[2]);
  return spread(ts, frame, operands, has_keywords, site);
}

}  // namespace pyemb
