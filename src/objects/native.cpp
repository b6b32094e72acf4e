// SPDX-License-Identifier: MIT
#include "objects/native.h"

#include <algorithm>
#include <climits>

#include "objects/builtin.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

constexpr size_t kMaxBufferedKeywords = 64;

const char* plural(int64_t n) { return n == 1 ? "" : "s"; }

/// "list.append" for a method, "print" for a function: how messages name the callee.
struct CalleeName {
  const char* type = "";
  const char* dot = "";
};
CalleeName callee_name(ThreadState& ts, const NativeMethod& row, Value self) {
  if (row.kind == NativeMethod::kMethod) return {short_type_name(ts, self), "."};
  if (row.kind == NativeMethod::kClassMethod && is<Type>(self)) {
    const Type& type = as<Type>(self);
    std::string_view native_name = type.spec->name;
    bool constructor = native_name.substr(native_name.rfind('.') + 1) == row.name;  // `int`, not `int.int`
    return constructor ? CalleeName{} : CalleeName{short_type_name(type), "."};
  }
  if (row.kind == NativeMethod::kFunction && is<Module>(self) && as<Module>(self).row != nullptr) {
    const char* module = as<Module>(self).row->name;
    return std::string_view(module) == "builtins" ? CalleeName{} : CalleeName{module, "."};
  }
  return {};
}

/// "name()" in messages; a row without a name is a "function", or "this function".
struct ShownName {
  explicit ShownName(const NativeMethod& row) : text(row.name[0] != 0 ? row.name : "function"), parens(row.name[0] != 0 ? "()" : "") {}
  const char* text;
  const char* parens;
};

/// Whether the row's signature is written without parentheses (see native.h).
bool counts_as_tuple(const NativeMethod& row) { return row.signature != nullptr && row.signature[0] != '('; }

/// Too many or too few positional arguments of a function that takes them as a tuple.
COLD Raised raise_tuple_size(ThreadState& ts, const NativeMethod& row, int64_t given) {
  const Parameters& p = row.parameters;
  const char* bound = p.required == p.count ? "exactly" : given < p.required ? "at least" : "at most";
  int limit = given < p.required ? p.required : p.count;
  return raise(ts, Exc::kTypeError, "%s() takes %s %d argument%s (%lld given)", row.name, bound, limit, plural(limit), static_cast<long long>(given));
}

/// Too many or too few positional arguments, in CPython's words for this kind of signature.
COLD Raised raise_arity(ThreadState& ts, const NativeMethod& row, Value self, int64_t given, int64_t keywords) {
  const Parameters& p = row.parameters;
  CalleeName name = callee_name(ts, row, self);
  bool all_positional_only = p.positional_only == p.count;
  if (all_positional_only && p.count > 0 && counts_as_tuple(row)) return raise_tuple_size(ts, row, given);
  if (p.count == 0) {
    return raise(ts, Exc::kTypeError, "%s%s%s() takes no arguments (%lld given)", name.type, name.dot, row.name, static_cast<long long>(given));
  }
  bool single = all_positional_only && p.count == 1 && p.required == 1;
  if (single && row.kind != NativeMethod::kStaticMethod && row.kind != NativeMethod::kConstructor) {
    return raise(ts, Exc::kTypeError, "%s%s%s() takes exactly one argument (%lld given)", name.type, name.dot, row.name,
                 static_cast<long long>(given));
  }
  int64_t least = p.required;
  int64_t most = p.rest ? INT64_MAX : p.positional;
  if (all_positional_only || p.rest) {
    const char* bound = least == most ? "" : given < least ? "at least " : "at most ";
    int64_t limit = given < least ? least : most;
    return raise(ts, Exc::kTypeError, "%s expected %s%lld argument%s, got %lld", row.name, bound, static_cast<long long>(limit), plural(limit),
                 static_cast<long long>(given));
  }
  int64_t total = given + keywords;
  ShownName shown(row);
  if (total > p.count) {
    return raise(ts, Exc::kTypeError, "%s%s takes at most %d %sargument%s (%lld given)", shown.text, shown.parens, p.count,
                 given == 0 ? "keyword " : "", plural(p.count), static_cast<long long>(total));
  }
  if (p.positional == 0) return raise(ts, Exc::kTypeError, "%s%s takes no positional arguments", shown.text, shown.parens);
  int least_by_position = std::min(p.required, p.positional_only);
  if (given < least_by_position) {
    return raise(ts, Exc::kTypeError, "%s%s takes %s %d positional argument%s (%lld given)", shown.text, shown.parens,
                 least_by_position < p.positional ? "at least" : "exactly", least_by_position, plural(least_by_position),
                 static_cast<long long>(given));
  }
  return raise(ts, Exc::kTypeError, "%s%s takes %s %d positional argument%s (%lld given)", shown.text, shown.parens,
               p.required == p.positional && p.required_keywords == 0 ? "exactly" : "at most", p.positional, plural(p.positional),
               static_cast<long long>(given));
}

int find_parameter(const NativeMethod& row, const Str& name, int from) {
  for (int i = from; i < row.parameters.count; ++i) {
    if (str_equal(name, row.parameter_name(i))) return i;
  }
  return -1;
}

/// Puts one keyword argument where it belongs. False: it belongs nowhere.
Result<bool> bind_keyword(ThreadState& ts, const NativeMethod& row, Value name, Value value, Value* bound, CallArgs* keywords, Value* keyword_buffer) {
  const Parameters& p = row.parameters;
  int i = find_parameter(row, as<Str>(name), p.positional_only);
  if (i >= 0) {
    if (!bound[i].is_null()) return false;
    bound[i] = value;
    return true;
  }
  if (keywords == nullptr) return false;
  if (keywords->count >= kMaxBufferedKeywords) return raise(ts, Exc::kTypeError, "%s() takes at most %zu keyword arguments", row.name, kMaxBufferedKeywords);
  keyword_buffer[keywords->count] = name;
  keyword_buffer[kMaxBufferedKeywords + keywords->count] = value;
  ++keywords->count;
  return true;
}

/// Why a keyword argument belongs nowhere.
COLD Raised raise_keyword(ThreadState& ts, const NativeMethod& row, Value self, const Str& name, int64_t given) {
  const Parameters& p = row.parameters;
  Utf8 text(ts, name);
  int i = find_parameter(row, name, p.positional_only);
  ShownName shown(row);
  if (i >= 0 && i < given) {
    return raise(ts, Exc::kTypeError, "argument for %s%s given by name ('%s') and position (%d)", shown.text, shown.parens, text.c_str(), i + 1);
  }
  if (i >= 0) return raise(ts, Exc::kTypeError, "%s() got multiple values for argument '%s'", row.name, text.c_str());
  if (p.positional_only == p.count && !p.keywords) {
    CalleeName callee = callee_name(ts, row, self);
    return raise(ts, Exc::kTypeError, "%s%s%s() takes no keyword arguments", callee.type, callee.dot, row.name);
  }
  return raise(ts, Exc::kTypeError, "'%s' is an invalid keyword argument for %s%s%s", text.c_str(), row.name[0] != 0 ? "" : "this ", shown.text,
               shown.parens);
}

/// The first argument that is required and was not given, if there is one.
Status check_required(ThreadState& ts, const NativeMethod& row, Value self, const Value* bound, int64_t given, int64_t named) {
  const Parameters& p = row.parameters;
  for (int i = 0; i < p.count; ++i) {
    if (!bound[i].is_null()) continue;
    bool required = i < p.required || (p.required_keywords >> i & 1) != 0;
    if (!required) continue;
    if (i < p.positional_only || p.positional_only == p.count) return raise_arity(ts, row, self, given, named);
    int length = p.names[i].length;
    const char* name = row.parameter_name(i).data();
    if (i >= p.positional) return raise(ts, Exc::kTypeError, "%s() missing required keyword-only argument: '%.*s'", row.name, length, name);
    ShownName shown(row);
    return raise(ts, Exc::kTypeError, "%s%s missing required argument '%.*s' (pos %d)", shown.text, shown.parens, length, name, i + 1);
  }
  return {};
}

}  // namespace

namespace {

/// Keyword arguments of a class are for the __init__ that it defines; a constructor without names for its parameters passes them over.
bool leaves_keywords_to_init(const NativeMethod& row, Value self) {
  if (row.kind != NativeMethod::kConstructor || row.parameters.positional_only != row.parameters.count || !is<Type>(self)) return false;
  const Type* native = &as<Type>(self);
  while (native->has_flag(Type::kHeapType)) native = native->base;
  return native->slots.init != as<Type>(self).slots.init;
}

}  // namespace

Status bind_arguments(ThreadState& ts, const NativeMethod& row, Value self, CallArgs args, Value* bound, Rest* rest, CallArgs* keywords,
                      Value* keyword_buffer) {
  const Parameters& p = row.parameters;
  int64_t given = static_cast<int64_t>(args.count);
  int64_t named = args.names.is_null() ? 0 : as<Tuple>(args.names).size;
  if (UNLIKELY(named > 0) && leaves_keywords_to_init(row, self)) named = 0;
  if (given > p.positional && !p.rest) {
    if (p.positional_only == p.count && named > 0 && keywords == nullptr) {
      CalleeName callee = callee_name(ts, row, self);
      return raise(ts, Exc::kTypeError, "%s%s%s() takes no keyword arguments", callee.type, callee.dot, row.name);
    }
    return raise_arity(ts, row, self, given, named);
  }
  if (given + named > p.count && p.positional_only < p.count && keywords == nullptr && !p.rest) return raise_arity(ts, row, self, given, named);
  int64_t direct = given < p.positional ? given : p.positional;
  for (int64_t i = 0; i < direct; ++i) bound[i] = args.values[i];
  if (rest != nullptr) *rest = given > direct ? Rest(args.values + direct, static_cast<size_t>(given - direct)) : Rest();
  if (keywords != nullptr) *keywords = CallArgs{keyword_buffer + kMaxBufferedKeywords, 0, Value::null()};
  Value stray = Value::null();  // a missing argument is complained of before it
  for (int64_t i = 0; i < named; ++i) {
    Value name = as<Tuple>(args.names).at(i);
    bool fits = TRY(bind_keyword(ts, row, name, args.values[given + i], bound, keywords, keyword_buffer));
    if (!fits && stray.is_null()) stray = name;
  }
  if (!stray.is_null() && p.positional_only == p.count) return raise_keyword(ts, row, self, as<Str>(stray), given);
  TRY(check_required(ts, row, self, bound, given, named));
  if (!stray.is_null()) return raise_keyword(ts, row, self, as<Str>(stray), given);
  return {};
}

Raised raise_argument_type(ThreadState& ts, const NativeMethod& row, int position, const char* expected, Value actual) {
  const Parameters& p = row.parameters;
  const char* what = actual.is_none() ? "None" : type_name(ts, actual);
  if (position <= p.count && position > p.positional_only && p.positional_only != p.count && !counts_as_tuple(row)) {
    std::string_view name = row.parameter_name(position - 1);
    return raise(ts, Exc::kTypeError, "%s() argument '%.*s' must be %s, not %s", row.name, static_cast<int>(name.size()), name.data(), expected, what);
  }
  if (p.count == 1 && !p.rest && !counts_as_tuple(row)) return raise(ts, Exc::kTypeError, "%s() argument must be %s, not %s", row.name, expected, what);
  return raise(ts, Exc::kTypeError, "%s() argument %d must be %s, not %s", row.name, position, expected, what);
}

Result<int> to_int_argument(ThreadState& ts, const NativeMethod& row, Value value) {
  if (!counts_as_tuple(row)) return to_c_int(ts, value);
  Ref index = TRY(number_index(ts, value));
  int64_t number = TRY(to_int64(ts, index));
  if (number > INT_MAX) return raise(ts, Exc::kOverflowError, "signed integer is greater than maximum");
  if (number < INT_MIN) return raise(ts, Exc::kOverflowError, "signed integer is less than minimum");
  return static_cast<int>(number);
}

Result<char32_t> to_char(ThreadState& ts, const NativeMethod& row, int position, Value value) {
  if (is<Str>(value) && as<Str>(value).length == 1) return as<Str>(value).at(0);
  return raise_argument_type(ts, row, position, "a unicode character", value);
}

const char* native_type_name(ThreadState& ts, TypeId id) {
  const TypeSpec* spec = ts.interp.hooks.type_specs[static_cast<uint32_t>(id)];
  return spec != nullptr ? spec->name : "an object of this type";
}

}  // namespace pyemb
