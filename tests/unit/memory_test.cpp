// SPDX-License-Identifier: MIT
#include "state/memory.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>

namespace pyemb {
namespace {

TEST_CASE("a zero size yields distinct blocks aligned to 16 bytes", "[memory]") {
  void* first = memory_allocate(Domain::kMem, 0);
  void* second = memory_allocate(Domain::kMem, 0);

  CHECK(first != nullptr);
  CHECK(first != second);
  CHECK(reinterpret_cast<uintptr_t>(first) % 16 == 0);

  memory_release(Domain::kMem, first);
  memory_release(Domain::kMem, second);
}

TEST_CASE("releasing null is ignored", "[memory]") { memory_release(Domain::kRaw, nullptr); }

TEST_CASE("the failure countdown fails one allocation, then none", "[memory]") {
  memory_fail_after(1, false);
  void* before = memory_allocate(Domain::kMem, 8);
  void* failed = memory_allocate(Domain::kMem, 8);
  void* after = memory_allocate(Domain::kMem, 8);

  CHECK(before != nullptr);
  CHECK(failed == nullptr);
  CHECK(after != nullptr);

  memory_release(Domain::kMem, before);
  memory_release(Domain::kMem, after);
}

TEST_CASE("a repeated failure lasts until it is switched off", "[memory]") {
  memory_fail_after(0, true);
  void* first = memory_allocate(Domain::kObject, 8);
  void* second = memory_allocate(Domain::kRaw, 8);
  memory_fail_after(-1, false);

  CHECK(first == nullptr);
  CHECK(second == nullptr);
}

int g_allocations;

TEST_CASE("a host's allocator takes over its domain only", "[memory]") {
  Allocator standard = memory_allocator(Domain::kMem);
  Allocator counting = standard;
  counting.allocate = [](void*, size_t size) -> void* {
    ++g_allocations;
    return std::malloc(size);
  };
  g_allocations = 0;
  set_memory_allocator(Domain::kMem, counting);
  void* counted = memory_allocate(Domain::kMem, 8);
  void* other = memory_allocate(Domain::kRaw, 8);
  set_memory_allocator(Domain::kMem, standard);

  CHECK(g_allocations == 1);

  memory_release(Domain::kMem, counted);
  memory_release(Domain::kRaw, other);
}

}  // namespace
}  // namespace pyemb
