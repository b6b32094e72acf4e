// SPDX-License-Identifier: MIT
#pragma once

// Slots: what a type can do, as one plain function pointer an operation. Which `__name__` belongs to which slot stands in
// config/slots.def; this header gives the function types.
//
// Arguments are borrowed, results are owned. A binary slot is called with the operands in the order in which they are written,
// from the left operand's type or from the right one's, and answers NotImplemented when it does not know the pair.

#include <cstddef>
#include <cstdint>

#include "state/result.h"
#include "state/thread_state.h"

namespace pyemb {

struct GcVisitor;

enum class Compare : uint8_t { kLt, kLe, kEq, kNe, kGt, kGe };

/// Arguments of a call: `count` positional values, then one value for each name in `names` (a tuple of str, or null).
struct CallArgs {
  const Value* values;
  size_t count;
  Value names = Value::null();
};

using UnaryFn = Result<Ref> (*)(ThreadState&, Value self);
using BinaryFn = Result<Ref> (*)(ThreadState&, Value left, Value right);
using TernaryFn = Result<Ref> (*)(ThreadState&, Value base, Value exponent, Value modulus);  ///< modulus None: absent
using CompareFn = Result<Ref> (*)(ThreadState&, Value left, Value right, Compare op);
using HashFn = Result<int64_t> (*)(ThreadState&, Value self);
using TruthFn = Result<bool> (*)(ThreadState&, Value self);
using LengthFn = Result<int64_t> (*)(ThreadState&, Value self);
using ContainsFn = Result<bool> (*)(ThreadState&, Value self, Value item);
using RepeatFn = Result<Ref> (*)(ThreadState&, Value self, int64_t count);
using SetItemFn = Status (*)(ThreadState&, Value self, Value key, Value value);       ///< value null: delete
using GetAttrFn = Result<Ref> (*)(ThreadState&, Value self, Value name);
using SetAttrFn = Status (*)(ThreadState&, Value self, Value name, Value value);      ///< value null: delete
using DescrGetFn = Result<Ref> (*)(ThreadState&, Value self, Value instance, Value owner);  ///< instance or owner may be null
using DescrSetFn = Status (*)(ThreadState&, Value self, Value instance, Value value);  ///< value null: delete
using CallFn = Result<Ref> (*)(ThreadState&, Value callee, CallArgs args);
using NewFn = Result<Ref> (*)(ThreadState&, Type& type, CallArgs args);
using InitFn = Status (*)(ThreadState&, Value self, CallArgs args);
using FinalizeFn = void (*)(ThreadState&, Value self);  ///< errors are reported as unraisable inside

struct Slots {
  UnaryFn repr, str;
  HashFn hash;
  CallFn call;
  GetAttrFn getattr;
  SetAttrFn setattr;
  CompareFn compare;
  UnaryFn iter;
  UnaryFn next;  ///< absent at the end, or a raised StopIteration; next_item() (operations.h) makes both absent
  DescrGetFn descr_get;
  DescrSetFn descr_set;
  InitFn init;
  NewFn new_;
  FinalizeFn finalize;
  UnaryFn await, aiter, anext;

  BinaryFn add, subtract, multiply, remainder, divmod;
  TernaryFn power;
  UnaryFn negative, positive, absolute, invert;
  TruthFn truth;
  BinaryFn lshift, rshift, and_, xor_, or_;
  UnaryFn to_int, to_float, index;
  BinaryFn inplace_add, inplace_subtract, inplace_multiply, inplace_remainder;
  TernaryFn inplace_power;
  BinaryFn inplace_lshift, inplace_rshift, inplace_and, inplace_xor, inplace_or;
  BinaryFn floor_divide, true_divide, inplace_floor_divide, inplace_true_divide;
  BinaryFn matrix_multiply, inplace_matrix_multiply;

  LengthFn length;
  BinaryFn getitem;
  SetItemFn setitem;
  ContainsFn contains;
  BinaryFn concat;
  RepeatFn repeat;
  BinaryFn inplace_concat;
  RepeatFn inplace_repeat;
};

}  // namespace pyemb
