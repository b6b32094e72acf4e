// SPDX-License-Identifier: MIT
#pragma once

// Parts of the module math, each in a source of its own: functions of one or two doubles (math.cpp), sums and products
// of many (math_sums.cpp), whole numbers (math_integers.cpp), gamma and its logarithm (math_gamma.cpp).

#include "objects/native.h"

namespace pyemb {

extern const std::span<const NativeMethod> kMathSums;
extern const std::span<const NativeMethod> kMathIntegers;

// -- errors as C's math library tells them
// ------------------------------------------------------------------------------

enum class MathError : uint8_t {
  kNone,
  kDomain,  ///< EDOM: ValueError "math domain error"
  kRange,   ///< ERANGE: OverflowError "math range error"
};
struct MathResult {
  double value;
  MathError error = MathError::kNone;
};
/// The value, or the exception that the error means.
[[nodiscard]] Result<double> math_checked(ThreadState& ts, MathResult result);

MathResult math_gamma(double x);
MathResult math_log_gamma(double x);

/// log of a number in base e, 2 or 10: also of ints beyond the range of doubles.
enum class LogBase : uint8_t { kE, kTwo, kTen };
[[nodiscard]] Result<double> math_log(ThreadState& ts, Value x, LogBase base);

/// A growing row of doubles.
class DoubleList {
 public:
  DoubleList() = default;
  ~DoubleList();
  DoubleList(const DoubleList&) = delete;
  DoubleList& operator=(const DoubleList&) = delete;

  size_t size() const { return size_; }
  double& operator[](size_t i) { return data_[i]; }
  std::span<double> span() { return {data_, size_}; }
  /// False: out of memory.
  [[nodiscard]] bool append(double value) {
    if (size_ == capacity_ && !grow()) return false;
    data_[size_++] = value;
    return true;
  }
  void truncate(size_t size) { size_ = size; }

 private:
  bool grow();

  double* data_ = inline_;
  size_t size_ = 0;
  size_t capacity_ = kInline;
  static constexpr size_t kInline = 32;
  double inline_[kInline];
};

}  // namespace pyemb
