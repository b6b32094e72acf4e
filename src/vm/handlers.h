// SPDX-License-Identifier: MIT
#pragma once

// The out-of-line parts of the instructions: what the loop in eval.cpp calls when a fast path does not apply, or where there is
// none. Each generic row of opcodes.def has at most one, named after it; the loop saves the pc in the frame before it calls.
//
//     Status op_NAME(ts, frame, pc)     does all that the row says: reads, consumes and writes registers
//
// A handler that may enter a Python frame answers an Entered instead: the frame to go on with.

#include "vm/frame.h"

namespace pyemb {

#define OP(name, a, b, c, words, doc) Status op_##name(ThreadState& ts, Frame& frame, Insn* pc);
#define SPECIAL(name, base, guard)
#include "config/opcodes.def"
#undef OP
#undef SPECIAL

/// How many words stand behind an instruction (0 for PACKED ones: insn_words() tells).
namespace insn_length {
enum { PACKED = 0 };
#define OP(name, a, b, c, words, doc) inline constexpr int k##name = words;
#define SPECIAL(name, base, guard) inline constexpr int k##name = k##base;
#include "config/opcodes.def"
#undef OP
#undef SPECIAL
}  // namespace insn_length

/// The signed 64-bit word at pc[1 + i].
inline int64_t insn_word(const Insn* pc, int i) { return std::bit_cast<int64_t>(pc[1 + i]); }

/// A SRC operand: a local is borrowed, a temporary taken out of its register. A local may be null: check_bound() first.
class Operand {
 public:
  Operand(Frame& frame, uint16_t index) : value_(frame.regs[index]), owned_(index >= frame.first_temp) {
    if (owned_) frame.regs[index] = Value::null();
  }
  ~Operand() {
    if (owned_) decref(value_);
  }
  Operand(const Operand&) = delete;
  Operand& operator=(const Operand&) = delete;
  operator Value() const { return value_; }
  Value get() const { return value_; }
  /// The value as an owned reference.
  Ref take() {
    if (!owned_) return Ref::copy(value_);
    owned_ = false;
    return Ref::steal(value_);
  }

 private:
  Value value_;
  bool owned_;
};

/// Raises UnboundLocalError or NameError for the variable of a register.
COLD Raised raise_unbound(ThreadState& ts, Frame& frame, uint16_t index);

/// Whether these registers hold values; raises for the first one that does not.
template <class... Index>
[[nodiscard]] inline Status check_bound(ThreadState& ts, Frame& frame, Index... indices) {
  for (uint16_t index : {static_cast<uint16_t>(indices)...}) {
    if (UNLIKELY(frame.regs[index].is_null())) return raise_unbound(ts, frame, index);
  }
  return {};
}

/// Consecutive temporaries that an instruction consumes: dropped, and left null, at the end of the scope. A destination may be one
/// of them: store() drops first.
class ConsumedRow {
 public:
  ConsumedRow(Frame& frame, uint32_t first, uint32_t count) : frame_(frame), values_(frame.regs + first), count_(count) {}
  ~ConsumedRow() { drop(); }
  void drop() {
    for (uint32_t i = count_; i-- > 0;) decref(std::exchange(values_[i], Value::null()));
  }
  void store(uint16_t destination, Ref result) {
    drop();
    count_ = 0;
    frame_.set(destination, std::move(result));
  }
  ConsumedRow(const ConsumedRow&) = delete;
  ConsumedRow& operator=(const ConsumedRow&) = delete;
  Value operator[](uint32_t i) const { return values_[i]; }
  std::span<Value> span() const { return {values_, count_}; }
  Ref take(uint32_t i) { return Ref::steal(std::exchange(values_[i], Value::null())); }

 private:
  Frame& frame_;
  Value* values_;
  uint32_t count_;
};

/// The truth of a SRC operand, which is consumed.
[[nodiscard]] Result<bool> consume_truth(ThreadState& ts, Frame& frame, uint16_t index);
/// The answer of a comparison for the JUMP_ forms: compares R[b] with `right` (consts[c] or R[c]) and consumes them.
[[nodiscard]] Result<bool> compare_and_consume(ThreadState& ts, Frame& frame, Insn* pc, Compare op);
[[nodiscard]] Result<bool> compare_constant_and_consume(ThreadState& ts, Frame& frame, Insn* pc, Compare op);
[[nodiscard]] Result<bool> contains_and_consume(ThreadState& ts, Frame& frame, Insn* pc);
/// FOR_ITER: R[b] = next(R[a]); false: at the end, nothing stored.
[[nodiscard]] Result<bool> advance_iterator(ThreadState& ts, Frame& frame, Insn* pc);
/// SEND: R[b] = R[a].send(R[b]); false: R[a] has returned, R[b] is its value.
[[nodiscard]] Result<bool> send_step(ThreadState& ts, Frame& frame, Insn* pc);

}  // namespace pyemb
