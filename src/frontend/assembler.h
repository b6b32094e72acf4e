// SPDX-License-Identifier: MIT
#pragma once

// The assembler: one block's instructions in their final order, with labels, source positions and the exception table.
//
// Instructions behind a jump or return that no label makes reachable again are not kept; the caller need not care. A jump to a
// label that is not placed yet is chained through its own distance field, so labels need no memory. At the end, jumps
// to jumps are led to where they arrive.
//
// The assembler also carries what is known of the flow: which of the first 64 registers are certainly bound (definite assignment).
// Along a jump that knowledge goes with the label, which keeps what all ways to it agree upon.

#include <cstdint>

#include "config/opcodes.h"
#include "frontend/ast_names.h"
#include "frontend/grow_buffer.h"
#include "objects/code.h"

namespace pyemb {

using Reg = uint32_t;
inline constexpr Reg kNoReg = UINT32_MAX;
inline constexpr uint32_t kMaxOperand = UINT16_MAX;

struct Label {
  int32_t place = -1;            ///< word offset, once placed
  int32_t last_use = -1;         ///< the chain of jumps that wait for it
  uint64_t bound = ~uint64_t{0}; ///< registers that are bound on every way here
};

/// A source position from some word on.
struct PositionMark {
  uint32_t offset;
  Position position;
};

/// Where exceptions of protected code go: filled in step by step, by its number.
struct Protection {
  int32_t target;                ///< word offset of the handler; -1: not placed, or never needed
  Reg depth;                     ///< temporaries below it survive; the exception goes into it
  int32_t outer;                 ///< what protects the code around; -1: nothing
  bool used;                     ///< some instruction is protected by it
  uint64_t bound;                ///< on entry of the handler
};

/// From some word on, code is protected by `protection` (-1: by nothing).
struct ProtectionMark {
  uint32_t offset;
  int32_t protection;
};

/// What all blocks of one compilation share.
struct CodeBuffers {
  GrowBuffer<uint32_t> constants;            ///< numbers of the constant pool, in the order of co_consts
  GrowBuffer<const Identifier*> names;       ///< in the order of co_names
  GrowBuffer<Insn> words;
  GrowBuffer<PositionMark> positions;
  GrowBuffer<Protection> protections;
  GrowBuffer<ProtectionMark> protection_marks;
  bool failed() const {
    return words.failed() || positions.failed() || protections.failed() || protection_marks.failed() || constants.failed() ||
           names.failed();
  }
};

class Assembler {
 public:
  explicit Assembler(CodeBuffers& buffers);
  Assembler(const Assembler&) = delete;
  Assembler& operator=(const Assembler&) = delete;

  // -- instructions ------------------------------------------------------------------------------------------------
  /// Behind RETURN, RAISE and jumps the code is unreachable until a label that is used is placed. The words that belong to the
  /// instruction follow, zero; those of unpacking are word()s.
  void emit(Op op, const Position& at, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0);
  /// One more word of the instruction emitted last, where their number follows from its operands.
  void word(uint64_t bits);
  /// Fills the word of the instruction emitted last.
  void set_word(uint64_t bits);
  /// JUMP, JUMP_BACK, JUMP_IF_*: `a` is tested.
  void jump(Op op, const Position& at, uint32_t a, Label& target);
  /// Instructions whose word holds the distance: compare-and-jump, FOR_ITER, SEND.
  void jump_word(Op op, const Position& at, uint32_t a, uint32_t b, uint32_t c, Label& target);
  /// A jump that has no position of its own: it takes that of the instruction before it.
  void artificial_jump(Op op, Label& target);
  /// Likewise RETURN_CONST.
  void artificial_return(uint32_t constant);
  void place(Label& label);
  /// A statement without code: its line must still be seen by a tracer, on a NOP unless an artificial jump can carry it.
  void visit_line(const Position& at);

  bool reachable() const { return reachable_; }
  void set_unreachable() { reachable_ = false; }
  uint32_t here() const { return buffers_.words.size() - base_; }

  // -- exceptions --------------------------------------------------------------------------------------------------
  /// Code from here on is protected; answers the number for place_handler().
  int32_t protect(Reg depth);
  /// The protection that is in force, to be restored later.
  int32_t protection() const { return protection_; }
  void set_protection(int32_t number) { protection_ = number; }
  /// Ends the innermost protection. (There is none when memory was lacking for it.)
  void unprotect() {
    if (LIKELY(protection_ >= 0)) protection_ = protections()[protection_].outer;
  }
  /// The handler starts here; reachable if anything was protected.
  void place_handler(int32_t number);

  // -- definite assignment -----------------------------------------------------------------------------------------
  bool is_bound(Reg reg) const { return reg < 64 && (bound_ >> reg & 1) != 0; }
  void set_bound(Reg reg) {
    if (reg < 64) bound_ |= uint64_t{1} << reg;
  }
  void set_unbound(Reg reg) {
    if (reg < 64) bound_ &= ~(uint64_t{1} << reg);
  }
  /// Registers that are unbound again somewhere: known nothing of in handlers and loops.
  void set_deletable(Reg reg) {
    if (reg < 64) deletable_ |= uint64_t{1} << reg;
  }
  /// The head of a loop: what its body deletes may be unbound here.
  void place_loop(Label& label) {
    place(label);
    bound_ &= ~deletable_;
  }

  // -- the end -----------------------------------------------------------------------------------------------------
  /// Leads jumps to where they arrive. Once, when all labels are placed.
  void thread_jumps();
  std::span<const Insn> words() const { return {buffers_.words.data() + base_, here()}; }
  /// Gives the room in the shared buffers back, at once when the code object is made: the block around goes on in it.
  void give_back();
  uint32_t constant_count() const { return buffers_.constants.size() - constant_base_; }
  uint32_t name_count() const { return buffers_.names.size() - name_base_; }
  std::span<const uint32_t> constants() const { return {buffers_.constants.data() + constant_base_, constant_count()}; }
  std::span<const Identifier* const> names() const { return {buffers_.names.data() + name_base_, name_count()}; }
  std::span<const PositionMark> positions() const {
    return {buffers_.positions.data() + position_base_, buffers_.positions.size() - position_base_};
  }
  /// Calls row(HandlerRow) for each row of the exception table, in order.
  template <class Row>
  void each_handler(Row row) const {
    uint32_t count = buffers_.protection_marks.size() - mark_base_;
    for (uint32_t i = 0; i < count; ++i) {
      const ProtectionMark& mark = buffers_.protection_marks[mark_base_ + i];
      if (mark.protection < 0) continue;
      uint32_t end = i + 1 < count ? buffers_.protection_marks[mark_base_ + i + 1].offset : here();
      const Protection& p = protections()[mark.protection];
      if (end > mark.offset) row(HandlerRow{mark.offset, end, static_cast<uint32_t>(p.target), p.depth});
    }
  }

 private:
  Insn* insns() const { return buffers_.words.data() + base_; }
  Protection* protections() const { return buffers_.protections.data() + protection_base_; }
  void append(Op op, uint32_t a, uint32_t b, uint32_t c);
  void mark(const Position& at);
  void flush_line();
  void carry_line();
  bool joins_lines() const;
  int32_t distance_field(int32_t use) const;
  void set_distance_field(int32_t use, int32_t distance);
  int32_t end_of(int32_t use) const { return use + insn_words(insns()[use]); }
  void add_use(Label& target, int32_t use);
  bool drop_last_jump(Label& label);

  CodeBuffers& buffers_;
  uint32_t base_, position_base_, protection_base_, mark_base_, constant_base_, name_base_;
  int32_t protection_ = -1;
  uint64_t bound_ = 0;
  uint64_t deletable_ = 0;
  Position pending_line_ = {};   ///< of visit_line(); line -1: none
  int32_t carried_at_ = -1;      ///< the offset of the last instruction that stands for a statement
  int32_t last_placed_ = -1;     ///< the offset at which a label was placed last
  bool reachable_ = true;
};

}  // namespace pyemb
