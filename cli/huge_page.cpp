// SPDX-License-Identifier: MIT
#include "huge_page.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace {

constexpr size_t kHugePage = size_t{2} << 20;

/// A block that the compiler must not leave out.
void* taken(size_t size) {
  void* volatile block = std::malloc(size);
  return block;
}

}  // namespace

void start_heap_in_huge_page() {
  // From the first large block that is freed malloc learns to take blocks of that size from its heap, not from mmap(), and to keep the heap's end.
  std::free(taken(3 * kHugePage));
  void* whole = taken(2 * kHugePage + 4096);  // there is a whole huge page in it
  if (whole == nullptr) return;
  const auto at = reinterpret_cast<uintptr_t>(whole);
  const uintptr_t start = (at + 4096 + kHugePage - 1) & ~(kHugePage - 1);
  const bool is_heap = at + 2 * kHugePage <= reinterpret_cast<uintptr_t>(sbrk(0));
  const bool given = is_heap && madvise(reinterpret_cast<void*>(start), kHugePage, MADV_HUGEPAGE) == 0;
  std::free(whole);
  // What lies before it is never touched, but for the head of this block: the next ones are in the huge page.
  if (given) taken(start - at);
}
