// SPDX-License-Identifier: MIT
#include "config/opcodes.h"

namespace pyemb {
namespace {

// Words and operand kinds of the generic rows, for the quickened rows to take over.
enum { PACKED = kPackedWords };

struct Generic {
  OperandKind a, b, c;
  uint8_t words;
};
#define OP(name, kind_a, kind_b, kind_c, word_count, doc) \
  constexpr Generic k##name = {OperandKind::k##kind_a, OperandKind::k##kind_b, OperandKind::k##kind_c, word_count};
#define SPECIAL(name, base, guard)
#include "config/opcodes.def"
#undef OP
#undef SPECIAL

}  // namespace

constexpr OpInfo kOpInfo[] = {
#define OP(name, kind_a, kind_b, kind_c, word_count, doc) {#name, k##name.a, k##name.b, k##name.c, k##name.words, Op::k##name, doc},
#define SPECIAL(name, base, guard) {#name, k##base.a, k##base.b, k##base.c, k##base.words, Op::k##base, guard},
#include "config/opcodes.def"
#undef OP
#undef SPECIAL
};

}  // namespace pyemb
