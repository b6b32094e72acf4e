// SPDX-License-Identifier: MIT
#pragma once

// Value: one 64-bit word that is any Python object. The two low bits tell what it is:
//
//    63                                                    2 1 0
//   +-------------------------------------------------------+---+
//   |            address of a heap object (>= 4096)         |0 0|   is_heap()
//   |            reserved word (< 4096): null, None, ...    |0 0|   is_reserved()
//   |            small int, 62 bits two's complement        |0 1|   is_int()
//   |            double, self-tagged                        |1 x|   is_float()
//   +-------------------------------------------------------+---+
//
// Self-tagging (after Melancon, Serrano, Feeley, "Float Self-Tagging", arXiv 2411.16544; our own variant of the
// transformation): encode(bits) = rotl(bits - 2^60, 4) is a bijection of 64-bit words that sends every double with
// magnitude 0, < 2^-767, in [2^-255, 2^257) or >= 2^769 (inf and nan included) to a word with bit 1 set. The doubles in
// between live in a heap object (objects/float.h). Nobody but this header touches the bits.
//
// A Value borrows: it is trivially copyable and owns nothing. See ref.h for owners.

#include <bit>
#include <cstdint>
#include <type_traits>

#include "config/build.h"

namespace pyemb {

struct Object;

class Value {
 public:
  constexpr Value() = default;
  static constexpr Value from_bits(uint64_t bits) { return Value(bits); }
  constexpr uint64_t bits() const { return bits_; }

  // -- reserved words ------------------------------------------------------------------------------------------
  static constexpr Value null() { return Value(0); }  ///< no value: an unbound variable, a raised result
  static constexpr Value absent() { return Value(4); }  ///< "no more items", "not found"; Python never sees it
  static constexpr Value none() { return Value(8); }
  static constexpr Value false_() { return Value(12); }
  static constexpr Value true_() { return Value(16); }
  static constexpr Value ellipsis() { return Value(20); }
  static constexpr Value not_implemented() { return Value(24); }
  static constexpr Value dummy() { return Value(28); }  ///< a deleted key in dict and set tables
  static constexpr Value boolean(bool b) { return Value(b ? 16 : 12); }

  constexpr bool is_null() const { return bits_ == 0; }
  constexpr bool is_absent() const { return bits_ == 4; }
  constexpr bool is_none() const { return bits_ == 8; }
  constexpr bool is_false() const { return bits_ == 12; }
  constexpr bool is_true() const { return bits_ == 16; }
  constexpr bool is_bool() const { return (bits_ | 28) == 28 && (bits_ == 12 || bits_ == 16); }
  constexpr bool is_ellipsis() const { return bits_ == 20; }
  constexpr bool is_not_implemented() const { return bits_ == 24; }
  constexpr bool is_reserved() const { return bits_ < 4096 && (bits_ & 3) == 0; }

  // -- small ints ----------------------------------------------------------------------------------------------
  static constexpr int64_t kMaxInt = (int64_t{1} << 61) - 1;
  static constexpr int64_t kMinInt = -(int64_t{1} << 61);
  static constexpr bool fits_int(int64_t i) { return i >= kMinInt && i <= kMaxInt; }
  /// `i` must fit; anything wider becomes an Int object (objects/int.h: new_int).
  static constexpr Value from_int(int64_t i) { return Value((static_cast<uint64_t>(i) << 2) | 1); }
  constexpr bool is_int() const { return (bits_ & 3) == 1; }
  constexpr int64_t as_int() const { return static_cast<int64_t>(bits_) >> 2; }
  static constexpr bool both_int(Value a, Value b) { return (((a.bits_ ^ 1) | (b.bits_ ^ 1)) & 3) == 0; }

  // -- inline floats -------------------------------------------------------------------------------------------
  static constexpr uint64_t encode_float(double d) { return std::rotl(std::bit_cast<uint64_t>(d) - kFloatBias, 4); }
  static constexpr double decode_float(uint64_t word) { return std::bit_cast<double>(std::rotr(word, 4) + kFloatBias); }
  static constexpr bool fits_float(double d) { return (encode_float(d) & 2) != 0; }
  /// `d` must fit; objects/float.h: new_float takes any double.
  static constexpr Value from_float(double d) { return Value(encode_float(d)); }
  constexpr bool is_float() const { return (bits_ & 2) != 0; }
  constexpr double as_float() const { return decode_float(bits_); }
  static constexpr bool both_float(Value a, Value b) { return (a.bits_ & b.bits_ & 2) != 0; }

  // -- heap objects --------------------------------------------------------------------------------------------
  static Value from_object(const Object* object) { return Value(reinterpret_cast<uint64_t>(object)); }
  /// One rotation turns the three conditions (low bits 00, not reserved) into a single unsigned comparison.
  constexpr bool is_heap() const { return std::rotr(bits_, 2) - 1024 < (uint64_t{1} << 62) - 1024; }
  Object* as_object() const { return reinterpret_cast<Object*>(bits_); }

  /// Identity: the same word. Heap floats and big ints compare by address.
  friend constexpr bool operator==(Value a, Value b) { return a.bits_ == b.bits_; }

 private:
  static constexpr uint64_t kFloatBias = uint64_t{1} << 60;
  explicit constexpr Value(uint64_t bits) : bits_(bits) {}
  uint64_t bits_ = 0;
};

static_assert(sizeof(Value) == 8 && std::is_trivially_copyable_v<Value>);
static_assert(Value::from_int(-1).as_int() == -1 && Value::from_int(Value::kMinInt).as_int() == Value::kMinInt);
static_assert(Value::from_int(Value::kMaxInt).as_int() == Value::kMaxInt && !Value::fits_int(Value::kMaxInt + 1));
static_assert(Value::fits_float(0.0) && Value::fits_float(-0.0) && Value::fits_float(1.0) && Value::fits_float(-1e70));
static_assert(Value::fits_float(__builtin_inf()) && Value::fits_float(-__builtin_inf()) && Value::fits_float(5e-324));
static_assert(Value::fits_float(0x1p-255) && !Value::fits_float(0x1.fp-256) && !Value::fits_float(0x1p257) && Value::fits_float(0x1.fp256));
static_assert(!Value::fits_float(0x1p-767) && Value::fits_float(0x1.fp-768) && Value::fits_float(0x1p769) && !Value::fits_float(0x1.fp768));
static_assert(Value::from_float(-2.5).as_float() == -2.5 && Value::from_float(0x1p1023).as_float() == 0x1p1023);
static_assert(!Value::none().is_heap() && !Value::from_int(5).is_heap() && !Value::from_float(1.5).is_heap());
static_assert(!Value::null().is_heap() && Value::from_bits(4096).is_heap() && Value::from_bits(0x7ffffffffff0).is_heap());
static_assert(Value::none().is_reserved() && !Value::none().is_bool() && Value::boolean(false).is_bool());

}  // namespace pyemb
