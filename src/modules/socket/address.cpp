// SPDX-License-Identifier: MIT
// _socket: addresses of the internet and of files; the other families stand in address_device.cpp and address_bluetooth.cpp.
#include "modules/socket/address.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <netdb.h>

#include "modules/paths.h"
#include "modules/system_call.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {
namespace sockets {
namespace {

constexpr uint32_t kMostFlowInfo = 0xfffff;

/// The port of an address.
Result<uint16_t> to_port(ThreadState& ts, const AddressSource& source, int port) {
  if (port < 0 || port > 0xffff) return raise(ts, Exc::kOverflowError, "%s(): port must be 0-65535.", source.caller);
  return htons(static_cast<uint16_t>(port));
}
/// The number in a tuple that is a port; its range is checked when the host is known.
Result<int> to_port_number(ThreadState& ts, const AddressSource& source, Value value) {
  Result<int> port = to_c_int(ts, value);
  if (port.raised() && clear_pending_if(ts, Exc::kOverflowError)) return raise(ts, Exc::kOverflowError, "%s(): port must be 0-65535.", source.caller);
  return port;
}

Status to_inet_address(ThreadState& ts, const AddressSource& source, Address& address) {
  Own<Tuple> tuple = TRY(to_address_tuple(ts, source, "AF_INET"));
  TRY(check_items(ts, *tuple, 2, 2, "AF_INET address must be a pair (host, port)"));
  HostName host;
  TRY(host.init(ts, tuple->at(0)));
  int port = TRY(to_port_number(ts, source, tuple->at(1)));
  TRY(resolve(ts, host.c_str(), AF_INET, address));
  address.inet.sin_port = TRY(to_port(ts, source, port));
  address.inet.sin_family = AF_INET;
  address.size = sizeof address.inet;
  return {};
}

Status to_inet6_address(ThreadState& ts, const AddressSource& source, Address& address) {
  Own<Tuple> tuple = TRY(to_address_tuple(ts, source, "AF_INET6"));
  TRY(check_items(ts, *tuple, 2, 4, "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])"));
  HostName host;
  TRY(host.init(ts, tuple->at(0)));
  int port = TRY(to_port_number(ts, source, tuple->at(1)));
  uint32_t numbers[2] = {};  // flow, scope
  for (int64_t i = 2; i < tuple->size; ++i) numbers[i - 2] = TRY(to_masked(ts, tuple->at(i)));
  TRY(resolve(ts, host.c_str(), AF_INET6, address));
  uint16_t net_port = TRY(to_port(ts, source, port));
  if (numbers[0] > kMostFlowInfo) return raise(ts, Exc::kOverflowError, "%s(): flowinfo must be 0-1048575.", source.caller);
  address.inet6.sin6_family = AF_INET6;
  address.inet6.sin6_port = net_port;
  address.inet6.sin6_flowinfo = htonl(numbers[0]);
  address.inet6.sin6_scope_id = numbers[1];
  address.size = sizeof address.inet6;
  return {};
}

/// A path, or with a null byte in front a name in the system's own list; an empty one lets the system choose such a name.
Status to_unix_address(ThreadState& ts, const AddressSource& source, Address& address) {
  Ref held = Ref::copy(source.value);
  if (is<Str>(held)) {
    Own<Str> encoding = TRY(new_str(ts, "utf-8"));
    Own<Str> errors = TRY(new_str(ts, "surrogateescape"));
    held = TRY(encode_str(ts, as<Str>(source.value), encoding.get(), errors.get()));
  }
  Buffer buffer(ts);
  TRY(buffer.open(held));
  std::string_view path = buffer.view();
  bool has_null = path.empty() || path.front() == '\0';
  if (path.size() + (has_null ? 0 : 1) > sizeof address.unix_path.sun_path) return raise_message(ts, "AF_UNIX path too long");
  address.unix_path.sun_family = AF_UNIX;
  std::memcpy(address.unix_path.sun_path, path.data(), path.size());
  address.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
  return {};
}

Result<Ref> from_unix_address(ThreadState& ts, const Address& address) {
  size_t offset = offsetof(sockaddr_un, sun_path);
  size_t size = address.size > offset ? address.size - offset : 0;
  const char* path = address.unix_path.sun_path;
  if (size > 0 && path[0] == '\0') return new_bytes(ts, std::string_view(path, size));
  return decode_file_name(ts, std::string_view(path, ::strnlen(path, size)));
}

Result<Ref> from_inet_address(ThreadState& ts, const Address& address) {
  Ref host = TRY(numeric_host(ts, address));
  if (address.any.sa_family == AF_INET) return new_tuple_of(ts, host, Value::from_int(ntohs(address.inet.sin_port)));
  return new_tuple_of(ts, host, Value::from_int(ntohs(address.inet6.sin6_port)), Value::from_int(ntohl(address.inet6.sin6_flowinfo)),
                      Value::from_int(address.inet6.sin6_scope_id));
}

}  // namespace

Result<Own<Tuple>> to_address_tuple(ThreadState& ts, const AddressSource& source, const char* family) {
  if (!is<Tuple>(source.value)) {
    return raise(ts, Exc::kTypeError, "%s(): %s address must be tuple, not %.500s", source.caller, family, type_name(ts, source.value));
  }
  return Own<Tuple>::copy(&as<Tuple>(source.value));
}
Status check_items(ThreadState& ts, const Tuple& tuple, int64_t least, int64_t most, const char* message) {
  if (tuple.size < least || tuple.size > most) return raise(ts, Exc::kTypeError, "%s", message);
  return {};
}

Status to_address(ThreadState& ts, const Socket& self, Value value, const char* caller, Address& address) {
  AddressSource source{self, value, caller};
  switch (self.family) {
    case AF_UNIX: return to_unix_address(ts, source, address);
    case AF_INET:
    case AF_RDS: return to_inet_address(ts, source, address);
    case AF_INET6: return to_inet6_address(ts, source, address);
    case AF_BLUETOOTH: return to_bluetooth_address(ts, source, address);
    default: return to_device_address(ts, source, address);
  }
}

Result<Ref> from_address(ThreadState& ts, int fd, const Address& address, int proto) {
  if (address.size == 0) return Ref::none();  // the system has not said who it was
  switch (address.any.sa_family) {
    case AF_UNIX: return from_unix_address(ts, address);
    case AF_INET:
    case AF_INET6: return from_inet_address(ts, address);
    case AF_BLUETOOTH: return from_bluetooth_address(ts, address, proto);
    default: return from_device_address(ts, fd, address, proto);
  }
}

Status check_family(ThreadState& ts, const Socket& self) {
  switch (self.family) {
    case AF_UNIX: case AF_INET: case AF_RDS: case AF_INET6: case AF_NETLINK: case AF_QIPCRTR: case AF_VSOCK: case AF_PACKET: case AF_TIPC: case AF_CAN:
    case AF_ALG: return {};
    case AF_BLUETOOTH:
      if (self.proto >= bluetooth::kL2cap && self.proto <= bluetooth::kRfcomm) return {};
      return raise_message(ts, "getsockaddrlen: unknown BT protocol");
    default: return raise_message(ts, "getsockaddrlen: bad family");
  }
}

// -- hosts ---------------------------------------------------------------------------------------------------------------------

Status HostName::init(ThreadState& ts, Value value, const char* function) {
  std::string_view text;
  if (is<Bytes>(value)) {
    held_ = Ref::copy(value);
  } else if (is<ByteArray>(value)) {
    held_ = TRY(new_bytes(ts, as<ByteArray>(value).view()));
  } else if (!is<Str>(value)) {
    const char* type = type_name(ts, value);
    if (function == nullptr) return raise(ts, Exc::kTypeError, "str, bytes or bytearray expected, not %s", type);
    return raise(ts, Exc::kTypeError, "%s() argument 1 must be str, bytes or bytearray, not %s", function, value.is_none() ? "None" : type);
  } else if (!as<Str>(value).ascii) {
    Own<Str> idna = TRY(new_str(ts, "idna"));
    Result<Ref> encoded = encode_str(ts, as<Str>(value), idna.get(), nullptr);
    if (encoded.raised()) {
      ts.clear_pending();
      return raise(ts, Exc::kTypeError, "encoding of hostname failed");
    }
    held_ = encoded.take();
  } else {
    held_ = Ref::copy(value);
  }
  text = is<Str>(held_) ? held_.as<Str>()->ascii_view() : held_.as<Bytes>()->view();
  if (text.find('\0') != text.npos) return raise(ts, Exc::kTypeError, "host name must not contain null character");
  text_ = text.data();
  return {};
}

namespace {

/// The address that stands for all of this machine's.
Status resolve_any(ThreadState& ts, int family, Address& address) {
  addrinfo hints = {};
  hints.ai_family = family;
  hints.ai_socktype = SOCK_DGRAM;  // of any kind, as long as there is one answer
  hints.ai_flags = AI_PASSIVE;
  addrinfo* list = nullptr;
  int error = without_lock(ts, [&] { return ::getaddrinfo(nullptr, "0", &hints, &list); });
  if (error != 0) return raise_gaierror(ts, error);
  bool several = list->ai_next != nullptr;
  std::memcpy(&address.storage, list->ai_addr, list->ai_addrlen);
  ::freeaddrinfo(list);
  if (several) return raise_message(ts, "wildcard resolved to multiple address");
  return {};
}

bool read_numeric(const char* name, int family, Address& address) {
  if (family != AF_INET6 && ::inet_pton(AF_INET, name, &address.inet.sin_addr) > 0) {
    address.inet.sin_family = AF_INET;
    return true;
  }
  // An address with a scope ("fe80::1%eth0") needs the resolver.
  if (family != AF_INET && std::strchr(name, '%') == nullptr && ::inet_pton(AF_INET6, name, &address.inet6.sin6_addr) > 0) {
    address.inet6.sin6_family = AF_INET6;
    return true;
  }
  return false;
}

}  // namespace

Status resolve(ThreadState& ts, const char* name, int family, Address& address) {
  if (name[0] == '\0') return resolve_any(ts, family, address);
  if (std::strcmp(name, "<broadcast>") == 0) {
    if (family != AF_INET && family != AF_UNSPEC) return raise_message(ts, "address family mismatched");
    address.inet.sin_family = AF_INET;
    address.inet.sin_addr.s_addr = INADDR_BROADCAST;
    return {};
  }
  if (read_numeric(name, family, address)) return {};
  addrinfo hints = {};
  hints.ai_family = family;
  addrinfo* list = nullptr;
  int error = without_lock(ts, [&] { return ::getaddrinfo(name, nullptr, &hints, &list); });
  if (error != 0) return raise_gaierror(ts, error);
  std::memcpy(&address.storage, list->ai_addr, list->ai_addrlen);
  ::freeaddrinfo(list);
  if (address.any.sa_family != AF_INET && address.any.sa_family != AF_INET6) return raise_message(ts, "unknown address family");
  return {};
}

Result<Ref> numeric_host(ThreadState& ts, const Address& address) {
  char text[INET6_ADDRSTRLEN] = {};
  bool four = address.any.sa_family == AF_INET;
  const void* number = four ? static_cast<const void*>(&address.inet.sin_addr) : &address.inet6.sin6_addr;
  if (::inet_ntop(address.any.sa_family, number, text, sizeof text) == nullptr) return raise_errno(ts);
  return new_str(ts, text);
}

}  // namespace sockets
}  // namespace pyemb
