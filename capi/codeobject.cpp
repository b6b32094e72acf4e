// SPDX-License-Identifier: MIT
// Code objects, and what C code keeps with them (PEP 523).
#include "api.h"
#include "capi_state.h"
#include "frontend/compile.h"
#include "modules/paths.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/str.h"
#include "objects/tuple.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

/// What counts as an address in code: instructions are counted as if of two bytes.
constexpr int kUnit = 2;

PyObject* object_of(PyCodeObject* code) { return reinterpret_cast<PyObject*>(code); }

}  // namespace

int(PyCode_Check)(PyObject* object) { return is_exactly_c(object, TypeId::kCode); }

Py_ssize_t(PyCode_GetNumFree)(PyCodeObject* code) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Code* self = TRY(expect<Code>(api, object_of(code)));
    return int64_t{self->nfree};
  });
}
int(PyCode_GetFirstFree)(PyCodeObject* code) {
  return api_number(-1, [&](Api api) -> Result<int> {
    Code* self = TRY(expect<Code>(api, object_of(code)));
    return self->first_temp - self->nfree;
  });
}
int PyCode_Addr2Line(PyCodeObject* code, int offset) {
  return api_number(-1, [&](Api api) -> Result<int> {
    Code* self = TRY(expect<Code>(api, object_of(code)));
    if (offset < 0) return self->firstlineno;
    return static_cast<uint32_t>(offset) / kUnit < self->insn_count ? code_line(*self, static_cast<uint32_t>(offset) / kUnit) : -1;
  });
}
int PyCode_Addr2Location(PyCodeObject* code, int offset, int* line, int* column, int* end_line, int* end_column) {
  return api_number(0, [&](Api api) -> Result<int> {
    Code* self = TRY(expect<Code>(api, object_of(code)));
    if (line == nullptr || column == nullptr || end_line == nullptr || end_column == nullptr) return raise_null(api);
    Position position;
    if (offset < 0) {
      position.line = self->firstlineno;
      position.end_line = 0;
      position.column = position.end_column = 0;
    } else if (static_cast<uint32_t>(offset) / kUnit < self->insn_count) {
      position = code_position(*self, static_cast<uint32_t>(offset) / kUnit);
    }
    *line = position.line;
    *column = position.column;
    *end_line = position.end_line;
    *end_column = position.end_column;
    return 1;
  });
}

namespace {

PyObject* get_part(PyCodeObject* code, const char* name, const char* function) {
  return api_object([&](Api api) -> Result<Ref> {
    Code* self = TRY(expect<Code>(api, object_of(code)));
    return get_attr(api, Value::from_object(self), name);
  }, function);
}

}  // namespace

PyObject* PyCode_GetCode(PyCodeObject* code) { return get_part(code, "co_code", __func__); }
PyObject* PyCode_GetVarnames(PyCodeObject* code) { return get_part(code, "co_varnames", __func__); }
PyObject* PyCode_GetCellvars(PyCodeObject* code) { return get_part(code, "co_cellvars", __func__); }
PyObject* PyCode_GetFreevars(PyCodeObject* code) { return get_part(code, "co_freevars", __func__); }

/// Code that raises AssertionError, should anybody run it: it is made for the entries of tracebacks.
PyCodeObject* PyCode_NewEmpty(const char* filename, const char* function, int first_line) {
  return reinterpret_cast<PyCodeObject*>(api_object([&](Api api) -> Result<Ref> {
    TRY(expect_text(api, filename));
    TRY(expect_utf8(api, function));
    Ref file = TRY(decode_file_name(api, filename));
    Own<Str> name = TRY(new_str(api, function));
    Own<Code> empty = TRY(compile_text(api, "raise AssertionError", file, CompileOptions{}));
    Own<Dict> changes = TRY(new_dict(api));
    TRY(dict_set(api, *changes, "co_name", name));
    TRY(dict_set(api, *changes, "co_qualname", name));
    TRY(dict_set(api, *changes, "co_firstlineno", Value::from_int(first_line)));
    Ref replace = TRY(get_attr(api, empty, "replace"));
    return call_with(api, replace, api.ts.interp.empty_tuple, changes);
  }));
}

// -- code of parts -----------------------------------------------------------------------------------------------------------------------

/// What types.CodeType() does: the parts are those of code that this library has compiled, and are verified.
PyCodeObject* PyCode_NewWithPosOnlyArgs(int argcount, int posonlyargcount, int kwonlyargcount, int nlocals, int stacksize, int flags, PyObject* code,
                                        PyObject* consts, PyObject* names, PyObject* varnames, PyObject* freevars, PyObject* cellvars, PyObject* filename,
                                        PyObject* name, PyObject* qualname, int firstlineno, PyObject* linetable, PyObject* exceptiontable) {
  return reinterpret_cast<PyCodeObject*>(api_object([&](Api api) -> Result<Ref> {
    for (int number : {argcount, kwonlyargcount, nlocals, stacksize, flags}) {
      if (number < 0) return raise_bad_call(api);
    }
    if (posonlyargcount < 0 || posonlyargcount > argcount) return raise_bad_call(api);
    for (PyObject* part : {code, linetable, exceptiontable}) static_cast<void>(TRY(expect<Bytes>(api, part)));
    for (PyObject* part : {consts, names, varnames, freevars, cellvars}) static_cast<void>(TRY(expect<Tuple>(api, part)));
    for (PyObject* part : {filename, name, qualname}) static_cast<void>(TRY(expect<Str>(api, part)));
    const Value parts[] = {Value::from_int(argcount), Value::from_int(posonlyargcount), Value::from_int(kwonlyargcount), Value::from_int(nlocals),
                           Value::from_int(stacksize), Value::from_int(flags), from_c(code), from_c(consts), from_c(names), from_c(varnames),
                           from_c(filename), from_c(name), from_c(qualname), Value::from_int(firstlineno), from_c(linetable), from_c(exceptiontable),
                           from_c(freevars), from_c(cellvars)};
    Type* type = TRY(find_type(api, TypeId::kCode));
    return call(api, Value::from_object(type), CallArgs{parts, std::size(parts)});
  }));
}
PyCodeObject* PyCode_New(int argcount, int kwonlyargcount, int nlocals, int stacksize, int flags, PyObject* code, PyObject* consts, PyObject* names,
                         PyObject* varnames, PyObject* freevars, PyObject* cellvars, PyObject* filename, PyObject* name, PyObject* qualname, int firstlineno,
                         PyObject* linetable, PyObject* exceptiontable) {
  return PyCode_NewWithPosOnlyArgs(argcount, 0, kwonlyargcount, nlocals, stacksize, flags, code, consts, names, varnames, freevars, cellvars, filename, name,
                                   qualname, firstlineno, linetable, exceptiontable);
}
/// There is nothing left to do for it, in CPython either.
PyObject* PyCode_Optimize(PyObject* code, PyObject*, PyObject*, PyObject*) {
  return api_object([&](Api api) -> Result<Ref> {
    Value same = TRY(expect_value(api, code));
    return Ref::copy(same);
  });
}

// -- what is kept with code ----------------------------------------------------------------------------------------------------------------

/// A row of pointers, one for each index that had been given when it was made; all of an interpreter are listed.
struct pyemb::CodeExtras {
  CodeExtras* next;
  CodeExtras* previous;
  Py_ssize_t size;
  void** items() { return reinterpret_cast<void**>(this + 1); }
};

namespace {

constexpr Py_ssize_t kMostExtras = 254;

size_t bytes_of_extras(Py_ssize_t size) { return sizeof(CodeExtras) + static_cast<size_t>(size) * sizeof(void*); }

void release_items(const ForeignState& state, CodeExtras& extras) {
  for (Py_ssize_t i = 0; i < extras.size; ++i) {
    void* item = std::exchange(extras.items()[i], nullptr);
    if (item != nullptr && state.release_extra[i] != nullptr) state.release_extra[i](item);
  }
}

void release_extras(Interpreter& interp, Code& code) {
  ForeignState& state = *interp.foreign;
  CodeExtras* extras = std::exchange(code.extras, nullptr);
  release_items(state, *extras);
  if (extras->next != nullptr) extras->next->previous = extras->previous;
  (extras->previous != nullptr ? extras->previous->next : state.code_extras) = extras->next;
  interp.heap.release_buffer(extras, bytes_of_extras(extras->size));
}

/// The row of a code object, with room for every index that was given. False: no memory.
bool make_room(Interpreter& interp, Code& code) {
  ForeignState& state = *interp.foreign;
  CodeExtras* before = code.extras;
  if (before != nullptr && before->size == state.extra_count) return true;
  const size_t old_bytes = before != nullptr ? bytes_of_extras(before->size) : 0;
  auto* extras = static_cast<CodeExtras*>(interp.heap.resize_buffer(before, old_bytes, bytes_of_extras(state.extra_count)));
  if (extras == nullptr) return false;
  if (before == nullptr) *extras = {state.code_extras, nullptr, 0};
  if (extras->next != nullptr) extras->next->previous = extras;
  (extras->previous != nullptr ? extras->previous->next : state.code_extras) = extras;
  while (extras->size < state.extra_count) extras->items()[extras->size++] = nullptr;
  code.extras = extras;
  return true;
}

}  // namespace

void pyemb::capi::release_all_extras(ForeignState& state) {
  for (CodeExtras* extras = std::exchange(state.code_extras, nullptr); extras != nullptr; extras = extras->next) release_items(state, *extras);
}

Py_ssize_t _PyEval_RequestCodeExtraIndex(freefunc function) {
  ThreadState* ts = thread_for(__func__);
  ForeignState* state = ts != nullptr ? foreign_state(*ts) : nullptr;
  if (state == nullptr || state->extra_count == kMostExtras) return -1;
  if (state->release_extra == nullptr) {
    state->release_extra = static_cast<ReleaseExtra*>(ts->interp.heap.allocate_buffer(kMostExtras * sizeof(ReleaseExtra)));
    if (state->release_extra == nullptr) return -1;
  }
  ts->interp.hooks.release_extras = &release_extras;
  state->release_extra[state->extra_count] = function;
  return state->extra_count++;
}

int _PyCode_GetExtra(PyObject* code, Py_ssize_t index, void** extra) {
  return api_int([&](Api api) -> Status {
    Code* self = TRY(expect<Code>(api, code));
    if (extra == nullptr) return raise_null(api);
    *extra = self->extras != nullptr && index >= 0 && index < self->extras->size ? self->extras->items()[index] : nullptr;
    return {};
  });
}

int _PyCode_SetExtra(PyObject* code, Py_ssize_t index, void* extra) {
  return api_int([&](Api api) -> Status {
    Code* self = TRY(expect<Code>(api, code));
    const ForeignState* state = api.ts.interp.foreign;
    if (state == nullptr || index < 0 || index >= state->extra_count) return raise_bad_call(api);
    if (!make_room(api.ts.interp, *self)) return raise_no_memory(api);
    void* before = std::exchange(self->extras->items()[index], extra);
    if (before != nullptr && state->release_extra[index] != nullptr) state->release_extra[index](before);
    return {};
  });
}
