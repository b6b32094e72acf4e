// SPDX-License-Identifier: MIT
#pragma once

// Calling C functions from native code: arguments go as words, and what comes back is checked, since C code may fail without an exception or set one
// and succeed.

#include "api.h"
#include "objects/dict.h"
#include "objects/tuple.h"

namespace pyemb::capi {

/// For the time of a call of C code: makes the thread known to the functions that it calls.
class InC {
 public:
  explicit InC(ThreadState& ts) : before_(std::exchange(current_thread(), &ts)) {}
  /// For visits of the collector, which do not say who makes them: the thread that holds the interpreter's lock.
  explicit InC(Interpreter& interp) : before_(std::exchange(current_thread(), interp.current)) {}
  ~InC() { current_thread() = before_; }
  InC(const InC&) = delete;
  InC& operator=(const InC&) = delete;

 private:
  ThreadState* before_;
};

COLD Raised raise_bad_result(ThreadState& ts, PyObject* result, Value callable);
COLD Raised raise_unset(ThreadState& ts);

/// What a function that answers a new reference gave. `callable`: who is to blame, or null.
inline Result<Ref> take_object(ThreadState& ts, PyObject* result, Value callable = Value::null()) {
  if (UNLIKELY((result == nullptr) != ts.has_pending())) return raise_bad_result(ts, result, callable);
  if (result == nullptr) return Raised{};
  return Ref::steal(from_c(result));
}
/// What a function gave that answers -1 (or less) for an error.
inline Status take_status(ThreadState& ts, int result) {
  if (LIKELY(result >= 0 && !ts.has_pending())) return {};
  if (!ts.has_pending()) return raise_unset(ts);
  return Raised{};
}
inline Result<bool> take_truth(ThreadState& ts, int result) {
  TRY(take_status(ts, result));
  return result != 0;
}

/// The positional arguments as a tuple, and those by name as a dict; null if there are none.
[[nodiscard]] Result<Own<Tuple>> pack_positional(ThreadState& ts, CallArgs args);
[[nodiscard]] Status pack_keywords(ThreadState& ts, CallArgs args, Own<Dict>& keywords);

}  // namespace pyemb::capi
