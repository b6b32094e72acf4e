// SPDX-License-Identifier: MIT
#include "objects/percent.h"

#include <climits>

#include "objects/float_text.h"
#include "objects/int.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/tuple.h"

namespace pyemb {

// -- arguments -----------------------------------------------------------------------------------------------------

PercentArguments::PercentArguments(ThreadState& ts, Value right, bool is_text) : ts_(ts), right_(right) {
  is_tuple_ = is<Tuple>(right);
  is_mapping_ = !is_tuple_ && !is_text && type_of(ts, right).slots.getitem != nullptr;
}

Result<Value> PercentArguments::next() {
  if (is_tuple_ && !selected_) {
    Tuple& tuple = as<Tuple>(right_);
    if (position_ < tuple.size) return tuple.at(position_++);
  } else if (!taken_) {
    taken_ = true;
    return selected_ ? selected_.get() : right_;
  }
  return raise(ts_, Exc::kTypeError, "not enough arguments for format string");
}

Status PercentArguments::select(Value key) {
  if (!is_mapping_) return raise(ts_, Exc::kTypeError, "format requires a mapping");
  selected_ = TRY(get_item(ts_, right_, key));
  taken_ = false;
  return {};
}

bool PercentArguments::left_over() const {
  if (is_mapping_) return false;
  return is_tuple_ ? position_ < as<Tuple>(right_).size : !taken_;
}

// -- reading -------------------------------------------------------------------------------------------------------

namespace {

class Reader {
 public:
  Reader(ThreadState& ts, const Text& text, int64_t& at, PercentArguments& arguments)
      : ts_(ts), text_(text), at_(at), arguments_(arguments) {}

  bool done() const { return at_ >= text_.length; }
  char32_t peek() const { return text_.at(at_); }
  bool take_if(char32_t c) {
    if (done() || peek() != c) return false;
    ++at_;
    return true;
  }

  /// The part inside the parentheses of "(key)"; the opening one is taken already.
  Result<Text> take_key() {
    int64_t start = at_;
    int depth = 1;
    while (!done()) {
      char32_t c = text_.at(at_++);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) return text_.part(start, at_ - 1);
    }
    return raise(ts_, Exc::kValueError, "incomplete format key");
  }

  void take_flags(PercentSpec& spec) {
    for (; !done(); ++at_) {
      switch (peek()) {
        case '-': spec.left = true; break;
        case '+': spec.sign = '+'; break;
        case ' ': spec.sign = spec.sign == '+' ? '+' : ' '; break;
        case '#': spec.alternate = true; break;
        case '0': spec.zeros = true; break;
        default: return;
      }
    }
  }

  Result<int64_t> take_digits(int64_t most, const char* what) {
    int64_t number = 0;
    for (; !done() && peek() >= '0' && peek() <= '9'; ++at_) {
      int64_t digit = static_cast<int64_t>(peek() - '0');
      if (number > (most - digit) / 10) return raise(ts_, Exc::kValueError, "%s too big", what);
      number = number * 10 + digit;
    }
    return number;
  }

  /// The argument of a '*', not converted yet.
  Result<Value> take_star() {
    Value value = TRY(arguments_.next());
    if (!is_any_int(value)) return raise(ts_, Exc::kTypeError, "* wants int");
    return value;
  }

  Status take_width(PercentSpec& spec) {
    if (take_if('*')) {
      Value value = TRY(take_star());
      if (!int_fits_int64(value, spec.width)) {
        return raise(ts_, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
      }
      if (spec.width < 0) {
        spec.left = true;
        spec.width = spec.width == INT64_MIN ? INT64_MAX : -spec.width;
      }
    } else if (!done() && peek() >= '0' && peek() <= '9') {
      spec.width = TRY(take_digits(INT64_MAX, "width"));
    }
    return {};
  }

  Status take_precision(PercentSpec& spec) {
    if (!take_if('.')) return {};
    if (take_if('*')) {
      Value value = TRY(take_star());
      int precision = TRY(to_c_int(ts_, value));
      spec.precision = precision < 0 ? 0 : precision;
    } else {
      spec.precision = TRY(take_digits(INT_MAX, "precision"));
    }
    return {};
  }

 private:
  ThreadState& ts_;
  const Text& text_;
  int64_t& at_;
  PercentArguments& arguments_;
};

}  // namespace

Result<PercentSpec> read_conversion(ThreadState& ts, const Text& text, int64_t& at, PercentArguments& arguments,
                                    Result<Ref> (*make_key)(ThreadState&, const Text& part)) {
  Reader reader(ts, text, at, arguments);
  PercentSpec spec;
  if (reader.take_if('(')) {
    Text part = TRY(reader.take_key());
    Ref key = TRY(make_key(ts, part));
    TRY(arguments.select(key));
  }
  reader.take_flags(spec);
  TRY(reader.take_width(spec));
  TRY(reader.take_precision(spec));
  if (!reader.take_if('h') && !reader.take_if('l')) reader.take_if('L');
  if (reader.done()) return raise(ts, Exc::kValueError, "incomplete format");
  spec.position = at;
  spec.conversion = text.at(at++);
  return spec;
}

Raised raise_unsupported_conversion(ThreadState& ts, const PercentSpec& spec) {
  char32_t c = spec.conversion;
  return raise(ts, Exc::kValueError, "unsupported format character '%c' (0x%x) at index %lld", c >= 31 && c <= 126 ? static_cast<char>(c) : '?',
               static_cast<unsigned>(c), static_cast<long long>(spec.position));
}

// -- numbers -------------------------------------------------------------------------------------------------------

namespace {

bool is_float_conversion(char32_t c) { return c == 'e' || c == 'E' || c == 'f' || c == 'F' || c == 'g' || c == 'G'; }
bool is_int_conversion(char32_t c) { return c == 'd' || c == 'i' || c == 'u' || c == 'o' || c == 'x' || c == 'X'; }

/// The number as text: "-" if negative, a prefix such as "0x", the digits.
struct NumberText {
  TextBuffer digits;
  bool negative = false;
  const char* prefix = "";
};

COLD Raised raise_wrong_number(ThreadState& ts, char32_t conversion, const char* wanted, Value value) {
  return raise(ts, Exc::kTypeError, "%%%c format: %s is required, not %s", static_cast<char>(conversion), wanted, type_name(ts, value));
}

/// The int that an integer conversion shows.
Result<Ref> int_of(ThreadState& ts, char32_t conversion, Value value) {
  if (is_any_int(value)) return Ref::copy(value);
  bool decimal = conversion == 'd' || conversion == 'i' || conversion == 'u';
  const char* wanted = decimal ? "a real number" : "an integer";
  const Slots& slots = type_of(ts, value).slots;
  bool convertible = slots.index != nullptr || (decimal && (slots.to_int != nullptr || slots.to_float != nullptr));
  if (!convertible) return raise_wrong_number(ts, conversion, wanted, value);
  Result<Ref> number = decimal ? to_int(ts, value) : number_index(ts, value);
  if (number.raised() && clear_pending_if(ts, Exc::kTypeError)) return raise_wrong_number(ts, conversion, wanted, value);
  return number;
}

void make_upper(TextBuffer& text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] >= 'a' && text[i] <= 'z') text[i] = static_cast<char>(text[i] - 'a' + 'A');
  }
}

Status write_int(ThreadState& ts, NumberText& out, const PercentSpec& spec, Value value) {
  Ref number = TRY(int_of(ts, spec.conversion, value));
  out.negative = int_sign(number) < 0;
  int base = spec.conversion == 'o' ? 8 : spec.conversion == 'x' || spec.conversion == 'X' ? 16 : 10;
  TextBuffer plain;
  TRY(int_write(ts, plain, number, base));
  std::string_view digits = plain.view();
  if (out.negative) digits.remove_prefix(1);
  int64_t zeros = spec.precision - static_cast<int64_t>(digits.size());
  if (zeros > 0) out.digits.append(static_cast<size_t>(zeros), '0');
  out.digits.append(digits);
  if (!plain.ok()) return raise_no_memory(ts);
  if (spec.conversion == 'X') make_upper(out.digits);
  if (spec.alternate && base != 10) out.prefix = base == 8 ? "0o" : spec.conversion == 'x' ? "0x" : "0X";
  return {};
}

Status write_float(ThreadState& ts, NumberText& out, const PercentSpec& spec, Value value) {
  double number = TRY(to_double(ts, value));
  FloatStyle style;
  style.precision = spec.precision < 0 ? 6 : static_cast<int>(spec.precision);
  style.alternate = spec.alternate;
  style.upper = spec.conversion < 'a';
  switch (spec.conversion | 0x20) {
    case 'e': style.kind = FloatStyle::kScientific; break;
    case 'f': style.kind = FloatStyle::kFixed; break;
    default: style.kind = FloatStyle::kGeneral; break;
  }
  TextBuffer plain;
  float_write(plain, number, style);
  if (!plain.ok()) return raise_no_memory(ts);
  std::string_view digits = plain.view();
  out.negative = digits.starts_with('-');
  if (out.negative) digits.remove_prefix(1);
  out.digits.append(digits);
  return {};
}

}  // namespace

bool is_number_conversion(char32_t conversion) { return is_int_conversion(conversion) || is_float_conversion(conversion); }

Status write_number(ThreadState& ts, TextBuffer& out, const PercentSpec& spec, Value value) {
  NumberText text;
  TRY(is_float_conversion(spec.conversion) ? write_float(ts, text, spec, value) : write_int(ts, text, spec, value));
  char sign = text.negative ? '-' : spec.sign;
  std::string_view prefix = text.prefix;
  int64_t length = (sign != 0) + static_cast<int64_t>(prefix.size() + text.digits.size());
  size_t fill = static_cast<size_t>(spec.missing(length));
  if (!spec.left && !spec.zeros) out.append(fill, ' ');
  if (sign != 0) out.append(sign);
  out.append(prefix);
  if (!spec.left && spec.zeros) out.append(fill, '0');
  out.append(text.digits.view());
  if (spec.left) out.append(fill, ' ');
  if (!out.ok() || !text.digits.ok()) return raise_no_memory(ts);
  return {};
}

}  // namespace pyemb
