// SPDX-License-Identifier: MIT
#pragma once

// code: the compiled form of one block. Immutable for Python; the eval loop rewrites its instructions to quickened forms
// and fills its inline caches, which nobody else sees (co_code and dis show the generic forms).
//
// Registers of a frame: [0, nlocals) parameters and locals in the order of co_varnames; then cells that are not parameters, then free
// variables; then, from first_temp on, temporaries. A parameter that is captured is turned into a cell in its own register.
//
// Most functions of the frozen library are never called. Their code is *incomplete* at first: it has numbers, file name and names, and says where in the
// library its body is, which code_complete() reads. An incomplete code object has no instructions, and `exact_args` is -1, so that
// a call goes the long way, which completes it. Who looks at a body that no frame runs calls code_complete() before.

#include <cstdint>
#include <span>

#include "config/opcodes.h"
#include "objects/type.h"

namespace pyemb {

struct Bytes;
struct CodeExtras;  // capi/codeobject.cpp
struct Str;
struct Tuple;

/// An exception raised in [start, end) (offsets in words) goes to `target`: temporaries from register `depth` on are dropped, then
/// R[depth] receives the exception. Rows are sorted by start and do not overlap.
struct HandlerRow {
  uint32_t start;
  uint32_t end;
  uint32_t target;
  uint32_t depth;
};

/// A source range (PEP 657). Lines are 1-based, columns 0-based in UTF-8 bytes; -1: unknown.
struct Position {
  int32_t line = -1;
  int32_t end_line = -1;
  int32_t column = -1;
  int32_t end_column = -1;
};

struct Code : Object {
  static constexpr TypeId kId = TypeId::kCode;
  enum Flag : int32_t {  // the values of inspect.CO_*
    kOptimized = 0x1,
    kNewLocals = 0x2,
    kVarArgs = 0x4,
    kVarKeywords = 0x8,
    kNested = 0x10,
    kGenerator = 0x20,
    kCoroutine = 0x80,
    kIterableCoroutine = 0x100,
    kAsyncGenerator = 0x200,
  };

  int32_t argcount;        ///< positional parameters, the positional-only ones included
  int32_t posonlyargcount;
  int32_t kwonlyargcount;
  int32_t nlocals;         ///< parameters (also *args, **kwargs) and locals
  int32_t first_temp;
  int32_t nregs;           ///< the whole window
  int32_t flags;
  int32_t firstlineno;
  int32_t nfree;           ///< free variables; their registers end at first_temp
  uint32_t insn_count;     ///< words
  uint32_t handler_count;
  uint32_t debug_word;     ///< what the debugger knows of it (vm/debug.h)
  Insn* insns;             ///< owned buffer; null: incomplete
  HandlerRow* handlers;    ///< owned buffer
  const uint8_t* positions;  ///< the compact table that code_position() reads; an owned buffer, or a part of the record
  uint32_t positions_size;
  int32_t exact_args;      ///< argcount if a call with just that many positional arguments fills all parameters (generators too), else -1
  Tuple* consts;           ///< owned, as are all below
  Tuple* names;
  Tuple* register_names;   ///< of registers [0, first_temp): varnames, cells, free variables
  Tuple* cellvars;         ///< names, the captured parameters included
  Tuple* freevars;
  Str* filename;
  Str* name;
  Str* qualname;           ///< null in incomplete code, where it is a part of the body
  const char* record;      ///< constant data of the library, in which the body is; null: the code was not frozen
  CodeExtras* extras;      ///< what C code keeps with it (PEP 523); null: nothing

  bool is_complete() const { return insns != nullptr; }
  std::span<Insn> words() { return {insns, insn_count}; }
  bool is(Flag flag) const { return (flags & flag) != 0; }
  /// What `exact_args` must be; whoever makes or changes a code object sets it.
  int32_t compute_exact_args() const {
    bool plain = (flags & (kVarArgs | kVarKeywords)) == 0 && kwonlyargcount == 0;
    return plain && is(kOptimized) ? argcount : -1;  // code that is not optimized needs a mapping for its names: the long way
  }
};

/// What a code object is made of. Nothing is taken over: buffers are copied, objects get a new reference.
struct CodeSpec {
  int32_t argcount, posonlyargcount, kwonlyargcount, nlocals, first_temp, nregs, flags, firstlineno, nfree;
  std::span<const Insn> insns;
  std::span<const HandlerRow> handlers;
  std::span<const uint8_t> positions;
  Tuple *consts, *names, *register_names, *cellvars, *freevars;
  Str *filename, *name, *qualname;
};
/// Makes all instructions generic and all caches empty again.
void code_forget_caches(Code& code);
[[nodiscard]] Result<Own<Code>> new_code(ThreadState& ts, const CodeSpec& spec);
/// Incomplete code: of the spec only the numbers, the file name and the names count.
[[nodiscard]] Result<Own<Code>> new_frozen_code(ThreadState& ts, const CodeSpec& spec, const char* record);
/// Gives incomplete code its body. The table of positions is not copied.
[[nodiscard]] Status code_set_body(ThreadState& ts, Code& code, const CodeSpec& spec);
[[nodiscard]] inline Status code_complete(ThreadState& ts, Code& code) {
  return LIKELY(code.is_complete()) ? Status() : ts.interp.hooks.complete_code(ts, code);
}

/// The source range of the instruction at a word offset.
[[nodiscard]] Position code_position(const Code& code, uint32_t offset);
/// Its line alone; firstlineno - or -1 - where none is known.
[[nodiscard]] int32_t code_line(const Code& code, uint32_t offset);
/// The handler for an exception at a word offset, or null.
[[nodiscard]] const HandlerRow* code_find_handler(const Code& code, uint32_t offset);
/// The generic form of the instruction at `offset` (quickening undone, caches zero).
[[nodiscard]] Insn code_generic_insn(const Code& code, uint32_t offset);

}  // namespace pyemb
