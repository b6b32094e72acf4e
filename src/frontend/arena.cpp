// SPDX-License-Identifier: MIT
#include "frontend/arena.h"

#include <algorithm>

#include "state/memory.h"

namespace pyemb {
namespace {
constexpr size_t kLargestChunk = size_t{1} << 20;
}

Arena::~Arena() { reset(); }

void Arena::reset() {
  for (Chunk* chunk = chunks_; chunk != nullptr;) {
    Chunk* previous = chunk->previous;
    memory_release(Domain::kMem, chunk);
    chunk = previous;
  }
  chunks_ = nullptr;
  next_ = end_ = nullptr;
  footprint_ = 0;
  failed_ = false;
}

/// The current chunk is spent: takes a new one, twice as large as the last, or one made to measure when the
/// request itself is large (the current chunk stays in use then).
void* Arena::allocate_slow(size_t size) {
  if (size > SIZE_MAX / 2) return fail();
  bool own_chunk = size > chunk_size_ / 4;
  size_t room = own_chunk ? size : chunk_size_;
  auto* chunk = static_cast<Chunk*>(memory_allocate(Domain::kMem, sizeof(Chunk) + room));
  if (chunk == nullptr) return fail();
  *chunk = {chunks_, room};
  chunks_ = chunk;
  footprint_ += sizeof(Chunk) + room;
  char* block = reinterpret_cast<char*>(chunk + 1);
  if (own_chunk) return block;
  chunk_size_ = std::min(chunk_size_ * 2, kLargestChunk);
  next_ = block + size;
  end_ = block + room;
  return block;
}

}  // namespace pyemb
