// SPDX-License-Identifier: MIT
// What is known of a C type: made with its class, copied for classes that derive from it, gone with it.
#include <cstdio>
#include <cstring>

#include "modules/ctypes/ctypes.h"
#include "objects/type_specs.h"

namespace pyemb::ctypes {
namespace {

/// A copy of a buffer; null: no memory, or there was none.
template <class T>
T* copy_buffer(ThreadState& ts, const T* from, size_t count) {
  if (from == nullptr || count == 0) return nullptr;
  auto* copy = static_cast<T*>(ts.interp.heap.allocate_buffer(count * sizeof(T)));
  if (copy != nullptr) std::memcpy(copy, from, count * sizeof(T));
  return copy;
}
template <class T>
void release_buffer(ThreadState& ts, T*& buffer, size_t count) {
  ts.interp.heap.release_buffer(std::exchange(buffer, nullptr), count * sizeof(T));
}

bool is_metatype(const Type& type) { return type.spec->traverse == &traverse_type; }

constexpr Value Description::*kOwned[] = {&Description::proto,      &Description::argtypes, &Description::converters,
                                          &Description::restype,    &Description::checker,  &Description::arrays};

}  // namespace

Description* describe(Value value) {
  if (!value.is_heap()) return nullptr;
  auto* object = value.as_object();
  if (!is_metatype(*object->type) || !static_cast<Type*>(object)->has_flag(Type::kHeapType)) return nullptr;
  Description& about = static_cast<CType*>(object)->about;
  return about.category != Category::kNone ? &about : nullptr;
}

bool is_of_category(Value type, Category category) {
  const Description* about = describe(type);
  return about != nullptr && about->category == category;
}

bool keeps_instances(const Type& type) {
  return is_of_category(Value::from_object(&type), Category::kSimple) && type.base->id != ModuleType::kCSimple;
}

Result<Description*> new_description(ThreadState& ts, Value type, Category category) {
  Description& about = static_cast<CType*>(type.as_object())->about;
  release_description(ts, about);
  about.category = category;
  return &about;
}

Status copy_description(ThreadState& ts, Description& into, const Description& from) {
  release_description(ts, into);
  into = from;
  into.elements = nullptr;
  into.element_count = 0;
  into.arrays = Value::null();
  for (Value Description::*field : kOwned) incref(into.*field);
  into.format = copy_buffer(ts, from.format, from.format_size);
  into.shape = copy_buffer(ts, from.shape, static_cast<size_t>(from.dimensions));
  into.leaves = copy_buffer(ts, from.leaves, from.leaf_count);
  const bool whole = (into.format != nullptr) == (from.format != nullptr) && (into.shape != nullptr) == (from.shape != nullptr) &&
                     (into.leaves != nullptr) == (from.leaves != nullptr);
  if (whole) return {};
  release_description(ts, into);
  return raise_no_memory(ts);
}

void release_description(ThreadState& ts, Description& about) {
  Description old = std::exchange(about, Description());
  release_buffer(ts, old.format, old.format_size);
  release_buffer(ts, old.shape, static_cast<size_t>(old.dimensions));
  release_buffer(ts, old.leaves, old.leaf_count);
  release_buffer(ts, old.elements, old.element_count + 1);
  for (Value Description::*field : kOwned) decref(old.*field);
}

Status set_format(ThreadState& ts, Description& about, std::string_view format) {
  auto* text = static_cast<char*>(ts.interp.heap.allocate_buffer(format.size() + 1));
  if (text == nullptr) return raise_no_memory(ts);
  std::memcpy(text, format.data(), format.size());
  text[format.size()] = '\0';
  release_buffer(ts, about.format, about.format_size);
  about.format = text;
  about.format_size = format.size() + 1;
  return {};
}

Status set_shape(ThreadState& ts, Description& about, int64_t first, std::span<const int64_t> rest) {
  auto* shape = static_cast<int64_t*>(ts.interp.heap.allocate_buffer((rest.size() + 1) * sizeof(int64_t)));
  if (shape == nullptr) return raise_no_memory(ts);
  shape[0] = first;
  for (size_t i = 0; i < rest.size(); ++i) shape[i + 1] = rest[i];
  release_buffer(ts, about.shape, static_cast<size_t>(about.dimensions));
  about.shape = shape;
  about.dimensions = static_cast<int>(rest.size()) + 1;
  return {};
}

// -- the life of a class -------------------------------------------------------------------------------------------------------

void traverse_type(Object* object, GcVisitor& visit) {
  kTypeSpec.traverse(object, visit);
  if (!static_cast<Type*>(object)->has_flag(Type::kHeapType)) return;
  Description& about = static_cast<CType*>(object)->about;
  for (Value Description::*field : kOwned) visit(about.*field);
}

void clear_type(ThreadState& ts, Object* object) {
  kTypeSpec.clear(ts, object);
  if (!static_cast<Type*>(object)->has_flag(Type::kHeapType)) return;
  Description& about = static_cast<CType*>(object)->about;
  for (Value Description::*field : kOwned) decref(std::exchange(about.*field, Value::null()));
}

void dealloc_type(ThreadState& ts, Object* object) {
  if (static_cast<Type*>(object)->has_flag(Type::kHeapType)) release_description(ts, static_cast<CType*>(object)->about);
  kTypeSpec.dealloc(ts, object);
}

// -- by value ------------------------------------------------------------------------------------------------------------------

Status add_leaves(ThreadState& ts, Description& about, const Description& member, int64_t offset) {
  if (about.size > kMaxByValue || offset > kMaxByValue) return {};
  Leaf own[1] = {{0, &ffi_type_pointer}};
  std::span<const Leaf> leaves = {member.leaves, member.leaf_count};
  if (member.category == Category::kSimple) own[0].type = member.kind->ffi;
  if (member.category == Category::kSimple || member.category == Category::kPointer || member.category == Category::kFunction) leaves = own;
  if (leaves.empty()) return {};
  const size_t count = about.leaf_count + leaves.size();
  auto* grown = static_cast<Leaf*>(ts.interp.heap.resize_buffer(about.leaves, about.leaf_count * sizeof(Leaf), count * sizeof(Leaf)));
  if (grown == nullptr) return raise_no_memory(ts);
  for (size_t i = 0; i < leaves.size(); ++i) grown[about.leaf_count + i] = {static_cast<uint32_t>(offset) + leaves[i].offset, leaves[i].type};
  about.leaves = grown;
  about.leaf_count = static_cast<uint32_t>(count);
  return {};
}

namespace {

bool is_floating(const ffi_type* type) {
  return type->type == FFI_TYPE_FLOAT || type->type == FFI_TYPE_DOUBLE || type->type == FFI_TYPE_LONGDOUBLE;
}

/// The leaves in their order. 0: libffi would see another layout than the aggregate has (unions, _pack_).
size_t choose_leaves(const Description& about, ffi_type** out) {
  if (about.has(Description::kHasUnion)) return 0;
  size_t count = 0;
  int64_t end = 0;
  for (uint32_t i = 0; i < about.leaf_count; ++i) {
    const Leaf& leaf = about.leaves[i];
    if (leaf.offset < end) continue;  // a bit field in the word of the one before
    const int64_t align = leaf.type->alignment;
    if ((end + align - 1) / align * align != leaf.offset) return 0;
    out[count++] = leaf.type;
    end = leaf.offset + static_cast<int64_t>(leaf.type->size);
  }
  return count;
}

/// The types by which an aggregate is described to libffi: its leaves in their order, and where they overlap (members of unions, bit fields) an integer
/// of the machine word where one of them is none, since that decides in which register the word goes.
size_t choose_elements(const Description& about, ffi_type** out) {
  size_t count = choose_leaves(about, out);
  if (count > 0 || about.leaf_count == 0) return count;
  for (int64_t word = 0; word < about.size; word += 8) {
    ffi_type* chosen = nullptr;
    for (uint32_t i = 0; i < about.leaf_count; ++i) {
      const Leaf& leaf = about.leaves[i];
      const bool covers = leaf.offset < word + 8 && leaf.offset + static_cast<int64_t>(leaf.type->size) > word;
      if (!covers) continue;
      if (leaf.type->type == FFI_TYPE_LONGDOUBLE && about.size == 16 && about.leaf_count == 1) return out[0] = leaf.type, size_t{1};
      const int64_t left = about.size - word;
      ffi_type* whole = left >= 8 ? &ffi_type_uint64 : left >= 4 ? &ffi_type_uint32 : left >= 2 ? &ffi_type_uint16 : &ffi_type_uint8;
      ffi_type* real = left >= 8 ? &ffi_type_double : &ffi_type_float;
      chosen = !is_floating(leaf.type) ? whole : chosen == nullptr ? real : chosen;
      if (!is_floating(leaf.type)) break;
    }
    if (chosen != nullptr) out[count++] = chosen;
  }
  return count;
}

}  // namespace

Result<ffi_type*> ffi_type_of(ThreadState& ts, Description& about) {
  switch (about.category) {
    case Category::kSimple: return about.kind->ffi;
    case Category::kStructure:
    case Category::kUnion: break;
    default: return &ffi_type_pointer;
  }
  if (about.elements == nullptr) {
    ffi_type* chosen[2 * kMaxByValue + 1];
    size_t count = about.size <= kMaxByValue && about.leaf_count <= 2 * kMaxByValue ? choose_elements(about, chosen) : 0;
    if (count == 0) chosen[count++] = &ffi_type_uint8;
    chosen[count] = nullptr;
    about.elements = copy_buffer(ts, chosen, count + 1);
    if (about.elements == nullptr) return raise_no_memory(ts);
    about.element_count = static_cast<uint32_t>(count);
  }
  about.aggregate.size = static_cast<size_t>(about.size);
  about.aggregate.alignment = static_cast<unsigned short>(about.align);
  about.aggregate.type = FFI_TYPE_STRUCT;
  about.aggregate.elements = about.elements;
  return &about.aggregate;
}

}  // namespace pyemb::ctypes
