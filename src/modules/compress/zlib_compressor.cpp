// SPDX-License-Identifier: MIT
// zlib.compressobj()
#include <climits>

#include "modules/compress/zlib.h"
#include "modules/module_type_specs.h"
#include "objects/buffer.h"
#include "objects/bytes.h"

namespace pyemb {
namespace {

struct Compressor : Object {
  static constexpr TypeId kId = ModuleType::kZlibCompressor;
  ZlibStream stream;
  ObjectLock::Word lock;
};

Result<Ref> compress(ThreadState& ts, Compressor& self, Value data) {
  Buffer input(ts);
  TRY(input.open(data));
  ObjectLock locked(ts, self.lock);
  CompressionOutput out(ts);
  int error = TRY(zlib_deflate(ts, self.stream.z, input.view(), Z_NO_FLUSH, out));
  if (error == Z_STREAM_ERROR) return raise_zlib_error(ts, self.stream.z, error, "while compressing data");
  return out.finish();
}

Result<Ref> flush(ThreadState& ts, Compressor& self, std::optional<int> mode) {
  int flush = mode.value_or(Z_FINISH);
  if (flush == Z_NO_FLUSH) return new_bytes(ts, {});  // nothing to do, and deflate() would complain
  ObjectLock locked(ts, self.lock);
  CompressionOutput out(ts);
  int error = TRY(zlib_deflate(ts, self.stream.z, {}, flush, out));
  if (error == Z_STREAM_ERROR) return raise_zlib_error(ts, self.stream.z, error, "while flushing");
  if (error == Z_STREAM_END && flush == Z_FINISH) {
    error = self.stream.finish();
    if (error != Z_OK) return raise_zlib_error(ts, self.stream.z, error, "while finishing compression");
  } else if (error != Z_OK && error != Z_BUF_ERROR) {
    return raise_zlib_error(ts, self.stream.z, error, "while flushing");
  }
  return out.finish();
}

Result<Ref> copy(ThreadState& ts, Compressor& self) {
  Own<Compressor> made = TRY(new_native<Compressor>(ts));
  made->stream.prepare(deflateEnd);
  ObjectLock locked(ts, self.lock);
  int error = ::deflateCopy(&made->stream.z, &self.stream.z);
  if (error == Z_STREAM_ERROR) return raise(ts, Exc::kValueError, "Inconsistent stream state");
  if (error == Z_MEM_ERROR) return raise_zlib_memory(ts, "Can't allocate memory for compression object");
  if (error != Z_OK) return raise_zlib_error(ts, self.stream.z, error, "while copying compression object");
  made->stream.begun = true;
  return made;
}
Result<Ref> deep_copy(ThreadState& ts, Compressor& self, Value) { return copy(ts, self); }

void compressor_dealloc(ThreadState&, Object* object) { static_cast<Compressor*>(object)->stream.drop(); }

constexpr NativeMethod kMethods[] = {
    method<compress>("compress", "($self, data, /)", "Compress data and return what is ready of the result."),
    method<flush>("flush", "($self, mode=zlib.Z_FINISH, /)", "Return what was kept back; unless mode says otherwise the object can then take no more data."),
    method<copy>("copy", "($self, /)", "Return a copy of the compressor."),
    method<copy>("__copy__", "($self, /)", "Return a copy of the compressor."),
    method<deep_copy>("__deepcopy__", "($self, memo, /)", "Return a copy of the compressor."),
};

}  // namespace

Result<Ref> zlib_compressobj(ThreadState& ts, std::optional<int> level, std::optional<int> method, std::optional<int> wbits, std::optional<int> mem_level,
                             std::optional<int> strategy, Value zdict) {
  Buffer dictionary(ts);
  if (!zdict.is_null()) TRY(dictionary.open(zdict));
  if (dictionary.size() > UINT_MAX) return raise(ts, Exc::kOverflowError, "zdict length does not fit in an unsigned int");
  Own<Compressor> made = TRY(new_native<Compressor>(ts));
  made->stream.prepare(deflateEnd);
  z_stream& z = made->stream.z;
  int error = deflateInit2(&z, level.value_or(Z_DEFAULT_COMPRESSION), method.value_or(Z_DEFLATED), wbits.value_or(MAX_WBITS), mem_level.value_or(8),
                           strategy.value_or(Z_DEFAULT_STRATEGY));
  if (error == Z_MEM_ERROR) return raise_zlib_memory(ts, "Can't allocate memory for compression object");
  if (error == Z_STREAM_ERROR) return raise(ts, Exc::kValueError, "Invalid initialization option");
  if (error != Z_OK) return raise_zlib_error(ts, z, error, "while creating compression object");
  made->stream.begun = true;
  if (zdict.is_null()) return made;
  static constexpr Bytef kNothing = 0;  // zlib takes a null pointer for an error
  error = ::deflateSetDictionary(&z, dictionary.size() > 0 ? dictionary.data() : &kNothing, static_cast<uInt>(dictionary.size()));
  if (error == Z_STREAM_ERROR) return raise(ts, Exc::kValueError, "Invalid dictionary");
  if (error != Z_OK) return raise(ts, Exc::kValueError, "deflateSetDictionary()");
  return made;
}

constexpr TypeSpec kZlibCompressorSpec = {
    .name = "zlib.Compress",
    .id = ModuleType::kZlibCompressor,
    .size = sizeof(Compressor),
    .flags = Type::kNoNew,
    .methods = kMethods,
    .dealloc = compressor_dealloc,
};

}  // namespace pyemb
