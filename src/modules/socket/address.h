// SPDX-License-Identifier: MIT
#pragma once

// Addresses: what Python gives and gets for the system's sockaddr structures, a form a family.

#include <linux/can.h>
#include <linux/if_alg.h>
#include <linux/netlink.h>
#include <linux/qrtr.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "modules/socket/bluetooth.h"
#include "modules/socket/socket.h"

namespace pyemb {

struct Tuple;

namespace sockets {

/// Room for an address of any family, and how much of it is used.
struct Address {
  union {
    sockaddr any;
    sockaddr_in inet;
    sockaddr_in6 inet6;
    sockaddr_un unix_path;
    sockaddr_nl netlink;
    sockaddr_qrtr qrtr;
    sockaddr_vm vsock;
    sockaddr_ll packet;
    sockaddr_tipc tipc;
    sockaddr_can can;
    sockaddr_alg alg;
    bluetooth::AddressL2cap l2cap;
    bluetooth::AddressRfcomm rfcomm;
    bluetooth::AddressHci hci;
    bluetooth::AddressSco sco;
    sockaddr_storage storage;
  };
  socklen_t size;

  Address() : storage(), size(sizeof storage) {}
};

/// The address that Python gave to `caller`, for messages a method's name.
[[nodiscard]] Status to_address(ThreadState& ts, const Socket& self, Value value, const char* caller, Address& address);
/// An address of the system as Python gets it; `fd` asks for the names of interfaces. A size of 0 is None.
[[nodiscard]] Result<Ref> from_address(ThreadState& ts, int fd, const Address& address, int proto);
/// OSError for a socket of a family or protocol whose addresses are not known here.
[[nodiscard]] Status check_family(ThreadState& ts, const Socket& self);

// -- for the sources of the families -------------------------------------------------------------------------------------------

/// What the readers of the families need to know.
struct AddressSource {
  const Socket& self;
  Value value;
  const char* caller;
};
/// The tuple that an address must be: TypeError "bind(): AF_INET address must be tuple, not int".
[[nodiscard]] Result<Own<Tuple>> to_address_tuple(ThreadState& ts, const AddressSource& source, const char* family);
/// A tuple with so many items, or TypeError `message`.
[[nodiscard]] Status check_items(ThreadState& ts, const Tuple& tuple, int64_t least, int64_t most, const char* message);
/// address_device.cpp: families of networks and devices other than the internet's.
[[nodiscard]] Status to_device_address(ThreadState& ts, const AddressSource& source, Address& address);
[[nodiscard]] Result<Ref> from_device_address(ThreadState& ts, int fd, const Address& address, int proto);
/// address_bluetooth.cpp
[[nodiscard]] Status to_bluetooth_address(ThreadState& ts, const AddressSource& source, Address& address);
[[nodiscard]] Result<Ref> from_bluetooth_address(ThreadState& ts, const Address& address, int proto);

// -- hosts ---------------------------------------------------------------------------------------------------------------------

/// The name of a host: a str (encoded with IDNA unless ascii), bytes or bytearray without null bytes.
class HostName {
 public:
  /// TypeError. `function`: the function whose first argument it is; null: an item of an address.
  [[nodiscard]] Status init(ThreadState& ts, Value value, const char* function = nullptr);
  const char* c_str() const { return text_; }

 private:
  Ref held_;
  const char* text_ = "";
};
/// Fills in the address of a host for a family, or AF_UNSPEC, but for its port. Asks the resolver unless the name is numeric; "" is any address,
/// "<broadcast>" all hosts. gaierror, OSError.
[[nodiscard]] Status resolve(ThreadState& ts, const char* name, int family, Address& address);
/// The text of the host in an AF_INET or AF_INET6 address.
[[nodiscard]] Result<Ref> numeric_host(ThreadState& ts, const Address& address);

}  // namespace sockets
}  // namespace pyemb
