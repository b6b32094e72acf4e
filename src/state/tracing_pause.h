// SPDX-License-Identifier: MIT
#pragma once

// Whether trace and profile functions hear of what happens: Breaker::kTrace is set while one of them is there and none of them runs.

#include "state/thread_state.h"

namespace pyemb {

inline void update_trace_bit(ThreadState& ts) {
  bool wanted = ts.trace_depth == 0 && (!ts.trace.is_null() || !ts.profile.is_null());
  if (wanted) {
    ts.request(Breaker::kTrace);
  } else {
    ts.breaker.fetch_and(~static_cast<uint32_t>(Breaker::kTrace), std::memory_order_relaxed);
  }
}

/// No events come out of what runs in the scope: a trace, profile or audit function.
class TracingPause {
 public:
  explicit TracingPause(ThreadState& ts) : ts_(ts) {
    ++ts_.trace_depth;
    update_trace_bit(ts_);
  }
  ~TracingPause() {
    --ts_.trace_depth;
    update_trace_bit(ts_);
  }
  TracingPause(const TracingPause&) = delete;
  TracingPause& operator=(const TracingPause&) = delete;

 private:
  ThreadState& ts_;
};

}  // namespace pyemb
