// SPDX-License-Identifier: MIT
// _socket: addresses of network devices, of buses, of virtual machines and of parts of the kernel.
#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <net/if.h>
#include <sys/ioctl.h>

#include "modules/paths.h"
#include "modules/socket/address.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {
namespace sockets {
namespace {

// -- pairs of numbers: netlink, routers of Qualcomm's bus, virtual machines ----------------------------------------------------

Status to_pair(ThreadState& ts, const Tuple& tuple, uint32_t& first, uint32_t& second) {
  first = TRY(to_masked(ts, tuple.at(0)));
  second = TRY(to_masked(ts, tuple.at(1)));
  return {};
}

Status to_netlink(ThreadState& ts, const AddressSource& source, Address& address) {
  Own<Tuple> tuple = TRY(to_address_tuple(ts, source, "AF_NETLINK"));
  TRY(check_items(ts, *tuple, 2, 2, "AF_NETLINK address must be a pair (pid, groups)"));
  address.netlink.nl_family = AF_NETLINK;
  address.size = sizeof address.netlink;
  return to_pair(ts, *tuple, address.netlink.nl_pid, address.netlink.nl_groups);
}

/// The pair of a family that does not name its caller.
Result<Own<Tuple>> to_nameless_pair(ThreadState& ts, const AddressSource& source, const char* family) {
  if (!is<Tuple>(source.value)) {
    return raise(ts, Exc::kTypeError, "getsockaddrarg: %s address must be tuple, not %.500s", family, type_name(ts, source.value));
  }
  Own<Tuple> tuple = Own<Tuple>::copy(&as<Tuple>(source.value));
  TRY(check_count(ts, "getsockaddrarg", static_cast<size_t>(tuple->size), 2, 2));
  return tuple;
}
Status to_qrtr(ThreadState& ts, const AddressSource& source, Address& address) {
  Own<Tuple> tuple = TRY(to_nameless_pair(ts, source, "AF_QIPCRTR"));
  address.qrtr.sq_family = AF_QIPCRTR;
  address.size = sizeof address.qrtr;
  return to_pair(ts, *tuple, address.qrtr.sq_node, address.qrtr.sq_port);
}
Status to_vsock(ThreadState& ts, const AddressSource& source, Address& address) {
  Own<Tuple> tuple = TRY(to_nameless_pair(ts, source, "AF_VSOCK"));
  address.vsock.svm_family = AF_VSOCK;
  address.size = sizeof address.vsock;
  return to_pair(ts, *tuple, address.vsock.svm_cid, address.vsock.svm_port);
}

// -- devices -------------------------------------------------------------------------------------------------------------------

/// The number of a network interface: OSError if there is none of that name.
Result<int> interface_number(ThreadState& ts, const Socket& self, const char* name) {
  ifreq request = {};
  std::strncpy(request.ifr_name, name, sizeof request.ifr_name - 1);
  if (::ioctl(self.fd, SIOCGIFINDEX, &request) < 0) return raise_errno(ts);
  return request.ifr_ifindex;
}
/// The name of an interface; "" for 0 and for one that is gone.
Result<Ref> interface_name(ThreadState& ts, int fd, int number) {
  ifreq request = {};
  request.ifr_ifindex = number;
  if (number == 0 || ::ioctl(fd, SIOCGIFNAME, &request) != 0) request.ifr_name[0] = '\0';
  return decode_file_name(ts, request.ifr_name);
}

/// A C int in an address of packets.
Result<int> to_part(ThreadState& ts, const AddressSource& source, Value value) {
  Result<int> number = to_c_int(ts, value);
  if (number.raised() && clear_pending_if(ts, Exc::kOverflowError)) return raise(ts, Exc::kOverflowError, "%s(): address argument out of range", source.caller);
  return number;
}

Status to_packet(ThreadState& ts, const AddressSource& source, Address& address) {
  constexpr const char* kMessage = "AF_PACKET address must be a tuple of two to five elements";
  Own<Tuple> tuple = TRY(to_address_tuple(ts, source, "AF_PACKET"));
  TRY(check_items(ts, *tuple, 2, 5, kMessage));
  if (!is<Str>(tuple->at(0))) return raise(ts, Exc::kTypeError, "%s", kMessage);
  PlainText name;
  TRY(name.init(ts, as<Str>(tuple->at(0))));
  int numbers[3] = {};  // protocol, type of packet, type of hardware
  for (int64_t i = 1; i < tuple->size && i < 4; ++i) numbers[i - 1] = TRY(to_part(ts, source, tuple->at(i)));
  Buffer hardware(ts);
  if (tuple->size == 5) TRY(hardware.open(tuple->at(4)));
  if (hardware.size() > 8) return raise(ts, Exc::kValueError, "Hardware address must be 8 bytes or less");
  int number = TRY(interface_number(ts, source.self, name.c_str()));
  if (numbers[0] < 0 || numbers[0] > 0xffff) return raise(ts, Exc::kOverflowError, "%s(): proto must be 0-65535.", source.caller);
  sockaddr_ll& packet = address.packet;
  packet.sll_family = AF_PACKET;
  packet.sll_protocol = htons(static_cast<uint16_t>(numbers[0]));
  packet.sll_ifindex = number;
  packet.sll_pkttype = static_cast<uint8_t>(numbers[1]);
  packet.sll_hatype = static_cast<uint16_t>(numbers[2]);
  if (hardware.size() > 0) std::memcpy(packet.sll_addr, hardware.data(), hardware.view().size());
  packet.sll_halen = static_cast<uint8_t>(hardware.size());
  address.size = sizeof packet;
  return {};
}
Result<Ref> from_packet(ThreadState& ts, int fd, const sockaddr_ll& packet) {
  Ref name = TRY(interface_name(ts, fd, packet.sll_ifindex));
  size_t size = packet.sll_halen < sizeof packet.sll_addr ? packet.sll_halen : sizeof packet.sll_addr;
  Own<Bytes> hardware = TRY(new_bytes(ts, std::string_view(reinterpret_cast<const char*>(packet.sll_addr), size)));
  return new_tuple_of(ts, name, Value::from_int(ntohs(packet.sll_protocol)), Value::from_int(packet.sll_pkttype), Value::from_int(packet.sll_hatype), hardware);
}

// -- the bus of vehicles -------------------------------------------------------------------------------------------------------

/// The number of the interface that an address names; "" is all of them.
Result<int> can_interface(ThreadState& ts, const AddressSource& source, Value value) {
  FileName name;
  TRY(name.init(ts, value));
  if (name.c_str()[0] == '\0') return 0;
  if (std::strlen(name.c_str()) >= IFNAMSIZ) return raise_message(ts, "AF_CAN interface name too long");
  return interface_number(ts, source.self, name.c_str());
}
Result<Own<Tuple>> to_can_tuple(ThreadState& ts, const AddressSource& source, int64_t count) {
  Own<Tuple> tuple = TRY(to_address_tuple(ts, source, "AF_CAN"));
  if (tuple->size != count) {
    return raise(ts, Exc::kTypeError, "function takes exactly %lld arguments (%lld given)", static_cast<long long>(count), static_cast<long long>(tuple->size));
  }
  return tuple;
}

Status to_can(ThreadState& ts, const AddressSource& source, Address& address) {
  sockaddr_can& can = address.can;
  can.can_family = AF_CAN;
  address.size = sizeof can;
  switch (source.self.proto) {
    case CAN_RAW:
    case CAN_BCM: {
      Own<Tuple> tuple = TRY(to_address_tuple(ts, source, "AF_CAN"));
      TRY(check_items(ts, *tuple, 1, 1, "AF_CAN address must be a tuple (interface, )"));
      can.can_ifindex = TRY(can_interface(ts, source, tuple->at(0)));
      return {};
    }
    case CAN_ISOTP: {
      Own<Tuple> tuple = TRY(to_can_tuple(ts, source, 3));
      can.can_addr.tp.rx_id = TRY(to_masked(ts, tuple->at(1)));
      can.can_addr.tp.tx_id = TRY(to_masked(ts, tuple->at(2)));
      can.can_ifindex = TRY(can_interface(ts, source, tuple->at(0)));
      return {};
    }
    case CAN_J1939: {
      Own<Tuple> tuple = TRY(to_can_tuple(ts, source, 4));
      can.can_addr.j1939.name = TRY(to_masked64(ts, tuple->at(1)));
      can.can_addr.j1939.pgn = TRY(to_masked(ts, tuple->at(2)));
      uint32_t device = TRY(to_masked(ts, tuple->at(3)));
      can.can_addr.j1939.addr = static_cast<uint8_t>(device);
      can.can_ifindex = TRY(can_interface(ts, source, tuple->at(0)));
      return {};
    }
    default: return raise(ts, Exc::kOSError, "%s(): unsupported CAN protocol", source.caller);
  }
}
Result<Ref> from_can(ThreadState& ts, int fd, const sockaddr_can& can, int proto) {
  Ref name = TRY(interface_name(ts, fd, can.can_ifindex));
  if (proto == CAN_ISOTP) return new_tuple_of(ts, name, Value::from_int(can.can_addr.tp.rx_id), Value::from_int(can.can_addr.tp.tx_id));
  if (proto != CAN_J1939) return new_tuple_of(ts, name);
  Ref number = TRY(new_int_unsigned(ts, can.can_addr.j1939.name));
  return new_tuple_of(ts, name, number, Value::from_int(can.can_addr.j1939.pgn), Value::from_int(can.can_addr.j1939.addr));
}

// -- processes of a cluster ----------------------------------------------------------------------------------------------------

Status to_tipc(ThreadState& ts, const AddressSource& source, Address& address) {
  Own<Tuple> tuple = TRY(to_address_tuple(ts, source, "AF_TIPC"));
  TRY(check_items(ts, *tuple, 4, 5, "AF_TIPC address must be a tuple (addr_type, v1, v2, v3[, scope])"));
  uint32_t numbers[5] = {0, 0, 0, 0, TIPC_CLUSTER_SCOPE};
  for (int64_t i = 0; i < tuple->size; ++i) numbers[i] = TRY(to_masked(ts, tuple->at(i)));
  sockaddr_tipc& tipc = address.tipc;
  tipc.family = AF_TIPC;
  tipc.scope = static_cast<signed char>(numbers[4]);
  address.size = sizeof tipc;
  switch (numbers[0]) {
    case TIPC_ADDR_NAMESEQ:
      tipc.addrtype = TIPC_ADDR_NAMESEQ;
      tipc.addr.nameseq = {numbers[1], numbers[2], numbers[3]};
      return {};
    case TIPC_ADDR_NAME:
      tipc.addrtype = TIPC_ADDR_NAME;
      tipc.addr.name.name = {numbers[1], numbers[2]};
      return {};
    case TIPC_ADDR_ID:
      tipc.addrtype = TIPC_ADDR_ID;
      tipc.addr.id = {numbers[2], numbers[1]};
      return {};
    default: return raise(ts, Exc::kTypeError, "Invalid address type");
  }
}
Result<Ref> from_tipc(ThreadState& ts, const sockaddr_tipc& tipc) {
  auto numbers = [&](uint32_t first, uint32_t second, uint32_t third) -> Result<Ref> {
    return new_tuple_of(ts, Value::from_int(tipc.addrtype), Value::from_int(first), Value::from_int(second), Value::from_int(third), Value::from_int(tipc.scope));
  };
  switch (tipc.addrtype) {
    case TIPC_ADDR_NAMESEQ: return numbers(tipc.addr.nameseq.type, tipc.addr.nameseq.lower, tipc.addr.nameseq.upper);
    case TIPC_ADDR_NAME: return numbers(tipc.addr.name.name.type, tipc.addr.name.name.instance, tipc.addr.name.name.instance);
    case TIPC_ADDR_ID: return numbers(tipc.addr.id.node, tipc.addr.id.ref, 0);
    default: return raise(ts, Exc::kValueError, "Invalid address type");
  }
}

// -- the kernel's ciphers ------------------------------------------------------------------------------------------------------

/// A text of an address, put into a field with a null byte behind it.
template <size_t N>
Status put_text(ThreadState& ts, Value value, uint8_t (&field)[N], const char* too_long) {
  PlainText text;
  TRY(text.init(ts, as<Str>(value)));
  size_t size = std::strlen(text.c_str());
  if (size >= N) return raise(ts, Exc::kValueError, "%s", too_long);
  std::memcpy(field, text.c_str(), size + 1);
  return {};
}
Status to_alg(ThreadState& ts, const AddressSource& source, Address& address) {
  constexpr const char* kMessage = "AF_ALG address must be a tuple (type, name[, feat[, mask]])";
  Own<Tuple> tuple = TRY(to_address_tuple(ts, source, "AF_ALG"));
  TRY(check_items(ts, *tuple, 2, 4, kMessage));
  if (!is<Str>(tuple->at(0)) || !is<Str>(tuple->at(1))) return raise(ts, Exc::kTypeError, "%s", kMessage);
  address.alg.salg_family = AF_ALG;
  if (tuple->size > 2) address.alg.salg_feat = TRY(to_masked(ts, tuple->at(2)));
  if (tuple->size > 3) address.alg.salg_mask = TRY(to_masked(ts, tuple->at(3)));
  TRY(put_text(ts, tuple->at(0), address.alg.salg_type, "AF_ALG type too long."));
  TRY(put_text(ts, tuple->at(1), address.alg.salg_name, "AF_ALG name too long."));
  address.size = sizeof address.alg;
  return {};
}
Result<Ref> from_alg(ThreadState& ts, const sockaddr_alg& alg) {
  auto text = [&](const uint8_t* field, size_t size) {
    auto* start = reinterpret_cast<const char*>(field);
    return decode_file_name(ts, std::string_view(start, ::strnlen(start, size)));
  };
  Ref type = TRY(text(alg.salg_type, sizeof alg.salg_type));
  Ref name = TRY(text(alg.salg_name, sizeof alg.salg_name));
  return new_tuple_of(ts, type, name, Value::from_int(alg.salg_feat), Value::from_int(alg.salg_mask));
}

}  // namespace

Status to_device_address(ThreadState& ts, const AddressSource& source, Address& address) {
  switch (source.self.family) {
    case AF_NETLINK: return to_netlink(ts, source, address);
    case AF_QIPCRTR: return to_qrtr(ts, source, address);
    case AF_VSOCK: return to_vsock(ts, source, address);
    case AF_PACKET: return to_packet(ts, source, address);
    case AF_CAN: return to_can(ts, source, address);
    case AF_TIPC: return to_tipc(ts, source, address);
    case AF_ALG: return to_alg(ts, source, address);
    default: return raise(ts, Exc::kOSError, "%s(): bad family", source.caller);
  }
}

Result<Ref> from_device_address(ThreadState& ts, int fd, const Address& address, int proto) {
  auto pair = [&](uint32_t first, uint32_t second) -> Result<Ref> { return new_tuple_of(ts, Value::from_int(first), Value::from_int(second)); };
  switch (address.any.sa_family) {
    case AF_NETLINK: return pair(address.netlink.nl_pid, address.netlink.nl_groups);
    case AF_QIPCRTR: return pair(address.qrtr.sq_node, address.qrtr.sq_port);
    case AF_VSOCK: return pair(address.vsock.svm_cid, address.vsock.svm_port);
    case AF_PACKET: return from_packet(ts, fd, address.packet);
    case AF_CAN: return from_can(ts, fd, address.can, proto);
    case AF_TIPC: return from_tipc(ts, address.tipc);
    case AF_ALG: return from_alg(ts, address.alg);
    default: break;  // a family that is not known here: its number and its bytes
  }
  Own<Bytes> data = TRY(new_bytes(ts, std::string_view(address.any.sa_data, sizeof address.any.sa_data)));
  return new_tuple_of(ts, Value::from_int(address.any.sa_family), data);
}

}  // namespace sockets
}  // namespace pyemb
