// SPDX-License-Identifier: MIT
#include "foreign_call.h"

#include "objects/exception.h"
#include "objects/str.h"

namespace pyemb::capi {

Raised raise_unset(ThreadState& ts) { return raise(ts, Exc::kSystemError, "error return without exception set"); }

Raised raise_bad_result(ThreadState& ts, PyObject* result, Value callable) {
  Ref cause = ts.take_pending();
  Ref dropped = Ref::steal(from_c(result));
  const char* what = result == nullptr ? "returned NULL without setting an exception" : "returned a result with an exception set";
  if (callable.is_null() && result == nullptr) return raise_unset(ts);
  if (callable.is_null()) {
    static_cast<void>(raise(ts, Exc::kSystemError, "a slot of C code %s", what));
  } else {
    Result<Own<Str>> shown = repr(ts, callable);
    if (shown.raised()) return Raised{};
    Own<Str> text = shown.take();
    static_cast<void>(raise(ts, Exc::kSystemError, "%s %s", Utf8(ts, *text).c_str(), what));
  }
  if (cause && is_exception(ts.pending)) {
    set_cause(as<Exception>(ts.pending), cause);
    set_context(as<Exception>(ts.pending), cause);
  }
  return {};
}

Result<Own<Tuple>> pack_positional(ThreadState& ts, CallArgs args) { return new_tuple(ts, std::span<const Value>(args.values, args.count)); }

Status pack_keywords(ThreadState& ts, CallArgs args, Own<Dict>& keywords) {
  if (args.names.is_null() || as<Tuple>(args.names).size == 0) return {};
  Tuple& names = as<Tuple>(args.names);
  keywords = TRY(new_dict(ts, names.size));
  for (int64_t i = 0; i < names.size; ++i) TRY(dict_set(ts, *keywords, names.at(i), args.values[args.count + static_cast<size_t>(i)]));
  return {};
}

}  // namespace pyemb::capi
