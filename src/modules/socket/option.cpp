// SPDX-License-Identifier: MIT
// _socket: getsockopt() and setsockopt().
#include <sys/socket.h>

#include "modules/socket/methods.h"
#include "objects/buffer.h"
#include "objects/bytes.h"

namespace pyemb {
namespace sockets {
namespace {

constexpr int kMostBytes = 1024;

Status set_option(ThreadState& ts, const Socket& self, int level, int option, const void* data, socklen_t size) {
  if (::setsockopt(self.fd, level, option, data, size) < 0) return raise_errno(ts);
  return {};
}

/// Options of virtual machines' sockets are 64 bits wide.
Status set_wide_option(ThreadState& ts, Socket& self, int level, int option, Value value) {
  uint64_t wide = TRY(to_masked64(ts, value));
  return set_option(ts, self, level, option, &wide, sizeof wide);
}

}  // namespace

Result<Ref> socket_getsockopt(ThreadState& ts, Socket& self, int level, int option, int size) {
  if (size == 0) {
    uint64_t wide = 0;
    int number = 0;
    bool is_wide = self.family == AF_VSOCK;
    socklen_t got = is_wide ? sizeof wide : sizeof number;
    void* place = is_wide ? static_cast<void*>(&wide) : &number;
    if (::getsockopt(self.fd, level, option, place, &got) < 0) return raise_errno(ts);
    return is_wide ? new_int_unsigned(ts, wide) : new_int(ts, number);
  }
  if (self.family == AF_VSOCK) return raise_message(ts, "getsockopt string buffer not allowed");
  if (size < 0 || size > kMostBytes) return raise_message(ts, "getsockopt buflen out of range");
  char data[kMostBytes] = {};
  auto got = static_cast<socklen_t>(size);
  if (::getsockopt(self.fd, level, option, data, &got) < 0) return raise_errno(ts);
  return new_bytes(ts, std::string_view(data, got));
}

/// setsockopt(level, option, number), (level, option, None, length), (level, option, bytes).
Status socket_setsockopt(ThreadState& ts, Socket& self, CallArgs args) {
  bool none_form = args.count == 4 && args.values[2].is_none();
  if (!none_form) TRY(check_count(ts, "setsockopt", args.count, 3, 3));
  int level = TRY(to_c_int(ts, args.values[0]));
  int option = TRY(to_c_int(ts, args.values[1]));
  if (none_form) {
    uint32_t length = TRY(to_masked(ts, args.values[3]));
    return set_option(ts, self, level, option, nullptr, length);
  }
  Value value = args.values[2];
  if (self.family == AF_VSOCK && is_any_int(value)) return set_wide_option(ts, self, level, option, value);
  bool is_number = is_any_int(value) || (!has_buffer(ts, value) && type_of(ts, value).slots.index != nullptr);
  if (is_number) {
    Ref index = TRY(number_index(ts, value));
    if (fits_int(index)) {
      int number = TRY(to_c_int(ts, index));
      return set_option(ts, self, level, option, &number, sizeof number);
    }
  }
  Buffer buffer(ts);
  TRY(buffer.open(value));
  return set_option(ts, self, level, option, buffer.data(), static_cast<socklen_t>(buffer.size()));
}

}  // namespace sockets
}  // namespace pyemb
