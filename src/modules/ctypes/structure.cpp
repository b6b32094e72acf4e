// SPDX-License-Identifier: MIT
// PyCStructType, UnionType, Structure and Union.
#include "modules/ctypes/structure.h"

#include "modules/ctypes/type_methods.h"
#include "modules/module_type_specs.h"
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/str.h"
#include "objects/type_specs.h"

namespace pyemb::ctypes {
namespace {

// -- the metaclasses -----------------------------------------------------------------------------------------------------------

Result<Ref> aggregate_type_new(ThreadState& ts, Type& metatype, CallArgs args, Category category) {
  Ref type = TRY(type_new(ts, metatype, args));
  Dict& dict = *type.as<Type>()->dict;
  if (!dict_get(ts, dict, "_abstract_").is_null()) return type;
  Description* about = TRY(new_description(ts, type, category));
  about->align = 0;
  if (category == Category::kUnion) about->flags |= Description::kHasUnion;
  TRY(set_format(ts, *about, "B"));
  Ref fields = Ref::copy(dict_get(ts, dict, "_fields_"));
  if (fields) {
    TRY(set_attr(ts, type, "_fields_", fields));  // a metaclass in Python may change them
    return type;
  }
  Description* base = describe(*type.as<Type>()->base);
  if (base == nullptr) return type;
  TRY(copy_description(ts, *about, *base));
  about->flags &= ~uint32_t{Description::kFinal};
  base->flags |= Description::kFinal;
  return type;
}

Result<Ref> structure_type_new(ThreadState& ts, Type& metatype, CallArgs args) { return aggregate_type_new(ts, metatype, args, Category::kStructure); }
Result<Ref> union_type_new(ThreadState& ts, Type& metatype, CallArgs args) { return aggregate_type_new(ts, metatype, args, Category::kUnion); }

Status set_class_attribute(ThreadState& ts, Value self, Value name, Value value, Category category) {
  TRY(kTypeSpec.slots.setattr(ts, self, name, value));
  if (!is<Str>(name) || !str_equal(as<Str>(name), "_fields_") || value.is_null()) return {};
  const Description* about = describe(self);
  if (about == nullptr) return raise(ts, Exc::kTypeError, "ctypes state is not initialized");
  if (about->has(Description::kFinal)) return raise(ts, Exc::kAttributeError, "_fields_ is final");
  return set_fields(ts, as<Type>(self), category, value);
}

Status structure_type_setattr(ThreadState& ts, Value self, Value name, Value value) {
  return set_class_attribute(ts, self, name, value, Category::kStructure);
}
Status union_type_setattr(ThreadState& ts, Value self, Value name, Value value) { return set_class_attribute(ts, self, name, value, Category::kUnion); }

// -- instances -----------------------------------------------------------------------------------------------------------------

/// Sets the fields that the base classes and then the class list, in their order, from the positional arguments; the index of the next argument.
Result<size_t> init_by_position(ThreadState& ts, Value self, Type& type, CallArgs args, size_t index) {
  RecursionGuard guard(ts, " while initializing a structure");
  if (guard.exceeded()) return guard.raise();
  if (describe(*type.base) != nullptr) index = TRY(init_by_position(ts, self, *type.base, args, index));
  Ref listed = Ref::copy(dict_get(ts, *type.dict, "_fields_"));
  if (!listed) return index;
  const int64_t count = TRY(length(ts, listed));
  for (int64_t i = 0; i < count && index < args.count; ++i, ++index) {
    Ref pair = TRY(get_item(ts, listed, Value::from_int(i)));
    Ref name = TRY(get_item(ts, pair, Value::from_int(0)));
    for (size_t k = 0, names = keyword_count(args); k < names; ++k) {
      const bool twice = TRY(equal(ts, as<Tuple>(args.names).at(static_cast<int64_t>(k)), name));
      if (!twice) continue;
      Own<Str> shown = TRY(repr(ts, name));
      return raise(ts, Exc::kTypeError, "duplicate values for field %s", Utf8(ts, *shown).c_str());
    }
    TRY(set_attr(ts, self, name, args.values[index]));
  }
  return index;
}

Status aggregate_init(ThreadState& ts, Value self, CallArgs args) {
  if (args.count > 0) {
    const size_t used = TRY(init_by_position(ts, self, type_of(ts, self), args, 0));
    if (used < args.count) return raise(ts, Exc::kTypeError, "too many initializers");
  }
  for (size_t i = 0, names = keyword_count(args); i < names; ++i) {
    TRY(set_attr(ts, self, as<Tuple>(args.names).at(static_cast<int64_t>(i)), args.values[args.count + i]));
  }
  return {};
}

}  // namespace
}  // namespace pyemb::ctypes

namespace pyemb {

constexpr TypeSpec kCStructTypeSpec = ctypes::as_metaclass({
    .name = "_ctypes.PyCStructType",
    .doc = "metatype for the CData Objects",
    .id = ModuleType::kCStructType,
    .methods = ctypes::kTypeRows,
    .slots = {.setattr = ctypes::structure_type_setattr, .new_ = ctypes::structure_type_new, .repeat = ctypes::type_repeat},
});

constexpr TypeSpec kCUnionTypeSpec = ctypes::as_metaclass({
    .name = "_ctypes.UnionType",
    .doc = "metatype for the CData Objects",
    .id = ModuleType::kCUnionType,
    .methods = ctypes::kTypeRows,
    .slots = {.setattr = ctypes::union_type_setattr, .new_ = ctypes::union_type_new, .repeat = ctypes::type_repeat},
});

constexpr TypeSpec kCStructureSpec = ctypes::as_data_class({
    .name = "_ctypes.Structure",
    .doc = "Structure base class",
    .id = ModuleType::kCStructure,
    .slots = {.init = ctypes::aggregate_init, .new_ = ctypes::new_of_type},
});

constexpr TypeSpec kCUnionSpec = ctypes::as_data_class({
    .name = "_ctypes.Union",
    .doc = "Union base class",
    .id = ModuleType::kCUnion,
    .slots = {.init = ctypes::aggregate_init, .new_ = ctypes::new_of_type},
});

}  // namespace pyemb
