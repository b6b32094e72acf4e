// SPDX-License-Identifier: MIT
// The layout of structures and unions, as GCC makes it, bit fields included.
#include <algorithm>
#include <cstring>

#include "modules/ctypes/structure.h"
#include "objects/attributes.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "objects/type_specs.h"

namespace pyemb::ctypes {
namespace {

/// Where the next field goes.
struct Cursor {
  int64_t size = 0;
  int64_t offset = 0;
  int64_t align = 1;
  int64_t open_bits = 0;  ///< of the word that bit fields share; 0: none is open
  int64_t used_bits = 0;  ///< of it
  int64_t pack = 0;       ///< most alignment; 0: the natural one
  bool big_endian = false;
};

/// A row of _fields_.
struct Row {
  Ref name;
  Ref type;
  int64_t bits = 0;  ///< 0: no bit field
};

int64_t round_up(int64_t value, int64_t align) { return align > 1 ? (value + align - 1) / align * align : value; }

int64_t bit_extent(const Cursor& at, int64_t bits) {
  return (bits << 16) + (at.big_endian ? at.open_bits - at.used_bits - bits : at.used_bits);
}

/// Places one field and moves on; fills in its offset and size.
void place_field(Cursor& at, const Description& type, int64_t bits, CField& field) {
  const int64_t width = type.size * 8;
  const bool is_open = bits != 0 && at.open_bits != 0;
  if (is_open && width <= at.open_bits && at.used_bits + bits <= at.open_bits) {  // in the word that is open
    field.size = bit_extent(at, bits);
    field.offset = at.offset - type.size;
    at.used_bits += bits;
    return;
  }
  if (is_open && width >= at.open_bits && at.used_bits + bits <= width) {  // the word becomes a wider one
    at.offset += type.size - at.open_bits / 8;
    at.size += type.size - at.open_bits / 8;
    at.open_bits = width;
    field.size = bit_extent(at, bits);
    field.offset = at.offset - type.size;
    at.used_bits += bits;
    return;
  }
  at.open_bits = bits != 0 ? width : 0;
  at.used_bits = 0;
  at.align = at.pack != 0 ? std::min(at.pack, type.align) : type.align;
  const int64_t start = round_up(at.offset, at.align);
  at.size += start - at.offset + type.size;
  at.offset = start + type.size;
  field.offset = start;
  field.size = bits != 0 ? bit_extent(at, bits) : type.size;
  at.used_bits = bits;
}

/// Fields of arrays of characters are read as text.
const SimpleKind* text_kind(const Description& type) {
  if (type.category != Category::kArray) return nullptr;
  const Description* item = describe(type.proto);
  if (item == nullptr || item->kind == nullptr) return nullptr;
  return item->kind->code == 'c' ? &kCharArrayKind : item->kind->code == 'u' ? &kWideCharArrayKind : nullptr;
}

// -- reading _fields_ ----------------------------------------------------------------------------------------------------------

Status read_bits(ThreadState& ts, Value given, const Type& type, const Description& about, int64_t& bits) {
  bits = TRY(to_c_int(ts, given));
  const bool is_simple = about.category == Category::kSimple && about.kind->code != 'c' && about.kind->code != 'u';
  const unsigned short number = is_simple ? about.kind->ffi->type : static_cast<unsigned short>(FFI_TYPE_VOID);
  if (number != FFI_TYPE_INT && (number < FFI_TYPE_UINT8 || number > FFI_TYPE_SINT64)) {
    return raise(ts, Exc::kTypeError, "bit fields not allowed for type %s", type_name(type));
  }
  if (bits <= 0 || bits > about.size * 8) return raise(ts, Exc::kValueError, "number of bits invalid for bit field");
  return {};
}

Status read_row(ThreadState& ts, Value pair, int64_t index, Row& row) {
  constexpr const char* kForm = "'_fields_' must be a sequence of (name, C type) pairs";
  if (!is<Tuple>(pair)) return raise(ts, Exc::kTypeError, kForm);
  Tuple& items = as<Tuple>(pair);
  if (items.size < 2 || items.size > 3 || !is<Str>(items.at(0))) return raise(ts, Exc::kTypeError, kForm);
  if (items.size == 3 && !is_any_int(items.at(2))) return raise(ts, Exc::kTypeError, kForm);
  row.name = Ref::copy(items.at(0));
  row.type = Ref::copy(items.at(1));
  Description* about = describe(row.type);
  if (about == nullptr) return raise(ts, Exc::kTypeError, "second item in _fields_ tuple (index %lld) must be a C type", static_cast<long long>(index));
  about->flags |= Description::kFinal;
  return items.size == 3 ? read_bits(ts, items.at(2), *row.type.as<Type>(), *about, row.bits) : Status();
}

Status read_pack(ThreadState& ts, Value type, Cursor& cursor, bool& is_packed) {
  Ref pack = TRY(find_attr(ts, type, "_pack_"));
  is_packed = !pack.is_absent();
  if (!is_packed) return {};
  int64_t number = -1;
  if (!is_any_int(pack) || !int_fits_int64(pack, number) || number < 0 || number > INT32_MAX) {
    return raise(ts, Exc::kValueError, "_pack_ must be a non-negative integer");
  }
  cursor.pack = number;
  return {};
}

// -- the format of the buffer protocol: what stands between the fields is not in it --------------------------------------------

void append_number(TextBuffer& out, int64_t number) {
  char text[24];
  const int size = std::snprintf(text, sizeof text, "%lld", static_cast<long long>(number));
  out.append({text, static_cast<size_t>(size)});
}

void append_member(ThreadState& ts, TextBuffer& out, const Description& type, Value name) {
  for (int i = 0; i < type.dimensions; ++i) {
    out.append(i == 0 ? '(' : ',');
    append_number(out, type.shape[i]);
  }
  if (type.dimensions > 0) out.append(')');
  out.append(type.format_text());
  out.append(':');
  Utf8 text(ts, name);
  if (!text.ok()) return out.fail();
  out.append(text.view());
  out.append(':');
}

// -- the whole -----------------------------------------------------------------------------------------------------------------

/// What set_fields() knows while it goes through the rows.
struct Plan {
  Cursor cursor;
  TextBuffer format;
  bool has_format = false;
  int64_t union_size = 0;
  int64_t align = 1;
  uint32_t flags = 0;
};

/// Begins with what the base class has.
Status begin_plan(ThreadState& ts, Type& type, Category category, Plan& plan, int64_t& base_length) {
  const Value self = Value::from_object(&type);
  Ref swapped = TRY(find_attr(ts, self, "_swappedbytes_"));
  plan.cursor.big_endian = kNativeBig != !swapped.is_absent();
  bool is_packed = false;
  TRY(read_pack(ts, self, plan.cursor, is_packed));
  plan.has_format = category == Category::kStructure && !is_packed;
  const Description* base = describe(*type.base);
  if (plan.has_format) plan.format.append("T{");
  if (category == Category::kUnion) plan.flags |= Description::kHasUnion;
  if (base == nullptr) return {};
  plan.cursor.size = plan.cursor.offset = plan.union_size = base->size;
  plan.align = std::max<int64_t>(base->align, 1);
  plan.flags |= base->flags & (Description::kHasPointer | Description::kHasUnion);
  base_length = base->length;
  if (base->size > 0 && plan.has_format && base->format != nullptr) {  // without the last brace
    plan.format.clear();
    plan.format.append(std::string_view(base->format, base->format_size - 2));
  }
  return {};
}

/// Adds one field to the plan and to the class.
Status add_field(ThreadState& ts, Type& type, Category category, Plan& plan, const Row& row, int64_t index) {
  const Description& about = *describe(row.type);
  Own<CField> field = TRY(new_native<CField>(ts));
  field->index = index;
  field->proto = Ref::copy(row.type).release();
  field->kind = text_kind(about);
  gc_track(ts, field.get());
  if (category == Category::kUnion) plan.cursor.size = plan.cursor.offset = plan.cursor.open_bits = plan.cursor.used_bits = 0;
  place_field(plan.cursor, about, row.bits, *field);
  plan.union_size = std::max(plan.union_size, plan.cursor.size);
  plan.align = std::max(plan.align, plan.cursor.align);
  plan.flags |= about.flags & (Description::kHasPointer | Description::kHasUnion);
  if (plan.cursor.size < 0 || plan.cursor.size > (int64_t{1} << 60)) return raise(ts, Exc::kOverflowError, "structure too large");
  if (plan.has_format) append_member(ts, plan.format, about, row.name);
  return type_set_attr(ts, type, row.name, field);
}

/// Collects what the aggregate is made of, for calls by value.
Status collect_leaves(ThreadState& ts, Type& type, Description& about, List& fields) {
  if (about.size > kMaxByValue) return {};
  const Description* base = describe(*type.base);
  if (base != nullptr) TRY(add_leaves(ts, about, *base, 0));
  for (int64_t i = 0; i < fields.size; ++i) {
    const Value name = as<Tuple>(fields.at(i)).at(0);
    Value found = dict_get(ts, *type.dict, &as<Str>(name));
    if (!is<CField>(found)) continue;
    const CField& field = as<CField>(found);
    const Description* member = describe(field.proto);
    if (member != nullptr) TRY(add_leaves(ts, about, *member, field.offset));
  }
  std::stable_sort(about.leaves, about.leaves + about.leaf_count, [](const Leaf& a, const Leaf& b) { return a.offset < b.offset; });
  return {};
}

Status finish_plan(ThreadState& ts, Type& type, Category category, Plan& plan, List& fields, int64_t length) {
  const int64_t used = category == Category::kUnion ? plan.union_size : plan.cursor.size;
  const int64_t size = round_up(used, plan.align);
  if (plan.has_format) {
    plan.format.append('}');
    if (!plan.format.ok()) return raise_no_memory(ts);
  }
  Description* about = TRY(new_description(ts, Value::from_object(&type), category));
  about->size = size;
  about->align = plan.align;
  about->length = length;
  about->flags = plan.flags;
  TRY(set_format(ts, *about, plan.has_format ? plan.format.view() : std::string_view("B")));
  TRY(collect_leaves(ts, type, *about, fields));
  about->flags |= Description::kFinal;
  return {};
}

}  // namespace

Status set_fields(ThreadState& ts, Type& type, Category category, Value fields) {
  Result<Own<List>> listed = to_list(ts, fields, "'_fields_' must be a sequence of pairs");
  if (listed.raised()) return Raised{};
  Own<List> rows = listed.take();
  Plan plan;
  int64_t length = 0;
  TRY(begin_plan(ts, type, category, plan, length));
  for (int64_t i = 0; i < rows->size; ++i) {
    Ref pair = Ref::copy(rows->at(i));
    Row row;
    TRY(read_row(ts, pair, i, row));
    const Description* own = describe(type);
    if (own != nullptr && own->has(Description::kFinal)) {
      return raise(ts, Exc::kAttributeError, row.type.get() == Value::from_object(&type) ? "Structure or union cannot contain itself" : "_fields_ is final");
    }
    TRY(add_field(ts, type, category, plan, row, length + i));
  }
  TRY(finish_plan(ts, type, category, plan, *rows, length + rows->size));
  return add_anonymous(ts, type);
}

}  // namespace pyemb::ctypes
