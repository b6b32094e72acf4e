// SPDX-License-Identifier: MIT
#pragma once

// What the parts of the module zlib share: the library's streams and its errors.

#include <zlib.h>

#include "modules/compress/output.h"
#include "modules/object_lock.h"
#include "objects/native.h"

namespace pyemb {

/// A deflate or inflate stream that is ended with its owner. Zeroed is "not begun".
struct ZlibStream {
  z_stream z;
  bool begun;
  int (*end)(z_stream*);

  /// Before deflateInit2() and inflateInit2(): memory comes from the raw domain.
  void prepare(int (*end_function)(z_stream*));
  int finish() {
    begun = false;
    return end(&z);
  }
  void drop() {
    if (begun) static_cast<void>(finish());
  }
};
class OwnedZlibStream : public ZlibStream {
 public:
  explicit OwnedZlibStream(int (*end_function)(z_stream*)) : ZlibStream{} { prepare(end_function); }
  ~OwnedZlibStream() { drop(); }
  OwnedZlibStream(const OwnedZlibStream&) = delete;
  OwnedZlibStream& operator=(const OwnedZlibStream&) = delete;
};

/// zlib.error "Error -3 while decompressing data: invalid block type".
COLD Raised raise_zlib_error(ThreadState& ts, const z_stream& z, int error, const char* message);
/// zlib.error with this message alone.
COLD Raised raise_zlib_message(ThreadState& ts, const char* message);
/// MemoryError with a message.
COLD Raised raise_zlib_memory(ThreadState& ts, const char* message);

/// Feeds all the input to deflate() and takes what comes out; the last piece goes in with `flush`. Answers zlib's code.
[[nodiscard]] Result<int> zlib_deflate(ThreadState& ts, z_stream& z, std::string_view input, int flush, CompressionOutput& out);

// Module functions.
Result<Ref> zlib_compressobj(ThreadState& ts, std::optional<int> level, std::optional<int> method, std::optional<int> wbits, std::optional<int> mem_level,
                             std::optional<int> strategy, Value zdict);
Result<Ref> zlib_decompressobj(ThreadState& ts, std::optional<int> wbits, Value zdict);

}  // namespace pyemb
