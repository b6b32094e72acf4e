// SPDX-License-Identifier: MIT
#include "objects/memoryview.h"

#include <cstring>

#include "objects/byte_text.h"
#include "objects/type_specs.h"

namespace pyemb {
namespace {

// -- lifetime ------------------------------------------------------------------------------------------------------------------------

MemoryView& root_of(MemoryView& view) { return view.root.is_null() ? view : as<MemoryView>(view.root); }

/// One view less: with the last one the buffer goes back to its owner.
void drop_view(ThreadState& ts, MemoryView& view) {
  if (view.released) return;
  view.released = true;
  MemoryView& root = root_of(view);
  if (--root.views > 0) return;
  Ref owner = Ref::steal(std::exchange(root.lent.object, Value::null()));
  if (!owner) return;
  auto give_back = owner.object()->type->spec->release_buffer;
  if (give_back != nullptr) give_back(ts, owner.object(), root.lent);
}

Status check_usable(ThreadState& ts, const MemoryView& view) {
  if (view.released) return raise(ts, Exc::kValueError, "operation forbidden on released memoryview object");
  return {};
}

Status set_geometry(ThreadState& ts, MemoryView& view, int dimensions, const int64_t* shape, const int64_t* strides) {
  view.dimensions = dimensions;
  if (dimensions == 0) return {};
  size_t bytes = 2 * static_cast<size_t>(dimensions) * sizeof(int64_t);
  view.shape = static_cast<int64_t*>(ts.interp.heap.allocate_buffer(bytes));
  if (view.shape == nullptr) {
    view.dimensions = 0;
    return raise_no_memory(ts);
  }
  for (int i = 0; i < dimensions; ++i) view.shape[i] = shape != nullptr ? shape[i] : view.size / (view.item_size > 0 ? view.item_size : 1);
  int64_t stride = view.item_size;
  for (int i = dimensions; i-- > 0;) {
    view.strides()[i] = strides != nullptr ? strides[i] : stride;
    stride *= view.shape[i];
  }
  return {};
}

void set_format(MemoryView& view, const char* format) {
  if (format == nullptr) format = "B";
  view.format = format;
  if (std::strlen(format) < sizeof view.short_format) {
    std::strncpy(view.short_format, format, sizeof view.short_format - 1);
    view.format = view.short_format;
  }
  const char* code = format[0] == '@' ? format + 1 : format;
  view.item = code[0] != 0 && code[1] == 0 ? native_item(code[0]) : nullptr;
  if (view.item != nullptr && (view.item->kind == ItemFormat::kPad || view.item->kind == ItemFormat::kString || view.item->kind == ItemFormat::kPascalString)) view.item = nullptr;
  view.readable_format = view.item != nullptr && view.item->size == view.item_size;
}

/// A view of the same buffer with the same geometry; the caller changes it.
Result<Own<MemoryView>> derive(ThreadState& ts, MemoryView& from) {
  TRY(check_usable(ts, from));
  Own<MemoryView> view = TRY(new_native<MemoryView>(ts));
  view->released = true;  // until it is counted
  MemoryView& root = root_of(from);
  view->root = Ref::copy(&root).release();
  view->read_only = from.read_only;
  view->data = from.data;
  view->size = from.size;
  view->item_size = from.item_size;
  set_format(*view, from.format);
  gc_track(ts, view.get());
  TRY(set_geometry(ts, *view, from.dimensions, from.shape, from.dimensions > 0 ? from.strides() : nullptr));
  view->released = false;
  ++root.views;
  return view;
}

/// Makes a root show the buffer that it has got.
Status show_lent(ThreadState& ts, MemoryView& view) {
  const BufferView& lent = view.lent;
  view.released = false;
  view.views = 1;
  view.read_only = lent.readonly;
  view.data = static_cast<char*>(lent.data);
  view.size = lent.size;
  view.item_size = lent.item_size;
  set_format(view, lent.format);
  return set_geometry(ts, view, lent.dimensions, lent.shape, lent.strides);
}

void release_geometry(ThreadState& ts, MemoryView& view) {
  ts.interp.heap.release_buffer(view.shape, 2 * static_cast<size_t>(view.dimensions) * sizeof(int64_t));
  view.shape = nullptr;
  view.dimensions = 0;
}

bool is_c_contiguous(MemoryView& view) {
  int64_t stride = view.item_size;
  for (int i = view.dimensions; i-- > 0;) {
    if (view.shape[i] > 1 && view.strides()[i] != stride) return false;
    stride *= view.shape[i];
  }
  return true;
}
bool is_f_contiguous(MemoryView& view) {
  int64_t stride = view.item_size;
  for (int i = 0; i < view.dimensions; ++i) {
    if (view.shape[i] > 1 && view.strides()[i] != stride) return false;
    stride *= view.shape[i];
  }
  return true;
}

}  // namespace

Result<Own<MemoryView>> new_memory_view(ThreadState& ts, Value object) {
  if (is<MemoryView>(object)) return derive(ts, as<MemoryView>(object));
  if (!has_buffer(ts, object)) {
    return raise(ts, Exc::kTypeError, "memoryview: a bytes-like object is required, not '%s'", type_name(ts, object));
  }
  Own<MemoryView> view = TRY(new_native<MemoryView>(ts));
  view->released = true;
  gc_track(ts, view.get());
  new (&view->lent) BufferView();
  TRY(type_of(ts, object).spec->get_buffer(ts, object.as_object(), view->lent, kBufferIndirect | kBufferFormat));
  if (view->lent.object.is_null()) view->lent.object = Ref::copy(object).release();
  TRY(show_lent(ts, *view));
  return view;
}

Result<Own<MemoryView>> new_raw_memory_view(ThreadState& ts, Value object) {
  Own<MemoryView> view = TRY(new_memory_view(ts, object));
  if (view->lent.suboffsets != nullptr || (!is_c_contiguous(*view) && !is_f_contiguous(*view))) {
    return raise(ts, Exc::kBufferError, "cannot extract raw buffer from non-contiguous buffer");
  }
  release_geometry(ts, *view);
  view->item_size = 1;
  set_format(*view, nullptr);
  TRY(set_geometry(ts, *view, 1, nullptr, nullptr));
  return view;
}

Result<Own<MemoryView>> new_memory_view_of(ThreadState& ts, const BufferView& memory) {
  Own<MemoryView> view = TRY(new_native<MemoryView>(ts));
  gc_track(ts, view.get());
  new (&view->lent) BufferView(memory);
  TRY(show_lent(ts, *view));
  view->lent.shape = view->lent.strides = view->lent.suboffsets = nullptr;  // the caller's
  return view;
}

namespace {

// -- walking -------------------------------------------------------------------------------------------------------------------------

/// Copies the items in C order into a contiguous run.
void pack(MemoryView& view, int dimension, const char* from, char*& to) {
  if (dimension == view.dimensions) {
    std::memcpy(to, from, static_cast<size_t>(view.item_size));
    to += view.item_size;
    return;
  }
  for (int64_t i = 0; i < view.shape[dimension]; ++i) pack(view, dimension + 1, from + i * view.strides()[dimension], to);
}
/// The same in Fortran order: the first dimension runs fastest.
void pack_fortran(MemoryView& view, int dimension, const char* from, char*& to) {
  if (dimension < 0) {
    std::memcpy(to, from, static_cast<size_t>(view.item_size));
    to += view.item_size;
    return;
  }
  for (int64_t i = 0; i < view.shape[dimension]; ++i) pack_fortran(view, dimension - 1, from + i * view.strides()[dimension], to);
}

Result<Own<Bytes>> packed(ThreadState& ts, MemoryView& view) {
  Own<Bytes> bytes = TRY(new_bytes_buffer(ts, view.size));
  char* to = reinterpret_cast<char*>(bytes->data());
  if (view.size > 0) pack(view, 0, view.data, to);
  return bytes;
}

Status check_readable(ThreadState& ts, const MemoryView& view) {
  if (view.readable_format) return {};
  const bool is_single = view.format[0] != '\0' && view.format[view.format[0] == '@' ? 2 : 1] == '\0';
  return raise(ts, Exc::kNotImplementedError, is_single ? "memoryview: format %s not supported" : "memoryview: unsupported format %s", view.format);
}

Result<Ref> load(ThreadState& ts, MemoryView& view, const char* at) {
  return load_item(ts, *view.item, kNativeOrder, reinterpret_cast<const uint8_t*>(at));
}

Status store(ThreadState& ts, MemoryView& view, char* at, Value value) {
  uint8_t item[16];
  switch (store_item(ts, *view.item, kNativeOrder, value, item)) {
    case Stored::kRaised: return Raised{};
    case Stored::kWrongType: return raise(ts, Exc::kTypeError, "memoryview: invalid type for format '%s'", view.format);
    case Stored::kOutOfRange: return raise(ts, Exc::kValueError, "memoryview: invalid value for format '%s'", view.format);
    case Stored::kDone: break;
  }
  TRY(check_usable(ts, view));  // converting the value can have released it
  std::memcpy(at, item, static_cast<size_t>(view.item_size));
  return {};
}

/// Where the item of an index (an int, or a tuple of one for each dimension) stands.
Result<char*> item_address(ThreadState& ts, MemoryView& view, Value key) {
  char* at = view.data;
  int64_t count = is<Tuple>(key) ? as<Tuple>(key).size : 1;
  if (count < view.dimensions) return raise(ts, Exc::kNotImplementedError, "sub-views are not implemented");
  if (count > view.dimensions) {
    if (view.dimensions == 0) return raise(ts, Exc::kTypeError, "invalid indexing of 0-dim memory");
    return raise(ts, Exc::kTypeError, "cannot index %d-dimension view with %lld-element tuple", view.dimensions, static_cast<long long>(count));
  }
  for (int i = 0; i < view.dimensions; ++i) {
    Value part = is<Tuple>(key) ? as<Tuple>(key).at(i) : key;
    int64_t index = TRY(to_index(ts, part, Exc::kIndexError));
    TRY(check_usable(ts, view));
    int64_t extent = view.shape[i];
    if (index < 0) index += extent;
    if (index < 0 || index >= extent) return raise(ts, Exc::kIndexError, "index out of bounds on dimension %d", i + 1);
    at += index * view.strides()[i];
  }
  return at;
}

bool is_item_key(ThreadState& ts, Value key) {
  if (!is<Tuple>(key)) return is_any_int(key) || type_of(ts, key).slots.index != nullptr;
  for (Value part : as<Tuple>(key).span()) {
    if (!is_any_int(part) && type_of(ts, part).slots.index == nullptr) return false;
  }
  return true;
}

/// A slice for each of several dimensions.
bool is_multi_slice(Value key) {
  if (!is<Tuple>(key) || as<Tuple>(key).size == 0) return false;
  for (Value part : as<Tuple>(key).span()) {
    if (!is_slice(part)) return false;
  }
  return true;
}

// -- items -----------------------------------------------------------------------------------------------------------------------------

Result<Own<MemoryView>> slice_of(ThreadState& ts, MemoryView& view, Slice& slice) {
  if (view.dimensions == 0) return raise(ts, Exc::kTypeError, "invalid indexing of 0-dim memory");
  Own<MemoryView> part = TRY(derive(ts, view));
  SliceBounds bounds = TRY(slice_bounds(ts, slice));  // may release the view, but not the memory: the part has it
  SliceRange range = slice_range(bounds, view.shape[0]);
  part->data += range.start * view.strides()[0];
  part->size = view.shape[0] > 0 ? view.size / view.shape[0] * range.count : 0;
  part->shape[0] = range.count;
  part->strides()[0] *= range.step;
  return part;
}

Result<Ref> view_getitem(ThreadState& ts, Value self, Value key) {
  MemoryView& view = as<MemoryView>(self);
  TRY(check_usable(ts, view));
  if (is_slice(key)) return slice_of(ts, view, as<Slice>(key));
  if (view.dimensions == 0) {
    bool empty_tuple = is<Tuple>(key) && as<Tuple>(key).size == 0;
    if (key.is_ellipsis()) return Ref::copy(self);
    if (!empty_tuple) return raise(ts, Exc::kTypeError, "invalid indexing of 0-dim memory");
    TRY(check_readable(ts, view));
    return load(ts, view, view.data);
  }
  if (!is_item_key(ts, key)) {
    if (is_multi_slice(key)) return raise(ts, Exc::kNotImplementedError, "multi-dimensional slicing is not implemented");
    return raise(ts, Exc::kTypeError, "memoryview: invalid slice key");
  }
  TRY(check_readable(ts, view));
  if (!is<Tuple>(key) && view.dimensions > 1) return raise(ts, Exc::kNotImplementedError, "multi-dimensional sub-views are not implemented");
  char* at = TRY(item_address(ts, view, key));
  return load(ts, view, at);
}

Status set_slice(ThreadState& ts, MemoryView& view, Slice& slice, Value value) {
  if (view.dimensions != 1) return raise(ts, Exc::kNotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1");
  Own<MemoryView> target = TRY(slice_of(ts, view, slice));
  TRY(check_usable(ts, view));  // the slice's numbers may have released it
  Own<MemoryView> source = TRY(new_memory_view(ts, value));
  bool same = source->dimensions == 1 && source->shape[0] == target->shape[0] && source->item_size == target->item_size &&
              std::strcmp(source->format[0] == '@' ? source->format + 1 : source->format, target->format[0] == '@' ? target->format + 1 : target->format) == 0;
  if (!same) return raise(ts, Exc::kValueError, "memoryview assignment: lvalue and rvalue have different structures");
  Own<Bytes> copy = TRY(packed(ts, *source));  // the two may overlap
  auto width = static_cast<size_t>(target->item_size);
  for (int64_t i = 0; i < target->shape[0]; ++i) std::memcpy(target->data + i * target->strides()[0], copy->data() + static_cast<size_t>(i) * width, width);
  return {};
}

Status view_setitem(ThreadState& ts, Value self, Value key, Value value) {
  MemoryView& view = as<MemoryView>(self);
  TRY(check_usable(ts, view));
  if (view.read_only) return raise(ts, Exc::kTypeError, "cannot modify read-only memory");
  if (value.is_null()) return raise(ts, Exc::kTypeError, "cannot delete memory");
  if (is_slice(key)) return set_slice(ts, view, as<Slice>(key), value);
  TRY(check_readable(ts, view));
  if (view.dimensions == 0) {
    if (key.is_ellipsis() || (is<Tuple>(key) && as<Tuple>(key).size == 0)) return store(ts, view, view.data, value);
    return raise(ts, Exc::kTypeError, "invalid indexing of 0-dim memory");
  }
  if (!is_item_key(ts, key)) {
    if (is_multi_slice(key)) return raise(ts, Exc::kNotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1");
    return raise(ts, Exc::kTypeError, "memoryview: invalid slice key");
  }
  char* at = TRY(item_address(ts, view, key));
  return store(ts, view, at, value);
}

Result<int64_t> view_length(ThreadState& ts, Value self) {
  MemoryView& view = as<MemoryView>(self);
  TRY(check_usable(ts, view));
  return view.dimensions == 0 ? 1 : view.shape[0];
}

// -- comparing, hashing ------------------------------------------------------------------------------------------------------------------

bool same_shape(MemoryView& a, MemoryView& b) {
  if (a.dimensions != b.dimensions) return false;
  for (int i = 0; i < a.dimensions; ++i) {
    if (a.shape[i] != b.shape[i]) return false;
  }
  return true;
}

/// How items are read to be compared: also those whose format says their byte order.
struct ItemReader {
  const ItemFormat* item;  ///< null: they cannot be read
  ByteOrder order;

  explicit ItemReader(const MemoryView& view) : item(view.readable_format ? view.item : nullptr), order(kNativeOrder) {
    const char* format = view.format;
    if (item != nullptr || format[0] == '\0' || format[1] == '\0' || format[2] != '\0' || std::strchr("<>=!", format[0]) == nullptr) return;
    if (format[0] != '=') order = format[0] == '<' ? ByteOrder::kLittle : ByteOrder::kBig;
    const ItemFormat* found = standard_item(format[1]);
    const bool is_value = found != nullptr && found->kind != ItemFormat::kPad && found->kind != ItemFormat::kString && found->kind != ItemFormat::kPascalString;
    if (is_value && found->size == view.item_size) item = found;
  }
  Result<Ref> read(ThreadState& ts, const char* from) const { return load_item(ts, *item, order, reinterpret_cast<const uint8_t*>(from)); }
};

struct ItemReaders {
  ItemReader a, b;
};

Result<bool> equal_items(ThreadState& ts, MemoryView& a, MemoryView& b, const ItemReaders& readers, int dimension, const char* at_a, const char* at_b) {
  if (dimension == a.dimensions) {
    Ref left = TRY(readers.a.read(ts, at_a));
    Ref right = TRY(readers.b.read(ts, at_b));
    return compare_bool(ts, left, right, Compare::kEq);
  }
  for (int64_t i = 0; i < a.shape[dimension]; ++i) {
    bool same = TRY(equal_items(ts, a, b, readers, dimension + 1, at_a + i * a.strides()[dimension], at_b + i * b.strides()[dimension]));
    if (!same) return false;
  }
  return true;
}

Result<Ref> view_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if (op != Compare::kEq && op != Compare::kNe) return Result<Ref>::not_implemented();
  if (!is<MemoryView>(left) || !has_buffer(ts, right)) return Result<Ref>::not_implemented();
  MemoryView& a = as<MemoryView>(left);
  if (a.released || (is<MemoryView>(right) && as<MemoryView>(right).released)) return Result<Ref>::boolean((left == right) == (op == Compare::kEq));
  Own<MemoryView> b = TRY(new_memory_view(ts, right));
  const ItemReaders readers = {ItemReader(a), ItemReader(*b)};
  bool same = same_shape(a, *b) && readers.a.item != nullptr && readers.b.item != nullptr;
  if (same) same = TRY(equal_items(ts, a, *b, readers, 0, a.data, b->data));
  return Result<Ref>::boolean(same == (op == Compare::kEq));
}

Result<int64_t> view_hash(ThreadState& ts, Value self) {
  MemoryView& view = as<MemoryView>(self);
  if (view.hashed) return view.hash;
  TRY(check_usable(ts, view));
  if (!view.read_only) return raise(ts, Exc::kValueError, "cannot hash writable memoryview object");
  char code = view.format[0] == '@' ? view.format[1] : view.format[0];
  if (code != 'B' && code != 'b' && code != 'c') return raise(ts, Exc::kValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
  Value owner = root_of(view).lent.object;
  if (!owner.is_null()) TRY(hash(ts, owner));  // the exporter must be hashable itself
  Own<Bytes> content = TRY(packed(ts, view));
  view.hash = TRY(hash(ts, content));
  view.hashed = true;
  return view.hash;
}

Result<Ref> view_repr(ThreadState& ts, Value self) {
  return new_str_format(ts, as<MemoryView>(self).released ? "<released memory at %p>" : "<memory at %p>", reinterpret_cast<void*>(self.bits()));
}

// -- attributes ----------------------------------------------------------------------------------------------------------------------------

Result<Ref> get_obj(ThreadState& ts, MemoryView& view) {
  TRY(check_usable(ts, view));
  Value owner = root_of(view).lent.object;
  return owner.is_null() ? Ref::none() : Ref::copy(owner);
}
Result<int64_t> get_nbytes(ThreadState& ts, MemoryView& view) {
  TRY(check_usable(ts, view));
  return view.size;
}
Result<int64_t> get_itemsize(ThreadState& ts, MemoryView& view) {
  TRY(check_usable(ts, view));
  return view.item_size;
}
Result<int64_t> get_ndim(ThreadState& ts, MemoryView& view) {
  TRY(check_usable(ts, view));
  return int64_t{view.dimensions};
}
Result<bool> get_readonly(ThreadState& ts, MemoryView& view) {
  TRY(check_usable(ts, view));
  return view.read_only;
}
Result<Ref> get_format(ThreadState& ts, MemoryView& view) {
  TRY(check_usable(ts, view));
  return new_str(ts, view.format);
}
Result<Ref> ints(ThreadState& ts, const int64_t* values, int count) {
  Own<Tuple> tuple = TRY(new_tuple(ts, count));
  for (int i = 0; i < count; ++i) tuple->set(i, Ref::steal(Value::from_int(values[i])));
  return tuple;
}
Result<Ref> get_shape(ThreadState& ts, MemoryView& view) {
  TRY(check_usable(ts, view));
  return ints(ts, view.shape, view.dimensions);
}
Result<Ref> get_strides(ThreadState& ts, MemoryView& view) {
  TRY(check_usable(ts, view));
  return ints(ts, view.dimensions > 0 ? view.strides() : nullptr, view.dimensions);
}
Result<Ref> get_suboffsets(ThreadState& ts, MemoryView& view) {
  TRY(check_usable(ts, view));
  return new_tuple(ts, 0);
}
Result<bool> get_c_contiguous(ThreadState& ts, MemoryView& view) {
  TRY(check_usable(ts, view));
  return is_c_contiguous(view);
}
Result<bool> get_f_contiguous(ThreadState& ts, MemoryView& view) {
  TRY(check_usable(ts, view));
  return is_f_contiguous(view);
}
Result<bool> get_contiguous(ThreadState& ts, MemoryView& view) {
  TRY(check_usable(ts, view));
  return is_c_contiguous(view) || is_f_contiguous(view);
}

// -- methods ---------------------------------------------------------------------------------------------------------------------------------

Status release(ThreadState& ts, MemoryView& view) {
  if (view.released) return {};
  if (view.exports > 0) {
    return raise(ts, Exc::kBufferError, "memoryview has %d exported buffer%s", view.exports, view.exports == 1 ? "" : "s");
  }
  drop_view(ts, view);
  return {};
}

Result<Ref> enter(ThreadState& ts, MemoryView& view) {
  TRY(check_usable(ts, view));
  return Ref::copy(&view);
}
Status leave(ThreadState& ts, MemoryView& view, Rest) { return release(ts, view); }

Result<Ref> tobytes(ThreadState& ts, MemoryView& view, Value order) {
  TRY(check_usable(ts, view));
  bool fortran = false;
  if (!order.is_null() && !order.is_none()) {
    if (!is<Str>(order)) return raise(ts, Exc::kTypeError, "tobytes() argument 'order' must be str or None, not %s", type_name(ts, order));
    Str& text = as<Str>(order);
    if (!str_equal(text, "C") && !str_equal(text, "F") && !str_equal(text, "A")) return raise(ts, Exc::kValueError, "order must be 'C', 'F' or 'A'");
    fortran = str_equal(text, "F") || (str_equal(text, "A") && is_f_contiguous(view) && !is_c_contiguous(view));
  }
  if (!fortran) return packed(ts, view);
  Own<Bytes> bytes = TRY(new_bytes_buffer(ts, view.size));
  char* to = reinterpret_cast<char*>(bytes->data());
  if (view.size > 0) pack_fortran(view, view.dimensions - 1, view.data, to);
  return bytes;
}

Result<Ref> list_of(ThreadState& ts, MemoryView& view, int dimension, const char* at) {
  if (dimension == view.dimensions) return load(ts, view, at);
  Own<List> list = TRY(new_list(ts, view.shape[dimension]));
  for (int64_t i = 0; i < view.shape[dimension]; ++i) {
    Ref item = TRY(list_of(ts, view, dimension + 1, at + i * view.strides()[dimension]));
    TRY(list_append(ts, *list, std::move(item)));
  }
  return list;
}

Result<Ref> tolist(ThreadState& ts, MemoryView& view) {
  TRY(check_usable(ts, view));
  TRY(check_readable(ts, view));
  return list_of(ts, view, 0, view.data);
}

Result<Ref> hex(ThreadState& ts, MemoryView& view, Value separator, std::optional<int64_t> group) {
  TRY(check_usable(ts, view));
  Own<Bytes> content = TRY(packed(ts, view));
  return byte_methods::hex_text(ts, content->view(), separator, group);
}

Result<Ref> toreadonly(ThreadState& ts, MemoryView& view) {
  Own<MemoryView> made = TRY(derive(ts, view));
  made->read_only = true;
  return made;
}

/// The format of cast(): one native character, maybe after '@'.
Result<const ItemFormat*> cast_format(ThreadState& ts, Str& format) {
  Utf8 text(ts, format);
  std::string_view code = text.view();
  if (code.starts_with('@')) code.remove_prefix(1);
  const ItemFormat* item = code.size() == 1 ? native_item(code[0]) : nullptr;
  bool usable = item != nullptr && item->kind != ItemFormat::kPad && item->kind != ItemFormat::kString && item->kind != ItemFormat::kPascalString;
  if (!usable) {
    return raise(ts, Exc::kValueError, "memoryview: destination format must be a native single character format prefixed with an optional '@'");
  }
  return item;
}

Status cast_to_shape(ThreadState& ts, MemoryView& view, Value shape) {
  if (!is<List>(shape) && !is<Tuple>(shape)) return raise(ts, Exc::kTypeError, "shape must be a list or a tuple");
  Own<Tuple> extents = TRY(to_tuple(ts, shape));
  if (extents->size > BufferView::kMaxDimensions) return raise(ts, Exc::kValueError, "memoryview: number of dimensions must not exceed 64");
  if (extents->size > 1 && view.dimensions > 1) return raise(ts, Exc::kTypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
  int64_t sizes[BufferView::kMaxDimensions];
  int64_t total = view.item_size;
  for (int64_t i = 0; i < extents->size; ++i) {
    Value extent = extents->at(i);
    if (!is_any_int(extent)) return raise(ts, Exc::kTypeError, "memoryview.cast(): elements of shape must be integers");
    sizes[i] = TRY(to_index(ts, extent));
    if (sizes[i] <= 0) return raise(ts, Exc::kValueError, "memoryview.cast(): elements of shape must be integers > 0");
    if (__builtin_mul_overflow(total, sizes[i], &total)) return raise(ts, Exc::kValueError, "memoryview.cast(): product(shape) > SSIZE_MAX");
  }
  if (total != view.size) return raise(ts, Exc::kTypeError, "memoryview: product(shape) * itemsize != buffer size");
  release_geometry(ts, view);
  return set_geometry(ts, view, static_cast<int>(extents->size), sizes, nullptr);
}

Result<Ref> cast(ThreadState& ts, MemoryView& view, Str& format, Value shape) {
  TRY(check_usable(ts, view));
  if (!is_c_contiguous(view)) return raise(ts, Exc::kTypeError, "memoryview: casts are restricted to C-contiguous views");
  bool has_shape = !shape.is_null();
  if (has_shape && view.dimensions != 1 && is<List>(shape) && as<List>(shape).size != 1) {
    return raise(ts, Exc::kTypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
  }
  const ItemFormat* item = TRY(cast_format(ts, format));
  auto is_bytes_code = [](const ItemFormat* f) { return f != nullptr && (f->code == 'B' || f->code == 'b' || f->code == 'c'); };
  if (!is_bytes_code(item) && !is_bytes_code(view.item)) {
    return raise(ts, Exc::kTypeError, "memoryview: cannot cast between two non-byte formats");
  }
  if (view.size % item->size != 0) return raise(ts, Exc::kTypeError, "memoryview: length is not a multiple of itemsize");
  Own<MemoryView> made = TRY(derive(ts, view));
  made->item_size = item->size;
  set_format(*made, Utf8(ts, format).c_str());
  release_geometry(ts, *made);
  TRY(set_geometry(ts, *made, 1, nullptr, nullptr));
  if (has_shape) TRY(cast_to_shape(ts, *made, shape));
  return made;
}

// -- as an exporter ----------------------------------------------------------------------------------------------------------------------------

Status view_get_buffer(ThreadState& ts, Object* object, BufferView& out, int flags) {
  auto* view = static_cast<MemoryView*>(object);
  TRY(check_usable(ts, *view));
  if ((flags & kBufferWritable) != 0 && view->read_only) return raise(ts, Exc::kBufferError, "memoryview: underlying buffer is not writable");
  bool wants_strides = (flags & kBufferStrides) == kBufferStrides;
  bool wants_shape = (flags & kBufferShape) != 0;
  bool wants_contiguous = (flags & kBufferContiguousC) == kBufferContiguousC;
  if ((!wants_strides || wants_contiguous) && !is_c_contiguous(*view)) {
    return raise(ts, Exc::kBufferError, "memoryview: underlying buffer is not C-contiguous");
  }
  if (!wants_shape && (flags & kBufferFormat) != 0) {
    return raise(ts, Exc::kBufferError, "memoryview: cannot cast to unsigned bytes if the format flag is present");
  }
  out.data = view->data;
  out.size = view->size;
  out.item_size = view->item_size;
  out.readonly = view->read_only;
  out.format = (flags & kBufferFormat) != 0 ? view->format : nullptr;
  out.dimensions = wants_shape ? view->dimensions : 1;  // who did not ask for a shape sees a row of bytes
  out.shape = wants_shape ? view->shape : nullptr;
  out.strides = wants_strides && view->dimensions > 0 ? view->strides() : nullptr;
  ++view->exports;
  return {};
}
void view_release_buffer(ThreadState&, Object* object, BufferView&) { --static_cast<MemoryView*>(object)->exports; }

Result<Ref> view_new(ThreadState& ts, Type&, Value object) { return new_memory_view(ts, object); }

void view_traverse(Object* object, GcVisitor& visit) {
  auto* view = static_cast<MemoryView*>(object);
  visit(view->lent.object);
  visit(view->root);
}
void view_dealloc(ThreadState& ts, Object* object) {
  auto* view = static_cast<MemoryView*>(object);
  drop_view(ts, *view);
  release_geometry(ts, *view);
  ts.interp.heap.release_buffer(view->shown, kShownBufferSize);
  decref(std::exchange(view->root, Value::null()));
}

// -- the iterator ------------------------------------------------------------------------------------------------------------------------------

struct MemoryViewIterator : Object {
  static constexpr TypeId kId = TypeId::kMemoryViewIterator;
  Value view;  ///< owned; null at the end
  int64_t position;
};

Result<Ref> view_iter(ThreadState& ts, Value self) {
  MemoryView& view = as<MemoryView>(self);
  TRY(check_usable(ts, view));
  if (view.dimensions == 0) return raise(ts, Exc::kTypeError, "invalid indexing of 0-dim memory");
  if (view.dimensions > 1) return raise(ts, Exc::kNotImplementedError, "multi-dimensional sub-views are not implemented");
  TRY(check_readable(ts, view));
  Own<MemoryViewIterator> iterator = TRY(new_native<MemoryViewIterator>(ts));
  iterator->view = Ref::copy(self).release();
  gc_track(ts, iterator.get());
  return iterator;
}
Result<Ref> iterator_self(ThreadState&, Value self) { return Ref::copy(self); }
Result<Ref> iterator_next(ThreadState& ts, Value self) {
  auto& iterator = as<MemoryViewIterator>(self);
  if (iterator.view.is_null()) return Result<Ref>::absent();
  MemoryView& view = as<MemoryView>(iterator.view);
  if (iterator.position < view.shape[0]) {
    TRY(check_usable(ts, view));
    return load(ts, view, view.data + iterator.position++ * view.strides()[0]);
  }
  decref(std::exchange(iterator.view, Value::null()));
  return Result<Ref>::absent();
}
void iterator_traverse(Object* object, GcVisitor& visit) { visit(static_cast<MemoryViewIterator*>(object)->view); }
void iterator_dealloc(ThreadState&, Object* object) { decref(std::exchange(static_cast<MemoryViewIterator*>(object)->view, Value::null())); }

constexpr NativeMethod kRows[] = {
    method<release>("release", "($self, /)", "Release the underlying buffer exposed by the memoryview object."),
    method<tobytes>("tobytes", "($self, /, order='C')", "Return the data in the buffer as a byte string."),
    method<tolist>("tolist", "($self, /)", "Return the data in the buffer as a list of elements."),
    method<hex>("hex", "($self, /, sep=None, bytes_per_sep=1)", "Return the data in the buffer as a str of hexadecimal numbers."),
    method<cast>("cast", "($self, /, format, shape=None)", "Cast a memoryview to a new format or shape."),
    method<toreadonly>("toreadonly", "($self, /)", "Return a readonly version of the memoryview."),
    method<enter>("__enter__", "($self, /)", nullptr),
    method<leave>("__exit__", "($self, /, *args)", nullptr),
};
constexpr GetSet kGetSets[] = {
    getset<get_obj>("obj", "The underlying object of the memoryview."),
    getset<get_nbytes>("nbytes", "The amount of space in bytes that the array would use in a contiguous representation."),
    getset<get_readonly>("readonly", "A bool indicating whether the memory is read only."),
    getset<get_itemsize>("itemsize", "The size in bytes of each element of the memoryview."),
    getset<get_format>("format", "A string containing the format (in struct module style) for each element in the view."),
    getset<get_ndim>("ndim", "An integer indicating how many dimensions of a multi-dimensional array the memory represents."),
    getset<get_shape>("shape", "A tuple of ndim integers giving the shape of the memory as an N-dimensional array."),
    getset<get_strides>("strides", "A tuple of ndim integers giving the size in bytes to access each element for each dimension."),
    getset<get_suboffsets>("suboffsets", "A tuple of integers used internally for PIL-style arrays."),
    getset<get_c_contiguous>("c_contiguous", "A bool indicating whether the memory is C contiguous."),
    getset<get_f_contiguous>("f_contiguous", "A bool indicating whether the memory is Fortran contiguous."),
    getset<get_contiguous>("contiguous", "A bool indicating whether the memory is contiguous."),
};
constexpr NativeMethod kNew = method<view_new>("memoryview", "($type, /, object)", nullptr);

}  // namespace

constexpr TypeSpec kMemoryViewSpec = {
    .name = "memoryview",
    .doc = "memoryview(object)\n--\n\nCreate a new memoryview object which references the given object.",
    .id = TypeId::kMemoryView,
    .size = sizeof(MemoryView),
    .flags = Type::kCollected | Type::kSequence | Type::kWeakrefable,
    .methods = kRows,
    .getsets = kGetSets,
    .slots = {.repr = view_repr,
              .hash = view_hash,
              .compare = view_compare,
              .iter = view_iter,
              .new_ = new_from<kNew>,
              .length = view_length,
              .getitem = view_getitem,
              .setitem = view_setitem},
    .traverse = view_traverse,
    .dealloc = view_dealloc,
    .get_buffer = view_get_buffer,
    .release_buffer = view_release_buffer,
};

constexpr TypeSpec kMemoryViewIteratorSpec = {
    .name = "memory_iterator",
    .id = TypeId::kMemoryViewIterator,
    .size = sizeof(MemoryViewIterator),
    .flags = Type::kCollected | Type::kNoNew,
    .slots = {.iter = iterator_self, .next = iterator_next},
    .traverse = iterator_traverse,
    .dealloc = iterator_dealloc,
};

}  // namespace pyemb
