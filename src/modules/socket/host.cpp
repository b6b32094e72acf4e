// SPDX-License-Identifier: MIT
// _socket: hosts and their names.
#include <arpa/inet.h>
#include <cerrno>
#include <climits>
#include <netdb.h>
#include <unistd.h>

#include "modules/paths.h"
#include "modules/socket/address.h"
#include "objects/audit.h"
#include "modules/system_call.h"
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "objects/tuple.h"

namespace pyemb {
namespace sockets {
namespace {

/// A list of getaddrinfo(), given back at the end.
struct Found {
  addrinfo* list = nullptr;
  Found() = default;
  ~Found() {
    if (list != nullptr) ::freeaddrinfo(list);
  }
  Found(const Found&) = delete;
  Found& operator=(const Found&) = delete;
};

Address address_of(const addrinfo& row) {
  Address address;
  address.size = row.ai_addrlen;
  std::memcpy(&address.storage, row.ai_addr, row.ai_addrlen);
  return address;
}

// -- getaddrinfo ---------------------------------------------------------------------------------------------------------------

/// The host of getaddrinfo() as bytes, or None.
Result<Ref> to_host(ThreadState& ts, Value host) {
  if (host.is_none() || is<Bytes>(host)) return Ref::copy(host);
  if (!is<Str>(host)) return raise(ts, Exc::kTypeError, "getaddrinfo() argument 1 must be string or None");
  Own<Str> idna = TRY(new_str(ts, "idna"));
  return encode_str(ts, as<Str>(host), idna.get(), nullptr);
}
/// The port of getaddrinfo(), a number or a service's name, as bytes, or None.
Result<Ref> to_service(ThreadState& ts, Value port) {
  if (port.is_none() || is<Bytes>(port)) return Ref::copy(port);
  if (is<Str>(port)) return encode_str(ts, as<Str>(port), nullptr, nullptr);
  if (!is_any_int(port) || port.is_bool()) return raise_message(ts, "Int or String expected");
  int64_t number = TRY(to_int64(ts, port));
  char text[24];
  int size = std::snprintf(text, sizeof text, "%lld", static_cast<long long>(number));
  return new_bytes(ts, std::string_view(text, static_cast<size_t>(size)));
}
const char* text_or_null(Value bytes_or_none) { return bytes_or_none.is_none() ? nullptr : as<Bytes>(bytes_or_none).view().data(); }

Result<Ref> find_addresses(ThreadState& ts, Value host_value, Value port_value, int family, int type, int proto, int flags) {
  Ref host = TRY(to_host(ts, host_value));
  Ref service = TRY(to_service(ts, port_value));
  TRY(audit(ts, "socket.getaddrinfo", host_value, port_value, Value::from_int(family), Value::from_int(type), Value::from_int(proto)));
  addrinfo hints = {};
  hints.ai_family = family;
  hints.ai_socktype = type;
  hints.ai_protocol = proto;
  hints.ai_flags = flags;
  Found found;
  int error = without_lock(ts, [&] { return ::getaddrinfo(text_or_null(host), text_or_null(service), &hints, &found.list); });
  if (error != 0) return raise_gaierror(ts, error);
  Own<List> list = TRY(new_list(ts));
  for (const addrinfo* row = found.list; row != nullptr; row = row->ai_next) {
    Ref address = TRY(from_address(ts, -1, address_of(*row), proto));
    Ref name = TRY(decode_file_name(ts, row->ai_canonname != nullptr ? row->ai_canonname : ""));
    Own<Tuple> entry = TRY(new_tuple_of(ts, Value::from_int(row->ai_family), Value::from_int(row->ai_socktype), Value::from_int(row->ai_protocol), name, address));
    TRY(list_append(ts, *list, std::move(entry)));
  }
  return list;
}

// -- getnameinfo ---------------------------------------------------------------------------------------------------------------

constexpr uint32_t kMostFlowInfo = 0xfffff;

/// The address that a numeric host and a port stand for.
Status to_known_address(ThreadState& ts, Value host, int port, Address& address) {
  PlainText name;
  TRY(name.init(ts, as<Str>(host)));
  char service[16];
  std::snprintf(service, sizeof service, "%d", port);
  addrinfo hints = {};
  hints.ai_socktype = SOCK_DGRAM;  // of any kind, as long as there is one answer
  hints.ai_flags = AI_NUMERICHOST;
  Found found;
  int error = without_lock(ts, [&] { return ::getaddrinfo(name.c_str(), service, &hints, &found.list); });
  if (error != 0) return raise_gaierror(ts, error);
  if (found.list->ai_next != nullptr) return raise_message(ts, "sockaddr resolved to multiple addresses");
  address = address_of(*found.list);
  return {};
}

Result<Ref> name_of_address(ThreadState& ts, Value value, int flags) {
  if (!is<Tuple>(value)) return raise(ts, Exc::kTypeError, "getnameinfo() argument 1 must be a tuple");
  Own<Tuple> tuple = Own<Tuple>::copy(&as<Tuple>(value));
  if (tuple->size < 2 || tuple->size > 4 || !is<Str>(tuple->at(0))) return raise(ts, Exc::kTypeError, "getnameinfo(): illegal sockaddr argument");
  int port = TRY(to_c_int(ts, tuple->at(1)));
  uint32_t numbers[2] = {};  // flow, scope
  for (int64_t i = 2; i < tuple->size; ++i) numbers[i - 2] = TRY(to_masked(ts, tuple->at(i)));
  if (numbers[0] > kMostFlowInfo) return raise(ts, Exc::kOverflowError, "getnameinfo(): flowinfo must be 0-1048575.");
  TRY(audit(ts, "socket.getnameinfo", tuple));
  Address address;
  TRY(to_known_address(ts, tuple->at(0), port, address));
  if (address.any.sa_family == AF_INET && tuple->size != 2) return raise_message(ts, "IPv4 sockaddr must be 2 tuple");
  if (address.any.sa_family == AF_INET6) {
    address.inet6.sin6_flowinfo = htonl(numbers[0]);
    address.inet6.sin6_scope_id = numbers[1];
  }
  char host[NI_MAXHOST];
  char service[NI_MAXSERV];
  int error = without_lock(ts, [&] { return ::getnameinfo(&address.any, address.size, host, sizeof host, service, sizeof service, flags); });
  if (error != 0) return raise_gaierror(ts, error);
  Ref name = TRY(decode_file_name(ts, host));
  Ref port_name = TRY(decode_file_name(ts, service));
  return new_tuple_of(ts, name, port_name);
}

// -- gethostbyname and its kin -------------------------------------------------------------------------------------------------

Result<Ref> host_by_name(ThreadState& ts, Value value) {
  HostName name;
  TRY(name.init(ts, value, "gethostbyname"));
  TRY(audit(ts, "socket.gethostbyname", value));
  Address address;
  TRY(resolve(ts, name.c_str(), AF_INET, address));
  return numeric_host(ts, address);
}

Result<Ref> describe_host(ThreadState& ts, const hostent& row, int family) {
  if (row.h_addrtype != family) return raise_errno(ts, EAFNOSUPPORT);
  Own<List> aliases = TRY(new_list(ts));
  for (char** alias = row.h_aliases; alias != nullptr && *alias != nullptr; ++alias) {
    Ref name = TRY(decode_file_name(ts, *alias));
    TRY(list_append(ts, *aliases, std::move(name)));
  }
  Own<List> addresses = TRY(new_list(ts));
  for (char** number = row.h_addr_list; *number != nullptr; ++number) {
    Address address;
    address.any.sa_family = static_cast<sa_family_t>(family);
    void* place = family == AF_INET ? static_cast<void*>(&address.inet.sin_addr) : &address.inet6.sin6_addr;
    std::memcpy(place, *number, family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr));
    Ref text = TRY(numeric_host(ts, address));
    TRY(list_append(ts, *addresses, std::move(text)));
  }
  Ref name = TRY(decode_file_name(ts, row.h_name));
  return new_tuple_of(ts, name, aliases, addresses);
}

/// Runs a re-entrant look-up `call(row, room, size, answer, h_errno)` with as much room as it needs, and makes of what it finds
/// (name, other names, addresses).
template <class Call>
Result<Ref> find_host(ThreadState& ts, int family, Call call) {
  TextBuffer room;
  for (size_t size = 8192;; size *= 2) {
    room.clear();
    char* at = room.extend(size);
    if (at == nullptr) return raise_no_memory(ts);
    hostent row;
    hostent* answer = nullptr;
    int reason = 0;
    int error = without_lock(ts, [&] { return call(&row, at, size, &answer, &reason); });
    if (error == ERANGE && size < (size_t{1} << 24)) continue;
    if (answer == nullptr) return raise_herror(ts, reason);
    return describe_host(ts, row, family);
  }
}

Result<Ref> host_by_name_whole(ThreadState& ts, Value value) {
  HostName name;
  TRY(name.init(ts, value, "gethostbyname_ex"));
  TRY(audit(ts, "socket.gethostbyname", value));
  Address address;
  TRY(resolve(ts, name.c_str(), AF_INET, address));
  return find_host(ts, AF_INET, [&](hostent* row, char* room, size_t size, hostent** answer, int* reason) {
    return ::gethostbyname_r(name.c_str(), row, room, size, answer, reason);
  });
}

Result<Ref> host_by_address(ThreadState& ts, Value value) {
  HostName name;
  TRY(name.init(ts, value, "gethostbyaddr"));
  TRY(audit(ts, "socket.gethostbyaddr", value));
  Address address;
  TRY(resolve(ts, name.c_str(), AF_UNSPEC, address));
  int family = address.any.sa_family;
  bool four = family == AF_INET;
  const void* number = four ? static_cast<const void*>(&address.inet.sin_addr) : &address.inet6.sin6_addr;
  auto size = static_cast<socklen_t>(four ? sizeof(in_addr) : sizeof(in6_addr));
  return find_host(ts, family, [&](hostent* row, char* room, size_t room_size, hostent** answer, int* reason) {
    return ::gethostbyaddr_r(number, size, family, row, room, room_size, answer, reason);
  });
}

// -- this host -----------------------------------------------------------------------------------------------------------------

Result<Ref> host_name(ThreadState& ts) {
  TRY(audit(ts, "socket.gethostname"));
  char name[1024] = {};
  int failed = without_lock(ts, [&] { return ::gethostname(name, sizeof name - 1); });
  if (failed != 0) return raise_errno(ts);
  return decode_file_name(ts, name);
}
Status set_host_name(ThreadState& ts, Value value) {
  FileName name;
  TRY(name.init(ts, value));
  TRY(audit(ts, "socket.sethostname", value));
  if (::sethostname(name.c_str(), std::strlen(name.c_str())) != 0) return raise_errno(ts);
  return {};
}

constexpr NativeMethod kFunctions[] = {
    function<find_addresses>("getaddrinfo", "host, port, family=0, type=0, proto=0, flags=0",
                             "Ask the resolver for the addresses of a host and a service; answers a list of (family, type, proto, canonname, sockaddr)."),
    function<name_of_address>("getnameinfo", "sockaddr, flags, /", "The names (host, port) that belong to an address."),
    function<host_by_name>("gethostbyname", "host, /", "The IPv4 address of a host, as text."),
    function<host_by_name_whole>("gethostbyname_ex", "host, /", "All about a host: (name, other names, IPv4 addresses)."),
    function<host_by_address>("gethostbyaddr", "host, /", "All about the host that has an address: (name, other names, addresses)."),
    function<host_name>("gethostname", "($module, /)", "The name of this host."),
    function<set_host_name>("sethostname", "name, /", "Give this host another name."),
};

}  // namespace

constexpr std::span<const NativeMethod> kHostFunctions = kFunctions;

}  // namespace sockets
}  // namespace pyemb
