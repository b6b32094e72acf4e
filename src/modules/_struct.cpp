// SPDX-License-Identifier: MIT
// _struct: conversions between Python values and C structs packed into bytes.
#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "modules/exception_class.h"
#include "modules/native_modules.h"
#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/codec_native.h"
#include "objects/item_format.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "modules/module_type_specs.h"

namespace pyemb {
namespace {

/// One entry of a format: `count` items of a kind from `offset` on. Strings are one value whatever their count.
struct Field {
  const ItemFormat* item;
  int64_t count;
  int64_t offset;
};

struct Struct : Object {
  static constexpr TypeId kId = ModuleType::kStruct;
  Value format;     ///< owned str; null: __init__ has not run
  Field* fields;    ///< buffer
  int64_t field_count;
  int64_t field_capacity;
  int64_t size;     ///< bytes of the packed struct
  int64_t values;   ///< values of pack() and unpack()
  ByteOrder order;
};

struct State {
  Value error;  ///< struct.error, owned
};

State& state_of(ThreadState& ts) { return *static_cast<State*>(find_module_state(ts, kStructModule)); }

COLD Raised raise_struct_error(ThreadState& ts, const char* format, ...) __attribute__((format(printf, 2, 3)));
Raised raise_struct_error(ThreadState& ts, const char* format, ...) {
  char text[200];
  va_list args;
  va_start(args, format);
  std::vsnprintf(text, sizeof text, format, args);
  va_end(args);
  Own<Str> message = TRY(new_str(ts, text));
  return raise_value(ts, as<Type>(state_of(ts).error), message);
}

// -- formats -------------------------------------------------------------------------------------------------------------------------

struct Layout {
  ByteOrder order = kNativeOrder;
  bool native = true;    ///< native sizes
  bool aligned = true;   ///< native alignment
};

/// Reads the first character, if it says the byte order.
Layout read_layout(std::string_view& format) {
  Layout layout;
  if (format.empty()) return layout;
  switch (format[0]) {
    case '@': break;
    case '=': layout = {kNativeOrder, false, false}; break;
    case '<': layout = {ByteOrder::kLittle, false, false}; break;
    case '>':
    case '!': layout = {ByteOrder::kBig, false, false}; break;
    default: return layout;
  }
  format.remove_prefix(1);
  return layout;
}

Status add_field(ThreadState& ts, Struct& self, Field field) {
  if (self.field_count == self.field_capacity) {
    int64_t capacity = self.field_capacity == 0 ? 8 : self.field_capacity * 2;
    void* grown = ts.interp.heap.resize_buffer(self.fields, static_cast<size_t>(self.field_capacity) * sizeof(Field), static_cast<size_t>(capacity) * sizeof(Field));
    if (grown == nullptr) return raise_no_memory(ts);
    self.fields = static_cast<Field*>(grown);
    self.field_capacity = capacity;
  }
  self.fields[self.field_count++] = field;
  return {};
}

bool is_string(const ItemFormat& item) { return item.kind == ItemFormat::kString || item.kind == ItemFormat::kPascalString; }

/// Lays the fields out one after the other.
Status parse_format(ThreadState& ts, Struct& self, std::string_view format) {
  if (format.find('\0') != format.npos) return raise_struct_error(ts, "embedded null character");
  Layout layout = read_layout(format);
  self.order = layout.order;
  self.field_count = self.size = self.values = 0;
  for (size_t i = 0; i < format.size(); ++i) {
    char c = format[i];
    if (c == ' ' || (c >= '\t' && c <= '\r')) continue;
    int64_t count = 1;
    if (c >= '0' && c <= '9') {
      count = 0;
      for (; i < format.size() && format[i] >= '0' && format[i] <= '9'; ++i) {
        if (__builtin_mul_overflow(count, 10, &count) || __builtin_add_overflow(count, format[i] - '0', &count)) {
          return raise_struct_error(ts, "total struct size too long");
        }
      }
      if (i == format.size()) return raise_struct_error(ts, "repeat count given without format specifier");
      c = format[i];
    }
    const ItemFormat* item = layout.native ? native_item(c) : standard_item(c);
    if (item == nullptr) return raise_struct_error(ts, "bad char in struct format");
    if (self.size > INT64_MAX - item->alignment) return raise_struct_error(ts, "total struct size too long");
    if (layout.aligned && item->alignment > 1) self.size = (self.size + item->alignment - 1) / item->alignment * item->alignment;
    int64_t bytes;
    if (__builtin_mul_overflow(count, item->size, &bytes) || bytes > INT64_MAX - self.size) return raise_struct_error(ts, "total struct size too long");
    if (item->kind != ItemFormat::kPad) {
      TRY(add_field(ts, self, Field{item, count, self.size}));
      self.values += is_string(*item) ? 1 : count;
    }
    self.size += bytes;
  }
  return {};
}

/// The format as ASCII text: str or bytes.
Result<Own<Str>> format_text(ThreadState& ts, Value format) {
  if (is<Str>(format)) {
    if (!as<Str>(format).ascii) {
      Own<Bytes> ignored = TRY(encode_ascii(ts, as<Str>(format), nullptr));  // raises UnicodeEncodeError
    }
    return Own<Str>::copy(&as<Str>(format));
  }
  if (is<Bytes>(format)) return new_str_latin1(ts, as<Bytes>(format).data(), as<Bytes>(format).size);
  return raise(ts, Exc::kTypeError, "Struct() argument 1 must be a str or bytes object, not %s", type_name(ts, format));
}

Status struct_init(ThreadState& ts, Struct& self, Value format) {
  Own<Str> text = TRY(format_text(ts, format));
  TRY(parse_format(ts, self, text->ascii_view()));
  decref(std::exchange(self.format, Ref(std::move(text)).release()));
  return {};
}

Result<Ref> struct_new(ThreadState& ts, Type& type, CallArgs) {
  Own<Struct> made = TRY(new_native<Struct>(ts, type));
  gc_track(ts, made.get());
  return made;
}

Result<Own<Struct>> make_struct(ThreadState& ts, Value format) {
  if (is<Struct>(format)) return Own<Struct>::copy(&as<Struct>(format));
  Own<Struct> made = TRY(new_native<Struct>(ts));
  gc_track(ts, made.get());
  TRY(struct_init(ts, *made, format));
  return made;
}

Status check_initialized(ThreadState& ts, const Struct& self) {
  if (self.format.is_null()) return raise(ts, Exc::kRuntimeError, "Struct object is not initialized");
  return {};
}

// -- packing ---------------------------------------------------------------------------------------------------------------------------

Status pack_string(ThreadState& ts, const Field& field, Value value, uint8_t* to) {
  if (!is<Bytes>(value) && !is<ByteArray>(value)) return raise_struct_error(ts, "argument for '%c' must be a bytes object", field.item->code);
  std::string_view text = is<Bytes>(value) ? as<Bytes>(value).view() : as<ByteArray>(value).view();
  bool pascal = field.item->kind == ItemFormat::kPascalString;
  if (field.count == 0) return {};
  auto room = static_cast<size_t>(field.count - (pascal ? 1 : 0));
  text = text.substr(0, room);
  if (pascal) *to++ = static_cast<uint8_t>(std::min<size_t>(text.size(), 255));
  if (!text.empty()) std::memcpy(to, text.data(), text.size());
  return {};
}

/// What a failed store means, in the words of struct.
COLD Raised raise_store_error(ThreadState& ts, const ItemFormat& item, Stored outcome, bool is_native) {
  switch (outcome) {
    case Stored::kRaised: return Raised{};
    case Stored::kWrongType:
      if (item.kind == ItemFormat::kChar) return raise_struct_error(ts, "char format requires a bytes object of length 1");
      if (item.kind == ItemFormat::kFloat) return raise_struct_error(ts, "required argument is not a float");
      return raise_struct_error(ts, "required argument is not an integer");
    default: break;
  }
  if (item.kind == ItemFormat::kFloat) {
    return raise(ts, Exc::kOverflowError, "float too large to pack with %c format", item.code);
  }
  const char* name = item.code == 'b' ? "byte" : item.code == 'B' ? "ubyte" : item.code == 'h' ? "short" : item.code == 'H' ? "ushort" : nullptr;
  bool is_signed = item.kind == ItemFormat::kSigned;
  if (is_native && name != nullptr && item.size == 1) return raise_struct_error(ts, "%s format requires %s <= number <= %s", name, is_signed ? "-128" : "0", is_signed ? "127" : "255");
  if (is_native && name != nullptr) return raise_struct_error(ts, "%s format requires %s <= number <= %s", name, is_signed ? "(-0x7fff - 1)" : "0", is_signed ? "0x7fff" : "(0x7fff * 2 + 1)");
  if (item.size == 8 && is_native) return raise_struct_error(ts, "%s", is_signed ? "int too large to convert" : "int too large to convert");
  if (is_signed) {
    long long most = item.size == 8 ? INT64_MAX : (1LL << (item.size * 8 - 1)) - 1;
    return raise_struct_error(ts, "'%c' format requires %lld <= number <= %lld", item.code, -most - 1, most);
  }
  unsigned long long most = item.size == 8 ? UINT64_MAX : (1ULL << (item.size * 8)) - 1;
  return raise_struct_error(ts, "'%c' format requires 0 <= number <= %llu", item.code, most);
}

/// Packs the values into `to`, which has room for the struct.
Status pack_values(ThreadState& ts, Struct& self, std::span<const Value> values, uint8_t* to) {
  if (self.size > 0) std::memset(to, 0, static_cast<size_t>(self.size));
  size_t next = 0;
  for (int64_t f = 0; f < self.field_count; ++f) {
    const Field& field = self.fields[f];
    uint8_t* at = to + field.offset;
    if (is_string(*field.item)) {
      TRY(pack_string(ts, field, values[next++], at));
      continue;
    }
    bool is_native = field.item == native_item(field.item->code);
    for (int64_t i = 0; i < field.count; ++i, at += field.item->size) {
      Stored outcome = store_item(ts, *field.item, self.order, values[next++], at);
      if (outcome != Stored::kDone) return raise_store_error(ts, *field.item, outcome, is_native);
    }
  }
  return {};
}

Status check_value_count(ThreadState& ts, const Struct& self, size_t given, const char* name) {
  if (static_cast<int64_t>(given) == self.values) return {};
  return raise_struct_error(ts, "%s expected %lld items for packing (got %zu)", name, static_cast<long long>(self.values), given);
}

Result<Ref> struct_pack(ThreadState& ts, Struct& self, Rest values) {
  TRY(check_initialized(ts, self));
  TRY(check_value_count(ts, self, values.size(), "pack"));
  Own<Bytes> packed = TRY(new_bytes_buffer(ts, self.size));
  TRY(pack_values(ts, self, values, packed->data()));
  return packed;
}

/// Resolves a possibly negative offset for `needed` bytes in a buffer of `size`.
Result<int64_t> resolve_offset(ThreadState& ts, int64_t offset, int64_t needed, int64_t size, const char* name, const char* verb) {
  auto ll = [](int64_t n) { return static_cast<long long>(n); };
  if (offset < 0) {
    if (offset + needed > 0) {
      const char* lack = verb == std::string_view("pack") ? "no space" : "not enough data";
      return raise_struct_error(ts, "%s to %s %lld bytes at offset %lld", lack, verb, ll(needed), ll(offset));
    }
    if (offset + size < 0) return raise_struct_error(ts, "offset %lld out of range for %lld-byte buffer", ll(offset), ll(size));
    offset += size;
  }
  if (size - offset < needed) {
    auto least = static_cast<unsigned long long>(needed) + static_cast<unsigned long long>(offset);
    return raise_struct_error(ts, "%s requires a buffer of at least %llu bytes for %s %lld bytes at offset %lld (actual buffer size is %lld)", name,
                              least, name[0] == 'p' ? "packing" : "unpacking", ll(needed), ll(offset), ll(size));
  }
  return offset;
}

Status struct_pack_into(ThreadState& ts, Struct& self, Value buffer, int64_t offset, Rest values) {
  TRY(check_initialized(ts, self));
  Buffer target(ts);
  TRY(target.open_writable(buffer, ""));
  TRY(check_value_count(ts, self, values.size(), "pack_into"));
  int64_t at = TRY(resolve_offset(ts, offset, self.size, target.size(), "pack_into", "pack"));
  Own<Bytes> packed = TRY(new_bytes_buffer(ts, self.size));
  TRY(pack_values(ts, self, values, packed->data()));
  if (self.size > 0) std::memcpy(target.data() + at, packed->data(), static_cast<size_t>(self.size));
  return {};
}

// -- unpacking -------------------------------------------------------------------------------------------------------------------------

Result<Ref> unpack_at(ThreadState& ts, const Struct& self, const uint8_t* from) {
  Own<Tuple> values = TRY(new_tuple(ts, self.values));
  for (Value& slot : values->span()) slot = Value::none();  // valid while it is filled
  int64_t next = 0;
  for (int64_t f = 0; f < self.field_count; ++f) {
    const Field& field = self.fields[f];
    const uint8_t* at = from + field.offset;
    if (is_string(*field.item)) {
      int64_t length = field.count;
      if (field.item->kind == ItemFormat::kPascalString && length > 0) {
        length = std::min<int64_t>(*at, length - 1);
        ++at;
      }
      values->set(next++, TRY(new_bytes(ts, std::string_view(reinterpret_cast<const char*>(at), static_cast<size_t>(length)))));
      continue;
    }
    for (int64_t i = 0; i < field.count; ++i, at += field.item->size) {
      values->set(next++, TRY(load_item(ts, *field.item, self.order, at)));
    }
  }
  return values;
}

Result<Ref> struct_unpack(ThreadState& ts, Struct& self, Value buffer) {
  TRY(check_initialized(ts, self));
  Buffer source(ts);
  TRY(source.open(buffer));
  if (source.size() != self.size) return raise_struct_error(ts, "unpack requires a buffer of %lld bytes", static_cast<long long>(self.size));
  return unpack_at(ts, self, source.data());
}

Result<Ref> struct_unpack_from(ThreadState& ts, Struct& self, Value buffer, std::optional<int64_t> offset) {
  TRY(check_initialized(ts, self));
  Buffer source(ts);
  TRY(source.open(buffer));
  int64_t at = TRY(resolve_offset(ts, offset.value_or(0), self.size, source.size(), "unpack_from", "unpack"));
  return unpack_at(ts, self, source.data() + at);
}

struct StructIterator : Object {
  static constexpr TypeId kId = ModuleType::kStructIterator;
  Value layout;  ///< owned Struct; null at the end
  Value buffer;  ///< owned bytes-like object
  int64_t position;
};

Result<Ref> struct_iter_unpack(ThreadState& ts, Struct& self, Value buffer) {
  TRY(check_initialized(ts, self));
  Buffer source(ts);
  TRY(source.open(buffer));
  if (self.size == 0) return raise_struct_error(ts, "cannot iteratively unpack with a struct of length 0");
  if (source.size() % self.size != 0) {
    return raise_struct_error(ts, "iterative unpacking requires a buffer of a multiple of %lld bytes", static_cast<long long>(self.size));
  }
  Own<StructIterator> iterator = TRY(new_native<StructIterator>(ts));
  iterator->layout = Ref::copy(&self).release();
  iterator->buffer = Ref::copy(buffer).release();
  gc_track(ts, iterator.get());
  return iterator;
}

Result<Ref> iterator_self(ThreadState&, Value self) { return Ref::copy(self); }
Result<Ref> iterator_next(ThreadState& ts, Value self) {
  auto& iterator = as<StructIterator>(self);
  if (iterator.layout.is_null()) return Result<Ref>::absent();
  Struct& layout = as<Struct>(iterator.layout);
  Buffer source(ts);
  TRY(source.open(iterator.buffer));
  if (iterator.position + layout.size > source.size()) {
    source.close();
    decref(std::exchange(iterator.layout, Value::null()));
    decref(std::exchange(iterator.buffer, Value::null()));
    return Result<Ref>::absent();
  }
  int64_t at = iterator.position;
  iterator.position += layout.size;
  return unpack_at(ts, layout, source.data() + at);
}
Result<int64_t> iterator_length_hint(ThreadState& ts, StructIterator& self) {
  if (self.layout.is_null()) return int64_t{0};
  Buffer source(ts);
  TRY(source.open(self.buffer));
  return (source.size() - self.position) / as<Struct>(self.layout).size;
}
void iterator_traverse(Object* object, GcVisitor& visit) {
  visit(static_cast<StructIterator*>(object)->layout);
  visit(static_cast<StructIterator*>(object)->buffer);
}
void iterator_dealloc(ThreadState&, Object* object) {
  decref(std::exchange(static_cast<StructIterator*>(object)->layout, Value::null()));
  decref(std::exchange(static_cast<StructIterator*>(object)->buffer, Value::null()));
}

// -- the type ----------------------------------------------------------------------------------------------------------------------------

Result<Ref> struct_repr(ThreadState& ts, Value self) {
  Struct& layout = as<Struct>(self);
  TRY(check_initialized(ts, layout));
  Own<Str> format = TRY(repr(ts, layout.format));
  return new_str_format(ts, "%s(%s)", type_name(ts, self), Utf8(ts, *format).c_str());
}

Value struct_format(ThreadState&, Struct& self) { return self.format.is_null() ? Value::none() : self.format; }
int64_t struct_size(ThreadState&, Struct& self) { return self.size; }
int64_t struct_sizeof(ThreadState&, Struct& self) { return static_cast<int64_t>(sizeof(Struct) + static_cast<size_t>(self.field_capacity) * sizeof(Field)); }

void struct_traverse(Object* object, GcVisitor& visit) { visit(static_cast<Struct*>(object)->format); }
void struct_dealloc(ThreadState& ts, Object* object) {
  auto* self = static_cast<Struct*>(object);
  ts.interp.heap.release_buffer(std::exchange(self->fields, nullptr), static_cast<size_t>(self->field_capacity) * sizeof(Field));
  decref(std::exchange(self->format, Value::null()));
}

constexpr NativeMethod kInit = method<struct_init>("Struct", "($self, format)", nullptr);
constexpr NativeMethod kMethods[] = {
    method<struct_pack>("pack", "($self, /, *values)", "Return a bytes object containing values packed according to the format."),
    method<struct_pack_into>("pack_into", "($self, buffer, offset, /, *values)", "Pack values into the buffer, starting at offset."),
    method<struct_unpack>("unpack", "($self, buffer, /)", "Return a tuple containing unpacked values."),
    method<struct_unpack_from>("unpack_from", "($self, /, buffer, offset=0)", "Return a tuple containing unpacked values, starting at offset."),
    method<struct_iter_unpack>("iter_unpack", "($self, buffer, /)", "Return an iterator yielding tuples unpacked from the buffer."),
    method<struct_sizeof>("__sizeof__", "($self, /)", "Size of the object in memory, in bytes."),
};
constexpr GetSet kGetSets[] = {
    getset<struct_format>("format", "struct format string"),
    getset<struct_size>("size", "struct size in bytes"),
};
constexpr NativeMethod kIteratorMethods[] = {
    method<iterator_length_hint>("__length_hint__", "($self, /)", nullptr),
};

// -- the module --------------------------------------------------------------------------------------------------------------------------

Result<int64_t> calcsize(ThreadState& ts, Value format) {
  Own<Struct> layout = TRY(make_struct(ts, format));
  return layout->size;
}
Result<Ref> pack(ThreadState& ts, Value format, Rest values) {
  Own<Struct> layout = TRY(make_struct(ts, format));
  return struct_pack(ts, *layout, values);
}
Status pack_into(ThreadState& ts, Value format, Value buffer, int64_t offset, Rest values) {
  Own<Struct> layout = TRY(make_struct(ts, format));
  return struct_pack_into(ts, *layout, buffer, offset, values);
}
Result<Ref> unpack(ThreadState& ts, Value format, Value buffer) {
  Own<Struct> layout = TRY(make_struct(ts, format));
  return struct_unpack(ts, *layout, buffer);
}
Result<Ref> unpack_from(ThreadState& ts, Value format, Value buffer, std::optional<int64_t> offset) {
  Own<Struct> layout = TRY(make_struct(ts, format));
  return struct_unpack_from(ts, *layout, buffer, offset);
}
Result<Ref> iter_unpack(ThreadState& ts, Value format, Value buffer) {
  Own<Struct> layout = TRY(make_struct(ts, format));
  return struct_iter_unpack(ts, *layout, buffer);
}
Status clear_cache(ThreadState&) { return {}; }  // formats are compiled anew each time: there is no cache

constexpr NativeMethod kFunctions[] = {
    function<calcsize>("calcsize", "($module, format, /)", "Return size in bytes of the struct described by the format string."),
    function<pack>("pack", "($module, format, /, *values)", "Return a bytes object containing the values packed according to the format string."),
    function<pack_into>("pack_into", "($module, format, buffer, offset, /, *values)", "Pack the values into the buffer, starting at offset."),
    function<unpack>("unpack", "($module, format, buffer, /)", "Return a tuple containing values unpacked according to the format string."),
    function<unpack_from>("unpack_from", "($module, format, /, buffer, offset=0)", "Return a tuple containing values unpacked from the offset on."),
    function<iter_unpack>("iter_unpack", "($module, format, buffer, /)", "Return an iterator yielding tuples unpacked from the buffer."),
    function<clear_cache>("_clearcache", "($module, /)", "Clear the internal cache."),
};
constexpr TypeId kTypes[] = {ModuleType::kStruct};

Status struct_exec(ThreadState& ts, Module& module) {
  Ref error = TRY(new_exception_class(ts, "struct.error", core_type(ts, Exc::kException)));
  module_state<State>(module).error = Ref::copy(error).release();
  return module_add(ts, module, "error", error);
}

void state_traverse(void* state, GcVisitor& visit) { visit(static_cast<State*>(state)->error); }
void state_clear(ThreadState&, void* state) { decref(std::exchange(static_cast<State*>(state)->error, Value::null())); }

}  // namespace

constexpr TypeSpec kStructSpec = {
    .name = "_struct.Struct",
    .doc = "Struct(fmt) --> compiled struct object",
    .id = ModuleType::kStruct,
    .size = sizeof(Struct),
    .flags = Type::kCollected | Type::kSubclassable | Type::kWeakrefable,
    .methods = kMethods,
    .getsets = kGetSets,
    .slots = {.repr = struct_repr, .init = init_from<kInit>, .new_ = struct_new},
    .traverse = struct_traverse,
    .dealloc = struct_dealloc,
};

constexpr TypeSpec kStructIteratorSpec = {
    .name = "_struct.unpack_iterator",
    .id = ModuleType::kStructIterator,
    .size = sizeof(StructIterator),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kIteratorMethods,
    .slots = {.iter = iterator_self, .next = iterator_next},
    .traverse = iterator_traverse,
    .dealloc = iterator_dealloc,
};

constexpr NativeModule kStructModule = {
    .name = "_struct",
    .doc = "Functions to convert between Python values and C structs represented as Python bytes objects.",
    .functions = kFunctions,
    .types = kTypes,
    .exec = struct_exec,
    .state_size = sizeof(State),
    .traverse = state_traverse,
    .clear = state_clear,
};

}  // namespace pyemb
