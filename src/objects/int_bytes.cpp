// SPDX-License-Identifier: MIT
// int to bytes and back: two's complement if signed, in either byte order.

#include <algorithm>

#include "objects/float.h"
#include "objects/int.h"
#include "objects/int_methods.h"
#include "objects/raise.h"

namespace pyemb {
namespace {

// Two's complement of `count` limbs, in place.
void negate(Limb* limbs, size_t count) {
  Limb carry = 1;
  for (size_t i = 0; i < count; ++i) {
    limbs[i] = ~limbs[i] + carry;
    carry = carry != 0 && limbs[i] == 0;
  }
}

}  // namespace

Result<Ref> int_from_bytes(ThreadState& ts, std::string_view bytes, ByteOrder order, bool is_signed) {
  size_t length = bytes.size();
  auto byte = [&](size_t i) {  // from the least significant
    return static_cast<uint8_t>(bytes[order == ByteOrder::kBig ? length - 1 - i : i]);
  };
  size_t size = (length + sizeof(Limb) - 1) / sizeof(Limb);
  bool negative = is_signed && length > 0 && (byte(length - 1) & 0x80) != 0;
  Own<Int> result = TRY(new_int_object(ts, std::max<size_t>(size, 1)));
  Limb* limbs = result->limbs();
  limbs[0] = 0;
  for (size_t i = 0; i < size; ++i) {
    Limb limb = 0;
    for (size_t k = 0; k < sizeof(Limb); ++k) {
      size_t at = i * sizeof(Limb) + k;
      Limb value = at < length ? byte(at) : negative ? 0xff : 0;
      limb |= value << 8 * k;
    }
    limbs[i] = limb;
  }
  if (negative) negate(limbs, size);
  return int_finish(std::move(result), sign_of(negative));
}

Status int_to_bytes(ThreadState& ts, uint8_t* out, size_t length, Value any_int, ByteOrder order, bool is_signed) {
  IntView view(any_int);
  if (view.negative() && !is_signed) return raise(ts, Exc::kOverflowError, "can't convert negative int to unsigned");
  // The bits that the number needs: a signed one has a bit for the sign, which -2^n does not need on top of its own.
  size_t bits = limbs_bit_length(view.magnitude());
  if (is_signed) {
    bool power_of_two = view.negative() && limbs_popcount(view.magnitude()) == 1;
    bits += power_of_two ? 0 : 1;
    if (view.is_zero()) bits = 0;
  }
  if (bits > length * 8) return raise(ts, Exc::kOverflowError, "int too big to convert");
  Limb carry = 1;
  for (size_t i = 0; i * sizeof(Limb) < length; ++i) {
    Limb limb = i < view.size() ? view.magnitude()[i] : 0;
    if (view.negative()) {
      limb = ~limb + carry;
      carry = carry != 0 && limb == 0;
    }
    for (size_t k = 0; k < sizeof(Limb) && i * sizeof(Limb) + k < length; ++k) {
      size_t at = i * sizeof(Limb) + k;
      out[order == ByteOrder::kBig ? length - 1 - at : at] = static_cast<uint8_t>(limb >> 8 * k);
    }
  }
  return {};
}

Result<Ref> int_to_bytes_method(ThreadState& ts, Value, std::optional<int64_t>, Value, std::optional<bool>) {
  return raise(ts, Exc::kNotImplementedError, "int.to_bytes");
}
Result<Ref> int_from_bytes_method(ThreadState& ts, Type&, Value, Value, std::optional<bool>) {
  return raise(ts, Exc::kNotImplementedError, "int.from_bytes");
}
Result<Ref> find_int_in_bytes(ThreadState&, Value, int) { return Result<Ref>::absent(); }
Result<Ref> find_int_in_buffer(ThreadState&, Value) { return Result<Ref>::absent(); }
Result<std::optional<double>> find_float_in_buffer(ThreadState&, Value) { return std::optional<double>(); }

}  // namespace pyemb
