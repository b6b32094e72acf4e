// SPDX-License-Identifier: MIT
#include "state/heap.h"

#include <algorithm>
#include <cstring>

#include "state/memory.h"
#ifdef PYEMB_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) static_cast<void>(0)
#define ASAN_UNPOISON_MEMORY_REGION(address, size) static_cast<void>(0)
#endif

namespace pyemb {
namespace {

// Under the address sanitizer the heads of large blocks are shut but for the moments in which they are used here: whoever leaves the bounds of
// his block is caught in front of it, too, and the list of all blocks is no reference to them for those who look for lost ones (lost_blocks.h).

template <typename Head>
void shut(Head* head) {
  ASAN_POISON_MEMORY_REGION(head, sizeof(Head));
}
template <typename Head>
void open(Head* head) {
  ASAN_UNPOISON_MEMORY_REGION(head, sizeof(Head));
}

/// A head that is open for one expression.
template <typename Head>
class Opened {
 public:
  explicit Opened(Head* head) : head_(head) { open(head_); }
  ~Opened() { shut(head_); }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  Head* operator->() const { return head_; }

 private:
  Head* head_;
};

}  // namespace

// -- what the host gives -------------------------------------------------------------------------------------------

bool Heap::reserve(size_t size) {
  if (limit_ != 0 && (size > limit_ || reserved_bytes_ > limit_ - size)) return false;
  reserved_bytes_ += size;
  peak_bytes_ = std::max(peak_bytes_, reserved_bytes_);
  return true;
}

/// The next page of an arena that has one left; else of a new arena, which is smaller where a large one is refused.
char* Heap::new_page() {
  if (arenas_ == nullptr || arenas_->pages_begin == arenas_->pages_end) {
    Arena* arena = nullptr;
    size_t size = 0;
    for (size_t pages = kArenaPages; arena == nullptr && pages > 0; pages /= 4) {
      size = (pages + 1) * kPageSize;  // one page goes to the arena's head and to alignment
      if (!reserve(size)) continue;
      arena = static_cast<Arena*>(memory_allocate(Domain::kObject, size));
      if (arena == nullptr) unreserve(size);
    }
    if (arena == nullptr) return nullptr;
    char* begin = reinterpret_cast<char*>(arena);
    uintptr_t first = (reinterpret_cast<uintptr_t>(begin) + sizeof(Arena) + kPageSize - 1) & ~(kPageSize - 1);
    size_t count = (reinterpret_cast<uintptr_t>(begin) + size - first) / kPageSize;
    arena->next = arenas_;
    arena->size = size;
    arena->pages_begin = reinterpret_cast<char*>(first);
    arena->pages_end = arena->pages_begin + count * kPageSize;
    arenas_ = arena;
  }
  char* page = arenas_->pages_begin;
  arenas_->pages_begin += kPageSize;
  return page;
}

/// The next kCutSize bytes of a page, at least one block, as a list in address order.
Heap::FreeBlock* Heap::cut_blocks(Page& page, size_t step) {
  char* begin = reinterpret_cast<char*>(&page) + page.cut;
  size_t count = std::min(std::max<size_t>(kCutSize / step, 1), (kPageSize - page.cut) / step);
  FreeBlock* first = nullptr;
  for (size_t i = count; i-- > 0;) {
    auto* block = reinterpret_cast<FreeBlock*>(begin + i * step);
    block->next = first;
    first = block;
  }
  page.cut += static_cast<uint32_t>(count * step);
  return first;
}

/// The first block of a free list; where it is empty, more blocks are cut first, out of a new page where the last one is used up.
Heap::FreeBlock* Heap::take_block(size_t size_class, FreeBlock** list) {
  if (*list == nullptr) {
    size_t step = std::max<size_t>(size_class, 1) * kGranule;  // class 0 serves blocks of no bytes
    Page* page = uncut_[size_class];
    if (page == nullptr) {
      page = reinterpret_cast<Page*>(new_page());
      if (page == nullptr) return nullptr;
      page->size_class = static_cast<uint32_t>(size_class);
      page->cut = sizeof(Page);
    }
    *list = cut_blocks(*page, step);
    uncut_[size_class] = page->cut + step <= kPageSize ? page : nullptr;
  }
  FreeBlock* block = *list;
  *list = block->next;
  count_taken(size_class * kGranule);
  return block;
}

/// A small block where the free list of its class is empty: it is used up, or put by while there is a tracer.
void* Heap::refill(size_t size) {
  size_t size_class = class_of(size);
  if (LIKELY(tracer_ == nullptr)) return take_block(size_class, &free_[size_class]);
  if (!kStress && UNLIKELY(memory_must_fail())) return nullptr;
  void* block = take_block(size_class, &put_by_[size_class]);
  if (block != nullptr) tracer_->allocated(*tracer_, block, size);
  return block;
}

void Heap::release_traced(void* block, size_t size_class) {
  tracer_->released(*tracer_, block);
  auto* freed = static_cast<FreeBlock*>(block);
  freed->next = put_by_[size_class];
  put_by_[size_class] = freed;
  count_given(size_class * kGranule);
}

void Heap::set_tracer(HeapTracer* tracer) {
  if ((tracer == nullptr) != (tracer_ == nullptr)) {
    for (size_t i = 0; i < kClassCount; ++i) std::swap(free_[i], put_by_[i]);
  }
  tracer_ = tracer;
}

// -- blocks of their own ---------------------------------------------------------------------------------------------

void* Heap::allocate_large(size_t size) {
  if (size > SIZE_MAX / 2) return nullptr;
  size_t whole = size + sizeof(LargeHead);
  if (!reserve(whole)) return nullptr;
  return add_large(static_cast<LargeHead*>(memory_allocate(Domain::kMem, whole)), size);
}

/// Lists a large block that was reserved; null where the host had no memory.
void* Heap::add_large(LargeHead* head, size_t size) {
  if (head == nullptr) {
    unreserve(size + sizeof(LargeHead));
    return nullptr;
  }
  head->size = size;
  head->previous = nullptr;
  head->next = large_;
  if (large_ != nullptr) Opened(large_)->previous = head;
  large_ = head;
  count_taken(size);
  shut(head);
  if (UNLIKELY(tracer_ != nullptr)) tracer_->allocated(*tracer_, head + 1, size);
  return head + 1;
}

void Heap::release_large(void* block) {
  LargeHead* head = static_cast<LargeHead*>(block) - 1;
  if (UNLIKELY(tracer_ != nullptr)) tracer_->released(*tracer_, block);
  open(head);
  if (head->previous != nullptr) Opened(head->previous)->next = head->next;
  if (head->next != nullptr) Opened(head->next)->previous = head->previous;
  if (large_ == head) large_ = head->next;
  count_given(head->size);
  unreserve(head->size + sizeof(LargeHead));
  memory_release(Domain::kMem, head);
}

void* Heap::resize_large(void* block, size_t size) {
  if (size > SIZE_MAX / 2) return nullptr;
  LargeHead* head = static_cast<LargeHead*>(block) - 1;
  const size_t old_size = Opened(head)->size;
  if (size > old_size && !reserve(size - old_size)) return nullptr;
  open(head);
  auto* moved = static_cast<LargeHead*>(memory_resize(Domain::kMem, head, size + sizeof(LargeHead)));
  if (moved == nullptr) {
    shut(head);
    if (size > old_size) unreserve(size - old_size);
    return nullptr;
  }
  if (size < old_size) unreserve(old_size - size);
  moved->size = size;
  count_given(old_size);
  count_taken(size);
  if (moved->previous != nullptr) Opened(moved->previous)->next = moved;
  if (moved->next != nullptr) Opened(moved->next)->previous = moved;
  if (large_ == head) large_ = moved;
  shut(moved);
  if (UNLIKELY(tracer_ != nullptr)) {
    if (moved != head) tracer_->released(*tracer_, block);
    tracer_->allocated(*tracer_, moved + 1, size);
  }
  return moved + 1;
}

void* Heap::allocate_zeroed_buffer(size_t size) {
  if (size <= kSmallLimit) {
    void* buffer = allocate_small(size);
    return buffer == nullptr ? nullptr : std::memset(buffer, 0, size);
  }
  if (size > SIZE_MAX / 2 || !reserve(size + sizeof(LargeHead))) return nullptr;
  return add_large(static_cast<LargeHead*>(memory_allocate_zeroed(Domain::kMem, 1, size + sizeof(LargeHead))), size);
}

void* Heap::allocate_plain(size_t size) { return allocate_large(size); }

void Heap::release_plain(void* block, size_t) { release_large(block); }

void* Heap::resize_buffer(void* buffer, size_t old_size, size_t new_size) {
  if (buffer == nullptr) return allocate_buffer(new_size);
  bool was_small = old_size <= kSmallLimit;
  if (was_small && new_size <= kSmallLimit && class_of(old_size) == class_of(new_size)) {
    if (UNLIKELY(tracer_ != nullptr)) tracer_->allocated(*tracer_, buffer, new_size);
    return buffer;
  }
  if (!was_small && new_size > kSmallLimit) return resize_large(buffer, new_size);
  void* moved = allocate_buffer(new_size);
  if (moved == nullptr) return nullptr;
  std::memcpy(moved, buffer, std::min(old_size, new_size));
  release_buffer(buffer, old_size);
  return moved;
}

void Heap::release_all() {
  for (LargeHead* head = large_; head != nullptr;) {
    open(head);
    LargeHead* next = head->next;
    memory_release(Domain::kMem, head);
    head = next;
  }
  for (Arena* arena = arenas_; arena != nullptr;) {
    Arena* next = arena->next;
    memory_release(Domain::kObject, arena);
    arena = next;
  }
  large_ = nullptr;
  arenas_ = nullptr;
  tracer_ = nullptr;
  std::fill_n(free_, kClassCount, nullptr);
  std::fill_n(put_by_, kClassCount, nullptr);
  std::fill_n(uncut_, kClassCount, nullptr);
  given_bytes_ = taken_bytes_;
  given_blocks_ = taken_blocks_;
  reserved_bytes_ = 0;
}

}  // namespace pyemb
