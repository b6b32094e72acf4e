// SPDX-License-Identifier: MIT
// _dis: what lib/dis.py cannot know itself: the instructions of a code object, and the names of the opcodes.
#include "modules/native_modules.h"
#include "objects/code.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/native.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/disassemble.h"

namespace pyemb {
namespace {

/// The object that the instruction is about: a constant, a name, where it jumps; else what its operands read.
Result<Ref> value_of(ThreadState& ts, Code& code, uint32_t offset, Value operands) {
  Insn insn = code_generic_insn(code, offset);
  const OpInfo& info = op_info(insn.op);
  int64_t target = jump_target(code, offset);
  if (target >= 0) return new_int(ts, target * 2);
  if (static_cast<Op>(insn.op) == Op::kLOAD_CONST) return Ref::copy(code.consts->at(insn.b + int64_t{insn.c} * 65536));
  const OperandKind kinds[] = {info.a, info.b, info.c};
  const uint16_t values[] = {insn.a, insn.b, insn.c};
  for (int i = 0; i < 3; ++i) {
    if (kinds[i] == OperandKind::kCONST) return Ref::copy(code.consts->at(values[i]));
    if (kinds[i] == OperandKind::kNAME) return Ref::copy(code.names->at(values[i]));
  }
  return Ref::copy(operands);
}

/// A list of (offset, opcode, name, operands as one number, value, operands as text, whether it jumps). Offsets count two a word.
Result<Ref> instructions(ThreadState& ts, Code& code) {
  Own<List> rows = TRY(new_list(ts));
  for (uint32_t offset = 0; offset < code.insn_count;) {
    Insn insn = code_generic_insn(code, offset);
    TextBuffer text;
    TRY(write_operands(ts, code, offset, text));
    if (!text.ok()) return raise_no_memory(ts);
    Own<Str> operands = TRY(new_str(ts, text.view()));
    Own<Str> name = TRY(intern(ts, op_info(insn.op).name));
    Ref value = TRY(value_of(ts, code, offset, operands));
    int64_t number = insn.a | int64_t{insn.b} << 16 | int64_t{insn.c} << 32;
    Ref row = TRY(new_tuple_of(ts, Value::from_int(int64_t{offset} * 2), Value::from_int(insn.op), name, Value::from_int(number), value,
                               operands, Value::boolean(jump_target(code, offset) >= 0)));
    TRY(list_append(ts, *rows, std::move(row)));
    offset += static_cast<uint32_t>(insn_words(insn));
  }
  return rows;
}

/// The exception table: a list of (start, end, target, depth).
Result<Ref> handlers(ThreadState& ts, Code& code) {
  Own<List> rows = TRY(new_list(ts));
  for (uint32_t i = 0; i < code.handler_count; ++i) {
    const HandlerRow& row = code.handlers[i];
    Ref shown = TRY(new_tuple_of(ts, Value::from_int(int64_t{row.start} * 2), Value::from_int(int64_t{row.end} * 2),
                                 Value::from_int(int64_t{row.target} * 2), Value::from_int(int64_t{row.depth} - code.first_temp)));
    TRY(list_append(ts, *rows, std::move(shown)));
  }
  return rows;
}

/// Names by opcode, the generic ones: a list.
Result<Ref> opnames(ThreadState& ts) {
  Own<List> names = TRY(new_list(ts));
  for (int op = 0; op < static_cast<int>(Op::kCount); ++op) {
    const OpInfo& info = op_info(static_cast<uint16_t>(op));
    if (static_cast<int>(info.base) != op) break;  // the quickened forms come last
    Ref name = TRY(intern(ts, info.name));
    TRY(list_append(ts, *names, std::move(name)));
  }
  return names;
}

constexpr NativeMethod kFunctions[] = {
    function<instructions>("instructions", "($module, code, /)", "The instructions of a code object."),
    function<handlers>("handlers", "($module, code, /)", "The exception table of a code object."),
    function<opnames>("opnames", "($module, /)", "The names of the opcodes, by number."),
};

}  // namespace

constexpr NativeModule kDisModule = {
    .name = "_dis",
    .doc = "Support of dis: instructions as plain values.",
    .functions = kFunctions,
};

}  // namespace pyemb
