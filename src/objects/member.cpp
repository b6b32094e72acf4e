// SPDX-License-Identifier: MIT
// Fields of native structs as attributes.
#include <cstring>
#include <limits>

#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/builtin.h"
#include "objects/int.h"
#include "objects/str.h"

namespace pyemb {
namespace {

template <class T>
T& field(Object* object, uint32_t offset) {
  return *reinterpret_cast<T*>(reinterpret_cast<char*>(object) + offset);
}

Result<Ref> text_of(ThreadState& ts, const char* text) {
  if (text == nullptr) return Ref::none();
  return new_str(ts, text);
}

/// A signed field narrower than a long: a number that does not fit is cut off, with a warning.
template <class T>
Status store_signed(ThreadState& ts, T& place, Value value, const char* type) {
  int64_t number = TRY(to_int64(ts, value));
  place = static_cast<T>(number);
  if (place == number) return {};
  return warn(ts, Exc::kRuntimeWarning, 1, "Truncation of value to %s", type);
}

/// The same for unsigned ones that fit a long.
template <class T>
Status store_unsigned(ThreadState& ts, T& place, Value value, const char* type) {
  int64_t number = TRY(to_int64(ts, value));
  place = static_cast<T>(number);
  if (number >= 0 && static_cast<uint64_t>(number) <= std::numeric_limits<T>::max()) return {};
  return warn(ts, Exc::kRuntimeWarning, 1, "Truncation of value to %s", type);
}

/// 32 and 64 bits: a negative number is taken as its bits, with a warning.
template <class T>
Status store_wide_unsigned(ThreadState& ts, T& place, Value value, const char* type) {
  Ref number = TRY(number_index(ts, value));
  uint64_t bits = 0;
  if (int_fits_uint64(number, bits)) {
    place = static_cast<T>(bits);
    if (place == bits) return {};
    return warn(ts, Exc::kRuntimeWarning, 1, "Truncation of value to %s", type);
  }
  int64_t negative = TRY(to_int64(ts, number));
  place = static_cast<T>(negative);
  return warn(ts, Exc::kRuntimeWarning, 1, "Writing negative value into unsigned field");
}

Status store_char(ThreadState& ts, char& place, Value value) {
  if (is<Str>(value) && as<Str>(value).length == 1 && as<Str>(value).ascii) {
    place = as<Str>(value).ascii_view()[0];
    return {};
  }
  return raise(ts, Exc::kTypeError, "bad argument type for built-in operation");
}

Status store_number(ThreadState& ts, const Member& row, Object* object, Value value) {
  switch (row.kind) {
    case Member::kInt8: return store_signed(ts, field<int8_t>(object, row.offset), value, "char");
    case Member::kInt16: return store_signed(ts, field<int16_t>(object, row.offset), value, "short");
    case Member::kInt32: return store_signed(ts, field<int32_t>(object, row.offset), value, "int");
    case Member::kInt64: field<int64_t>(object, row.offset) = TRY(to_int64(ts, value)); return {};
    case Member::kSize: field<int64_t>(object, row.offset) = TRY(to_ssize(ts, value)); return {};
    case Member::kUint8: return store_unsigned(ts, field<uint8_t>(object, row.offset), value, "unsigned char");
    case Member::kUint16: return store_unsigned(ts, field<uint16_t>(object, row.offset), value, "unsigned short");
    case Member::kUint32: return store_wide_unsigned(ts, field<uint32_t>(object, row.offset), value, "unsigned int");
    case Member::kUint64: return store_wide_unsigned(ts, field<uint64_t>(object, row.offset), value, "unsigned long");
    case Member::kFloat: field<float>(object, row.offset) = static_cast<float>(TRY(to_double(ts, value))); return {};
    case Member::kDouble: {
      field<double>(object, row.offset) = -1;  // what CPython leaves behind after an error
      field<double>(object, row.offset) = TRY(to_double(ts, value));
      return {};
    }
    default: break;
  }
  return raise(ts, Exc::kTypeError, "readonly attribute");
}

}  // namespace

Result<Ref> member_load(ThreadState& ts, const Member& row, Object* object) {
  if (row.access == Member::kAuditedReadOnly) TRY(audit_attribute(ts, "object.__getattr__", Value::from_object(object), row.name));
  if (row.prepare != nullptr) TRY(row.prepare(ts, object));
  switch (row.kind) {
    case Member::kValue:
    case Member::kValueOrNone: {
      Value value = field<Value>(object, row.offset);
      if (!value.is_null()) return Ref::copy(value);
      if (row.kind == Member::kValueOrNone) return Ref::none();
      Own<Str> name = TRY(intern(ts, row.name));
      return raise_attribute_error(ts, Value::from_object(object), name);
    }
    case Member::kInt8: return new_int(ts, field<int8_t>(object, row.offset));
    case Member::kInt16: return new_int(ts, field<int16_t>(object, row.offset));
    case Member::kInt32: return new_int(ts, field<int32_t>(object, row.offset));
    case Member::kInt64:
    case Member::kSize: return new_int(ts, field<int64_t>(object, row.offset));
    case Member::kUint8: return new_int(ts, field<uint8_t>(object, row.offset));
    case Member::kUint16: return new_int(ts, field<uint16_t>(object, row.offset));
    case Member::kUint32: return new_int(ts, field<uint32_t>(object, row.offset));
    case Member::kUint64: return new_int_unsigned(ts, field<uint64_t>(object, row.offset));
    case Member::kBool: return Result<Ref>::boolean(field<bool>(object, row.offset));
    case Member::kFloat: return new_float(ts, static_cast<double>(field<float>(object, row.offset)));
    case Member::kDouble: return new_float(ts, field<double>(object, row.offset));
    case Member::kChar: return new_str_char(ts, field<unsigned char>(object, row.offset));
    case Member::kText: return text_of(ts, field<const char*>(object, row.offset));
    case Member::kTextInPlace: return text_of(ts, &field<char>(object, row.offset));
    case Member::kPointer: {
      Object* target = field<Object*>(object, row.offset);
      return target != nullptr ? Ref::copy(target) : Ref::none();
    }
    case Member::kNone: break;
  }
  return Ref::none();
}

Status member_store(ThreadState& ts, const Member& row, Object* object, Value value) {
  if (row.access != Member::kReadWrite) return raise(ts, Exc::kAttributeError, "readonly attribute");
  bool is_value = row.kind == Member::kValue || row.kind == Member::kValueOrNone;
  if (value.is_null() && !is_value) return raise(ts, Exc::kTypeError, "can't delete numeric/char attribute");
  switch (row.kind) {
    case Member::kValue:
      if (value.is_null() && field<Value>(object, row.offset).is_null()) {
        Own<Str> name = TRY(intern(ts, row.name));
        return raise_attribute_error(ts, Value::from_object(object), name, "%s", row.name);
      }
      [[fallthrough]];
    case Member::kValueOrNone: {
      Ref old = Ref::steal(std::exchange(field<Value>(object, row.offset), Ref::copy(value).release()));
      return {};
    }
    case Member::kBool:
      if (!value.is_bool()) return raise(ts, Exc::kTypeError, "attribute value type must be bool");
      field<bool>(object, row.offset) = value.is_true();
      return {};
    case Member::kChar: return store_char(ts, field<char>(object, row.offset), value);
    case Member::kPointer: return raise(ts, Exc::kAttributeError, "readonly attribute");
    default: return store_number(ts, row, object, value);
  }
}

}  // namespace pyemb
