// SPDX-License-Identifier: MIT
#pragma once

// Keeps other threads away from a native object whose owner works on it without the interpreter lock (hashing, compressing). The
// word stands in the object; zero, as new objects are, means free.
//
//     ObjectLock locked(ts, self.lock);
//     {
//       WithoutGil unlocked(ts);
//       update(self.context, data);
//     }

#include <atomic>
#include <cstdint>

#include "state/gil.h"

namespace pyemb {

class ObjectLock {
 public:
  using Word = std::atomic<uint32_t>;

  ObjectLock(ThreadState& ts, Word& word) : word_(word) {
    while (word_.exchange(kTaken, std::memory_order_acquire) == kTaken) {
      WithoutGil unlocked(ts);
      word_.wait(kTaken, std::memory_order_relaxed);
    }
  }
  ~ObjectLock() {
    word_.store(kFree, std::memory_order_release);
    word_.notify_one();
  }
  ObjectLock(const ObjectLock&) = delete;
  ObjectLock& operator=(const ObjectLock&) = delete;

 private:
  static constexpr uint32_t kFree = 0;
  static constexpr uint32_t kTaken = 1;

  Word& word_;
};

}  // namespace pyemb
