// SPDX-License-Identifier: MIT
// Functions written in C.
#include "method_row.h"

#include <algorithm>
#include <array>

#include "foreign_call.h"
#include "objects/allocate.h"
#include "objects/attributes.h"
#include "objects/builtin.h"
#include "objects/call.h"
#include "objects/module.h"
#include "objects/str.h"
#include "state/names.h"
#include "type_record.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace pyemb::capi {
namespace {

constexpr int kCallFlags = METH_VARARGS | METH_FASTCALL | METH_NOARGS | METH_O | METH_KEYWORDS | METH_METHOD;

/// "module.name", "Type.name", "name": what messages call the function.
Result<Own<Str>> function_text(ThreadState& ts, const NativeMethod& row, Value self) {
  if (self.is_null()) return new_str(ts, row.name);
  if (is<Module>(self)) {
    Value module = module_name(ts, as<Module>(self));
    if (module.is_null() || str_equal(as<Str>(module), "builtins")) return new_str(ts, row.name);
    return new_str_format(ts, "%s.%s", Utf8(ts, module).c_str(), row.name);
  }
  Value owner = is<Type>(self) && row.kind != NativeMethod::kMethod ? self : Value::from_object(&type_of(ts, self));
  TRY(ready_type(ts, as<Type>(owner)));
  return new_str_format(ts, "%s.%s", Utf8(ts, *as<Type>(owner).qualname).c_str(), row.name);
}

COLD Raised raise_call(ThreadState& ts, const NativeMethod& row, Value self, const char* fault) {
  Own<Str> text = TRY(function_text(ts, row, self));
  return raise(ts, Exc::kTypeError, "%s() %s", Utf8(ts, *text).c_str(), fault);
}
COLD Raised raise_count(ThreadState& ts, const NativeMethod& row, Value self, const char* wanted, size_t given) {
  Own<Str> text = TRY(function_text(ts, row, self));
  return raise(ts, Exc::kTypeError, "%s() takes %s (%zu given)", Utf8(ts, *text).c_str(), wanted, given);
}

bool has_keywords(CallArgs args) { return !args.names.is_null() && as<Tuple>(args.names).size > 0; }

template <class F>
F as_function(const CMethod& method) {
  return reinterpret_cast<F>(reinterpret_cast<void (*)(void)>(method.def->ml_meth));
}

Result<PyObject*> call_with_tuple(ThreadState& ts, const CMethod& method, PyObject* self, CallArgs args, bool* called) {
  Own<Tuple> positional = TRY(pack_positional(ts, args));
  if ((method.def->ml_flags & METH_KEYWORDS) == 0) {
    *called = true;
    InC in_c(ts);
    return method.def->ml_meth(self, to_c(positional.get()));
  }
  Own<Dict> keywords;
  TRY(pack_keywords(ts, args, keywords));
  *called = true;
  InC in_c(ts);
  return as_function<PyCFunctionWithKeywords>(method)(self, to_c(positional.get()), to_c(keywords.get()));
}

/// The call as one combination of flags wants it, the arguments checked. Raised: before the call; else what the function gave, null too.
template <int kFlags>
ALWAYS_INLINE Result<PyObject*> run(ThreadState& ts, const CMethod& method, PyObject* self, CallArgs args, bool* called) {
  if constexpr (kFlags == METH_VARARGS || kFlags == (METH_VARARGS | METH_KEYWORDS)) {
    return call_with_tuple(ts, method, self, args, called);
  } else {
    *called = true;
    [[maybe_unused]] PyObject* const* values = objects_of(args.values);
    InC in_c(ts);
    if constexpr (kFlags == METH_NOARGS) {
      return method.def->ml_meth(self, nullptr);
    } else if constexpr (kFlags == METH_O) {
      return method.def->ml_meth(self, values[0]);
    } else if constexpr (kFlags == METH_FASTCALL) {
      return as_function<_PyCFunctionFast>(method)(self, values, static_cast<Py_ssize_t>(args.count));
    } else {
      PyObject* names = has_keywords(args) ? to_c(args.names) : nullptr;
      if constexpr (kFlags == (METH_FASTCALL | METH_KEYWORDS)) {
        return as_function<_PyCFunctionFastWithKeywords>(method)(self, values, static_cast<Py_ssize_t>(args.count), names);
      } else {
        return as_function<PyCMethod>(method)(self, to_c_type(method.defining), values, args.count, names);
      }
    }
  }
}

COLD Raised refuse_keywords(ThreadState& ts, const NativeMethod& row, Value self) {
  const CMethod& method = *static_cast<const CMethod*>(row.data);
  const bool bare = (method.def->ml_flags & kCallFlags) == METH_VARARGS && (row.kind != NativeMethod::kMethod || method.defining == nullptr);
  if (bare) return raise(ts, Exc::kTypeError, "%s() takes no keyword arguments", row.name);
  return raise_call(ts, row, self, "takes no keyword arguments");
}

/// The function answered NULL without an exception, or a result with one.
COLD Result<Ref> blame(ThreadState& ts, const NativeMethod& row, Value self, PyObject* result) {
  Ref blamed = Ref::none();
  if (!ts.has_pending()) blamed = TRY(new_builtin(ts, row, self, Value::null()));
  return take_object(ts, result, blamed);
}

/// What a static or class method gets as self.
NOINLINE Value shown_self(ThreadState& ts, const NativeMethod& row, Value self) {
  if (row.kind == NativeMethod::kStaticMethod) return Value::null();
  show_type(ts, as<Type>(self));
  return self;
}

/// The entry of a function with these flags. As in CPython, those that take their arguments as a row do not count as a level of recursion.
template <int kFlags>
Result<Ref> call_c(ThreadState& ts, const NativeMethod& row, Value self, CallArgs args) {
  const CMethod& method = *static_cast<const CMethod*>(row.data);
  if constexpr ((kFlags & METH_KEYWORDS) == 0) {
    if (UNLIKELY(has_keywords(args))) return refuse_keywords(ts, row, self);
  }
  if (kFlags == METH_NOARGS && UNLIKELY(args.count != 0)) return raise_count(ts, row, self, "no arguments", args.count);
  if (kFlags == METH_O && UNLIKELY(args.count != 1)) return raise_count(ts, row, self, "exactly one argument", args.count);
  if (UNLIKELY(row.kind == NativeMethod::kStaticMethod || row.kind == NativeMethod::kClassMethod)) self = shown_self(ts, row, self);
  bool called = false;
  PyObject* result = nullptr;
  if constexpr ((kFlags & METH_FASTCALL) != 0) {
    result = run<kFlags>(ts, method, to_c(self), args, &called).take();
  } else {
    RecursionGuard guard(ts, " while calling a Python object");
    if (guard.exceeded()) return guard.raise();
    result = run<kFlags>(ts, method, to_c(self), args, &called).take();
  }
  if (LIKELY(result != nullptr && !ts.has_pending())) return Ref::steal(from_c(result));
  if (!called || (result == nullptr && ts.has_pending())) return Raised{};
  return blame(ts, row, self, result);
}

/// The entry for each combination of flags that there is.
struct FlagEntry {
  int flags;
  NativeEntry entry;
};
template <int... kFlags>
constexpr std::array<FlagEntry, sizeof...(kFlags)> entries_of() {
  return {{{kFlags, &call_c<kFlags>}...}};
}
constexpr auto kEntries = entries_of<METH_VARARGS, METH_VARARGS | METH_KEYWORDS, METH_FASTCALL, METH_FASTCALL | METH_KEYWORDS, METH_NOARGS, METH_O,
                                     METH_METHOD | METH_FASTCALL | METH_KEYWORDS>();

}  // namespace

NativeMethod::Kind method_kind(const PyMethodDef& def) {
  if ((def.ml_flags & METH_CLASS) != 0) return NativeMethod::kClassMethod;
  return (def.ml_flags & METH_STATIC) != 0 ? NativeMethod::kStaticMethod : NativeMethod::kMethod;
}

Status fill_method_row(ThreadState& ts, NativeMethod& row, CMethod& data, PyMethodDef& def, NativeMethod::Kind kind, Type* defining) {
  const auto* found = std::ranges::find(kEntries, def.ml_flags & kCallFlags, &FlagEntry::flags);
  if (found == kEntries.end()) return raise(ts, Exc::kSystemError, "%s() method: bad call flags", def.ml_name);
  if ((def.ml_flags & METH_METHOD) != 0 && defining == nullptr) {
    return raise(ts, Exc::kSystemError, "attempting to create PyCMethod with a METH_METHOD flag but no class");
  }
  data = {&def, defining};
  row = {def.ml_name, nullptr, def.ml_doc, found->entry, Parameters{}, kind, &data};
  return {};
}

const CMethod* c_method_of(const NativeMethod& row) {
  const bool ours = std::ranges::find(kEntries, row.entry, &FlagEntry::entry) != kEntries.end();
  return ours ? static_cast<const CMethod*>(row.data) : nullptr;
}

namespace {

/// A function object with the row that it needs.
struct OwnedFunction : Builtin {
  NativeMethod own;
  CMethod data;
};

}  // namespace

Result<Ref> new_c_function(ThreadState& ts, PyMethodDef& def, Value self, Value module, Type* defining) {
  NativeMethod row = {};
  CMethod data = {};
  const bool bound = !self.is_null() && !is<Module>(self);
  TRY(fill_method_row(ts, row, data, def, bound ? NativeMethod::kMethod : NativeMethod::kFunction, defining));
  auto* function = static_cast<OwnedFunction*>(allocate_collected(ts, core_type(ts, TypeId::kBuiltin), sizeof(OwnedFunction)));
  if (function == nullptr) return raise_no_memory(ts);
  function->own = row;
  function->data = data;
  function->own.data = &function->data;
  function->row = &function->own;
  function->self = Ref::copy(self).release();
  function->module = Ref::copy(module).release();
  function->kept = Ref::copy(Value::from_object(defining)).release();
  gc_track(ts, function);
  return Ref::steal(function);
}

Result<Ref> new_callback(ThreadState& ts, const char* name, NativeEntry entry, void (*function)(), void* argument, Value kept) {
  auto* made = static_cast<Callback*>(allocate_collected(ts, core_type(ts, TypeId::kBuiltin), sizeof(Callback)));
  if (made == nullptr) return raise_no_memory(ts);
  made->own = {name, nullptr, nullptr, entry, Parameters{}, NativeMethod::kFunction};
  made->row = &made->own;
  made->function = function;
  made->argument = argument;
  made->kept = Ref::copy(kept).release();
  gc_track(ts, made);
  return Ref::steal(made);
}
Callback& callback_of(const NativeMethod& row) {
  return *reinterpret_cast<Callback*>(reinterpret_cast<char*>(const_cast<NativeMethod*>(&row)) - offsetof(Callback, own));
}

}  // namespace pyemb::capi

// -- the API -------------------------------------------------------------------------------------------------------------------

int(PyCFunction_Check)(PyObject* object) { return is_c<Builtin>(object); }
int(PyCFunction_CheckExact)(PyObject* object) { return is_exactly_c(object, TypeId::kBuiltin); }

PyObject* PyCMethod_New(PyMethodDef* def, PyObject* self, PyObject* module, PyTypeObject* defining) {
  return api_object([&](Api api) -> Result<Ref> {
    if (def == nullptr || def->ml_name == nullptr || def->ml_meth == nullptr) return raise_null(api);
    if (defining != nullptr && (def->ml_flags & METH_METHOD) == 0) {
      return raise(api, Exc::kSystemError, "attempting to create PyCFunction with class but no METH_METHOD flag");
    }
    return new_c_function(api, *def, from_c(self), from_c(module), reinterpret_cast<Type*>(defining));
  });
}
PyObject* PyCFunction_NewEx(PyMethodDef* def, PyObject* self, PyObject* module) { return PyCMethod_New(def, self, module, nullptr); }
PyObject* PyCFunction_New(PyMethodDef* def, PyObject* self) { return PyCMethod_New(def, self, nullptr, nullptr); }

PyCFunction PyCFunction_GetFunction(PyObject* function) {
  return api_number<PyCFunction>(nullptr, [&](Api api) -> Result<PyCFunction> {
    Builtin* builtin = TRY(expect<Builtin>(api, function));
    const CMethod* method = c_method_of(*builtin->row);
    if (method == nullptr) return raise(api, Exc::kSystemError, "%s: '%s' is not written in C", api.function, builtin->row->name);
    return method->def->ml_meth;
  });
}
PyObject* PyCFunction_GetSelf(PyObject* function) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Builtin* builtin = TRY(expect<Builtin>(api, function));
    return builtin->row->kind == NativeMethod::kStaticMethod ? Value::null() : builtin->self;
  });
}
int PyCFunction_GetFlags(PyObject* function) {
  return api_number(-1, [&](Api api) -> Result<int> {
    Builtin* builtin = TRY(expect<Builtin>(api, function));
    const CMethod* method = c_method_of(*builtin->row);
    return method != nullptr ? method->def->ml_flags : METH_VARARGS | METH_KEYWORDS;
  });
}
PyTypeObject*(PyCFunction_GET_CLASS)(PyObject* function) {
  if (!is_c<Builtin>(function)) return nullptr;
  const CMethod* method = c_method_of(*as<Builtin>(from_c(function)).row);
  return method != nullptr ? to_c_type(method->defining) : nullptr;
}
PyObject* PyCFunction_Call(PyObject* function, PyObject* args, PyObject* kwargs) { return PyObject_Call(function, args, kwargs); }
