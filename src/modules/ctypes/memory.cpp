// SPDX-License-Identifier: MIT
// Sizes and addresses of data, and the way from an address to an object.
#include <cstring>

#include "modules/ctypes/module_functions.h"
#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/call.h"
#include "objects/int.h"
#include "objects/str.h"

namespace pyemb::ctypes {
namespace {

/// The description of a class, or of an object's class.
const Description* describe_any(ThreadState& ts, Value object) {
  const Description* about = describe(object);
  return about != nullptr ? about : is_data(object) ? describe_class_of(ts, object) : nullptr;
}

}  // namespace

Result<int64_t> size_of(ThreadState& ts, Value object) {
  if (const Description* about = describe(object); about != nullptr) return about->size;
  if (is_data(object)) return as<CData>(object).size;
  return raise(ts, Exc::kTypeError, "this type has no size");
}

Result<int64_t> alignment_of(ThreadState& ts, Value object) {
  const Description* about = describe_any(ts, object);
  if (about == nullptr) return raise(ts, Exc::kTypeError, "no alignment info");
  return about->align;
}

Result<Ref> address_of(ThreadState& ts, Value object) {
  if (!is_data(object)) return raise(ts, Exc::kTypeError, "invalid type");
  TRY(audit(ts, "ctypes.addressof", object));
  return new_int_unsigned(ts, reinterpret_cast<uint64_t>(as<CData>(object).memory));
}

Result<Ref> by_reference(ThreadState& ts, Value object, std::optional<int64_t> offset) {
  if (!is_data(object)) return raise(ts, Exc::kTypeError, "byref() argument must be a ctypes instance, not '%s'", type_name(ts, object));
  return reference_to(ts, as<CData>(object), offset.value_or(0));
}

Status resize(ThreadState& ts, Value object, int64_t size) {
  const Description* about = is_data(object) ? describe_class_of(ts, object) : nullptr;
  if (about == nullptr) return raise(ts, Exc::kTypeError, "excepted ctypes instance");
  CData& data = as<CData>(object);
  if (size < about->size) return raise(ts, Exc::kValueError, "minimum size is %lld", static_cast<long long>(about->size));
  if (!data.owns) return raise(ts, Exc::kValueError, "Memory cannot be resized because this object doesn't own it");
  if (static_cast<size_t>(size) <= std::max(data.block_size, sizeof data.inside)) {
    data.size = size;
    return {};
  }
  if (data.lent > 0) return raise(ts, Exc::kBufferError, "Existing exports of data: object cannot be re-sized");
  char* block = static_cast<char*>(ts.interp.heap.allocate_zeroed_buffer(static_cast<size_t>(size)));
  if (block == nullptr) return raise_no_memory(ts);
  std::memcpy(block, data.memory, static_cast<size_t>(data.size));
  if (data.block_size > 0) ts.interp.heap.release_buffer(data.memory, data.block_size);
  data.memory = block;
  data.block_size = static_cast<size_t>(size);
  data.size = size;
  return {};
}

Result<Ref> buffer_info(ThreadState& ts, Value object) {
  const Description* about = describe_any(ts, object);
  if (about == nullptr) return raise(ts, Exc::kTypeError, "not a ctypes type or object");
  Own<Str> format = TRY(new_str(ts, about->format_text()));
  Own<Tuple> shape = TRY(new_tuple(ts, about->dimensions));
  for (Value& slot : shape->span()) slot = Value::none();
  for (int i = 0; i < about->dimensions; ++i) shape->set(i, TRY(new_int(ts, about->shape[i])));
  return new_tuple_of(ts, format, Value::from_int(about->dimensions), shape);
}

Result<Ref> unpickle(ThreadState& ts, Value type, Value state) {
  if (!is<Tuple>(state)) return raise(ts, Exc::kTypeError, "argument 2 must be tuple, not %s", type_name(ts, state));
  Own<Str> dunder_new = TRY(intern(ts, "__new__"));
  Ref made = TRY(call_method_of(ts, type, dunder_new, type));
  Own<Str> set_state = TRY(intern(ts, "__setstate__"));
  Tuple& values = as<Tuple>(state);
  Ref ignored = TRY(call_method(ts, made, set_state, values.span()));
  return made;
}

// -- objects by their words ----------------------------------------------------------------------------------------------------

Result<Ref> object_at(ThreadState& ts, Value address) {
  if (!is_any_int(address)) return raise(ts, Exc::kTypeError, "an integer is required");
  uint64_t word = 0;
  Ref ignored = TRY(find_kind('P')->store(ts, reinterpret_cast<char*>(&word), address, {}));
  TRY(audit(ts, "ctypes.PyObj_FromPtr", address));
  if (word == 0) return raise(ts, Exc::kValueError, "PyObject is NULL");
  return Ref::copy(Value::from_bits(word));
}

Result<Ref> increment(ThreadState&, Value object) {
  incref(object);
  return Ref::copy(object);
}
Result<Ref> decrement(ThreadState&, Value object) {
  Ref kept = Ref::copy(object);
  decref(object);
  return kept;
}

}  // namespace pyemb::ctypes
