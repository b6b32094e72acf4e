// SPDX-License-Identifier: MIT
// The type `code`: what Python sees of a code object.
#include <cstddef>

#include "objects/code.h"
#include "objects/code_positions.h"
#include "objects/list.h"
#include "objects/native.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"

namespace pyemb {
namespace {

void release_code(ThreadState& ts, Object* object) {
  auto& code = *static_cast<Code*>(object);
  Heap& heap = ts.interp.heap;
  heap.release_buffer(code.insns, code.insn_count * sizeof(Insn));
  heap.release_buffer(code.handlers, code.handler_count * sizeof(HandlerRow));
  heap.release_buffer(code.positions, code.positions_size);
  for (Object* owned : {static_cast<Object*>(code.consts), static_cast<Object*>(code.names), static_cast<Object*>(code.register_names),
                        static_cast<Object*>(code.cellvars), static_cast<Object*>(code.freevars), static_cast<Object*>(code.filename),
                        static_cast<Object*>(code.name), static_cast<Object*>(code.qualname)}) {
    if (owned != nullptr) decref(owned);
  }
}

Result<Ref> code_repr(ThreadState& ts, Value self) {
  auto& code = as<Code>(self);
  Utf8 name(ts, *code.name);
  Utf8 filename(ts, *code.filename);
  if (!name.ok() || !filename.ok()) return raise_no_memory(ts);
  return new_str_format(ts, "<code object %s at %p, file \"%s\", line %d>", name.c_str(), static_cast<void*>(&code), filename.c_str(),
                        code.firstlineno != 0 ? code.firstlineno : -1);
}

constexpr Member kMembers[] = {
    {"co_argcount", Member::kInt32, offsetof(Code, argcount), Member::kReadOnly, nullptr},
    {"co_posonlyargcount", Member::kInt32, offsetof(Code, posonlyargcount), Member::kReadOnly, nullptr},
    {"co_kwonlyargcount", Member::kInt32, offsetof(Code, kwonlyargcount), Member::kReadOnly, nullptr},
    {"co_nlocals", Member::kInt32, offsetof(Code, nlocals), Member::kReadOnly, nullptr},
    {"co_stacksize", Member::kInt32, offsetof(Code, nregs), Member::kReadOnly, nullptr},
    {"co_flags", Member::kInt32, offsetof(Code, flags), Member::kReadOnly, nullptr},
    {"co_firstlineno", Member::kInt32, offsetof(Code, firstlineno), Member::kReadOnly, nullptr},
    {"co_consts", Member::kPointer, offsetof(Code, consts), Member::kReadOnly, nullptr},
    {"co_names", Member::kPointer, offsetof(Code, names), Member::kReadOnly, nullptr},
    {"co_cellvars", Member::kPointer, offsetof(Code, cellvars), Member::kReadOnly, nullptr},
    {"co_freevars", Member::kPointer, offsetof(Code, freevars), Member::kReadOnly, nullptr},
    {"co_filename", Member::kPointer, offsetof(Code, filename), Member::kReadOnly, nullptr},
    {"co_name", Member::kPointer, offsetof(Code, name), Member::kReadOnly, nullptr},
    {"co_qualname", Member::kPointer, offsetof(Code, qualname), Member::kReadOnly, nullptr},
};

}  // namespace

constexpr TypeSpec kCodeSpec = {
    .name = "code",
    .doc = "Create a code object.  Not for mere mortals.",
    .id = TypeId::kCode,
    .size = sizeof(Code),
    .members = kMembers,
    .slots = {.repr = code_repr},
    .dealloc = release_code,
};

}  // namespace pyemb
