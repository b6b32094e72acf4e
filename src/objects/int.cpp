// SPDX-License-Identifier: MIT
// Making ints, and what machine numbers they are.

#include "objects/int.h"

#include <algorithm>
#include <cmath>

#include "objects/raise.h"

namespace pyemb {

// OPTIMIZATION: an exact int has no collector head, no members and nothing to zero, so its block comes straight from the heap.
Result<Own<Int>> new_int_object(ThreadState& ts, size_t count) {
  if (UNLIKELY(count > static_cast<size_t>(INT64_MAX) / 64)) return raise_no_memory(ts);
  bool large = false;
  void* block = ts.interp.heap.allocate_object(sizeof(Int) + count * sizeof(Limb), &large);
  if (UNLIKELY(block == nullptr)) return raise_no_memory(ts);
  auto* object = static_cast<Int*>(block);
  object->type = &core_type(ts, TypeId::kInt);
  object->refcount = 1;
  object->shape_and_flags = static_cast<uint32_t>(TypeId::kInt) << Object::kShapeShift | (large ? Object::kLarge : 0u);
  object->size = static_cast<int64_t>(count);
  return Own<Int>::steal(object);
}

Ref int_finish(Own<Int> object, Sign sign) {
  size_t size = limbs_trim(object->limbs(), static_cast<size_t>(object->size));
  if (size == 0) return Ref::steal(Value::from_int(0));
  if (size == 1) {
    Limb limb = object->limbs()[0];
    if (limb <= static_cast<Limb>(Value::kMaxInt)) {
      int64_t i = static_cast<int64_t>(limb);
      return Ref::steal(Value::from_int(sign == Sign::kMinus ? -i : i));
    }
    if (sign == Sign::kMinus && limb == -static_cast<Limb>(Value::kMinInt)) {
      return Ref::steal(Value::from_int(Value::kMinInt));
    }
  }
  object->size = static_cast<int64_t>(size);
  if (sign == Sign::kMinus) object->set(Int::kNegative);
  return Ref(std::move(object));
}

Result<Ref> new_int_from_limbs(ThreadState& ts, Limbs magnitude, Sign sign) {
  magnitude = limbs_trimmed(magnitude.data(), magnitude.size());
  if (magnitude.empty()) return Ref::steal(Value::from_int(0));
  if (magnitude.size() == 1 && magnitude[0] <= static_cast<Limb>(Value::kMaxInt)) {
    int64_t i = static_cast<int64_t>(magnitude[0]);
    return Ref::steal(Value::from_int(sign == Sign::kMinus ? -i : i));
  }
  Own<Int> object = TRY(new_int_object(ts, magnitude.size()));
  std::copy(magnitude.begin(), magnitude.end(), object->limbs());
  return int_finish(std::move(object), sign);
}

Result<Ref> new_int_from_int128(ThreadState& ts, Limb low, int64_t high) {
  bool negative = high < 0;
  Limb limbs[2] = {low, static_cast<Limb>(high)};
  if (negative) {
    limbs[0] = -limbs[0];
    limbs[1] = ~limbs[1] + (limbs[0] == 0);
  }
  return new_int_from_limbs(ts, limbs, sign_of(negative));
}

Result<Ref> new_big_int(ThreadState& ts, int64_t value) {
  Limb limb = value < 0 ? -static_cast<Limb>(value) : static_cast<Limb>(value);
  return new_int_from_limbs(ts, Limbs(&limb, 1), sign_of(value < 0));
}

Result<Ref> new_int_unsigned(ThreadState& ts, uint64_t value) {
  return new_int_from_limbs(ts, Limbs(&value, 1), Sign::kPlus);
}

Result<Ref> new_int_from_double(ThreadState& ts, double value) {
  if (std::fabs(value) < 0x1p61) return Ref::steal(Value::from_int(static_cast<int64_t>(value)));
  Limb limbs[kDoubleLimbs];
  size_t size = limbs_from_double(limbs, value);
  return new_int_from_limbs(ts, Limbs(limbs, size), sign_of(value < 0));
}

Result<Ref> int_exact(ThreadState& ts, Value any_int) {
  if (any_int.is_int() || is_exactly(any_int, TypeId::kInt)) return Ref::copy(any_int);
  IntView view(any_int);
  return new_int_from_limbs(ts, view.magnitude(), sign_of(view.negative()));
}

Poll int_poll(ThreadState& ts) {
  auto wants_stop = [](void* context) {
    auto& ts = *static_cast<ThreadState*>(context);
    if (LIKELY(ts.breaker.load(std::memory_order_relaxed) == 0)) return false;
    return ts.interp.hooks.handle_breaker != nullptr && ts.interp.hooks.handle_breaker(ts).raised();
  };
  return {wants_stop, &ts};
}

Raised raise_limbs_failed(ThreadState& ts, const Poll& poll) {
  if (poll.stopped) return Raised{};  // the hook has raised
  return raise_no_memory(ts);
}

int int_sign(Value any_int) {
  if (any_int.is_int()) return (any_int.as_int() > 0) - (any_int.as_int() < 0);
  IntView view(any_int);
  return view.is_zero() ? 0 : view.negative() ? -1 : 1;
}

bool int_fits_int64(Value any_int, int64_t& out) {
  if (LIKELY(any_int.is_int())) {
    out = any_int.as_int();
    return true;
  }
  IntView view(any_int);
  if (view.size() > 1) return false;
  Limb limb = view.is_zero() ? 0 : view.magnitude()[0];
  if (limb > static_cast<Limb>(INT64_MAX) + view.negative()) return false;
  out = static_cast<int64_t>(view.negative() ? -limb : limb);
  return true;
}

bool int_fits_uint64(Value any_int, uint64_t& out) {
  IntView view(any_int);
  if (view.size() > 1 || view.negative()) return false;
  out = view.is_zero() ? 0 : view.magnitude()[0];
  return true;
}

Result<double> int_to_double(ThreadState& ts, Value any_int) {
  if (LIKELY(any_int.is_int())) return static_cast<double>(any_int.as_int());
  IntView view(any_int);
  double value = 0.0;
  if (!limbs_to_double(view.magnitude(), value)) {
    return raise(ts, Exc::kOverflowError, "int too large to convert to float");
  }
  return view.negative() ? -value : value;
}

int int_compare_double(Value any_int, double value) {
  IntView view(any_int);
  bool negative = value < 0.0;
  if (view.negative() != negative) return view.negative() ? -1 : view.is_zero() && value == 0.0 ? 0 : 1;
  int order = std::isinf(value) ? -1 : limbs_compare_double(view.magnitude(), value);
  return negative ? -order : order;
}

int64_t int_hash(Value any_int) {
  constexpr int64_t kModulus = (int64_t{1} << 61) - 1;
  if (LIKELY(any_int.is_int())) {
    int64_t i = any_int.as_int();
    if (i >= kModulus || i <= -kModulus) i %= kModulus;
    return i == -1 ? -2 : i;
  }
  IntView view(any_int);
  int64_t hash = static_cast<int64_t>(limbs_hash(view.magnitude()));
  if (view.negative()) hash = -hash;
  return hash == -1 ? -2 : hash;
}

size_t int_bit_length(Value any_int) { return limbs_bit_length(IntView(any_int).magnitude()); }

}  // namespace pyemb
