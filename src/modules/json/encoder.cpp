// SPDX-License-Identifier: MIT
// _json.make_encoder: writes a value as JSON into one str.

#include <algorithm>
#include <cmath>

#include "modules/json/json.h"
#include "modules/module_type_specs.h"
#include "objects/builtin.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/float.h"
#include "objects/float_text.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/owned_fields.h"
#include "objects/tuple.h"
#include "state/names.h"

namespace pyemb {
namespace {

/// How strings are written: by one of this module's functions, or by calling something else.
enum class StringForm : uint8_t { kAll, kAscii, kCalled };

struct JsonEncoder : Object {
  static constexpr TypeId kId = ModuleType::kJsonEncoder;

  Value markers;         ///< owned: a dict, or None: circular references are not looked for
  Value default_;        ///< owned
  Value encoder;         ///< owned
  Value indent;          ///< owned
  Str* key_separator;    ///< owned
  Str* item_separator;   ///< owned
  bool sort_keys;
  bool skip_keys;
  bool allow_nan;
  StringForm form;
};

/// The objects that are being written, from the innermost one outwards.
struct Enclosing {
  Value object;
  const Enclosing* outer;
};

/// The keys and values of a dict as they were before writing, which may run code that changes it. Owns them.
class Entries {
 public:
  explicit Entries(ThreadState& ts) : ts_(ts) {}
  ~Entries() {
    for (int64_t i = 0; i < count_; ++i) {
      decref(pairs_[i].key);
      decref(pairs_[i].value);
    }
    if (pairs_ != inline_) ts_.interp.heap.release_buffer(pairs_, static_cast<size_t>(room_) * sizeof(Pair));
  }
  Entries(const Entries&) = delete;
  Entries& operator=(const Entries&) = delete;

  struct Pair {
    Value key;
    Value value;
  };

  Status take(const Dict& dict) {
    TRY(reserve(dict.size));
    int64_t position = 0;
    Value key, value;
    while (dict_next(dict, &position, &key, &value)) add(Ref::copy(key), Ref::copy(value));
    return {};
  }
  Status take(const List& items) {
    TRY(reserve(items.size));
    for (Value item : items.span()) {
      if (!is<Tuple>(item) || as<Tuple>(item).size != 2) return raise(ts_, Exc::kValueError, "items must return 2-tuples");
      add(Ref::copy(as<Tuple>(item).at(0)), Ref::copy(as<Tuple>(item).at(1)));
    }
    return {};
  }
  std::span<Pair> span() { return {pairs_, static_cast<size_t>(count_)}; }
  /// Sorts by the keys, which all are exact strings.
  void sort_by_strings() {
    auto pairs = span();
    std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return str_compare(as<Str>(a.key), as<Str>(b.key)) < 0; });
  }

 private:
  Status reserve(int64_t count) {
    if (count <= static_cast<int64_t>(std::size(inline_))) return {};
    void* block = ts_.interp.heap.allocate_buffer(static_cast<size_t>(count) * sizeof(Pair));
    if (block == nullptr) return raise_no_memory(ts_);
    pairs_ = static_cast<Pair*>(block);
    room_ = count;
    return {};
  }
  void add(Ref key, Ref value) { pairs_[count_++] = {key.release(), value.release()}; }

  ThreadState& ts_;
  Pair inline_[12];
  Pair* pairs_ = inline_;
  int64_t room_ = std::size(inline_);
  int64_t count_ = 0;
};

class Writer {
 public:
  Writer(ThreadState& ts, const JsonEncoder& encoder) : ts_(ts), encoder_(encoder), out_(ts) {}

  Status write(Value value, const Enclosing* outer);
  Result<Own<Str>> finish() { return out_.finish(); }

 private:
  Status string(Value text);
  Status integer(Value number);
  Status real(double number);
  Status array(Value array, const Enclosing* outer);
  Status object(Value dict, const Enclosing* outer);
  Status members(std::span<Entries::Pair> pairs, const Enclosing* frame);
  Status other(Value value, const Enclosing* outer);
  Result<bool> key(Value key);
  Status check_circle(Value object, const Enclosing* outer);
  Status collect(Value dict, Entries& entries);

  ThreadState& ts_;
  const JsonEncoder& encoder_;
  StringBuilder out_;
};

Status Writer::write(Value value, const Enclosing* outer) {
  if (value.is_none()) return out_.append("null"), Status();
  if (value.is_bool()) return out_.append(value.is_true() ? "true" : "false"), Status();
  if (value.is_int()) return out_.append_int(value.as_int()), Status();
  if (is<Str>(value)) return string(value);
  if (is_any_int(value)) return integer(value);
  if (is_any_float(value)) return real(float_value(value));
  if (is<List>(value) || is<Tuple>(value)) return array(value, outer);
  if (is<Dict>(value)) return object(value, outer);
  return other(value, outer);
}

// -- scalars -------------------------------------------------------------------------------------------------------------

Status Writer::string(Value text) {
  if (LIKELY(encoder_.form != StringForm::kCalled)) {
    write_json_string(out_, as<Str>(text), encoder_.form == StringForm::kAscii ? JsonCharset::kAscii : JsonCharset::kAll);
    return {};
  }
  Ref encoded = TRY(call(ts_, encoder_.encoder, text));
  if (!is<Str>(encoded)) return raise(ts_, Exc::kTypeError, "encoder() must return a string, not %.80s", type_name(ts_, encoded));
  out_.append(*encoded.as<Str>());
  return {};
}

Status Writer::integer(Value number) {
  TextBuffer text;
  TRY(int_write(ts_, text, number, 10));
  if (!text.ok()) return raise_no_memory(ts_);
  out_.append(text.view());
  return {};
}

Status Writer::real(double number) {
  if (!std::isfinite(number)) {
    if (!encoder_.allow_nan) return raise(ts_, Exc::kValueError, "Out of range float values are not JSON compliant");
    out_.append(std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
    return {};
  }
  TextBuffer text;
  float_repr(text, number);
  out_.append(text.view());
  return {};
}

/// Writes a key as a string; false: it is to be skipped.
Result<bool> Writer::key(Value key) {
  if (is<Str>(key)) {
    TRY(string(key));
    return true;
  }
  const bool simple = key.is_none() || key.is_bool() || is_any_int(key) || is_any_float(key);
  if (!simple) {
    if (encoder_.skip_keys) return false;
    return raise(ts_, Exc::kTypeError, "keys must be str, int, float, bool or None, not %.100s", type_name(ts_, key));
  }
  if (encoder_.form != StringForm::kCalled) {  // nothing in such a key needs an escape
    out_.append('"');
    TRY(write(key, nullptr));
    out_.append('"');
    return true;
  }
  Writer text(ts_, encoder_);
  TRY(text.write(key, nullptr));
  Own<Str> name = TRY(text.finish());
  TRY(string(name));
  return true;
}

// -- containers ----------------------------------------------------------------------------------------------------------

Status Writer::check_circle(Value object, const Enclosing* outer) {
  if (encoder_.markers.is_none()) return {};
  for (; outer != nullptr; outer = outer->outer) {
    if (outer->object == object) return raise(ts_, Exc::kValueError, "Circular reference detected");
  }
  return {};
}

Status Writer::array(Value array, const Enclosing* outer) {
  RecursionGuard guard(ts_, " while encoding a JSON object");
  if (guard.exceeded()) return guard.raise();
  Ref items = Ref::copy(array);
  if (!is_list(array) && !is_tuple(array)) items = TRY(to_list(ts_, array));
  auto span = [&] { return is<List>(items) ? as<List>(items).span() : as<Tuple>(items).span(); };
  if (span().empty()) return out_.append("[]"), Status();
  TRY(check_circle(array, outer));
  Enclosing frame = {array, outer};
  out_.append('[');
  for (size_t i = 0; i < span().size(); ++i) {  // asked anew: what runs meanwhile may change a list
    if (i > 0) out_.append(*encoder_.item_separator);
    Ref item = Ref::copy(span()[i]);
    TRY(write(item, &frame));
  }
  out_.append(']');
  return {};
}

Status Writer::collect(Value dict, Entries& entries) {
  if (is_dict(dict) && (!encoder_.sort_keys || as<Dict>(dict).only_str_keys)) {
    TRY(entries.take(as<Dict>(dict)));
    if (encoder_.sort_keys) entries.sort_by_strings();
    return {};
  }
  Ref items = TRY(call_method_of(ts_, dict, Value::from_object(ts_.names().items)));
  if (!is_iterable(ts_, items)) {
    return raise(ts_, Exc::kTypeError, "%s.items() returned a non-iterable (type %.200s)", type_name(ts_, dict), type_name(ts_, items));
  }
  Own<List> list = TRY(to_list(ts_, items));
  if (encoder_.sort_keys) TRY(list_sort(ts_, *list, Value::null(), false));
  return entries.take(*list);
}

Status Writer::members(std::span<Entries::Pair> pairs, const Enclosing* frame) {
  bool first = true;
  for (const Entries::Pair& pair : pairs) {
    int64_t before = out_.length();
    if (!first) out_.append(*encoder_.item_separator);
    bool written = TRY(key(pair.key));
    if (!written) {
      out_.truncate(before);
      continue;
    }
    first = false;
    out_.append(*encoder_.key_separator);
    TRY(write(pair.value, frame));
  }
  return {};
}

Status Writer::object(Value dict, const Enclosing* outer) {
  RecursionGuard guard(ts_, " while encoding a JSON object");
  if (guard.exceeded()) return guard.raise();
  if (as<Dict>(dict).size == 0) return out_.append("{}"), Status();
  TRY(check_circle(dict, outer));
  Enclosing frame = {dict, outer};
  Entries entries(ts_);
  TRY(collect(dict, entries));
  out_.append('{');
  TRY(members(entries.span(), &frame));
  out_.append('}');
  return {};
}

/// What JSON does not know is written as what default() makes of it.
Status Writer::other(Value value, const Enclosing* outer) {
  TRY(check_circle(value, outer));
  Enclosing frame = {value, outer};
  Ref replacement = TRY(call(ts_, encoder_.default_, value));
  RecursionGuard guard(ts_, " while encoding a JSON object");
  if (guard.exceeded()) return guard.raise();
  return write(replacement, &frame);
}

// -- the type ------------------------------------------------------------------------------------------------------------

Result<Ref> encode(ThreadState& ts, JsonEncoder& self, Value object, int64_t) {
  Writer writer(ts, self);
  TRY(writer.write(object, nullptr));
  Own<Str> text = TRY(writer.finish());
  return new_list_of(ts, text);
}
constexpr NativeMethod kCall = method<encode>("_iterencode", "($self, obj, _current_indent_level)", "");
Result<Ref> encoder_call(ThreadState& ts, Value callee, CallArgs args) { return kCall.entry(ts, kCall, callee, args); }

StringForm form_of(Value encoder) {
  if (!is<Builtin>(encoder)) return StringForm::kCalled;
  auto entry = as<Builtin>(encoder).row->entry;
  if (entry == kJsonStringFunctions[0].entry) return StringForm::kAll;
  return entry == kJsonStringFunctions[1].entry ? StringForm::kAscii : StringForm::kCalled;
}

Result<Str*> to_separator(ThreadState& ts, Value value, int position) {
  if (!is<Str>(value)) return raise(ts, Exc::kTypeError, "make_encoder() argument %d must be str, not %.50s", position, type_name(ts, value));
  return &as<Str>(value);
}

Result<Ref> encoder_new(ThreadState& ts, Type& type, Value markers, Value default_, Value encoder, Value indent, Value key_separator,
                        Value item_separator, bool sort_keys, bool skip_keys, bool allow_nan) {
  Str* between_key = TRY(to_separator(ts, key_separator, 5));
  Str* between_items = TRY(to_separator(ts, item_separator, 6));
  if (!markers.is_none() && !is<Dict>(markers)) {
    return raise(ts, Exc::kTypeError, "make_encoder() argument 1 must be dict or None, not %.200s", type_name(ts, markers));
  }
  Own<JsonEncoder> self = TRY(new_native<JsonEncoder>(ts, type));
  self->markers = Ref::copy(markers).release();
  self->default_ = Ref::copy(default_).release();
  self->encoder = Ref::copy(encoder).release();
  self->indent = Ref::copy(indent).release();
  self->key_separator = Own<Str>::copy(between_key).release();
  self->item_separator = Own<Str>::copy(between_items).release();
  self->sort_keys = sort_keys;
  self->skip_keys = skip_keys;
  self->allow_nan = allow_nan;
  self->form = form_of(encoder);
  gc_track(ts, self.get());
  return self;
}
constexpr NativeMethod kNew = class_method<encoder_new>(
    "make_encoder", "(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)", "");

constexpr Member kMembers[] = {
    {"markers", Member::kValueOrNone, offsetof(JsonEncoder, markers), Member::kReadOnly, nullptr},
    {"default", Member::kValueOrNone, offsetof(JsonEncoder, default_), Member::kReadOnly, nullptr},
    {"encoder", Member::kValueOrNone, offsetof(JsonEncoder, encoder), Member::kReadOnly, nullptr},
    {"indent", Member::kValueOrNone, offsetof(JsonEncoder, indent), Member::kReadOnly, nullptr},
    {"key_separator", Member::kPointer, offsetof(JsonEncoder, key_separator), Member::kReadOnly, nullptr},
    {"item_separator", Member::kPointer, offsetof(JsonEncoder, item_separator), Member::kReadOnly, nullptr},
    {"sort_keys", Member::kBool, offsetof(JsonEncoder, sort_keys), Member::kReadOnly, nullptr},
    {"skipkeys", Member::kBool, offsetof(JsonEncoder, skip_keys), Member::kReadOnly, nullptr},
};
using Owned = OwnedFields<JsonEncoder, &JsonEncoder::markers, &JsonEncoder::default_, &JsonEncoder::encoder, &JsonEncoder::indent,
                          &JsonEncoder::key_separator, &JsonEncoder::item_separator>;

}  // namespace

constexpr TypeSpec kJsonEncoderSpec = {
    .name = "_json.Encoder",
    .doc = "Writes a value as JSON: encoder(value, indent level) answers a list of str.",
    .id = ModuleType::kJsonEncoder,
    .size = sizeof(JsonEncoder),
    .flags = Type::kCollected,
    .members = kMembers,
    .slots = {.call = encoder_call, .new_ = new_from<kNew>},
    .traverse = Owned::traverse,
    .clear = Owned::clear,
    .dealloc = Owned::dealloc,
};

}  // namespace pyemb
