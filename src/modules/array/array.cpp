// SPDX-License-Identifier: MIT
// The module array: its type, how arrays behave as sequences, and their iterator.
#include "modules/array/array.h"

#include <algorithm>

#include "modules/array/methods.h"
#include "modules/module_type_specs.h"
#include "modules/native_modules.h"
#include "objects/audit.h"
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/builtin.h"
#include "objects/call.h"
#include "objects/slice.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/import.h"

namespace pyemb {
namespace {

Result<Ref> array_new(ThreadState& ts, Type& type, CallArgs args) {
  bool own_init = type.slots.init != core_type(ts, TypeId::kObject).slots.init;
  if (!own_init && keyword_count(args) > 0) return raise(ts, Exc::kTypeError, "array.array() takes no keyword arguments");
  if (args.count < 1) return raise(ts, Exc::kTypeError, "array() takes at least 1 argument (%zu given)", args.count);
  if (args.count > 2) return raise(ts, Exc::kTypeError, "array() takes at most 2 arguments (%zu given)", args.count);
  Value code = args.values[0];
  if (!is<Str>(code) || as<Str>(code).length != 1) {
    return raise(ts, Exc::kTypeError, "array() argument 1 must be a unicode character, not %.50s", type_name(ts, code));
  }
  Value initial = args.count > 1 ? args.values[1] : Value::null();
  TRY(audit(ts, "array.__new__", code, initial.is_null() ? Value::none() : initial));
  return make_array(ts, type, as<Str>(code).at(0), initial);
}

void array_dealloc(ThreadState& ts, Object* object) {
  auto* array = static_cast<Array*>(object);
  ts.interp.heap.release_buffer(std::exchange(array->items, nullptr), static_cast<size_t>(array->capacity * array->kind->item_size));
}

Result<Ref> array_repr(ThreadState& ts, Value self) {
  Array& array = as<Array>(self);
  const char* name = short_type_name(ts, self);
  if (array.size == 0) return new_str_format(ts, "%s('%c')", name, array.kind->code);
  Ref content;
  if (array.kind->code == 'u') {
    content = TRY(array_text(ts, array));
  } else {
    content = TRY(array_to_list(ts, array));
  }
  Own<Str> shown = TRY(repr(ts, content));
  return new_str_format(ts, "%s('%c', %s)", name, array.kind->code, Utf8(ts, *shown).c_str());
}

/// The items of two arrays of any kinds up to the first that differ, and there in the order that is asked for.
Result<Ref> compare_one_by_one(ThreadState& ts, Array& a, Array& b, Compare op) {
  for (int64_t i = 0; i < a.size && i < b.size; ++i) {
    Ref left = TRY(array_load(ts, a, i));
    Ref right = TRY(array_load(ts, b, i));
    Ref same = TRY(compare(ts, left, right, Compare::kEq));
    if (TRY(truth(ts, same))) continue;
    if (op == Compare::kEq || op == Compare::kNe) return Result<Ref>::boolean(op == Compare::kNe);
    return compare(ts, left, right, op);
  }
  return compare_result(a.size < b.size ? -1 : a.size > b.size, op);
}

Result<Ref> array_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if (!is<Array>(left) || !is<Array>(right)) return Result<Ref>::not_implemented();
  Array& a = as<Array>(left);
  Array& b = as<Array>(right);
  bool equality = op == Compare::kEq || op == Compare::kNe;
  if (equality && a.size != b.size) return Result<Ref>::boolean(op == Compare::kNe);
  auto compare_items = a.kind->compare;
  if (a.kind != b.kind || compare_items == nullptr) return compare_one_by_one(ts, a, b, op);
  if (equality) return Result<Ref>::boolean((a.view() == b.view()) == (op == Compare::kEq));
  for (int64_t i = 0; i < a.size && i < b.size; ++i) {
    if (int order = compare_items(a.at(i), b.at(i)); order != 0) return compare_result(order, op);
  }
  return compare_result(a.size < b.size ? -1 : a.size > b.size, op);
}

// -- as a sequence ------------------------------------------------------------------------------------------------------------------

Result<int64_t> array_length(ThreadState&, Value self) { return as<Array>(self).size; }

Result<int64_t> index_of(ThreadState& ts, Array& self, Value key, const char* out_of_range) {
  if (!key.is_int() && type_of(ts, key).slots.index == nullptr) return raise(ts, Exc::kTypeError, "array indices must be integers");
  int64_t at = TRY(to_index(ts, key, Exc::kIndexError));
  if (at < 0) at += self.size;
  if (at < 0 || at >= self.size) return raise(ts, Exc::kIndexError, "%s", out_of_range);
  return at;
}

Result<Ref> array_getitem(ThreadState& ts, Value self, Value key) {
  Array& array = as<Array>(self);
  if (!is_slice(key)) {
    int64_t at = TRY(index_of(ts, array, key, "array index out of range"));
    return array_load(ts, array, at);
  }
  SliceBounds bounds = TRY(slice_bounds(ts, as<Slice>(key)));
  SliceRange range = slice_range(bounds, array.size);
  if (range.step == 1) return array_copy(ts, array, range.start, range.start + range.count);
  Type* type = TRY(find_type(ts, ModuleType::kArray));
  Own<Array> part = TRY(new_array(ts, *type, *array.kind, range.count));
  for (int64_t i = 0, at = range.start; i < range.count; ++i, at += range.step) std::memcpy(part->at(i), array.at(at), array.kind->item_size);
  return part;
}

/// Deletes every step-th item of a range of `count` items.
Status delete_steps(ThreadState& ts, Array& self, SliceRange range) {
  int64_t step = range.step < 0 ? -range.step : range.step;
  int64_t first = range.step < 0 ? range.start + (range.count - 1) * range.step : range.start;
  int64_t to = first;
  int64_t left = range.count;
  for (int64_t at = first; at < self.size; ++at) {
    if (left > 0 && (at - first) % step == 0) {
      --left;
    } else {
      std::memmove(self.at(to++), self.at(at), self.kind->item_size);
    }
  }
  return array_resize(ts, self, to);
}

Status set_slice(ThreadState& ts, Array& self, Slice& slice, Value value) {
  Own<Array> source;  // a copy where the array is its own right side
  if (!value.is_null()) {
    if (!is<Array>(value)) return raise(ts, Exc::kTypeError, "can only assign array (not \"%.200s\") to array slice", type_name(ts, value));
    if (as<Array>(value).kind != self.kind) return raise(ts, Exc::kTypeError, "bad argument type for built-in operation");
    source = Own<Array>::copy(&as<Array>(value));
    if (source.get() == &self) source = TRY(array_copy(ts, self, 0, self.size));
  }
  SliceBounds bounds = TRY(slice_bounds(ts, slice));
  SliceRange range = slice_range(bounds, self.size);
  int64_t needed = source ? source->size : 0;
  if ((needed == 0 || needed != range.count) && self.exports > 0) {
    return raise(ts, Exc::kBufferError, "cannot resize an array that is exporting buffers");
  }
  if (range.step == 1) return array_splice(ts, self, range.start, range.start + range.count, source ? source->items : nullptr, needed);
  if (needed == 0) return range.count == 0 ? Status() : delete_steps(ts, self, range);
  if (needed != range.count) {
    return raise(ts, Exc::kValueError, "attempt to assign array of size %lld to extended slice of size %lld", static_cast<long long>(needed),
                 static_cast<long long>(range.count));
  }
  for (int64_t i = 0, at = range.start; i < needed; ++i, at += range.step) std::memcpy(self.at(at), source->at(i), self.kind->item_size);
  return {};
}

Status array_setitem(ThreadState& ts, Value self, Value key, Value value) {
  Array& array = as<Array>(self);
  if (is_slice(key)) return set_slice(ts, array, as<Slice>(key), value);
  constexpr const char* kOutOfRange = "array assignment index out of range";
  int64_t at = TRY(index_of(ts, array, key, kOutOfRange));
  if (value.is_null()) return array_splice(ts, array, at, at + 1, nullptr, 0);
  ArrayItem converted;
  TRY(array.kind->store(ts, value, converted.bytes));
  if (at >= array.size) return raise(ts, Exc::kIndexError, "%s", kOutOfRange);  // the conversion may have shrunk it
  std::memcpy(array.at(at), converted.bytes, array.kind->item_size);
  return {};
}

Result<bool> array_contains(ThreadState& ts, Value self, Value item) {
  Array& array = as<Array>(self);
  for (int64_t i = 0; i < array.size; ++i) {
    if (TRY(array_item_equals(ts, array, i, item))) return true;
  }
  return false;
}

Result<Ref> array_concat(ThreadState& ts, Value self, Value other) {
  if (!is<Array>(other)) return raise(ts, Exc::kTypeError, "can only append array (not \"%.200s\") to array", type_name(ts, other));
  Array& left = as<Array>(self);
  Array& right = as<Array>(other);
  if (left.kind != right.kind) return raise(ts, Exc::kTypeError, "bad argument type for built-in operation");
  Type* type = TRY(find_type(ts, ModuleType::kArray));
  Own<Array> both = TRY(new_array(ts, *type, *left.kind, left.size + right.size));
  if (left.size > 0) std::memcpy(both->items, left.items, static_cast<size_t>(left.bytes()));
  if (right.size > 0) std::memcpy(both->at(left.size), right.items, static_cast<size_t>(right.bytes()));
  return both;
}

Result<Ref> array_inplace_concat(ThreadState& ts, Value self, Value other) {
  if (!is<Array>(other)) return raise(ts, Exc::kTypeError, "can only extend array with array (not \"%.200s\")", type_name(ts, other));
  TRY(array_extend(ts, as<Array>(self), other));
  return Ref::copy(self);
}

/// Repeats the first `size` items of an array that is `count` times as long.
void repeat_items(Array& array, int64_t size, int64_t count) {
  auto bytes = static_cast<size_t>(size * array.kind->item_size);
  for (int64_t i = 1; i < count; ++i) std::memcpy(array.items + static_cast<size_t>(i) * bytes, array.items, bytes);
}

Result<int64_t> repeated_size(ThreadState& ts, const Array& array, int64_t count) {
  int64_t size;
  if (__builtin_mul_overflow(array.size, std::max<int64_t>(count, 0), &size)) return raise_no_memory(ts);
  return size;
}

Result<Ref> array_repeat(ThreadState& ts, Value self, int64_t count) {
  Array& array = as<Array>(self);
  int64_t size = TRY(repeated_size(ts, array, count));
  Type* type = TRY(find_type(ts, ModuleType::kArray));
  Own<Array> made = TRY(new_array(ts, *type, *array.kind, size));
  if (size == 0) return made;
  std::memcpy(made->items, array.items, static_cast<size_t>(array.bytes()));
  repeat_items(*made, array.size, count);
  return made;
}

Result<Ref> array_inplace_repeat(ThreadState& ts, Value self, int64_t count) {
  Array& array = as<Array>(self);
  int64_t unit = array.size;
  int64_t size = TRY(repeated_size(ts, array, count));
  if (size != unit) {
    TRY(array_resize(ts, array, size));
    if (size > 0) repeat_items(array, unit, count);
  }
  return Ref::copy(self);
}

// -- as memory ----------------------------------------------------------------------------------------------------------------------

Status array_get_buffer(ThreadState&, Object* object, BufferView& view, int flags) {
  auto* array = static_cast<Array*>(object);
  static constexpr char kEmpty = 0;
  view.data = array->items != nullptr ? array->items : const_cast<char*>(&kEmpty);
  view.size = array->bytes();
  view.item_size = array->kind->item_size;
  view.readonly = false;
  view.format = (flags & kBufferFormat) != 0 ? array->kind->format : nullptr;
  ++array->exports;
  return {};
}
void array_release_buffer(ThreadState&, Object* object, BufferView&) { --static_cast<Array*>(object)->exports; }

Result<Ref> type_code(ThreadState& ts, Array& self) { return new_str(ts, {&self.kind->code, 1}); }
int64_t item_size(ThreadState&, Array& self) { return self.kind->item_size; }

constexpr GetSet kGetSets[] = {
    getset<type_code>("typecode", "the typecode character used to create the array"),
    getset<item_size>("itemsize", "the size, in bytes, of one array item"),
};

// -- the iterator -------------------------------------------------------------------------------------------------------------------

struct ArrayIterator : Object {
  static constexpr TypeId kId = ModuleType::kArrayIterator;
  Value array;  ///< owned; null at the end
  int64_t position;
};

Result<Ref> array_iter(ThreadState& ts, Value self) {
  Own<ArrayIterator> iterator = TRY(new_native<ArrayIterator>(ts));
  iterator->array = Ref::copy(self).release();
  gc_track(ts, iterator.get());
  return iterator;
}
Result<Ref> iterator_self(ThreadState&, Value self) { return Ref::copy(self); }
Result<Ref> iterator_next(ThreadState& ts, Value self) {
  auto& iterator = as<ArrayIterator>(self);
  if (iterator.array.is_null()) return Result<Ref>::absent();
  Array& array = as<Array>(iterator.array);
  if (iterator.position < array.size) return array_load(ts, array, iterator.position++);
  decref(std::exchange(iterator.array, Value::null()));
  return Result<Ref>::absent();
}
Result<Ref> iterator_reduce(ThreadState& ts, ArrayIterator& self) {
  Value iter = TRY(find_builtin(ts, "iter"));
  Ref function = Ref::copy(iter);
  if (self.array.is_null()) {
    Own<Tuple> nothing = TRY(new_tuple(ts, 0));
    Own<Tuple> args = TRY(new_tuple_of(ts, nothing));
    return new_tuple_of(ts, function, args);
  }
  Own<Tuple> args = TRY(new_tuple_of(ts, self.array));
  Ref position = TRY(new_int(ts, self.position));
  return new_tuple_of(ts, function, args, position);
}
Status iterator_setstate(ThreadState& ts, ArrayIterator& self, Value state) {
  if (!is_any_int(state)) return raise(ts, Exc::kTypeError, "an integer is required");
  int64_t position = TRY(to_ssize(ts, state));
  if (!self.array.is_null()) self.position = std::clamp<int64_t>(position, 0, as<Array>(self.array).size);
  return {};
}
void iterator_traverse(Object* object, GcVisitor& visit) { visit(static_cast<ArrayIterator*>(object)->array); }
void iterator_dealloc(ThreadState&, Object* object) { decref(std::exchange(static_cast<ArrayIterator*>(object)->array, Value::null())); }

constexpr NativeMethod kIteratorMethods[] = {
    method<iterator_reduce>("__reduce__", "($self, /)", "Return state information for pickling."),
    method<iterator_setstate>("__setstate__", "($self, state, /)", "Set state information for unpickling."),
};

// -- the module ---------------------------------------------------------------------------------------------------------------------

constexpr NativeMethod kFunctions[] = {
    function<array_reconstruct>("_array_reconstructor", "($module, arraytype, typecode, mformat_code, items, /)", "Internal. Used for pickling support."),
};
constexpr TypeId kTypes[] = {ModuleType::kArray};

Status array_exec(ThreadState& ts, Module& module) {
  Type* type = TRY(find_type(ts, ModuleType::kArray));
  Value array = Value::from_object(type);
  TRY(module_add(ts, module, "ArrayType", array));
  Own<Str> codes = TRY(new_str(ts, kArrayTypeCodes));
  TRY(module_add(ts, module, "typecodes", codes));
  Ref reconstruct = TRY(get_attr(ts, Value::from_object(&module), "_array_reconstructor"));
  decref(std::exchange(module_state<ArrayState>(module).reconstruct, reconstruct.release()));
  Ref abc = TRY(import_module(ts, "collections.abc"));
  Ref sequence = TRY(get_attr(ts, abc, "MutableSequence"));
  Own<Str> name = TRY(intern(ts, "register"));
  Ref registered = TRY(call_method_of(ts, sequence, name, array));
  return {};
}

void state_traverse(void* state, GcVisitor& visit) { visit(static_cast<ArrayState*>(state)->reconstruct); }
void state_clear(ThreadState&, void* state) { decref(std::exchange(static_cast<ArrayState*>(state)->reconstruct, Value::null())); }

}  // namespace

constexpr TypeSpec kArraySpec = {
    .name = "array.array",
    .doc = "array(typecode [, initializer]) -> array\n\nA sequence of numbers of one kind, packed as machine values. The type codes are b, B (signed and\n"
           "unsigned char), u (character), h, H (short), i, I (int), l, L (long), q, Q (long long), f (float) and d (double).\nThe initializer is a list, a "
           "bytes-like object of machine values, a string for 'u', or an iterable.",
    .id = ModuleType::kArray,
    .size = sizeof(Array),
    .flags = Type::kSubclassable | Type::kWeakrefable | Type::kSequence,
    .methods = array_methods::kRows,
    .getsets = kGetSets,
    .slots = {.repr = array_repr,
              .hash = hash_unhashable,
              .compare = array_compare,
              .iter = array_iter,
              .new_ = array_new,
              .length = array_length,
              .getitem = array_getitem,
              .setitem = array_setitem,
              .contains = array_contains,
              .concat = array_concat,
              .repeat = array_repeat,
              .inplace_concat = array_inplace_concat,
              .inplace_repeat = array_inplace_repeat},
    .dealloc = array_dealloc,
    .get_buffer = array_get_buffer,
    .release_buffer = array_release_buffer,
};

constexpr TypeSpec kArrayIteratorSpec = {
    .name = "array.arrayiterator",
    .id = ModuleType::kArrayIterator,
    .size = sizeof(ArrayIterator),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kIteratorMethods,
    .slots = {.iter = iterator_self, .next = iterator_next},
    .traverse = iterator_traverse,
    .dealloc = iterator_dealloc,
};

constexpr NativeModule kArrayModule = {
    .name = "array",
    .doc = "Sequences of numbers of one kind, packed as machine values.",
    .functions = kFunctions,
    .types = kTypes,
    .exec = array_exec,
    .state_size = sizeof(ArrayState),
    .traverse = state_traverse,
    .clear = state_clear,
};

}  // namespace pyemb
