// SPDX-License-Identifier: MIT
#pragma once

// Filter chains of _lzma: dicts in Python, rows of lzma_filter for liblzma.

#include <lzma.h>

#include "objects/type.h"

namespace pyemb {

/// The allocator of all that liblzma takes.
extern const lzma_allocator kLzmaAllocator;

/// Whether an answer of the library says that the stream is at its end; else an exception, if it is an error.
[[nodiscard]] Result<bool> check_lzma(ThreadState& ts, lzma_ret answer);
COLD Raised raise_lzma_error(ThreadState& ts, const char* format, ...) __attribute__((format(printf, 2, 3)));

/// A chain that ends with LZMA_VLI_UNKNOWN and owns its options.
class LzmaFilters {
 public:
  LzmaFilters() = default;
  ~LzmaFilters();
  LzmaFilters(const LzmaFilters&) = delete;
  LzmaFilters& operator=(const LzmaFilters&) = delete;

  /// From a sequence of dicts.
  [[nodiscard]] Status open(ThreadState& ts, Value specs);
  /// From one dict.
  [[nodiscard]] Status open_one(ThreadState& ts, Value spec);
  const lzma_filter* rows() const { return rows_; }
  lzma_filter* rows() { return rows_; }
  bool is_single(lzma_vli id) const { return rows_[0].id == id && rows_[1].id == LZMA_VLI_UNKNOWN; }

 private:
  lzma_filter rows_[LZMA_FILTERS_MAX + 1] = {{LZMA_VLI_UNKNOWN, nullptr}};
};

/// A number of 32 or 64 bits: TypeError "an integer is required", OverflowError.
[[nodiscard]] Result<uint64_t> to_lzma_number(ThreadState& ts, Value value);
[[nodiscard]] Result<uint32_t> to_lzma_uint32(ThreadState& ts, Value value);

/// _encode_filter_properties(filter), _decode_filter_properties(filter_id, encoded_props)
Result<Ref> lzma_encode_filter(ThreadState& ts, Value spec);
Result<Ref> lzma_decode_filter(ThreadState& ts, Value id, Value properties);

}  // namespace pyemb
