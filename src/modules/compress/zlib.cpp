// SPDX-License-Identifier: MIT
// zlib: the module, its functions and its errors. The objects stand in zlib_compressor.cpp and zlib_decompressor.cpp.
#include "modules/compress/zlib.h"

#include <algorithm>
#include <climits>
#include <cstdio>

#include "modules/compress/checksum.h"
#include "modules/exception_class.h"
#include "modules/integer_constants.h"
#include "modules/native_modules.h"
#include "objects/buffer.h"
#include "objects/str.h"

namespace pyemb {
namespace {

struct State {
  Value error;  ///< owned: zlib.error
};

constexpr size_t kDefaultBufferSize = 16 * 1024;
constexpr int kDefaultMemLevel = 8;

voidpf allocate(voidpf, uInt count, uInt size) { return compression_allocate(count, size); }
void release(voidpf, voidpf block) { compression_release(block); }

/// What zlib leaves unsaid, for the codes that say something by themselves.
const char* meaning_of(int error) {
  switch (error) {
    case Z_BUF_ERROR: return "incomplete or truncated stream";
    case Z_STREAM_ERROR: return "inconsistent stream state";
    case Z_DATA_ERROR: return "invalid input data";
    case Z_VERSION_ERROR: return "library version mismatch";
    default: return nullptr;
  }
}

// -- functions ----------------------------------------------------------------------------------------------------------------------

Result<Ref> compress(ThreadState& ts, Value data, std::optional<int> level, std::optional<int> wbits) {
  Buffer input(ts);
  TRY(input.open(data));
  OwnedZlibStream stream(deflateEnd);
  int error = deflateInit2(&stream.z, level.value_or(Z_DEFAULT_COMPRESSION), Z_DEFLATED, wbits.value_or(MAX_WBITS), kDefaultMemLevel, Z_DEFAULT_STRATEGY);
  if (error == Z_MEM_ERROR) return raise_zlib_memory(ts, "Out of memory while compressing data");
  if (error == Z_STREAM_ERROR) return raise_zlib_message(ts, "Bad compression level");
  if (error != Z_OK) return raise_zlib_error(ts, stream.z, error, "while compressing data");
  stream.begun = true;
  CompressionOutput out(ts);
  error = TRY(zlib_deflate(ts, stream.z, input.view(), Z_FINISH, out));
  if (error != Z_STREAM_END) return raise_zlib_error(ts, stream.z, error, "while compressing data");
  error = stream.finish();
  if (error != Z_OK) return raise_zlib_error(ts, stream.z, error, "while finishing compression");
  return out.finish();
}

/// Inflates to the end of the stream or of the input. Answers zlib's code.
Result<int> inflate_whole(ThreadState& ts, z_stream& z, std::string_view input, CompressionOutput& out) {
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
  size_t left = input.size();
  int error = Z_OK;
  do {
    z.avail_in = static_cast<uInt>(std::min<size_t>(left, UINT_MAX));
    left -= z.avail_in;
    int flush = left == 0 ? Z_FINISH : Z_NO_FLUSH;
    do {
      TRY(out.make_room());
      z.next_out = out.at();
      z.avail_out = static_cast<uInt>(std::min<size_t>(out.room(), UINT_MAX));
      error = compression_step(ts, input.size(), [&] { return ::inflate(&z, flush); });
      out.advance(static_cast<size_t>(z.next_out - out.at()));
      if (error != Z_OK && error != Z_BUF_ERROR && error != Z_STREAM_END) return error;
    } while (z.avail_out == 0);
  } while (error != Z_STREAM_END && left > 0);
  return error;
}

Result<Ref> decompress(ThreadState& ts, Value data, std::optional<int> wbits, std::optional<int64_t> buffer_size) {
  Buffer input(ts);
  TRY(input.open(data));
  int64_t first_block = buffer_size.value_or(kDefaultBufferSize);
  if (first_block < 0) return raise(ts, Exc::kValueError, "bufsize must be non-negative");
  OwnedZlibStream stream(inflateEnd);
  int error = inflateInit2(&stream.z, wbits.value_or(MAX_WBITS));
  if (error == Z_MEM_ERROR) return raise_zlib_memory(ts, "Out of memory while decompressing data");
  if (error != Z_OK) return raise_zlib_error(ts, stream.z, error, "while preparing to decompress data");
  stream.begun = true;
  CompressionOutput out(ts, CompressionOutput::kUnlimited, static_cast<size_t>(first_block));
  error = TRY(inflate_whole(ts, stream.z, input.view(), out));
  if (error == Z_MEM_ERROR) return raise_zlib_memory(ts, "Out of memory while decompressing data");
  if (error != Z_STREAM_END) return raise_zlib_error(ts, stream.z, error == Z_OK ? Z_BUF_ERROR : error, "while decompressing data");
  error = stream.finish();
  if (error != Z_OK) return raise_zlib_error(ts, stream.z, error, "while finishing decompression");
  return out.finish();
}

Result<int64_t> crc32_of(ThreadState& ts, Value data, Value start) { return checksum(ts, data, start, 0, ::crc32_z); }
Result<int64_t> adler32_of(ThreadState& ts, Value data, Value start) { return checksum(ts, data, start, 1, ::adler32_z); }

constexpr NativeMethod kFunctions[] = {
    function<adler32_of>("adler32", "($module, data, value=1, /)", "The Adler-32 checksum of data, going on from value."),
    function<compress>("compress", "($module, data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)", "Compress data; level and wbits as for compressobj()."),
    function<zlib_compressobj>("compressobj",
                               "($module, /, level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, "
                               "strategy=Z_DEFAULT_STRATEGY, zdict=None)",
                               "An object that compresses data piece by piece. level is 0 to 9, or -1 for the usual one; wbits is the size of the window "
                               "as a power of two, negative for no header, with 16 added for that of gzip; memLevel is 1 to 9; strategy is tuned to the "
                               "kind of data; zdict holds what the data is likely to contain."),
    function<crc32_of>("crc32", "($module, data, value=0, /)", "The CRC-32 checksum of data, going on from value."),
    function<decompress>("decompress", "($module, data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)",
                         "Decompress data; bufsize is what the result is expected to need."),
    function<zlib_decompressobj>("decompressobj", "($module, /, wbits=MAX_WBITS, zdict=b'')",
                                 "An object that decompresses data piece by piece. wbits and zdict are those of the compressor."),
};

#define NUMBER(name) {#name, name}
constexpr IntegerConstant kNumbers[] = {
    NUMBER(MAX_WBITS), {"DEFLATED", Z_DEFLATED}, {"DEF_MEM_LEVEL", kDefaultMemLevel}, {"DEF_BUF_SIZE", kDefaultBufferSize},
    NUMBER(Z_NO_COMPRESSION), NUMBER(Z_BEST_SPEED), NUMBER(Z_BEST_COMPRESSION), NUMBER(Z_DEFAULT_COMPRESSION),
    NUMBER(Z_FILTERED), NUMBER(Z_HUFFMAN_ONLY), NUMBER(Z_RLE), NUMBER(Z_FIXED), NUMBER(Z_DEFAULT_STRATEGY),
    NUMBER(Z_NO_FLUSH), NUMBER(Z_PARTIAL_FLUSH), NUMBER(Z_SYNC_FLUSH), NUMBER(Z_FULL_FLUSH), NUMBER(Z_FINISH), NUMBER(Z_BLOCK), NUMBER(Z_TREES),
};
#undef NUMBER

Status zlib_exec(ThreadState& ts, Module& module) {
  Ref error = TRY(new_exception_class(ts, "zlib.error", core_type(ts, Exc::kException)));
  TRY(module_add(ts, module, "error", error));
  module_state<State>(module).error = error.release();
  TRY(module_add_integers(ts, module, kNumbers));
  Own<Str> built_with = TRY(new_str(ts, ZLIB_VERSION));
  TRY(module_add(ts, module, "ZLIB_VERSION", built_with));
  Own<Str> running_with = TRY(new_str(ts, ::zlibVersion()));
  TRY(module_add(ts, module, "ZLIB_RUNTIME_VERSION", running_with));
  Own<Str> version = TRY(new_str(ts, "1.0"));
  return module_add(ts, module, "__version__", version);
}

void state_traverse(void* state, GcVisitor& visit) { visit(static_cast<State*>(state)->error); }
void state_clear(ThreadState&, void* state) { decref(std::exchange(static_cast<State*>(state)->error, Value::null())); }

}  // namespace

void ZlibStream::prepare(int (*end_function)(z_stream*)) {
  z.zalloc = allocate;
  z.zfree = release;
  end = end_function;
}

Raised raise_zlib_message(ThreadState& ts, const char* message) {
  auto* state = static_cast<State*>(find_module_state(ts, kZlibModule));
  if (state == nullptr || state->error.is_null()) return raise(ts, Exc::kRuntimeError, "%s", message);
  Own<Str> text = TRY(new_str(ts, message));
  return raise_value(ts, as<Type>(state->error), text);
}

Raised raise_zlib_error(ThreadState& ts, const z_stream& z, int error, const char* message) {
  // after a version mismatch the stream was not even looked at
  const char* meaning = error == Z_VERSION_ERROR || z.msg == nullptr ? meaning_of(error) : z.msg;
  char text[300];
  if (meaning == nullptr) {
    std::snprintf(text, sizeof text, "Error %d %.200s", error, message);
  } else {
    std::snprintf(text, sizeof text, "Error %d %.60s: %.200s", error, message, meaning);
  }
  return raise_zlib_message(ts, text);
}

Raised raise_zlib_memory(ThreadState& ts, const char* message) {
  Own<Str> text = TRY(new_str(ts, message));
  return raise_value(ts, Exc::kMemoryError, text);
}

Result<int> zlib_deflate(ThreadState& ts, z_stream& z, std::string_view input, int flush, CompressionOutput& out) {
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
  size_t left = input.size();
  int error = Z_OK;
  do {
    z.avail_in = static_cast<uInt>(std::min<size_t>(left, UINT_MAX));
    left -= z.avail_in;
    do {
      TRY(out.make_room());
      z.next_out = out.at();
      z.avail_out = static_cast<uInt>(std::min<size_t>(out.room(), UINT_MAX));
      error = compression_step(ts, input.size(), [&] { return ::deflate(&z, left == 0 ? flush : Z_NO_FLUSH); });
      out.advance(static_cast<size_t>(z.next_out - out.at()));
      if (error == Z_STREAM_ERROR) return error;
    } while (z.avail_out == 0);
  } while (left > 0);
  return error;
}

constexpr NativeModule kZlibModule = {
    .name = "zlib",
    .doc = "Compression that is compatible with gzip, by the zlib library.",
    .functions = kFunctions,
    .exec = zlib_exec,
    .state_size = sizeof(State),
    .traverse = state_traverse,
    .clear = state_clear,
};

}  // namespace pyemb
