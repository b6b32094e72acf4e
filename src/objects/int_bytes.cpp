// SPDX-License-Identifier: MIT
// int to bytes and back: two's complement if signed, in either byte order. And numbers written in bytes-like objects.

#include <algorithm>

#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/float.h"
#include "objects/float_text.h"
#include "objects/int.h"
#include "objects/int_methods.h"
#include "objects/number_text.h"
#include "objects/raise.h"
#include "objects/str.h"

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
    if (view.is_zero() || (power_of_two && bits == 1 && length == 0)) bits = 0;  // -1 is all ones, even if that is none
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

namespace {

Result<ByteOrder> byte_order_of(ThreadState& ts, const char* function, Value byteorder) {
  if (byteorder.is_null()) return ByteOrder::kBig;
  if (!is<Str>(byteorder)) {
    return raise(ts, Exc::kTypeError, "%s() argument 'byteorder' must be str, not %s", function,
                 type_name(ts, byteorder));
  }
  const Str& name = as<Str>(byteorder);
  if (str_equal(name, "big")) return ByteOrder::kBig;
  if (str_equal(name, "little")) return ByteOrder::kLittle;
  return raise(ts, Exc::kValueError, "byteorder must be either 'little' or 'big'");
}

// What bytes(value) gives, but for ints and strs.
Result<Ref> bytes_of(ThreadState& ts, Value value) {
  if (is_any_int(value) || is<Str>(value)) {
    return raise(ts, Exc::kTypeError, "cannot convert '%.200s' object to bytes", type_name(ts, value));
  }
  return call(ts, Value::from_object(&core_type(ts, TypeId::kBytes)), value);
}

}  // namespace

Result<Ref> int_to_bytes_method(ThreadState& ts, Value self, std::optional<int64_t> length, Value byteorder,
                                std::optional<bool> is_signed) {
  ByteOrder order = TRY(byte_order_of(ts, "to_bytes", byteorder));
  int64_t size = length.value_or(1);
  if (size < 0) return raise(ts, Exc::kValueError, "length argument must be non-negative");
  Own<Bytes> bytes = TRY(new_bytes_buffer(ts, size));
  TRY(int_to_bytes(ts, bytes->data(), static_cast<size_t>(size), self, order, is_signed.value_or(false)));
  return bytes;
}

Result<Ref> int_from_bytes_method(ThreadState& ts, Type& type, Value bytes, Value byteorder,
                                  std::optional<bool> is_signed) {
  ByteOrder order = TRY(byte_order_of(ts, "from_bytes", byteorder));
  Ref data = TRY(is_bytes(bytes) ? Result<Ref>(Ref::copy(bytes)) : bytes_of(ts, bytes));
  Ref number = TRY(int_from_bytes(ts, as<Bytes>(data).view(), order, is_signed.value_or(false)));
  if (type.id == TypeId::kInt) return number;
  return call(ts, Value::from_object(&type), number);
}

namespace {

Result<Ref> int_from_buffer(ThreadState& ts, Value value, int base) {
  Buffer buffer(ts);
  TRY(buffer.open(value));
  Ref number = TRY(find_int_in_text(ts, buffer.view(), base));
  if (!number.is_absent()) return number;
  Own<Bytes> shown = TRY(new_bytes(ts, buffer.view()));
  return int_from_ascii(ts, buffer.view(), base, shown);
}

}  // namespace

Result<Ref> find_int_in_bytes(ThreadState& ts, Value value, int base) {
  Type& type = type_of(ts, value);
  if (!derives_from(type, TypeId::kBytes) && !derives_from(type, TypeId::kByteArray)) return Result<Ref>::absent();
  return int_from_buffer(ts, value, base);
}

Result<Ref> find_int_in_buffer(ThreadState& ts, Value value) {
  if (!has_buffer(ts, value)) return Result<Ref>::absent();
  return int_from_buffer(ts, value, 10);
}

Result<std::optional<double>> find_float_in_buffer(ThreadState& ts, Value value) {
  if (!has_buffer(ts, value)) return std::optional<double>();
  Buffer buffer(ts);
  TRY(buffer.open(value));
  double number = 0.0;
  FloatParse parsed = float_parse(number, strip_spaces(buffer.view()));
  if (parsed == FloatParse::kOk) return std::optional<double>(number);
  if (parsed == FloatParse::kNoMemory) return raise_no_memory(ts);
  return raise_not_a_float(ts, value);
}

}  // namespace pyemb
