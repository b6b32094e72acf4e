// SPDX-License-Identifier: MIT
// The module _json: the fast half of json.

#include "modules/json/json.h"
#include "modules/native_modules.h"
#include "objects/arguments.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

Result<Ref> scan_string(ThreadState& ts, CallArgs args) {
  TRY(require_no_keywords(ts, "scanstring", args));
  if (args.count < 2) return raise(ts, Exc::kTypeError, "scanstring() takes at least 2 arguments (%zu given)", args.count);
  if (args.count > 3) return raise(ts, Exc::kTypeError, "scanstring() takes at most 3 arguments (%zu given)", args.count);
  int64_t end = TRY(to_ssize(ts, args.values[1]));
  bool strict = true;
  if (args.count == 3) strict = TRY(truth(ts, args.values[2]));
  Value text = args.values[0];
  if (!is<Str>(text)) return raise(ts, Exc::kTypeError, "first argument must be a string, not %.80s", type_name(ts, text));
  if (end < 0 || end > as<Str>(text).length) return raise(ts, Exc::kValueError, "end is out of bounds");
  Ref value = TRY(read_json_string(ts, as<Str>(text), end, strict ? JsonControls::kForbidden : JsonControls::kAllowed, &end));
  Ref next = TRY(new_int(ts, end));
  return new_tuple_of(ts, value, next);
}

constexpr NativeMethod kFunctions[] = {
    function<scan_string>("scanstring", nullptr,
                          "scanstring(string, end, strict=True): the JSON string whose first character stands at `end`, and the place\n"
                          "behind its closing quote."),
};

Status add_type_as(ThreadState& ts, Module& module, const char* name, TypeId id) {
  Type* type = TRY(find_type(ts, id));
  return module_add(ts, module, name, Value::from_object(type));
}

Status exec(ThreadState& ts, Module& module) {
  TRY(module_add_functions(ts, module, kJsonStringFunctions));
  TRY(add_type_as(ts, module, "make_scanner", ModuleType::kJsonScanner));
  return add_type_as(ts, module, "make_encoder", ModuleType::kJsonEncoder);
}

}  // namespace

constexpr NativeModule kJsonModule = {
    .name = "_json",
    .doc = "The parts of json that need to be fast.",
    .functions = kFunctions,
    .exec = exec,
};

}  // namespace pyemb
