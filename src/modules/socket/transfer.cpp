// SPDX-License-Identifier: MIT
// _socket: sending and receiving bytes.
#include <algorithm>
#include <cerrno>

#include "modules/socket/address.h"
#include "modules/socket/methods.h"
#include "modules/socket/wait.h"
#include "objects/audit.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/tuple.h"

namespace pyemb {
namespace sockets {
namespace {

Result<int64_t> receive(ThreadState& ts, Socket& self, void* data, size_t size, int flags) {
  if (size == 0) return int64_t{0};
  return wait_and_call(ts, self, Ready::kRead, [&] { return int64_t{::recv(self.fd, data, size, flags)}; });
}
Result<int64_t> receive_from(ThreadState& ts, Socket& self, void* data, size_t size, int flags, Address& address) {
  TRY(check_family(ts, self));
  return wait_and_call(ts, self, Ready::kRead, [&] {
    address.size = sizeof address.storage;
    return int64_t{::recvfrom(self.fd, data, size, flags, &address.any, &address.size)};
  });
}

/// The bytes that have arrived in a buffer with more room.
Result<Own<Bytes>> cut(ThreadState& ts, Own<Bytes> data, int64_t size) {
  if (size == data->size) return data;
  return new_bytes(ts, data->view().substr(0, static_cast<size_t>(size)));
}

/// Opens a buffer to be written to: TypeError in the words of the function.
Status open_target(ThreadState& ts, Buffer& buffer, Value target, const char* function) {
  if (!buffer.open(target, kBufferWritable).raised()) return {};
  ts.clear_pending();
  const char* type = target.is_none() ? "None" : type_name(ts, target);
  return raise(ts, Exc::kTypeError, "%s() argument 1 must be read-write bytes-like object, not %s", function, type);
}

}  // namespace

Result<Ref> socket_recv(ThreadState& ts, Socket& self, int64_t size, int flags) {
  if (size < 0) return raise(ts, Exc::kValueError, "negative buffersize in recv");
  Own<Bytes> data = TRY(new_bytes_buffer(ts, size));
  int64_t got = TRY(receive(ts, self, data->data(), static_cast<size_t>(size), flags));
  return cut(ts, std::move(data), got);
}

Result<int64_t> socket_recv_into(ThreadState& ts, Socket& self, Value target, int64_t size, int flags) {
  Buffer buffer(ts);
  TRY(open_target(ts, buffer, target, "recv_into"));
  if (size < 0) return raise(ts, Exc::kValueError, "negative buffersize in recv_into");
  if (size == 0) size = buffer.size();
  if (buffer.size() < size) return raise(ts, Exc::kValueError, "buffer too small for requested bytes");
  return receive(ts, self, buffer.data(), static_cast<size_t>(size), flags);
}

Result<Ref> socket_recvfrom(ThreadState& ts, Socket& self, int64_t size, int flags) {
  if (size < 0) return raise(ts, Exc::kValueError, "negative buffersize in recvfrom");
  Own<Bytes> data = TRY(new_bytes_buffer(ts, size));
  Address address;
  int64_t got = TRY(receive_from(ts, self, data->data(), static_cast<size_t>(size), flags, address));
  Own<Bytes> part = TRY(cut(ts, std::move(data), got));
  Ref sender = TRY(from_address(ts, self.fd, address, self.proto));
  return new_tuple_of(ts, part, sender);
}

Result<Ref> socket_recvfrom_into(ThreadState& ts, Socket& self, Value target, int64_t size, int flags) {
  Buffer buffer(ts);
  TRY(open_target(ts, buffer, target, "recvfrom_into"));
  if (size < 0) return raise(ts, Exc::kValueError, "negative buffersize in recvfrom_into");
  if (size == 0) size = buffer.size();
  if (size > buffer.size()) return raise(ts, Exc::kValueError, "nbytes is greater than the length of the buffer");
  Address address;
  int64_t got = TRY(receive_from(ts, self, buffer.data(), static_cast<size_t>(size), flags, address));
  Ref sender = TRY(from_address(ts, self.fd, address, self.proto));
  return new_tuple_of(ts, Value::from_int(got), sender);
}

Result<int64_t> socket_send(ThreadState& ts, Socket& self, Value data, int flags) {
  Buffer buffer(ts);
  TRY(buffer.open(data));
  return wait_and_call(ts, self, Ready::kWrite, [&] { return int64_t{::send(self.fd, buffer.data(), buffer.view().size(), flags)}; });
}

/// The timeout is one for all the parts together.
Status socket_sendall(ThreadState& ts, Socket& self, Value data, int flags) {
  Buffer buffer(ts);
  TRY(buffer.open(data));
  std::string_view left = buffer.view();
  Deadline deadline(std::max<int64_t>(self.timeout, 0));
  while (true) {
    int64_t timeout = self.timeout;
    if (timeout > 0) {
      timeout = deadline.nanoseconds_left();
      if (timeout == 0) return raise_timed_out(ts);
    }
    int64_t sent = TRY(wait_and_call(ts, self, Ready::kWrite, timeout, [&] { return int64_t{::send(self.fd, left.data(), left.size(), flags)}; }));
    left.remove_prefix(static_cast<size_t>(sent));
    TRY(check_signals(ts));  // a slow peer must not keep Ctrl-C away
    if (left.empty()) return {};
  }
}

/// sendto(data, address), sendto(data, flags, address).
Result<int64_t> socket_sendto(ThreadState& ts, Socket& self, CallArgs args) {
  if (args.count < 2 || args.count > 3) return raise(ts, Exc::kTypeError, "sendto() takes 2 or 3 arguments (%zu given)", args.count);
  Buffer buffer(ts);
  TRY(buffer.open(args.values[0]));
  int flags = 0;
  if (args.count == 3) flags = TRY(to_c_int(ts, args.values[1]));
  Value value = args.values[args.count - 1];
  Address address;
  TRY(to_address(ts, self, value, "sendto", address));
  TRY(audit(ts, "socket.sendto", Value::from_object(&self), value));
  return wait_and_call(ts, self, Ready::kWrite, [&] {
    return int64_t{::sendto(self.fd, buffer.data(), buffer.view().size(), flags, &address.any, address.size)};
  });
}

}  // namespace sockets
}  // namespace pyemb
