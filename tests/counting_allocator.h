// SPDX-License-Identifier: MIT
#pragma once

// The allocator of the tests that look at memory.

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <limits>

#include "state/memory.h"

namespace pyemb {

/// Counts the blocks and bytes that all domains have given and not got back, while it lives. Can be made to fail.
class CountingAllocator {
 public:
  CountingAllocator() {
    for (int i = 0; i < kDomainCount; ++i) {
      saved_[i] = memory_allocator(static_cast<Domain>(i));
      set_memory_allocator(static_cast<Domain>(i), {this, allocate, allocate_zeroed, resize, release});
    }
  }
  ~CountingAllocator() {
    for (int i = 0; i < kDomainCount; ++i) set_memory_allocator(static_cast<Domain>(i), saved_[i]);
  }
  CountingAllocator(const CountingAllocator&) = delete;
  CountingAllocator& operator=(const CountingAllocator&) = delete;

  std::atomic<long> bytes{0};
  std::atomic<long> blocks{0};
  std::atomic<long> calls{0};

  enum class Failure : uint8_t { kOnce, kForEver };
  /// After so many further calls the next one fails, or all do.
  void fail_after(long count, Failure failure) {
    left_ = count;
    failure_ = failure;
  }
  void stop_failing() { left_ = kNever; }
  /// Whether some call has failed since fail_after().
  bool has_failed() const { return left_ < 0; }

 private:
  static constexpr size_t kHead = 16;

  static CountingAllocator& self(void* context) { return *static_cast<CountingAllocator*>(context); }
  bool must_fail() {
    if (left_ == kNever) return false;
    --left_;
    return left_ == -1 || (left_ < -1 && failure_ == Failure::kForEver);
  }
  void* note(void* block, size_t size) {
    if (block == nullptr) return nullptr;
    *static_cast<size_t*>(block) = size;
    bytes += static_cast<long>(size);
    ++blocks;
    ++calls;
    return static_cast<char*>(block) + kHead;
  }
  static void* head_of(void* block) { return static_cast<char*>(block) - kHead; }
  static size_t size_of(void* block) { return *static_cast<size_t*>(head_of(block)); }

  static void* allocate(void* context, size_t size) {
    return self(context).must_fail() ? nullptr : self(context).note(std::malloc(size + kHead), size);
  }
  static void* allocate_zeroed(void* context, size_t count, size_t size) {
    return self(context).must_fail() ? nullptr : self(context).note(std::calloc(1, count * size + kHead), count * size);
  }
  static void* resize(void* context, void* block, size_t size) {
    if (block == nullptr) return allocate(context, size);
    if (self(context).must_fail()) return nullptr;
    const size_t old_size = size_of(block);
    void* moved = std::realloc(head_of(block), size + kHead);
    if (moved == nullptr) return nullptr;
    self(context).bytes -= static_cast<long>(old_size);
    --self(context).blocks;
    return self(context).note(moved, size);
  }
  static void release(void* context, void* block) {
    self(context).bytes -= static_cast<long>(size_of(block));
    --self(context).blocks;
    std::free(head_of(block));
  }
  static constexpr long kNever = std::numeric_limits<long>::max();
  std::atomic<long> left_{kNever};  ///< calls until the first failure; negative: after it
  Failure failure_ = Failure::kOnce;
  Allocator saved_[kDomainCount];
};

}  // namespace pyemb
