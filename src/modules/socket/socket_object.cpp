// SPDX-License-Identifier: MIT
// _socket.socket: the object, how it comes and goes, and its timeout.
#include <cerrno>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "modules/module_type_specs.h"
#include "modules/socket/methods.h"
#include "objects/audit.h"
#include "modules/system_call.h"
#include "modules/warnings.h"
#include "objects/str.h"

namespace pyemb {
namespace sockets {
namespace {

/// Makes the descriptor block, or not.
Status set_descriptor_blocking(ThreadState& ts, int fd, bool blocks) {
  unsigned nonblocking = blocks ? 0 : 1;
  int failed = without_lock(ts, [&] { return ::ioctl(fd, FIONBIO, &nonblocking); });
  if (failed != 0) return raise_errno(ts);
  return {};
}

/// Gives the object a descriptor that is new; `type` as it was asked for.
Status settle(ThreadState& ts, Socket& self, int fd, int family, int type, int proto) {
  self.fd = fd;
  self.family = family;
  self.type = type & ~(SOCK_CLOEXEC | SOCK_NONBLOCK);
  self.proto = proto;
  self.timeout = (type & SOCK_NONBLOCK) != 0 ? 0 : default_timeout(ts);
  if (self.timeout < 0 || (type & SOCK_NONBLOCK) != 0) return {};
  return set_descriptor_blocking(ts, fd, false);
}

Result<Ref> socket_new(ThreadState& ts, Type& type, CallArgs) {
  Own<Socket> self = TRY(new_native<Socket>(ts, type));
  self->fd = -1;
  self->timeout = kForever;
  return self;
}

/// A number that a socket option of SOL_SOCKET tells.
Result<int> ask_number(ThreadState& ts, int fd, int option) {
  int number = 0;
  socklen_t size = sizeof number;
  if (::getsockopt(fd, SOL_SOCKET, option, &number, &size) < 0) return raise_errno(ts);
  return number;
}

/// What a socket is that stands behind a descriptor: for each argument that was left out (-1) the system is asked.
Status init_from_descriptor(ThreadState& ts, Socket& self, int fd, int family, int type, int proto) {
  sockaddr_storage address = {};
  socklen_t size = sizeof address;
  if (::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) < 0 && (family == -1 || errno == EBADF || errno == ENOTSOCK)) return raise_errno(ts);
  if (family == -1) family = address.ss_family;
  if (type == -1) type = TRY(ask_number(ts, fd, SO_TYPE));
  if (proto == -1) proto = TRY(ask_number(ts, fd, SO_PROTOCOL));
  return settle(ts, self, fd, family, type, proto);
}

Status socket_init(ThreadState& ts, Socket& self, std::optional<int> family_value, std::optional<int> type_value, std::optional<int> proto_value, Value fileno) {
  int family = family_value.value_or(-1), type = type_value.value_or(-1), proto = proto_value.value_or(-1);
  TRY(audit(ts, "socket.__new__", Value::from_object(&self), Value::from_int(family), Value::from_int(type), Value::from_int(proto)));
  if (!fileno.is_null() && !fileno.is_none()) {
    int64_t fd = TRY(to_int64(ts, fileno));
    if (fd < 0) return raise(ts, Exc::kValueError, "negative file descriptor");
    return init_from_descriptor(ts, self, static_cast<int>(fd), family, type, proto);
  }
  if (family == -1) family = AF_INET;
  if (type == -1) type = SOCK_STREAM;
  if (proto == -1) proto = 0;
  int fd = without_lock(ts, [&] { return ::socket(family, type | SOCK_CLOEXEC, proto); });
  if (fd < 0) return raise_errno(ts);
  if (!settle(ts, self, fd, family, type, proto).raised()) return {};
  ::close(std::exchange(self.fd, -1));
  return Raised{};
}

Result<Ref> socket_repr(ThreadState& ts, Value value) {
  auto& self = as<Socket>(value);
  return new_str_format(ts, "<socket object, fd=%d, family=%d, type=%d, proto=%d>", self.fd, self.family, self.type, self.proto);
}

/// A socket that nobody has closed: warns, and closes it.
void socket_finalize(ThreadState& ts, Value value) {
  auto& self = as<Socket>(value);
  if (self.fd < 0) return;
  warn_unclosed(ts, value, "unclosed", value);
  int fd = std::exchange(self.fd, -1);
  if (fd >= 0) static_cast<void>(without_lock(ts, [&] { return ::close(fd); }));
}

Status socket_close(ThreadState& ts, Socket& self) {
  int fd = std::exchange(self.fd, -1);
  if (fd < 0) return {};
  int failed = without_lock(ts, [&] { return ::close(fd); });
  if (failed != 0 && errno != ECONNRESET) return raise_errno(ts);  // a peer that has gone is no reason to complain
  return {};
}
int64_t socket_detach(ThreadState&, Socket& self) { return std::exchange(self.fd, -1); }
int64_t socket_fileno(ThreadState&, Socket& self) { return self.fd; }

// -- timeout -------------------------------------------------------------------------------------------------------------------

Status set_timeout(ThreadState& ts, Socket& self, int64_t timeout) {
  self.timeout = timeout;
  return set_descriptor_blocking(ts, self.fd, timeout < 0);
}
Status socket_setblocking(ThreadState& ts, Socket& self, Value flag) {
  int64_t blocks = TRY(to_int64(ts, flag));
  return set_timeout(ts, self, blocks != 0 ? kForever : 0);
}
bool socket_getblocking(ThreadState&, Socket& self) { return self.timeout != 0; }
Status socket_settimeout(ThreadState& ts, Socket& self, Value value) {
  int64_t timeout = TRY(to_timeout(ts, value));
  return set_timeout(ts, self, timeout);
}
Result<Ref> socket_gettimeout(ThreadState& ts, Socket& self) { return from_timeout(ts, self.timeout); }

// -- the type ------------------------------------------------------------------------------------------------------------------

constexpr NativeMethod kInit = method<socket_init>("socket", "(family=-1, type=-1, proto=-1, fileno=None)", "");

constexpr NativeMethod kMethods[] = {
    method<socket_accept>("_accept", "($self, /)", "Wait for a connection; answers (descriptor, address) of it."),
    method<socket_bind>("bind", "($self, address, /)", "Give the socket a local address."),
    method<socket_close>("close", "($self, /)", "Close the socket; it can't be used afterwards."),
    method<socket_connect>("connect", "($self, address, /)", "Connect the socket with a remote address."),
    method<socket_connect_ex>("connect_ex", "($self, address, /)", "The same, but an error of the system is answered as its number; 0: connected."),
    method<socket_detach>("detach", "($self, /)", "Give the descriptor up without closing it; answers it."),
    method<socket_fileno>("fileno", "($self, /)", "The descriptor; -1: the socket is closed."),
    method<socket_getpeername>("getpeername", "($self, /)", "The address of the other side."),
    method<socket_getsockname>("getsockname", "($self, /)", "The socket's own address."),
    method<socket_getsockopt>("getsockopt", "level, option, buffersize=0, /", "An option as an int, or with a buffer size as bytes."),
    method<socket_listen>("listen", "backlog=128, /", "Accept connections from now on; so many may wait for it."),
    method<socket_recv>("recv", "bufsize, flags=0, /", "Receive at least one byte and at most so many; b'' when the other side has closed."),
    method<socket_recv_into>("recv_into", "buffer, nbytes=0, flags=0", "Receive bytes into a buffer; answers how many."),
    method<socket_recvfrom>("recvfrom", "bufsize, flags=0, /", "Receive bytes and the address of the sender."),
    method<socket_recvfrom_into>("recvfrom_into", "buffer, nbytes=0, flags=0", "Receive bytes into a buffer; answers how many, and the address of the sender."),
    method<socket_send>("send", "data, flags=0, /", "Send bytes; answers how many the system has taken."),
    method<socket_sendall>("sendall", "data, flags=0, /", "Send all of the bytes."),
    method<socket_sendto>("sendto", "data, flags, address, /", "Send bytes to an address: sendto(data, address) or sendto(data, flags, address)."),
    method<socket_setblocking>("setblocking", "($self, flag, /)", "True is settimeout(None), False is settimeout(0.0)."),
    method<socket_getblocking>("getblocking", "($self, /)", "Whether calls may wait."),
    method<socket_settimeout>("settimeout", "($self, timeout, /)", "How many seconds calls may wait; None: as long as it takes."),
    method<socket_gettimeout>("gettimeout", "($self, /)", "How many seconds calls may wait; None: as long as it takes."),
    method<socket_setsockopt>("setsockopt", "level, option, value, /", "Set an option to an int or to bytes; setsockopt(level, option, None, length) gives no value, but a length."),
    method<socket_shutdown>("shutdown", "($self, how, /)", "Shut down receiving (SHUT_RD), sending (SHUT_WR) or both (SHUT_RDWR)."),
    method<socket_recvmsg>("recvmsg", "bufsize, ancbufsize=0, flags=0, /", "Receive bytes and ancillary data; answers (data, ancillary data, flags, address)."),
    method<socket_recvmsg_into>("recvmsg_into", "buffers, ancbufsize=0, flags=0, /",
                                "Receive bytes into several buffers, and ancillary data; answers (size, ancillary data, flags, address)."),
    method<socket_sendmsg>("sendmsg", "buffers, ancdata=(), flags=0, address=None, /", "Send the bytes of several buffers, and ancillary data; answers how many bytes the system has taken."),
    method<socket_sendmsg_afalg>("sendmsg_afalg", "msg=(), *, op=<unrepresentable>, iv=<unrepresentable>, assoclen=<unrepresentable>, flags=MSG_MORE",
                                 "Send data to a cipher of the kernel, with its mode."),
};
constexpr Member kMembers[] = {
    {"family", Member::kInt32, offsetof(Socket, family), Member::kReadOnly, "the socket family"},
    {"type", Member::kInt32, offsetof(Socket, type), Member::kReadOnly, "the socket type"},
    {"proto", Member::kInt32, offsetof(Socket, proto), Member::kReadOnly, "the socket protocol"},
};
constexpr GetSet kGetSets[] = {getset<socket_gettimeout>("timeout", "the socket timeout")};

}  // namespace

Result<Ref> wrap_descriptor(ThreadState& ts, int fd, int family, int type, int proto) {
  Result<Own<Socket>> made = new_native<Socket>(ts);
  if (made.raised()) {
    ::close(fd);
    return Raised{};
  }
  Own<Socket> self = made.take();
  if (!settle(ts, *self, fd, family, type, proto).raised()) return self;
  ::close(std::exchange(self->fd, -1));
  return Raised{};
}

}  // namespace sockets

constexpr TypeSpec kSocketSpec = {
    .name = "_socket.socket",
    .doc = "socket(family=AF_INET, type=SOCK_STREAM, proto=0)\nsocket(family=-1, type=-1, proto=-1, fileno=None)\n\n"
           "One end of a network connection. With a descriptor, what is left out is asked of the system. Child processes do not inherit it.",
    .id = ModuleType::kSocket,
    .size = sizeof(sockets::Socket),
    .flags = Type::kSubclassable,
    .methods = sockets::kMethods,
    .getsets = sockets::kGetSets,
    .members = sockets::kMembers,
    .slots = {.repr = sockets::socket_repr, .init = init_from<sockets::kInit>, .new_ = sockets::socket_new, .finalize = sockets::socket_finalize},
};

}  // namespace pyemb
