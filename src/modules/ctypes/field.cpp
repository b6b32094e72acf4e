// SPDX-License-Identifier: MIT
// CField: the descriptors of fields, and the fields of anonymous members.
#include "modules/ctypes/structure.h"
#include "modules/module_type_specs.h"
#include "objects/attributes.h"
#include "objects/owned_fields.h"
#include "objects/str.h"
#include "objects/type_specs.h"
#include "state/names.h"

namespace pyemb::ctypes {
namespace {

/// The memory of the field in an instance; TypeError where there is no such place.
Result<char*> place_in(ThreadState& ts, const CField& field, Value instance) {
  if (!is_data(instance)) return raise(ts, Exc::kTypeError, "not a ctype instance");
  const CData& data = as<CData>(instance);
  const Description* about = describe(field.proto);
  const int64_t size = about == nullptr ? 0 : about->size;
  if (field.offset + size > data.size) return raise(ts, Exc::kTypeError, "the field is not one of a '%s' object", type_name(ts, instance));
  return data.memory + field.offset;
}

/// How the field is read and written: as text, or as simple data whose kind is found once.
struct Access {
  const SimpleKind* kind;
  Extent extent;
};
Access access_to(const CField& field) {
  const Description* about = describe(field.proto);
  return {field.kind, {field.size, about != nullptr && about->swapped}};
}

Result<Ref> field_get(ThreadState& ts, Value self, Value instance, Value) {
  if (instance.is_null() || instance.is_none()) return Ref::copy(self);
  const CField& field = as<CField>(self);
  char* memory = TRY(place_in(ts, field, instance));
  const Access access = access_to(field);
  return load_data(ts, as<Type>(field.proto), access.kind, access.extent, &as<CData>(instance), field.index, memory);
}

Status field_set(ThreadState& ts, Value self, Value instance, Value value) {
  const CField& field = as<CField>(self);
  char* memory = TRY(place_in(ts, field, instance));
  if (value.is_null()) return raise(ts, Exc::kTypeError, "can't delete attribute");
  const Access access = access_to(field);
  Ref keep = Ref::copy(self);
  return store_data(ts, as<Type>(field.proto), access.kind, access.extent, as<CData>(instance), field.index, memory, value);
}

Result<Ref> field_repr(ThreadState& ts, Value self) {
  const CField& field = as<CField>(self);
  const Extent extent = {field.size};
  const char* name = type_name(as<Type>(field.proto));
  const bool is_bits = extent.bits() != 0 && access_to(field).kind == nullptr && describe(field.proto) != nullptr && describe(field.proto)->size <= 8;
  if (is_bits) {
    return new_str_format(ts, "<Field type=%s, ofs=%lld:%u, bits=%u>", name, static_cast<long long>(field.offset), extent.low_bit(), extent.bits());
  }
  return new_str_format(ts, "<Field type=%s, ofs=%lld, size=%lld>", name, static_cast<long long>(field.offset), static_cast<long long>(field.size));
}

int64_t field_offset(ThreadState&, CField& self) { return self.offset; }
int64_t field_size(ThreadState&, CField& self) { return self.size; }

constexpr GetSet kGetSets[] = {
    getset<field_offset>("offset", "offset in bytes of this field"),
    getset<field_size>("size", "size in bytes of this field"),
};

using Owned = OwnedFields<CField, &CField::proto>;

// -- anonymous members ---------------------------------------------------------------------------------------------------------

/// Makes the fields that `member` has fields of `type`, as they stand in it `offset` bytes and `index` fields behind the start.
Status add_fields_of(ThreadState& ts, Type& type, const CField& member, int64_t offset, int64_t index) {
  RecursionGuard guard(ts, " while adding anonymous fields");
  if (guard.exceeded()) return guard.raise();
  Ref listed = TRY(get_attr(ts, member.proto, "_fields_"));
  Own<Tuple> rows = TRY(to_tuple(ts, listed));
  for (int64_t i = 0; i < rows->size; ++i) {
    Ref name = TRY(get_item(ts, rows->at(i), Value::from_int(0)));
    Ref found = TRY(get_attr(ts, member.proto, name));
    if (!is<CField>(found)) return raise(ts, Exc::kTypeError, "unexpected type");
    const CField& inner = *found.as<CField>();
    if (inner.anonymous) {
      TRY(add_fields_of(ts, type, inner, offset + inner.offset, index + inner.index));
      continue;
    }
    Own<CField> own = TRY(new_native<CField>(ts));
    own->offset = inner.offset + offset;
    own->size = inner.size;
    own->index = inner.index + index;
    own->proto = Ref::copy(inner.proto).release();
    own->kind = inner.kind;
    gc_track(ts, own.get());
    TRY(type_set_attr(ts, type, name, own));
  }
  return {};
}

}  // namespace

Status add_anonymous(ThreadState& ts, Type& type) {
  Ref names = TRY(find_attr(ts, Value::from_object(&type), "_anonymous_"));
  if (names.is_absent()) return {};
  if (!is_iterable(ts, names)) return raise(ts, Exc::kTypeError, "_anonymous_ must be a sequence");
  Own<Tuple> list = TRY(to_tuple(ts, names));
  for (int64_t i = 0; i < list->size; ++i) {
    Ref found = TRY(get_attr(ts, Value::from_object(&type), list->at(i)));
    if (!is<CField>(found)) {
      Own<Str> shown = TRY(to_str(ts, list->at(i)));
      return raise(ts, Exc::kAttributeError, "'%s' is specified in _anonymous_ but not in _fields_", Utf8(ts, *shown).c_str());
    }
    CField& member = *found.as<CField>();
    member.anonymous = true;
    TRY(add_fields_of(ts, type, member, member.offset, member.index));
  }
  return {};
}

}  // namespace pyemb::ctypes

namespace pyemb {

constexpr TypeSpec kCFieldSpec = {
    .name = "_ctypes.CField",
    .doc = "Structure/Union member",
    .id = ModuleType::kCField,
    .size = sizeof(ctypes::CField),
    .flags = Type::kCollected | Type::kNoNew,
    .getsets = ctypes::kGetSets,
    .slots = {.repr = ctypes::field_repr, .descr_get = ctypes::field_get, .descr_set = ctypes::field_set},
    .traverse = ctypes::Owned::traverse,
    .dealloc = ctypes::Owned::dealloc,
};

}  // namespace pyemb
