// SPDX-License-Identifier: MIT
#include "config/module_type_ids.h"
#include "modules/_operator.h"

#include "modules/native_modules.h"
#include "objects/buffer.h"
#include "objects/call.h"
#include "objects/key_compare.h"
#include "modules/module_type_specs.h"

// _operator: the operators as functions. The getter types stand in _operator_getters.cpp.

namespace pyemb {

namespace operators {

namespace {

Result<Ref> iterate(ThreadState& ts, Value iterable) {
  Result<Ref> iterator = get_iter(ts, iterable);
  if (iterator.raised() && clear_pending_if(ts, Exc::kTypeError)) {
    return raise(ts, Exc::kTypeError, "argument of type '%s' is not iterable", type_name(ts, iterable));
  }
  return iterator;
}

}  // namespace

Result<int64_t> count_of(ThreadState& ts, Value iterable, Value wanted) {
  Ref iterator = TRY(iterate(ts, iterable));
  for (int64_t count = 0;;) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) return count;
    count += TRY(equal_inline(ts, item, wanted));
  }
}

Result<int64_t> index_of(ThreadState& ts, Value iterable, Value wanted) {
  Ref iterator = TRY(iterate(ts, iterable));
  for (int64_t i = 0;; ++i) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) return raise(ts, Exc::kValueError, "sequence.index(x): x not in sequence");
    if (TRY(equal_inline(ts, item, wanted))) return i;
  }
}

namespace {

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  // The time depends on b's length only. With different lengths b is compared with itself.
  std::string_view left = a.size() == b.size() ? a : b;
  volatile uint8_t different = a.size() == b.size() ? 0 : 1;
  for (size_t i = 0; i < b.size(); ++i) different = static_cast<uint8_t>(different | (left[i] ^ b[i]));
  return different == 0;
}

}  // namespace

Result<bool> compare_digest(ThreadState& ts, Value a, Value b) {
  if (is<Str>(a) && is<Str>(b)) {
    if (!as<Str>(a).ascii || !as<Str>(b).ascii) {
      return raise(ts, Exc::kTypeError, "comparing strings with non-ASCII characters is not supported");
    }
    return equal_in_constant_time(as<Str>(a).ascii_view(), as<Str>(b).ascii_view());
  }
  if (!has_buffer(ts, a) && !has_buffer(ts, b)) {
    return raise(ts, Exc::kTypeError, "unsupported operand types(s) or combination of types: '%s' and '%s'", type_name(ts, a),
                 type_name(ts, b));
  }
  Buffer left(ts), right(ts);
  TRY(left.open(a));
  TRY(right.open(b));
  return equal_in_constant_time(left.view(), right.view());
}

}  // namespace operators

namespace {

template <BinaryOp op>
Result<Ref> binary(ThreadState& ts, Value a, Value b) {
  return binary_op(ts, op, a, b);
}
template <BinaryOp op>
Result<Ref> inplace(ThreadState& ts, Value a, Value b) {
  return inplace_op(ts, op, a, b);
}
template <Compare op>
Result<Ref> comparison(ThreadState& ts, Value a, Value b) {
  return compare(ts, a, b, op);
}

Result<bool> is_true(ThreadState& ts, Value a) { return truth(ts, a); }
Result<bool> is_false(ThreadState& ts, Value a) {
  bool answer = TRY(truth(ts, a));
  return !answer;
}
bool is_same(ThreadState&, Value a, Value b) { return a == b; }
bool is_other(ThreadState&, Value a, Value b) { return !(a == b); }
Result<bool> has_item(ThreadState& ts, Value a, Value b) { return contains(ts, a, b); }
Result<Ref> item_of(ThreadState& ts, Value a, Value b) { return get_item(ts, a, b); }
Status put_item(ThreadState& ts, Value a, Value b, Value c) { return set_item(ts, a, b, c); }
Status remove_item(ThreadState& ts, Value a, Value b) { return set_item(ts, a, b, Value::null()); }
Result<int64_t> hint(ThreadState& ts, Value object, std::optional<int64_t> fallback) {
  return length_hint(ts, object, fallback.value_or(0));
}

Result<Ref> call_object(ThreadState& ts, CallArgs args) {
  if (args.count == 0) return raise(ts, Exc::kTypeError, "call expected at least 1 argument, got 0");
  return call(ts, args.values[0], CallArgs{args.values + 1, args.count - 1, args.names});
}

/// a + b between sequences only; `in_place` asks for += first.
Result<Ref> concatenate(ThreadState& ts, Value a, Value b, bool in_place) {
  const Slots& slots = type_of(ts, a).slots;
  if (in_place && slots.inplace_concat != nullptr) return slots.inplace_concat(ts, a, b);
  if (slots.concat != nullptr) return slots.concat(ts, a, b);
  if (slots.getitem != nullptr && type_of(ts, b).slots.getitem != nullptr) {
    return in_place ? inplace_op(ts, BinaryOp::kAdd, a, b) : binary_op(ts, BinaryOp::kAdd, a, b);
  }
  return raise(ts, Exc::kTypeError, "'%s' object can't be concatenated", type_name(ts, a));
}
Result<Ref> concat(ThreadState& ts, Value a, Value b) { return concatenate(ts, a, b, false); }
Result<Ref> inplace_concat(ThreadState& ts, Value a, Value b) { return concatenate(ts, a, b, true); }

template <auto F>
constexpr NativeMethod one(const char* name, const char* doc) {
  return function<F>(name, "($module, a, /)", doc);
}
template <auto F>
constexpr NativeMethod two(const char* name, const char* doc) {
  return function<F>(name, "($module, a, b, /)", doc);
}

constexpr NativeMethod kFunctions[] = {
    one<is_true>("truth", "bool(a)"),
    two<has_item>("contains", "b in a"),
    two<operators::index_of>("indexOf", "The position of the first item of a that equals b."),
    two<operators::count_of>("countOf", "How many items of a equal b."),
    two<is_same>("is_", "a is b"),
    two<is_other>("is_not", "a is not b"),
    two<binary<BinaryOp::kAdd>>("add", "a + b"),
    two<binary<BinaryOp::kSubtract>>("sub", "a - b"),
    two<binary<BinaryOp::kMultiply>>("mul", "a * b"),
    two<binary<BinaryOp::kMatrixMultiply>>("matmul", "a @ b"),
    two<binary<BinaryOp::kFloorDivide>>("floordiv", "a // b"),
    two<binary<BinaryOp::kTrueDivide>>("truediv", "a / b"),
    two<binary<BinaryOp::kRemainder>>("mod", "a % b"),
    one<number_negative>("neg", "-a"),
    one<number_positive>("pos", "+a"),
    one<number_absolute>("abs", "abs(a)"),
    one<number_invert>("inv", "~a"),
    one<number_invert>("invert", "~a"),
    two<binary<BinaryOp::kLshift>>("lshift", "a << b"),
    two<binary<BinaryOp::kRshift>>("rshift", "a >> b"),
    one<is_false>("not_", "not a"),
    two<binary<BinaryOp::kAnd>>("and_", "a & b"),
    two<binary<BinaryOp::kXor>>("xor", "a ^ b"),
    two<binary<BinaryOp::kOr>>("or_", "a | b"),
    two<inplace<BinaryOp::kAdd>>("iadd", "a += b, and the new a"),
    two<inplace<BinaryOp::kSubtract>>("isub", "a -= b, and the new a"),
    two<inplace<BinaryOp::kMultiply>>("imul", "a *= b, and the new a"),
    two<inplace<BinaryOp::kMatrixMultiply>>("imatmul", "a @= b, and the new a"),
    two<inplace<BinaryOp::kFloorDivide>>("ifloordiv", "a //= b, and the new a"),
    two<inplace<BinaryOp::kTrueDivide>>("itruediv", "a /= b, and the new a"),
    two<inplace<BinaryOp::kRemainder>>("imod", "a %= b, and the new a"),
    two<inplace<BinaryOp::kLshift>>("ilshift", "a <<= b, and the new a"),
    two<inplace<BinaryOp::kRshift>>("irshift", "a >>= b, and the new a"),
    two<inplace<BinaryOp::kAnd>>("iand", "a &= b, and the new a"),
    two<inplace<BinaryOp::kXor>>("ixor", "a ^= b, and the new a"),
    two<inplace<BinaryOp::kOr>>("ior", "a |= b, and the new a"),
    two<concat>("concat", "a + b, of sequences"),
    two<inplace_concat>("iconcat", "a += b of sequences, and the new a"),
    two<item_of>("getitem", "a[b]"),
    function<put_item>("setitem", "($module, a, b, c, /)", "a[b] = c"),
    two<remove_item>("delitem", "del a[b]"),
    two<binary<BinaryOp::kPower>>("pow", "a ** b"),
    two<inplace<BinaryOp::kPower>>("ipow", "a **= b, and the new a"),
    two<comparison<Compare::kLt>>("lt", "a < b"),
    two<comparison<Compare::kLe>>("le", "a <= b"),
    two<comparison<Compare::kEq>>("eq", "a == b"),
    two<comparison<Compare::kNe>>("ne", "a != b"),
    two<comparison<Compare::kGt>>("gt", "a > b"),
    two<comparison<Compare::kGe>>("ge", "a >= b"),
    one<number_index>("index", "a.__index__()"),
    function<hint>("length_hint", "($module, obj, default=0, /)", "len(obj), or an estimate that the object gives, or default."),
    two<operators::compare_digest>("_compare_digest",
                                   "a == b for two ASCII strings or two bytes-like objects, in a time that tells nothing of where\n"
                                   "they differ."),
    function<call_object>("call", "($module, obj, /, *args, **kwargs)", "obj(*args, **kwargs)"),
};

constexpr TypeId kTypes[] = {ModuleType::kItemGetter, ModuleType::kAttrGetter, ModuleType::kMethodCaller};

}  // namespace

constexpr NativeModule kOperatorModule = {
    .name = "_operator",
    .doc = "The operators of the language as functions.",
    .functions = kFunctions,
    .types = kTypes,
};

}  // namespace pyemb
