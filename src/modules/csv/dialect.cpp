// SPDX-License-Identifier: MIT
// csv.Dialect: the parameters of a format, checked.

#include "modules/csv/csv.h"
#include "modules/module_type_specs.h"
#include "objects/attributes.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

enum Argument { kDialect, kDelimiter, kDoubleQuote, kEscape, kLineTerminator, kQuote, kQuoting, kSkipInitialSpace, kStrict };
constexpr const char* kNames[] = {"dialect",   "delimiter", "doublequote",      "escapechar", "lineterminator",
                                  "quotechar", "quoting",   "skipinitialspace", "strict"};
constexpr int kCount = std::size(kNames);

/// The arguments, owned, since reading the attributes of a dialect may run any code; null: not given.
struct Arguments {
  Ref values[kCount];
};

Status bind(ThreadState& ts, CallArgs args, Arguments& out) {
  size_t named = args.names.is_null() ? 0 : static_cast<size_t>(as<Tuple>(args.names).size);
  if (args.count + named > kCount) {
    return raise(ts, Exc::kTypeError, "function takes at most %d arguments (%zu given)", kCount, args.count + named);
  }
  for (size_t i = 0; i < args.count; ++i) out.values[i] = Ref::copy(args.values[i]);
  for (size_t i = 0; i < named; ++i) {
    auto& name = as<Str>(as<Tuple>(args.names).at(static_cast<int64_t>(i)));
    size_t at = 0;
    while (at < kCount && !str_equal(name, kNames[at])) ++at;
    if (at == kCount) return raise(ts, Exc::kTypeError, "'%s' is an invalid keyword argument for this function", Utf8(ts, name).c_str());
    if (at < args.count) {
      return raise(ts, Exc::kTypeError, "argument for function given by name ('%s') and position (%zu)", kNames[at], at + 1);
    }
    out.values[at] = Ref::copy(args.values[args.count + i]);
  }
  return {};
}

/// Fills what was not given from the attributes of the dialect; one that cannot be read counts as not given.
Status take_from_dialect(ThreadState& ts, Arguments& arguments) {
  for (int i = kDelimiter; i < kCount; ++i) {
    if (arguments.values[i]) continue;
    Result<Ref> value = get_attr(ts, arguments.values[kDialect], kNames[i]);
    if (value.raised()) {
      ts.clear_pending();
    } else {
      arguments.values[i] = std::move(value).take();
    }
  }
  return {};
}

enum class Optional : bool { kNo, kYes };

Status read_char(ThreadState& ts, const char* name, Value value, Optional optional, char32_t& out) {
  if (value.is_null()) return {};
  if (value.is_none() && optional == Optional::kYes) {
    out = CsvDialect::kNoChar;
    return {};
  }
  if (!is<Str>(value)) {
    return raise(ts, Exc::kTypeError, "\"%s\" must be string%s, not %.200s", name, optional == Optional::kYes ? " or None" : "",
                 type_name(ts, value));
  }
  if (as<Str>(value).length != 1) return raise(ts, Exc::kTypeError, "\"%s\" must be a 1-character string", name);
  out = as<Str>(value).at(0);
  return {};
}

Status read_bool(ThreadState& ts, Value value, bool& out) {
  if (!value.is_null()) out = TRY(truth(ts, value));
  return {};
}

Status read_quoting(ThreadState& ts, Value value, CsvQuoting& out) {
  if (value.is_null()) return {};
  if (!value.is_int() && !is_exactly(value, TypeId::kInt)) return raise(ts, Exc::kTypeError, "\"quoting\" must be an integer");
  out = static_cast<CsvQuoting>(TRY(to_c_int(ts, value)));
  return {};
}

Status read_line_terminator(ThreadState& ts, Value value, CsvDialect& out) {
  if (value.is_null()) {
    out.line_terminator = TRY(new_str(ts, "\r\n")).release();
  } else if (!value.is_none()) {
    if (!is<Str>(value)) return raise(ts, Exc::kTypeError, "\"lineterminator\" must be a string");
    out.line_terminator = Own<Str>::copy(&as<Str>(value)).release();
  }
  return {};
}

Status fill(ThreadState& ts, const Arguments& arguments, CsvDialect& self) {
  const Ref* given = arguments.values;
  self.delimiter = ',';
  self.double_quote = true;
  self.escape = CsvDialect::kNoChar;
  self.quote = '"';
  TRY(read_char(ts, "delimiter", given[kDelimiter], Optional::kNo, self.delimiter));
  TRY(read_bool(ts, given[kDoubleQuote], self.double_quote));
  TRY(read_char(ts, "escapechar", given[kEscape], Optional::kYes, self.escape));
  TRY(read_line_terminator(ts, given[kLineTerminator], self));
  TRY(read_char(ts, "quotechar", given[kQuote], Optional::kYes, self.quote));
  TRY(read_quoting(ts, given[kQuoting], self.quoting));
  TRY(read_bool(ts, given[kSkipInitialSpace], self.skip_initial_space));
  TRY(read_bool(ts, given[kStrict], self.strict));

  if (self.quoting < CsvQuoting::kMinimal || self.quoting > CsvQuoting::kNone) return raise(ts, Exc::kTypeError, "bad \"quoting\" value");
  if (given[kQuote].is_none() && !given[kQuoting]) self.quoting = CsvQuoting::kNone;
  if (self.quoting != CsvQuoting::kNone && self.quote == CsvDialect::kNoChar) {
    return raise(ts, Exc::kTypeError, "quotechar must be set if quoting enabled");
  }
  if (self.line_terminator == nullptr) return raise(ts, Exc::kTypeError, "lineterminator must be set");
  return {};
}

Result<Ref> dialect_new(ThreadState& ts, Type& type, CallArgs args) {
  Arguments arguments;
  TRY(bind(ts, args, arguments));
  Ref& dialect = arguments.values[kDialect];
  if (dialect && !dialect.is_none()) {
    if (is<Str>(dialect)) dialect = TRY(get_csv_dialect(ts, dialect));
    bool alone = true;
    for (int i = kDelimiter; i < kCount; ++i) alone = alone && !arguments.values[i];
    if (alone && is<CsvDialect>(dialect)) return std::move(dialect);
    TRY(take_from_dialect(ts, arguments));
  }
  Own<CsvDialect> self = TRY(new_native<CsvDialect>(ts, type));
  TRY(fill(ts, arguments, *self));
  gc_track(ts, self.get());
  return self;
}

// -- attributes ----------------------------------------------------------------------------------------------------------

Result<Ref> char_or_none(ThreadState& ts, char32_t c) {
  if (c == CsvDialect::kNoChar) return Ref::none();
  return new_str_char(ts, c);
}
Result<Ref> dialect_delimiter(ThreadState& ts, CsvDialect& self) { return char_or_none(ts, self.delimiter); }
Result<Ref> dialect_quote(ThreadState& ts, CsvDialect& self) { return char_or_none(ts, self.quote); }
Result<Ref> dialect_escape(ThreadState& ts, CsvDialect& self) { return char_or_none(ts, self.escape); }
Result<Ref> dialect_line_terminator(ThreadState&, CsvDialect& self) { return Ref::copy(self.line_terminator); }
int64_t dialect_quoting(ThreadState&, CsvDialect& self) { return static_cast<int64_t>(self.quoting); }

Result<Ref> dialect_reduce(ThreadState& ts, CsvDialect& self, CallArgs) {
  return raise(ts, Exc::kTypeError, "cannot pickle '%.100s' instances", short_type_name(*self.type));
}

constexpr GetSet kGetSets[] = {
    getset<dialect_delimiter>("delimiter", nullptr),
    getset<dialect_escape>("escapechar", nullptr),
    getset<dialect_line_terminator>("lineterminator", nullptr),
    getset<dialect_quote>("quotechar", nullptr),
    getset<dialect_quoting>("quoting", nullptr),
};
constexpr Member kMembers[] = {
    {"skipinitialspace", Member::kBool, offsetof(CsvDialect, skip_initial_space), Member::kReadOnly, nullptr},
    {"doublequote", Member::kBool, offsetof(CsvDialect, double_quote), Member::kReadOnly, nullptr},
    {"strict", Member::kBool, offsetof(CsvDialect, strict), Member::kReadOnly, nullptr},
};
constexpr NativeMethod kMethods[] = {
    method<dialect_reduce>("__reduce__", nullptr, "A dialect cannot be pickled."),
    method<dialect_reduce>("__reduce_ex__", nullptr, "A dialect cannot be pickled."),
};
using Owned = OwnedFields<CsvDialect, &CsvDialect::line_terminator>;

}  // namespace

Result<Own<CsvDialect>> make_csv_dialect(ThreadState& ts, CallArgs args) {
  Type* type = TRY(find_type(ts, ModuleType::kCsvDialect));
  Ref made = TRY(dialect_new(ts, *type, args));
  return Own<CsvDialect>::steal(static_cast<CsvDialect*>(made.release().as_object()));
}

constexpr TypeSpec kCsvDialectSpec = {
    .name = "_csv.Dialect",
    .doc = "The parameters of a format of comma-separated values.",
    .id = ModuleType::kCsvDialect,
    .size = sizeof(CsvDialect),
    .flags = Type::kCollected | Type::kSubclassable,
    .methods = kMethods,
    .getsets = kGetSets,
    .members = kMembers,
    .slots = {.new_ = dialect_new},
    .traverse = Owned::traverse,
    .dealloc = Owned::dealloc,
};

}  // namespace pyemb
