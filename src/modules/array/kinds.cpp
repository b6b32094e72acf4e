// SPDX-License-Identifier: MIT
// The kinds of items that an array can have.
#include <limits>

#include "modules/array/array.h"
#include "objects/int.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/unaligned.h"

namespace pyemb {
namespace {

template <class T>
int compare_items(const char* left, const char* right) {
  T a = load_unaligned<T>(left);
  T b = load_unaligned<T>(right);
  return a < b ? -1 : a > b;
}

// -- ints ---------------------------------------------------------------------------------------------------------------------------

template <class T>
Result<Ref> load_int(ThreadState& ts, const char* from) {
  if constexpr (std::is_unsigned_v<T>) return new_int_unsigned(ts, load_unaligned<T>(from));
  return new_int(ts, static_cast<int64_t>(load_unaligned<T>(from)));
}

/// What a number beyond the limits of a C type is called in the message.
template <class C>
Status check_limits(ThreadState& ts, int64_t value, const char* name) {
  if (value < static_cast<int64_t>(std::numeric_limits<C>::min())) return raise(ts, Exc::kOverflowError, "%s is less than minimum", name);
  if (value > static_cast<int64_t>(std::numeric_limits<C>::max())) return raise(ts, Exc::kOverflowError, "%s is greater than maximum", name);
  return {};
}

/// Items narrower than a long. Numbers are checked twice, first against the C type `Parsed` through which CPython reads them.
template <class T, class Parsed, const char* kParsedName, const char* kName>
Status store_narrow(ThreadState& ts, Value value, char* to) {
  int64_t number = TRY(to_int64(ts, value));
  TRY(check_limits<Parsed>(ts, number, kParsedName));
  TRY(check_limits<T>(ts, number, kName));
  store_unaligned(to, static_cast<T>(number));
  return {};
}

/// Items of 64 bits and unsigned ones of 32, within `limit`.
template <class T, const char* kTooLarge, const char* kNegative, const char* kBeyond>
Status store_wide(ThreadState& ts, Value value, char* to) {
  Ref index = TRY(number_index(ts, value));
  IntView number(index);
  if (std::is_unsigned_v<T> && number.negative()) return raise(ts, Exc::kOverflowError, "%s", kNegative);
  uint64_t magnitude = number.is_zero() ? 0 : number.magnitude()[0];
  bool fits = number.size() <= 1;
  if constexpr (std::is_signed_v<T>) fits = fits && magnitude <= static_cast<uint64_t>(std::numeric_limits<T>::max()) + (number.negative() ? 1 : 0);
  if (!fits) return raise(ts, Exc::kOverflowError, "%s", kTooLarge);
  if (std::is_unsigned_v<T> && magnitude > std::numeric_limits<T>::max()) return raise(ts, Exc::kOverflowError, "%s", kBeyond);
  store_unaligned(to, static_cast<T>(number.negative() ? ~magnitude + 1 : magnitude));
  return {};
}

constexpr char kSignedChar[] = "signed char";
constexpr char kUnsignedByte[] = "unsigned byte integer";
constexpr char kShort[] = "signed short integer";
constexpr char kUnsignedShort[] = "unsigned short";
constexpr char kInt[] = "signed integer";
constexpr char kBeyondInt[] = "unsigned int is greater than maximum";
constexpr char kLargeLong[] = "Python int too large to convert to C long";
constexpr char kLargeUnsignedLong[] = "Python int too large to convert to C unsigned long";
constexpr char kLargeLongLong[] = "int too big to convert";
constexpr char kNegativeLong[] = "can't convert negative value to unsigned int";
constexpr char kNegativeLongLong[] = "can't convert negative int to unsigned";

// -- floats -------------------------------------------------------------------------------------------------------------------------

template <class T>
Result<Ref> load_float(ThreadState& ts, const char* from) {
  return new_float(ts, static_cast<double>(load_unaligned<T>(from)));
}
template <class T>
Status store_float(ThreadState& ts, Value value, char* to) {
  double number = TRY(to_double(ts, value));
  store_unaligned(to, static_cast<T>(number));
  return {};
}

// -- characters ---------------------------------------------------------------------------------------------------------------------

constexpr uint32_t kMostCodePoint = 0x10ffff;

Result<Ref> load_char(ThreadState& ts, const char* from) {
  auto code = load_unaligned<uint32_t>(from);
  if (code > kMostCodePoint) return raise(ts, Exc::kValueError, "character U+%x is not in range [U+0000; U+10ffff]", code);
  return new_str_char(ts, code);
}
Status store_char(ThreadState& ts, Value value, char* to) {
  if (!is<Str>(value) || as<Str>(value).length != 1) return raise(ts, Exc::kTypeError, "array item must be unicode character");
  store_unaligned(to, static_cast<uint32_t>(as<Str>(value).at(0)));
  return {};
}

// -- the table ----------------------------------------------------------------------------------------------------------------------

template <class T>
constexpr ArrayKind int_kind(char code, Status (*store)(ThreadState&, Value, char*)) {
  return {code, sizeof(T), true, std::is_signed_v<T>, {code}, load_int<T>, store, compare_items<T>};
}

constexpr ArrayKind kTable[] = {
    int_kind<signed char>('b', store_narrow<signed char, short, kShort, kSignedChar>),
    int_kind<unsigned char>('B', store_narrow<unsigned char, unsigned char, kUnsignedByte, kUnsignedByte>),
    {'u', 4, false, false, {'w'}, load_char, store_char, compare_items<uint32_t>},
    int_kind<short>('h', store_narrow<short, short, kShort, kShort>),
    int_kind<unsigned short>('H', store_narrow<unsigned short, int, kInt, kUnsignedShort>),
    int_kind<int>('i', store_narrow<int, int, kInt, kInt>),
    int_kind<unsigned int>('I', store_wide<unsigned int, kLargeUnsignedLong, kNegativeLong, kBeyondInt>),
    int_kind<long>('l', store_wide<long, kLargeLong, kNegativeLong, kLargeLong>),
    int_kind<unsigned long>('L', store_wide<unsigned long, kLargeUnsignedLong, kNegativeLong, kLargeUnsignedLong>),
    int_kind<long long>('q', store_wide<long long, kLargeLongLong, kNegativeLongLong, kLargeLongLong>),
    int_kind<unsigned long long>('Q', store_wide<unsigned long long, kLargeLongLong, kNegativeLongLong, kLargeLongLong>),
    {'f', sizeof(float), false, false, {'f'}, load_float<float>, store_float<float>, nullptr},
    {'d', sizeof(double), false, false, {'d'}, load_float<double>, store_float<double>, nullptr},
};

}  // namespace

constexpr std::span<const ArrayKind> kArrayKinds = kTable;

const ArrayKind* find_array_kind(char32_t code) {
  for (const ArrayKind& kind : kTable) {
    if (static_cast<char32_t>(kind.code) == code) return &kind;
  }
  return nullptr;
}

}  // namespace pyemb
