// SPDX-License-Identifier: MIT
// _socket: services and protocols, by name and by number.
#include <arpa/inet.h>
#include <netdb.h>

#include "modules/paths.h"
#include "modules/socket/socket.h"
#include "objects/audit.h"
#include "modules/system_entry.h"
#include "objects/str.h"

namespace pyemb {
namespace sockets {
namespace {

Result<Ref> port_of(ThreadState&, const servent& service) { return Ref::steal(Value::from_int(ntohs(static_cast<uint16_t>(service.s_port)))); }
Result<Ref> name_of(ThreadState& ts, const servent& service) { return decode_file_name(ts, service.s_name); }
Result<Ref> number_of(ThreadState&, const protoent& protocol) { return Ref::steal(Value::from_int(protocol.p_proto)); }

/// A text argument that may be left out.
struct OptionalText {
  PlainText text;
  bool given = false;
  Status init(ThreadState& ts, const Str* value) {
    given = value != nullptr;
    return given ? text.init(ts, *value) : Status();
  }
  const char* c_str() const { return given ? text.c_str() : nullptr; }
};

Result<Ref> service_by_name(ThreadState& ts, Str& name, Str* protocol) {
  PlainText service;
  TRY(service.init(ts, name));
  OptionalText transport;
  TRY(transport.init(ts, protocol));
  if (is_audited(ts)) {
    Own<Str> shown = protocol != nullptr ? Own<Str>::copy(protocol) : TRY(new_str(ts, ""));
    TRY(audit(ts, "socket.getservbyname", Value::from_object(&name), shown));
  }
  Ref port = TRY(find_system_entry(ts, port_of, [&](servent* row, char* room, size_t size, servent** answer) {
    return ::getservbyname_r(service.c_str(), transport.c_str(), row, room, size, answer);
  }));
  if (port.is_absent()) return raise_message(ts, "service/proto not found");
  return port;
}

Result<Ref> service_by_port(ThreadState& ts, int port, Str* protocol) {
  OptionalText transport;
  TRY(transport.init(ts, protocol));
  if (port < 0 || port > 0xffff) return raise(ts, Exc::kOverflowError, "getservbyport: port must be 0-65535.");
  if (is_audited(ts)) {
    Own<Str> shown = protocol != nullptr ? Own<Str>::copy(protocol) : TRY(new_str(ts, ""));
    TRY(audit(ts, "socket.getservbyport", Value::from_int(port), shown));
  }
  int number = htons(static_cast<uint16_t>(port));
  Ref name = TRY(find_system_entry(ts, name_of, [&](servent* row, char* room, size_t size, servent** answer) {
    return ::getservbyport_r(number, transport.c_str(), row, room, size, answer);
  }));
  if (name.is_absent()) return raise_message(ts, "port/proto not found");
  return name;
}

Result<Ref> protocol_by_name(ThreadState& ts, Str& name) {
  PlainText protocol;
  TRY(protocol.init(ts, name));
  Ref number = TRY(find_system_entry(ts, number_of, [&](protoent* row, char* room, size_t size, protoent** answer) {
    return ::getprotobyname_r(protocol.c_str(), row, room, size, answer);
  }));
  if (number.is_absent()) return raise_message(ts, "protocol not found");
  return number;
}

constexpr NativeMethod kFunctions[] = {
    function<service_by_name>("getservbyname", "servicename, protocolname='', /", "The port of a service, of any protocol or of 'tcp' or 'udp'."),
    function<service_by_port>("getservbyport", "port, protocolname='', /", "The name of the service that has a port."),
    function<protocol_by_name>("getprotobyname", "name, /", "The number of a protocol."),
};

}  // namespace

constexpr std::span<const NativeMethod> kServiceFunctions = kFunctions;

}  // namespace sockets
}  // namespace pyemb
