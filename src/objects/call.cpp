// SPDX-License-Identifier: MIT
#include "objects/call.h"

#include "objects/attributes.h"
#include "objects/dict.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {

Result<Ref> call(ThreadState& ts, Value callee, CallArgs args) {
  Type& type = type_of(ts, callee);
  CallFn function = type.slots.call;
  if (UNLIKELY(function == nullptr)) return raise(ts, Exc::kTypeError, "'%s' object is not callable", type_name(type));
  RecursionGuard guard(ts, " while calling a Python object");
  if (guard.exceeded()) return guard.raise();
  return function(ts, callee, args);
}

Result<Ref> call_method(ThreadState& ts, Value object, Value name, std::span<const Value> args) {
  bool self_needed = false;
  Ref method = TRY(get_method(ts, object, name, &self_needed));
  if (self_needed) return call_found(ts, method, object, args);
  return call(ts, method, CallArgs{args.data(), args.size()});
}

SpreadArguments::~SpreadArguments() { ts_.interp.heap.release_buffer(buffer_, size_ * sizeof(Value)); }

Status SpreadArguments::spread(Tuple& args, Dict& kwargs) {
  size_ = static_cast<size_t>(args.size + kwargs.size);
  buffer_ = static_cast<Value*>(ts_.interp.heap.allocate_buffer(size_ * sizeof(Value)));
  if (buffer_ == nullptr) return raise_no_memory(ts_);
  size_t n = 0;
  for (Value value : args.span()) buffer_[n++] = value;
  Own<Tuple> names = TRY(new_tuple(ts_, kwargs.size));
  Own<Tuple> values = TRY(new_tuple(ts_, kwargs.size));
  Value key, value;
  int64_t at = 0;
  for (int64_t position = 0; dict_next(kwargs, &position, &key, &value); ++at) {
    if (!is<Str>(key)) return raise(ts_, Exc::kTypeError, "keywords must be strings");
    names->set(at, Ref::copy(key));
    values->set(at, Ref::copy(value));  // the dict may change during the call
    buffer_[n++] = value;
  }
  names_ = std::move(names);
  values_ = std::move(values);
  count_ = static_cast<size_t>(args.size);
  return {};
}

Result<Ref> call_with(ThreadState& ts, Value callee, Value args, Value kwargs) {
  Own<Tuple> tuple = TRY(to_tuple(ts, args));
  if (kwargs.is_null() || (is<Dict>(kwargs) && as<Dict>(kwargs).size == 0)) {
    return call(ts, callee, CallArgs{tuple->items(), static_cast<size_t>(tuple->size)});
  }
  if (!is<Dict>(kwargs)) return raise(ts, Exc::kTypeError, "argument after ** must be a mapping, not %s", type_name(ts, kwargs));
  SpreadArguments spread(ts);
  TRY(spread.spread(*tuple, as<Dict>(kwargs)));
  return call(ts, callee, spread.args());
}

bool is_callable(ThreadState& ts, Value value) { return type_of(ts, value).slots.call != nullptr; }

}  // namespace pyemb
