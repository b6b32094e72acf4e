// SPDX-License-Identifier: MIT
#include "objects/bytes.h"

#include <cstring>

#include "objects/buffer.h"
#include "objects/native.h"
#include "objects/raise.h"
#include "objects/siphash.h"
#include "objects/slice.h"
#include "objects/string_builder.h"
#include "objects/type_specs.h"

namespace pyemb {

Result<Own<Bytes>> new_bytes_buffer(ThreadState& ts, int64_t size) {
  if (size == 0 && !ts.interp.empty_bytes.is_null()) return Own<Bytes>::copy(&as<Bytes>(ts.interp.empty_bytes));
  Ref object = TRY(new_object(ts, core_type(ts, TypeId::kBytes), size));
  Own<Bytes> bytes = Own<Bytes>::steal(static_cast<Bytes*>(object.release().as_object()));
  if (size == 0) ts.interp.empty_bytes = Ref::copy(bytes.get()).release();
  return bytes;
}

Result<Own<Bytes>> new_bytes(ThreadState& ts, std::string_view data) {
  Own<Bytes> bytes = TRY(new_bytes_buffer(ts, static_cast<int64_t>(data.size())));
  if (!data.empty()) std::memcpy(bytes->data(), data.data(), data.size());
  return bytes;
}

namespace {

Result<Ref> bytes_repr_of(ThreadState& ts, std::string_view data, const char* prefix) {
  constexpr char kHex[] = "0123456789abcdef";
  bool has_single = data.find('\'') != data.npos;
  char quote = has_single && data.find('"') == data.npos ? '"' : '\'';
  StringBuilder out(ts);
  out.append(prefix);
  out.append(quote);
  for (char c : data) {
    auto byte = static_cast<uint8_t>(c);
    if (c == quote || c == '\\') {
      out.append('\\');
      out.append(c);
    } else if (c == '\t' || c == '\n' || c == '\r') {
      out.append('\\');
      out.append(c == '\t' ? 't' : c == '\n' ? 'n' : 'r');
    } else if (byte < 0x20 || byte >= 0x7f) {
      out.append("\\x");
      out.append(kHex[byte >> 4]);
      out.append(kHex[byte & 15]);
    } else {
      out.append(c);
    }
  }
  out.append(quote);
  if (std::strchr(prefix, '(') != nullptr) out.append(')');
  return out.finish();
}

size_t bytes_native_size(Object* object) { return sizeof(Bytes) + static_cast<size_t>(static_cast<Bytes*>(object)->size) + 1; }

Result<Ref> bytes_repr(ThreadState& ts, Value self) { return bytes_repr_of(ts, as<Bytes>(self).view(), "b"); }

Result<int64_t> bytes_hash(ThreadState& ts, Value self) {
  Bytes& bytes = as<Bytes>(self);
  if (bytes.hash == 0) {
    std::string_view data = bytes.view();
    uint64_t h = siphash13(ts.interp.hash_key, data.data(), data.size());
    bytes.hash = h == 0 ? 1 : h == UINT64_MAX ? UINT64_MAX - 1 : h;
  }
  return static_cast<int64_t>(bytes.hash);
}

Result<int64_t> bytes_length(ThreadState&, Value self) { return as<Bytes>(self).size; }

Result<Ref> bytes_compare(ThreadState&, Value left, Value right, Compare op) {
  if (!is<Bytes>(left) || !is<Bytes>(right)) return Result<Ref>::not_implemented();
  return compare_result(as<Bytes>(left).view().compare(as<Bytes>(right).view()), op);
}

Status bytes_get_buffer(ThreadState& ts, Object* object, BufferView& view, int flags) {
  if ((flags & kBufferWritable) != 0) return raise(ts, Exc::kBufferError, "Object is not writable.");
  auto* bytes = static_cast<Bytes*>(object);
  view.data = bytes->data();
  view.size = bytes->size;
  return {};
}

}  // namespace

constexpr TypeSpec kBytesSpec = {
    .name = "bytes",
    .id = TypeId::kBytes,
    .size = sizeof(Bytes) + 1,
    .item_size = 1,
    .flags = Type::kSubclassable | Type::kMatchSelf,
    .slots = {.repr = bytes_repr, .hash = bytes_hash, .compare = bytes_compare, .length = bytes_length},
    .native_size = bytes_native_size,
    .get_buffer = bytes_get_buffer,
};

}  // namespace pyemb
