// SPDX-License-Identifier: MIT
// _socket: errors, and numbers that functions take.
#include <cerrno>
#include <climits>
#include <cstring>
#include <netdb.h>

#include "modules/clock_arguments.h"
#include "modules/exception_class.h"
#include "modules/native_modules.h"
#include "modules/socket/socket.h"
#include "objects/int.h"

namespace pyemb {
namespace sockets {

int64_t default_timeout(ThreadState& ts) {
  auto* state = static_cast<State*>(find_module_state(ts, kSocketModule));
  return state != nullptr ? state->default_timeout : kForever;
}

Raised raise_errno(ThreadState& ts, int error) { return raise_os_error(ts, error, Value::null()); }
Raised raise_errno(ThreadState& ts) { return raise_os_error(ts, errno, Value::null()); }
Raised raise_message(ThreadState& ts, const char* message) { return raise(ts, Exc::kOSError, "%s", message); }

Result<Ref> gaierror_class(ThreadState& ts) { return new_exception_class(ts, "socket.gaierror", core_type(ts, Exc::kOSError)); }
Result<Ref> herror_class(ThreadState& ts) { return new_exception_class(ts, "socket.herror", core_type(ts, Exc::kOSError)); }
Raised raise_gaierror(ThreadState& ts, int error) {
  if (error == EAI_SYSTEM) return raise_errno(ts);
  Ref type = TRY(gaierror_class(ts));
  return raise_numbered(ts, type, error, ::gai_strerror(error));
}
Raised raise_herror(ThreadState& ts, int error) {
  Ref type = TRY(herror_class(ts));
  return raise_numbered(ts, type, error, ::hstrerror(error));
}

Result<int64_t> to_timeout(ThreadState& ts, Value value) {
  if (value.is_none()) return kForever;
  int64_t nanoseconds = TRY(to_nanoseconds(ts, value, Rounding::kUp));
  if (nanoseconds < 0) return raise(ts, Exc::kValueError, "Timeout value out of range");
  return nanoseconds;
}
Result<Ref> from_timeout(ThreadState& ts, int64_t timeout) {
  if (timeout < 0) return Ref::none();
  return new_float(ts, static_cast<double>(timeout) / 1e9);
}

Result<uint64_t> to_masked64(ThreadState& ts, Value value) {
  Ref index = TRY(number_index(ts, value));
  IntView view(index);
  uint64_t low = view.is_zero() ? 0 : uint64_t{view.magnitude()[0]};
  return view.negative() ? -low : low;
}
Result<uint32_t> to_masked(ThreadState& ts, Value value) {
  uint64_t number = TRY(to_masked64(ts, value));
  return static_cast<uint32_t>(number);
}

Result<uint64_t> to_unsigned(ThreadState& ts, Value any_int) {
  IntView view(any_int);
  if (view.negative()) return raise(ts, Exc::kOverflowError, "can't convert negative value to unsigned int");
  if (view.size() > 1) return raise(ts, Exc::kOverflowError, "Python int too large to convert to C unsigned long");
  return view.is_zero() ? 0 : uint64_t{view.magnitude()[0]};
}

bool fits_int(Value value) { return value.is_bool() || (value.is_int() && value.as_int() >= INT_MIN && value.as_int() <= INT_MAX); }

Status check_count(ThreadState& ts, const char* function, size_t given, size_t least, size_t most) {
  if (given >= least && given <= most) return {};
  const char* bound = least == most ? "exactly" : given < least ? "at least" : "at most";
  size_t limit = given < least ? least : most;
  return raise(ts, Exc::kTypeError, "%s() takes %s %zu argument%s (%zu given)", function, bound, limit, limit == 1 ? "" : "s", given);
}

}  // namespace sockets
}  // namespace pyemb
