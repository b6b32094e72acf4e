// SPDX-License-Identifier: MIT
#include "objects/code_replace.h"

#include "objects/attributes.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

/// Numbers that may change; `field` of the spec.
struct NumberRow {
  std::string_view name;
  int32_t CodeSpec::* field;
};
constexpr NumberRow kNumbers[] = {
    {"co_argcount", &CodeSpec::argcount}, {"co_posonlyargcount", &CodeSpec::posonlyargcount},
    {"co_kwonlyargcount", &CodeSpec::kwonlyargcount}, {"co_flags", &CodeSpec::flags}, {"co_firstlineno", &CodeSpec::firstlineno},
};

struct StrRow {
  std::string_view name;
  Str* CodeSpec::* field;
};
constexpr StrRow kStrs[] = {{"co_filename", &CodeSpec::filename}, {"co_name", &CodeSpec::name}, {"co_qualname", &CodeSpec::qualname}};

struct TupleRow {
  std::string_view name;
  Tuple* CodeSpec::* field;
};
constexpr TupleRow kTuples[] = {{"co_consts", &CodeSpec::consts}, {"co_names", &CodeSpec::names},
                                {"co_cellvars", &CodeSpec::cellvars}, {"co_freevars", &CodeSpec::freevars}};

/// What follows from the instructions: may only be replaced by what it is.
constexpr std::string_view kFixed[] = {"co_code",      "co_nlocals",   "co_stacksize",
                                       "co_linetable", "co_lnotab",    "co_exceptiontable"};

CodeSpec spec_of(Code& code) {
  CodeSpec spec = {};
  spec.argcount = code.argcount;
  spec.posonlyargcount = code.posonlyargcount;
  spec.kwonlyargcount = code.kwonlyargcount;
  spec.nlocals = code.nlocals;
  spec.first_temp = code.first_temp;
  spec.nregs = code.nregs;
  spec.flags = code.flags;
  spec.firstlineno = code.firstlineno;
  spec.nfree = code.nfree;
  spec.insns = {code.insns, code.insn_count};
  spec.handlers = {code.handlers, code.handler_count};
  spec.positions = {code.positions, code.positions_size};
  spec.consts = code.consts;
  spec.names = code.names;
  spec.register_names = code.register_names;
  spec.cellvars = code.cellvars;
  spec.freevars = code.freevars;
  spec.filename = code.filename;
  spec.name = code.name;
  spec.qualname = code.qualname;
  return spec;
}

Status check_names(ThreadState& ts, Tuple& names) {
  for (Value name : names.span()) {
    if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "name tuples must contain only strings, not '%.500s'", type_name(ts, name));
  }
  return {};
}

/// New names for the registers [first, first + names.size); a reference that the caller keeps until the code is made.
Result<Own<Tuple>> rename_registers(ThreadState& ts, Tuple& registers, Tuple& names, int64_t first) {
  Own<Tuple> renamed = TRY(new_tuple(ts, std::span<const Value>(registers.span())));
  for (int64_t i = 0; i < names.size; ++i) renamed->set(first + i, Ref::copy(names.at(i)));
  return renamed;
}

template <class T>
Result<T*> expect(ThreadState& ts, std::string_view name, Value value, const char* type) {
  if (T* object = as_if<T>(value)) return object;
  return raise(ts, Exc::kTypeError, "replace() argument '%.*s' must be %s, not %s", static_cast<int>(name.size()), name.data(), type,
               type_name(ts, value));
}

/// True: the change was one of those that the tables list.
Result<bool> apply_row(ThreadState& ts, CodeSpec& spec, std::string_view name, Value value) {
  for (const NumberRow& row : kNumbers) {
    if (row.name != name) continue;
    spec.*row.field = TRY(to_c_int(ts, value));
    return true;
  }
  for (const StrRow& row : kStrs) {
    if (row.name != name) continue;
    spec.*row.field = TRY(expect<Str>(ts, name, value, "str"));
    return true;
  }
  for (const TupleRow& row : kTuples) {
    if (row.name != name) continue;
    Tuple* tuple = TRY(expect<Tuple>(ts, name, value, "tuple"));
    if (row.field != &CodeSpec::consts) TRY(check_names(ts, *tuple));
    if (tuple->size < (spec.*row.field)->size) return raise(ts, Exc::kValueError, "code: %.*s is too small", static_cast<int>(name.size()), name.data());
    spec.*row.field = tuple;
    return true;
  }
  return false;
}

}  // namespace

Result<Ref> code_replace(ThreadState& ts, Code& self, Keywords changes) {
  CodeSpec spec = spec_of(self);
  Own<Tuple> registers = Own<Tuple>::copy(self.register_names);
  for (size_t i = 0; i < changes.names.size(); ++i) {
    Utf8 text(ts, changes.names[i]);
    std::string_view name = text.view();
    Value value = changes.values[i];
    bool applied = TRY(apply_row(ts, spec, name, value));
    if (applied) continue;
    if (name == "co_varnames") {
      Tuple* names = TRY(expect<Tuple>(ts, name, value, "tuple"));
      TRY(check_names(ts, *names));
      if (names->size != self.nlocals) return raise(ts, Exc::kValueError, "code: co_nlocals != len(co_varnames)");
      registers = TRY(rename_registers(ts, *registers, *names, 0));
      continue;
    }
    bool fixed = false;
    for (std::string_view candidate : kFixed) fixed = fixed || candidate == name;
    if (!fixed) return raise(ts, Exc::kTypeError, "replace() got an unexpected keyword argument '%s'", text.c_str());
    Ref own = TRY(get_attr(ts, Value::from_object(&self), changes.names[i]));
    bool same = TRY(equal(ts, own, value));
    if (!same) return raise(ts, Exc::kValueError, "code: %s cannot be replaced", text.c_str());
  }
  if (spec.freevars->size != self.nfree) return raise(ts, Exc::kValueError, "code: number of free variables cannot change");
  registers = TRY(rename_registers(ts, *registers, *spec.freevars, self.first_temp - self.nfree));
  if (spec.posonlyargcount < 0 || spec.kwonlyargcount < 0 || spec.argcount < spec.posonlyargcount || spec.flags < 0) {
    return raise(ts, Exc::kValueError, "code: argcounts and flags must be non-negative and fit");
  }
  if (int64_t{spec.argcount} + spec.kwonlyargcount > self.nlocals) return raise(ts, Exc::kValueError, "code: co_varnames is too small");
  spec.register_names = registers.get();
  Own<Code> copy = TRY(new_code(ts, spec));
  code_forget_caches(*copy);
  return copy;
}

}  // namespace pyemb
