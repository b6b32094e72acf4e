// SPDX-License-Identifier: MIT
#pragma once

// A growing array of plain data, used as a stack: blocks of code that are compiled within one another share one, each from its
// own base. A failed allocation is remembered; what was not pushed is then missing, and nobody looks.

#include <cstdint>
#include <type_traits>

#include "config/build.h"
#include "state/memory.h"

namespace pyemb {

template <class T>
class GrowBuffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  GrowBuffer() = default;
  GrowBuffer(const GrowBuffer&) = delete;
  GrowBuffer& operator=(const GrowBuffer&) = delete;
  ~GrowBuffer() { memory_release(Domain::kMem, data_); }

  void push(const T& item) {
    if (UNLIKELY(size_ == capacity_) && !grow()) return;
    data_[size_++] = item;
  }
  void shrink(uint32_t size) { size_ = size; }
  uint32_t size() const { return size_; }
  T& operator[](uint32_t i) { return data_[i]; }
  const T& operator[](uint32_t i) const { return data_[i]; }
  T* data() { return data_; }
  bool failed() const { return failed_; }

 private:
  COLD bool grow() {
    uint32_t capacity = capacity_ == 0 ? 256 : capacity_ * 2;
    void* grown = failed_ ? nullptr : memory_resize(Domain::kMem, data_, size_t{capacity} * sizeof(T));
    if (grown == nullptr) {
      failed_ = true;
      return false;
    }
    data_ = static_cast<T*>(grown);
    capacity_ = capacity;
    return true;
  }

  T* data_ = nullptr;
  uint32_t size_ = 0;
  uint32_t capacity_ = 0;
  bool failed_ = false;
};

}  // namespace pyemb
