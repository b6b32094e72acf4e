// SPDX-License-Identifier: MIT
#include "modules/compress/output.h"

#include <algorithm>

#include "objects/bytes.h"
#include "objects/raise.h"
#include "state/memory.h"

namespace pyemb {

CompressionOutput::~CompressionOutput() { memory_release(Domain::kMem, data_); }

/// By how many KiB the block grows each time, the last for ever.
constexpr uint32_t kGrowth[] = {32,        64,        256,       1024,      4 * 1024,  8 * 1024,  16 * 1024,  16 * 1024, 32 * 1024,
                                32 * 1024, 32 * 1024, 32 * 1024, 64 * 1024, 64 * 1024, 128 * 1024, 128 * 1024, 256 * 1024};

Status CompressionOutput::make_room() {
  if (size_ < capacity_ || at_limit()) return {};
  size_t growth = block_ == 0 ? std::max<size_t>(first_block_, 1) : size_t{kGrowth[std::min(block_, std::size(kGrowth) - 1)]} * 1024;
  ++block_;
  size_t wanted = std::min(limit_, capacity_ + growth);
  void* grown = memory_resize(Domain::kMem, data_, wanted);
  if (grown == nullptr) return raise_no_memory(ts_);
  data_ = static_cast<uint8_t*>(grown);
  capacity_ = wanted;
  return {};
}

Result<Ref> CompressionOutput::finish() { return new_bytes(ts_, {reinterpret_cast<const char*>(data_), size_}); }

void* compression_allocate(size_t count, size_t size) {
  size_t bytes;
  return __builtin_mul_overflow(count, size, &bytes) ? nullptr : memory_allocate(Domain::kRaw, bytes);
}
void compression_release(void* block) { memory_release(Domain::kRaw, block); }

}  // namespace pyemb
