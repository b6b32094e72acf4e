// SPDX-License-Identifier: MIT
// Pointers: PyCPointerType, _Pointer, and the classes that POINTER() makes.
#include <cstring>

#include "modules/ctypes/ctypes.h"
#include "modules/ctypes/items.h"
#include "modules/ctypes/type_methods.h"
#include "modules/module_type_specs.h"
#include "objects/attributes.h"
#include "objects/owned_fields.h"
#include "objects/slice.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "objects/type_specs.h"

namespace pyemb::ctypes {
namespace {

// -- the metaclass -------------------------------------------------------------------------------------------------------------

/// Sets what the pointers point to.
Status set_target(ThreadState& ts, Description& about, Value target) {
  if (!is<Type>(target)) return raise(ts, Exc::kTypeError, "_type_ must be a type");
  if (describe(target) == nullptr) return raise(ts, Exc::kTypeError, "_type_ must have storage info");
  set_field(about.proto, Ref::copy(target));
  return {};
}

Status append_shape(ThreadState& ts, TextBuffer& out, const Description& item) {
  for (int i = 0; i < item.dimensions; ++i) {
    Ref number = TRY(new_int(ts, item.shape[i]));
    Own<Str> text = TRY(to_str(ts, number));
    out.append(i == 0 ? '(' : ',');
    out.append(text->ascii_view());
  }
  if (item.dimensions > 0) out.append(')');
  return {};
}

Result<Ref> pointer_type_new(ThreadState& ts, Type& metatype, CallArgs args) {
  Ref type = TRY(type_new(ts, metatype, args));
  Description* about = TRY(new_description(ts, type, Category::kPointer));
  about->size = about->align = sizeof(void*);
  about->length = 1;
  about->flags |= Description::kHasPointer;
  Ref target = Ref::copy(dict_get(ts, *type.as<Type>()->dict, "_type_"));
  if (!target) return type;
  TRY(set_target(ts, *about, target));
  const Description& item = *describe(target);
  TextBuffer format;
  format.append('&');
  TRY(append_shape(ts, format, item));
  format.append(item.format_text());
  if (!format.ok()) return raise_no_memory(ts);
  TRY(set_format(ts, *about, format.view()));
  return type;
}

Status set_type(ThreadState& ts, Type& type, Value target) {
  Description* about = describe(type);
  if (about == nullptr) return raise(ts, Exc::kTypeError, "abstract class");
  TRY(set_target(ts, *about, target));
  return set_attr(ts, Value::from_object(&type), "_type_", target);
}

constexpr NativeMethod kPointerTypeRows[] = {
    kFromParamRow, kFromAddressRow, kFromBufferRow, kFromBufferCopyRow, kInDllRow,
    method<set_type>("set_type", "$self, type, /", "Say what the pointers point to."),
};

}  // namespace

Result<Ref> pointer_from_param(ThreadState& ts, Type& type, Value value) {
  if (value.is_none()) return Ref::none();
  const Value target = describe(type)->proto;
  if (!target.is_null()) {
    Ref kept = Ref::copy(target);
    const bool fits = TRY(is_instance(ts, value, kept));
    if (fits && is_data(value)) return reference_to(ts, as<CData>(value), 0);
    if (is_instance_of(ts, value, Category::kPointer) || is_instance_of(ts, value, Category::kArray)) {
      Ref given = Ref::copy(describe_class_of(ts, value)->proto);
      const bool same = given ? TRY(is_subclass(ts, given, kept)) : false;
      if (same) return Ref::copy(value);
    }
  }
  return general_from_param(ts, type, value);
}

// -- instances -----------------------------------------------------------------------------------------------------------------

namespace {

/// What the pointers of this class point to. Borrowed.
Result<Type*> target_of(ThreadState& ts, CData& self) {
  const Description* about = describe(*self.type);
  if (about == nullptr || about->proto.is_null()) return raise(ts, Exc::kTypeError, "Cannot create instance: has no _type_");
  return &as<Type>(about->proto);
}

Result<char*> address_in(ThreadState& ts, CData& self) {
  char* address = static_cast<char*>(pointer_in(self));
  if (address == nullptr) return raise(ts, Exc::kValueError, "NULL pointer access");
  return address;
}

Result<Ref> pointer_new(ThreadState& ts, Type& type, CallArgs) {
  const Description* about = describe(type);
  if (about == nullptr || about->proto.is_null()) return raise(ts, Exc::kTypeError, "Cannot create instance: has no _type_");
  return new_data(ts, type);
}

Result<Ref> get_contents(ThreadState& ts, CData& self) {
  char* address = TRY(address_in(ts, self));
  Type* target = TRY(target_of(ts, self));
  return new_part(ts, *target, &self, 0, address);
}

Status set_contents(ThreadState& ts, CData& self, Value value) {
  if (value.is_null()) return raise(ts, Exc::kTypeError, "Pointer does not support item deletion");
  Type* target = TRY(target_of(ts, self));
  if (!is_data(value)) {  // data of any class may stand there
    return raise(ts, Exc::kTypeError, "expected %s instead of %s", type_name(*target), type_name(ts, value));
  }
  set_pointer(self, as<CData>(value).memory);
  TRY(keep_alive(ts, self, 1, value));
  Ref kept = Ref::copy(TRY(kept_objects(ts, as<CData>(value))));
  return keep_alive(ts, self, 0, kept);
}

Status pointer_init(ThreadState& ts, Value self, CallArgs args) {
  if (args.count > 1) return raise(ts, Exc::kTypeError, "POINTER expected at most 1 argument, got %zu", args.count);
  return args.count == 1 ? set_contents(ts, as<CData>(self), args.values[0]) : Status();
}

/// The item at an index: pointers are arrays without bounds.
Result<ItemPlace> place_of(ThreadState& ts, CData& self, int64_t index) {
  char* address = TRY(address_in(ts, self));
  Type* target = TRY(target_of(ts, self));
  const Description* item = describe(*target);
  if (item == nullptr) return raise(ts, Exc::kTypeError, "abstract class");
  const ItemPlace first = {target, item->size, address};
  return ItemPlace{target, item->size, first.at(index)};
}

/// A slice of a pointer needs an end, since a pointer has none.
Result<SliceRange> range_of(ThreadState& ts, Slice& slice) {
  int64_t step = 1, start = 0;
  if (!slice.step.is_none()) step = TRY(to_index(ts, slice.step, Exc::kValueError));
  if (step == 0) return raise(ts, Exc::kValueError, "slice step cannot be zero");
  if (slice.start.is_none()) {
    if (step < 0) return raise(ts, Exc::kValueError, "slice start is required for step < 0");
  } else {
    start = TRY(to_index(ts, slice.start, Exc::kValueError));
  }
  if (slice.stop.is_none()) return raise(ts, Exc::kValueError, "slice stop is required");
  const int64_t stop = TRY(to_index(ts, slice.stop, Exc::kValueError));
  int64_t count = 0;
  if (step > 0 ? start < stop : start > stop) {
    const auto distance = static_cast<uint64_t>(step > 0 ? stop - start : start - stop);
    const auto stride = step > 0 ? static_cast<uint64_t>(step) : 0 - static_cast<uint64_t>(step);
    count = static_cast<int64_t>((distance - 1) / stride + 1);
  }
  return SliceRange{start, stop, step, count};
}

Result<Ref> pointer_getitem(ThreadState& ts, Value self, Value key) {
  CData& data = as<CData>(self);
  if (is_slice(key)) {
    const SliceRange range = TRY(range_of(ts, as<Slice>(key)));
    const ItemPlace first = TRY(place_of(ts, data, 0));
    return load_items(ts, data, first, range);
  }
  if (!key.is_int() && type_of(ts, key).slots.index == nullptr) return raise(ts, Exc::kTypeError, "Pointer indices must be integer");
  const int64_t index = TRY(to_index(ts, key, Exc::kIndexError));
  const ItemPlace place = TRY(place_of(ts, data, index));
  return load_data(ts, *place.type, nullptr, {place.size}, &data, index, place.memory);
}

Status pointer_setitem(ThreadState& ts, Value self, Value key, Value value) {
  CData& data = as<CData>(self);
  if (value.is_null()) return raise(ts, Exc::kTypeError, "Pointer does not support item deletion");
  if (!key.is_int() && type_of(ts, key).slots.index == nullptr) {
    return raise(ts, Exc::kTypeError, "'%s' object cannot be interpreted as an integer", type_name(ts, key));
  }
  const int64_t index = TRY(to_index(ts, key, Exc::kIndexError));
  const ItemPlace place = TRY(place_of(ts, data, index));
  return store_data(ts, *place.type, nullptr, {place.size}, data, index, place.memory, value);
}

Result<bool> pointer_truth(ThreadState&, Value self) { return pointer_in(as<CData>(self)) != nullptr; }

constexpr GetSet kGetSets[] = {getset<get_contents, set_contents>("contents", "the object this pointer points to (read-write)")};

}  // namespace

}  // namespace pyemb::ctypes

namespace pyemb {

constexpr TypeSpec kCPointerTypeSpec = ctypes::as_metaclass({
    .name = "_ctypes.PyCPointerType",
    .doc = "metatype for the Pointer Objects",
    .id = ModuleType::kCPointerType,
    .methods = ctypes::kPointerTypeRows,
    .slots = {.new_ = ctypes::pointer_type_new, .repeat = ctypes::type_repeat},
});

constexpr TypeSpec kCPointerSpec = ctypes::as_data_class({
    .name = "_ctypes._Pointer",
    .doc = "Pointers to data of the class _type_.",
    .id = ModuleType::kCPointer,
    .getsets = ctypes::kGetSets,
    .slots = {.init = ctypes::pointer_init,
              .new_ = ctypes::pointer_new,
              .truth = ctypes::pointer_truth,
              .getitem = ctypes::pointer_getitem,
              .setitem = ctypes::pointer_setitem},
});

}  // namespace pyemb
