// SPDX-License-Identifier: MIT
#pragma once

// Opcodes and the instruction word, from opcodes.def.

#include <cstdint>

namespace pyemb {

enum class Op : uint16_t {
#define OP(name, a, b, c, words, doc) k##name,
#define SPECIAL(name, base, guard) k##name,
#include "config/opcodes.def"
#undef OP
#undef SPECIAL
  kCount,
};

/// What an operand field means; see the head of opcodes.def.
enum class OperandKind : uint8_t { k_, kDST, kSRC, kUSE, kBASE, kCONST, kNAME, kIMM, kJUMP };

/// One instruction, or one of the words that belong to it.
struct Insn {
  uint16_t op;
  uint16_t a;
  uint16_t b;
  uint16_t c;

  int32_t jump() const { return static_cast<int32_t>(static_cast<uint32_t>(b) | static_cast<uint32_t>(c) << 16); }
  void set_jump(int32_t distance) {
    b = static_cast<uint16_t>(distance);
    c = static_cast<uint16_t>(static_cast<uint32_t>(distance) >> 16);
  }
};
static_assert(sizeof(Insn) == 8);

inline constexpr uint8_t kPackedWords = 255;

struct OpInfo {
  const char* name;
  OperandKind a, b, c;
  uint8_t words;   ///< words behind the instruction; kPackedWords: by operands
  Op base;         ///< the generic form; itself for generic instructions
  const char* doc;
};

/// The table by opcode. In opcodes.cpp.
extern const OpInfo kOpInfo[static_cast<int>(Op::kCount)];

inline const OpInfo& op_info(uint16_t op) { return kOpInfo[op]; }

/// Words that the instruction takes, itself included.
inline int insn_words(Insn insn) {
  const OpInfo& info = kOpInfo[insn.op];
  if (info.words != kPackedWords) return 1 + info.words;
  int registers = static_cast<Op>(insn.op) == Op::kUNPACK_EX ? insn.a + 1 + insn.c : insn.c;
  return 1 + (registers + 3) / 4;
}

/// Whether the words behind the instruction belong to what it says (distances, lists of registers) and are no caches.
inline bool words_are_operands(Op op) {
  return (op >= Op::kJUMP_LT && op <= Op::kJUMP_IN) || op == Op::kFOR_ITER || op == Op::kSEND || op == Op::kUNPACK_SEQUENCE ||
         op == Op::kUNPACK_EX || op == Op::kCALL_KW || op == Op::kCALL_METHOD_KW || op == Op::kMATCH_CLASS;
}

}  // namespace pyemb
