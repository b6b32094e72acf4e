// SPDX-License-Identifier: MIT
// _socket: addresses of Bluetooth devices, a form a protocol.
#include <bit>
#include <cstdio>

#include "modules/paths.h"
#include "modules/socket/address.h"
#include "objects/bytes.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {
namespace sockets {
namespace {

static_assert(std::endian::native == std::endian::little, "Bluetooth counts in little-endian numbers");

/// "00:11:22:AA:BB:CC": OSError "bad bluetooth address".
Status to_device(ThreadState& ts, const char* text, bluetooth::DeviceAddress& device) {
  unsigned parts[6];
  int end = 0;
  bool fits = std::sscanf(text, "%X:%X:%X:%X:%X:%X%n", &parts[5], &parts[4], &parts[3], &parts[2], &parts[1], &parts[0], &end) == 6 && text[end] == '\0';
  for (int i = 0; fits && i < 6; ++i) {
    fits = parts[i] <= 0xff;
    device.bytes[i] = static_cast<uint8_t>(parts[i]);
  }
  return fits ? Status() : raise_message(ts, "bad bluetooth address");
}
Result<Own<Str>> from_device(ThreadState& ts, const bluetooth::DeviceAddress& device) {
  const uint8_t* b = device.bytes;
  return new_str_format(ts, "%02X:%02X:%02X:%02X:%02X:%02X", b[5], b[4], b[3], b[2], b[1], b[0]);
}

Status raise_format(ThreadState& ts, const AddressSource& source) { return raise(ts, Exc::kOSError, "%s(): wrong format", source.caller); }

/// A pair of a device's text and a number; whatever is wrong with it is a wrong format.
Result<int> to_device_and_number(ThreadState& ts, const AddressSource& source, bluetooth::DeviceAddress& device) {
  constexpr int kWrong = -1;
  if (!is<Tuple>(source.value) || as<Tuple>(source.value).size != 2) return kWrong;
  Own<Tuple> pair = Own<Tuple>::copy(&as<Tuple>(source.value));
  if (!is<Str>(pair->at(0))) return kWrong;
  Result<int> number = to_c_int(ts, pair->at(1));
  if (number.raised()) return ts.clear_pending(), kWrong;
  Utf8 text(ts, pair->at(0));
  TRY(to_device(ts, text.c_str(), device));
  return number.take() & 0xffff;
}

Status to_hci(ThreadState& ts, const AddressSource& source, Address& address) {
  Value value = source.value;
  if (is<Tuple>(value) && as<Tuple>(value).size == 1) value = as<Tuple>(value).at(0);
  Ref held = Ref::copy(value);
  Result<int> device = to_c_int(ts, held);
  if (device.raised()) return ts.clear_pending(), raise_format(ts, source);
  address.hci.device = static_cast<uint16_t>(device.take());
  address.size = sizeof address.hci;
  return {};
}

}  // namespace

Status to_bluetooth_address(ThreadState& ts, const AddressSource& source, Address& address) {
  address.any.sa_family = AF_BLUETOOTH;
  switch (source.self.proto) {
    case bluetooth::kL2cap: {
      int psm = TRY(to_device_and_number(ts, source, address.l2cap.device));
      if (psm < 0) return raise_format(ts, source);
      address.l2cap.psm = static_cast<uint16_t>(psm);
      address.size = sizeof address.l2cap;
      return {};
    }
    case bluetooth::kRfcomm: {
      int channel = TRY(to_device_and_number(ts, source, address.rfcomm.device));
      if (channel < 0) return raise_format(ts, source);
      address.rfcomm.channel = static_cast<uint8_t>(channel);
      address.size = sizeof address.rfcomm;
      return {};
    }
    case bluetooth::kHci: return to_hci(ts, source, address);
    case bluetooth::kSco:
      if (!is<Bytes>(source.value)) return raise_format(ts, source);
      TRY(to_device(ts, reinterpret_cast<const char*>(as<Bytes>(source.value).data()), address.sco.device));
      address.size = sizeof address.sco;
      return {};
    default: return raise(ts, Exc::kOSError, "%s(): unknown Bluetooth protocol", source.caller);
  }
}

Result<Ref> from_bluetooth_address(ThreadState& ts, const Address& address, int proto) {
  switch (proto) {
    case bluetooth::kL2cap: {
      Own<Str> device = TRY(from_device(ts, address.l2cap.device));
      return new_tuple_of(ts, device, Value::from_int(address.l2cap.psm));
    }
    case bluetooth::kRfcomm: {
      Own<Str> device = TRY(from_device(ts, address.rfcomm.device));
      return new_tuple_of(ts, device, Value::from_int(address.rfcomm.channel));
    }
    case bluetooth::kHci: return Ref::steal(Value::from_int(address.hci.device));
    case bluetooth::kSco: return from_device(ts, address.sco.device);
    default: return raise(ts, Exc::kValueError, "Unknown Bluetooth protocol");
  }
}

}  // namespace sockets
}  // namespace pyemb
