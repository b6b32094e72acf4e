// SPDX-License-Identifier: MIT
#include "modules/socket/wait.h"

#include <poll.h>

namespace pyemb {
namespace sockets {
namespace {

short events_of(Ready what) {
  switch (what) {
    case Ready::kRead: return POLLIN;
    case Ready::kWrite: return POLLOUT;
    case Ready::kConnected: return POLLOUT | POLLERR;
  }
  return 0;
}

}  // namespace

Result<bool> wait_until_ready(ThreadState& ts, Socket& self, Ready what, int64_t timeout) {
  Deadline deadline(timeout < 0 ? 0 : timeout);
  while (self.fd >= 0) {
    pollfd row = {self.fd, events_of(what), 0};
    timespec left = deadline.left();
    int count = without_lock(ts, [&] { return ::ppoll(&row, 1, timeout < 0 ? nullptr : &left, nullptr); });
    if (count >= 0) return count > 0;
    if (errno != EINTR) return raise_errno(ts);
    TRY(check_signals(ts));
  }
  return true;
}

Raised raise_timed_out(ThreadState& ts) { return raise(ts, Exc::kTimeoutError, "timed out"); }

}  // namespace sockets
}  // namespace pyemb
