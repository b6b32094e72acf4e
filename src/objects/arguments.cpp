// SPDX-License-Identifier: MIT
#include "objects/arguments.h"

#include "objects/dict.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {

size_t keyword_count(CallArgs args) {
  return args.names.is_null() ? 0 : static_cast<size_t>(as<Tuple>(args.names).size);
}

Value find_keyword(CallArgs args, const char* name) {
  for (size_t i = 0; i < keyword_count(args); ++i) {
    if (str_equal(as<Str>(as<Tuple>(args.names).at(static_cast<int64_t>(i))), name)) return args.values[args.count + i];
  }
  return Value::null();
}

Status require_no_keywords(ThreadState& ts, const char* name, CallArgs args) {
  if (keyword_count(args) == 0) return {};
  return raise(ts, Exc::kTypeError, "%s() takes no keyword arguments", name);
}

Status require_no_keywords_in_init(ThreadState& ts, const char* name, TypeId id, Value self, CallArgs args) {
  if (keyword_count(args) == 0) return {};
  const Type& type = type_of(ts, self);
  if (type.id != id && type.slots.new_ != core_type(ts, id).slots.new_) return {};
  return require_no_keywords(ts, name, args);
}

Status require_positional(ThreadState& ts, const char* name, CallArgs args, size_t least, size_t most) {
  if (args.count >= least && args.count <= most) return {};
  size_t limit = args.count < least ? least : most;
  const char* bound = least == most ? "" : args.count < least ? "at least " : "at most ";
  return raise(ts, Exc::kTypeError, "%s expected %s%zu argument%s, got %zu", name, bound, limit, limit == 1 ? "" : "s",
               args.count);
}

Result<Value> find_builtin(ThreadState& ts, const char* name) {
  Value builtins = ts.interp.builtins;
  Value found = builtins.is_null() ? Value::null() : dict_get(ts, as<Dict>(builtins), name);
  if (found.is_null()) return raise(ts, Exc::kAttributeError, "%s", name);
  return found;
}

}  // namespace pyemb
