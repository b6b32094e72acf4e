// SPDX-License-Identifier: MIT
#include "frontend/positions.h"

#include "objects/code_positions.h"

namespace pyemb {
namespace {

void write_unsigned(GrowBuffer<uint8_t>& out, uint32_t value) {
  for (; value >= 0x80; value >>= 7) out.push(static_cast<uint8_t>(value | 0x80));
  out.push(static_cast<uint8_t>(value));
}

void write_signed(GrowBuffer<uint8_t>& out, int32_t value) {
  write_unsigned(out, static_cast<uint32_t>(value) << 1 ^ static_cast<uint32_t>(value >> 31));
}

PositionKind kind_of(const Position& p) {
  if (p.line < 0) return PositionKind::kNone;
  return p.column < 0 || p.end_column < 0 || p.end_line < 0 ? PositionKind::kLine : PositionKind::kRange;
}

}  // namespace

void write_positions(GrowBuffer<uint8_t>& out, std::span<const PositionMark> marks, int32_t firstlineno) {
  uint32_t offset = 0;
  int32_t line = firstlineno;
  for (const PositionMark& mark : marks) {
    const Position& p = mark.position;
    PositionKind kind = kind_of(p);
    write_unsigned(out, (mark.offset - offset) << 2 | static_cast<uint32_t>(kind));
    offset = mark.offset;
    if (kind == PositionKind::kNone) continue;
    write_signed(out, p.line - line);
    line = p.line;
    if (kind == PositionKind::kLine) continue;
    write_signed(out, p.end_line - p.line);
    write_unsigned(out, static_cast<uint32_t>(p.column));
    write_signed(out, p.end_column - p.column);
  }
}

}  // namespace pyemb
