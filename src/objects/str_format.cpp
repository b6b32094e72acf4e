// SPDX-License-Identifier: MIT
#include "objects/str_format.h"

#include "objects/attributes.h"
#include "objects/format_spec.h"
#include "objects/format_template.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/str_state.h"
#include "objects/string_builder.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

constexpr int kMaxNesting = 2;

/// What fields are replaced by: arguments of a call, or items of a mapping.
struct Source {
  CallArgs args;
  Value mapping;  ///< null: `args`
};

/// Fields are numbered by the template or automatically, but not both.
struct Numbering {
  enum Mode : uint8_t { kUndecided, kAutomatic, kManual };
  Mode mode = kUndecided;
  int64_t next = 0;
};

class Formatter {
 public:
  Formatter(ThreadState& ts, Source source) : ts_(ts), source_(source) {}

  Status write(StringBuilder& out, const Text& text, int nesting) {
    if (nesting == 0) return raise(ts_, Exc::kValueError, "Max string recursion exceeded");
    TemplateReader reader(ts_, text);
    TemplatePiece piece;
    while (TRY(reader.next(piece))) {
      out.append(piece.literal);
      if (piece.has_field) TRY(write_field(out, piece, nesting));
    }
    return {};
  }

 private:
  Status write_field(StringBuilder& out, const TemplatePiece& piece, int nesting) {
    Ref value = TRY(find(piece.name));
    if (piece.conversion != 0) value = TRY(convert(value, piece.conversion));
    if (piece.spec.length == 0 && is_str(value)) {
      out.append(as<Str>(value));
      return {};
    }
    Own<Str> spec = TRY(expand(piece, nesting));
    Own<Str> made = TRY(format(ts_, value, spec));
    out.append(*made);
    return {};
  }

  Result<Own<Str>> expand(const TemplatePiece& piece, int nesting) {
    if (!piece.spec_has_fields) return new_str(ts_, piece.spec);
    StringBuilder spec(ts_);
    TRY(write(spec, piece.spec, nesting - 1));
    return spec.finish();
  }

  Result<Ref> convert(Value value, char32_t conversion) {
    switch (conversion) {
      case 'r': return repr(ts_, value);
      case 's': return to_str(ts_, value);
      case 'a': return ascii(ts_, value);
      default: break;
    }
    if (conversion > 32 && conversion < 127) {
      return raise(ts_, Exc::kValueError, "Unknown conversion specifier %c", static_cast<char>(conversion));
    }
    return raise(ts_, Exc::kValueError, "Unknown conversion specifier \\x%x", static_cast<unsigned>(conversion));
  }

  /// The object that a field name means.
  Result<Ref> find(const Text& name) {
    FieldNameReader reader(ts_, name);
    FieldKey first = TRY(reader.first());
    if (first.text.length == 0 || first.index >= 0) TRY(number(first));
    Ref object = TRY(find_first(first));
    FieldStep step;
    while (TRY(reader.next(step))) object = TRY(follow(object, step));
    return object;
  }

  Status number(FieldKey& first) {
    bool automatic = first.text.length == 0;
    if (numbering_.mode == Numbering::kUndecided) numbering_.mode = automatic ? Numbering::kAutomatic : Numbering::kManual;
    if (automatic && numbering_.mode == Numbering::kManual) {
      return raise(ts_, Exc::kValueError, "cannot switch from manual field specification to automatic field numbering");
    }
    if (!automatic && numbering_.mode == Numbering::kAutomatic) {
      return raise(ts_, Exc::kValueError, "cannot switch from automatic field numbering to manual field specification");
    }
    if (automatic) first.index = numbering_.next++;
    return {};
  }

  Result<Ref> find_first(const FieldKey& first) {
    if (first.index >= 0) {
      if (!source_.mapping.is_null()) {
        return raise(ts_, Exc::kValueError, "Format string contains positional fields");
      }
      if (static_cast<uint64_t>(first.index) >= source_.args.count) {
        return raise(ts_, Exc::kIndexError, "Replacement index %lld out of range for positional args tuple",
                     static_cast<long long>(first.index));
      }
      return Ref::copy(source_.args.values[first.index]);
    }
    Own<Str> key = TRY(new_str(ts_, first.text));
    if (!source_.mapping.is_null()) return get_item(ts_, source_.mapping, key);
    if (!source_.args.names.is_null()) {
      Tuple& names = as<Tuple>(source_.args.names);
      for (int64_t i = 0; i < names.size; ++i) {
        if (str_equal(as<Str>(names.at(i)), *key)) return Ref::copy(source_.args.values[source_.args.count + static_cast<size_t>(i)]);
      }
    }
    return raise_key_error(ts_, key);
  }

  Result<Ref> follow(Value object, const FieldStep& step) {
    if (!step.is_attribute && step.key.index >= 0) {
      Ref index = TRY(new_int(ts_, step.key.index));
      return get_item(ts_, object, index);
    }
    Own<Str> key = TRY(new_str(ts_, step.key.text));
    return step.is_attribute ? get_attr(ts_, object, key) : get_item(ts_, object, key);
  }

  ThreadState& ts_;
  Source source_;
  Numbering numbering_;
};

Result<Ref> run(ThreadState& ts, Str& text, Source source) {
  RecursionGuard guard(ts, " while formatting a string");
  if (guard.exceeded()) return guard.raise();
  StringBuilder out(ts);
  Formatter formatter(ts, source);
  TRY(formatter.write(out, Text(text), kMaxNesting));
  return out.finish();
}

Status check_spec(ThreadState& ts, const FormatSpec& spec, Value self) {
  auto refuse = [&](const char* what) { return raise(ts, Exc::kValueError, "%s", what); };
  if (spec.type != 's') return raise_unknown_format_code(ts, spec.type, self);
  if (spec.sign == ' ') return refuse("Space not allowed in string format specifier");
  if (spec.sign != 0) return refuse("Sign not allowed in string format specifier");
  if (spec.no_negative_zero) return refuse("Negative zero coercion (z) not allowed in string format specifier");
  if (spec.alternate) return refuse("Alternate form (#) not allowed in string format specifier");
  if (spec.align == '=') return refuse("'=' alignment not allowed in string format specifier");
  return {};
}

}  // namespace

Result<Ref> str_format(ThreadState& ts, Str& text, CallArgs args) { return run(ts, text, {args, Value::null()}); }

Result<Ref> str_format_map(ThreadState& ts, Str& text, Value mapping) { return run(ts, text, {{nullptr, 0}, mapping}); }

Result<Ref> str_format_with_spec(ThreadState& ts, Str& s, Str& text) {
  Value self = Value::from_object(&s);
  if (text.length == 0) return to_str(ts, self);
  FormatSpec spec = TRY(parse_format_spec(ts, text, self, 's', '<'));
  TRY(check_spec(ts, spec, self));
  int64_t length = spec.precision >= 0 && spec.precision < s.length ? spec.precision : s.length;
  Padding padding = padding_of(spec, length);
  StringBuilder out(ts);
  out.append_repeated(spec.fill, padding.left);
  out.append(s, 0, length);
  out.append_repeated(spec.fill, padding.right);
  return out.finish();
}

}  // namespace pyemb
