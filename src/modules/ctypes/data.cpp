// SPDX-License-Identifier: MIT
// _CData, the base of all instances: their memory, its parts, and what is kept alive for the pointers in it.
#include <algorithm>
#include <cstdio>
#include <cstring>

#include "modules/ctypes/ctypes.h"
#include "modules/module_type_specs.h"
#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/owned_fields.h"
#include "objects/str.h"
#include "state/names.h"
#include "vm/import.h"

namespace pyemb::ctypes {
namespace {

/// An instance without memory.
Result<Own<CData>> new_empty(ThreadState& ts, Type& type, Description** about) {
  *about = describe(type);
  if (*about == nullptr) return raise(ts, Exc::kTypeError, "abstract class");
  (*about)->flags |= Description::kFinal;
  Own<CData> data = TRY(new_native<CData>(ts, type));
  data->size = (*about)->size;
  data->length = (*about)->length;
  data->memory = data->inside;
  gc_track(ts, data.get());
  return data;
}

/// Zeroed memory of its own.
Status allocate_memory(ThreadState& ts, CData& data) {
  data.owns = true;
  const auto size = static_cast<size_t>(data.size);
  if (size <= sizeof data.inside) return {};
  void* block = ts.interp.heap.allocate_zeroed_buffer(size);
  if (block == nullptr) return raise_no_memory(ts);
  data.memory = static_cast<char*>(block);
  data.block_size = size;
  return {};
}

/// "3:0:1", from the part outwards, in hexadecimal.
Result<Own<Str>> path_of(ThreadState& ts, const CData& data, int64_t index) {
  char text[256];
  int size = std::snprintf(text, sizeof text, "%x", static_cast<unsigned>(index));
  for (const CData* part = &data; part->base != nullptr; part = part->base) {
    if (size > static_cast<int>(sizeof text) - 12) return raise(ts, Exc::kValueError, "ctypes object structure too deep");
    size += std::snprintf(text + size, sizeof text - static_cast<size_t>(size), ":%x", static_cast<unsigned>(part->index));
  }
  return new_str(ts, {text, static_cast<size_t>(size)});
}

}  // namespace

Result<Description*> describe_data(ThreadState& ts, const CData& data) {
  Description* about = describe(*data.type);
  if (about == nullptr) return raise(ts, Exc::kTypeError, "abstract class");
  if (about->size > data.size) return raise(ts, Exc::kTypeError, "the memory is too small for a '%s' object", type_name(*data.type));
  return about;
}

Result<Own<CData>> new_data(ThreadState& ts, Type& type) {
  Description* about = nullptr;
  Own<CData> data = TRY(new_empty(ts, type, &about));
  TRY(allocate_memory(ts, *data));
  return data;
}

Result<Own<CData>> new_part(ThreadState& ts, Type& type, CData* base, int64_t index, char* memory) {
  Description* about = nullptr;
  Own<CData> data = TRY(new_empty(ts, type, &about));
  data->index = index;
  if (base == nullptr) {
    TRY(allocate_memory(ts, *data));
    if (data->size > 0) std::memcpy(data->memory, memory, static_cast<size_t>(data->size));
    return data;
  }
  data->memory = memory;
  data->base = Own<CData>::copy(base).release();
  ++whole_of(*base).lent;
  return data;
}

Result<Own<CData>> new_data_at(ThreadState& ts, Type& type, char* memory) {
  if (is_audited(ts)) {
    Ref address = TRY(new_int_unsigned(ts, reinterpret_cast<uint64_t>(memory)));
    TRY(audit(ts, "ctypes.cdata", address));
  }
  Description* about = nullptr;
  Own<CData> data = TRY(new_empty(ts, type, &about));
  data->memory = memory;
  return data;
}

Result<Ref> new_of_type(ThreadState& ts, Type& type, CallArgs) { return new_data(ts, type); }

void traverse_data(Object* object, GcVisitor& visit) {
  auto* data = static_cast<CData*>(object);
  visit(data->objects);
  visit(data->lender);
  visit(data->base);
}

void clear_data(ThreadState&, Object* object) {
  auto* data = static_cast<CData*>(object);
  // Pointers to what is about to go must not be followed any more.
  if (data->owns && !data->objects.is_null() && !data->objects.is_none()) std::memset(data->memory, 0, static_cast<size_t>(data->size));
  drop_field(data->objects);
}

void dealloc_data(ThreadState& ts, Object* object) {
  auto* data = static_cast<CData*>(object);
  if (data->block_size > 0) ts.interp.heap.release_buffer(std::exchange(data->memory, nullptr), data->block_size);
  drop_field(data->objects);
  drop_field(data->lender);
  if (data->base != nullptr) --whole_of(*data->base).lent;
  drop_field(data->base);
}

// -- keeping alive -------------------------------------------------------------------------------------------------------------

Result<Value> kept_objects(ThreadState& ts, CData& data) {
  CData& whole = whole_of(data);
  if (whole.objects.is_null()) {
    if (whole.length == 0) {
      whole.objects = Value::none();
    } else {
      Own<Dict> dict = TRY(new_dict(ts));
      whole.objects = Ref(std::move(dict)).release();
    }
  }
  return whole.objects;
}

Status keep_alive(ThreadState& ts, CData& data, int64_t index, Value object) {
  if (object.is_none()) return {};
  Ref kept = Ref::copy(object);
  const Value objects = TRY(kept_objects(ts, data));
  if (!is<Dict>(objects)) {
    set_field(whole_of(data).objects, std::move(kept));
    return {};
  }
  Own<Str> path = TRY(path_of(ts, data, index));
  return dict_set(ts, as<Dict>(whole_of(data).objects), path, kept);
}

// -- loading and storing -------------------------------------------------------------------------------------------------------

Result<Ref> load_data(ThreadState& ts, Type& type, const SimpleKind* kind, Extent extent, CData* base, int64_t index, char* memory) {
  if (kind != nullptr) return kind->load(ts, memory, extent);
  const Description* about = describe(type);
  if (about != nullptr && about->kind != nullptr && !keeps_instances(type)) return about->kind->load(ts, memory, {extent.size, about->swapped});
  return new_part(ts, type, base, index, memory);
}

namespace {

/// Stores an instance of ctypes; what must be kept alive for it.
Result<Ref> store_instance(ThreadState& ts, Type& type, Extent extent, char* memory, Value value) {
  CData& source = as<CData>(value);
  const bool fits = TRY(is_instance(ts, value, Value::from_object(&type)));
  if (fits) {
    std::memmove(memory, source.memory, static_cast<size_t>(std::min(extent.size, source.size)));
    const Value kept = TRY(kept_objects(ts, source));
    return Ref::copy(kept);
  }
  const bool is_pointer = is_of_category(Value::from_object(&type), Category::kPointer);
  const Description* given = describe_class_of(ts, value);
  if (is_pointer && given != nullptr && given->category == Category::kArray) {  // int* p = array
    if (given->proto != describe(type)->proto) {
      return raise(ts, Exc::kTypeError, "incompatible types, %s instance instead of %s instance", type_name(ts, value), type_name(type));
    }
    std::memcpy(memory, &source.memory, sizeof source.memory);
    Ref kept = Ref::copy(TRY(kept_objects(ts, source)));
    return new_tuple_of(ts, kept, value);
  }
  return raise(ts, Exc::kTypeError, "incompatible types, %s instance instead of %s instance", type_name(ts, value), type_name(type));
}

Result<Ref> store_value(ThreadState& ts, Type& type, const SimpleKind* kind, Extent extent, char* memory, Value value) {
  if (kind != nullptr) return kind->store(ts, memory, value, extent);
  if (is_data(value)) return store_instance(ts, type, extent, memory, value);
  const Description* about = describe(type);
  if (about != nullptr && about->kind != nullptr) return about->kind->store(ts, memory, value, {extent.size, about->swapped});
  if (is<Tuple>(value)) {  // the arguments of the class
    Result<Ref> made = call_with(ts, Value::from_object(&type), value, Value::null());
    if (made.raised()) return extend_error(ts, core_type(ts, Exc::kRuntimeError), "(%s) ", type_name(type));
    Ref instance = made.take();
    if (is_data(instance)) return store_instance(ts, type, extent, memory, instance);
  }
  if (about != nullptr && about->category == Category::kPointer && value.is_none()) {
    std::memset(memory, 0, sizeof(void*));
    return Ref::none();
  }
  return raise(ts, Exc::kTypeError, "expected %s instance, got %s", type_name(type), type_name(ts, value));
}

}  // namespace

Status store_data(ThreadState& ts, Type& type, const SimpleKind* kind, Extent extent, CData& base, int64_t index, char* memory, Value value) {
  Pinned pinned(base);
  Ref kept = TRY(store_value(ts, type, kind, extent, memory, value));
  return keep_alive(ts, base, index, kept);
}

// -- the buffer protocol -------------------------------------------------------------------------------------------------------

Status lend_data(ThreadState& ts, Object* object, BufferView& view, int) {
  auto* data = static_cast<CData*>(object);
  const Description* about = TRY(describe_data(ts, *data));
  if (about->dimensions > BufferView::kMaxDimensions) {
    return raise(ts, Exc::kValueError, "memoryview: number of dimensions must not exceed %d", BufferView::kMaxDimensions);
  }
  view.data = data->memory;
  view.size = data->size;
  view.readonly = false;
  view.format = about->format_text();
  view.dimensions = about->dimensions;
  view.shape = about->shape;
  const Description* item = about;
  for (int i = 0; i < about->dimensions && describe(item->proto) != nullptr; ++i) item = describe(item->proto);
  view.item_size = item->size;
  ++whole_of(*data).lent;
  return {};
}
void take_back_data(ThreadState&, Object* object, BufferView&) { --whole_of(*static_cast<CData*>(object)).lent; }

// -- what Python sees ----------------------------------------------------------------------------------------------------------

namespace {

Result<int64_t> data_hash(ThreadState& ts, Value) { return raise(ts, Exc::kTypeError, "unhashable type"); }

Value data_objects(ThreadState&, CData& self) { return self.objects.is_null() ? Value::none() : self.objects; }
Value data_base(ThreadState&, CData& self) { return self.base == nullptr ? Value::none() : Value::from_object(self.base); }
int64_t needs_free(ThreadState&, CData& self) { return self.owns ? 1 : 0; }

Result<Ref> data_reduce(ThreadState& ts, CData& self) {
  const Description* about = describe(*self.type);
  if (about == nullptr || about->has(Description::kHasPointer)) {
    return raise(ts, Exc::kValueError, "ctypes objects containing pointers cannot be pickled");
  }
  Ref dict = TRY(get_attr(ts, Value::from_object(&self), ts.names().dunder_dict));
  Own<Bytes> bytes = TRY(new_bytes(ts, {self.memory, static_cast<size_t>(self.size)}));
  Own<Tuple> state = TRY(new_tuple_of(ts, dict, bytes));
  Own<Tuple> args = TRY(new_tuple_of(ts, Value::from_object(self.type), state));
  Ref module = TRY(import_module(ts, "_ctypes"));
  Ref function = TRY(get_attr(ts, module, "_unpickle"));
  return new_tuple_of(ts, function, args);
}

Status data_setstate(ThreadState& ts, CData& self, Rest args) {
  if (args.size() != 2) return raise(ts, Exc::kTypeError, "function takes exactly 2 arguments (%zu given)", args.size());
  if (!is<Dict>(args[0])) return raise(ts, Exc::kTypeError, "argument 1 must be dict, not %s", type_name(ts, args[0]));
  Buffer buffer(ts);
  TRY(buffer.open(args[1]));
  const int64_t size = std::min(buffer.size(), self.size);
  if (size > 0) std::memmove(self.memory, buffer.data(), static_cast<size_t>(size));
  Ref dict = TRY(get_attr(ts, Value::from_object(&self), ts.names().dunder_dict));
  if (!is<Dict>(dict)) return raise(ts, Exc::kTypeError, "%.200s.__dict__ must be a dictionary, not %.200s", type_name(*self.type), type_name(ts, dict));
  return dict_update(ts, *dict.as<Dict>(), args[0]);
}

Value data_from_outparam(ThreadState&, CData& self) { return Value::from_object(&self); }

constexpr NativeMethod kDataMethods[] = {
    method<data_from_outparam>("__ctypes_from_outparam__", "$self, /", "What a call gives back for an output parameter."),
    method<data_reduce>("__reduce__", "$self, /", "Return state information for pickling."),
    method<data_setstate>("__setstate__", "$self, *args", "Set state information for unpickling."),
};
constexpr GetSet kDataGetSets[] = {
    getset<data_base>("_b_base_", "the object that this one is a part of"),
    getset<needs_free>("_b_needsfree_", "whether the object owns the memory or not"),
    getset<data_objects>("_objects", "what is kept alive for the pointers in the memory; not to be changed"),
};

}  // namespace
}  // namespace pyemb::ctypes

namespace pyemb {

constexpr TypeSpec kCDataSpec = ctypes::as_data_class({
    .name = "_ctypes._CData",
    .doc = "What all instances of C types derive from.",
    .id = ModuleType::kCData,
    .flags = Type::kNoNew,
    .methods = ctypes::kDataMethods,
    .getsets = ctypes::kDataGetSets,
    .slots = {.hash = ctypes::data_hash},
});

}  // namespace pyemb
