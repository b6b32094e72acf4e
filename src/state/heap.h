// SPDX-License-Identifier: MIT
#pragma once

// The heap of one interpreter: every object and every buffer of an object comes from here, is counted, and can be
// limited.
//
// Blocks of up to kSmallLimit bytes come from free lists of size classes (16 bytes apart), which are filled page by page from
// arenas taken out of Domain::kObject. Larger ones go to Domain::kMem. Buffers are given back with the size they were
// taken with; objects need none (a page knows its class; Object::kLarge marks the others, which have a LargeHead).
//
// Under the address sanitizer every block is one of its own, so that it sees whoever leaves the bounds of an object or outlives it.
//
// A null return means that the limit or the host's memory is exhausted: raise MemoryError.
// All of an interpreter's memory is released with the heap, whatever still lives.

#include <cstddef>
#include <cstdint>

#include "config/build.h"
#include "state/memory.h"
#include "state/object.h"

namespace pyemb {

/// Is told of every block that is taken and given back while it is set (modules/tracemalloc/).
struct HeapTracer {
  /// A block was taken, or has another size now. Must take nothing from the heap.
  void (*allocated)(HeapTracer& tracer, void* block, size_t size);
  void (*released)(HeapTracer& tracer, void* block);
};

class Heap {
 public:
  static constexpr size_t kGranule = 16;
  static constexpr size_t kSmallLimit = kAddressSanitizer ? 0 : 512;
  static constexpr size_t kClassCount = kSmallLimit / kGranule + 1;
  static constexpr size_t kPageSize = 16 * 1024;
  static constexpr size_t kArenaPages = 64;
  static constexpr size_t kCutSize = 1024;  ///< bytes of a page that become blocks at a time: what is not needed stays untouched

  Heap() = default;
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;
  ~Heap() { release_all(); }

  /// A block for an object; sets `*large` when it did not come from a size class. Uninitialized.
  ALWAYS_INLINE void* allocate_object(size_t size, bool* large) {
    if (LIKELY(size <= kSmallLimit)) {
      *large = false;
      return allocate_small(size);
    }
    *large = true;
    return allocate_large(size);
  }
  /// Gives an object's block back (`block` is where allocate_object pointed).
  ALWAYS_INLINE void release_object(void* block, bool large) {
    if (LIKELY(!large)) {
      release_small(block, page_of(block)->size_class);
    } else {
      release_large(block);
    }
  }
  /// The object's block grown or shrunk to `size` bytes; only for objects that are kLarge and stay larger than kSmallLimit.
  [[nodiscard]] void* resize_large(void* block, size_t size);

  /// A buffer of `size` bytes, uninitialized, 16-byte aligned. Give it back with the same size.
  [[nodiscard]] ALWAYS_INLINE void* allocate_buffer(size_t size) {
    return LIKELY(size <= kSmallLimit) ? allocate_small(size) : allocate_plain(size);
  }
  /// The same, zeroed; of a large one the pages that nobody writes to stay untouched.
  [[nodiscard]] void* allocate_zeroed_buffer(size_t size);
  ALWAYS_INLINE void release_buffer(void* buffer, size_t size) {
    if (buffer == nullptr) return;
    if (LIKELY(size <= kSmallLimit)) {
      release_small(buffer, class_of(size));
    } else {
      release_plain(buffer, size);
    }
  }
  /// A buffer moved to a new size, contents kept up to the smaller one; null leaves the old buffer alone.
  [[nodiscard]] void* resize_buffer(void* buffer, size_t old_size, size_t new_size);

  /// Bytes in live blocks, rounded up to their classes.
  size_t live_bytes() const { return taken_bytes_ - given_bytes_; }
  size_t live_blocks() const { return taken_blocks_ - given_blocks_; }
  /// The blocks that were ever taken, and their bytes; one that is moved to another size counts again. Two counters that only grow cost what one does that
  /// goes up and down.
  uint64_t allocated_bytes() const { return taken_bytes_; }
  uint64_t allocated_blocks() const { return taken_blocks_; }
  /// Bytes that the host's allocators have given, free lists included.
  size_t reserved_bytes() const { return reserved_bytes_; }
  size_t peak_bytes() const { return peak_bytes_; }
  /// The most bytes that may be reserved; 0: no limit. Blocks beyond it are refused.
  void set_limit(size_t bytes) { limit_ = bytes; }
  size_t limit() const { return limit_; }

  /// Who is told of blocks; null: nobody, which costs one predictable branch where a block is given back.
  HeapTracer* tracer() const { return tracer_; }
  void set_tracer(HeapTracer* tracer);

  /// Gives everything back to the domains.
  void release_all();

 private:
  struct FreeBlock {
    FreeBlock* next;
  };
  struct Page {  // at the start of each kPageSize-aligned page
    uint32_t size_class;
    uint32_t cut;  ///< bytes from the page's start that have become blocks; those behind were never touched
    uint64_t padding;
  };
  struct Arena {  // at the start of what Domain::kObject gave
    Arena* next;
    size_t size;
    char* pages_begin;
    char* pages_end;
  };
  struct LargeHead {  // before each large object; a doubly linked list, so that release_all finds them
    LargeHead* next;
    LargeHead* previous;
    size_t size;
    size_t padding;
  };

  static size_t class_of(size_t size) { return (size + kGranule - 1) / kGranule; }
  static Page* page_of(void* block) { return reinterpret_cast<Page*>(reinterpret_cast<uintptr_t>(block) & ~(kPageSize - 1)); }

  ALWAYS_INLINE void count_taken(size_t size) {
    taken_bytes_ += size;
    ++taken_blocks_;
  }
  ALWAYS_INLINE void count_given(size_t size) {
    given_bytes_ += size;
    ++given_blocks_;
  }
  ALWAYS_INLINE void* allocate_small(size_t size) {
    if (kStress && UNLIKELY(memory_must_fail())) return nullptr;
    size_t size_class = class_of(size);
    FreeBlock* block = free_[size_class];
    if (UNLIKELY(block == nullptr)) return refill(size);
    free_[size_class] = block->next;
    count_taken(size_class * kGranule);
    return block;
  }
  ALWAYS_INLINE void release_small(void* block, size_t size_class) {
    if (UNLIKELY(tracer_ != nullptr)) return release_traced(block, size_class);
    auto* freed = static_cast<FreeBlock*>(block);
    freed->next = free_[size_class];
    free_[size_class] = freed;
    count_given(size_class * kGranule);
  }
  void* refill(size_t size);
  FreeBlock* take_block(size_t size_class, FreeBlock** list);
  void release_traced(void* block, size_t size_class);
  static FreeBlock* cut_blocks(Page& page, size_t step);
  char* new_page();
  void* allocate_large(size_t size);
  void* add_large(LargeHead* head, size_t size);
  void release_large(void* block);
  void* allocate_plain(size_t size);
  void release_plain(void* block, size_t size);
  bool reserve(size_t size);
  void unreserve(size_t size) { reserved_bytes_ -= size; }

  FreeBlock* free_[kClassCount] = {};
  FreeBlock* put_by_[kClassCount] = {};  ///< the free lists while there is a tracer: free_ is empty then, so that every block is taken in refill()
  Page* uncut_[kClassCount] = {};  ///< the newest page of each class while it has uncut space
  HeapTracer* tracer_ = nullptr;
  Arena* arenas_ = nullptr;
  LargeHead* large_ = nullptr;  ///< large objects and large buffers
  uint64_t taken_bytes_ = 0;
  uint64_t taken_blocks_ = 0;
  uint64_t given_bytes_ = 0;
  uint64_t given_blocks_ = 0;
  size_t reserved_bytes_ = 0;
  size_t peak_bytes_ = 0;
  size_t limit_ = 0;
};

}  // namespace pyemb
