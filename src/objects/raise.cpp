// SPDX-License-Identifier: MIT
#include "objects/raise.h"

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "objects/allocate.h"
#include "objects/call.h"
#include "objects/exception.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

/// A printf-formatted str; what is no UTF-8 in it (a name that was cut) is repaired.
Result<Own<Str>> format_text(ThreadState& ts, const char* format, va_list args) {
  char text[512];
  va_list again;
  va_copy(again, args);
  int size = std::vsnprintf(text, sizeof text, format, args);
  if (size < 0 || static_cast<size_t>(size) < sizeof text) {
    va_end(again);
    return new_str_format(ts, "%s", size < 0 ? format : text);
  }
  TextBuffer longer;
  char* data = longer.extend(static_cast<size_t>(size) + 1);
  if (data != nullptr) std::vsnprintf(data, static_cast<size_t>(size) + 1, format, again);
  va_end(again);
  if (data == nullptr) return raise_no_memory(ts);
  return new_str_format(ts, "%s", data);
}

Raised raise_args(ThreadState& ts, Exc type, std::span<const Value> args) {
  Own<Exception> made = TRY(new_exception(ts, type, args));
  return raise_object(ts, std::move(made));
}

void set_value(Value& field, Value value) { decref(std::exchange(field, Ref::copy(value).release())); }

}  // namespace

Raised raise(ThreadState& ts, Exc type, const char* format, ...) {
  va_list args;
  va_start(args, format);
  Result<Own<Str>> text = format_text(ts, format, args);
  va_end(args);
  if (text.raised()) return Raised{};
  Own<Str> message = text.take();
  return raise_value(ts, type, message);
}

Raised raise_value(ThreadState& ts, Exc type, Value arg) {
  return raise_args(ts, type, std::span<const Value>(&arg, arg.is_null() ? 0 : 1));
}

Raised raise_value(ThreadState& ts, Type& type, Value arg) {
  Value callee = Value::from_object(&type);
  Ref made = TRY(arg.is_null() ? call(ts, callee) : call(ts, callee, arg));
  if (!is_exception(made)) {
    return raise(ts, Exc::kTypeError, "calling %s should have returned an instance of BaseException, not %s", type_name(type), type_name(ts, made));
  }
  return raise_object(ts, std::move(made));
}

Raised raise_object(ThreadState& ts, Ref exception) {
  Value handled = handled_exception(ts);
  if (!handled.is_null()) chain_context(*exception.as<Exception>(), handled);
  return ts.set_pending(std::move(exception));
}

Raised raise_no_memory(ThreadState& ts) {
  Value prepared = ts.interp.memory_error;
  if (prepared.is_null()) {  // the start-up itself runs out of memory, before there are exceptions
    return ts.set_pending(Ref::copy(Value::not_implemented()));
  }
  // What asked for much may leave room for an exception of its own. The one made in advance keeps what its traceback refers to.
  if (auto* made = static_cast<Exception*>(allocate_collected(ts, core_type(ts, Exc::kMemoryError), sizeof(Exception)))) {
    made->suppress_context = false;
    made->dict = made->traceback = made->context = made->cause = Value::null();
    made->args = Ref::copy(ts.interp.empty_tuple).release();
    gc_track(ts, made);
    return ts.set_pending(Ref(Own<Exception>::steal(made)));
  }
  release_memory_error(ts);
  return ts.set_pending(Ref::copy(prepared));
}

void release_memory_error(ThreadState& ts) {
  if (ts.interp.memory_error.is_null()) return;
  auto& error = as<Exception>(ts.interp.memory_error);
  if (error.refcount > 1) return;
  Ref kept[] = {Ref::steal(std::exchange(error.traceback, Value::null())), Ref::steal(std::exchange(error.context, Value::null())),
                Ref::steal(std::exchange(error.cause, Value::null())), Ref::steal(std::exchange(error.dict, Value::null()))};
  error.suppress_context = false;
}

Raised raise_recursion(ThreadState& ts, const char* where) {
  ts.recursion_headroom += 50;
  Raised raised = raise(ts, Exc::kRecursionError, "maximum recursion depth exceeded%s", where == nullptr ? "" : where);
  ts.recursion_headroom -= 50;
  return raised;
}

Raised raise_key_error(ThreadState& ts, Value key) { return raise_value(ts, Exc::kKeyError, key); }

Raised raise_stop_iteration(ThreadState& ts, Value value) {
  return raise_value(ts, Exc::kStopIteration, value.is_none() ? Value::null() : value);
}

// -- with attributes ---------------------------------------------------------------------------------------------------------

namespace {

Raised raise_attribute_text(ThreadState& ts, Value object, Value name, Value message) {
  Own<Exception> made = TRY(new_exception(ts, Exc::kAttributeError, std::span<const Value>(&message, 1)));
  auto& error = static_cast<AttributeErrorLayout&>(*made);
  set_value(error.name, name);
  set_value(error.obj, object);
  return raise_object(ts, std::move(made));
}

}  // namespace

Raised raise_attribute_error(ThreadState& ts, Value object, Value name) {
  Utf8 text(ts, name);
  const char* form = "'%.50s' object has no attribute '%s'";
  if (is<Type>(object)) return raise_attribute_error(ts, object, name, "type object '%.50s' has no attribute '%s'", type_name(as<Type>(object)), text.c_str());
  return raise_attribute_error(ts, object, name, form, type_name(ts, object), text.c_str());
}

Raised raise_attribute_error(ThreadState& ts, Value object, Value name, const char* format, ...) {
  va_list args;
  va_start(args, format);
  Result<Own<Str>> text = format_text(ts, format, args);
  va_end(args);
  if (text.raised()) return Raised{};
  Own<Str> message = text.take();
  return raise_attribute_text(ts, object, name, message);
}

Raised raise_name_error(ThreadState& ts, Exc type, const char* format, Value name) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  Own<Str> message = TRY(new_str_format(ts, format, Utf8(ts, name).c_str()));
#pragma GCC diagnostic pop
  Value arg = message;
  Own<Exception> made = TRY(new_exception(ts, type, std::span<const Value>(&arg, 1)));
  set_value(static_cast<NameErrorLayout&>(*made).name, name);
  return raise_object(ts, std::move(made));
}

Raised raise_import_error(ThreadState& ts, Exc type, Value name, Value path, const char* format, ...) {
  va_list args;
  va_start(args, format);
  Result<Own<Str>> text = format_text(ts, format, args);
  va_end(args);
  if (text.raised()) return Raised{};
  Own<Str> message = text.take();
  Value arg = message;
  Own<Exception> made = TRY(new_exception(ts, type, std::span<const Value>(&arg, 1)));
  auto& error = static_cast<ImportErrorLayout&>(*made);
  set_value(error.name, name);
  set_value(error.path, path);
  return raise_object(ts, std::move(made));
}

Raised raise_os_error(ThreadState& ts, int error, Value filename, Value filename2) {
  char buffer[256];
  const char* reason = strerror_r(error, buffer, sizeof buffer);
  Own<Str> text = TRY(new_str_format(ts, "%s", reason));
  Value args[] = {Value::from_int(error), text, filename, Value::none(), filename2};
  size_t count = filename.is_null() ? 2 : filename2.is_null() ? 3 : 5;
  return raise_args(ts, Exc::kOSError, std::span<const Value>(args, count));
}

Raised raise_decode_error(ThreadState& ts, const char* encoding, Value bytes, int64_t start, int64_t end, const char* reason) {
  Own<Str> encoding_text = TRY(new_str(ts, encoding));
  Own<Str> reason_text = TRY(new_str(ts, reason));
  const Value args[] = {encoding_text, bytes, Value::from_int(start), Value::from_int(end), reason_text};
  return raise_args(ts, Exc::kUnicodeDecodeError, args);
}

Raised raise_encode_error(ThreadState& ts, const char* encoding, Value str, int64_t start, int64_t end, const char* reason) {
  Own<Str> encoding_text = TRY(new_str(ts, encoding));
  Own<Str> reason_text = TRY(new_str(ts, reason));
  const Value args[] = {encoding_text, str, Value::from_int(start), Value::from_int(end), reason_text};
  return raise_args(ts, Exc::kUnicodeEncodeError, args);
}

// -- looking at what was raised ------------------------------------------------------------------------------------------------

bool pending_is(ThreadState& ts, Exc type) { return is_exception_of(ts, ts.pending, type); }

bool clear_pending_if(ThreadState& ts, Exc type) {
  if (!pending_is(ts, type)) return false;
  ts.clear_pending();
  return true;
}

void report_unraisable(ThreadState& ts, const char* message, Value where) {
  Ref exception = ts.take_pending();
  if (!exception) return;
  Ref kept = Ref::copy(where);
  if (ts.interp.hooks.report_unraisable != nullptr) ts.interp.hooks.report_unraisable(ts, exception, message, where);
  ts.clear_pending();
}

Status warn(ThreadState& ts, Exc category, int stack_level, const char* format, ...) {
  if (ts.interp.hooks.warn == nullptr) return {};
  va_list args;
  va_start(args, format);
  Result<Own<Str>> text = format_text(ts, format, args);
  va_end(args);
  if (text.raised()) return Raised{};
  Own<Str> message = text.take();
  return ts.interp.hooks.warn(ts, message, core_type(ts, category), stack_level);
}

}  // namespace pyemb
