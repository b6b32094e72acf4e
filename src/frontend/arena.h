// SPDX-License-Identifier: MIT
#pragma once

// The memory of one compilation: tokens, AST nodes, names and messages are bumped out of growing chunks and
// given back all at once when the arena dies. Nothing in it has a destructor.
//
// An allocation that fails answers null and leaves `failed()` true for good: whoever sees a null need only
// return, and the entry point (parser.h) turns it into a MemoryError.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string_view>
#include <type_traits>

#include "config/build.h"

namespace pyemb {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena();

  /// `size` bytes aligned to 8, or null. A zero size yields a non-null pointer.
  [[nodiscard]] void* allocate(size_t size) {
    size = size == 0 ? 8 : (size + 7) & ~size_t{7};
    if (LIKELY(size <= static_cast<size_t>(end_ - next_))) {
      char* block = next_;
      next_ += size;
      return block;
    }
    return allocate_slow(size);
  }

  /// A value-initialized T (every field zero unless it says otherwise), or null.
  template <typename T>
  [[nodiscard]] T* make() {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= 8);
    void* block = allocate(sizeof(T));
    return LIKELY(block != nullptr) ? new (block) T() : nullptr;
  }

  /// Room for `count` T, not initialized, or null.
  template <typename T>
  [[nodiscard]] T* make_array(size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= 8);
    if (UNLIKELY(count > (size_t{1} << 46))) return static_cast<T*>(fail());
    return static_cast<T*>(allocate(count * sizeof(T)));
  }

  /// A copy of `text` followed by a NUL, or null data.
  [[nodiscard]] std::string_view copy(std::string_view text) {
    char* block = static_cast<char*>(allocate(text.size() + 1));
    if (block == nullptr) return {};
    std::memcpy(block, text.data(), text.size());
    block[text.size()] = '\0';
    return {block, text.size()};
  }

  /// Gives everything back: as new.
  void reset();

  [[nodiscard]] bool failed() const { return failed_; }
  /// Notes that memory which the compilation takes beside the arena ran out.
  void note_failure() { failed_ = true; }
  /// Bytes taken from the memory domain so far.
  [[nodiscard]] size_t footprint() const { return footprint_; }

 private:
  struct Chunk {
    Chunk* previous;
    size_t size;
  };

  void* allocate_slow(size_t size);
  void* fail() {
    failed_ = true;
    return nullptr;
  }

  char* next_ = nullptr;
  char* end_ = nullptr;
  Chunk* chunks_ = nullptr;
  size_t footprint_ = 0;
  size_t chunk_size_ = kAddressSanitizer ? 0 : size_t{16} * 1024;  ///< 0: each block is a chunk of its own
  bool failed_ = false;
};

/// A list in an arena. Does not own, copies as a view; an empty one may have null data.
template <typename T>
struct Seq {
  T* data = nullptr;
  uint32_t size = 0;

  T& operator[](size_t i) const {
    DCHECK(i < size);
    return data[i];
  }
  T* begin() const { return data; }
  T* end() const { return data + size; }
  [[nodiscard]] bool empty() const { return size == 0; }
  T& front() const { return (*this)[0]; }
  T& back() const { return (*this)[size - 1]; }
};

}  // namespace pyemb
