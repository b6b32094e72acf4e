// SPDX-License-Identifier: MIT
#include "objects/bytes.h"

#include <cstring>

#include "objects/attributes.h"
#include "objects/byte_text.h"
#include "objects/siphash.h"
#include "objects/type_specs.h"
#include "state/names.h"

namespace pyemb {

// -- making ------------------------------------------------------------------------------------------------------------------------

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

Result<uint8_t> to_byte(ThreadState& ts, Value value) {
  int64_t byte = TRY(to_index(ts, value, Exc::kValueError));
  if (byte < 0 || byte > 255) return raise(ts, Exc::kValueError, "byte must be in range(0, 256)");
  return static_cast<uint8_t>(byte);
}

Result<Own<Bytes>> bytes_from_iterable(ThreadState& ts, Value source, const char* out_of_range) {
  Result<Ref> made = get_iter(ts, source);
  if (made.raised()) {
    if (!clear_pending_if(ts, Exc::kTypeError)) return Raised{};
    return raise(ts, Exc::kTypeError, "cannot convert '%s' object to bytes", type_name(ts, source));
  }
  Ref iterator = made.take();
  Own<ByteArray> collected = TRY(new_byte_array(ts, {}));
  for (;;) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) break;
    uint8_t byte = 0;
    if (item.get().is_int() && item.get().as_int() >= 0 && item.get().as_int() < 256) {
      byte = static_cast<uint8_t>(item.get().as_int());
    } else {
      Result<uint8_t> converted = to_byte(ts, item);
      if (converted.raised() && clear_pending_if(ts, Exc::kValueError)) return raise(ts, Exc::kValueError, "%s", out_of_range);
      byte = TRY(converted);
    }
    TRY(byte_array_resize(ts, *collected, collected->size + 1));
    collected->start[collected->size - 1] = byte;
  }
  return new_bytes(ts, collected->view());
}

Result<Own<Bytes>> bytes_from_object(ThreadState& ts, Value source, const char* out_of_range) {
  if (is_bytes(source)) return Own<Bytes>::copy(&as<Bytes>(source));
  if (has_buffer(ts, source)) {
    Buffer buffer(ts);
    TRY(buffer.open(source));
    return new_bytes(ts, buffer.view());
  }
  if (is<Str>(source)) return raise(ts, Exc::kTypeError, "cannot convert '%s' object to bytes", type_name(ts, source));
  return bytes_from_iterable(ts, source, out_of_range);
}

Result<Own<Bytes>> bytes_from_arguments(ThreadState& ts, Value source, Str* encoding, Str* errors, const char* out_of_range) {
  if (source.is_null()) {
    if (encoding != nullptr || errors != nullptr) {
      return raise(ts, Exc::kTypeError, encoding != nullptr ? "encoding without a string argument" : "errors without a string argument");
    }
    return new_bytes(ts, {});
  }
  if (encoding != nullptr && is<Str>(source)) {
    Ref encoded = TRY(encode_str(ts, as<Str>(source), encoding, errors));
    return bytes_from_object(ts, encoded);
  }
  if (errors != nullptr && is<Str>(source)) return raise(ts, Exc::kTypeError, "string argument without an encoding");
  if (encoding != nullptr || errors != nullptr) {
    return raise(ts, Exc::kTypeError, encoding != nullptr ? "encoding without a string argument" : "errors without a string argument");
  }
  Ref special = TRY(call_special(ts, source, ts.names().dunder_bytes));
  if (!special.is_absent()) {
    if (!is<Bytes>(special)) return raise(ts, Exc::kTypeError, "__bytes__ returned non-bytes (type %s)", type_name(ts, special));
    return Own<Bytes>::copy(special.as<Bytes>());
  }
  if (is<Str>(source)) return raise(ts, Exc::kTypeError, "string argument without an encoding");
  if (is_any_int(source) || (type_of(ts, source).slots.index != nullptr)) {
    Result<int64_t> count = to_index(ts, source);
    if (count.raised() && !is_any_int(source) && clear_pending_if(ts, Exc::kTypeError)) return bytes_from_object(ts, source, out_of_range);
    int64_t size = TRY(count);
    if (size < 0) return raise(ts, Exc::kValueError, "negative count");
    Own<Bytes> zeros = TRY(new_bytes_buffer(ts, size));
    std::memset(zeros->data(), 0, static_cast<size_t>(size));
    return zeros;
  }
  return bytes_from_object(ts, source, out_of_range);
}

// -- showing and comparing -----------------------------------------------------------------------------------------------------------

Result<Ref> bytes_repr_of(ThreadState& ts, std::string_view data, BytesRepr form) {
  constexpr char kHex[] = "0123456789abcdef";
  bool has_single = data.find('\'') != data.npos;
  char quote = has_single && data.find('"') == data.npos ? '"' : '\'';
  StringBuilder out(ts);
  out.append(form.before);
  out.append(quote);
  for (char c : data) {
    auto byte = static_cast<uint8_t>(c);
    if (c == quote || c == '\\' || (c == '\'' && form.escape_single)) {
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
  out.append(form.after);
  return out.finish();
}

Result<Ref> bytes_like_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if (!has_buffer(ts, left) || !has_buffer(ts, right)) return Result<Ref>::not_implemented();
  Buffer a(ts), b(ts);
  TRY(a.open(left));
  TRY(b.open(right));
  return compare_result(a.view().compare(b.view()), op);
}

namespace {

size_t bytes_native_size(Object* object) { return sizeof(Bytes) + static_cast<size_t>(static_cast<Bytes*>(object)->size) + 1; }

Result<Ref> bytes_repr(ThreadState& ts, Value self) { return bytes_repr_of(ts, as<Bytes>(self).view(), {}); }

Result<int64_t> bytes_hash(ThreadState& ts, Value self) {
  Bytes& bytes = as<Bytes>(self);
  if (bytes.hash == 0) bytes.hash = hash_bytes(ts.interp.hash_key, bytes.data(), static_cast<size_t>(bytes.size));
  return static_cast<int64_t>(bytes.hash);
}

Result<int64_t> bytes_length(ThreadState&, Value self) { return as<Bytes>(self).size; }

Result<Ref> bytes_compare(ThreadState&, Value left, Value right, Compare op) {
  if (!is<Bytes>(left) || !is<Bytes>(right)) return Result<Ref>::not_implemented();
  return compare_result(as<Bytes>(left).view().compare(as<Bytes>(right).view()), op);
}

Result<Ref> bytes_getitem(ThreadState& ts, Value self, Value key) {
  Bytes& bytes = as<Bytes>(self);
  if (is_slice(key)) {
    SliceBounds bounds = TRY(slice_bounds(ts, as<Slice>(key)));
    SliceRange range = slice_range(bounds, bytes.size);
    if (range.count == bytes.size && range.step == 1 && is_bytes(self)) return Ref::copy(self);
    if (range.step == 1) return new_bytes(ts, byte_methods::part(bytes.view(), range.start, range.start + range.count));
    Own<Bytes> made = TRY(new_bytes_buffer(ts, range.count));
    for (int64_t i = 0, at = range.start; i < range.count; ++i, at += range.step) made->data()[i] = bytes.data()[at];
    return made;
  }
  if (!is_any_int(key) && type_of(ts, key).slots.index == nullptr) {
    return raise(ts, Exc::kTypeError, "byte indices must be integers or slices, not %s", type_name(ts, key));
  }
  int64_t at = TRY(to_index(ts, key, Exc::kIndexError));
  if (at < 0) at += bytes.size;
  if (at < 0 || at >= bytes.size) return raise(ts, Exc::kIndexError, "index out of range");
  return Ref::steal(Value::from_int(bytes.data()[at]));
}

Result<Ref> bytes_remainder(ThreadState& ts, Value left, Value right) {
  if (!is<Bytes>(left)) return Result<Ref>::not_implemented();
  return bytes_percent(ts, as<Bytes>(left).view(), right);
}

Status bytes_get_buffer(ThreadState& ts, Object* object, BufferView& view, int flags) {
  if ((flags & kBufferWritable) != 0) return raise(ts, Exc::kBufferError, "Object is not writable.");
  auto* bytes = static_cast<Bytes*>(object);
  view.data = bytes->data();
  view.size = bytes->size;
  return {};
}

/// bytes(source, encoding, errors)
Result<Ref> bytes_new(ThreadState& ts, Type& type, Value source, Str* encoding, Str* errors) {
  Own<Bytes> made = TRY(bytes_from_arguments(ts, source, encoding, errors));
  if (type.id == TypeId::kBytes) return made;
  Ref copy = TRY(new_object(ts, type, made->size));
  std::memcpy(copy.as<Bytes>()->data(), made->data(), static_cast<size_t>(made->size));
  return copy;
}

Result<Ref> bytes_dunder_bytes(ThreadState& ts, Bytes& self) {
  if (is_bytes(Value::from_object(&self))) return Ref::copy(&self);
  return new_bytes(ts, self.view());
}

Result<Ref> bytes_getnewargs(ThreadState& ts, Bytes& self) {
  Own<Bytes> plain = TRY(new_bytes(ts, self.view()));
  return new_tuple_of(ts, plain);
}

Result<int64_t> bytes_sizeof(ThreadState&, Bytes& self) { return static_cast<int64_t>(bytes_native_size(&self)); }

// -- the iterator ----------------------------------------------------------------------------------------------------------------------

struct BytesIterator : Object {
  static constexpr TypeId kId = TypeId::kBytesIterator;
  Value bytes;  ///< owned; null at the end
  int64_t position;
};

Result<Ref> bytes_iter(ThreadState& ts, Value self) {
  Own<BytesIterator> iterator = TRY(new_native<BytesIterator>(ts));
  iterator->bytes = Ref::copy(self).release();
  gc_track(ts, iterator.get());
  return iterator;
}

Result<Ref> iterator_self(ThreadState&, Value self) { return Ref::copy(self); }
Result<Ref> iterator_next(ThreadState&, Value self) {
  auto& iterator = as<BytesIterator>(self);
  if (iterator.bytes.is_null()) return Result<Ref>::absent();
  Bytes& bytes = as<Bytes>(iterator.bytes);
  if (iterator.position < bytes.size) return Ref::steal(Value::from_int(bytes.data()[iterator.position++]));
  decref(std::exchange(iterator.bytes, Value::null()));
  return Result<Ref>::absent();
}
int64_t iterator_length_hint(ThreadState&, BytesIterator& self) {
  return self.bytes.is_null() ? 0 : as<Bytes>(self.bytes).size - self.position;
}
Result<Ref> iterator_reduce(ThreadState& ts, BytesIterator& self) {
  Ref iter = TRY(get_item(ts, ts.interp.builtins, Ref(TRY(intern(ts, "iter"))).get()));
  Ref source = self.bytes.is_null() ? Ref(TRY(new_bytes(ts, {}))) : Ref::copy(self.bytes);
  Own<Tuple> args = TRY(new_tuple_of(ts, source));
  return new_tuple_of(ts, iter, args, Value::from_int(self.position));
}
Status iterator_setstate(ThreadState&, BytesIterator& self, Index position) {
  if (self.bytes.is_null()) return {};
  self.position = std::clamp<int64_t>(position.value, 0, as<Bytes>(self.bytes).size);
  return {};
}
void iterator_traverse(Object* object, GcVisitor& visit) { visit(static_cast<BytesIterator*>(object)->bytes); }
void iterator_dealloc(ThreadState&, Object* object) { decref(std::exchange(static_cast<BytesIterator*>(object)->bytes, Value::null())); }

constexpr NativeMethod kOwnRows[] = {
    method<bytes_dunder_bytes>("__bytes__", "($self, /)", "Convert this value to exact type bytes."),
    method<bytes_getnewargs>("__getnewargs__", "($self, /)", nullptr),
    method<bytes_sizeof>("__sizeof__", "($self, /)", "Size of object in memory, in bytes."),
};
constexpr auto kRows = byte_methods::with_rows(byte_methods::kSharedRows<Bytes>, kOwnRows);
constexpr NativeMethod kNew = method<bytes_new>("bytes", "($type, /, source=b'', encoding='utf-8', errors='strict')", nullptr);

constexpr NativeMethod kIteratorRows[] = {
    method<iterator_length_hint>("__length_hint__", "($self, /)", "Private method returning an estimate of len(list(it))."),
    method<iterator_reduce>("__reduce__", "($self, /)", "Return state information for pickling."),
    method<iterator_setstate>("__setstate__", "($self, state, /)", "Set state information for unpickling."),
};

}  // namespace

constexpr TypeSpec kBytesSpec = {
    .name = "bytes",
    .doc = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n"
           "bytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object\n\n"
           "An immutable sequence of bytes.",
    .id = TypeId::kBytes,
    .size = sizeof(Bytes) + 1,
    .item_size = 1,
    .flags = Type::kSubclassable | Type::kMatchSelf,
    .methods = kRows,
    .slots = {.repr = bytes_repr,
              .str = bytes_repr,
              .hash = bytes_hash,
              .compare = bytes_compare,
              .iter = bytes_iter,
              .new_ = new_from<kNew>,
              .remainder = bytes_remainder,
              .length = bytes_length,
              .getitem = bytes_getitem,
              .contains = byte_methods::contains<Bytes>,
              .concat = byte_methods::concat<Bytes>,
              .repeat = byte_methods::repeat<Bytes>},
    .native_size = bytes_native_size,
    .get_buffer = bytes_get_buffer,
};

constexpr TypeSpec kBytesIteratorSpec = {
    .name = "bytes_iterator",
    .id = TypeId::kBytesIterator,
    .size = sizeof(BytesIterator),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kIteratorRows,
    .slots = {.iter = iterator_self, .next = iterator_next},
    .traverse = iterator_traverse,
    .dealloc = iterator_dealloc,
};

}  // namespace pyemb
