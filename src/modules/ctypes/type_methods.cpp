// SPDX-License-Identifier: MIT
// What all classes of C types have from their metaclass: instances at an address, in a buffer or in a library, arrays, and from_param.
#include <cstdio>
#include <cstring>

#include "modules/ctypes/type_methods.h"

#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/call.h"
#include "objects/int.h"
#include "objects/memoryview.h"
#include "objects/str.h"
#include "objects/weakref.h"

namespace pyemb::ctypes {
namespace {

// -- instances -----------------------------------------------------------------------------------------------------------------

Result<Description*> expect_description(ThreadState& ts, const Type& type) {
  Description* about = describe(type);
  if (about == nullptr) return raise(ts, Exc::kTypeError, "abstract class");
  return about;
}

}  // namespace

Result<Ref> type_from_address(ThreadState& ts, Type& type, Value address) {
  if (!is_any_int(address)) return raise(ts, Exc::kTypeError, "integer expected");
  char word[sizeof(void*)];
  Ref ignored = TRY(find_kind('P')->store(ts, word, address, {}));
  char* memory;
  std::memcpy(&memory, word, sizeof memory);
  return new_data_at(ts, type, memory);
}

namespace {

/// That `size` bytes have room behind the offset.
Status check_room(ThreadState& ts, int64_t size, int64_t offset, int64_t given) {
  if (offset < 0) return raise(ts, Exc::kValueError, "offset cannot be negative");
  if (size <= given - offset) return {};
  return raise(ts, Exc::kValueError, "Buffer size too small (%lld instead of at least %lld bytes)", static_cast<long long>(given),
               static_cast<long long>(size + offset));
}

Status audit_buffer(ThreadState& ts, const void* memory, int64_t size, int64_t offset) {
  if (!is_audited(ts)) return {};
  Ref address = TRY(new_int_unsigned(ts, reinterpret_cast<uint64_t>(memory)));
  Ref length = TRY(new_int(ts, size));
  Ref start = TRY(new_int(ts, offset));
  return audit(ts, "ctypes.cdata/buffer", address, length, start);
}

}  // namespace

Result<Ref> type_from_buffer(ThreadState& ts, Type& type, Value object, std::optional<int64_t> given_offset) {
  const Description* about = TRY(expect_description(ts, type));
  const int64_t offset = given_offset.value_or(0);
  Own<MemoryView> view = TRY(new_memory_view(ts, object));
  if (view->read_only) return raise(ts, Exc::kTypeError, "underlying buffer is not writable");
  int64_t step = view->item_size;
  for (int i = view->dimensions - 1; i >= 0; --i) {
    if (view->shape[i] > 1 && view->strides()[i] != step) return raise(ts, Exc::kTypeError, "underlying buffer is not C contiguous");
    step *= view->shape[i];
  }
  TRY(check_room(ts, about->size, offset, view->size));
  TRY(audit_buffer(ts, view->data, view->size, offset));
  Own<CData> data = TRY(new_data_at(ts, type, view->data + offset));
  data->lender = Ref::copy(view.get()).release();
  TRY(keep_alive(ts, *data, -1, view));
  return data;
}

Result<Ref> type_from_buffer_copy(ThreadState& ts, Type& type, Value object, std::optional<int64_t> given_offset) {
  const Description* about = TRY(expect_description(ts, type));
  const int64_t offset = given_offset.value_or(0);
  Buffer buffer(ts);
  TRY(buffer.open(object));
  TRY(check_room(ts, about->size, offset, buffer.size()));
  TRY(audit_buffer(ts, buffer.data(), buffer.size(), offset));
  Own<CData> data = TRY(new_data(ts, type));
  if (data->size > 0) std::memcpy(data->memory, buffer.data() + offset, static_cast<size_t>(data->size));
  return data;
}

Result<Ref> type_in_dll(ThreadState& ts, Type& type, Value library, Value name) {
  if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "in_dll() argument 2 must be str, not %s", type_name(ts, name));
  TRY(audit(ts, "ctypes.dlsym", library, name));
  void* address = TRY(find_symbol(ts, library, name, Exc::kValueError));
  return new_data_at(ts, type, static_cast<char*>(address));
}

// -- from_param ----------------------------------------------------------------------------------------------------------------

Result<Ref> type_from_param(ThreadState& ts, Type& type, Value value) {
  const Description* about = describe(type);
  if (about == nullptr) return general_from_param(ts, type, value);
  if (about->category == Category::kSimple) return simple_from_param(ts, type, value);
  if (about->category == Category::kPointer) return pointer_from_param(ts, type, value);
  return general_from_param(ts, type, value);
}

Result<Ref> find_as_parameter(ThreadState& ts, Value value) {
  if (!value.is_heap()) return Result<Ref>::absent();
  return find_attr(ts, value, "_as_parameter_");
}

Result<Ref> general_from_param(ThreadState& ts, Type& type, Value value) {
  const bool fits = TRY(is_instance(ts, value, Value::from_object(&type)));
  if (fits) return Ref::copy(value);
  if (is<CArgument>(value)) {
    const Value object = as<CArgument>(value).object;
    const Description* about = describe(type);
    if (about != nullptr && !about->proto.is_null() && is<Type>(about->proto) && !object.is_null()) {
      const bool points = TRY(is_instance(ts, object, about->proto));
      if (points) return Ref::copy(value);
    }
    return raise(ts, Exc::kTypeError, "expected %s instance instead of pointer to %s", type_name(type), object.is_null() ? "???" : type_name(ts, object));
  }
  Ref parameter = TRY(find_as_parameter(ts, value));
  if (parameter.is_absent()) return raise(ts, Exc::kTypeError, "expected %s instance instead of %s", type_name(type), type_name(ts, value));
  RecursionGuard guard(ts, " while processing _as_parameter_");
  if (guard.exceeded()) return guard.raise();
  return general_from_param(ts, type, parameter);
}

// -- arrays --------------------------------------------------------------------------------------------------------------------

Result<Ref> type_repeat(ThreadState& ts, Value type, int64_t count) {
  if (count < 0) return raise(ts, Exc::kValueError, "Array length must be >= 0, not %lld", static_cast<long long>(count));
  return array_type_of(ts, type, count);
}

/// The type of arrays of an item type and a length is made once, and forgotten when nobody uses it any more.
Result<Ref> array_type_of(ThreadState& ts, Value item_type, int64_t length) {
  Description* about = describe(item_type);
  Ref key = TRY(new_int(ts, length));
  if (about != nullptr && !about->arrays.is_null()) {
    Ref known = TRY(dict_find(ts, as<Dict>(about->arrays), key));
    Ref alive = known.is_absent() ? Ref::none() : weakref_get(*known.as<WeakRef>());
    if (!alive.is_none()) return alive;
  }
  Own<Str> name = TRY(new_str_format(ts, "%.200s_Array_%lld", short_type_name(as<Type>(item_type)), static_cast<long long>(length)));
  Type* base = TRY(find_type(ts, ModuleType::kCArray));
  Type* metatype = TRY(find_type(ts, ModuleType::kCArrayType));
  Own<Tuple> bases = TRY(new_tuple_of(ts, Value::from_object(base)));
  Own<Dict> dict = TRY(new_dict(ts));
  TRY(dict_set(ts, *dict, "_length_", key));
  TRY(dict_set(ts, *dict, "_type_", item_type));
  Ref made = TRY(call(ts, Value::from_object(metatype), name, bases, dict));
  about = describe(item_type);
  if (about == nullptr) return made;
  if (about->arrays.is_null()) {
    Own<Dict> arrays = TRY(new_dict(ts));
    about->arrays = Ref(std::move(arrays)).release();
  }
  Ref reference = TRY(new_weakref(ts, made));
  TRY(dict_set(ts, as<Dict>(about->arrays), key, reference));
  return made;
}

}  // namespace pyemb::ctypes
