// SPDX-License-Identifier: MIT
#include "objects/code_verify.h"

#include <cstring>

#include "objects/tuple.h"
#include "state/memory.h"

namespace pyemb {
namespace {

int64_t word_of(const Insn* insn) {
  int64_t bits;
  std::memcpy(&bits, insn + 1, sizeof bits);
  return bits;
}

bool jumps_in_word(Op op) { return (op >= Op::kJUMP_LT && op <= Op::kJUMP_IN) || op == Op::kFOR_ITER || op == Op::kSEND; }

bool ends_flow(Op op) {
  return op == Op::kJUMP || op == Op::kJUMP_BACK || op == Op::kRETURN || op == Op::kRETURN_CONST || op == Op::kRAISE ||
         op == Op::kRERAISE;
}

/// Registers in the words of an unpacking instruction.
int packed_count(const Insn& insn) {
  if (static_cast<Op>(insn.op) == Op::kUNPACK_SEQUENCE) return insn.c;
  return static_cast<Op>(insn.op) == Op::kUNPACK_EX ? insn.a + 1 + insn.c : 0;
}

/// code_generic_insn(), in place.
inline Insn generic_insn(const Code& code, uint32_t offset) {
  Insn insn = code.insns[offset];
  insn.op = static_cast<uint16_t>(op_info(insn.op).base);
  return insn;
}

uint32_t packed_register(const Insn* insn, int i) {
  uint64_t word;
  std::memcpy(&word, insn + 1 + i / 4, sizeof word);
  return static_cast<uint32_t>(word >> (16 * (i % 4)) & 0xffff);
}

}  // namespace

RegisterRow consumed_row(const Insn* insn) {
  auto row = [](uint32_t first, uint32_t count) { return RegisterRow{first, count}; };
  switch (static_cast<Op>(insn->op)) {
    case Op::kBUILD_TUPLE:
    case Op::kBUILD_LIST:
    case Op::kBUILD_SET:
    case Op::kBUILD_STRING:
    case Op::kBUILD_SLICE: return row(insn->b, insn->c);
    case Op::kBUILD_MAP: return row(insn->b, 2u * insn->c);
    case Op::kLOAD_SLICE:
    case Op::kIMPORT_NAME:
    case Op::kMATCH_CLASS: return row(insn->c, 2);
    case Op::kFORMAT_VALUE: return (insn->c & 4) != 0 ? row(insn->b, 2) : row(0, 0);
    case Op::kCALL:
    case Op::kCALL_KW: return row(insn->a, 1u + insn->b);
    case Op::kCALL_METHOD:
    case Op::kCALL_METHOD_KW: return row(insn->a, 2u + insn->b);
    case Op::kCALL_EX: return row(insn->a, insn->b == 0 ? 2 : 3);
    case Op::kMAKE_FUNCTION: return row(insn->b, 1u + static_cast<uint32_t>(__builtin_popcount(insn->c)));
    default: return row(0, 0);
  }
}

RegisterRow written_row(const Insn* insn) {
  switch (static_cast<Op>(insn->op)) {
    case Op::kLOAD_METHOD:
    case Op::kMATCH_EXCEPTION_GROUP:
    case Op::kWITH_ENTER:
    case Op::kASYNC_WITH_ENTER: return {insn->a, 2};
    case Op::kCOPY_FREE_VARS: return {insn->a, insn->b};
    default: return {};
  }
}

// -- operands ----------------------------------------------------------------------------------------------------------

namespace {

/// A set of word offsets, or of registers; null words: no memory.
class BitSet {
 public:
  explicit BitSet(uint32_t bits) : count_((bits + 63) / 64 + 1) {
    words_ = static_cast<uint64_t*>(memory_allocate_zeroed(Domain::kMem, count_, sizeof(uint64_t)));
  }
  ~BitSet() { memory_release(Domain::kMem, words_); }
  BitSet(const BitSet&) = delete;
  BitSet& operator=(const BitSet&) = delete;
  bool ok() const { return words_ != nullptr; }
  void add(uint32_t bit) { words_[bit / 64] |= uint64_t{1} << bit % 64; }
  bool has(uint32_t bit) const { return (words_[bit / 64] >> bit % 64 & 1) != 0; }

 private:
  uint64_t* words_;
  uint32_t count_;
};

class OperandCheck {
 public:
  explicit OperandCheck(const Code& code) : code_(code), starts_(code.insn_count + 1) {}

  CodeFault run() {
    if (!starts_.ok()) return {"no memory", 0};
    if (code_.insn_count == 0) return {"no instructions", 0};
    if (code_.first_temp < 0 || code_.nregs < code_.first_temp || code_.register_names->size != code_.first_temp) return {"register counts", 0};
    uint32_t last = 0;
    for (uint32_t i = 0; i < code_.insn_count;) {
      if (code_.insns[i].op >= static_cast<uint16_t>(Op::kCount)) return {"unknown opcode", i};
      auto words = static_cast<uint32_t>(insn_words(generic_insn(code_, i)));
      if (words > code_.insn_count - i) return {"an instruction is cut off", i};
      starts_.add(i);
      last = i;
      i += words;
    }
    if (!ends_flow(static_cast<Op>(generic_insn(code_, last).op))) return {"runs off the end", last};
    for (uint32_t i = 0; i < code_.insn_count;) {
      const char* message = check(i);
      if (message != nullptr) return {message, i};
      i += static_cast<uint32_t>(insn_words(generic_insn(code_, i)));
    }
    return check_handlers();
  }

 private:
  bool is_start(int64_t offset) const { return offset >= 0 && offset < code_.insn_count && starts_.has(static_cast<uint32_t>(offset)); }
  bool is_row(RegisterRow row) const { return int64_t{row.first} + row.count <= code_.nregs; }

  bool check_operand(OperandKind kind, uint16_t value) const {
    switch (kind) {
      case OperandKind::kDST:
      case OperandKind::kSRC:
      case OperandKind::kUSE: return value < code_.nregs;
      case OperandKind::kBASE: return value <= code_.nregs;  // of an empty row; is_row() checks the others
      case OperandKind::kCONST: return value < code_.consts->size;
      case OperandKind::kNAME: return value < code_.names->size;
      default: return true;
    }
  }

  const char* check(uint32_t offset) const {
    Insn head = generic_insn(code_, offset);
    const OpInfo& info = op_info(head.op);
    const Insn* insn = code_.insns + offset;
    Op op = static_cast<Op>(head.op);
    int64_t end = int64_t{offset} + insn_words(head);
    if (op == Op::kLOAD_CONST) {
      return head.a < code_.nregs && head.b + int64_t{head.c} * 65536 < code_.consts->size ? nullptr : "operand out of range";
    }
    bool two_operands = info.b == OperandKind::kJUMP;
    if (op == Op::kRAISE) return (head.a < 1 || head.b < code_.nregs) && (head.a < 2 || head.c < code_.nregs) ? nullptr : "operand out of range";
    if (!check_operand(info.a, head.a) || !check_operand(info.b, head.b)) return "operand out of range";
    if (!two_operands && !check_operand(info.c, head.c)) return "operand out of range";
    if (two_operands && !is_start(end + head.jump())) return "jump to no instruction";
    if (jumps_in_word(op) && !is_start(end + word_of(insn))) return "jump to no instruction";
    if ((op == Op::kCALL_KW || op == Op::kCALL_METHOD_KW) &&
        (word_of(insn) < 0 || word_of(insn) >= code_.consts->size || !is_tuple(code_.consts->at(word_of(insn))))) {
      return "keyword names";
    }
    Insn generic_row[2] = {head, offset + 1 < code_.insn_count ? insn[1] : Insn{}};
    if (!is_row(consumed_row(generic_row)) || !is_row(written_row(generic_row))) return "register row out of range";
    for (int i = 0; i < packed_count(head); ++i) {
      if (packed_register(insn, i) >= static_cast<uint32_t>(code_.nregs)) return "operand out of range";
    }
    return nullptr;
  }

  CodeFault check_handlers() const {
    uint32_t before = 0;
    for (uint32_t i = 0; i < code_.handler_count; ++i) {
      const HandlerRow& row = code_.handlers[i];
      if (row.start < before || row.end <= row.start || row.end > code_.insn_count) return {"exception table", row.start};
      if (!is_start(row.target) || row.depth < static_cast<uint32_t>(code_.first_temp) || row.depth >= static_cast<uint32_t>(code_.nregs)) {
        return {"exception table", row.start};
      }
      before = row.end;
    }
    return {};
  }

  const Code& code_;
  BitSet starts_;
};

}  // namespace

CodeFault verify_code(const Code& code) { return OperandCheck(code).run(); }

}  // namespace pyemb
