// SPDX-License-Identifier: MIT
// _bz2: compression by libbzip2.
#include <bzlib.h>

#include <algorithm>
#include <climits>

#include "modules/compress/piecewise.h"
#include "modules/module_type_specs.h"
#include "modules/native_modules.h"
#include "objects/arguments.h"
#include "objects/bytes.h"

namespace pyemb {
namespace {

struct Compressor : PiecewiseCompressor {
  static constexpr TypeId kId = ModuleType::kBz2Compressor;
  bz_stream stream;
};
struct Decompressor : PiecewiseDecompressor {
  static constexpr TypeId kId = ModuleType::kBz2Decompressor;
  bz_stream stream;
};

void* allocate(void*, int count, int size) {
  return count < 0 || size < 0 ? nullptr : compression_allocate(static_cast<size_t>(count), static_cast<size_t>(size));
}
void release(void*, void* block) { compression_release(block); }

/// What an answer of the library means: whether the stream is at its end, or an exception.
Result<bool> check(ThreadState& ts, int answer) {
  switch (answer) {
    case BZ_OK:
    case BZ_RUN_OK:
    case BZ_FLUSH_OK:
    case BZ_FINISH_OK: return false;
    case BZ_STREAM_END: return true;
    case BZ_CONFIG_ERROR: return raise(ts, Exc::kSystemError, "libbzip2 was not compiled correctly");
    case BZ_PARAM_ERROR: return raise(ts, Exc::kValueError, "Internal error - invalid parameters passed to libbzip2");
    case BZ_MEM_ERROR: return raise_no_memory(ts);
    case BZ_DATA_ERROR:
    case BZ_DATA_ERROR_MAGIC: return raise(ts, Exc::kOSError, "Invalid data stream");
    case BZ_IO_ERROR: return raise(ts, Exc::kOSError, "Unknown I/O error");
    case BZ_UNEXPECTED_EOF: return raise(ts, Exc::kEOFError, "Compressed file ended before the logical end-of-stream was detected");
    case BZ_SEQUENCE_ERROR: return raise(ts, Exc::kRuntimeError, "Internal error - Invalid sequence of commands sent to libbzip2");
    default: return raise(ts, Exc::kOSError, "Unrecognized error from libbzip2: %d", answer);
  }
}

/// Lends the stream input and room, which it counts in ints, and calls `function`.
template <class Function>
Result<bool> step_of(ThreadState& ts, bz_stream& stream, std::string_view& input, CompressionOutput& out, Function function) {
  stream.next_in = const_cast<char*>(input.data());
  stream.avail_in = static_cast<unsigned>(std::min<size_t>(input.size(), UINT_MAX));
  stream.next_out = reinterpret_cast<char*>(out.at());
  stream.avail_out = static_cast<unsigned>(std::min<size_t>(out.room(), UINT_MAX));
  unsigned had = stream.avail_in;
  unsigned room = stream.avail_out;
  int answer;
  {
    WithoutGil unlocked(ts);
    answer = function();
  }
  input.remove_prefix(had - stream.avail_in);
  out.advance(room - stream.avail_out);
  return check(ts, answer);
}

Result<bool> compressor_step(ThreadState& ts, Object& object, std::string_view& input, bool last, CompressionOutput& out) {
  if (input.empty() && !last) return false;  // the library would complain
  bz_stream& stream = static_cast<Compressor&>(object).stream;
  return step_of(ts, stream, input, out, [&] { return BZ2_bzCompress(&stream, last ? BZ_FINISH : BZ_RUN); });
}
Result<bool> decompressor_step(ThreadState& ts, Object& object, std::string_view& input, bool, CompressionOutput& out) {
  bz_stream& stream = static_cast<Decompressor&>(object).stream;
  return step_of(ts, stream, input, out, [&] { return BZ2_bzDecompress(&stream); });
}

// -- BZ2Compressor ------------------------------------------------------------------------------------------------------------------

Result<Ref> compressor_new(ThreadState& ts, Type& type, CallArgs) { return new_native<Compressor>(ts, type); }

void compressor_end(Compressor& self) {
  BZ2_bzCompressEnd(&self.stream);
  self.stream = {};
}
Status compressor_init(ThreadState& ts, Compressor& self, std::optional<int> level) {
  int block = level.value_or(9);
  if (block < 1 || block > 9) return raise(ts, Exc::kValueError, "compresslevel must be between 1 and 9");
  ObjectLock locked(ts, self.lock);
  compressor_end(self);
  self.stream.bzalloc = allocate;
  self.stream.bzfree = release;
  self.flushed = false;
  TRY(check(ts, BZ2_bzCompressInit(&self.stream, block, 0, 0)));
  return {};
}
void compressor_dealloc(ThreadState&, Object* object) { compressor_end(*static_cast<Compressor*>(object)); }

Result<Ref> compress(ThreadState& ts, Compressor& self, Value data) { return compress_piece(ts, self, compressor_step, data); }
Result<Ref> flush(ThreadState& ts, Compressor& self) { return compress_flush(ts, self, compressor_step); }

constexpr NativeMethod kCompressorInit = method<compressor_init>("BZ2Compressor", "(compresslevel=9, /)", nullptr);
constexpr NativeMethod kCompressorMethods[] = {
    method<compress>("compress", "($self, data, /)", "Compress data and return what is ready of the result."),
    method<flush>("flush", "($self, /)", "Return what was kept back; the object can then take no more data."),
};

// -- BZ2Decompressor ----------------------------------------------------------------------------------------------------------------

Result<Ref> decompressor_new(ThreadState& ts, Type& type, CallArgs) {
  Own<Decompressor> made = TRY(new_native<Decompressor>(ts, type));
  TRY(piecewise_begin(ts, *made));
  return made;
}

void decompressor_end(Decompressor& self) {
  BZ2_bzDecompressEnd(&self.stream);
  self.stream = {};
}
Status decompressor_init(ThreadState& ts, Decompressor& self) {
  ObjectLock locked(ts, self.lock);
  decompressor_end(self);
  TRY(piecewise_begin(ts, self));
  self.stream.bzalloc = allocate;
  self.stream.bzfree = release;
  TRY(check(ts, BZ2_bzDecompressInit(&self.stream, 0, 0)));
  return {};
}
void decompressor_dealloc(ThreadState&, Object* object) {
  auto& self = *static_cast<Decompressor*>(object);
  decompressor_end(self);
  piecewise_drop(self);
}

Result<Ref> decompress(ThreadState& ts, Decompressor& self, Value data, std::optional<int64_t> max_length) {
  return decompress_piece(ts, self, decompressor_step, Pending::kNothing, "End of stream already reached", data, max_length.value_or(-1));
}

Status decompressor_init_from(ThreadState& ts, Value self, CallArgs args) {
  if (args.count > 0) return raise(ts, Exc::kTypeError, "BZ2Decompressor() takes no positional arguments");
  TRY(require_no_keywords(ts, "BZ2Decompressor", args));
  return decompressor_init(ts, as<Decompressor>(self));
}

constexpr NativeMethod kDecompressorMethods[] = {
    method<decompress>("decompress", "($self, /, data, max_length=-1)",
                       "Decompress data and return what is ready of the result, at most max_length bytes unless that is negative. While needs_input is "
                       "false the next call may be without data."),
};
constexpr Member kDecompressorMembers[] = {
    {"eof", Member::kBool, offsetof(Decompressor, eof), Member::kReadOnly, "Whether the end of the stream has been reached."},
    {"unused_data", Member::kValue, offsetof(Decompressor, unused_data), Member::kReadOnly, "What came behind the end of the stream."},
    {"needs_input", Member::kBool, offsetof(Decompressor, needs_input), Member::kReadOnly, "Whether more data is needed for more output."},
};

constexpr TypeId kTypes[] = {ModuleType::kBz2Compressor, ModuleType::kBz2Decompressor};

}  // namespace

constexpr TypeSpec kBz2CompressorSpec = {
    .name = "_bz2.BZ2Compressor",
    .doc = "BZ2Compressor(compresslevel=9, /)\n--\n\nCompresses data piece by piece; compresslevel is 1 to 9.",
    .id = ModuleType::kBz2Compressor,
    .size = sizeof(Compressor),
    .methods = kCompressorMethods,
    .slots = {.init = init_from<kCompressorInit>, .new_ = compressor_new},
    .dealloc = compressor_dealloc,
};
constexpr TypeSpec kBz2DecompressorSpec = {
    .name = "_bz2.BZ2Decompressor",
    .doc = "BZ2Decompressor()\n--\n\nDecompresses data piece by piece.",
    .id = ModuleType::kBz2Decompressor,
    .size = sizeof(Decompressor),
    .methods = kDecompressorMethods,
    .members = kDecompressorMembers,
    .slots = {.init = decompressor_init_from, .new_ = decompressor_new},
    .dealloc = decompressor_dealloc,
};

constexpr NativeModule kBz2Module = {.name = "_bz2", .types = kTypes};

}  // namespace pyemb
