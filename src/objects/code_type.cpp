// SPDX-License-Identifier: MIT
// The type `code`: what Python sees of a code object. Offsets count two a word, like f_lasti and tb_lasti, so that
// `co_positions()` has the range of the instruction at f_lasti in place f_lasti // 2.
#include <cstddef>
#include <cstring>

#include "objects/bytes.h"
#include "objects/code.h"
#include "objects/code_positions.h"
#include "objects/code_replace.h"
#include "objects/list.h"
#include "objects/native.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"

namespace pyemb {
namespace {

void release_code(ThreadState& ts, Object* object) {
  auto& code = *static_cast<Code*>(object);
  Heap& heap = ts.interp.heap;
  if (UNLIKELY(code.extras != nullptr)) ts.interp.hooks.release_extras(ts.interp, code);
  heap.release_buffer(code.insns, code.insn_count * sizeof(Insn));
  heap.release_buffer(code.handlers, code.handler_count * sizeof(HandlerRow));
  if (code.record == nullptr) heap.release_buffer(const_cast<uint8_t*>(code.positions), code.positions_size);
  Object* const owned[] = {code.consts,   code.names, code.register_names, code.cellvars, code.freevars,
                           code.filename, code.name,  code.qualname};
  for (Object* part : owned) {
    if (part != nullptr) decref(part);
  }
}

Result<Ref> code_repr(ThreadState& ts, Value self) {
  auto& code = as<Code>(self);
  Utf8 name(ts, *code.name);
  Utf8 filename(ts, *code.filename);
  if (!name.ok() || !filename.ok()) return raise_no_memory(ts);
  int line = code.firstlineno != 0 ? code.firstlineno : -1;
  return new_str_format(ts, "<code object %s at %p, file \"%s\", line %d>", name.c_str(), static_cast<void*>(&code),
                        filename.c_str(), line);
}

// -- equality ----------------------------------------------------------------------------------------------------------

/// Equal, and of one type, items included: 1, 1.0 and True are different constants.
Result<bool> same_constant(ThreadState& ts, Value a, Value b) {
  if (a == b) return true;
  if (&type_of(ts, a) != &type_of(ts, b)) return false;
  if (is_tuple(a)) {
    auto& left = as<Tuple>(a);
    auto& right = as<Tuple>(b);
    if (left.size != right.size) return false;
    for (int64_t i = 0; i < left.size; ++i) {
      bool same = TRY(same_constant(ts, left.at(i), right.at(i)));
      if (!same) return false;
    }
    return true;
  }
  return equal(ts, a, b);
}

bool same_instructions(const Code& a, const Code& b) {
  if (a.insn_count != b.insn_count) return false;
  for (uint32_t i = 0; i < a.insn_count;) {
    Insn left = code_generic_insn(a, i);
    Insn right = code_generic_insn(b, i);
    if (std::memcmp(&left, &right, sizeof left) != 0) return false;
    auto words = static_cast<uint32_t>(insn_words(left));
    if (words_are_operands(static_cast<Op>(left.op)) && std::memcmp(&a.insns[i + 1], &b.insns[i + 1], (words - 1) * sizeof(Insn)) != 0) return false;
    i += words;
  }
  return true;
}

template <class T>
bool same_buffer(const T* a, const T* b, uint32_t count_a, uint32_t count_b) {
  return count_a == count_b && (count_a == 0 || std::memcmp(a, b, count_a * sizeof(T)) == 0);
}

Result<bool> same_code(ThreadState& ts, const Code& a, const Code& b) {
  bool same = a.argcount == b.argcount && a.posonlyargcount == b.posonlyargcount && a.kwonlyargcount == b.kwonlyargcount &&
              a.nlocals == b.nlocals && a.flags == b.flags && a.firstlineno == b.firstlineno && same_instructions(a, b) &&
              same_buffer(a.handlers, b.handlers, a.handler_count, b.handler_count) &&
              same_buffer(a.positions, b.positions, a.positions_size, b.positions_size) && str_equal(*a.name, *b.name);
  if (!same) return false;
  const std::pair<Tuple*, Tuple*> parts[] = {{a.consts, b.consts}, {a.names, b.names}, {a.register_names, b.register_names},
                                             {a.cellvars, b.cellvars}, {a.freevars, b.freevars}};
  for (auto [left, right] : parts) {
    bool equal_parts = TRY(same_constant(ts, Value::from_object(left), Value::from_object(right)));
    if (!equal_parts) return false;
  }
  return true;
}

Result<Ref> code_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if ((op != Compare::kEq && op != Compare::kNe) || !is<Code>(left) || !is<Code>(right)) return Result<Ref>::not_implemented();
  bool same = left == right;
  if (!same) {
    TRY(code_complete(ts, as<Code>(left)));
    TRY(code_complete(ts, as<Code>(right)));
    same = TRY(same_code(ts, as<Code>(left), as<Code>(right)));
  }
  return Result<Ref>::boolean(same == (op == Compare::kEq));
}

Result<int64_t> code_hash(ThreadState& ts, Value self) {
  auto& code = as<Code>(self);
  TRY(code_complete(ts, code));
  uint64_t mixed = static_cast<uint64_t>(code.argcount) ^ static_cast<uint64_t>(code.firstlineno) << 8 ^ code.insn_count;
  for (Object* part : {static_cast<Object*>(code.name), static_cast<Object*>(code.consts), static_cast<Object*>(code.names),
                       static_cast<Object*>(code.register_names), static_cast<Object*>(code.freevars)}) {
    int64_t hashed = TRY(hash(ts, Value::from_object(part)));
    mixed = (mixed ^ static_cast<uint64_t>(hashed)) * 0x9e3779b97f4a7c15u;
  }
  auto answer = static_cast<int64_t>(mixed >> 3);
  return answer;
}

// -- attributes --------------------------------------------------------------------------------------------------------

Status complete(ThreadState& ts, Object* self) { return code_complete(ts, *static_cast<Code*>(self)); }

Result<Ref> get_varnames(ThreadState& ts, Code& self) {
  TRY(code_complete(ts, self));
  return new_tuple(ts, std::span<const Value>(self.register_names->items(), static_cast<size_t>(self.nlocals)));
}

/// The generic instructions; caches are zero.
Result<Ref> get_code(ThreadState& ts, Code& self) {
  TRY(code_complete(ts, self));
  Own<Bytes> bytes = TRY(new_bytes_buffer(ts, int64_t{self.insn_count} * static_cast<int64_t>(sizeof(Insn))));
  std::memset(bytes->data(), 0, self.insn_count * sizeof(Insn));
  for (uint32_t i = 0; i < self.insn_count;) {
    Insn insn = code_generic_insn(self, i);
    auto words = static_cast<uint32_t>(insn_words(insn));
    uint8_t* at = bytes->data() + i * sizeof(Insn);
    std::memcpy(at, &insn, sizeof insn);
    if (words_are_operands(static_cast<Op>(insn.op))) std::memcpy(at + sizeof insn, &self.insns[i + 1], (words - 1) * sizeof(Insn));
    i += words;
  }
  return bytes;
}

Result<Ref> get_linetable(ThreadState& ts, Code& self) {
  TRY(code_complete(ts, self));
  return new_bytes(ts, {reinterpret_cast<const char*>(self.positions), self.positions_size});
}

Result<Ref> get_exceptiontable(ThreadState& ts, Code& self) {
  TRY(code_complete(ts, self));
  return new_bytes(ts, {reinterpret_cast<const char*>(self.handlers), self.handler_count * sizeof(HandlerRow)});
}

/// Pairs of bytes (offset delta, signed line delta), the form of before 3.10 that tools still ask for.
Result<Ref> get_lnotab(ThreadState& ts, Code& self) {
  TRY(code_complete(ts, self));
  TextBuffer out;
  uint32_t offset = 0;
  int32_t line = self.firstlineno;
  PositionReader reader(self);
  while (reader.next()) {
    if (reader.position.line < 0 || reader.position.line == line) continue;
    for (; reader.start * 2 - offset > 254; offset += 254) out.append(std::string_view("\xfe\0", 2));
    out.append(static_cast<char>(reader.start * 2 - offset));
    for (; reader.position.line - line > 127; line += 127) out.append(std::string_view("\x7f\0", 2));
    for (; reader.position.line - line < -128; line -= 128) out.append(std::string_view("\x80\0", 2));
    out.append(static_cast<char>(reader.position.line - line));
    offset = reader.start * 2;
    line = reader.position.line;
  }
  if (!out.ok()) return raise_no_memory(ts);
  return new_bytes(ts, out.view());
}

/// Runs of instructions of one line: an iterator of (start, end, line or None).
Result<Ref> code_lines(ThreadState& ts, Code& self) {
  TRY(code_complete(ts, self));
  Own<List> rows = TRY(new_list(ts));
  // Where the block is entered: an instruction elsewhere, of no words here.
  bool is_module = str_equal(*self.name, "<module>");
  Ref entry = TRY(new_tuple_of(ts, Value::from_int(0), Value::from_int(0), Value::from_int(is_module ? 0 : self.firstlineno)));
  TRY(list_append(ts, *rows, std::move(entry)));
  PositionReader reader(self);
  bool more = reader.next();
  while (more) {
    uint32_t start = reader.start;
    uint32_t end = reader.end;
    int32_t line = reader.position.line;
    while ((more = reader.next()) && reader.position.line == line) end = reader.end;
    Value shown = line < 0 ? Value::none() : Value::from_int(line);
    Ref row = TRY(new_tuple_of(ts, Value::from_int(int64_t{start} * 2), Value::from_int(int64_t{end} * 2), shown));
    TRY(list_append(ts, *rows, std::move(row)));
  }
  return get_iter(ts, rows);
}

/// An iterator of (line, end line, column, end column), one for each word.
Result<Ref> code_positions(ThreadState& ts, Code& self) {
  TRY(code_complete(ts, self));
  Own<List> rows = TRY(new_list(ts, self.insn_count));
  auto shown = [](int32_t number) { return number < 0 ? Value::none() : Value::from_int(number); };
  PositionReader reader(self);
  while (reader.next()) {
    const Position& p = reader.position;
    Ref row = TRY(new_tuple_of(ts, shown(p.line), shown(p.end_line), shown(p.column), shown(p.end_column)));
    for (uint32_t i = reader.start; i < reader.end; ++i) TRY(list_append(ts, *rows, Ref::copy(row)));
  }
  return get_iter(ts, rows);
}

Result<Ref> varname_from_oparg(ThreadState& ts, Code& self, int index) {
  TRY(code_complete(ts, self));
  if (index < 0 || index >= self.register_names->size) return raise(ts, Exc::kIndexError, "tuple index out of range");
  return Ref::copy(self.register_names->at(index));
}

constexpr NativeMethod kMethods[] = {
    method<code_lines>("co_lines", "($self, /)", nullptr),
    method<code_positions>("co_positions", "($self, /)", nullptr),
    method<code_replace>("replace", "($self, /, **changes)", "Return a copy of the code object with new values for the specified fields."),
    method<varname_from_oparg>("_varname_from_oparg", "($self, /, oparg)", "The name of a variable's register."),
};

constexpr NativeMethod kNew =
    class_method<code_new>("code",
                           "(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, codestring, constants, names, varnames, "
                           "filename, name, qualname, firstlineno, linetable, exceptiontable, freevars=(), cellvars=(), /)",
                           "");

constexpr GetSet kGetSets[] = {
    getset<get_varnames>("co_varnames", nullptr),
    getset<get_code>("co_code", nullptr),
    getset<get_code>("_co_code_adaptive", nullptr),
    getset<get_linetable>("co_linetable", nullptr),
    getset<get_lnotab>("co_lnotab", nullptr),
    getset<get_exceptiontable>("co_exceptiontable", nullptr),
};

constexpr Member kMembers[] = {
    {"co_argcount", Member::kInt32, offsetof(Code, argcount), Member::kReadOnly, nullptr},
    {"co_posonlyargcount", Member::kInt32, offsetof(Code, posonlyargcount), Member::kReadOnly, nullptr},
    {"co_kwonlyargcount", Member::kInt32, offsetof(Code, kwonlyargcount), Member::kReadOnly, nullptr},
    {"co_nlocals", Member::kInt32, offsetof(Code, nlocals), Member::kReadOnly, nullptr},
    {"co_stacksize", Member::kInt32, offsetof(Code, nregs), Member::kReadOnly, nullptr},
    {"co_flags", Member::kInt32, offsetof(Code, flags), Member::kReadOnly, nullptr},
    {"co_firstlineno", Member::kInt32, offsetof(Code, firstlineno), Member::kReadOnly, nullptr},
    {"co_consts", Member::kPointer, offsetof(Code, consts), Member::kReadOnly, nullptr, complete},
    {"co_names", Member::kPointer, offsetof(Code, names), Member::kReadOnly, nullptr, complete},
    {"co_cellvars", Member::kPointer, offsetof(Code, cellvars), Member::kReadOnly, nullptr, complete},
    {"co_freevars", Member::kPointer, offsetof(Code, freevars), Member::kReadOnly, nullptr, complete},
    {"co_filename", Member::kPointer, offsetof(Code, filename), Member::kReadOnly, nullptr},
    {"co_name", Member::kPointer, offsetof(Code, name), Member::kReadOnly, nullptr},
    {"co_qualname", Member::kPointer, offsetof(Code, qualname), Member::kReadOnly, nullptr, complete},
};

}  // namespace

constexpr TypeSpec kCodeSpec = {
    .name = "code",
    .doc = "code(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, codestring, constants, names, varnames, filename, name, "
           "qualname, firstlineno, linetable, exceptiontable, freevars=(), cellvars=(), /)\n--\n\nA code object made of its parts, which come from others.",
    .id = TypeId::kCode,
    .size = sizeof(Code),
    .flags = Type::kWeakrefable,
    .methods = kMethods,
    .getsets = kGetSets,
    .members = kMembers,
    .slots = {.repr = code_repr, .hash = code_hash, .compare = code_compare, .new_ = new_from<kNew>},
    .dealloc = release_code,
};

}  // namespace pyemb
