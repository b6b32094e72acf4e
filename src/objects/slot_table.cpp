// SPDX-License-Identifier: MIT
#include "objects/int.h"
#include "objects/slot_table.h"

#include "objects/attributes.h"
#include "objects/builtin.h"
#include "objects/call.h"
#include "objects/native.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

// -- slot -> method: one wrapper a kind of row ---------------------------------------------------------------------------

/// Checks that a wrapper got exactly `count` positional arguments.
Status expect_arguments(ThreadState& ts, CallArgs args, size_t count) {
  if (!args.names.is_null() && as<Tuple>(args.names).size > 0) return raise(ts, Exc::kTypeError, "wrapper takes no keyword arguments");
  if (args.count == count) return {};
  return raise(ts, Exc::kTypeError, "expected %zu argument%s, got %zu", count, count == 1 ? "" : "s", args.count);
}

template <class F>
F slot_as(SlotFunction slot) {
  return reinterpret_cast<F>(slot);
}

Result<Ref> wrap_unary(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 0));
  return slot_as<UnaryFn>(slot)(ts, self);
}

Result<Ref> wrap_next(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 0));
  Ref item = TRY(slot_as<UnaryFn>(slot)(ts, self));
  if (item.is_absent()) return raise_stop_iteration(ts, Value::null());
  return item;
}

Result<Ref> wrap_hash(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 0));
  int64_t h = TRY(slot_as<HashFn>(slot)(ts, self));
  return new_int(ts, h);
}

Result<Ref> wrap_truth(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 0));
  bool answer = TRY(slot_as<TruthFn>(slot)(ts, self));
  return Result<Ref>::boolean(answer);
}

Result<Ref> wrap_length(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 0));
  int64_t n = TRY(slot_as<LengthFn>(slot)(ts, self));
  return new_int(ts, n);
}

Result<Ref> wrap_binary_left(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1));
  return slot_as<BinaryFn>(slot)(ts, self, args.values[0]);
}

Result<Ref> wrap_binary_right(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1));
  return slot_as<BinaryFn>(slot)(ts, args.values[0], self);
}

Status expect_power_arguments(ThreadState& ts, CallArgs args) {
  if (args.count == 2 && args.names.is_null()) return {};
  return expect_arguments(ts, args, 1);
}

Result<Ref> wrap_power_left(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_power_arguments(ts, args));
  return slot_as<TernaryFn>(slot)(ts, self, args.values[0], args.count == 2 ? args.values[1] : Value::none());
}

Result<Ref> wrap_power_right(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_power_arguments(ts, args));
  return slot_as<TernaryFn>(slot)(ts, args.values[0], self, args.count == 2 ? args.values[1] : Value::none());
}

template <Compare op>
Result<Ref> wrap_compare(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1));
  return slot_as<CompareFn>(slot)(ts, self, args.values[0], op);
}

Result<Ref> wrap_repeat(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1));
  int64_t count = TRY(to_index(ts, args.values[0]));
  return slot_as<RepeatFn>(slot)(ts, self, count);
}

Result<Ref> wrap_contains(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1));
  bool answer = TRY(slot_as<ContainsFn>(slot)(ts, self, args.values[0]));
  return Result<Ref>::boolean(answer);
}

Result<Ref> wrap_set_item(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 2));
  TRY(slot_as<SetItemFn>(slot)(ts, self, args.values[0], args.values[1]));
  return Ref::none();
}

Result<Ref> wrap_del_item(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1));
  TRY(slot_as<SetItemFn>(slot)(ts, self, args.values[0], Value::null()));
  return Ref::none();
}

/// object.__setattr__(type, ...) must not change a native type behind its back.
Status check_set_attr(ThreadState& ts, SlotFunction slot, Value self, const char* what) {
  Type& type = type_of(ts, self);
  const Type* native = &type;
  while (native != nullptr && native->has_flag(Type::kHeapType)) native = native->base;
  if (native == nullptr || reinterpret_cast<SlotFunction>(native->slots.setattr) == slot) return {};
  return raise(ts, Exc::kTypeError, "can't apply this %s to %s object", what, type_name(type));
}

Result<Ref> wrap_set_attr(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 2));
  TRY(check_set_attr(ts, slot, self, "__setattr__"));
  TRY(slot_as<SetAttrFn>(slot)(ts, self, args.values[0], args.values[1]));
  return Ref::none();
}

Result<Ref> wrap_del_attr(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1));
  TRY(check_set_attr(ts, slot, self, "__delattr__"));
  TRY(slot_as<SetAttrFn>(slot)(ts, self, args.values[0], Value::null()));
  return Ref::none();
}

Result<Ref> wrap_descr_get(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  if (!args.names.is_null() || args.count < 1 || args.count > 2) {
    return raise(ts, Exc::kTypeError, "expected %s 1 argument, got %zu", args.count < 1 ? "at least" : "at most 2, not", args.count);
  }
  Value instance = args.values[0].is_none() ? Value::null() : args.values[0];
  Value owner = args.count < 2 || args.values[1].is_none() ? Value::null() : args.values[1];
  if (instance.is_null() && owner.is_null()) return raise(ts, Exc::kTypeError, "__get__(None, None) is invalid");
  return slot_as<DescrGetFn>(slot)(ts, self, instance, owner);
}

Result<Ref> wrap_descr_set(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 2));
  TRY(slot_as<DescrSetFn>(slot)(ts, self, args.values[0], args.values[1]));
  return Ref::none();
}

Result<Ref> wrap_descr_delete(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1));
  TRY(slot_as<DescrSetFn>(slot)(ts, self, args.values[0], Value::null()));
  return Ref::none();
}

Result<Ref> wrap_call(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  return slot_as<CallFn>(slot)(ts, self, args);
}

Result<Ref> wrap_init(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(slot_as<InitFn>(slot)(ts, self, args));
  return Ref::none();
}

Result<Ref> wrap_finalize(ThreadState& ts, const SlotRow&, SlotFunction slot, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 0));
  slot_as<FinalizeFn>(slot)(ts, self);
  return Ref::none();
}

// -- method -> slot: what fills the slot of a class that defines the method ------------------------------------------------
// Each is a template over the row's number, which gives the interned name; rows that share a field are neighbours.

template <int kRow>
Result<Ref> call_row(ThreadState& ts, Value self, std::span<const Value> args = {}) {
  Str* name = ts.interp.slot_names[kRow];
  Ref result = TRY(call_special(ts, self, name, args));
  if (UNLIKELY(result.is_absent())) return raise(ts, Exc::kAttributeError, "%s", Utf8(ts, *name).c_str());
  return result;
}

template <int kRow>
struct Generic {
  static Result<Ref> unary(ThreadState& ts, Value self) { return call_row<kRow>(ts, self); }

  static Result<int64_t> hash(ThreadState& ts, Value self) {
    Ref result = TRY(call_row<kRow>(ts, self));
    if (!is_any_int(result)) return raise(ts, Exc::kTypeError, "__hash__ method should return an integer");
    int64_t number;  // taken as it is if it fits 64 bits
    if (int_fits_int64(result, number)) return number == -1 ? -2 : number;
    return int_hash(result);
  }

  static Result<Ref> call(ThreadState& ts, Value self, CallArgs args) {
    Type& type = type_of(ts, self);
    Value method = type_lookup(ts, type, ts.interp.slot_names[kRow]);
    if (method.is_null()) return raise(ts, Exc::kTypeError, "'%s' object is not callable", type_name(type));
    RecursionGuard guard(ts, " while calling a Python object");
    if (guard.exceeded()) return guard.raise();
    Ref found = Ref::copy(method);
    Type& method_type = type_of(ts, found);
    if (!method_type.has_flag(Type::kMethodDescriptor)) {
      if (method_type.slots.descr_get == nullptr) return pyemb::call(ts, found, args);
      Ref bound = TRY(method_type.slots.descr_get(ts, found, self, Value::from_object(&type)));
      return pyemb::call(ts, bound, args);
    }
    return call_prepended(ts, found, self, args);
  }

  static Result<Ref> compare(ThreadState& ts, Value left, Value right, Compare op) {
    constexpr int kFirst = kRow;
    Str* name = ts.interp.slot_names[kFirst + static_cast<int>(op)];
    Value found = type_lookup(ts, type_of(ts, left), name);
    if (LIKELY(!found.is_null()) && LIKELY(type_of(ts, found).has_flag(Type::kMethodDescriptor))) {
      Ref method = Ref::copy(found);
      return call_found(ts, method, left, std::span<const Value>(&right, 1));
    }
    // As in CPython, one that cannot be bound counts as none.
    Result<Ref> bound = find_special(ts, left, name);
    if (bound.raised()) return ts.clear_pending(), Result<Ref>::not_implemented();
    Ref method = bound.take();
    if (method.is_absent()) return Result<Ref>::not_implemented();
    return pyemb::call(ts, method, CallArgs{&right, 1});
  }

  static Result<Ref> iter(ThreadState& ts, Value self) {
    if (type_lookup(ts, type_of(ts, self), ts.interp.slot_names[kRow]).is_none()) {
      return raise(ts, Exc::kTypeError, "'%s' object is not iterable", type_name(ts, self));
    }
    return call_row<kRow>(ts, self);
  }

  static Result<Ref> next(ThreadState& ts, Value self) { return call_row<kRow>(ts, self); }

  static Result<Ref> descr_get(ThreadState& ts, Value self, Value instance, Value owner) {
    const Value args[] = {instance.is_null() ? Value::none() : instance, owner.is_null() ? Value::none() : owner};
    return call_row<kRow>(ts, self, args);
  }

  /// Rows kRow and kRow + 1: set and delete.
  static Status descr_set(ThreadState& ts, Value self, Value instance, Value value) {
    const Value args[] = {instance, value};
    if (value.is_null()) {
      Ref ignored = TRY(call_row<kRow + 1>(ts, self, std::span<const Value>(args, 1)));
      return {};
    }
    Ref ignored = TRY(call_row<kRow>(ts, self, args));
    return {};
  }
  static Status set_attr(ThreadState& ts, Value self, Value name, Value value) { return descr_set(ts, self, name, value); }
  static Status set_item(ThreadState& ts, Value self, Value key, Value value) { return descr_set(ts, self, key, value); }

  static Status init(ThreadState& ts, Value self, CallArgs args) {
    Ref result = TRY(call(ts, self, args));
    if (result.is_none()) return {};
    return raise(ts, Exc::kTypeError, "__init__() should return None, not '%s'", type_name(ts, result));
  }

  static Result<Ref> new_(ThreadState& ts, Type& type, CallArgs args) {
    Ref function = TRY(get_attr(ts, Value::from_object(&type), Value::from_object(ts.interp.slot_names[kRow])));
    return call_prepended(ts, function, Value::from_object(&type), args);
  }

  static void finalize(ThreadState& ts, Value self) {
    Value method = type_lookup(ts, type_of(ts, self), ts.interp.slot_names[kRow]);
    if (method.is_null()) return;
    Ref found = Ref::copy(method);
    Result<Ref> result = call_found(ts, found, self, {});
    if (result.raised()) {
      report_unraisable(ts, nullptr, found);
    } else {
      Ref ignored = result.take();
    }
  }

  static Result<bool> truth(ThreadState& ts, Value self) {
    Ref result = TRY(call_row<kRow>(ts, self));
    if (!result.get().is_bool()) return raise(ts, Exc::kTypeError, "__bool__ should return bool, returned %s", type_name(ts, result));
    return result.get().is_true();
  }

  static Result<int64_t> length(ThreadState& ts, Value self) {
    Ref result = TRY(call_row<kRow>(ts, self));
    Ref n = TRY(number_index(ts, result));
    int64_t size = TRY(to_clamped_index(ts, n));
    if (size < 0) return raise(ts, Exc::kValueError, "__len__() should return >= 0");
    return to_index(ts, n, Exc::kOverflowError);
  }

  static Result<Ref> get_item(ThreadState& ts, Value self, Value key) { return call_row<kRow>(ts, self, std::span<const Value>(&key, 1)); }

  static Result<bool> contains(ThreadState& ts, Value self, Value item) {
    if (type_lookup(ts, type_of(ts, self), ts.interp.slot_names[kRow]).is_none()) {
      return raise(ts, Exc::kTypeError, "'%s' object is not a container", type_name(ts, self));
    }
    Ref result = TRY(call_special(ts, self, ts.interp.slot_names[kRow], std::span<const Value>(&item, 1)));
    return pyemb::truth(ts, result);
  }

  /// Rows kRow and kRow + 1: the method and its reflected form.
  static Result<Ref> binary(ThreadState& ts, Value left, Value right) {
    uint16_t offset = slot_rows()[kRow].offset;
    SlotFunction self = slot_rows()[kRow].generic();
    Type& left_type = type_of(ts, left);
    Type& right_type = type_of(ts, right);
    bool try_right = &left_type != &right_type && slot_at(right_type.slots, offset) == self;
    if (slot_at(left_type.slots, offset) == self) {
      if (try_right && is_subtype(right_type, left_type) && overrides_right(ts, left_type, right_type)) {
        Ref result = TRY(call_maybe(ts, right, ts.interp.slot_names[kRow + 1], left));
        if (!result.get().is_not_implemented()) return result;
        try_right = false;
      }
      Ref result = TRY(call_maybe(ts, left, ts.interp.slot_names[kRow], right));
      if (!result.get().is_not_implemented() || &left_type == &right_type) return result;
    }
    if (try_right) return call_maybe(ts, right, ts.interp.slot_names[kRow + 1], left);
    return Result<Ref>::not_implemented();
  }

  static Result<Ref> power(ThreadState& ts, Value base, Value exponent, Value modulus) {
    if (modulus.is_none()) return binary(ts, base, exponent);
    if (slot_at(type_of(ts, base).slots, slot_rows()[kRow].offset) != slot_rows()[kRow].generic()) return Result<Ref>::not_implemented();
    const Value args[] = {exponent, modulus};
    return call_row<kRow>(ts, base, args);
  }

  static Result<Ref> in_place(ThreadState& ts, Value left, Value right) {
    return call_maybe(ts, left, ts.interp.slot_names[kRow], right);
  }
  static Result<Ref> in_place_power(ThreadState& ts, Value left, Value right, Value) {
    return call_maybe(ts, left, ts.interp.slot_names[kRow], right);
  }

  /// Row kRow is __getattribute__, kRow + 1 is __getattr__.
  static Result<Ref> get_attribute(ThreadState& ts, Value self, Value name) {
    Type& type = type_of(ts, self);
    Value own = type_lookup(ts, type, ts.interp.slot_names[kRow]);
    Value hook = type_lookup(ts, type, ts.interp.slot_names[kRow + 1]);
    Ref keep_own = Ref::copy(own);
    Ref keep_hook = Ref::copy(hook);
    if (own.is_null() || is_generic_get_wrapper(own)) {
      Ref result = TRY(hook.is_null() ? generic_get_attr(ts, self, name) : generic_find_attr_quiet(ts, self, name));
      if (!result.is_absent()) return result;
    } else {
      Result<Ref> result = call_found(ts, own, self, std::span<const Value>(&name, 1));
      if (!result.raised()) return result;
      if (hook.is_null() || !clear_pending_if(ts, Exc::kAttributeError)) return Raised{};
    }
    return call_found(ts, keep_hook, self, std::span<const Value>(&name, 1));
  }

  // -- their parts --
  static Result<Ref> call_prepended(ThreadState& ts, Value function, Value first, CallArgs args) {
    size_t keywords = args.names.is_null() ? 0 : static_cast<size_t>(as<Tuple>(args.names).size);
    size_t total = args.count + keywords + 1;
    Value small[16];
    Heap& heap = ts.interp.heap;
    Value* all = total <= 16 ? small : static_cast<Value*>(heap.allocate_buffer(total * sizeof(Value)));
    if (all == nullptr) return raise_no_memory(ts);
    all[0] = first;
    for (size_t i = 0; i + 1 < total; ++i) all[i + 1] = args.values[i];
    Result<Ref> result = pyemb::call(ts, function, CallArgs{all, args.count + 1, args.names});
    if (all != small) heap.release_buffer(all, total * sizeof(Value));
    return result;
  }
  static Result<Ref> call_maybe(ThreadState& ts, Value self, Str* name, Value argument) {
    Ref result = TRY(call_special(ts, self, name, std::span<const Value>(&argument, 1)));
    if (result.is_absent()) return Result<Ref>::not_implemented();
    return result;
  }
  static bool overrides_right(ThreadState& ts, Type& left, Type& right) {
    Str* name = ts.interp.slot_names[kRow + 1];
    Value of_right = type_lookup(ts, right, name);
    Value of_left = type_lookup(ts, left, name);
    return !of_right.is_null() && !(of_right == of_left);
  }
  static bool is_generic_get_wrapper(Value method) {
    return is_exactly(method, TypeId::kWrapperDescriptor) &&
           as<WrapperDescriptor>(method).function == reinterpret_cast<SlotFunction>(&generic_get_attr);
  }
  static Result<Ref> generic_find_attr_quiet(ThreadState& ts, Value self, Value name) {
    Result<Ref> result = generic_find_attr(ts, self, name);
    if (!result.raised()) return result;
    if (!clear_pending_if(ts, Exc::kAttributeError)) return Raised{};
    return Result<Ref>::absent();
  }
};

template <class F>
SlotFunction erase(F function) {
  return reinterpret_cast<SlotFunction>(function);
}

// A row's wrapper and generic function, by the kind of the row.
#define KIND(kind, wrapper_, generic_)                                      \
  template <int kRow>                                                       \
  struct Kind##kind {                                                       \
    static constexpr auto wrapper = wrapper_;                               \
    static SlotFunction generic() { return generic_; }                      \
  }
using Wrapper = decltype(SlotRow::wrapper);
constexpr Wrapper kNoWrapper = nullptr;

KIND(Repr, &wrap_unary, erase(&Generic<kRow>::unary));
KIND(Str, &wrap_unary, erase(&Generic<kRow>::unary));
KIND(Hash, &wrap_hash, erase(&Generic<kRow>::hash));
KIND(Call, &wrap_call, erase(&Generic<kRow>::call));
KIND(GetAttribute, &wrap_binary_left, erase(&Generic<kRow>::get_attribute));
KIND(GetAttrHook, kNoWrapper, erase(&Generic<kRow - 1>::get_attribute));
KIND(SetAttr, &wrap_set_attr, erase(&Generic<kRow>::set_attr));
KIND(DelAttr, &wrap_del_attr, erase(&Generic<kRow - 1>::set_attr));
KIND(CompareLt, &wrap_compare<Compare::kLt>, erase(&Generic<kRow>::compare));
KIND(CompareLe, &wrap_compare<Compare::kLe>, erase(&Generic<kRow - 1>::compare));
KIND(CompareEq, &wrap_compare<Compare::kEq>, erase(&Generic<kRow - 2>::compare));
KIND(CompareNe, &wrap_compare<Compare::kNe>, erase(&Generic<kRow - 3>::compare));
KIND(CompareGt, &wrap_compare<Compare::kGt>, erase(&Generic<kRow - 4>::compare));
KIND(CompareGe, &wrap_compare<Compare::kGe>, erase(&Generic<kRow - 5>::compare));
KIND(Iter, &wrap_unary, erase(&Generic<kRow>::iter));
KIND(Next, &wrap_next, erase(&Generic<kRow>::next));
KIND(DescrGet, &wrap_descr_get, erase(&Generic<kRow>::descr_get));
KIND(DescrSet, &wrap_descr_set, erase(&Generic<kRow>::descr_set));
KIND(DescrDelete, &wrap_descr_delete, erase(&Generic<kRow - 1>::descr_set));
KIND(Init, &wrap_init, erase(&Generic<kRow>::init));
KIND(New, kNoWrapper, erase(&Generic<kRow>::new_));
KIND(Finalize, &wrap_finalize, erase(&Generic<kRow>::finalize));
KIND(Await, &wrap_unary, erase(&Generic<kRow>::unary));
KIND(BinaryLeft, &wrap_binary_left, erase(&Generic<kRow>::binary));
KIND(BinaryRight, &wrap_binary_right, erase(&Generic<kRow - 1>::binary));
KIND(PowerLeft, &wrap_power_left, erase(&Generic<kRow>::power));
KIND(PowerRight, &wrap_power_right, erase(&Generic<kRow - 1>::power));
KIND(Unary, &wrap_unary, erase(&Generic<kRow>::unary));
KIND(Truth, &wrap_truth, erase(&Generic<kRow>::truth));
KIND(InPlace, &wrap_binary_left, erase(&Generic<kRow>::in_place));
KIND(InPlacePower, &wrap_power_left, erase(&Generic<kRow>::in_place_power));
KIND(Length, &wrap_length, erase(&Generic<kRow>::length));
KIND(GetItem, &wrap_binary_left, erase(&Generic<kRow>::get_item));
KIND(SetItem, &wrap_set_item, erase(&Generic<kRow>::set_item));
KIND(DelItem, &wrap_del_item, erase(&Generic<kRow - 1>::set_item));
KIND(Contains, &wrap_contains, erase(&Generic<kRow>::contains));
KIND(Concat, &wrap_binary_left, nullptr);
KIND(Repeat, &wrap_repeat, nullptr);
KIND(RepeatRight, &wrap_repeat, nullptr);
#undef KIND

enum RowNumber : int {
  kFirstRow = __COUNTER__ + 1,
};

constexpr SlotRow kRows[] = {
#define SLOT(kind, field, name, signature, doc) SLOT_AT(kind, field, name, signature, doc, __COUNTER__ - kFirstRow)
#define SLOT_AT(kind, field, name, signature, doc, number) ROW(kind, field, name, signature, doc, (number))
#define ROW(kind, field, name, signature, doc, number) \
  {name, offsetof(Slots, field), signature, doc, Kind##kind<number>::wrapper, &Kind##kind<number>::generic, number, nullptr},
#include "config/slots.def"
#undef SLOT
#undef SLOT_AT
#undef ROW
};

/// Row numbers by the length of the row's name: those of length n are numbers[begin[n]] up to numbers[begin[n + 1]].
struct RowsByLength {
  static constexpr size_t kLongest = 18;
  uint8_t begin[kLongest + 2] = {};
  uint8_t numbers[std::size(kRows)] = {};

  consteval RowsByLength() {
    size_t filled = 0;
    for (size_t length = 0; length <= kLongest; ++length) {
      begin[length] = static_cast<uint8_t>(filled);
      for (const SlotRow& row : kRows) {
        if (std::string_view(row.name).size() == length) numbers[filled++] = static_cast<uint8_t>(row.number);
      }
    }
    begin[kLongest + 1] = static_cast<uint8_t>(filled);
    if (filled != std::size(kRows)) __builtin_unreachable();  // not a constant: a name is longer than kLongest
  }
};
constexpr RowsByLength kByLength;

}  // namespace

std::span<const SlotRow> slot_rows() { return kRows; }

std::span<const uint8_t> slot_rows_of_length(int64_t length) {
  if (length < 0 || length > static_cast<int64_t>(RowsByLength::kLongest)) return {};
  return {kByLength.numbers + kByLength.begin[length], kByLength.numbers + kByLength.begin[length + 1]};
}

}  // namespace pyemb
