// SPDX-License-Identifier: MIT
#include "statistics.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <numeric>

namespace game {

double Stopwatch::now() const {
  timespec time = {};
  clock_gettime(of_processor_ ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
}

double Series::mean() const { return values_.empty() ? 0 : std::accumulate(values_.begin(), values_.end(), 0.0) / static_cast<double>(values_.size()); }
double Series::worst() const { return values_.empty() ? 0 : *std::max_element(values_.begin(), values_.end()); }
double Series::quantile(double share) const {
  if (values_.empty()) return 0;
  std::vector<double> sorted = values_;
  const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(sorted.size() - 1));
  std::nth_element(sorted.begin(), at, sorted.end());
  return *at;
}
double Series::recent() const {
  const std::size_t few = std::min<std::size_t>(values_.size(), 30);
  return few == 0 ? 0 : std::accumulate(values_.end() - static_cast<std::ptrdiff_t>(few), values_.end(), 0.0) / static_cast<double>(few);
}

void Statistics::print(std::size_t creatures) const {
  const auto line = [](const char* name, const Series& series) {
    std::printf("%-12s mean %7.3f ms   99 %% below %7.3f ms   worst %7.3f ms   (%zu)\n", name, series.mean(), series.quantile(0.99), series.worst(), series.count());
  };
  std::printf("creatures    %zu\n", creatures);
  line("frames", frames);
  line("scripts", scripts);
  line("drawing", drawing);
  line("collection", collection);
}

}  // namespace game
