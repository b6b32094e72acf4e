// SPDX-License-Identifier: MIT
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/native.h"
#include "objects/str.h"
#include "objects/type_specs.h"
#include "objects/weakref.h"

// weakref.proxy: a WeakRef that passes every operation on to its referent. Only repr() shows the proxy itself.

namespace pyemb {
namespace {

bool is_proxy(Value value) {
  return value.is_heap() && (is_exactly(value, TypeId::kWeakProxy) || is_exactly(value, TypeId::kWeakCallableProxy));
}

/// The referent of a proxy; any other value itself.
Result<Ref> unwrap(ThreadState& ts, Value value) {
  if (!is_proxy(value)) return Ref::copy(value);
  Ref referent = weakref_get(*static_cast<WeakRef*>(value.as_object()));
  if (referent.is_none()) return raise(ts, Exc::kReferenceError, "weakly-referenced object no longer exists");
  return referent;
}

template <auto Operation>
Result<Ref> unary(ThreadState& ts, Value self) {
  Ref object = TRY(unwrap(ts, self));
  return Operation(ts, object);
}
template <BinaryOp Op>
Result<Ref> binary(ThreadState& ts, Value left, Value right) {
  Ref a = TRY(unwrap(ts, left));
  Ref b = TRY(unwrap(ts, right));
  return binary_op(ts, Op, a, b);
}
template <BinaryOp Op>
Result<Ref> in_place(ThreadState& ts, Value left, Value right) {
  Ref a = TRY(unwrap(ts, left));
  Ref b = TRY(unwrap(ts, right));
  return inplace_op(ts, Op, a, b);
}
Result<Ref> proxy_divmod(ThreadState& ts, Value left, Value right) {
  Ref a = TRY(unwrap(ts, left));
  Ref b = TRY(unwrap(ts, right));
  return number_divmod(ts, a, b);
}
Result<Ref> proxy_power(ThreadState& ts, Value base, Value exponent, Value modulus) {
  Ref a = TRY(unwrap(ts, base));
  Ref b = TRY(unwrap(ts, exponent));
  Ref c = TRY(unwrap(ts, modulus));
  return number_power(ts, a, b, c);
}
Result<Ref> proxy_inplace_power(ThreadState& ts, Value base, Value exponent, Value) {
  return in_place<BinaryOp::kPower>(ts, base, exponent);
}

Result<Ref> call_named(ThreadState& ts, Value object, const char* name) {
  Ref bound = TRY(get_attr(ts, object, name));
  return call(ts, bound);
}
Result<Ref> object_int(ThreadState& ts, Value object) { return call_named(ts, object, "__int__"); }
Result<Ref> object_float(ThreadState& ts, Value object) { return call_named(ts, object, "__float__"); }
Result<Ref> object_str(ThreadState& ts, Value object) { return to_str(ts, object); }

Result<Ref> proxy_repr(ThreadState& ts, Value value) {
  Ref object = weakref_get(*static_cast<WeakRef*>(value.as_object()));
  const char* type = type_name(ts, object);
  uint64_t address = object.is_none() ? 0 : object.get().bits();
  return new_str_format(ts, "<weakproxy at %p to %s at %p>", static_cast<void*>(value.as_object()), type, reinterpret_cast<void*>(address));
}

Result<int64_t> proxy_hash(ThreadState& ts, Value self) { return raise(ts, Exc::kTypeError, "unhashable type: '%s'", type_name(ts, self)); }

Result<Ref> proxy_getattr(ThreadState& ts, Value self, Value name) {
  Ref object = TRY(unwrap(ts, self));
  return get_attr(ts, object, name);
}
Status proxy_setattr(ThreadState& ts, Value self, Value name, Value value) {
  Ref object = TRY(unwrap(ts, self));
  return set_attr(ts, object, name, value);
}
Result<Ref> proxy_compare(ThreadState& ts, Value left, Value right, Compare op) {
  Ref a = TRY(unwrap(ts, left));
  Ref b = TRY(unwrap(ts, right));
  return compare(ts, a, b, op);
}
Result<Ref> proxy_next(ThreadState& ts, Value self) {
  Ref object = TRY(unwrap(ts, self));
  if (!is_iterator(ts, object)) {
    return raise(ts, Exc::kTypeError, "Weakref proxy referenced a non-iterator '%s' object", type_name(ts, object));
  }
  return next_item(ts, object);
}
Result<bool> proxy_truth(ThreadState& ts, Value self) {
  Ref object = TRY(unwrap(ts, self));
  return truth(ts, object);
}
Result<int64_t> proxy_length(ThreadState& ts, Value self) {
  Ref object = TRY(unwrap(ts, self));
  return length(ts, object);
}
Result<Ref> proxy_getitem(ThreadState& ts, Value self, Value key) {
  Ref object = TRY(unwrap(ts, self));
  return get_item(ts, object, key);
}
Status proxy_setitem(ThreadState& ts, Value self, Value key, Value value) {
  Ref object = TRY(unwrap(ts, self));
  return set_item(ts, object, key, value);
}
Result<bool> proxy_contains(ThreadState& ts, Value self, Value item) {
  Ref object = TRY(unwrap(ts, self));
  return contains(ts, object, item);
}
Result<Ref> proxy_call(ThreadState& ts, Value self, CallArgs args) {
  Ref object = TRY(unwrap(ts, self));
  return call(ts, object, args);
}

Result<Ref> proxy_bytes(ThreadState& ts, Value self) {
  Ref object = TRY(unwrap(ts, self));
  return call_named(ts, object, "__bytes__");
}
Result<Ref> proxy_reversed(ThreadState& ts, Value self) {
  Ref object = TRY(unwrap(ts, self));
  return call_named(ts, object, "__reversed__");
}
constexpr NativeMethod kProxyMethods[] = {
    method<proxy_bytes>("__bytes__", "($self, /)", nullptr),
    method<proxy_reversed>("__reversed__", "($self, /)", nullptr),
};

void proxy_traverse(Object* self, GcVisitor& visit) { kWeakRefSpec.traverse(self, visit); }
void proxy_clear(ThreadState& ts, Object* self) { kWeakRefSpec.clear(ts, self); }

constexpr Slots kProxySlots = {
    .repr = proxy_repr,
    .str = unary<object_str>,
    .hash = proxy_hash,
    .getattr = proxy_getattr,
    .setattr = proxy_setattr,
    .compare = proxy_compare,
    .iter = unary<get_iter>,
    .next = proxy_next,
    .add = binary<BinaryOp::kAdd>,
    .subtract = binary<BinaryOp::kSubtract>,
    .multiply = binary<BinaryOp::kMultiply>,
    .remainder = binary<BinaryOp::kRemainder>,
    .divmod = proxy_divmod,
    .power = proxy_power,
    .negative = unary<number_negative>,
    .positive = unary<number_positive>,
    .absolute = unary<number_absolute>,
    .invert = unary<number_invert>,
    .truth = proxy_truth,
    .lshift = binary<BinaryOp::kLshift>,
    .rshift = binary<BinaryOp::kRshift>,
    .and_ = binary<BinaryOp::kAnd>,
    .xor_ = binary<BinaryOp::kXor>,
    .or_ = binary<BinaryOp::kOr>,
    .to_int = unary<object_int>,
    .to_float = unary<object_float>,
    .index = unary<number_index>,
    .inplace_add = in_place<BinaryOp::kAdd>,
    .inplace_subtract = in_place<BinaryOp::kSubtract>,
    .inplace_multiply = in_place<BinaryOp::kMultiply>,
    .inplace_remainder = in_place<BinaryOp::kRemainder>,
    .inplace_power = proxy_inplace_power,
    .inplace_lshift = in_place<BinaryOp::kLshift>,
    .inplace_rshift = in_place<BinaryOp::kRshift>,
    .inplace_and = in_place<BinaryOp::kAnd>,
    .inplace_xor = in_place<BinaryOp::kXor>,
    .inplace_or = in_place<BinaryOp::kOr>,
    .floor_divide = binary<BinaryOp::kFloorDivide>,
    .true_divide = binary<BinaryOp::kTrueDivide>,
    .inplace_floor_divide = in_place<BinaryOp::kFloorDivide>,
    .inplace_true_divide = in_place<BinaryOp::kTrueDivide>,
    .matrix_multiply = binary<BinaryOp::kMatrixMultiply>,
    .inplace_matrix_multiply = in_place<BinaryOp::kMatrixMultiply>,
    .length = proxy_length,
    .getitem = proxy_getitem,
    .setitem = proxy_setitem,
    .contains = proxy_contains,
};

constexpr Slots callable_slots() {
  Slots slots = kProxySlots;
  slots.call = proxy_call;
  return slots;
}

}  // namespace

constexpr TypeSpec kWeakProxySpec = {
    .name = "weakref.ProxyType",
    .id = TypeId::kWeakProxy,
    .size = sizeof(WeakRef),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kProxyMethods,
    .slots = kProxySlots,
    .traverse = proxy_traverse,
    .clear = proxy_clear,
    .dealloc = proxy_clear,
};

constexpr TypeSpec kWeakCallableProxySpec = {
    .name = "weakref.CallableProxyType",
    .id = TypeId::kWeakCallableProxy,
    .size = sizeof(WeakRef),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kProxyMethods,
    .slots = callable_slots(),
    .traverse = proxy_traverse,
    .clear = proxy_clear,
    .dealloc = proxy_clear,
};

}  // namespace pyemb
