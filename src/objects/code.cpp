// SPDX-License-Identifier: MIT
#include "objects/code.h"

#include <algorithm>
#include <cstring>

#include "objects/code_positions.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

/// A copy of `items` in a buffer of the heap; an empty one is null. False: no memory.
template <class T, class U>
bool copy_buffer(ThreadState& ts, std::span<const U> items, T*& buffer) {
  if (items.empty()) return true;
  void* block = ts.interp.heap.allocate_buffer(items.size_bytes());
  if (block == nullptr) return false;
  std::memcpy(block, items.data(), items.size_bytes());
  buffer = static_cast<T*>(block);
  return true;
}

template <class T>
void keep(T*& field, T* object) {
  incref(object);
  field = object;
}

}  // namespace

Result<Own<Code>> new_code(ThreadState& ts, const CodeSpec& spec) {
  Own<Code> code = TRY(new_native<Code>(ts));
  code->argcount = spec.argcount;
  code->posonlyargcount = spec.posonlyargcount;
  code->kwonlyargcount = spec.kwonlyargcount;
  code->nlocals = spec.nlocals;
  code->first_temp = spec.first_temp;
  code->nregs = spec.nregs;
  code->flags = spec.flags;
  code->firstlineno = spec.firstlineno;
  code->nfree = spec.nfree;
  code->exact_args = code->compute_exact_args();
  keep(code->consts, spec.consts);
  keep(code->names, spec.names);
  keep(code->register_names, spec.register_names);
  keep(code->cellvars, spec.cellvars);
  keep(code->freevars, spec.freevars);
  keep(code->filename, spec.filename);
  keep(code->name, spec.name);
  keep(code->qualname, spec.qualname);
  if (!copy_buffer(ts, spec.insns, code->insns)) return raise_no_memory(ts);
  code->insn_count = static_cast<uint32_t>(spec.insns.size());
  if (!copy_buffer(ts, spec.handlers, code->handlers)) return raise_no_memory(ts);
  code->handler_count = static_cast<uint32_t>(spec.handlers.size());
  if (!copy_buffer(ts, spec.positions, code->positions)) return raise_no_memory(ts);
  code->positions_size = static_cast<uint32_t>(spec.positions.size());
  return code;
}

void code_forget_caches(Code& code) {
  for (uint32_t i = 0; i < code.insn_count;) {
    code.insns[i] = code_generic_insn(code, i);
    auto words = static_cast<uint32_t>(insn_words(code.insns[i]));
    bool operands = words_are_operands(static_cast<Op>(code.insns[i].op));
    if (!operands) std::fill(code.insns + i + 1, code.insns + i + words, Insn{});
    i += words;
  }
}

Position code_position(const Code& code, uint32_t offset) {
  PositionReader reader(code);
  while (reader.next()) {
    if (offset < reader.end) return reader.position;
  }
  return {};
}

int32_t code_line(const Code& code, uint32_t offset) {
  PositionReader reader(code);
  while (reader.next()) {
    if (offset < reader.end) return reader.position.line;
  }
  return code.firstlineno;
}

const HandlerRow* code_find_handler(const Code& code, uint32_t offset) {
  const HandlerRow* end = code.handlers + code.handler_count;
  const HandlerRow* row = std::upper_bound(static_cast<const HandlerRow*>(code.handlers), end, offset, [](uint32_t at, const HandlerRow& r) { return at < r.end; });
  return row != end && row->start <= offset ? row : nullptr;
}

Insn code_generic_insn(const Code& code, uint32_t offset) {
  Insn insn = code.insns[offset];
  insn.op = static_cast<uint16_t>(op_info(insn.op).base);
  return insn;
}

}  // namespace pyemb
