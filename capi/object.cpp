// SPDX-License-Identifier: MIT
// References, and operations that every object has.
#include <cstdio>

#include "api.h"
#include "capi_state.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/str_state.h"
#include "objects/tuple.h"
#include "objects/weakref.h"
#include "state/names.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace pyemb::capi {

Raised raise_null(Api api) { return raise(api, Exc::kSystemError, "%s: null argument to internal routine", api.function); }
void report_misuse(const char* function) {
  if (ThreadState* ts = thread_for(function)) static_cast<void>(raise_bad_call(Api{*ts, function}));
}
void report_aside(const char* function, const char* what) {
  ThreadState* ts = thread_for(function);
  if (ts == nullptr) return;
  Ref pending = ts->take_pending();
  static_cast<void>(raise(*ts, Exc::kSystemError, "%s: %s", function, what));
  report_unraisable(*ts, "in a call of the C API", Value::none());
  ts->pending = pending.release();
}
void report_no_thread(const char* function) {
  std::fprintf(stderr, "pyemb: %s: called without an attached thread state\n", function);
}
Status check_alive(Api api, PyObject* object) {
  Value value = from_c(object);
  if (!value.is_heap() || value.as_object()->refcount != 0) return {};
  if (api.ts.interp.foreign != nullptr && api.ts.interp.foreign->destructors > 0) return {};
  return raise(api, Exc::kSystemError, "%s: the object has ended", api.function);
}
Result<Own<Str>> expect_name(Api api, const char* name) {
  if (UNLIKELY(name == nullptr)) return raise_null(api);
  Own<Str> known = find_literal(*api.ts.interp.strings, name);
  if (LIKELY(known)) return known;
  TRY(expect_utf8(api, name));
  return intern_literal(api, name);
}

Raised raise_bad_call(Api api) { return raise(api, Exc::kSystemError, "%s: bad argument to internal function", api.function); }

}  // namespace pyemb::capi

// -- references --------------------------------------------------------------------------------------------------------------

namespace {

/// Drops a reference; a checked build notices one that was not there.
void release(PyObject* object, const char* function) {
  if (kApiChecks && from_c(object).is_heap() && from_c(object).as_object()->refcount == 0) {
    return report_aside(function, "a reference is given back that is not there");
  }
  decref(from_c(object));
}

}  // namespace

void(Py_IncRef)(PyObject* object) { incref(from_c(object)); }
void(Py_DecRef)(PyObject* object) { release(object, "Py_DecRef"); }
void _Py_IncRef(PyObject* object) { incref(from_c(object)); }
void _Py_DecRef(PyObject* object) { release(object, "Py_DecRef"); }
PyObject*(Py_NewRef)(PyObject* object) {
  incref(from_c(object));
  return object;
}
PyObject*(Py_XNewRef)(PyObject* object) {
  incref(from_c(object));
  return object;
}
void _Py_NewReference(PyObject* object) {
  if (object != nullptr && from_c(object).is_heap()) from_c(object).as_object()->refcount = 1;
}
void _Py_Dealloc(PyObject* object) {
  if (from_c(object).is_heap()) destroy(from_c(object).as_object());
}

Py_ssize_t(Py_REFCNT)(PyObject* object) {
  constexpr Py_ssize_t kForEver = 0x3fffffff;
  return from_c(object).is_heap() ? from_c(object).as_object()->refcount : kForEver;
}
void(Py_SET_REFCNT)(PyObject* object, Py_ssize_t count) {
  if (from_c(object).is_heap()) from_c(object).as_object()->refcount = static_cast<uint32_t>(count);
}

PyTypeObject*(Py_TYPE)(PyObject* object) {
  ThreadState* ts = current_thread();
  if (object == nullptr) return nullptr;
  if (ts == nullptr) return from_c(object).is_heap() ? to_c_type(from_c(object).as_object()->type) : nullptr;
  Type& type = type_of(*ts, from_c(object));
  show_type(*ts, type);
  return to_c_type(&type);
}
void(Py_SET_TYPE)(PyObject* object, PyTypeObject* type) {
  if (from_c(object).is_heap()) from_c(object).as_object()->type = reinterpret_cast<Type*>(type);
}
int(Py_IS_TYPE)(PyObject* object, PyTypeObject* type) { return object != nullptr && (Py_TYPE)(object) == type; }
int(PyObject_TypeCheck)(PyObject* object, PyTypeObject* type) {
  if (object == nullptr || type == nullptr) return 0;
  PyTypeObject* own = (Py_TYPE)(object);
  return own == type || (own != nullptr && PyType_IsSubtype(own, type));
}
int(Py_Is)(PyObject* x, PyObject* y) { return x == y; }
int(Py_IsNone)(PyObject* x) { return from_c(x).is_none(); }
int(Py_IsTrue)(PyObject* x) { return from_c(x).is_true(); }
int(Py_IsFalse)(PyObject* x) { return from_c(x).is_false(); }

// What cpython/values.h says of the words is what Value does.
static_assert(Value::none().bits() == PYEMB_FIRST_CONSTANT + 4 * PYEMB_NONE && Value::false_().bits() == PYEMB_FIRST_CONSTANT + 4 * PYEMB_FALSE);
static_assert(Value::true_().bits() == PYEMB_FIRST_CONSTANT + 4 * PYEMB_TRUE && Value::ellipsis().bits() == PYEMB_FIRST_CONSTANT + 4 * PYEMB_ELLIPSIS);
static_assert(Value::not_implemented().bits() == PYEMB_FIRST_CONSTANT + 4 * PYEMB_NOT_IMPLEMENTED);
static_assert(Value::from_int(-3).bits() == (~uint64_t{2} << 2 | PYEMB_INT_TAG) && Value::kMaxInt == (int64_t{1} << 61) - 1);
static_assert(Value::encode_float(-2.5) == std::rotl(std::bit_cast<uint64_t>(-2.5) - PYEMB_FLOAT_BIAS, 4) && Value::fits_float(0x1p-255));
static_assert(offsetof(PyObject, ob_refcnt) == offsetof(Object, refcount) && sizeof(PyObject) == sizeof(Object));

PyObject*(PyEmb_Constant)(int which) {
  switch (which) {
    case PYEMB_NONE: return to_c(Value::none());
    case PYEMB_FALSE: return to_c(Value::false_());
    case PYEMB_TRUE: return to_c(Value::true_());
    case PYEMB_ELLIPSIS: return to_c(Value::ellipsis());
    case PYEMB_NOT_IMPLEMENTED: return to_c(Value::not_implemented());
    default: return nullptr;
  }
}

namespace {

/// Of an int: how many digits of 30 bits it has, negative for a negative one.
Py_ssize_t digits_of(Value number) {
  auto digits = static_cast<Py_ssize_t>((int_bit_length(number) + 29) / 30);
  return int_sign(number) < 0 ? -digits : digits;
}

}  // namespace

Py_ssize_t(Py_SIZE)(PyObject* object) {
  Value value = from_c(object);
  if (is_any_int(value)) return digits_of(value);
  if (!value.is_heap()) return 0;
  if (is<List>(value)) return as<List>(value).size;
  if (is<ByteArray>(value)) return as<ByteArray>(value).size;
  if (!value.as_object()->type->has_flag(Type::kVarSized)) return 0;
  return static_cast<VarObject*>(value.as_object())->size;
}
void(Py_SET_SIZE)(PyVarObject* object, Py_ssize_t size) {
  Value value = from_c(reinterpret_cast<PyObject*>(object));
  if (!value.is_heap()) return;
  if (is<List>(value)) {
    as<List>(value).size = size;
  } else if (value.as_object()->type->has_flag(Type::kVarSized)) {
    static_cast<VarObject*>(value.as_object())->size = size;
  }
}

// -- attributes ----------------------------------------------------------------------------------------------------------------

PyObject* PyObject_GetAttr(PyObject* object, PyObject* name) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    Value key = TRY(expect_value(api, name));
    return get_attr(api, value, key);
  });
}
PyObject* PyObject_GetAttrString(PyObject* object, const char* name) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    Own<Str> key = TRY(expect_name(api, name));
    return get_attr(api, value, key);
  });
}
int PyObject_SetAttr(PyObject* object, PyObject* name, PyObject* value) {
  return api_int([&](Api api) -> Status {
    Value target = TRY(expect_value(api, object));
    Value key = TRY(expect_value(api, name));
    return set_attr(api, target, key, from_c(value));  // NULL deletes
  });
}
int PyObject_SetAttrString(PyObject* object, const char* name, PyObject* value) {
  return api_int([&](Api api) -> Status {
    Value target = TRY(expect_value(api, object));
    Own<Str> key = TRY(expect_name(api, name));
    return set_attr(api, target, key, from_c(value));
  });
}
int PyObject_HasAttr(PyObject* object, PyObject* name) {
  return api_quiet(0, [&](Api api) -> Result<bool> {
    Value value = TRY(expect_value(api, object));
    Value key = TRY(expect_value(api, name));
    Ref found = TRY(find_attr(api, value, key));
    return !found.is_absent();
  });
}
int PyObject_HasAttrString(PyObject* object, const char* name) {
  return api_quiet(0, [&](Api api) -> Result<bool> {
    Value value = TRY(expect_value(api, object));
    Own<Str> key = TRY(expect_name(api, name));
    Ref found = TRY(find_attr(api, value, key));
    return !found.is_absent();
  });
}
int _PyObject_LookupAttr(PyObject* object, PyObject* name, PyObject** result) {
  return api_truth([&](Api api) -> Result<bool> {
    if (result == nullptr) return raise_null(api);
    *result = nullptr;
    Value value = TRY(expect_value(api, object));
    Value key = TRY(expect_value(api, name));
    Ref found = TRY(find_attr(api, value, key));
    if (found.is_absent()) return false;
    *result = to_c(std::move(found));
    return true;
  });
}

PyObject* PyObject_GenericGetAttr(PyObject* object, PyObject* name) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    Value key = TRY(expect_value(api, name));
    return generic_get_attr(api, value, key);
  });
}
int PyObject_GenericSetAttr(PyObject* object, PyObject* name, PyObject* value) {
  return api_int([&](Api api) -> Status {
    Value target = TRY(expect_value(api, object));
    Value key = TRY(expect_value(api, name));
    return generic_set_attr(api, target, key, from_c(value));
  });
}
PyObject* PyObject_GenericGetDict(PyObject* object, void*) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    Value dict = value.is_heap() ? TRY(instance_dict(api, value.as_object())) : Value::null();
    if (dict.is_null()) return raise(api, Exc::kAttributeError, "This object has no __dict__");
    return Ref::copy(dict);
  });
}
int PyObject_GenericSetDict(PyObject* object, PyObject* dict, void*) {
  return api_int([&](Api api) -> Status {
    Value value = TRY(expect_value(api, object));
    Value old = value.is_heap() ? TRY(instance_dict(api, value.as_object())) : Value::null();
    if (old.is_null()) return raise(api, Exc::kAttributeError, "This object has no __dict__");
    if (dict == nullptr) return raise(api, Exc::kTypeError, "cannot delete __dict__");
    if (!is_c<Dict>(dict)) {
      return raise(api, Exc::kTypeError, "__dict__ must be set to a dictionary, not a '%.200s'", type_name(api, from_c(dict)));
    }
    return set_instance_dict(api, value.as_object(), from_c(dict));
  });
}
PyObject* PyObject_SelfIter(PyObject* object) { return (Py_NewRef)(object); }

// -- text, comparison, hash, truth -----------------------------------------------------------------------------------------------

namespace {

/// repr() and its like show NULL as "<NULL>".
template <Result<Own<Str>> (*Show)(ThreadState&, Value)>
Result<Ref> show(Api api, PyObject* object) {
  if (object == nullptr) return new_str(api, "<NULL>");
  return Show(api, from_c(object));
}

Result<Compare> expect_operator(Api api, int op) {
  if (op < Py_LT || op > Py_GE) return raise_bad_call(api);
  return static_cast<Compare>(op);
}
static_assert(static_cast<int>(Compare::kLt) == Py_LT && static_cast<int>(Compare::kLe) == Py_LE && static_cast<int>(Compare::kEq) == Py_EQ);
static_assert(static_cast<int>(Compare::kNe) == Py_NE && static_cast<int>(Compare::kGt) == Py_GT && static_cast<int>(Compare::kGe) == Py_GE);

}  // namespace

PyObject* PyObject_Repr(PyObject* object) {
  return api_object([&](Api api) { return show<repr>(api, object); });
}
PyObject* PyObject_Str(PyObject* object) {
  return api_object([&](Api api) { return show<to_str>(api, object); });
}
PyObject* PyObject_ASCII(PyObject* object) {
  return api_object([&](Api api) { return show<ascii>(api, object); });
}
PyObject* PyObject_Bytes(PyObject* object) {
  return api_object([&](Api api) -> Result<Ref> {
    if (object == nullptr) return new_bytes(api, "<NULL>");
    if (is_exactly_c(object, TypeId::kBytes)) return Ref::copy(from_c(object));
    Ref made = TRY(call_special(api, from_c(object), api.ts.names().dunder_bytes));
    if (made.is_absent()) return bytes_from_object(api, from_c(object));
    if (is<Bytes>(made)) return made;
    return raise(api, Exc::kTypeError, "__bytes__ returned non-bytes (type %.200s)", type_name(api, made));
  });
}
PyObject* PyObject_RichCompare(PyObject* left, PyObject* right, int op) {
  return api_object([&](Api api) -> Result<Ref> {
    Value a = TRY(expect_value(api, left));
    Value b = TRY(expect_value(api, right));
    Compare which = TRY(expect_operator(api, op));
    return compare(api, a, b, which);
  });
}
int PyObject_RichCompareBool(PyObject* left, PyObject* right, int op) {
  return api_truth([&](Api api) -> Result<bool> {
    Value a = TRY(expect_value(api, left));
    Value b = TRY(expect_value(api, right));
    Compare which = TRY(expect_operator(api, op));
    return compare_bool(api, a, b, which);
  });
}
Py_hash_t PyObject_Hash(PyObject* object) {
  return api_number<Py_hash_t>(-1, [&](Api api) -> Result<int64_t> {
    Value value = TRY(expect_value(api, object));
    return hash(api, value);
  });
}
Py_hash_t PyObject_HashNotImplemented(PyObject* object) {
  return api_number<Py_hash_t>(-1, [&](Api api) -> Result<int64_t> {
    Value value = TRY(expect_value(api, object));
    return hash_unhashable(api, value);
  });
}
int PyObject_IsTrue(PyObject* object) {
  return api_truth([&](Api api) -> Result<bool> {
    Value value = TRY(expect_value(api, object));
    return truth(api, value);
  });
}
int PyObject_Not(PyObject* object) {
  return api_truth([&](Api api) -> Result<bool> {
    Value value = TRY(expect_value(api, object));
    bool answer = TRY(truth(api, value));
    return !answer;
  });
}
int PyCallable_Check(PyObject* object) {
  ThreadState* ts = current_thread();
  return ts != nullptr && object != nullptr && is_callable(*ts, from_c(object));
}
PyObject* PyObject_Dir(PyObject* object) {
  return api_object([&](Api api) -> Result<Ref> {
    if (object != nullptr) return dir(api, from_c(object));
    PyObject* locals = PyEval_GetLocals();
    if (locals == nullptr) return raise(api, Exc::kSystemError, "frame does not exist");
    Ref keys = TRY(call_method_of(api, from_c(locals), Value::from_object(api.ts.names().keys)));
    Own<List> names = TRY(to_list(api, keys));
    TRY(list_sort(api, *names, Value::null(), false));
    return names;
  });
}
void PyObject_ClearWeakRefs(PyObject* object) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || !from_c(object).is_heap()) return;
  Object* dying = from_c(object).as_object();
  if (dying->has(Object::kHasWeakrefs)) clear_weakrefs(*ts, dying);
}

// -- repr() of what contains itself ---------------------------------------------------------------------------------------------

int Py_ReprEnter(PyObject* object) {
  return api_truth([&](Api api) -> Result<bool> {
    Value value = TRY(expect_value(api, object));
    if (api.ts.repr_running.is_null()) api.ts.repr_running = Ref(TRY(new_list(api))).release();
    List& running = as<List>(api.ts.repr_running);
    for (Value entry : running.span()) {
      if (entry == value) return true;
    }
    TRY(list_append(api, running, Ref::copy(value)));
    return false;
  });
}
void Py_ReprLeave(PyObject* object) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || ts->repr_running.is_null()) return;
  List& running = as<List>(ts->repr_running);
  for (int64_t i = running.size - 1; i >= 0; --i) {
    if (!(running.at(i) == from_c(object))) continue;
    Ref dropped = list_take(*ts, running, i);
    return;
  }
}
