// SPDX-License-Identifier: MIT
#include "objects/exception_fields.h"
#include "objects/dict.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"

// The exceptions with a field or two of their own: SystemExit, StopIteration, KeyError, NameError, AttributeError, ImportError, SyntaxError.

namespace pyemb {

Status take_keywords(ThreadState& ts, const char* type, CallArgs args, std::span<const char* const> names, std::span<Value* const> fields) {
  for (Value* field : fields) set_field(*field, Value::null());
  if (args.names.is_null()) return {};
  Tuple& given = as<Tuple>(args.names);
  for (int64_t i = 0; i < given.size; ++i) {
    size_t at = 0;
    while (at < names.size() && !str_equal(as<Str>(given.at(i)), names[at])) ++at;
    if (at == names.size()) {
      return raise(ts, Exc::kTypeError, "'%s' is an invalid keyword argument for %s()", Utf8(ts, given.at(i)).c_str(), type);
    }
    set_field(*fields[at], args.values[args.count + static_cast<size_t>(i)]);
  }
  return {};
}

namespace exceptions {

Status system_exit_init(ThreadState& ts, Value value, CallArgs args) {
  TRY(base_init(ts, value, args));
  auto& self = as<SystemExitLayout>(value);
  if (args.count == 1) set_field(self.code, args.values[0]);
  if (args.count > 1) set_field(self.code, self.args);
  return {};
}

Status stop_iteration_init(ThreadState& ts, Value value, CallArgs args) {
  TRY(base_init(ts, value, args));
  set_field(as<StopIterationLayout>(value).value, args.count > 0 ? args.values[0] : Value::none());
  return {};
}

Result<Ref> key_error_str(ThreadState& ts, Value value) {
  Tuple& args = args_of(ts, as<Exception>(value));
  if (args.size != 1) return base_str(ts, value);  // str(), so that an empty key does not vanish
  Ref key = Ref::copy(args.at(0));
  return repr(ts, key);
}

Status name_error_init(ThreadState& ts, Value value, CallArgs args) {
  auto& self = as<NameErrorLayout>(value);
  TRY(set_args_from(ts, self, args));
  static constexpr const char* kNames[] = {"name"};
  Value* const fields[] = {&self.name};
  return take_keywords(ts, "NameError", args, kNames, fields);
}

Status attribute_error_init(ThreadState& ts, Value value, CallArgs args) {
  auto& self = as<AttributeErrorLayout>(value);
  TRY(set_args_from(ts, self, args));
  static constexpr const char* kNames[] = {"name", "obj"};
  Value* const fields[] = {&self.name, &self.obj};
  return take_keywords(ts, "AttributeError", args, kNames, fields);
}

// -- ImportError -------------------------------------------------------------------------------------------------------------

Status import_error_init(ThreadState& ts, Value value, CallArgs args) {
  auto& self = as<ImportErrorLayout>(value);
  TRY(set_args_from(ts, self, args));
  static constexpr const char* kNames[] = {"name", "path"};
  Value* const fields[] = {&self.name, &self.path};
  TRY(take_keywords(ts, "ImportError", args, kNames, fields));
  set_field(self.msg, args.count == 1 ? args.values[0] : Value::null());
  return {};
}

Result<Ref> import_error_str(ThreadState& ts, Value value) {
  Value msg = as<ImportErrorLayout>(value).msg;
  if (is_str(msg)) return Ref::copy(msg);
  return base_str(ts, value);
}

Result<Ref> import_error_reduce(ThreadState& ts, Exception& base) {
  auto& self = static_cast<ImportErrorLayout&>(base);
  Value args = Value::from_object(&args_of(ts, self));
  if (self.name.is_null() && self.path.is_null()) return reduce_exception(ts, self, args, self.dict);
  Own<Dict> state = TRY(self.dict.is_null() ? new_dict(ts) : dict_copy(ts, as<Dict>(self.dict)));
  if (!self.name.is_null()) TRY(dict_set(ts, *state, "name", self.name));
  if (!self.path.is_null()) TRY(dict_set(ts, *state, "path", self.path));
  return reduce_exception(ts, self, args, state);
}

// -- SyntaxError -------------------------------------------------------------------------------------------------------------

Status syntax_error_init(ThreadState& ts, Value value, CallArgs args) {
  auto& self = as<SyntaxErrorLayout>(value);
  TRY(base_init(ts, value, args));
  if (args.count >= 1) set_field(self.msg, args.values[0]);
  if (args.count != 2) return {};
  Own<Tuple> details = TRY(to_tuple(ts, args.values[1]));
  if (details->size < 4 || details->size > 6) {
    return raise(ts, Exc::kTypeError, "function takes at %s %d arguments (%lld given)", details->size < 4 ? "least" : "most",
                 details->size < 4 ? 4 : 6, static_cast<long long>(details->size));
  }
  set_field(self.end_lineno, Value::null());
  set_field(self.end_offset, Value::null());
  Value* const fields[] = {&self.filename, &self.lineno, &self.offset, &self.text, &self.end_lineno, &self.end_offset};
  for (int64_t i = 0; i < details->size; ++i) set_field(*fields[i], details->at(i));
  if (details->size == 5) return raise(ts, Exc::kTypeError, "end_offset must be provided when end_lineno is provided");
  return {};
}

Result<Ref> syntax_error_str(ThreadState& ts, Value value) {
  auto& self = as<SyntaxErrorLayout>(value);
  Ref message = Ref::copy(or_none(self.msg));
  bool has_file = is<Str>(self.filename);
  bool has_line = self.lineno.is_int();
  if (!has_file && !has_line) return to_str(ts, message);
  long long line = has_line ? self.lineno.as_int() : 0;
  Ref filename = Ref::copy(self.filename);
  Own<Str> text = TRY(to_str(ts, message));
  Utf8 path(ts, filename);
  std::string_view name = path.view();
  if (size_t slash = name.rfind('/'); slash != name.npos) name.remove_prefix(slash + 1);
  int width = static_cast<int>(name.size());
  Utf8 shown(ts, *text);
  if (!has_file) return new_str_format(ts, "%s (line %lld)", shown.c_str(), line);
  if (!has_line) return new_str_format(ts, "%s (%.*s)", shown.c_str(), width, name.data());
  return new_str_format(ts, "%s (%.*s, line %lld)", shown.c_str(), width, name.data(), line);
}

}  // namespace exceptions
}  // namespace pyemb
