// SPDX-License-Identifier: MIT
#include "objects/exception.h"

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/exception_fields.h"
#include "objects/list.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/names.h"

namespace pyemb {

Tuple& args_of(ThreadState& ts, Exception& self) {
  return as<Tuple>(self.args.is_null() ? ts.interp.empty_tuple : self.args);
}

Status check_no_keywords(ThreadState& ts, Value self, CallArgs args) {
  if (args.names.is_null() || as<Tuple>(args.names).size == 0) return {};
  return raise(ts, Exc::kTypeError, "%s() takes no keyword arguments", type_name(ts, self));
}

Status set_args_from(ThreadState& ts, Exception& self, CallArgs args) {
  Own<Tuple> tuple = TRY(new_tuple(ts, std::span<const Value>(args.values, args.count)));
  set_field(self.args, tuple);
  return {};
}

Result<Ref> exceptions::base_new(ThreadState& ts, Type& type, CallArgs args) {
  Ref object = TRY(new_object(ts, type));
  auto& self = *object.as<Exception>();
  if (derives_from(type, TypeId::kOSError)) object.as<OsErrorLayout>()->written = -1;
  TRY(set_args_from(ts, self, args));
  gc_track(ts, &self);
  return object;
}

Result<Ref> reduce_exception(ThreadState& ts, Exception& self, Value args, Value state) {
  Value type = Value::from_object(self.type);
  if (state.is_null()) return new_tuple_of(ts, type, args);
  return new_tuple_of(ts, type, args, state);
}

Result<Ref> exceptions::base_str(ThreadState& ts, Value self) {
  Tuple& args = args_of(ts, as<Exception>(self));
  if (args.size == 0) return new_str(ts, "");
  Ref kept = Ref::copy(args.size == 1 ? args.at(0) : Value::from_object(&args));
  return to_str(ts, kept);
}

Status exceptions::base_init(ThreadState& ts, Value self, CallArgs args) {
  TRY(check_no_keywords(ts, self, args));
  return set_args_from(ts, as<Exception>(self), args);
}

Result<Ref> exceptions::base_repr(ThreadState& ts, Value self) {
  Tuple& args = args_of(ts, as<Exception>(self));
  Ref kept = Ref::copy(args.size == 1 ? args.at(0) : Value::from_object(&args));
  Own<Str> text = TRY(repr(ts, kept));
  const char* form = args.size == 1 ? "(%s)" : "%s";
  Own<Str> arguments = TRY(new_str_format(ts, form, Utf8(ts, *text).c_str()));
  Own<Str> name = TRY(new_str(ts, type_name(ts, self)));
  return str_concat(ts, name, arguments);
}

// -- methods ---------------------------------------------------------------------------------------------------------------

static Status check_traceback(ThreadState& ts, Value value) {
  if (value.is_null()) return raise(ts, Exc::kTypeError, "__traceback__ may not be deleted");
  if (value.is_none() || (value.is_heap() && value.as_object()->type->id == TypeId::kTraceback)) return {};
  return raise(ts, Exc::kTypeError, "__traceback__ must be a traceback or None");
}

Result<Ref> exceptions::base_with_traceback(ThreadState& ts, Exception& self, Value traceback) {
  TRY(check_traceback(ts, traceback));
  set_traceback(self, traceback);
  return Ref::copy(&self);
}

Status exceptions::base_add_note(ThreadState& ts, Exception& self, Value note) {
  if (!is<Str>(note)) return raise(ts, Exc::kTypeError, "note must be a str, not '%s'", type_name(ts, note));
  Value object = Value::from_object(&self);
  Value name = Value::from_object(ts.names().dunder_notes);
  Ref notes = TRY(find_attr(ts, object, name));
  if (notes.is_absent()) {
    Own<List> fresh = TRY(new_list(ts));
    TRY(set_attr(ts, object, name, fresh));
    return list_append(ts, *fresh, Ref::copy(note));
  }
  if (!is<List>(notes)) return raise(ts, Exc::kTypeError, "Cannot add note: __notes__ is not a list");
  return list_append(ts, as<List>(notes), Ref::copy(note));
}

Status exceptions::base_setstate(ThreadState& ts, Exception& self, Value state) {
  if (state.is_none()) return {};
  if (!is<Dict>(state)) return raise(ts, Exc::kTypeError, "state is not a dictionary");
  Own<Dict> copy = TRY(dict_copy(ts, as<Dict>(state)));
  int64_t position = 0;
  Value key, value;
  while (dict_next(*copy, &position, &key, &value)) TRY(set_attr(ts, Value::from_object(&self), key, value));
  return {};
}

Result<Ref> exceptions::base_reduce(ThreadState& ts, Exception& self) {
  return reduce_exception(ts, self, Value::from_object(&args_of(ts, self)), self.dict);
}

// -- attributes --------------------------------------------------------------------------------------------------------------

Result<Ref> exceptions::base_dict(ThreadState& ts, Value self) {
  Value dict = TRY(instance_dict(ts, self.as_object()));
  return Ref::copy(dict);
}
Status exceptions::base_set_dict(ThreadState& ts, Value self, Value value) {
  if (value.is_null()) return raise(ts, Exc::kTypeError, "cannot delete __dict__");
  if (!is<Dict>(value)) return raise(ts, Exc::kTypeError, "__dict__ must be set to a dictionary, not a '%s'", type_name(ts, value));
  return set_instance_dict(ts, self.as_object(), value);
}

Result<Ref> exceptions::base_args(ThreadState& ts, Exception& self) { return Ref::copy(&args_of(ts, self)); }
Status exceptions::base_set_args(ThreadState& ts, Exception& self, Value value) {
  if (value.is_null()) return raise(ts, Exc::kTypeError, "args may not be deleted");
  Own<Tuple> args = TRY(to_tuple(ts, value));
  set_field(self.args, args);
  return {};
}

Result<Ref> exceptions::base_traceback(ThreadState&, Exception& self) { return Ref::copy(or_none(self.traceback)); }
Status exceptions::base_set_traceback(ThreadState& ts, Exception& self, Value value) {
  TRY(check_traceback(ts, value));
  set_traceback(self, value);
  return {};
}

static Status check_link(ThreadState& ts, Value value, const char* attribute, const char* what) {
  if (value.is_null()) return raise(ts, Exc::kTypeError, "%s may not be deleted", attribute);
  if (value.is_none() || is_exception(value)) return {};
  return raise(ts, Exc::kTypeError, "exception %s must be None or derive from BaseException", what);
}
Result<Ref> exceptions::base_context(ThreadState&, Exception& self) { return Ref::copy(or_none(self.context)); }
Status exceptions::base_set_context(ThreadState& ts, Exception& self, Value value) {
  TRY(check_link(ts, value, "__context__", "context"));
  set_context(self, value);
  return {};
}
Result<Ref> exceptions::base_cause(ThreadState&, Exception& self) { return Ref::copy(or_none(self.cause)); }
Status exceptions::base_set_cause(ThreadState& ts, Exception& self, Value value) {
  TRY(check_link(ts, value, "__cause__", "cause"));
  set_cause(self, value);
  return {};
}

// -- for native code ---------------------------------------------------------------------------------------------------------

bool is_exception_class(ThreadState& ts, Value value) {
  return is<Type>(value) && is_subtype(as<Type>(value), core_type(ts, Exc::kBaseException));
}

bool is_exception_of(ThreadState& ts, Value value, Exc type) {
  return value.is_heap() && is_subtype(*value.as_object()->type, core_type(ts, type));
}

Result<Own<Exception>> new_exception(ThreadState& ts, Exc id, std::span<const Value> args) {
  Type& type = core_type(ts, id);
  CallArgs call_args{args.data(), args.size()};
  Ref made = TRY(type.slots.new_(ts, type, call_args));
  TRY(made.object()->type->slots.init(ts, made, call_args));
  return Own<Exception>::steal(static_cast<Exception*>(made.release().as_object()));
}

Result<Own<Str>> exception_text(ThreadState& ts, Value exception) {
  Result<Own<Str>> text = to_str(ts, exception);
  if (!text.raised()) return text;
  ts.clear_pending();
  return new_str(ts, "<exception str() failed>");
}

static Value null_if_none(Value value) { return value.is_none() ? Value::null() : value; }

void set_traceback(Exception& exception, Value traceback) { set_field(exception.traceback, null_if_none(traceback)); }
void set_context(Exception& exception, Value context) { set_field(exception.context, null_if_none(context)); }
void set_cause(Exception& exception, Value cause) {
  set_field(exception.cause, null_if_none(cause));
  exception.suppress_context = true;
}

void chain_context(Exception& exception, Value context) {
  Value self = Value::from_object(&exception);
  if (context.is_null() || context.is_none() || context == self) return;
  // Walk the chain with a second pointer at half the speed: it may hold a cycle that does not contain `exception`.
  Ref kept = Ref::copy(context);
  Value at = context;
  Value slow = context;
  bool step = false;
  while (true) {
    Value next = as<Exception>(at).context;
    if (next.is_null()) break;
    if (next == self) {
      decref(std::exchange(as<Exception>(at).context, Value::null()));
      break;
    }
    at = next;
    if (at == slow) break;
    if (step) slow = as<Exception>(slow).context;
    step = !step;
  }
  set_context(exception, kept);
}

Value handled_exception(ThreadState& ts) {
  for (HandledException* entry = ts.handled; entry != nullptr; entry = entry->previous) {
    if (!entry->exception.is_null() && !entry->exception.is_none()) return entry->exception;
  }
  return Value::null();
}

Result<bool> exception_matches(ThreadState& ts, Value exception, Value class_or_tuple) {
  if (is<Tuple>(class_or_tuple)) {
    Tuple& classes = as<Tuple>(class_or_tuple);
    for (int64_t i = 0; i < classes.size; ++i) {
      bool found = TRY(exception_matches(ts, exception, classes.at(i)));
      if (found) return true;
    }
    return false;
  }
  if (!is_exception_class(ts, class_or_tuple)) return false;
  return is_subtype(type_of(ts, exception), as<Type>(class_or_tuple));
}

Status prepare_memory_error(ThreadState& ts) {
  Own<Exception> made = TRY(new_exception(ts, Exc::kMemoryError, {}));
  ts.interp.memory_error = Value::from_object(made.release());
  return {};
}

}  // namespace pyemb
