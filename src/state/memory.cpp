// SPDX-License-Identifier: MIT
#include "state/memory.h"

#include <cstdlib>

#include "config/build.h"

namespace pyemb {
namespace {

void* system_allocate(void*, size_t size) { return std::malloc(size == 0 ? 1 : size); }

void* system_allocate_zeroed(void*, size_t count, size_t size) {
  return count == 0 || size == 0 ? std::calloc(1, 1) : std::calloc(count, size);
}

void* system_resize(void*, void* block, size_t size) { return std::realloc(block, size == 0 ? 1 : size); }

void system_release(void*, void* block) { std::free(block); }

constexpr Allocator kSystem = {nullptr, system_allocate, system_allocate_zeroed, system_resize, system_release};

// The process-wide part of the runtime: replaced only while no interpreter lives.
constinit Allocator g_allocators[kDomainCount] = {kSystem, kSystem, kSystem};

// The failure countdown of the stress tests; negative: off.
constinit long g_fail_countdown = -1;
constinit bool g_fail_repeat = false;

Allocator& allocator_of(Domain domain) { return g_allocators[static_cast<int>(domain)]; }

}  // namespace

bool memory_must_fail() {
  if (LIKELY(g_fail_countdown < 0)) return false;
  if (g_fail_countdown > 0) {
    --g_fail_countdown;
    return false;
  }
  if (!g_fail_repeat) g_fail_countdown = -1;
  return true;
}

Allocator memory_allocator(Domain domain) { return allocator_of(domain); }

void set_memory_allocator(Domain domain, const Allocator& allocator) { allocator_of(domain) = allocator; }

void* memory_allocate(Domain domain, size_t size) {
  if (UNLIKELY(memory_must_fail())) return nullptr;
  Allocator& allocator = allocator_of(domain);
  return allocator.allocate(allocator.context, size);
}

void* memory_allocate_zeroed(Domain domain, size_t count, size_t size) {
  if (UNLIKELY(memory_must_fail())) return nullptr;
  Allocator& allocator = allocator_of(domain);
  return allocator.allocate_zeroed(allocator.context, count, size);
}

void* memory_resize(Domain domain, void* block, size_t size) {
  if (UNLIKELY(memory_must_fail())) return nullptr;
  Allocator& allocator = allocator_of(domain);
  return allocator.resize(allocator.context, block, size);
}

void memory_release(Domain domain, void* block) {
  if (block == nullptr) return;
  Allocator& allocator = allocator_of(domain);
  allocator.release(allocator.context, block);
}

void memory_fail_after(long count, bool repeat) {
  g_fail_countdown = count;
  g_fail_repeat = repeat;
}

long memory_fail_count() { return g_fail_countdown; }

}  // namespace pyemb
