// SPDX-License-Identifier: MIT
// _socket: addresses of a socket and the state of its connection.
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

#include "modules/socket/address.h"
#include "modules/socket/methods.h"
#include "modules/socket/wait.h"
#include "objects/audit.h"
#include "objects/tuple.h"

namespace pyemb {
namespace sockets {
namespace {

/// The error that the system has kept for a connection that it makes in the background; 0: it is there.
int connection_error(int fd) {
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0) return errno;
  return error == EISCONN ? 0 : error;
}

/// Waits for a connection that connect() could not make at once. An error number, 0: it is there.
Result<int> finish_connection(ThreadState& ts, Socket& self) {
  Deadline deadline(std::max<int64_t>(self.timeout, 0));
  while (true) {
    int64_t left = self.timeout < 0 ? kForever : deadline.nanoseconds_left();
    bool ready = TRY(wait_until_ready(ts, self, Ready::kConnected, left));
    if (!ready) return EWOULDBLOCK;
    int error = connection_error(self.fd);
    if (self.timeout <= 0 || (error != EWOULDBLOCK && error != EAGAIN)) return error;
  }
}

struct Attempt {
  int error;        ///< 0: connected
  bool timed_out;
};
/// Connects, and waits for it as long as the timeout says.
Result<Attempt> connect_to(ThreadState& ts, Socket& self, const Address& address) {
  int failed = without_lock(ts, [&] { return ::connect(self.fd, &address.any, address.size); });
  if (failed == 0) return Attempt{0, false};
  int error = errno;
  bool goes_on;
  if (error == EINTR) {
    TRY(check_signals(ts));
    goes_on = self.timeout != 0;
  } else {
    goes_on = self.timeout > 0 && error == EINPROGRESS;
  }
  if (!goes_on) return Attempt{error, false};
  error = TRY(finish_connection(ts, self));
  return Attempt{error, error == EWOULDBLOCK};
}

/// An address that the system fills in: `ask` is getsockname() or getpeername().
Result<Ref> ask_address(ThreadState& ts, Socket& self, int (*ask)(int, sockaddr*, socklen_t*)) {
  TRY(check_family(ts, self));
  Address address;
  int failed = without_lock(ts, [&] { return ask(self.fd, &address.any, &address.size); });
  if (failed != 0) return raise_errno(ts);
  return from_address(ts, self.fd, address, self.proto);
}

}  // namespace

Result<Ref> socket_accept(ThreadState& ts, Socket& self) {
  TRY(check_family(ts, self));
  Address address;
  int fd = TRY(wait_and_call(ts, self, Ready::kRead, [&] {
    address.size = sizeof address.storage;
    return ::accept4(self.fd, &address.any, &address.size, SOCK_CLOEXEC);
  }));
  Result<Ref> peer = from_address(ts, self.fd, address, self.proto);
  if (peer.raised()) {
    ::close(fd);
    return Raised{};
  }
  Ref held = peer.take();
  return new_tuple_of(ts, Value::from_int(fd), held);
}

Status socket_bind(ThreadState& ts, Socket& self, Value value) {
  Address address;
  TRY(to_address(ts, self, value, "bind", address));
  TRY(audit(ts, "socket.bind", Value::from_object(&self), value));
  int failed = without_lock(ts, [&] { return ::bind(self.fd, &address.any, address.size); });
  if (failed != 0) return raise_errno(ts);
  return {};
}

Status socket_connect(ThreadState& ts, Socket& self, Value value) {
  Address address;
  TRY(to_address(ts, self, value, "connect", address));
  TRY(audit(ts, "socket.connect", Value::from_object(&self), value));
  Attempt attempt = TRY(connect_to(ts, self, address));
  if (attempt.timed_out) return raise_timed_out(ts);
  if (attempt.error != 0) return raise_errno(ts, attempt.error);
  return {};
}
Result<int64_t> socket_connect_ex(ThreadState& ts, Socket& self, Value value) {
  Address address;
  TRY(to_address(ts, self, value, "connect_ex", address));
  TRY(audit(ts, "socket.connect", Value::from_object(&self), value));
  Attempt attempt = TRY(connect_to(ts, self, address));
  return int64_t{attempt.error};
}

Status socket_listen(ThreadState& ts, Socket& self, std::optional<int> backlog) {
  constexpr int kDefault = std::min(SOMAXCONN, 128);
  int length = std::max(backlog.value_or(kDefault), 0);
  int failed = without_lock(ts, [&] { return ::listen(self.fd, length); });
  if (failed != 0) return raise_errno(ts);
  return {};
}

Status socket_shutdown(ThreadState& ts, Socket& self, int how) {
  int failed = without_lock(ts, [&] { return ::shutdown(self.fd, how); });
  if (failed != 0) return raise_errno(ts);
  return {};
}

Result<Ref> socket_getsockname(ThreadState& ts, Socket& self) {
  return ask_address(ts, self, [](int fd, sockaddr* address, socklen_t* size) { return ::getsockname(fd, address, size); });
}
Result<Ref> socket_getpeername(ThreadState& ts, Socket& self) {
  return ask_address(ts, self, [](int fd, sockaddr* address, socklen_t* size) { return ::getpeername(fd, address, size); });
}

}  // namespace sockets
}  // namespace pyemb
