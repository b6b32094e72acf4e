// SPDX-License-Identifier: MIT
#pragma once

// What the sources of the exception types share: the walk over a layout's Values, and the functions behind the tables of
// exception_types.cpp. A row of exceptions.def whose type adds nothing to its base inherits everything.

#include "objects/exception.h"
#include "objects/native.h"

namespace pyemb {

/// The Values of an exception, `dict` first.
template <class Layout>
inline std::span<Value> values_of(Object* object) {
  return {&static_cast<Exception*>(object)->dict, static_cast<size_t>(Layout::kValues)};
}
template <class Layout>
void exception_traverse(Object* self, GcVisitor& visit) {
  for (Value value : values_of<Layout>(self)) visit(value);
}
template <class Layout>
void exception_clear(ThreadState&, Object* self) {
  for (Value& value : values_of<Layout>(self)) decref(std::exchange(value, Value::null()));
}

/// Replaces a Value field of an exception.
inline void set_field(Value& field, Value value) { decref(std::exchange(field, Ref::copy(value).release())); }
inline Value or_none(Value field) { return field.is_null() ? Value::none() : field; }

/// The args tuple; the empty one where a constructor did not get that far.
Tuple& args_of(ThreadState& ts, Exception& self);
/// (type, args[, state]).
[[nodiscard]] Result<Ref> reduce_exception(ThreadState& ts, Exception& self, Value args, Value state);
/// "NAME() takes no keyword arguments", with the name of self's type.
[[nodiscard]] Status check_no_keywords(ThreadState& ts, Value self, CallArgs args);
/// Stores the positional arguments as `args`.
[[nodiscard]] Status set_args_from(ThreadState& ts, Exception& self, CallArgs args);
/// Takes the keyword arguments, each of which must be one of `names`, into the fields.
[[nodiscard]] Status take_keywords(ThreadState& ts, const char* type, CallArgs args, std::span<const char* const> names,
                                   std::span<Value* const> fields);

/// A field that reads as None while it is not set, and may be set to anything.
constexpr Member value_field(const char* name, size_t offset, const char* doc) {
  return {name, Member::kValueOrNone, static_cast<uint32_t>(offset), Member::kReadWrite, doc};
}

// The behaviour of the types; the prefix says which.
namespace exceptions {

Result<Ref> base_new(ThreadState& ts, Type& type, CallArgs args);
Status base_init(ThreadState& ts, Value self, CallArgs args);
Result<Ref> base_repr(ThreadState& ts, Value self);
Result<Ref> base_str(ThreadState& ts, Value self);
Result<Ref> base_reduce(ThreadState& ts, Exception& self);
Status base_setstate(ThreadState& ts, Exception& self, Value state);
Result<Ref> base_with_traceback(ThreadState& ts, Exception& self, Value traceback);
Status base_add_note(ThreadState& ts, Exception& self, Value note);
Result<Ref> base_dict(ThreadState& ts, Value self);
Status base_set_dict(ThreadState& ts, Value self, Value value);
Result<Ref> base_args(ThreadState& ts, Exception& self);
Status base_set_args(ThreadState& ts, Exception& self, Value value);
Result<Ref> base_traceback(ThreadState& ts, Exception& self);
Status base_set_traceback(ThreadState& ts, Exception& self, Value value);
Result<Ref> base_context(ThreadState& ts, Exception& self);
Status base_set_context(ThreadState& ts, Exception& self, Value value);
Result<Ref> base_cause(ThreadState& ts, Exception& self);
Status base_set_cause(ThreadState& ts, Exception& self, Value value);

Status system_exit_init(ThreadState& ts, Value self, CallArgs args);
Status stop_iteration_init(ThreadState& ts, Value self, CallArgs args);
Result<Ref> key_error_str(ThreadState& ts, Value self);
Status name_error_init(ThreadState& ts, Value self, CallArgs args);
Status attribute_error_init(ThreadState& ts, Value self, CallArgs args);
Status import_error_init(ThreadState& ts, Value self, CallArgs args);
Result<Ref> import_error_str(ThreadState& ts, Value self);
Result<Ref> import_error_reduce(ThreadState& ts, Exception& self);
Status syntax_error_init(ThreadState& ts, Value self, CallArgs args);
Result<Ref> syntax_error_str(ThreadState& ts, Value self);

Result<Ref> os_error_new(ThreadState& ts, Type& type, CallArgs args);
Status os_error_init(ThreadState& ts, Value self, CallArgs args);
Result<Ref> os_error_str(ThreadState& ts, Value self);
Result<Ref> os_error_reduce(ThreadState& ts, Exception& self);
Result<Ref> os_error_written(ThreadState& ts, OsErrorLayout& self);
Status os_error_set_written(ThreadState& ts, OsErrorLayout& self, Value value);

Status unicode_encode_init(ThreadState& ts, Value self, CallArgs args);
Status unicode_decode_init(ThreadState& ts, Value self, CallArgs args);
Status unicode_translate_init(ThreadState& ts, Value self, CallArgs args);
Result<Ref> unicode_encode_str(ThreadState& ts, Value self);
Result<Ref> unicode_decode_str(ThreadState& ts, Value self);
Result<Ref> unicode_translate_str(ThreadState& ts, Value self);

Result<Ref> group_new(ThreadState& ts, Type& type, CallArgs args);
Status group_init(ThreadState& ts, Value self, CallArgs args);
Result<Ref> group_str(ThreadState& ts, Value self);
Result<Ref> group_derive(ThreadState& ts, Exception& self, Value exceptions);
Result<Ref> group_split(ThreadState& ts, Exception& self, Value condition);
Result<Ref> group_subgroup(ThreadState& ts, Exception& self, Value condition);
Result<Ref> group_message(ThreadState& ts, Exception& self);
Result<Ref> group_exceptions(ThreadState& ts, Exception& self);
Result<Ref> group_class_getitem(ThreadState& ts, Type& type, Value item);

}  // namespace exceptions

}  // namespace pyemb
