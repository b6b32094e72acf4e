// SPDX-License-Identifier: MIT
#pragma once

// A growing row of bytes for the text of numbers: a small array in place, then the mem domain. A failed allocation
// sticks: what is appended afterwards is dropped, and ok() is false at the end, so that writers need no check for each
// piece.

#include <cstddef>
#include <cstring>
#include <string_view>

#include "state/memory.h"

namespace pyemb {

class TextBuffer {
 public:
  TextBuffer() = default;
  ~TextBuffer() {
    if (data_ != inline_) memory_release(Domain::kMem, data_);
  }
  TextBuffer(const TextBuffer&) = delete;
  TextBuffer& operator=(const TextBuffer&) = delete;

  bool ok() const { return ok_; }
  /// Makes ok() false, where a part of the text got lost elsewhere.
  void fail() { ok_ = false; }
  size_t size() const { return size_; }
  char* data() { return data_; }
  std::string_view view() const { return {data_, size_}; }
  char& operator[](size_t i) { return data_[i]; }

  /// `count` uninitialized bytes at the end, to be filled at once; null: no memory.
  char* extend(size_t count) {
    if (count > capacity_ - size_ && !grow(count)) return nullptr;
    char* at = data_ + size_;
    size_ += count;
    return at;
  }
  void append(std::string_view text) {
    if (text.empty()) return;  // its data may be null
    if (char* at = extend(text.size())) std::memcpy(at, text.data(), text.size());
  }
  void append(char c) {
    if (char* at = extend(1)) *at = c;
  }
  void append(size_t count, char c) {
    if (char* at = extend(count)) std::memset(at, c, count);
  }
  /// Cuts the text off.
  void truncate(size_t size) { size_ = size < size_ ? size : size_; }
  void clear() { size_ = 0; }

 private:
  bool grow(size_t count) {
    if (!ok_ || count > SIZE_MAX / 2 - size_) return ok_ = false;
    size_t capacity = size_ + count > 2 * capacity_ ? size_ + count : 2 * capacity_;
    void* block = memory_resize(Domain::kMem, data_ == inline_ ? nullptr : data_, capacity);
    if (block == nullptr) return ok_ = false;
    if (data_ == inline_) std::memcpy(block, inline_, size_);
    data_ = static_cast<char*>(block);
    capacity_ = capacity;
    return true;
  }

  char* data_ = inline_;
  size_t size_ = 0;
  size_t capacity_ = sizeof inline_;
  bool ok_ = true;
  char inline_[232];
};

}  // namespace pyemb
