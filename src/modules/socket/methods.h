// SPDX-License-Identifier: MIT
#pragma once

// The methods of socket objects, by the source that defines them; their rows, with signatures and docs, stand in socket_object.cpp.

#include "modules/socket/socket.h"

namespace pyemb {
namespace sockets {

// -- connection.cpp: addresses and the state of the connection -----------------------------------------------------------------
[[nodiscard]] Result<Ref> socket_accept(ThreadState& ts, Socket& self);
[[nodiscard]] Status socket_bind(ThreadState& ts, Socket& self, Value address);
[[nodiscard]] Status socket_connect(ThreadState& ts, Socket& self, Value address);
[[nodiscard]] Result<int64_t> socket_connect_ex(ThreadState& ts, Socket& self, Value address);
[[nodiscard]] Status socket_listen(ThreadState& ts, Socket& self, std::optional<int> backlog);
[[nodiscard]] Status socket_shutdown(ThreadState& ts, Socket& self, int how);
[[nodiscard]] Result<Ref> socket_getsockname(ThreadState& ts, Socket& self);
[[nodiscard]] Result<Ref> socket_getpeername(ThreadState& ts, Socket& self);

// -- option.cpp ----------------------------------------------------------------------------------------------------------------
[[nodiscard]] Result<Ref> socket_getsockopt(ThreadState& ts, Socket& self, int level, int option, int size);
[[nodiscard]] Status socket_setsockopt(ThreadState& ts, Socket& self, CallArgs args);

// -- transfer.cpp: bytes -------------------------------------------------------------------------------------------------------
[[nodiscard]] Result<Ref> socket_recv(ThreadState& ts, Socket& self, int64_t size, int flags);
[[nodiscard]] Result<int64_t> socket_recv_into(ThreadState& ts, Socket& self, Value target, int64_t size, int flags);
[[nodiscard]] Result<Ref> socket_recvfrom(ThreadState& ts, Socket& self, int64_t size, int flags);
[[nodiscard]] Result<Ref> socket_recvfrom_into(ThreadState& ts, Socket& self, Value target, int64_t size, int flags);
[[nodiscard]] Result<int64_t> socket_send(ThreadState& ts, Socket& self, Value data, int flags);
[[nodiscard]] Status socket_sendall(ThreadState& ts, Socket& self, Value data, int flags);
[[nodiscard]] Result<int64_t> socket_sendto(ThreadState& ts, Socket& self, CallArgs args);

// -- message.cpp: several buffers at once, ancillary data ----------------------------------------------------------------------
[[nodiscard]] Result<int64_t> socket_sendmsg(ThreadState& ts, Socket& self, Value buffers, Value ancillary, int flags, Value address);
[[nodiscard]] Result<int64_t> socket_sendmsg_afalg(ThreadState& ts, Socket& self, Value buffers, Value op, Value iv, Value associated, int flags);
[[nodiscard]] Result<Ref> socket_recvmsg(ThreadState& ts, Socket& self, int64_t size, int64_t ancillary_size, int flags);
[[nodiscard]] Result<Ref> socket_recvmsg_into(ThreadState& ts, Socket& self, Value buffers, int64_t ancillary_size, int flags);

}  // namespace sockets
}  // namespace pyemb
