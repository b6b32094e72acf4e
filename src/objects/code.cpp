// SPDX-License-Identifier: MIT
#include "objects/code.h"

#include <algorithm>
#include <cstring>

#include "config/config.h"
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

/// Copies one number of the table of positions; in its first byte some bits are cleared, then others set.
void copy_number(const uint8_t*& from, const uint8_t* end, uint8_t*& to, uint8_t clear, uint8_t set) {
  for (bool first = true; from != end; first = false) {
    uint8_t byte = *from++;
    *to++ = first ? static_cast<uint8_t>((byte & ~clear) | set) : byte;
    if (byte < 0x80) return;
  }
}
void skip_number(const uint8_t*& from, const uint8_t* end) {
  while (from != end && *from++ >= 0x80) {
  }
}

/// Takes the columns out of a table of positions, in place (-X no_debug_ranges). Answers the new size.
uint32_t strip_columns(uint8_t* table, uint32_t size) {
  const uint8_t* from = table;
  const uint8_t* end = table + size;
  uint8_t* to = table;
  while (from != end) {
    auto kind = static_cast<PositionKind>(*from & 3);
    bool ranges = kind == PositionKind::kRange;
    copy_number(from, end, to, ranges ? 3 : 0, ranges ? static_cast<uint8_t>(PositionKind::kLine) : 0);
    if (kind == PositionKind::kNone) continue;
    copy_number(from, end, to, 0, 0);  // the line
    for (int skipped = 0; ranges && skipped < 3; ++skipped) skip_number(from, end);
  }
  return static_cast<uint32_t>(to - table);
}

/// The columns of a code object that was just made, where the configuration wants none.
Status drop_columns(ThreadState& ts, Code& code) {
  const Config* config = ts.interp.config;
  if (config == nullptr || config->code_debug_ranges != 0 || code.positions == nullptr || code.record != nullptr) return {};
  auto* table = const_cast<uint8_t*>(code.positions);
  uint32_t size = strip_columns(table, code.positions_size);
  void* block = ts.interp.heap.resize_buffer(table, code.positions_size, size);
  if (block == nullptr && size > 0) return raise_no_memory(ts);
  code.positions = static_cast<uint8_t*>(block);
  code.positions_size = size;
  return {};
}

void set_numbers(Code& code, const CodeSpec& spec) {
  code.argcount = spec.argcount;
  code.posonlyargcount = spec.posonlyargcount;
  code.kwonlyargcount = spec.kwonlyargcount;
  code.nlocals = spec.nlocals;
  code.first_temp = spec.first_temp;
  code.nregs = spec.nregs;
  code.flags = spec.flags;
  code.firstlineno = spec.firstlineno;
  code.nfree = spec.nfree;
}

void set_names(Code& code, const CodeSpec& spec) {
  keep(code.filename, spec.filename);
  keep(code.name, spec.name);
  if (spec.qualname != nullptr) keep(code.qualname, spec.qualname);
}

void set_tuples(Code& code, const CodeSpec& spec) {
  keep(code.consts, spec.consts);
  keep(code.names, spec.names);
  keep(code.register_names, spec.register_names);
  keep(code.cellvars, spec.cellvars);
  keep(code.freevars, spec.freevars);
}

}  // namespace

Result<Own<Code>> new_code(ThreadState& ts, const CodeSpec& spec) {
  Own<Code> code = TRY(new_native<Code>(ts));
  set_numbers(*code, spec);
  code->exact_args = code->compute_exact_args();
  set_names(*code, spec);
  set_tuples(*code, spec);
  if (!copy_buffer(ts, spec.insns, code->insns)) return raise_no_memory(ts);
  code->insn_count = static_cast<uint32_t>(spec.insns.size());
  if (!copy_buffer(ts, spec.handlers, code->handlers)) return raise_no_memory(ts);
  code->handler_count = static_cast<uint32_t>(spec.handlers.size());
  uint8_t* positions = nullptr;
  if (!copy_buffer(ts, spec.positions, positions)) return raise_no_memory(ts);
  code->positions = positions;
  code->positions_size = static_cast<uint32_t>(spec.positions.size());
  TRY(drop_columns(ts, *code));
  return code;
}

Result<Own<Code>> new_frozen_code(ThreadState& ts, const CodeSpec& spec, const char* record) {
  Own<Code> code = TRY(new_native<Code>(ts));
  set_numbers(*code, spec);
  code->exact_args = -1;
  code->record = record;
  set_names(*code, spec);
  return code;
}

Status code_set_body(ThreadState& ts, Code& code, const CodeSpec& spec) {
  Insn* insns = nullptr;
  HandlerRow* handlers = nullptr;
  if (!copy_buffer(ts, spec.insns, insns)) return raise_no_memory(ts);
  if (!copy_buffer(ts, spec.handlers, handlers)) {
    ts.interp.heap.release_buffer(insns, spec.insns.size_bytes());
    return raise_no_memory(ts);
  }
  keep(code.qualname, spec.qualname);
  set_tuples(code, spec);
  code.handlers = handlers;
  code.handler_count = static_cast<uint32_t>(spec.handlers.size());
  code.positions = spec.positions.data();
  code.positions_size = static_cast<uint32_t>(spec.positions.size());
  code.insns = insns;
  code.insn_count = static_cast<uint32_t>(spec.insns.size());
  code.exact_args = code.compute_exact_args();
  return {};
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
