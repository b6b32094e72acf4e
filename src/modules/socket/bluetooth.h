// SPDX-License-Identifier: MIT
#pragma once

// Addresses and numbers of Bluetooth sockets, as Linux defines them; the headers of BlueZ are not asked for.

#include <cstdint>
#include <sys/socket.h>

namespace pyemb::sockets::bluetooth {

enum Protocol : int { kL2cap = 0, kHci = 1, kSco = 2, kRfcomm = 3 };

inline constexpr int kSolHci = 0;
inline constexpr int kHciDataDir = 1;
inline constexpr int kHciFilter = 2;
inline constexpr int kHciTimeStamp = 3;

struct [[gnu::packed]] DeviceAddress {
  uint8_t bytes[6];  ///< the last one of the text comes first
};
struct AddressL2cap {
  sa_family_t family;
  uint16_t psm;
  DeviceAddress device;
  uint16_t cid;
  uint8_t device_type;
};
struct AddressRfcomm {
  sa_family_t family;
  DeviceAddress device;
  uint8_t channel;
};
struct AddressHci {
  sa_family_t family;
  uint16_t device;
  uint16_t channel;
};
struct AddressSco {
  sa_family_t family;
  DeviceAddress device;
};
static_assert(sizeof(AddressL2cap) == 14 && sizeof(AddressRfcomm) == 10 && sizeof(AddressHci) == 6 && sizeof(AddressSco) == 8);

}  // namespace pyemb::sockets::bluetooth
