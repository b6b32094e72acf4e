// SPDX-License-Identifier: MIT
#pragma once

// How long things took: frames and their parts, and steps of the garbage collector.

#include <cstddef>
#include <vector>

namespace game {

/// What frames are measured with: the time that passes, or only that which the processor spent on them, which other programs do not lengthen.
class Stopwatch {
 public:
  explicit Stopwatch(bool of_processor) : of_processor_(of_processor) {}
  /// Milliseconds since some moment.
  double now() const;

 private:
  bool of_processor_;
};

/// A row of measurements.
class Series {
 public:
  void add(double value) { values_.push_back(value); }
  std::size_t count() const { return values_.size(); }
  double mean() const;
  double worst() const;
  /// What `share` (0 to 1) of them stay below.
  double quantile(double share) const;
  /// The mean of the last few.
  double recent() const;

 private:
  std::vector<double> values_;
};

struct Statistics {
  Series frames;   ///< all the work of a frame, without waiting for the screen
  Series scripts;  ///< the behaviours
  Series drawing;
  Series collection;  ///< single steps

  /// Prints them. A frame has 16.6 ms at 60 a second.
  void print(std::size_t creatures) const;
};

}  // namespace game
