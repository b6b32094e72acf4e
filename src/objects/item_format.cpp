// SPDX-License-Identifier: MIT
#include "objects/item_format.h"

#include <bit>
#include <cmath>
#include <cstring>

#include "objects/bytes.h"
#include "objects/int.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/raise.h"

namespace pyemb {
namespace {

using Kind = ItemFormat::Kind;

constexpr ItemFormat kNativeItems[] = {
    {'x', Kind::kPad, 1, 1},
    {'c', Kind::kChar, 1, 1},
    {'b', Kind::kSigned, 1, 1},
    {'B', Kind::kUnsigned, 1, 1},
    {'?', Kind::kBool, sizeof(bool), alignof(bool)},
    {'h', Kind::kSigned, sizeof(short), alignof(short)},
    {'H', Kind::kUnsigned, sizeof(short), alignof(short)},
    {'i', Kind::kSigned, sizeof(int), alignof(int)},
    {'I', Kind::kUnsigned, sizeof(int), alignof(int)},
    {'l', Kind::kSigned, sizeof(long), alignof(long)},
    {'L', Kind::kUnsigned, sizeof(long), alignof(long)},
    {'q', Kind::kSigned, sizeof(long long), alignof(long long)},
    {'Q', Kind::kUnsigned, sizeof(long long), alignof(long long)},
    {'n', Kind::kSigned, sizeof(ptrdiff_t), alignof(ptrdiff_t)},
    {'N', Kind::kUnsigned, sizeof(size_t), alignof(size_t)},
    {'e', Kind::kFloat, 2, 2},
    {'f', Kind::kFloat, sizeof(float), alignof(float)},
    {'d', Kind::kFloat, sizeof(double), alignof(double)},
    {'s', Kind::kString, 1, 1},
    {'p', Kind::kPascalString, 1, 1},
    {'P', Kind::kPointer, sizeof(void*), alignof(void*)},
};

constexpr ItemFormat kStandardItems[] = {
    {'x', Kind::kPad, 1, 1},      {'c', Kind::kChar, 1, 1},     {'b', Kind::kSigned, 1, 1},   {'B', Kind::kUnsigned, 1, 1},
    {'?', Kind::kBool, 1, 1},     {'h', Kind::kSigned, 2, 1},   {'H', Kind::kUnsigned, 2, 1}, {'i', Kind::kSigned, 4, 1},
    {'I', Kind::kUnsigned, 4, 1}, {'l', Kind::kSigned, 4, 1},   {'L', Kind::kUnsigned, 4, 1}, {'q', Kind::kSigned, 8, 1},
    {'Q', Kind::kUnsigned, 8, 1}, {'e', Kind::kFloat, 2, 1},    {'f', Kind::kFloat, 4, 1},    {'d', Kind::kFloat, 8, 1},
    {'s', Kind::kString, 1, 1},   {'p', Kind::kPascalString, 1, 1},
};

template <size_t N>
const ItemFormat* find(const ItemFormat (&table)[N], char code) {
  for (const ItemFormat& item : table) {
    if (item.code == code) return &item;
  }
  return nullptr;
}

uint64_t load_bits(const uint8_t* from, int size, ByteOrder order) {
  uint64_t bits = 0;
  for (int i = 0; i < size; ++i) bits = bits << 8 | from[order == ByteOrder::kBig ? i : size - 1 - i];
  return bits;
}

void store_bits(uint64_t bits, uint8_t* to, int size, ByteOrder order) {
  for (int i = 0; i < size; ++i, bits >>= 8) to[order == ByteOrder::kBig ? size - 1 - i : i] = static_cast<uint8_t>(bits);
}

/// IEEE 754 binary16, widened.
double half_to_double(uint16_t bits) {
  int exponent = bits >> 10 & 31;
  int fraction = bits & 1023;
  double magnitude = exponent == 31   ? (fraction != 0 ? std::nan("") : INFINITY)
                     : exponent != 0 ? std::ldexp(1024 + fraction, exponent - 25)
                                     : std::ldexp(fraction, -24);
  return std::copysign(magnitude, (bits & 0x8000) != 0 ? -1.0 : 1.0);
}

/// A double rounded half to even to binary16; false: too large.
bool double_to_half(double value, uint16_t* bits) {
  auto sign = static_cast<uint16_t>(std::signbit(value) ? 0x8000 : 0);
  double magnitude = std::fabs(value);
  if (std::isnan(value)) return *bits = sign | 0x7e00, true;
  if (std::isinf(value)) return *bits = sign | 0x7c00, true;
  if (magnitude == 0) return *bits = sign, true;
  int exponent = std::max(std::ilogb(magnitude), -14);
  auto scaled = static_cast<int>(std::nearbyint(std::ldexp(magnitude, 10 - exponent)));  // 1024.. for normal numbers
  if (scaled == 2048) {
    scaled = 1024;
    ++exponent;
  }
  if (exponent > 15) return false;
  *bits = static_cast<uint16_t>(sign | (scaled < 1024 ? scaled : (exponent + 15) << 10 | (scaled - 1024)));
  return true;
}

Stored store_float(ThreadState& ts, const ItemFormat& format, ByteOrder order, Value value, uint8_t* to) {
  Result<double> converted = to_double(ts, value);
  if (converted.raised()) return clear_pending_if(ts, Exc::kTypeError) ? Stored::kWrongType : Stored::kRaised;
  double number = converted.take();
  if (format.size == 8) {
    store_bits(std::bit_cast<uint64_t>(number), to, 8, order);
    return Stored::kDone;
  }
  if (format.size == 4) {
    auto narrow = static_cast<float>(number);
    if (std::isinf(narrow) && !std::isinf(number)) return Stored::kOutOfRange;
    store_bits(std::bit_cast<uint32_t>(narrow), to, 4, order);
    return Stored::kDone;
  }
  uint16_t half = 0;
  if (!double_to_half(number, &half)) return Stored::kOutOfRange;
  store_bits(half, to, 2, order);
  return Stored::kDone;
}

Stored store_int(ThreadState& ts, const ItemFormat& format, ByteOrder order, Value value, uint8_t* to) {
  if (!is_any_int(value) && type_of(ts, value).slots.index == nullptr) return Stored::kWrongType;
  Result<Ref> made = number_index(ts, value);
  if (made.raised()) return Stored::kRaised;
  Ref number = made.take();
  IntView view(number);
  if (view.size() > 1) return Stored::kOutOfRange;
  uint64_t magnitude = view.is_zero() ? 0 : view.magnitude()[0];
  bool is_signed = format.kind == Kind::kSigned;
  uint64_t limit = format.size == 8 ? UINT64_MAX : (uint64_t{1} << (format.size * 8)) - 1;
  if (is_signed) limit = (limit >> 1) + (view.negative() ? 1 : 0);
  bool fits = magnitude <= limit && (is_signed || !view.negative() || format.kind == Kind::kPointer);
  if (!fits) return Stored::kOutOfRange;
  store_bits(view.negative() ? ~magnitude + 1 : magnitude, to, format.size, order);
  return Stored::kDone;
}

}  // namespace

const ItemFormat* native_item(char code) { return find(kNativeItems, code); }
const ItemFormat* standard_item(char code) { return find(kStandardItems, code); }

Result<Ref> load_item(ThreadState& ts, const ItemFormat& format, ByteOrder order, const uint8_t* from) {
  uint64_t bits = load_bits(from, format.size, order);
  switch (format.kind) {
    case Kind::kChar: return new_bytes(ts, std::string_view(reinterpret_cast<const char*>(from), 1));
    case Kind::kBool: return Result<Ref>::boolean(bits != 0);
    case Kind::kUnsigned:
    case Kind::kPointer: return new_int_unsigned(ts, bits);
    case Kind::kSigned: {
      int spare = 64 - 8 * format.size;
      return new_int(ts, static_cast<int64_t>(bits << spare) >> spare);
    }
    case Kind::kFloat:
      if (format.size == 8) return new_float(ts, std::bit_cast<double>(bits));
      if (format.size == 4) return new_float(ts, std::bit_cast<float>(static_cast<uint32_t>(bits)));
      return new_float(ts, half_to_double(static_cast<uint16_t>(bits)));
    default: return raise(ts, Exc::kSystemError, "format '%c' has no single items", format.code);
  }
}

Stored store_item(ThreadState& ts, const ItemFormat& format, ByteOrder order, Value value, uint8_t* to) {
  switch (format.kind) {
    case Kind::kChar:
      if (!is<Bytes>(value) || as<Bytes>(value).size != 1) return Stored::kWrongType;
      *to = as<Bytes>(value).data()[0];
      return Stored::kDone;
    case Kind::kBool: {
      Result<bool> answer = truth(ts, value);
      if (answer.raised()) return Stored::kRaised;
      store_bits(answer.take() ? 1 : 0, to, format.size, order);
      return Stored::kDone;
    }
    case Kind::kFloat: return store_float(ts, format, order, value, to);
    default: return store_int(ts, format, order, value, to);
  }
}

}  // namespace pyemb
