// SPDX-License-Identifier: MIT
// bool: the two reserved words True and False, ints in every respect but their text and their bitwise operators.

#include "objects/int.h"
#include "objects/native.h"
#include "objects/str.h"
#include "objects/type_specs.h"

namespace pyemb {
namespace {

Result<Ref> bool_new(ThreadState& ts, Type&, Value x) {
  if (x.is_null()) return Result<Ref>::boolean(false);
  bool answer = TRY(truth(ts, x));
  return Result<Ref>::boolean(answer);
}
constexpr NativeMethod kBoolNew = class_method<bool_new>("bool", "($type, x=False, /)", "");

Result<Ref> new_slot(ThreadState& ts, Type& type, CallArgs args) { return new_from<kBoolNew>(ts, type, args); }

Result<Ref> repr_slot(ThreadState& ts, Value self) { return new_str(ts, self.is_true() ? "True" : "False"); }

// Of two bools a bool; any other pair is a matter of int.
template <class Operation>
Result<Ref> bitwise(ThreadState& ts, Value left, Value right, BitOp op, Operation operation) {
  if (left.is_bool() && right.is_bool()) return Result<Ref>::boolean(operation(left.is_true(), right.is_true()));
  if (!is_any_int(left) || !is_any_int(right)) return Result<Ref>::not_implemented();
  return int_bitwise_slow(ts, op, left, right);
}
Result<Ref> and_slot(ThreadState& ts, Value left, Value right) {
  return bitwise(ts, left, right, BitOp::kAnd, [](bool a, bool b) { return a && b; });
}
Result<Ref> or_slot(ThreadState& ts, Value left, Value right) {
  return bitwise(ts, left, right, BitOp::kOr, [](bool a, bool b) { return a || b; });
}
Result<Ref> xor_slot(ThreadState& ts, Value left, Value right) {
  return bitwise(ts, left, right, BitOp::kXor, [](bool a, bool b) { return a != b; });
}

}  // namespace

constexpr TypeSpec kBoolSpec = {
    .name = "bool",
    .doc =
        "bool(x) -> bool\n\nTrue if x is true, else False. There are no other instances, and the class has no "
        "subclasses.",
    .id = TypeId::kBool,
    .base = TypeId::kInt,
    .size = sizeof(Int),
    .item_size = sizeof(Limb),
    .flags = Type::kVarSized | Type::kMatchSelf,
    .slots = {.repr = repr_slot, .new_ = new_slot, .and_ = and_slot, .xor_ = xor_slot, .or_ = or_slot},
};

}  // namespace pyemb
