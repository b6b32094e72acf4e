// SPDX-License-Identifier: MIT
#include "modules/ctypes/parameter_flags.h"

#include <cstring>

#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"

namespace pyemb::ctypes {
namespace {

enum Direction : unsigned { kIn = 1, kOut = 2, kLocale = 4, kInLocale = kIn | kLocale, kInOut = kIn | kOut };

/// One row of paramflags; name and default are null where they are None or not given.
struct Parameter {
  unsigned direction = 0;
  Value name = Value::null();
  Value fallback = Value::null();
};

/// False: it is no such row.
bool read_parameter(Value row, Parameter& out) {
  if (!is<Tuple>(row)) return false;
  Tuple& items = as<Tuple>(row);
  int64_t flag = 0;
  if (items.size < 1 || items.size > 3 || !is_any_int(items.at(0)) || !int_fits_int64(items.at(0), flag)) return false;
  if (items.size > 1 && !items.at(1).is_none()) {
    if (!is<Str>(items.at(1))) return false;
    out.name = items.at(1);
  }
  if (items.size > 2 && !items.at(2).is_none()) out.fallback = items.at(2);
  out.direction = static_cast<unsigned>(flag) & (kIn | kOut | kLocale);
  return true;
}

Status check_output_type(ThreadState& ts, Value type, int64_t number) {
  const Description* about = describe(type);
  if (about != nullptr) {
    if (about->category == Category::kPointer || about->category == Category::kArray) return {};
    if (about->category == Category::kSimple && std::strchr("PzZ", about->kind->code) != nullptr) return {};
  }
  return raise(ts, Exc::kTypeError, "'out' parameter %lld must be a pointer type, not %s", static_cast<long long>(number),
               is<Type>(type) ? type_name(as<Type>(type)) : type_name(ts, type));
}

/// Whether there is anything to arrange.
bool has_flags(Value argtypes, Value flags) {
  return !argtypes.is_null() && !flags.is_null() && is<Tuple>(argtypes) && as<Tuple>(argtypes).size > 0;
}

bool is_output(unsigned direction) { return direction == kOut || direction == kInOut; }

/// A new instance for C to fill: an array itself, else what the pointer points to.
Result<Ref> new_output(ThreadState& ts, Value type) {
  const Description* about = describe(type);
  if (about == nullptr) return raise(ts, Exc::kRuntimeError, "NULL stgdict unexpected");
  if (about->category == Category::kSimple) {
    return raise(ts, Exc::kTypeError, "%s 'out' parameter must be passed as default value", type_name(as<Type>(type)));
  }
  Ref made_of = Ref::copy(about->category == Category::kArray ? type : about->proto);
  return call(ts, made_of);
}

/// The arguments of a call, handed out one after the other.
struct Supply {
  CallArgs args;
  size_t used = 0;

  Result<Ref> take(ThreadState& ts, const Parameter& parameter) {
    if (used < args.count) return Ref::copy(args.values[used++]);
    if (!parameter.name.is_null() && !args.names.is_null()) {
      Tuple& names = as<Tuple>(args.names);
      for (int64_t i = 0; i < names.size; ++i) {
        const bool same = TRY(equal(ts, names.at(i), parameter.name));
        if (!same) continue;
        ++used;
        return Ref::copy(args.values[args.count + static_cast<size_t>(i)]);
      }
    }
    if (!parameter.fallback.is_null()) return Ref::copy(parameter.fallback);
    if (parameter.name.is_null()) return raise(ts, Exc::kTypeError, "not enough arguments");
    return raise(ts, Exc::kTypeError, "required argument '%s' missing", Utf8(ts, parameter.name).c_str());
  }
};

Result<Ref> arrange_one(ThreadState& ts, const Parameter& parameter, Value type, Supply& supply) {
  switch (parameter.direction) {
    case kInLocale: return Ref::copy(parameter.fallback.is_null() ? Value::from_int(0) : parameter.fallback);
    case kOut:
      if (!parameter.fallback.is_null()) return Ref::copy(parameter.fallback);
      return new_output(ts, type);
    default: return supply.take(ts, parameter);  // in, or in and out: check_parameter_flags() has refused all others
  }
}

}  // namespace

Status check_parameter_flags(ThreadState& ts, const Description& about, Value flags) {
  if (flags.is_none() || about.argtypes.is_null()) return {};
  if (!is<Tuple>(flags)) return raise(ts, Exc::kTypeError, "paramflags must be a tuple or None");
  Tuple& rows = as<Tuple>(flags);
  Tuple& types = as<Tuple>(about.argtypes);
  if (rows.size != types.size) return raise(ts, Exc::kValueError, "paramflags must have the same length as argtypes");
  for (int64_t i = 0; i < rows.size; ++i) {
    Parameter parameter;
    if (!read_parameter(rows.at(i), parameter)) {
      return raise(ts, Exc::kTypeError, "paramflags must be a sequence of (int [,string [,value]]) tuples");
    }
    switch (parameter.direction) {
      case 0:
      case kIn:
      case kInLocale:
      case kInOut: break;
      case kOut: TRY(check_output_type(ts, types.at(i), i + 1)); break;
      default: return raise(ts, Exc::kTypeError, "paramflag value %u not supported", parameter.direction);
    }
  }
  return {};
}

Result<Own<Tuple>> arrange_arguments(ThreadState& ts, Value argtypes, Value flags, CallArgs args) {
  if (!has_flags(argtypes, flags) || !is<Tuple>(flags)) return new_tuple(ts, std::span<const Value>(args.values, args.count));
  Tuple& types = as<Tuple>(argtypes);
  Supply supply = {args};
  Own<Tuple> arranged = TRY(new_tuple(ts, types.size));
  for (Value& slot : arranged->span()) slot = Value::none();
  for (int64_t i = 0; i < types.size; ++i) {
    Parameter parameter;
    if (i >= as<Tuple>(flags).size || !read_parameter(as<Tuple>(flags).at(i), parameter)) {
      return raise(ts, Exc::kTypeError, "paramflags must be a sequence of (int [,string [,value]]) tuples");
    }
    arranged->set(i, TRY(arrange_one(ts, parameter, types.at(i), supply)));
  }
  const size_t given = args.count + keyword_count(args);
  if (given == supply.used) return arranged;
  return raise(ts, Exc::kTypeError, "call takes exactly %zu arguments (%zu given)", supply.used, given);
}

Result<Ref> gather_outputs(ThreadState& ts, Value argtypes, Value flags, Tuple& args, Ref result) {
  if (!has_flags(argtypes, flags) || !is<Tuple>(flags)) return result;
  Own<List> outputs = TRY(new_list(ts));
  for (int64_t i = 0; i < as<Tuple>(flags).size && i < args.size; ++i) {
    Parameter parameter;
    if (!read_parameter(as<Tuple>(flags).at(i), parameter) || !is_output(parameter.direction)) continue;
    Ref output = Ref::copy(args.at(i));
    if (parameter.direction == kOut) {
      Own<Str> name = TRY(intern(ts, "__ctypes_from_outparam__"));
      output = TRY(call_method_of(ts, output, name));
    }
    TRY(list_append(ts, *outputs, std::move(output)));
  }
  if (outputs->size == 0) return result;
  if (outputs->size == 1) return Ref::copy(outputs->at(0));
  return to_tuple(ts, outputs);
}

}  // namespace pyemb::ctypes
