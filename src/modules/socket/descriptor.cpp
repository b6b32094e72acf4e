// SPDX-License-Identifier: MIT
// _socket: descriptors without objects, pairs of connected sockets, and the timeout of new ones.
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "modules/socket/socket.h"
#include "modules/system_call.h"
#include "objects/tuple.h"

namespace pyemb {
namespace sockets {
namespace {

Result<int> to_fd(ThreadState& ts, Value value) {
  int64_t number = TRY(to_int64(ts, value));
  return static_cast<int>(number);
}

Status close_fd(ThreadState& ts, Value value) {
  int fd = TRY(to_fd(ts, value));
  int failed = without_lock(ts, [&] { return ::close(fd); });
  if (failed != 0 && errno != ECONNRESET) return raise_errno(ts);  // a peer that has gone is no reason to complain
  return {};
}
Result<int64_t> duplicate(ThreadState& ts, Value value) {
  int fd = TRY(to_fd(ts, value));
  int copy = ::fcntl(fd, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return raise_errno(ts);
  return int64_t{copy};
}

Result<Ref> pair(ThreadState& ts, std::optional<int> family_value, std::optional<int> type_value, std::optional<int> proto_value) {
  int family = family_value.value_or(AF_UNIX);
  int type = type_value.value_or(SOCK_STREAM);
  int proto = proto_value.value_or(0);
  int fds[2];
  int failed = without_lock(ts, [&] { return ::socketpair(family, type | SOCK_CLOEXEC, proto, fds); });
  if (failed != 0) return raise_errno(ts);
  Result<Ref> first = wrap_descriptor(ts, fds[0], family, type, proto);
  if (first.raised()) {
    ::close(fds[1]);
    return Raised{};
  }
  Ref left = first.take();
  Ref right = TRY(wrap_descriptor(ts, fds[1], family, type, proto));
  return new_tuple_of(ts, left, right);
}

Result<Ref> get_default_timeout(ThreadState& ts) { return from_timeout(ts, default_timeout(ts)); }
Status set_default_timeout(ThreadState& ts, Module& module, Value value) {
  int64_t timeout = TRY(to_timeout(ts, value));
  module_state<State>(module).default_timeout = timeout;
  return {};
}

constexpr NativeMethod kFunctions[] = {
    function<close_fd>("close", "($module, fd, /)", "Close a socket given by its descriptor."),
    function<duplicate>("dup", "($module, fd, /)", "Duplicate a socket given by its descriptor; answers a descriptor that child processes do not inherit."),
    function<pair>("socketpair", "family=AF_UNIX, type=SOCK_STREAM, proto=0, /", "A pair of sockets that are connected with each other."),
    function<get_default_timeout>("getdefaulttimeout", "($module, /)", "The timeout of new sockets in seconds; None: they wait as long as it takes."),
    module_function<set_default_timeout>("setdefaulttimeout", "($module, timeout, /)", "Set the timeout of new sockets in seconds, or None."),
};

}  // namespace

constexpr std::span<const NativeMethod> kDescriptorFunctions = kFunctions;

}  // namespace sockets
}  // namespace pyemb
