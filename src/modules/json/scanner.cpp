// SPDX-License-Identifier: MIT
// _json.make_scanner: reads one JSON value out of a str. The errors of values that are missing are StopIteration with the
// position, which json.JSONDecoder turns into its own.

#include "modules/json/json.h"
#include "modules/module_type_specs.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/float_text.h"
#include "objects/int.h"
#include "objects/key_compare.h"
#include "objects/list.h"
#include "objects/owned_fields.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

struct JsonScanner : Object {
  static constexpr TypeId kId = ModuleType::kJsonScanner;

  Value object_hook;        ///< owned, as all of these
  Value object_pairs_hook;
  Value parse_float;
  Value parse_int;
  Value parse_constant;
  bool strict;
};

bool is_core_type(ThreadState& ts, Value value, TypeId id) { return value == Value::from_object(&core_type(ts, id)); }

template <class Unit>
class Reader {
 public:
  Reader(ThreadState& ts, const JsonScanner& scanner, Str& text, const Unit* units, int64_t at)
      : ts_(ts), scanner_(scanner), text_(text), units_(units), length_(text.length), at_(at) {
    controls_ = scanner.strict ? JsonControls::kForbidden : JsonControls::kAllowed;
  }

  int64_t position() const { return at_; }
  Result<Ref> value();

 private:
  static constexpr size_t kCachedKeys = 64;

  Raised stop(int64_t position) { return raise_stop_iteration(ts_, Value::from_int(position)); }
  Raised raise_here(const char* message) { return raise_json_error(ts_, message, Value::from_object(&text_), at_); }

  bool at_unit(char c) const { return at_ < length_ && units_[at_] == static_cast<Unit>(c); }
  void skip_spaces() {
    while (at_ < length_ && (units_[at_] == ' ' || units_[at_] == '\n' || units_[at_] == '\t' || units_[at_] == '\r')) ++at_;
  }
  bool skip_word(std::string_view word);
  int64_t skip_digits(int64_t at) const {
    while (at < length_ && is_digit(units_[at])) ++at;
    return at;
  }
  static bool is_digit(Unit c) { return c >= '0' && c <= '9'; }

  Result<Ref> array();
  Result<Ref> object();
  Status member(Own<Dict>& dict, Own<List>& pairs);
  Result<Ref> hooked(Own<Dict> dict, Own<List> pairs);
  Result<Ref> string() {
    ++at_;
    return read_json_string(ts_, text_, at_, controls_, &at_);
  }
  Result<Ref> key();
  Result<Ref> constant(const char* name);
  Result<Ref> number();
  Result<Ref> integer(int64_t start);
  Result<Ref> real(int64_t start);
  Result<Ref> call_parser(Value parser, int64_t start) {
    Ref digits = TRY(str_slice(ts_, text_, start, at_));
    return call(ts_, parser, digits);
  }
  /// The characters [start, at_), which are ASCII.
  std::string_view ascii(int64_t start, TextBuffer& buffer) const {
    if constexpr (sizeof(Unit) == 1) return {reinterpret_cast<const char*>(units_) + start, static_cast<size_t>(at_ - start)};
    for (int64_t i = start; i < at_; ++i) buffer.append(static_cast<char>(units_[i]));
    return buffer.view();
  }

  ThreadState& ts_;
  const JsonScanner& scanner_;
  Str& text_;
  const Unit* units_;
  int64_t length_;
  int64_t at_;
  JsonControls controls_;
  Own<Dict> keys_;                   ///< equal keys of the document are the same object; null: no key so far
  Str* cached_keys_[kCachedKeys] = {};  ///< of keys_: found again without making a str first
};

template <class Unit>
bool Reader<Unit>::skip_word(std::string_view word) {
  auto size = static_cast<int64_t>(word.size());
  if (length_ - at_ < size) return false;
  for (int64_t i = 0; i < size; ++i) {
    if (units_[at_ + i] != static_cast<Unit>(word[static_cast<size_t>(i)])) return false;
  }
  at_ += size;
  return true;
}

template <class Unit>
Result<Ref> Reader<Unit>::value() {
  if (at_ >= length_) return stop(at_);
  switch (units_[at_]) {
    case '"': return string();
    case '{': return object();
    case '[': return array();
    case 'n':
      if (skip_word("null")) return Ref::none();
      break;
    case 't':
      if (skip_word("true")) return Result<Ref>::boolean(true);
      break;
    case 'f':
      if (skip_word("false")) return Result<Ref>::boolean(false);
      break;
    case 'N':
      if (skip_word("NaN")) return constant("NaN");
      break;
    case 'I':
      if (skip_word("Infinity")) return constant("Infinity");
      break;
    case '-':
      if (skip_word("-Infinity")) return constant("-Infinity");
      break;
    default: break;
  }
  return number();
}

template <class Unit>
Result<Ref> Reader<Unit>::constant(const char* name) {
  Own<Str> text = TRY(new_str(ts_, name));
  return call(ts_, scanner_.parse_constant, text);
}

// -- containers ----------------------------------------------------------------------------------------------------------

template <class Unit>
Result<Ref> Reader<Unit>::array() {
  RecursionGuard guard(ts_, " while decoding a JSON array from a unicode string");
  if (guard.exceeded()) return guard.raise();
  Own<List> list = TRY(new_list(ts_));
  ++at_;
  skip_spaces();
  if (at_unit(']')) {
    ++at_;
    return list;
  }
  for (;;) {
    Ref item = TRY(value());
    TRY(list_append(ts_, *list, std::move(item)));
    skip_spaces();
    if (at_unit(']')) break;
    if (!at_unit(',')) return raise_here("Expecting ',' delimiter");
    ++at_;
    skip_spaces();
  }
  ++at_;
  return list;
}

/// `"key": value`, into the dict or the list of pairs, whichever there is.
template <class Unit>
Status Reader<Unit>::member(Own<Dict>& dict, Own<List>& pairs) {
  if (!at_unit('"')) return raise_here("Expecting property name enclosed in double quotes");
  Ref name = TRY(key());
  skip_spaces();
  if (!at_unit(':')) return raise_here("Expecting ':' delimiter");
  ++at_;
  skip_spaces();
  Ref item = TRY(value());
  if (dict) return dict_set_hashed(ts_, *dict, name, str_hash_inline(ts_, *name.as<Str>()), item);
  Own<Tuple> pair = TRY(new_tuple_of(ts_, name, item));
  return list_append(ts_, *pairs, std::move(pair));
}

template <class Unit>
Result<Ref> Reader<Unit>::object() {
  RecursionGuard guard(ts_, " while decoding a JSON object from a unicode string");
  if (guard.exceeded()) return guard.raise();
  Own<Dict> dict;
  Own<List> pairs;
  if (scanner_.object_pairs_hook.is_none()) {
    dict = TRY(new_dict(ts_));
  } else {
    pairs = TRY(new_list(ts_));
  }
  ++at_;
  skip_spaces();
  if (!at_unit('}')) {
    for (;;) {
      TRY(member(dict, pairs));
      skip_spaces();
      if (at_unit('}')) break;
      if (!at_unit(',')) return raise_here("Expecting ',' delimiter");
      ++at_;
      skip_spaces();
    }
  }
  ++at_;
  return hooked(std::move(dict), std::move(pairs));
}

template <class Unit>
Result<Ref> Reader<Unit>::hooked(Own<Dict> dict, Own<List> pairs) {
  if (pairs) return call(ts_, scanner_.object_pairs_hook, pairs);
  if (scanner_.object_hook.is_none()) return dict;
  return call(ts_, scanner_.object_hook, dict);
}

template <class Unit>
Result<Ref> Reader<Unit>::key() {
  ++at_;
  size_t place = kCachedKeys;
  if constexpr (sizeof(Unit) == 1) {  // a short key without escapes may be known already
    constexpr int64_t kLongest = 32;
    int64_t size = 0;
    size_t mixed = 0;
    while (size < kLongest && at_ + size < length_ && units_[at_ + size] != '"' && units_[at_ + size] != '\\') {
      mixed = mixed * 31 + units_[at_ + size++];
    }
    if (size < kLongest && at_ + size < length_ && units_[at_ + size] == '"') {
      place = (mixed ^ (mixed >> 6)) % kCachedKeys;
      const Str* known = cached_keys_[place];
      if (known != nullptr && known->length == size && known->kind == Str::kOneByte &&
          std::memcmp(known->latin1(), units_ + at_, static_cast<size_t>(size)) == 0) {
        at_ += size + 1;
        return Ref::copy(known);
      }
    }
  }
  Ref name = TRY(read_json_string(ts_, text_, at_, controls_, &at_));
  if (!keys_) keys_ = TRY(new_dict(ts_));
  name = TRY(dict_set_default(ts_, *keys_, name, name));
  if (place < kCachedKeys) cached_keys_[place] = name.as<Str>();
  return name;
}

// -- numbers -------------------------------------------------------------------------------------------------------------

template <class Unit>
Result<Ref> Reader<Unit>::number() {
  int64_t start = at_;
  int64_t at = at_;
  if (units_[at] == '-') ++at;
  if (at >= length_ || !is_digit(units_[at])) return stop(start);
  at = units_[at] == '0' ? at + 1 : skip_digits(at);
  bool is_real = false;
  if (at + 1 < length_ && units_[at] == '.' && is_digit(units_[at + 1])) {
    is_real = true;
    at = skip_digits(at + 1);
  }
  if (at + 1 < length_ && (units_[at] == 'e' || units_[at] == 'E')) {
    int64_t digits = at + 1;
    if (units_[digits] == '+' || units_[digits] == '-') ++digits;
    int64_t end = skip_digits(digits);
    if (end > digits) {
      is_real = true;
      at = end;
    }
  }
  at_ = at;
  return is_real ? real(start) : integer(start);
}

template <class Unit>
Result<Ref> Reader<Unit>::integer(int64_t start) {
  if (!is_core_type(ts_, scanner_.parse_int, TypeId::kInt)) return call_parser(scanner_.parse_int, start);
  constexpr int64_t kSafeDigits = 18;
  bool negative = units_[start] == '-';
  int64_t first = start + (negative ? 1 : 0);
  if (LIKELY(at_ - first <= kSafeDigits)) {
    int64_t value = 0;
    for (int64_t i = first; i < at_; ++i) value = value * 10 + (units_[i] - '0');
    return Ref::steal(Value::from_int(negative ? -value : value));
  }
  TextBuffer buffer;
  std::string_view text = ascii(start, buffer);
  if (!buffer.ok()) return raise_no_memory(ts_);
  return find_int_in_text(ts_, text, 10);
}

template <class Unit>
Result<Ref> Reader<Unit>::real(int64_t start) {
  if (!is_core_type(ts_, scanner_.parse_float, TypeId::kFloat)) return call_parser(scanner_.parse_float, start);
  TextBuffer buffer;
  double value = 0;
  if (!buffer.ok() || float_parse(value, ascii(start, buffer)) != FloatParse::kOk) return raise_no_memory(ts_);
  return new_float(ts_, value);
}

// -- the type ------------------------------------------------------------------------------------------------------------

Result<Ref> scan_once(ThreadState& ts, JsonScanner& self, Value string, int64_t start) {
  if (!is<Str>(string)) return raise(ts, Exc::kTypeError, "first argument must be a string, not %.80s", type_name(ts, string));
  if (start < 0) return raise(ts, Exc::kValueError, "idx cannot be negative");
  Own<Str> text = Own<Str>::copy(&as<Str>(string));
  return visit(Text(*text), [&](const auto* units) -> Result<Ref> {
    Reader reader(ts, self, *text, units, start);
    Ref value = TRY(reader.value());
    Ref end = TRY(new_int(ts, reader.position()));
    return new_tuple_of(ts, value, end);
  });
}
constexpr NativeMethod kCall = method<scan_once>("scan_once", "($self, string, idx)", "");
Result<Ref> scanner_call(ThreadState& ts, Value callee, CallArgs args) { return kCall.entry(ts, kCall, callee, args); }

Result<Ref> scanner_new(ThreadState& ts, Type& type, Value context) {
  Own<JsonScanner> self = TRY(new_native<JsonScanner>(ts, type));
  Ref strict = TRY(get_attr(ts, context, "strict"));
  self->strict = TRY(truth(ts, strict));
  self->object_hook = TRY(get_attr(ts, context, "object_hook")).release();
  self->object_pairs_hook = TRY(get_attr(ts, context, "object_pairs_hook")).release();
  self->parse_float = TRY(get_attr(ts, context, "parse_float")).release();
  self->parse_int = TRY(get_attr(ts, context, "parse_int")).release();
  self->parse_constant = TRY(get_attr(ts, context, "parse_constant")).release();
  gc_track(ts, self.get());
  return self;
}
constexpr NativeMethod kNew = class_method<scanner_new>("make_scanner", "(context)", "");

constexpr Member kMembers[] = {
    {"strict", Member::kBool, offsetof(JsonScanner, strict), Member::kReadOnly, "Whether control characters in strings are errors."},
    {"object_hook", Member::kValueOrNone, offsetof(JsonScanner, object_hook), Member::kReadOnly, nullptr},
    {"object_pairs_hook", Member::kValueOrNone, offsetof(JsonScanner, object_pairs_hook), Member::kReadOnly, nullptr},
    {"parse_float", Member::kValueOrNone, offsetof(JsonScanner, parse_float), Member::kReadOnly, nullptr},
    {"parse_int", Member::kValueOrNone, offsetof(JsonScanner, parse_int), Member::kReadOnly, nullptr},
    {"parse_constant", Member::kValueOrNone, offsetof(JsonScanner, parse_constant), Member::kReadOnly, nullptr},
};
using Owned = OwnedFields<JsonScanner, &JsonScanner::object_hook, &JsonScanner::object_pairs_hook, &JsonScanner::parse_float,
                          &JsonScanner::parse_int, &JsonScanner::parse_constant>;

}  // namespace

constexpr TypeSpec kJsonScannerSpec = {
    .name = "_json.Scanner",
    .doc = "Reads one JSON value out of a str: scanner(string, index) answers the value and the index behind it.",
    .id = ModuleType::kJsonScanner,
    .size = sizeof(JsonScanner),
    .flags = Type::kCollected,
    .members = kMembers,
    .slots = {.call = scanner_call, .new_ = new_from<kNew>},
    .traverse = Owned::traverse,
    .clear = Owned::clear,
    .dealloc = Owned::dealloc,
};

}  // namespace pyemb
