// SPDX-License-Identifier: MIT
#include "objects/code_replace.h"

#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/bytes.h"
#include "objects/code_verify.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/interpreter.h"

// Code objects out of their parts. The instructions, the table of positions (co_linetable) and that of handlers
// (co_exceptiontable) are bytes that another code object of this build has given; co_stacksize is the number of registers. What has no
// sound meaning is refused: see code_verify.h.

namespace pyemb {
namespace {

/// All that a code object is made of, as Python names it. The values are borrowed from the arguments or from the code that is copied.
struct Parts {
  int argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, firstlineno;
  Bytes *code, *linetable, *exceptiontable;
  Tuple *consts, *names, *varnames, *cellvars, *freevars;
  Str *filename, *name, *qualname;
};

struct NumberRow {
  std::string_view name;
  int Parts::* field;
};
constexpr NumberRow kNumbers[] = {
    {"co_argcount", &Parts::argcount},   {"co_posonlyargcount", &Parts::posonlyargcount}, {"co_kwonlyargcount", &Parts::kwonlyargcount},
    {"co_nlocals", &Parts::nlocals},     {"co_stacksize", &Parts::stacksize},             {"co_flags", &Parts::flags},
    {"co_firstlineno", &Parts::firstlineno},
};
template <class T>
struct ObjectRow {
  std::string_view name;
  T* Parts::* field;
};
constexpr ObjectRow<Bytes> kBytes[] = {
    {"co_code", &Parts::code}, {"co_linetable", &Parts::linetable}, {"co_exceptiontable", &Parts::exceptiontable}};
constexpr ObjectRow<Tuple> kTuples[] = {{"co_consts", &Parts::consts},     {"co_names", &Parts::names},      {"co_varnames", &Parts::varnames},
                                        {"co_cellvars", &Parts::cellvars}, {"co_freevars", &Parts::freevars}};
constexpr ObjectRow<Str> kStrs[] = {{"co_filename", &Parts::filename}, {"co_name", &Parts::name}, {"co_qualname", &Parts::qualname}};

// -- from parts to a code object -------------------------------------------------------------------------------------------

Status check_numbers(ThreadState& ts, const Parts& parts) {
  if (parts.code->size % static_cast<int64_t>(sizeof(Insn)) != 0) {
    return raise(ts, Exc::kValueError, "code: co_code is malformed");
  }
  if (parts.exceptiontable->size % static_cast<int64_t>(sizeof(HandlerRow)) != 0) {
    return raise(ts, Exc::kValueError, "code: co_exceptiontable is malformed");
  }
  if (parts.argcount < parts.posonlyargcount || parts.posonlyargcount < 0 || parts.kwonlyargcount < 0 || parts.stacksize < 0 || parts.flags < 0) {
    return raise(ts, Exc::kSystemError, "bad argument to internal function");
  }
  if (parts.nlocals != parts.varnames->size) return raise(ts, Exc::kValueError, "code: co_nlocals != len(co_varnames)");
  int64_t parameters = int64_t{parts.argcount} + parts.kwonlyargcount + ((parts.flags & Code::kVarArgs) != 0 ? 1 : 0) +
                       ((parts.flags & Code::kVarKeywords) != 0 ? 1 : 0);
  if (parameters > parts.varnames->size) return raise(ts, Exc::kValueError, "code: co_varnames is too small");
  return {};
}

/// The instructions: where there are none, as in code that describes functions of C, those of a body that returns the first constant.
std::span<const Insn> instructions_of(const Parts& parts) {
  static constexpr Insn kEmpty[] = {{static_cast<uint16_t>(Op::kRETURN_GENERATOR), 0, 0, 0}, {static_cast<uint16_t>(Op::kRETURN_CONST), 0, 0, 0}};
  if (parts.code->size != 0) return {reinterpret_cast<const Insn*>(parts.code->data()), static_cast<size_t>(parts.code->size) / sizeof(Insn)};
  const bool is_generator = (parts.flags & (Code::kGenerator | Code::kCoroutine | Code::kAsyncGenerator)) != 0;
  return std::span<const Insn>(kEmpty).subspan(is_generator ? 0 : 1);
}

/// The names of a tuple, interned: the interpreter compares them by address.
Result<Own<Tuple>> interned_names(ThreadState& ts, Tuple& names) {
  for (Value name : names.span()) {
    if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "name tuples must contain only strings, not '%.500s'", type_name(ts, name));
  }
  Own<Tuple> interned = TRY(new_tuple(ts, names.span()));
  for (int64_t i = 0; i < names.size; ++i) interned->set(i, TRY(intern(ts, as<Str>(names.at(i)))));
  return interned;
}

bool holds_name(const Tuple& names, Value name) {
  for (Value other : names.span()) {
    if (other == name) return true;
  }
  return false;
}

/// The names of all registers that have one: variables, the cells that are no parameters, free variables.
Result<Own<Tuple>> name_registers(ThreadState& ts, Tuple& varnames, Tuple& cellvars, Tuple& freevars) {
  int64_t cells = 0;
  for (Value name : cellvars.span()) cells += holds_name(varnames, name) ? 0 : 1;
  Own<Tuple> registers = TRY(new_tuple(ts, varnames.size + cells + freevars.size));
  int64_t at = 0;
  for (Value name : varnames.span()) registers->set(at++, Ref::copy(name));
  for (Value name : cellvars.span()) {
    if (!holds_name(varnames, name)) registers->set(at++, Ref::copy(name));
  }
  for (Value name : freevars.span()) registers->set(at++, Ref::copy(name));
  return registers;
}

Status check_instructions(ThreadState& ts, const Code& code) {
  bool is_generator = (code.flags & (Code::kGenerator | Code::kCoroutine | Code::kAsyncGenerator)) != 0;
  CodeFault fault = verify_code(code);
  if (fault.message == nullptr && (static_cast<Op>(code_generic_insn(code, 0).op) == Op::kRETURN_GENERATOR) != is_generator) {
    fault = {"co_flags do not fit the instructions", 0};
  }
  if (fault.message == nullptr) fault = verify_temporaries(code);
  if (fault.message == nullptr) return {};
  return raise(ts, Exc::kValueError, "code: co_code is malformed: %s (word %u)", fault.message, fault.offset);
}

Result<Ref> build(ThreadState& ts, const Parts& parts) {
  TRY(audit(ts, "code.__new__", Value::from_object(parts.code), Value::from_object(parts.filename), Value::from_object(parts.name),
            Value::from_int(parts.argcount), Value::from_int(parts.posonlyargcount), Value::from_int(parts.kwonlyargcount),
            Value::from_int(parts.nlocals), Value::from_int(parts.stacksize), Value::from_int(parts.flags)));
  TRY(check_numbers(ts, parts));
  Own<Tuple> names = TRY(interned_names(ts, *parts.names));
  Own<Tuple> varnames = TRY(interned_names(ts, *parts.varnames));
  Own<Tuple> cellvars = TRY(interned_names(ts, *parts.cellvars));
  Own<Tuple> freevars = TRY(interned_names(ts, *parts.freevars));
  Own<Tuple> registers = TRY(name_registers(ts, *varnames, *cellvars, *freevars));
  CodeSpec spec = {};
  spec.argcount = parts.argcount;
  spec.posonlyargcount = parts.posonlyargcount;
  spec.kwonlyargcount = parts.kwonlyargcount;
  spec.nlocals = parts.nlocals;
  spec.first_temp = static_cast<int32_t>(registers->size);
  spec.nregs = std::max(parts.stacksize, spec.first_temp);
  spec.flags = parts.flags;
  spec.firstlineno = parts.firstlineno;
  spec.nfree = static_cast<int32_t>(freevars->size);
  spec.insns = instructions_of(parts);
  spec.handlers = {reinterpret_cast<const HandlerRow*>(parts.exceptiontable->data()),
                   static_cast<size_t>(parts.exceptiontable->size) / sizeof(HandlerRow)};
  spec.positions = {parts.linetable->data(), static_cast<size_t>(parts.linetable->size)};
  Own<Tuple> some = TRY(new_tuple_of(ts, Value::none()));
  spec.consts = parts.code->size == 0 && parts.consts->size == 0 ? some.get() : parts.consts;
  spec.names = names.get();
  spec.register_names = registers.get();
  spec.cellvars = cellvars.get();
  spec.freevars = freevars.get();
  spec.filename = parts.filename;
  spec.name = parts.name;
  spec.qualname = parts.qualname;
  if (spec.nregs > 0x10000) return raise(ts, Exc::kValueError, "code: co_stacksize is too large");
  Own<Code> code = TRY(new_code(ts, spec));
  TRY(check_instructions(ts, *code));
  code_forget_caches(*code);
  return code;
}

// -- replace() -------------------------------------------------------------------------------------------------------------

template <class T>
Result<T*> expect(ThreadState& ts, std::string_view name, Value value, const char* type) {
  if (T* object = as_if<T>(value)) return object;
  return raise(ts, Exc::kTypeError, "replace() argument '%.*s' must be %s, not %s", static_cast<int>(name.size()), name.data(), type,
               value.is_none() ? "None" : type_name(ts, value));
}

/// False: the change is of no row.
template <class T>
Result<bool> apply_object(ThreadState& ts, Parts& parts, std::string_view name, Value value, std::span<const ObjectRow<T>> rows, const char* type) {
  for (const auto& row : rows) {
    if (row.name != name) continue;
    parts.*row.field = TRY(expect<T>(ts, name, value, type));
    return true;
  }
  return false;
}

Status apply(ThreadState& ts, Parts& parts, std::string_view name, Value value) {
  for (const NumberRow& row : kNumbers) {
    if (row.name != name) continue;
    parts.*row.field = TRY(to_c_int(ts, value));
    if (parts.*row.field >= 0) return {};
    return raise(ts, Exc::kValueError, "%.*s must be a positive integer", static_cast<int>(name.size()), name.data());
  }
  bool applied = TRY(apply_object<Bytes>(ts, parts, name, value, kBytes, "bytes"));
  if (!applied) applied = TRY(apply_object<Tuple>(ts, parts, name, value, kTuples, "tuple"));
  if (!applied) applied = TRY(apply_object<Str>(ts, parts, name, value, kStrs, "str"));
  if (applied) return {};
  return raise(ts, Exc::kTypeError, "'%.*s' is an invalid keyword argument for replace()", static_cast<int>(name.size()), name.data());
}

template <class T>
Result<Own<T>> attribute(ThreadState& ts, Code& code, const char* name) {
  Ref value = TRY(get_attr(ts, Value::from_object(&code), name));
  return Own<T>::copy(value.as<T>());
}

}  // namespace

Result<Ref> code_replace(ThreadState& ts, Code& self, Keywords changes) {
  Own<Bytes> code = TRY(attribute<Bytes>(ts, self, "co_code"));
  Own<Bytes> lines = TRY(attribute<Bytes>(ts, self, "co_linetable"));
  Own<Bytes> handlers = TRY(attribute<Bytes>(ts, self, "co_exceptiontable"));
  Own<Tuple> varnames = TRY(attribute<Tuple>(ts, self, "co_varnames"));
  Parts parts = {self.argcount, self.posonlyargcount, self.kwonlyargcount, self.nlocals,  self.nregs,    self.flags,
                 self.firstlineno, code.get(),        lines.get(),         handlers.get(), self.consts,  self.names,
                 varnames.get(),   self.cellvars,     self.freevars,       self.filename,  self.name,    self.qualname};
  for (size_t i = 0; i < changes.names.size(); ++i) {
    Utf8 name(ts, changes.names[i]);
    TRY(apply(ts, parts, name.view(), changes.values[i]));
  }
  return build(ts, parts);
}

Result<Ref> code_new(ThreadState& ts, Type&, int argcount, int posonlyargcount, int kwonlyargcount, int nlocals, int stacksize, int flags,
                     Bytes& code, Tuple& consts, Tuple& names, Tuple& varnames, Str& filename, Str& name, Str& qualname, int firstlineno,
                     Bytes& linetable, Bytes& exceptiontable, Tuple* freevars, Tuple* cellvars) {
  const std::pair<const char*, int> counts[] = {
      {"argcount", argcount}, {"posonlyargcount", posonlyargcount}, {"kwonlyargcount", kwonlyargcount}, {"nlocals", nlocals}};
  for (auto [label, count] : counts) {
    if (count < 0) return raise(ts, Exc::kValueError, "code: %s must not be negative", label);
  }
  Tuple& none = as<Tuple>(ts.interp.empty_tuple);
  Parts parts = {argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, firstlineno, &code, &linetable, &exceptiontable, &consts,
                 &names, &varnames, cellvars != nullptr ? cellvars : &none, freevars != nullptr ? freevars : &none, &filename, &name, &qualname};
  return build(ts, parts);
}

}  // namespace pyemb
