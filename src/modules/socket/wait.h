// SPDX-License-Identifier: MIT
#pragma once

// Calls that may have to wait for the other side.
//
//     ssize_t got = TRY(wait_and_call(ts, self, Ready::kRead, [&] { return ::recv(self.fd, data, size, flags); }));
//
// The call runs without the interpreter lock and must touch no object. It answers -1 with errno set when it failed.

#include <cerrno>

#include "modules/clock_arguments.h"
#include "modules/socket/socket.h"
#include "modules/system_call.h"

namespace pyemb {
namespace sockets {

enum class Ready : uint8_t { kRead, kWrite, kConnected };

/// Waits until the socket is ready, at most `timeout` nanoseconds (kForever: as long as it takes). False: the time is over. Signal handlers run
/// meanwhile; a closed socket counts as ready, so that the call that follows says what is wrong.
[[nodiscard]] Result<bool> wait_until_ready(ThreadState& ts, Socket& self, Ready what, int64_t timeout);
/// TimeoutError "timed out".
COLD Raised raise_timed_out(ThreadState& ts);

/// The call with the socket's timeout, or another one. What it answers is never -1.
template <class Call>
auto wait_and_call(ThreadState& ts, Socket& self, Ready what, int64_t timeout, Call call) -> Result<decltype(call())> {
  bool waits = timeout > 0;
  Deadline deadline(waits ? timeout : 0);
  while (true) {
    if (waits) {
      bool ready = TRY(wait_until_ready(ts, self, what, deadline.nanoseconds_left()));
      if (!ready) return raise_timed_out(ts);
    }
    auto answer = TRY(retry_call(ts, call));
    if (answer != static_cast<decltype(answer)>(-1)) return answer;
    if (!waits || (errno != EWOULDBLOCK && errno != EAGAIN)) return raise_errno(ts);
  }
}
template <class Call>
auto wait_and_call(ThreadState& ts, Socket& self, Ready what, Call call) {
  return wait_and_call(ts, self, what, self.timeout, call);
}

}  // namespace sockets
}  // namespace pyemb
