// SPDX-License-Identifier: MIT
#include "vm/disassemble.h"

#include <cstdio>
#include <cstring>

#include "objects/code_positions.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

void append_number(TextBuffer& out, int64_t number) {
  char text[24];
  out.append({text, static_cast<size_t>(std::snprintf(text, sizeof text, "%lld", static_cast<long long>(number)))});
}

Status append_str(ThreadState& ts, TextBuffer& out, Value text) {
  Utf8 utf8(ts, text);
  if (!utf8.ok()) out.fail();
  out.append(utf8.view());
  return {};
}

Status append_register(ThreadState& ts, const Code& code, TextBuffer& out, int32_t reg) {
  if (reg < code.first_temp) return append_str(ts, out, code.register_names->at(reg));
  out.append('t');
  append_number(out, reg - code.first_temp);
  return {};
}

Status append_constant(ThreadState& ts, const Code& code, TextBuffer& out, int64_t index) {
  if (index >= code.consts->size) {
    out.append('?');
    return {};
  }
  Own<Str> text = TRY(repr(ts, code.consts->at(index)));
  return append_str(ts, out, text);
}

int64_t word_at(const Code& code, uint32_t offset) {
  int64_t bits;
  std::memcpy(&bits, &code.insns[offset], sizeof bits);
  return bits;
}

bool jumps_in_word(Op op) { return (op >= Op::kJUMP_LT && op <= Op::kJUMP_IN) || op == Op::kFOR_ITER || op == Op::kSEND; }

/// The registers in the words behind an unpacking instruction.
Status append_packed(ThreadState& ts, const Code& code, uint32_t offset, Insn insn, TextBuffer& out) {
  bool ex = static_cast<Op>(insn.op) == Op::kUNPACK_EX;
  int count = ex ? insn.a + 1 + insn.c : insn.c;
  for (int i = 0; i < count; ++i) {
    if (i > 0) out.append(", ");
    if (ex && i == insn.a) out.append('*');
    auto word = static_cast<uint64_t>(word_at(code, offset + 1 + static_cast<uint32_t>(i) / 4));
    TRY(append_register(ts, code, out, static_cast<int32_t>(word >> (16 * (i % 4)) & 0xffff)));
  }
  out.append(" = ");
  return append_register(ts, code, out, insn.b);
}

Status append_operand(ThreadState& ts, const Code& code, OperandKind kind, uint16_t value, TextBuffer& out) {
  switch (kind) {
    case OperandKind::kDST:
    case OperandKind::kSRC:
    case OperandKind::kUSE:
    case OperandKind::kBASE: return append_register(ts, code, out, value);
    case OperandKind::kCONST: return append_constant(ts, code, out, value);
    case OperandKind::kNAME: return append_str(ts, out, code.names->at(value));
    default: append_number(out, value); return {};
  }
}

}  // namespace

int64_t jump_target(const Code& code, uint32_t offset) {
  Insn insn = code_generic_insn(code, offset);
  int64_t end = int64_t{offset} + insn_words(insn);
  if (op_info(insn.op).b == OperandKind::kJUMP) return end + insn.jump();
  return jumps_in_word(static_cast<Op>(insn.op)) ? end + static_cast<int32_t>(word_at(code, offset + 1)) : -1;
}

Status write_operands(ThreadState& ts, const Code& code, uint32_t offset, TextBuffer& out) {
  Insn insn = code_generic_insn(code, offset);
  const OpInfo& info = op_info(insn.op);
  Op op = static_cast<Op>(insn.op);
  if (op == Op::kUNPACK_SEQUENCE || op == Op::kUNPACK_EX) return append_packed(ts, code, offset, insn, out);
  if (op == Op::kLOAD_CONST) {
    TRY(append_register(ts, code, out, insn.a));
    out.append(" = ");
    return append_constant(ts, code, out, insn.b + int64_t{insn.c} * 65536);
  }
  const OperandKind kinds[] = {info.a, info.b, info.c};
  const uint16_t values[] = {insn.a, insn.b, insn.c};
  const char* separator = "";
  for (int i = 0; i < 3; ++i) {
    if (kinds[i] == OperandKind::k_ || kinds[i] == OperandKind::kJUMP || (i == 2 && info.b == OperandKind::kJUMP)) continue;
    out.append(separator);
    TRY(append_operand(ts, code, kinds[i], values[i], out));
    separator = i == 0 && kinds[0] == OperandKind::kDST ? " = " : ", ";
  }
  int64_t target = jump_target(code, offset);
  if (target >= 0) {
    out.append(*separator != '\0' ? " -> " : "-> ");
    append_number(out, target);
  }
  if (op == Op::kCALL_KW || op == Op::kCALL_METHOD_KW) {
    out.append(" names ");
    TRY(append_constant(ts, code, out, word_at(code, offset + 1)));
  }
  if (op == Op::kMATCH_CLASS) {
    out.append(", positional ");
    append_number(out, word_at(code, offset + 1));
  }
  return {};
}

Status disassemble(ThreadState& ts, const Code& code, TextBuffer& out) {
  int32_t line = -1;
  PositionReader positions(code);
  bool has_position = positions.next();
  for (uint32_t offset = 0; offset < code.insn_count;) {
    while (has_position && positions.end <= offset) has_position = positions.next();
    int32_t here = has_position ? positions.position.line : -1;
    char head[64];
    Insn insn = code_generic_insn(code, offset);
    bool new_line = here != line && here >= 0;
    if (new_line) line = here;
    int size = new_line ? std::snprintf(head, sizeof head, "%6d %4u %-22s ", here, offset, op_info(insn.op).name)
                        : std::snprintf(head, sizeof head, "       %4u %-22s ", offset, op_info(insn.op).name);
    out.append({head, static_cast<size_t>(size)});
    TRY(write_operands(ts, code, offset, out));
    while (out.size() > 0 && out[out.size() - 1] == ' ') out.truncate(out.size() - 1);
    out.append('\n');
    offset += static_cast<uint32_t>(insn_words(insn));
  }
  for (uint32_t i = 0; i < code.handler_count; ++i) {
    const HandlerRow& row = code.handlers[i];
    char text[96];
    int size = std::snprintf(text, sizeof text, "       %u to %u -> %u, t%u\n", row.start, row.end, row.target,
                             row.depth - static_cast<uint32_t>(code.first_temp));
    out.append({text, static_cast<size_t>(size)});
  }
  return {};
}

}  // namespace pyemb
