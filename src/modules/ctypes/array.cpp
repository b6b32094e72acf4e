// SPDX-License-Identifier: MIT
// Arrays: PyCArrayType, Array, and the arrays of characters.
#include <algorithm>
#include <cstring>

#include "modules/ctypes/items.h"
#include "modules/ctypes/type_methods.h"
#include "modules/module_type_specs.h"
#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/builtin.h"
#include "objects/bytes.h"
#include "objects/generic_alias.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"

namespace pyemb::ctypes {

// -- slices --------------------------------------------------------------------------------------------------------------------

namespace {

/// The characters of a slice, one unit each.
template <class T>
Status copy_units(const ItemPlace& first, const SliceRange& range, T* to) {
  for (int64_t i = 0, at = range.start; i < range.count; ++i, at += range.step) std::memcpy(to + i, first.at(at), sizeof(T));
  return {};
}

}  // namespace

Result<Ref> load_items(ThreadState& ts, CData& data, const ItemPlace& first, const SliceRange& range) {
  const Description* item = describe(*first.type);
  const char code = item != nullptr && item->kind != nullptr ? item->kind->code : '\0';
  if (range.count > (int64_t{1} << 56)) return raise_no_memory(ts);
  if (code == 'c') {
    Own<Bytes> bytes = TRY(new_bytes_buffer(ts, range.count));
    TRY(copy_units(first, range, bytes->data()));
    return bytes;
  }
  if (code == 'u') {
    const size_t size = static_cast<size_t>(range.count) * sizeof(wchar_t);
    auto* units = static_cast<wchar_t*>(ts.interp.heap.allocate_buffer(size));
    if (units == nullptr) return raise_no_memory(ts);
    TRY(copy_units(first, range, units));
    Result<Ref> text = text_of_wide(ts, units, static_cast<size_t>(range.count));
    ts.interp.heap.release_buffer(units, size);
    return text;
  }
  Own<List> list = TRY(new_list(ts, range.count));
  Ref type = Ref::copy(static_cast<Object*>(first.type));
  for (int64_t i = 0, at = range.start; i < range.count; ++i, at += range.step) {
    Ref value = TRY(load_data(ts, *first.type, nullptr, {first.size}, &data, at, first.at(at)));
    TRY(list_append(ts, *list, std::move(value)));
  }
  return list;
}

// -- arrays of characters ------------------------------------------------------------------------------------------------------

namespace {

Result<Ref> get_raw(ThreadState& ts, CData& self) { return new_bytes(ts, {self.memory, static_cast<size_t>(self.size)}); }

Status set_raw(ThreadState& ts, CData& self, Value value) {
  if (value.is_null()) return raise(ts, Exc::kAttributeError, "cannot delete attribute");
  Buffer buffer(ts);
  TRY(buffer.open(value));
  if (buffer.size() > self.size) return raise(ts, Exc::kValueError, "byte string too long");
  if (buffer.size() > 0) std::memmove(self.memory, buffer.data(), static_cast<size_t>(buffer.size()));
  return {};
}

Result<Ref> get_chars(ThreadState& ts, CData& self) { return kCharArrayKind.load(ts, self.memory, {self.size}); }

Status set_chars(ThreadState& ts, CData& self, Value value) {
  if (value.is_null()) return raise(ts, Exc::kTypeError, "can't delete attribute");
  if (!is<Bytes>(value)) return raise(ts, Exc::kTypeError, "bytes expected instead of %s instance", type_name(ts, value));
  const std::string_view text = as<Bytes>(value).view();
  if (static_cast<int64_t>(text.size()) > self.size) return raise(ts, Exc::kValueError, "byte string too long");
  if (!text.empty()) std::memcpy(self.memory, text.data(), text.size());
  if (static_cast<int64_t>(text.size()) < self.size) self.memory[text.size()] = '\0';
  return {};
}

Result<Ref> get_wide_chars(ThreadState& ts, CData& self) { return kWideCharArrayKind.load(ts, self.memory, {self.size}); }

Status set_wide_chars(ThreadState& ts, CData& self, Value value) {
  if (value.is_null()) return raise(ts, Exc::kTypeError, "can't delete attribute");
  if (!is<Str>(value)) return raise(ts, Exc::kTypeError, "unicode string expected instead of %s instance", type_name(ts, value));
  if (as<Str>(value).length > self.size / static_cast<int64_t>(sizeof(wchar_t))) return raise(ts, Exc::kValueError, "string too long");
  Ref ignored = TRY(kWideCharArrayKind.store(ts, self.memory, value, {self.size}));
  return {};
}

constexpr GetSet kCharGetSets[] = {
    getset<get_raw, set_raw>("raw", "the bytes of the memory"),
    getset<get_chars, set_chars>("value", "the string up to the first zero"),
};
constexpr GetSet kWideGetSets[] = {getset<get_wide_chars, set_wide_chars>("value", "the string up to the first zero")};

Status add_text_attributes(ThreadState& ts, Type& type, std::span<const GetSet> rows) {
  for (const GetSet& row : rows) {
    Ref descriptor = TRY(new_getset_descriptor(ts, row, type));
    Own<Str> name = TRY(intern(ts, row.name));
    TRY(type_set_attr(ts, type, name, descriptor));
  }
  return {};
}

// -- the metaclass -------------------------------------------------------------------------------------------------------------

Result<int64_t> length_of_class(ThreadState& ts, Value type) {
  Ref length = TRY(find_attr(ts, type, "_length_"));
  if (length.is_absent() || length.is_none()) return raise(ts, Exc::kAttributeError, "class must define a '_length_' attribute");
  if (!is_any_int(length)) return raise(ts, Exc::kTypeError, "The '_length_' attribute must be an integer");
  if (int_sign(length) < 0) return raise(ts, Exc::kValueError, "The '_length_' attribute must not be negative");
  int64_t number;
  if (!int_fits_int64(length, number)) return raise(ts, Exc::kOverflowError, "The '_length_' attribute is too large");
  return number;
}

Status describe_array(ThreadState& ts, Value type, int64_t length, Value item_type) {
  const Description* item = describe(item_type);
  if (item == nullptr) return raise(ts, Exc::kTypeError, "_type_ must have storage info");
  int64_t size;
  if (__builtin_mul_overflow(item->size, length, &size)) return raise(ts, Exc::kOverflowError, "array too large");
  Description* about = TRY(new_description(ts, type, Category::kArray));
  about->proto = Ref::copy(item_type).release();
  about->size = size;
  about->align = item->align;
  about->length = length;
  about->flags |= item->flags & (Description::kHasPointer | Description::kHasUnion);
  TRY(set_format(ts, *about, item->format_text()));
  TRY(set_shape(ts, *about, length, {item->shape, static_cast<size_t>(item->dimensions)}));
  for (int64_t i = 0; i < length && size <= kMaxByValue && item->size > 0; ++i) TRY(add_leaves(ts, *about, *item, i * item->size));
  return {};
}

Result<Ref> array_type_new(ThreadState& ts, Type& metatype, CallArgs args) {
  Ref type = TRY(type_new(ts, metatype, args));
  const int64_t length = TRY(length_of_class(ts, type));
  Ref item_type = TRY(find_attr(ts, type, "_type_"));
  if (item_type.is_absent()) return raise(ts, Exc::kAttributeError, "class must define a '_type_' attribute");
  TRY(describe_array(ts, type, length, item_type));
  const SimpleKind* kind = describe(item_type)->kind;
  if (kind != nullptr && kind->code == 'c') TRY(add_text_attributes(ts, *type.as<Type>(), kCharGetSets));
  if (kind != nullptr && kind->code == 'u') TRY(add_text_attributes(ts, *type.as<Type>(), kWideGetSets));
  return type;
}

// -- instances -----------------------------------------------------------------------------------------------------------------

Status array_init(ThreadState& ts, Value self, CallArgs args) {
  for (size_t i = 0; i < args.count; ++i) TRY(set_item(ts, self, Value::from_int(static_cast<int64_t>(i)), args.values[i]));
  return {};
}

Result<ItemPlace> first_item(ThreadState& ts, const CData& self) {
  const Description* about = TRY(describe_data(ts, self));
  const Description* item = describe(about->proto);
  if (item == nullptr) return raise(ts, Exc::kTypeError, "abstract class");
  if (self.length > 0 && item->size > about->size / about->length) {  // it got its fields later
    return raise(ts, Exc::kTypeError, "the array is too small for its items");
  }
  return ItemPlace{&as<Type>(about->proto), item->size, self.memory};
}

Result<int64_t> check_index(ThreadState& ts, const CData& self, Value key) {
  int64_t index = TRY(to_index(ts, key, Exc::kIndexError));
  if (index < 0) index += self.length;
  if (index < 0 || index >= self.length) return raise(ts, Exc::kIndexError, "invalid index");
  return index;
}

Result<int64_t> array_length(ThreadState&, Value self) { return as<CData>(self).length; }

Result<Ref> array_getitem(ThreadState& ts, Value self, Value key) {
  CData& data = as<CData>(self);
  if (is_slice(key)) {
    const SliceBounds bounds = TRY(slice_bounds(ts, as<Slice>(key)));
    const ItemPlace first = TRY(first_item(ts, data));
    return load_items(ts, data, first, slice_range(bounds, data.length));
  }
  if (!key.is_int() && type_of(ts, key).slots.index == nullptr) return raise(ts, Exc::kTypeError, "indices must be integers");
  const int64_t index = TRY(check_index(ts, data, key));
  const ItemPlace first = TRY(first_item(ts, data));
  return load_data(ts, *first.type, nullptr, {first.size}, &data, index, first.at(index));
}

Status store_at(ThreadState& ts, CData& data, int64_t index, Value value) {
  if (index < 0 || index >= data.length) return raise(ts, Exc::kIndexError, "invalid index");
  const ItemPlace first = TRY(first_item(ts, data));
  return store_data(ts, *first.type, nullptr, {first.size}, data, index, first.at(index), value);
}

Status store_slice(ThreadState& ts, CData& data, Slice& slice, Value value) {
  const SliceBounds bounds = TRY(slice_bounds(ts, slice));
  const SliceRange range = slice_range(bounds, data.length);
  const int64_t given = TRY(length(ts, value));
  if (given != range.count) return raise(ts, Exc::kValueError, "Can only assign sequence of same size");
  for (int64_t i = 0, at = range.start; i < range.count; ++i, at += range.step) {
    Ref item = TRY(get_item(ts, value, Value::from_int(i)));
    TRY(store_at(ts, data, at, item));
  }
  return {};
}

Status array_setitem(ThreadState& ts, Value self, Value key, Value value) {
  CData& data = as<CData>(self);
  if (value.is_null()) return raise(ts, Exc::kTypeError, "Array does not support item deletion");
  if (is_slice(key)) return store_slice(ts, data, as<Slice>(key), value);
  if (!key.is_int() && type_of(ts, key).slots.index == nullptr) return raise(ts, Exc::kTypeError, "indices must be integer");
  const int64_t index = TRY(check_index(ts, data, key));
  return store_at(ts, data, index, value);
}

constexpr NativeMethod kMethods[] = {
    class_method<class_getitem_alias>("__class_getitem__", "$type, item, /", "The type with its parameters, for annotations."),
};

}  // namespace
}  // namespace pyemb::ctypes

namespace pyemb {

constexpr TypeSpec kCArrayTypeSpec = ctypes::as_metaclass({
    .name = "_ctypes.PyCArrayType",
    .doc = "metatype for the Array Objects",
    .id = ModuleType::kCArrayType,
    .methods = ctypes::kTypeRows,
    .slots = {.new_ = ctypes::array_type_new, .repeat = ctypes::type_repeat},
});

constexpr TypeSpec kCArraySpec = ctypes::as_data_class({
    .name = "_ctypes.Array",
    .doc = "Arrays of _length_ items of the class _type_.",
    .id = ModuleType::kCArray,
    .flags = Type::kSequence,
    .methods = ctypes::kMethods,
    .slots = {.init = ctypes::array_init,
              .new_ = ctypes::new_of_type,
              .length = ctypes::array_length,
              .getitem = ctypes::array_getitem,
              .setitem = ctypes::array_setitem},
});

}  // namespace pyemb
