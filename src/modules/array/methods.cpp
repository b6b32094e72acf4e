// SPDX-License-Identifier: MIT
// The methods of array.array.
#include <algorithm>

#include "modules/array/methods.h"
#include "modules/native_modules.h"
#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/list.h"
#include "objects/slice.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb::array_methods {

// -- items --------------------------------------------------------------------------------------------------------------------------

Status append(ThreadState& ts, Array& self, Value item) { return array_append(ts, self, item); }
Status extend(ThreadState& ts, Array& self, Value iterable) { return array_extend(ts, self, iterable); }

Status insert(ThreadState& ts, Array& self, int64_t index, Value item) {
  ArrayItem converted;
  TRY(self.kind->store(ts, item, converted.bytes));
  int64_t at = clamp_to_length(index, self.size);
  return array_splice(ts, self, at, at, converted.bytes, 1);
}

Result<Ref> pop(ThreadState& ts, Array& self, std::optional<int64_t> index) {
  if (self.size == 0) return raise(ts, Exc::kIndexError, "pop from empty array");
  int64_t at = index.value_or(-1);
  if (at < 0) at += self.size;
  if (at < 0 || at >= self.size) return raise(ts, Exc::kIndexError, "pop index out of range");
  Ref item = TRY(array_load(ts, self, at));
  TRY(array_splice(ts, self, at, at + 1, nullptr, 0));
  return item;
}

/// The first item from `start` on, before `stop`, that equals the value; the size if there is none.
static Result<int64_t> find(ThreadState& ts, Array& self, Value value, int64_t start, int64_t stop) {
  for (int64_t i = start; i < stop && i < self.size; ++i) {
    if (TRY(array_item_equals(ts, self, i, value))) return i;
  }
  return self.size;
}

Result<int64_t> index(ThreadState& ts, Array& self, Value value, Value start, Value stop) {
  int64_t first = TRY(slice_index(ts, start, 0));
  int64_t last = TRY(slice_index(ts, stop, INT64_MAX));
  if (first < 0) first = std::max<int64_t>(first + self.size, 0);
  if (last < 0) last += self.size;
  int64_t at = TRY(find(ts, self, value, first, last));
  if (at == self.size) return raise(ts, Exc::kValueError, "array.index(x): x not in array");
  return at;
}

Result<int64_t> count(ThreadState& ts, Array& self, Value value) {
  int64_t found = 0;
  for (int64_t i = 0; i < self.size; ++i) {
    if (TRY(array_item_equals(ts, self, i, value))) ++found;
  }
  return found;
}

Status remove(ThreadState& ts, Array& self, Value value) {
  int64_t at = TRY(find(ts, self, value, 0, INT64_MAX));
  if (at == self.size) return raise(ts, Exc::kValueError, "array.remove(x): x not in array");
  return array_splice(ts, self, at, at + 1, nullptr, 0);
}

Status reverse(ThreadState&, Array& self) {
  size_t item_size = self.kind->item_size;
  char* left = self.items;
  char* right = self.items + self.bytes();
  while (left + item_size < right) {
    right -= item_size;
    std::swap_ranges(left, left + item_size, right);
    left += item_size;
  }
  return {};
}

Status byteswap(ThreadState&, Array& self) {
  for (int64_t i = 0; i < self.size; ++i) std::reverse(self.at(i), self.at(i) + self.kind->item_size);
  return {};
}

Result<Ref> buffer_info(ThreadState& ts, Array& self) {
  Ref address = TRY(new_int_unsigned(ts, reinterpret_cast<uintptr_t>(self.items)));
  Ref size = TRY(new_int(ts, self.size));
  return new_tuple_of(ts, address, size);
}

Result<Ref> copy(ThreadState& ts, Array& self) { return array_copy(ts, self, 0, self.size); }
Result<Ref> deep_copy(ThreadState& ts, Array& self, Value) { return array_copy(ts, self, 0, self.size); }
int64_t size_of_object(ThreadState&, Array& self) { return static_cast<int64_t>(sizeof(Array)) + self.capacity * self.kind->item_size; }

// -- from and to other things --------------------------------------------------------------------------------------------------------

Result<Ref> to_bytes(ThreadState& ts, Array& self) { return new_bytes(ts, self.view()); }

Status from_list(ThreadState& ts, Array& self, Value argument) {
  if (!is<List>(argument)) return raise(ts, Exc::kTypeError, "arg must be list");
  Ref keep = Ref::copy(argument);
  List& list = as<List>(argument);
  Type* type = TRY(find_type(ts, ModuleType::kArray));
  Own<Array> converted = TRY(new_array(ts, *type, *self.kind, 0));
  int64_t size = list.size;
  for (int64_t i = 0; i < size; ++i) {
    Ref item = Ref::copy(list.at(i));
    TRY(array_append(ts, *converted, item));
    if (list.size != size) return raise(ts, Exc::kRuntimeError, "list changed size during iteration");
  }
  return array_splice(ts, self, self.size, self.size, converted->items, converted->size);
}

Status from_bytes(ThreadState& ts, Array& self, Value argument) {
  Buffer buffer(ts);
  TRY(buffer.open(argument));
  if (buffer.raw().item_size != 1) return raise(ts, Exc::kTypeError, "a bytes-like object is required");
  return array_append_bytes(ts, self, buffer.view());
}

Status from_file(ThreadState& ts, Array& self, Value file, int64_t items) {
  if (items < 0) return raise(ts, Exc::kValueError, "negative count");
  int64_t bytes;
  if (__builtin_mul_overflow(items, int64_t{self.kind->item_size}, &bytes)) return raise_no_memory(ts);
  Own<Str> read = TRY(intern(ts, "read"));
  Ref wanted = TRY(new_int(ts, bytes));
  Ref data = TRY(call_method_of(ts, file, read, wanted));
  if (!is<Bytes>(data)) return raise(ts, Exc::kTypeError, "read() didn't return bytes");
  std::string_view view = as<Bytes>(data).view();
  TRY(array_append_bytes(ts, self, view));
  if (static_cast<int64_t>(view.size()) != bytes) return raise(ts, Exc::kEOFError, "read() didn't return enough bytes");
  return {};
}

Status to_file(ThreadState& ts, Array& self, Value file) {
  constexpr size_t kBlock = 64 * 1024;
  Own<Str> write = TRY(intern(ts, "write"));
  for (size_t at = 0; at < self.view().size(); at += kBlock) {
    Own<Bytes> block = TRY(new_bytes(ts, self.view().substr(at, kBlock)));
    Ref written = TRY(call_method_of(ts, file, write, block));
  }
  return {};
}

Status from_unicode(ThreadState& ts, Array& self, Value text) {
  if (!is<Str>(text)) return raise(ts, Exc::kTypeError, "fromunicode() argument must be str, not %.50s", type_name(ts, text));
  if (self.kind->code != 'u') return raise(ts, Exc::kValueError, "fromunicode() may only be called on unicode type arrays");
  return array_append_text(ts, self, as<Str>(text));
}

Result<Ref> to_unicode(ThreadState& ts, Array& self) {
  if (self.kind->code != 'u') return raise(ts, Exc::kValueError, "tounicode() may only be called on unicode type arrays");
  return array_text(ts, self);
}

// -- pickling -----------------------------------------------------------------------------------------------------------------------

Result<Ref> reduce_ex(ThreadState& ts, Array& self, Value argument) {
  if (!is_any_int(argument)) return raise(ts, Exc::kTypeError, "__reduce_ex__ argument should be an integer");
  int64_t protocol = TRY(to_int64(ts, argument));
  Ref dict = TRY(find_attr(ts, Value::from_object(&self), "__dict__"));
  if (dict.is_absent()) dict = Ref::none();
  char letter = self.kind->code;
  Own<Str> code = TRY(new_str(ts, {&letter, 1}));
  Value type = Value::from_object(self.type);
  if (protocol < 3) {  // an older Python cannot read machine formats
    Ref list = TRY(array_to_list(ts, self));
    Own<Tuple> args = TRY(new_tuple_of(ts, code, list));
    return new_tuple_of(ts, type, args, dict);
  }
  void* state = find_module_state(ts, kArrayModule);
  if (state == nullptr) return raise(ts, Exc::kRuntimeError, "the module 'array' is gone");
  Own<Bytes> data = TRY(new_bytes(ts, self.view()));
  Own<Tuple> args = TRY(new_tuple_of(ts, type, code, Value::from_int(array_machine_format(*self.kind)), data));
  return new_tuple_of(ts, static_cast<ArrayState*>(state)->reconstruct, args, dict);
}

}  // namespace pyemb::array_methods
