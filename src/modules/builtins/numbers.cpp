// SPDX-License-Identifier: MIT
#include "modules/builtins/functions.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/str.h"
#include "state/names.h"

namespace pyemb::builtins {
namespace {

Result<Ref> in_base(ThreadState& ts, Value number, const char* form) {
  Ref index = TRY(number_index(ts, number));
  Own<Str> spec = TRY(new_str(ts, form));
  return format(ts, index, spec);
}

/// A sum that is kept in a machine word as long as the items allow.
struct Sum {
  enum Kind : uint8_t { kInt, kFloat, kObject };
  Kind kind;
  int64_t whole = 0;
  double real = 0;
  Ref object = {};

  /// Takes a machine word's sum into `object`.
  Status settle(ThreadState& ts) {
    if (kind == kInt) object = TRY(new_int(ts, whole));
    if (kind == kFloat) object = TRY(new_float(ts, real));
    kind = kObject;
    return {};
  }
  /// False: the item needs the general way.
  bool add_fast(Value item) {
    if (item.is_bool()) item = Value::from_int(item.is_true());
    if (kind == kInt && item.is_int()) return !__builtin_add_overflow(whole, item.as_int(), &whole);
    if (kind == kInt && item.is_float()) {
      real = static_cast<double>(whole) + item.as_float();
      kind = kFloat;
      return true;
    }
    if (kind == kFloat && item.is_float()) return real += item.as_float(), true;
    if (kind == kFloat && item.is_int()) return real += static_cast<double>(item.as_int()), true;
    return false;
  }
};

Status check_start(ThreadState& ts, Value start) {
  if (is<Str>(start)) return raise(ts, Exc::kTypeError, "sum() can't sum strings [use ''.join(seq) instead]");
  if (!start.is_heap()) return {};
  const Type& type = *start.as_object()->type;
  if (derives_from(type, TypeId::kBytes)) return raise(ts, Exc::kTypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
  if (derives_from(type, TypeId::kByteArray)) return raise(ts, Exc::kTypeError, "sum() can't sum bytearray [use b''.join(seq) instead]");
  return {};
}

}  // namespace

Result<Ref> absolute(ThreadState& ts, Value x) { return number_absolute(ts, x); }
Result<Ref> binary(ThreadState& ts, Value number) { return in_base(ts, number, "#b"); }
Result<Ref> octal(ThreadState& ts, Value number) { return in_base(ts, number, "#o"); }
Result<Ref> hexadecimal(ThreadState& ts, Value number) { return in_base(ts, number, "#x"); }
Result<Ref> divide_modulo(ThreadState& ts, Value x, Value y) { return number_divmod(ts, x, y); }
Result<Ref> power(ThreadState& ts, Value base, Value exponent, Value modulus) {
  return number_power(ts, base, exponent, modulus.is_null() ? Value::none() : modulus);
}

Result<Ref> rounded(ThreadState& ts, Value number, Value digits) {
  Value args[] = {digits};
  size_t count = digits.is_null() || digits.is_none() ? 0 : 1;
  Ref answer = TRY(call_special(ts, number, ts.names().dunder_round, std::span<const Value>(args, count)));
  if (answer.is_absent()) return raise(ts, Exc::kTypeError, "type %.100s doesn't define __round__ method", type_name(ts, number));
  return answer;
}

Result<Ref> total(ThreadState& ts, Value iterable, Value start) {
  Ref iterator = TRY(get_iter(ts, iterable));
  Sum sum{Sum::kObject};
  if (start.is_null()) {
    sum.kind = Sum::kInt;
  } else {
    TRY(check_start(ts, start));
    if (start.is_int()) {
      sum.kind = Sum::kInt;
      sum.whole = start.as_int();
    } else if (start.is_float()) {
      sum.kind = Sum::kFloat;
      sum.real = start.as_float();
    } else {
      sum.object = Ref::copy(start);
    }
  }
  while (true) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) break;
    if (sum.add_fast(item)) continue;
    TRY(sum.settle(ts));
    sum.object = TRY(number_add(ts, sum.object, item));
  }
  TRY(sum.settle(ts));
  return std::move(sum.object);
}

}  // namespace pyemb::builtins
