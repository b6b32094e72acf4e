// SPDX-License-Identifier: MIT
// Sums and products of many numbers in the module math: fsum, hypot, dist, prod.

#include <algorithm>
#include <cmath>

#include "modules/math.h"
#include "objects/arguments.h"
#include "objects/operations.h"
#include "objects/tuple.h"
#include "state/memory.h"

namespace pyemb {

DoubleList::~DoubleList() {
  if (data_ != inline_) memory_release(Domain::kMem, data_);
}

bool DoubleList::grow() {
  if (capacity_ > SIZE_MAX / (4 * sizeof(double))) return false;
  void* block = memory_resize(Domain::kMem, data_ == inline_ ? nullptr : data_, 2 * capacity_ * sizeof(double));
  if (block == nullptr) return false;
  if (data_ == inline_) std::copy(inline_, inline_ + size_, static_cast<double*>(block));
  data_ = static_cast<double*>(block);
  capacity_ *= 2;
  return true;
}

namespace {

// A sum of doubles without any loss: parts that do not overlap, in the order of their magnitudes, whose sum is exactly
// that of all that was added (Shewchuk, "Adaptive Precision Floating-Point Arithmetic", 1997). What is infinite or a
// nan is summed apart.
class ExactSum {
 public:
  enum Outcome : uint8_t { kOk, kOverflow, kNoMemory };

  Outcome add(double x) {
    double added = x;
    size_t kept = 0;
    for (double y : parts_.span()) {
      if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
      double high = x + y;
      double low = y - (high - x);
      if (low != 0.0) parts_[kept++] = low;
      x = high;
    }
    parts_.truncate(kept);
    if (x == 0.0) return kOk;
    if (std::isfinite(x)) return parts_.append(x) ? kOk : kNoMemory;
    if (std::isfinite(added)) return kOverflow;
    if (std::isinf(added)) infinite_ += added;
    special_ += added;
    parts_.truncate(0);
    return kOk;
  }

  bool has_special() const { return special_ != 0.0; }
  bool has_opposite_infinities() const { return std::isnan(infinite_); }
  double special() const { return special_; }

  /// The sum rounded once, ties to even.
  double rounded() {
    size_t n = parts_.size();
    if (n == 0) return 0.0;
    double high = parts_[--n];
    double low = 0.0;
    while (n > 0) {
      double x = high;
      double y = parts_[--n];
      high = x + y;
      low = y - (high - x);
      if (low != 0.0) break;
    }
    // What follows decides a tie that the addition rounded to even.
    if (n > 0 && ((low < 0.0 && parts_[n - 1] < 0.0) || (low > 0.0 && parts_[n - 1] > 0.0))) {
      double twice = low * 2.0;
      double x = high + twice;
      if (twice == x - high) high = x;
    }
    return high;
  }

 private:
  DoubleList parts_;
  double special_ = 0.0;
  double infinite_ = 0.0;
};

Result<double> fsum(ThreadState& ts, Value iterable) {
  Ref iterator = TRY(get_iter(ts, iterable));
  ExactSum sum;
  while (true) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) break;
    double value = TRY(to_double(ts, item));
    switch (sum.add(value)) {
      case ExactSum::kOk: break;
      case ExactSum::kOverflow: return raise(ts, Exc::kOverflowError, "intermediate overflow in fsum");
      case ExactSum::kNoMemory: return raise_no_memory(ts);
    }
  }
  if (!sum.has_special()) return sum.rounded();
  if (sum.has_opposite_infinities()) return raise(ts, Exc::kValueError, "-inf + inf in fsum");
  return sum.special();
}

// Adds squares with their rounding errors: starts at 1, so that every square is the smaller summand.
class SquareSum {
 public:
  /// Adds sign * x * x, where |x| <= 1; x is split in halves whose products are exact.
  void add_square(double x, double sign) {
    constexpr double kSplitter = 134217729.0;  // 2^27 + 1
    double t = x * kSplitter;
    double high = t - (t - x);
    double low = x - high;
    add(sign * high * high, error_high_);
    add(sign * 2.0 * high * low, error_middle_);
    add(sign * low * low, error_low_);
  }
  void add_plain(double x) { add(x, error_high_); }
  double total() const { return sum_ - 1.0 + (error_high_ + error_middle_ + error_low_); }

 private:
  void add(double x, double& error) {
    double before = sum_;
    sum_ += x;
    error += (before - sum_) + x;
  }
  double sum_ = 1.0;
  double error_high_ = 0.0;
  double error_middle_ = 0.0;
  double error_low_ = 0.0;
};

// The length of a vector: scaled by a power of two, squared and summed with the errors, and the root corrected by what
// its own square lacks.
double vector_length(std::span<const double> vector, double largest, bool has_nan) {
  if (std::isinf(largest)) return largest;
  if (has_nan) return std::nan("");
  if (largest == 0.0 || vector.size() <= 1) return largest;
  int exponent;
  std::frexp(largest, &exponent);
  SquareSum sum;
  if (exponent < -1023) {  // the scale would overflow
    for (double x : vector) sum.add_plain((x / largest) * (x / largest));
    return largest * std::sqrt(sum.total());
  }
  double scale = std::ldexp(1.0, -exponent);
  for (double x : vector) sum.add_square(x * scale, 1.0);
  double root = std::sqrt(sum.total());
  sum.add_square(root, -1.0);
  return (root + sum.total() / (2.0 * root)) / scale;
}

// A vector being gathered.
class Vector {
 public:
  [[nodiscard]] bool append(double x) {
    x = std::fabs(x);
    has_nan_ = has_nan_ || std::isnan(x);
    if (x > largest_) largest_ = x;
    return coordinates_.append(x);
  }
  double length() { return vector_length(coordinates_.span(), largest_, has_nan_); }

 private:
  DoubleList coordinates_;
  double largest_ = 0.0;
  bool has_nan_ = false;
};

Result<double> hypot(ThreadState& ts, CallArgs args) {
  TRY(require_no_keywords(ts, "math.hypot", args));
  Vector vector;
  for (size_t i = 0; i < args.count; ++i) {
    double x = TRY(to_double(ts, args.values[i]));
    if (!vector.append(x)) return raise_no_memory(ts);
  }
  return vector.length();
}

Result<double> dist(ThreadState& ts, Value p, Value q) {
  Own<Tuple> from = TRY(to_tuple(ts, p));
  Own<Tuple> to = TRY(to_tuple(ts, q));
  if (from->size != to->size) {
    return raise(ts, Exc::kValueError, "both points must have the same number of dimensions");
  }
  Vector vector;
  for (int64_t i = 0; i < from->size; ++i) {
    double x = TRY(to_double(ts, from->at(i)));
    double y = TRY(to_double(ts, to->at(i)));
    if (!vector.append(x - y)) return raise_no_memory(ts);
  }
  return vector.length();
}

Result<Ref> prod(ThreadState& ts, Value iterable, Value start) {
  Ref result = Ref::copy(start.is_null() ? Value::from_int(1) : start);
  Ref iterator = TRY(get_iter(ts, iterable));
  while (true) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) return result;
    result = TRY(binary_op(ts, BinaryOp::kMultiply, result, item));
  }
}

constexpr NativeMethod kFunctions[] = {
    function<dist>("dist", "($module, p, q, /)",
                   "The Euclidean distance of two points, each given by its coordinates."),
    function<fsum>("fsum", "($module, seq, /)", "The sum of floats, exact but for one rounding at the end."),
    function<hypot>(
        "hypot", "",
        "hypot(*coordinates) -> value\n\nThe distance of a point from the origin: the root of the sum of squares."),
    function<prod>("prod", "($module, iterable, /, *, start=1)", "The product of all items, times start."),
};

}  // namespace

constexpr std::span<const NativeMethod> kMathSums = kFunctions;

}  // namespace pyemb
