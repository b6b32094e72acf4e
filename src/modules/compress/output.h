// SPDX-License-Identifier: MIT
#pragma once

// Where a compression library writes to: a block that grows, with an upper limit if one is wanted.
//
//     CompressionOutput out(ts, max_length);
//     do {
//       TRY(out.make_room());
//       size_t written = library_step(out.at(), out.room());
//       out.advance(written);
//     } while (...);
//     return out.finish();

#include <cstddef>
#include <cstdint>

#include "objects/type.h"
#include "state/gil.h"

namespace pyemb {

class CompressionOutput {
 public:
  static constexpr int64_t kUnlimited = -1;
  static constexpr size_t kFirstBlock = 32 * 1024;  ///< and then as CPython's: what deflate() stores uncompressed depends on its room

  explicit CompressionOutput(ThreadState& ts, int64_t limit = kUnlimited, size_t first_block = kFirstBlock)
      : ts_(ts), limit_(limit < 0 ? SIZE_MAX / 2 : static_cast<size_t>(limit)), first_block_(first_block) {}
  ~CompressionOutput();
  CompressionOutput(const CompressionOutput&) = delete;
  CompressionOutput& operator=(const CompressionOutput&) = delete;

  /// Room for at least one byte, unless the limit is reached.
  [[nodiscard]] Status make_room();
  uint8_t* at() { return data_ + size_; }
  size_t room() const { return capacity_ - size_; }
  void advance(size_t written) { size_ += written; }
  size_t size() const { return size_; }
  bool at_limit() const { return size_ >= limit_; }
  /// All that was written, as bytes.
  [[nodiscard]] Result<Ref> finish();

 private:
  ThreadState& ts_;
  size_t limit_;
  size_t first_block_;
  uint8_t* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
  size_t block_ = 0;  ///< how often it has grown
};

/// Less input than this is not worth letting other threads run meanwhile.
inline constexpr size_t kCompressionWorthUnlocking = 2048;

/// Runs one step of a library, without the interpreter lock if there is much to do.
template <class Step>
auto compression_step(ThreadState& ts, size_t input_size, Step step) {
  if (input_size < kCompressionWorthUnlocking) return step();
  WithoutGil unlocked(ts);
  return step();
}

// Allocation for the libraries, which may call without the interpreter lock.
void* compression_allocate(size_t count, size_t size);
void compression_release(void* block);

}  // namespace pyemb
