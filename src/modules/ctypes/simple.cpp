// SPDX-License-Identifier: MIT
// Simple data: numbers, characters, addresses, strings and objects. PyCSimpleType and _SimpleCData.
#include <cstring>

#include "modules/ctypes/ctypes.h"
#include "modules/ctypes/type_methods.h"
#include "modules/module_type_specs.h"
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/owned_fields.h"
#include "objects/str.h"
#include "objects/type_specs.h"

namespace pyemb::ctypes {
namespace {

constexpr const char* kCodes = "cbBhHiIlLdfuzZqQPXOv?g";

// -- the metaclass -------------------------------------------------------------------------------------------------------------

Result<const SimpleKind*> kind_of_class(ThreadState& ts, Value type, Ref& proto) {
  Ref found = TRY(find_attr(ts, type, "_type_"));
  if (found.is_absent()) return raise(ts, Exc::kAttributeError, "class must define a '_type_' attribute");
  if (!is<Str>(found)) return raise(ts, Exc::kTypeError, "class must define a '_type_' string attribute");
  Str& text = *found.as<Str>();
  if (text.length != 1) return raise(ts, Exc::kValueError, "class must define a '_type_' attribute which must be a string of length 1");
  const char32_t code = text.at(0);
  if (code > 127 || std::strchr(kCodes, static_cast<int>(code)) == nullptr || code == 0) {
    return raise(ts, Exc::kAttributeError, "class must define a '_type_' attribute which must be\na single character string containing one of '%s'.", kCodes);
  }
  const SimpleKind* kind = find_kind(code);
  if (kind == nullptr) return raise(ts, Exc::kValueError, "_type_ '%c' not supported", static_cast<char>(code));
  proto = std::move(found);
  return kind;
}

/// Describes a class that stands for a kind.
Status describe_simple(ThreadState& ts, Value type, const SimpleKind& kind, Ref proto, bool swapped) {
  Description* about = TRY(new_description(ts, type, Category::kSimple));
  about->kind = &kind;
  about->swapped = swapped;
  about->proto = proto.release();
  about->size = static_cast<int64_t>(kind.ffi->size);
  about->align = kind.ffi->alignment;
  const bool is_big = kNativeBig != swapped;
  const char format[] = {is_big ? '>' : '<', kind.pep3118};
  if (std::strchr("zZPO", kind.code) != nullptr) about->flags |= Description::kHasPointer;
  return set_format(ts, *about, {format, sizeof format});
}

/// The twin of a new class in the other byte order, and the attributes by which each finds the other.
Status make_twin(ThreadState& ts, Type& metatype, Value type, const SimpleKind& kind, Value proto, CallArgs args) {
  Own<Str> suffix = TRY(new_str(ts, kNativeBig ? "_le" : "_be"));
  Ref name = TRY(str_concat(ts, args.values[0], suffix));
  const Value values[] = {name, args.values[1], args.values[2]};
  Ref twin = TRY(type_new(ts, metatype, {values, 3}));
  TRY(describe_simple(ts, twin, kind, Ref::copy(proto), true));
  const char* own = kNativeBig ? "__ctype_be__" : "__ctype_le__";
  const char* other = kNativeBig ? "__ctype_le__" : "__ctype_be__";
  TRY(set_attr(ts, type, other, twin));
  TRY(set_attr(ts, type, own, type));
  TRY(set_attr(ts, twin, own, type));
  return set_attr(ts, twin, other, twin);
}

Result<Ref> simple_type_new(ThreadState& ts, Type& metatype, CallArgs args) {
  Ref type = TRY(type_new(ts, metatype, args));
  Ref proto;
  const SimpleKind* kind = TRY(kind_of_class(ts, type, proto));
  TRY(describe_simple(ts, type, *kind, Ref::copy(proto), false));
  if (metatype.id == ModuleType::kCSimpleType && kind->is_swappable) TRY(make_twin(ts, metatype, type, *kind, proto, args));
  return type;
}

}  // namespace

// -- from_param ----------------------------------------------------------------------------------------------------------------

namespace {

bool points_to_kind(Value type, char code) {
  const Description* about = describe(type);
  return about != nullptr && about->kind != nullptr && about->kind->code == code;
}

/// An array of characters or a pointer to them, or byref() of one.
bool is_text_of(ThreadState& ts, Value value, char code) {
  if (is<CArgument>(value)) {
    const Value object = as<CArgument>(value).object;
    return !object.is_null() && is_data(object) && points_to_kind(Value::from_object(&type_of(ts, object)), code);
  }
  const bool fits = is_instance_of(ts, value, Category::kArray) || is_instance_of(ts, value, Category::kPointer);
  return fits && !describe_class_of(ts, value)->proto.is_null() && points_to_kind(describe_class_of(ts, value)->proto, code);
}

/// The value as an argument of the kind; what the kind does not take is a raised exception.
Result<Ref> argument_of_kind(ThreadState& ts, const SimpleKind& kind, Value value, bool swapped = false) {
  Own<CArgument> argument = TRY(new_argument(ts, kind.code, kind.ffi, Value::null()));
  Ref kept = TRY(kind.store(ts, reinterpret_cast<char*>(&argument->word), value, {0, swapped}));
  argument->object = kept.release();
  return argument;
}

/// What c_void_p takes beside addresses: strings, arrays, pointers, functions. Absent: nothing of the sort.
Result<Ref> find_address_argument(ThreadState& ts, Value value) {
  if (is_any_int(value)) return argument_of_kind(ts, *find_kind('P'), value);
  if (is<Bytes>(value)) return argument_of_kind(ts, *find_kind('z'), value);
  if (is<Str>(value)) return argument_of_kind(ts, *find_kind('Z'), value);
  if (is<CArgument>(value)) return as<CArgument>(value).tag == 'P' ? Result<Ref>(Ref::copy(value)) : Result<Ref>::absent();
  if (!is_data(value)) return Result<Ref>::absent();
  const Description* about = describe_class_of(ts, value);
  if (about == nullptr) return Result<Ref>::absent();
  if (about->category == Category::kArray || about->category == Category::kPointer) return Ref::copy(value);
  const bool is_text = about->category == Category::kSimple && (about->kind->code == 'z' || about->kind->code == 'Z');
  if (about->category != Category::kFunction && !is_text) return Result<Ref>::absent();
  Own<CArgument> argument = TRY(new_argument(ts, is_text ? 'Z' : 'P', &ffi_type_pointer, value));
  argument->word.p = pointer_in(as<CData>(value));
  return argument;
}

Result<Ref> find_simple_argument(ThreadState& ts, const Description& about, Value value) {
  const char code = about.kind->code;
  switch (code) {
    case 'z':
    case 'Z': {
      const bool is_string = code == 'z' ? is<Bytes>(value) : is<Str>(value);
      if (is_string) return argument_of_kind(ts, *about.kind, value);
      return is_text_of(ts, value, code == 'z' ? 'c' : 'u') ? Result<Ref>(Ref::copy(value)) : Result<Ref>::absent();
    }
    case 'P': return find_address_argument(ts, value);
    default: break;
  }
  Result<Ref> made = argument_of_kind(ts, *about.kind, value, about.swapped);
  if (!made.raised()) return made;
  ts.clear_pending();
  return Result<Ref>::absent();
}

}  // namespace

Result<Ref> simple_from_param(ThreadState& ts, Type& type, Value value) {
  const Description& about = *describe(type);
  const bool is_pointer = std::strchr("zZP", about.kind->code) != nullptr;
  if (is_pointer && value.is_none()) return Ref::none();
  const bool fits = TRY(is_instance(ts, value, Value::from_object(&type)));
  if (fits) return Ref::copy(value);
  Ref argument = TRY(find_simple_argument(ts, about, value));
  if (!argument.is_absent()) return argument;
  Ref parameter = TRY(find_as_parameter(ts, value));
  if (parameter.is_absent()) return raise(ts, Exc::kTypeError, "wrong type");
  RecursionGuard guard(ts, " while processing _as_parameter_");
  if (guard.exceeded()) return guard.raise();
  return simple_from_param(ts, type, parameter);
}

// -- instances -----------------------------------------------------------------------------------------------------------------

namespace {

Result<Ref> get_value(ThreadState& ts, CData& self) {
  const Description* about = TRY(describe_data(ts, self));
  return about->kind->load(ts, self.memory, {about->size, about->swapped});
}

Status set_value(ThreadState& ts, CData& self, Value value) {
  if (value.is_null()) return raise(ts, Exc::kTypeError, "can't delete attribute");
  const Description* about = TRY(describe_data(ts, self));
  Pinned pinned(self);
  Ref kept = TRY(about->kind->store(ts, self.memory, value, {about->size, about->swapped}));
  return keep_alive(ts, self, 0, kept);
}

Status simple_init(ThreadState& ts, Value self, CallArgs args) {
  if (args.count > 1) return raise(ts, Exc::kTypeError, "__init__ expected at most 1 argument, got %zu", args.count);
  return args.count == 1 ? set_value(ts, as<CData>(self), args.values[0]) : Status();
}

Result<Ref> simple_repr(ThreadState& ts, Value self) {
  const Type& type = type_of(ts, self);
  if (type.base->id != ModuleType::kCSimple) return new_str_format(ts, "<%s object at %p>", type_name(type), static_cast<void*>(self.as_object()));
  Ref value = TRY(get_value(ts, as<CData>(self)));
  Own<Str> shown = TRY(repr(ts, value));
  return new_str_format(ts, "%s(%s)", type_name(type), Utf8(ts, *shown).c_str());
}

Result<bool> simple_truth(ThreadState&, Value self) {
  const CData& data = as<CData>(self);
  static constexpr char kZero[sizeof(long double)] = {};
  return std::memcmp(data.memory, kZero, std::min<size_t>(static_cast<size_t>(data.size), sizeof kZero)) != 0;
}

Result<Ref> from_outparam(ThreadState& ts, CData& self) {
  if (keeps_instances(*self.type)) return Ref::copy(&self);
  return get_value(ts, self);
}

constexpr NativeMethod kMethods[] = {
    method<from_outparam>("__ctypes_from_outparam__", "$self, /", "What a call gives back for an output parameter."),
};
constexpr GetSet kGetSets[] = {getset<get_value, set_value>("value", "current value")};

}  // namespace
}  // namespace pyemb::ctypes

namespace pyemb {

constexpr TypeSpec kCSimpleTypeSpec = ctypes::as_metaclass({
    .name = "_ctypes.PyCSimpleType",
    .doc = "metatype for the PyCSimpleType Objects",
    .id = ModuleType::kCSimpleType,
    .methods = ctypes::kTypeRows,
    .slots = {.new_ = ctypes::simple_type_new, .repeat = ctypes::type_repeat},
});

constexpr TypeSpec kCSimpleSpec = ctypes::as_data_class({
    .name = "_ctypes._SimpleCData",
    .doc = "Numbers, characters, addresses, strings and objects. A class says by the letter _type_ what its instances hold.",
    .id = ModuleType::kCSimple,
    .methods = ctypes::kMethods,
    .getsets = ctypes::kGetSets,
    .slots = {.repr = ctypes::simple_repr, .init = ctypes::simple_init, .new_ = ctypes::new_of_type, .truth = ctypes::simple_truth},
});

}  // namespace pyemb
