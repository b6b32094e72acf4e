// SPDX-License-Identifier: MIT
#include "modules/builtins/functions.h"
#include "objects/audit.h"
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/str.h"

namespace pyemb::builtins {
namespace {

Status check_name(ThreadState& ts, Value name) {
  if (is<Str>(name)) return {};
  return raise(ts, Exc::kTypeError, "attribute name must be string, not '%s'", type_name(ts, name));
}

}  // namespace

Result<Ref> get_attribute(ThreadState& ts, CallArgs args) {
  TRY(require_no_keywords(ts, "getattr", args));
  TRY(require_positional(ts, "getattr", args, 2, 3));
  TRY(check_name(ts, args.values[1]));
  if (args.count == 2) return get_attr(ts, args.values[0], args.values[1]);
  Ref found = TRY(find_attr(ts, args.values[0], args.values[1]));
  if (found.is_absent()) return Ref::copy(args.values[2]);
  return found;
}

Result<bool> has_attribute(ThreadState& ts, Value object, Value name) {
  TRY(check_name(ts, name));
  Ref found = TRY(find_attr(ts, object, name));
  return !found.is_absent();
}

Status set_attribute(ThreadState& ts, Value object, Value name, Value value) { return set_attr(ts, object, name, value); }
Status delete_attribute(ThreadState& ts, Value object, Value name) { return set_attr(ts, object, name, Value::null()); }

bool is_callable_object(ThreadState& ts, Value object) { return is_callable(ts, object); }

Result<Ref> identity(ThreadState& ts, Value object) {
  Ref id = TRY(new_int_unsigned(ts, object.bits()));  // of an immediate the word itself, which no address equals
  TRY(audit(ts, "builtins.id", id));
  return id;
}

Result<int64_t> hash_of(ThreadState& ts, Value object) { return hash(ts, object); }
Result<bool> is_instance_of(ThreadState& ts, Value object, Value classes) { return is_instance(ts, object, classes); }
Result<bool> is_subclass_of(ThreadState& ts, Value type, Value classes) { return is_subclass(ts, type, classes); }
Result<int64_t> length_of(ThreadState& ts, Value object) { return length(ts, object); }
Result<Ref> repr_of(ThreadState& ts, Value object) { return repr(ts, object); }
Result<Ref> ascii_of(ThreadState& ts, Value object) { return ascii(ts, object); }

Result<Ref> format_of(ThreadState& ts, Value object, Value spec) {
  if (!spec.is_null() && !is<Str>(spec)) {
    return raise(ts, Exc::kTypeError, "format() argument 2 must be str, not %s", type_name(ts, spec));
  }
  Own<Str> empty = TRY(new_str(ts, ""));
  return format(ts, object, spec.is_null() ? Value(empty) : spec);
}

Result<Ref> character(ThreadState& ts, Value number) {
  int64_t code = TRY(to_clamped_index(ts, number));
  if (code > INT32_MAX || code < INT32_MIN) {
    return raise(ts, Exc::kOverflowError, code > 0 ? "Python int too large to convert to C int" : "Python int too large to convert to C int");
  }
  if (code < 0 || code > 0x10ffff) return raise(ts, Exc::kValueError, "chr() arg not in range(0x110000)");
  return new_str_char(ts, static_cast<char32_t>(code));
}

Result<int64_t> ordinal(ThreadState& ts, Value value) {
  if (is<Str>(value)) {
    auto& text = as<Str>(value);
    if (text.length == 1) return static_cast<int64_t>(text.at(0));
    return raise(ts, Exc::kTypeError, "ord() expected a character, but string of length %lld found", static_cast<long long>(text.length));
  }
  bool bytes = value.is_heap() && (derives_from(*value.as_object()->type, TypeId::kBytes) || derives_from(*value.as_object()->type, TypeId::kByteArray));
  if (!bytes) return raise(ts, Exc::kTypeError, "ord() expected string of length 1, but %s found", type_name(ts, value));
  int64_t size = TRY(length(ts, value));
  if (size != 1) return raise(ts, Exc::kTypeError, "ord() expected a character, but string of length %lld found", static_cast<long long>(size));
  Ref byte = TRY(get_item(ts, value, Value::from_int(0)));
  return to_index(ts, byte);
}

}  // namespace pyemb::builtins
