// SPDX-License-Identifier: MIT
#pragma once

// System calls from native modules: without the interpreter lock while they may block, and again when a signal interrupted
// them (PEP 475).
//
//     ssize_t got = TRY(retry_call(ts, [&] { return ::read(fd, data, size); }));
//     if (got < 0) return raise_os_error(ts, errno, Value::null());
//
// The call must touch no object: other threads run meanwhile.

#include <cerrno>
#include <optional>

#include "objects/native.h"
#include "state/gil.h"
#include "state/interpreter.h"

namespace pyemb {

/// Runs the handlers of signals that have arrived, if this thread does so; they may raise.
[[nodiscard]] inline Status check_signals(ThreadState& ts) {
  if ((ts.breaker.load(std::memory_order_relaxed) & static_cast<uint32_t>(Breaker::kSignals)) == 0) return {};
  return ts.interp.hooks.handle_breaker != nullptr ? ts.interp.hooks.handle_breaker(ts) : Status();
}

/// One call without the lock; its errno is kept.
template <class Call>
auto without_lock(ThreadState& ts, Call call) {
  decltype(call()) answer;
  int error;
  {
    WithoutGil unlocked(ts);
    errno = 0;
    answer = call();
    error = errno;
  }
  errno = error;
  return answer;
}

/// The same, repeated while it fails with EINTR and no signal handler raises. A failure is the call's own, errno is set.
template <class Call>
auto retry_call(ThreadState& ts, Call call) -> Result<decltype(call())> {
  while (true) {
    auto answer = without_lock(ts, call);
    if (answer != static_cast<decltype(answer)>(-1) || errno != EINTR) return answer;
    TRY(check_signals(ts));
  }
}

/// A parameter that is a file descriptor: an int, or an object with a fileno() method.
struct Fileno {
  int value;
};
/// TypeError "argument must be an int, or have a fileno() method.", ValueError for negative ones. In system_call.cpp.
[[nodiscard]] Result<int> to_descriptor(ThreadState& ts, Value value);

template <>
struct native_detail::Holder<Fileno> {
  int value;
  bool load(ThreadState& ts, const NativeMethod&, int, Value v) { return store(to_descriptor(ts, v), value); }
  Fileno get() { return {value}; }
};

}  // namespace pyemb
