// SPDX-License-Identifier: MIT
// zlib.decompressobj()
#include <algorithm>
#include <climits>
#include <cstring>

#include "modules/compress/zlib.h"
#include "modules/module_type_specs.h"
#include "objects/buffer.h"
#include "objects/bytes.h"

namespace pyemb {
namespace {

struct Decompressor : Object {
  static constexpr TypeId kId = ModuleType::kZlibDecompressor;
  ZlibStream stream;
  Value unused_data;      ///< owned bytes: what came behind the end of the stream
  Value unconsumed_tail;  ///< owned bytes: input that max_length left for later
  Value zdict;            ///< owned, null: none
  bool eof;
  ObjectLock::Word lock;
};

Status set_dictionary(ThreadState& ts, Decompressor& self) {
  Buffer dictionary(ts);
  TRY(dictionary.open(self.zdict));
  if (dictionary.size() > UINT_MAX) return raise(ts, Exc::kOverflowError, "zdict length does not fit in an unsigned int");
  static constexpr Bytef kNothing = 0;
  int error = ::inflateSetDictionary(&self.stream.z, dictionary.size() > 0 ? dictionary.data() : &kNothing, static_cast<uInt>(dictionary.size()));
  if (error != Z_OK) return raise_zlib_error(ts, self.stream.z, error, "while setting zdict");
  return {};
}

/// Inflates until the input, the stream or the room that `out` may take is at its end. Answers zlib's code.
Result<int> inflate_some(ThreadState& ts, Decompressor& self, std::string_view input, bool is_last, CompressionOutput& out) {
  z_stream& z = self.stream.z;
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
  size_t left = input.size();
  int error = Z_OK;
  do {
    z.avail_in = static_cast<uInt>(std::min<size_t>(left, UINT_MAX));
    left -= z.avail_in;
    int flush = is_last && left == 0 ? Z_FINISH : Z_SYNC_FLUSH;
    do {
      if (z.avail_out == 0 && out.size() > 0 && out.at_limit()) return error;
      TRY(out.make_room());
      z.next_out = out.at();
      z.avail_out = static_cast<uInt>(std::min<size_t>(out.room(), UINT_MAX));
      error = compression_step(ts, input.size(), [&] { return ::inflate(&z, flush); });
      out.advance(static_cast<size_t>(z.next_out - out.at()));
      if (error == Z_NEED_DICT && !self.zdict.is_null()) {
        TRY(set_dictionary(ts, self));
      } else if (error != Z_OK && error != Z_BUF_ERROR && error != Z_STREAM_END) {
        return error;
      }
    } while (z.avail_out == 0 || error == Z_NEED_DICT);
  } while (error != Z_STREAM_END && left > 0);
  return error;
}

Status replace(ThreadState& ts, Value& field, std::string_view before, std::string_view added) {
  Own<Bytes> joined = TRY(new_bytes_buffer(ts, static_cast<int64_t>(before.size() + added.size())));
  before.copy(reinterpret_cast<char*>(joined->data()), before.size());
  added.copy(reinterpret_cast<char*>(joined->data()) + before.size(), added.size());
  decref(std::exchange(field, Ref(std::move(joined)).release()));
  return {};
}

/// Keeps what was not used: behind the end of the stream, or because of max_length.
Status save_rest(ThreadState& ts, Decompressor& self, std::string_view input, int error) {
  z_stream& z = self.stream.z;
  if (input.empty()) z.next_in = nullptr;
  size_t used = z.next_in == nullptr ? input.size() : static_cast<size_t>(reinterpret_cast<const char*>(z.next_in) - input.data());
  std::string_view rest = input.substr(used);
  bool keep = !rest.empty();
  if (error == Z_STREAM_END && keep) {
    TRY(replace(ts, self.unused_data, as<Bytes>(self.unused_data).view(), rest));
    z.avail_in = 0;
    keep = false;
  }
  // As in CPython, a tail that was there becomes the unused data, too.
  if (!keep && as<Bytes>(self.unconsumed_tail).size == 0) return {};
  return replace(ts, self.unconsumed_tail, {}, rest);
}

Result<Ref> decompress(ThreadState& ts, Decompressor& self, Value data, std::optional<int64_t> max_length) {
  int64_t most = max_length.value_or(0);
  Buffer input(ts);
  TRY(input.open(data));
  if (most < 0) return raise(ts, Exc::kValueError, "max_length must be non-negative");
  ObjectLock locked(ts, self.lock);
  CompressionOutput out(ts, most == 0 ? CompressionOutput::kUnlimited : most);
  int error = TRY(inflate_some(ts, self, input.view(), false, out));
  TRY(save_rest(ts, self, input.view(), error));
  if (error == Z_STREAM_END) {
    self.eof = true;
  } else if (error != Z_OK && error != Z_BUF_ERROR) {
    return raise_zlib_error(ts, self.stream.z, error, "while decompressing data");
  }
  return out.finish();
}

Result<Ref> flush(ThreadState& ts, Decompressor& self, std::optional<int64_t> length) {
  int64_t first_block = length.value_or(16 * 1024);
  if (first_block <= 0) return raise(ts, Exc::kValueError, "length must be greater than zero");
  ObjectLock locked(ts, self.lock);
  Ref tail = Ref::copy(self.unconsumed_tail);
  std::string_view input = as<Bytes>(tail).view();
  CompressionOutput out(ts, CompressionOutput::kUnlimited, static_cast<size_t>(std::min<int64_t>(first_block, CompressionOutput::kFirstBlock)));
  int error = TRY(inflate_some(ts, self, input, true, out));
  TRY(save_rest(ts, self, input, error));
  if (error == Z_STREAM_END) {
    self.eof = true;
    error = self.stream.finish();
    if (error != Z_OK) return raise_zlib_error(ts, self.stream.z, error, "while finishing decompression");
  }
  return out.finish();
}

Result<Own<Decompressor>> new_decompressor(ThreadState& ts) {
  Own<Decompressor> made = TRY(new_native<Decompressor>(ts));
  made->stream.prepare(inflateEnd);
  Own<Bytes> nothing = TRY(new_bytes(ts, {}));
  made->unused_data = Ref::copy(nothing).release();
  made->unconsumed_tail = Ref(std::move(nothing)).release();
  return made;
}

Result<Ref> copy(ThreadState& ts, Decompressor& self) {
  Own<Decompressor> made = TRY(new_decompressor(ts));
  ObjectLock locked(ts, self.lock);
  int error = ::inflateCopy(&made->stream.z, &self.stream.z);
  if (error == Z_STREAM_ERROR) return raise(ts, Exc::kValueError, "Inconsistent stream state");
  if (error == Z_MEM_ERROR) return raise_zlib_memory(ts, "Can't allocate memory for decompression object");
  if (error != Z_OK) return raise_zlib_error(ts, self.stream.z, error, "while copying decompression object");
  made->stream.begun = true;
  decref(std::exchange(made->unused_data, Ref::copy(self.unused_data).release()));
  decref(std::exchange(made->unconsumed_tail, Ref::copy(self.unconsumed_tail).release()));
  made->zdict = Ref::copy(self.zdict).release();
  made->eof = self.eof;
  return made;
}
Result<Ref> deep_copy(ThreadState& ts, Decompressor& self, Value) { return copy(ts, self); }

void decompressor_dealloc(ThreadState&, Object* object) {
  auto* self = static_cast<Decompressor*>(object);
  self->stream.drop();
  decref(std::exchange(self->unused_data, Value::null()));
  decref(std::exchange(self->unconsumed_tail, Value::null()));
  decref(std::exchange(self->zdict, Value::null()));
}

constexpr NativeMethod kMethods[] = {
    method<decompress>("decompress", "($self, data, /, max_length=0)",
                       "Decompress data and return what is ready of the result, at most max_length bytes; what is left of the data becomes unconsumed_tail."),
    method<flush>("flush", "($self, length=zlib.DEF_BUF_SIZE, /)", "Return what was kept back; length is what the result is expected to need."),
    method<copy>("copy", "($self, /)", "Return a copy of the decompressor."),
    method<copy>("__copy__", "($self, /)", "Return a copy of the decompressor."),
    method<deep_copy>("__deepcopy__", "($self, memo, /)", "Return a copy of the decompressor."),
};
constexpr Member kMembers[] = {
    {"unused_data", Member::kValue, offsetof(Decompressor, unused_data), Member::kReadOnly, nullptr},
    {"unconsumed_tail", Member::kValue, offsetof(Decompressor, unconsumed_tail), Member::kReadOnly, nullptr},
    {"eof", Member::kBool, offsetof(Decompressor, eof), Member::kReadOnly, nullptr},
};

}  // namespace

Result<Ref> zlib_decompressobj(ThreadState& ts, std::optional<int> wbits, Value zdict) {
  if (!zdict.is_null() && !has_buffer(ts, zdict)) return raise(ts, Exc::kTypeError, "zdict argument must support the buffer protocol");
  Own<Decompressor> made = TRY(new_decompressor(ts));
  made->zdict = Ref::copy(zdict).release();
  int bits = wbits.value_or(MAX_WBITS);
  int error = inflateInit2(&made->stream.z, bits);
  if (error == Z_STREAM_ERROR) return raise(ts, Exc::kValueError, "Invalid initialization option");
  if (error == Z_MEM_ERROR) return raise_zlib_memory(ts, "Can't allocate memory for decompression object");
  if (error != Z_OK) return raise_zlib_error(ts, made->stream.z, error, "while creating decompression object");
  made->stream.begun = true;
  if (!zdict.is_null() && bits < 0) TRY(set_dictionary(ts, *made));  // a stream without a header never asks for it
  return made;
}

constexpr TypeSpec kZlibDecompressorSpec = {
    .name = "zlib.Decompress",
    .id = ModuleType::kZlibDecompressor,
    .size = sizeof(Decompressor),
    .flags = Type::kNoNew,
    .methods = kMethods,
    .members = kMembers,
    .dealloc = decompressor_dealloc,
};

}  // namespace pyemb
