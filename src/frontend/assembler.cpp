// SPDX-License-Identifier: MIT
#include "frontend/assembler.h"

#include <cstring>

namespace pyemb {
namespace {

bool same_position(const Position& a, const Position& b) {
  return a.line == b.line && a.end_line == b.end_line && a.column == b.column && a.end_column == b.end_column;
}

bool jumps_in_operands(Op op) { return op_info(static_cast<uint16_t>(op)).b == OperandKind::kJUMP; }

/// Compare-and-jump, FOR_ITER, SEND: the distance stands in the word behind the instruction.
bool jumps_in_word(Op op) {
  return (op >= Op::kJUMP_LT && op <= Op::kJUMP_IN) || op == Op::kFOR_ITER || op == Op::kSEND;
}

bool ends_flow(Op op) {
  return op == Op::kJUMP || op == Op::kJUMP_BACK || op == Op::kRETURN || op == Op::kRETURN_CONST || op == Op::kRAISE ||
         op == Op::kRERAISE;
}

}  // namespace

Assembler::Assembler(CodeBuffers& buffers)
    : buffers_(buffers),
      base_(buffers.words.size()),
      position_base_(buffers.positions.size()),
      protection_base_(buffers.protections.size()),
      mark_base_(buffers.protection_marks.size()),
      constant_base_(buffers.constants.size()),
      name_base_(buffers.names.size()) {}

void Assembler::give_back() {
  buffers_.words.shrink(base_);
  buffers_.positions.shrink(position_base_);
  buffers_.protections.shrink(protection_base_);
  buffers_.protection_marks.shrink(mark_base_);
  buffers_.constants.shrink(constant_base_);
  buffers_.names.shrink(name_base_);
}

void Assembler::mark(const Position& at) {
  uint32_t count = buffers_.positions.size();
  if (count > position_base_) {
    PositionMark& last = buffers_.positions[count - 1];
    if (same_position(last.position, at)) return;
    if (last.offset == here()) {
      last.position = at;
      return;
    }
  }
  buffers_.positions.push({here(), at});
}

/// Adds the instruction, protected as it is to be.
void Assembler::append(Op op, uint32_t a, uint32_t b, uint32_t c) {
  DCHECK(a <= kMaxOperand && b <= kMaxOperand && c <= kMaxOperand);
  uint32_t count = buffers_.protection_marks.size();
  int32_t current = count > mark_base_ ? buffers_.protection_marks[count - 1].protection : -1;
  if (UNLIKELY(current != protection_)) {
    if (count > mark_base_ && buffers_.protection_marks[count - 1].offset == here()) {
      buffers_.protection_marks[count - 1].protection = protection_;
    } else {
      buffers_.protection_marks.push({here(), protection_});
    }
  }
  if (protection_ >= 0) protections()[protection_].used = true;
  buffers_.words.push({static_cast<uint16_t>(op), static_cast<uint16_t>(a), static_cast<uint16_t>(b), static_cast<uint16_t>(c)});
  uint8_t count_of_words = op_info(static_cast<uint16_t>(op)).words;
  if (count_of_words != kPackedWords) {
    for (int i = 0; i < count_of_words; ++i) buffers_.words.push({});
  }
  if (ends_flow(op)) reachable_ = false;
}

void Assembler::flush_line() {
  if (LIKELY(pending_line_.line < 0)) return;
  Position line = pending_line_;
  pending_line_ = {};
  if (!reachable_) return;
  mark(line);
  append(Op::kNOP, 0, 0, 0);
}

void Assembler::visit_line(const Position& at) {
  if (!reachable_) return;
  flush_line();
  pending_line_ = at;
}

void Assembler::emit(Op op, const Position& at, uint32_t a, uint32_t b, uint32_t c) {
  if (!reachable_) return;
  if (UNLIKELY(pending_line_.line >= 0)) {
    if (pending_line_.line == at.line) pending_line_ = {};
    flush_line();
  }
  mark(at);
  append(op, a, b, c);
}

void Assembler::word(uint64_t bits) {
  if (!reachable_) return;
  Insn word;
  std::memcpy(&word, &bits, sizeof word);
  buffers_.words.push(word);
}

void Assembler::set_word(uint64_t bits) {
  if (!reachable_ || buffers_.words.failed()) return;
  std::memcpy(&buffers_.words[buffers_.words.size() - 1], &bits, sizeof bits);
}

// -- jumps -------------------------------------------------------------------------------------------------------------

int32_t Assembler::distance_field(int32_t use) const {
  const Insn& insn = insns()[use];
  if (jumps_in_operands(static_cast<Op>(insn.op))) return insn.jump();
  int64_t distance;
  std::memcpy(&distance, &insns()[use + 1], sizeof distance);
  return static_cast<int32_t>(distance);
}

void Assembler::set_distance_field(int32_t use, int32_t distance) {
  Insn& insn = insns()[use];
  if (jumps_in_operands(static_cast<Op>(insn.op))) return insn.set_jump(distance);
  int64_t wide = distance;
  std::memcpy(&insns()[use + 1], &wide, sizeof wide);
}

/// The jump at `use` goes to the label: at once if that is placed, else it joins the chain.
void Assembler::add_use(Label& target, int32_t use) {
  if (buffers_.words.failed()) return;
  if (target.place >= 0) {
    set_distance_field(use, target.place - end_of(use));
    return;
  }
  set_distance_field(use, target.last_use);
  target.last_use = use;
  target.bound &= bound_;
}

void Assembler::jump(Op op, const Position& at, uint32_t a, Label& target) {
  if (!reachable_) return;
  emit(op, at, a);
  add_use(target, static_cast<int32_t>(here()) - 1);
}

void Assembler::jump_word(Op op, const Position& at, uint32_t a, uint32_t b, uint32_t c, Label& target) {
  if (!reachable_) return;
  emit(op, at, a, b, c);
  add_use(target, static_cast<int32_t>(here()) - 2);
}

void Assembler::artificial_jump(Op op, Label& target) {
  if (!reachable_) return;
  uint32_t joins = joins_lines() ? 1 : 0;
  carry_line();
  append(op, joins, 0, 0);
  add_use(target, static_cast<int32_t>(here()) - 1);
}

void Assembler::artificial_return(uint32_t constant) {
  if (!reachable_) return;
  uint32_t joins = joins_lines() ? 1 : 0;
  carry_line();
  append(Op::kRETURN_CONST, 0, constant, joins);
}

/// The next instruction stands for the statement without code, if there is one.
void Assembler::carry_line() {
  if (pending_line_.line < 0) return;
  mark(pending_line_);
  pending_line_ = {};
  carried_at_ = static_cast<int32_t>(here());
}

/// Whether several lines may lead to what is appended next, so that to a tracer it has none of its own.
bool Assembler::joins_lines() const { return pending_line_.line < 0 && last_placed_ == static_cast<int32_t>(here()); }

/// A JUMP to what comes next anyway is taken back. Not if another label stands behind it, or its target's chain is unknown.
bool Assembler::drop_last_jump(Label& label) {
  int32_t last = static_cast<int32_t>(here()) - 1;
  if (last < 0 || label.last_use != last || last_placed_ == last + 1) return false;
  if (static_cast<Op>(insns()[last].op) != Op::kJUMP) return false;
  label.last_use = distance_field(last);
  if (carried_at_ == last) {
    insns()[last] = {static_cast<uint16_t>(Op::kNOP), 0, 0, 0};  // it stands for a statement
  } else {
    buffers_.words.shrink(buffers_.words.size() - 1);
  }
  reachable_ = true;
  return true;
}

void Assembler::place(Label& label) {
  flush_line();
  if (buffers_.words.failed()) return;
  bool falls_through = reachable_;
  if (!falls_through) drop_last_jump(label);
  int32_t place = static_cast<int32_t>(here());
  bool used = label.last_use >= 0 || reachable_;
  for (int32_t use = label.last_use; use >= 0;) {
    int32_t next = distance_field(use);
    set_distance_field(use, place - end_of(use));
    use = next;
  }
  bound_ = falls_through ? bound_ & label.bound : label.bound;
  label.place = place;
  label.last_use = -1;
  if (used) {
    reachable_ = true;
    last_placed_ = place;
  }
}

void Assembler::thread_jumps() {
  if (buffers_.words.failed()) return;
  int32_t size = static_cast<int32_t>(here());
  for (int32_t i = 0; i < size; i = end_of(i)) {
    Op op = static_cast<Op>(insns()[i].op);
    if (!jumps_in_operands(op) && !jumps_in_word(op)) continue;
    int32_t target = end_of(i) + distance_field(i);
    // A jump that stands for a statement (a is 0 although others lead to it) is not passed over.
    auto passes = [this](int32_t at) { return static_cast<Op>(insns()[at].op) == Op::kJUMP && insns()[at].a == 1; };
    for (int hops = 0; hops < 16 && passes(target) && target != i; ++hops) {
      target = end_of(target) + distance_field(target);
    }
    set_distance_field(i, target - end_of(i));
  }
}

// -- exceptions --------------------------------------------------------------------------------------------------------

int32_t Assembler::protect(Reg depth) {
  flush_line();
  int32_t number = static_cast<int32_t>(buffers_.protections.size() - protection_base_);
  buffers_.protections.push({-1, depth, protection_, false, bound_ & ~deletable_});
  if (!buffers_.failed()) protection_ = number;
  return number;
}

void Assembler::place_handler(int32_t number) {
  flush_line();
  if (buffers_.failed()) return;
  Protection& p = protections()[number];
  DCHECK(!reachable_);
  p.target = static_cast<int32_t>(here());
  bound_ = p.bound;
  reachable_ = p.used;
  if (p.used) last_placed_ = p.target;
}

}  // namespace pyemb
