// SPDX-License-Identifier: MIT
#include "modules/system_call.h"

#include "objects/attributes.h"
#include "objects/call.h"

namespace pyemb {

Result<int> to_descriptor(ThreadState& ts, Value value) {
  Ref number = Ref::copy(value);
  if (!is_any_int(value)) {
    Ref method = TRY(find_attr(ts, value, "fileno"));
    if (method.is_absent()) return raise(ts, Exc::kTypeError, "argument must be an int, or have a fileno() method.");
    number = TRY(call(ts, method));
    if (!is_any_int(number)) return raise(ts, Exc::kTypeError, "fileno() returned a non-integer");
  }
  int descriptor = TRY(to_c_int(ts, number));
  if (descriptor < 0) return raise(ts, Exc::kValueError, "file descriptor cannot be a negative integer (%i)", descriptor);
  return descriptor;
}

}  // namespace pyemb
