// SPDX-License-Identifier: MIT
// Counts what C++ takes. Apart, so that no compiler sees both ends of it.
#include <cstdlib>
#include <new>

namespace check {
extern long blocks;
long blocks = 0;
}  // namespace check

void* operator new(std::size_t size) {
  ++check::blocks;
  void* block = std::malloc(size != 0 ? size : 1);
  if (block == nullptr) std::abort();
  return block;
}
void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
