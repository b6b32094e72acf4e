// SPDX-License-Identifier: MIT
#pragma once

// The three memory domains of an embeddable Python. Every byte that the library takes comes through one of them,
// and a host may replace each before it initializes the runtime (the equivalent of PyMem_SetAllocator).
//
//   raw     needs no interpreter lock; what outlives interpreters
//   mem     buffers of objects: list items, dict tables, string builders, arenas of the frontend
//   object  the heap's blocks (state/heap.h); single objects are carved out of these
//
// A null return means "out of memory": callers answer MemoryError or a failed status, they never abort.
// Sizes are bytes. A zero size yields a unique non-null pointer. Blocks are aligned to 16 bytes.

#include <cstddef>

namespace pyemb {

enum class Domain : unsigned char { kRaw, kMem, kObject };
inline constexpr int kDomainCount = 3;

/// A replaceable allocator: the context is passed back to each function. All four must be set.
struct Allocator {
  void* context;
  void* (*allocate)(void* context, size_t size);
  void* (*allocate_zeroed)(void* context, size_t count, size_t size);
  void* (*resize)(void* context, void* block, size_t size);
  void (*release)(void* context, void* block);
};

/// The allocator in force for a domain.
[[nodiscard]] Allocator memory_allocator(Domain domain);

/// Replaces a domain's allocator. Only before the runtime is initialized or after it was finalized;
/// blocks that live are released by the new one.
void set_memory_allocator(Domain domain, const Allocator& allocator);

[[nodiscard]] void* memory_allocate(Domain domain, size_t size);
[[nodiscard]] void* memory_allocate_zeroed(Domain domain, size_t count, size_t size);
/// Grows or shrinks a block; null leaves the old block as it was. A null block is allocated afresh.
[[nodiscard]] void* memory_resize(Domain domain, void* block, size_t size);
/// Gives a block back; null is ignored.
void memory_release(Domain domain, void* block);

/// Stress switch: after `count` further successful allocations every domain answers null once
/// (`repeat` false) or for ever. A negative count switches it off. Compiled in always; used by tests.
/// In a build with the stress switches (kStress), and while the heap has a tracer, blocks out of the heap's free lists count, too.
void memory_fail_after(long count, bool repeat);
/// What is left of that count; negative: switched off.
[[nodiscard]] long memory_fail_count();
/// Counts one allocation: true when it is one that the switch above makes fail.
bool memory_must_fail();

}  // namespace pyemb
