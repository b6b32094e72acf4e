// SPDX-License-Identifier: MIT
#pragma once

// Struct sequences: tuples whose items also have names (sys.version_info, time.struct_time). Each is a native type that derives
// from tuple, described by a TypeSpec:
//
//     constexpr GetSet kFields[] = {struct_field<0>("major", "Major release number"), ...};
//     constexpr TypeSpec kVersionInfoSpec = struct_sequence("sys.version_info", "...", TypeId::kVersionInfo, kFields, 5, 5);
//
// The object has `struct_total` items, but says that it has `struct_visible`: the rest can only be read by name.

#include "objects/native.h"
#include "objects/tuple.h"

namespace pyemb {

/// A struct sequence of null items, which the caller must all set.
[[nodiscard]] Result<Own<Tuple>> new_struct_sequence(ThreadState& ts, TypeId id);
/// The same for a type that there may be no TypeId for.
[[nodiscard]] Result<Own<Tuple>> new_struct_sequence(ThreadState& ts, Type& type);
/// Adds `n_fields`, `__match_args__` and the like to the type's dict.
[[nodiscard]] Status describe_struct_sequence(ThreadState& ts, Type& type);
/// The type, for putting it into a module.
[[nodiscard]] Result<Type*> struct_sequence_type(ThreadState& ts, TypeId id);

namespace struct_sequence_detail {
[[nodiscard]] Result<Ref> get_field(ThreadState& ts, Value self, uint32_t index);
Result<Ref> repr(ThreadState& ts, Value self);
Result<Ref> create(ThreadState& ts, Type& type, CallArgs args);
Result<Ref> reduce(ThreadState& ts, Value self);
Status fill(ThreadState& ts, const TypeSpec& spec, Dict& dict);
void traverse(Object* self, GcVisitor& visit);
void clear(ThreadState& ts, Object* self);
size_t size(Object* self);
inline constexpr NativeMethod kMethods[] = {method<reduce>("__reduce__", "($self, /)", nullptr)};
}  // namespace struct_sequence_detail

template <uint32_t Index>
constexpr GetSet struct_field(const char* name, const char* doc) {
  return {name, [](ThreadState& ts, const GetSet&, Value self) { return struct_sequence_detail::get_field(ts, self, Index); }, nullptr, doc};
}

enum class StructNew : uint8_t { kForbidden, kFromSequence };

constexpr TypeSpec struct_sequence(const char* name, const char* doc, TypeId id, std::span<const GetSet> fields, uint16_t visible,
                                   uint16_t total, StructNew create = StructNew::kForbidden) {
  TypeSpec spec = {
      .name = name,
      .doc = doc,
      .id = id,
      .base = TypeId::kTuple,
      .size = sizeof(Tuple),
      .item_size = sizeof(Value),
      .flags = Type::kCollected | Type::kStructSequence | (create == StructNew::kForbidden ? uint32_t{Type::kNoNew} : 0),
      .methods = struct_sequence_detail::kMethods,
      .getsets = fields,
      .slots = {.repr = struct_sequence_detail::repr},
      .traverse = struct_sequence_detail::traverse,
      .clear = nullptr,
      .dealloc = struct_sequence_detail::clear,
      .native_size = struct_sequence_detail::size,
      .fill = struct_sequence_detail::fill,
      .struct_visible = visible,
      .struct_total = total,
  };
  if (create == StructNew::kFromSequence) spec.slots.new_ = struct_sequence_detail::create;
  return spec;
}

}  // namespace pyemb
