// SPDX-License-Identifier: MIT
// int(x): what any object is as an int.

#include "objects/attributes.h"
#include "objects/int.h"
#include "objects/int_methods.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "state/names.h"

namespace pyemb {
namespace {

// What __int__ returned must be an int, and should be exactly one.
Result<Ref> checked_int(ThreadState& ts, Ref result) {
  if (result.get().is_int() || is_exactly(result, TypeId::kInt)) return result;
  if (!is_any_int(result)) {
    return raise(ts, Exc::kTypeError, "__int__ returned non-int (type %.200s)", type_name(ts, result));
  }
  TRY(warn(ts, Exc::kDeprecationWarning, 1,
           "__int__ returned non-int (type %.200s).  The ability to return an instance of a strict subclass of int is "
           "deprecated, and may be removed in a future version of Python.",
           type_name(ts, result)));
  return int_exact(ts, result);
}

// By the deprecated __trunc__; absent: there is none.
Result<Ref> find_by_trunc(ThreadState& ts, Value value) {
  Ref truncate = TRY(find_special(ts, value, ts.names().dunder_trunc));
  if (truncate.is_absent()) return Result<Ref>::absent();
  TRY(warn(ts, Exc::kDeprecationWarning, 1, "The delegation of int() to __trunc__ is deprecated."));
  Ref result = TRY(call_special(ts, value, ts.names().dunder_trunc));
  if (is_any_int(result)) return int_exact(ts, result);
  if (type_of(ts, result).slots.index == nullptr) {
    return raise(ts, Exc::kTypeError, "__trunc__ returned non-Integral (type %.200s)", type_name(ts, result));
  }
  return number_index(ts, result);
}

}  // namespace

Result<Ref> to_int(ThreadState& ts, Value value) {
  if (value.is_int() || is_exactly(value, TypeId::kInt)) return Ref::copy(value);
  if (is_str(value)) return int_from_str(ts, value, 10);
  const Slots& slots = type_of(ts, value).slots;
  if (slots.to_int != nullptr) {
    Ref result = TRY(slots.to_int(ts, value));
    return checked_int(ts, std::move(result));
  }
  if (slots.index != nullptr) return number_index(ts, value);
  Ref number = TRY(find_by_trunc(ts, value));
  if (!number.is_absent()) return number;
  if (is<Str>(value)) return int_from_str(ts, value, 10);
  number = TRY(find_int_in_buffer(ts, value));
  if (!number.is_absent()) return number;
  return raise(ts, Exc::kTypeError,
               "int() argument must be a string, a bytes-like object or a real number, not '%.200s'",
               type_name(ts, value));
}

}  // namespace pyemb
