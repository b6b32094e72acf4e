// SPDX-License-Identifier: MIT
#pragma once

// What the compressors and decompressors of _bz2 and _lzma have in common: all but the library's step.

#include <string_view>

#include "modules/compress/output.h"
#include "modules/object_lock.h"
#include "objects/native.h"

namespace pyemb {

/// One call of the library: takes from the front of `input`, writes where `out` has room, and says whether the stream is at its end. Only
/// the library's function runs without the interpreter lock. `last`: no input follows.
using CompressionStep = Result<bool> (*)(ThreadState& ts, Object& self, std::string_view& input, bool last, CompressionOutput& out);

struct PiecewiseCompressor : Object {
  bool flushed;
  ObjectLock::Word lock;
};

/// ValueError "Compressor has been flushed".
[[nodiscard]] Result<Ref> compress_piece(ThreadState& ts, PiecewiseCompressor& self, CompressionStep step, Value data);
/// ValueError "Repeated call to flush()".
[[nodiscard]] Result<Ref> compress_flush(ThreadState& ts, PiecewiseCompressor& self, CompressionStep step);

struct PiecewiseDecompressor : Object {
  Value unused_data;  ///< owned bytes: what came behind the end of the stream; null: not initialized
  Value rest;         ///< owned bytes: input that max_length left for later; null: none
  bool eof;
  bool needs_input;
  bool broken;        ///< the library has found an error and must not go on
  ObjectLock::Word lock;
};

/// How a library behaves when its input is used up.
enum class Pending : uint8_t {
  kNothing,        ///< there may be output, which comes with the next input; after an error the stream is unusable
  kMayHaveOutput,  ///< it is asked for output until it has none
};

[[nodiscard]] Status piecewise_begin(ThreadState& ts, PiecewiseDecompressor& self);
void piecewise_drop(PiecewiseDecompressor& self);
/// EOFError `at_end` behind the end of the stream. max_length negative: no limit.
[[nodiscard]] Result<Ref> decompress_piece(ThreadState& ts, PiecewiseDecompressor& self, CompressionStep step, Pending pending, const char* at_end, Value data,
                                           int64_t max_length);

}  // namespace pyemb
