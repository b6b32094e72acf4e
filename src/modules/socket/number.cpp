// SPDX-License-Identifier: MIT
// _socket: numbers and addresses in the order of the network.
#include <arpa/inet.h>
#include <cerrno>

#include "modules/paths.h"
#include "modules/socket/socket.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/str.h"

namespace pyemb {
namespace sockets {
namespace {

/// A number of 16 bits; both directions do the same.
Result<int64_t> swap16(ThreadState& ts, int number, const char* function) {
  if (number < 0) return raise(ts, Exc::kOverflowError, "%s: can't convert negative Python int to C 16-bit unsigned integer", function);
  if (number > 0xffff) return raise(ts, Exc::kOverflowError, "%s: Python int too large to convert to C 16-bit unsigned integer", function);
  return int64_t{htons(static_cast<uint16_t>(number))};
}
Result<int64_t> host_to_net16(ThreadState& ts, int number) { return swap16(ts, number, "htons"); }
Result<int64_t> net_to_host16(ThreadState& ts, int number) { return swap16(ts, number, "ntohs"); }

Result<int64_t> swap32(ThreadState& ts, Value value) {
  if (!is_any_int(value)) return raise(ts, Exc::kTypeError, "expected int, %s found", type_name(ts, value));
  uint64_t number = TRY(to_unsigned(ts, value));
  if (number > UINT32_MAX) return raise(ts, Exc::kOverflowError, "int larger than 32 bits");
  return int64_t{htonl(static_cast<uint32_t>(number))};
}

std::string_view bytes_of(const void* number, size_t size) { return {static_cast<const char*>(number), size}; }

Result<Ref> text_to_four(ThreadState& ts, Str& text) {
  PlainText name;
  TRY(name.init(ts, text));
  in_addr number;
  if (::inet_aton(name.c_str(), &number) == 0) return raise_message(ts, "illegal IP address string passed to inet_aton");
  return new_bytes(ts, bytes_of(&number, sizeof number));
}
Result<Ref> four_to_text(ThreadState& ts, Value packed) {
  Buffer buffer(ts);
  TRY(buffer.open(packed));
  if (buffer.size() != sizeof(in_addr)) return raise_message(ts, "packed IP wrong length for inet_ntoa");
  char text[INET_ADDRSTRLEN];
  if (::inet_ntop(AF_INET, buffer.data(), text, sizeof text) == nullptr) return raise_errno(ts);
  return new_str(ts, text);
}

Result<Ref> text_to_packed(ThreadState& ts, int family, Str& text) {
  PlainText name;
  TRY(name.init(ts, text));
  in6_addr number;
  int answer = ::inet_pton(family, name.c_str(), &number);
  if (answer < 0) return raise_errno(ts);
  if (answer == 0) return raise_message(ts, "illegal IP address string passed to inet_pton");
  return new_bytes(ts, bytes_of(&number, family == AF_INET ? sizeof(in_addr) : sizeof number));
}
Result<Ref> packed_to_text(ThreadState& ts, int family, Value packed) {
  Buffer buffer(ts);
  TRY(buffer.open(packed));
  if (family != AF_INET && family != AF_INET6) return raise(ts, Exc::kValueError, "unknown address family %d", family);
  size_t wanted = family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr);
  if (buffer.view().size() != wanted) return raise(ts, Exc::kValueError, "invalid length of packed IP address string");
  char text[INET6_ADDRSTRLEN];
  if (::inet_ntop(family, buffer.data(), text, sizeof text) == nullptr) return raise_errno(ts);
  return new_str(ts, text);
}

constexpr NativeMethod kFunctions[] = {
    function<net_to_host16>("ntohs", "x, /", "A 16-bit number from the network's byte order to the host's."),
    function<swap32>("ntohl", "($module, x, /)", "A 32-bit number from the network's byte order to the host's."),
    function<host_to_net16>("htons", "x, /", "A 16-bit number from the host's byte order to the network's."),
    function<swap32>("htonl", "($module, x, /)", "A 32-bit number from the host's byte order to the network's."),
    function<text_to_four>("inet_aton", "ip_addr, /", "An IPv4 address such as '127.0.0.1' as four bytes."),
    function<four_to_text>("inet_ntoa", "packed_ip, /", "Four bytes as the text of an IPv4 address."),
    function<text_to_packed>("inet_pton", "af, ip, /", "The text of an address of a family as bytes."),
    function<packed_to_text>("inet_ntop", "af, packed_ip, /", "The bytes of an address of a family as text."),
};

}  // namespace

constexpr std::span<const NativeMethod> kNumberFunctions = kFunctions;

}  // namespace sockets
}  // namespace pyemb
