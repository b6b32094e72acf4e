// SPDX-License-Identifier: MIT
// Calling.
#include "objects/call.h"

#include <cstring>

#include "build_value.h"
#include "foreign_call.h"
#include "objects/attributes.h"
#include "objects/str.h"
#include "type_record.h"
#include "vm/call.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

/// Positional arguments that must all be there.
Status check_arguments(Api api, PyObject* const* args, size_t count) {
  for (size_t i = 0; i < count; ++i) TRY(expect_value(api, args[i]));
  return {};
}

/// Most callees are functions: they take the short way.
Result<Ref> call_values(Api api, Value callee, CallArgs args) {
  if (LIKELY(is_exactly(callee, TypeId::kFunction))) return call_function(api, callee, args.values, args.count, args.names);
  return call(api, callee, args);
}

Result<Ref> vectorcall(Api api, PyObject* callable, PyObject* const* args, size_t nargsf, PyObject* names) {
  Value callee = TRY(expect_value(api, callable));
  auto count = static_cast<size_t>(PyVectorcall_NARGS(nargsf));
  if (names != nullptr && !is_c<Tuple>(names)) return raise_bad_call(api);
  size_t by_name = names != nullptr ? static_cast<size_t>(as<Tuple>(from_c(names)).size) : 0;
  TRY(check_arguments(api, args, count + by_name));
  return call_values(api, callee, CallArgs{values_of(args), count, by_name > 0 ? from_c(names) : Value::null()});
}

/// callee(*args, **kwargs); both may be NULL.
Result<Ref> call_tuple(Api api, PyObject* callable, PyObject* args, PyObject* kwargs) {
  Value callee = TRY(expect_value(api, callable));
  if (args != nullptr && !is_c<Tuple>(args)) return raise_bad_call(api);
  Value positional = args != nullptr ? from_c(args) : api.ts.interp.empty_tuple;
  return call_with(api, callee, positional, from_c(kwargs));
}

}  // namespace

PyObject* PyObject_CallNoArgs(PyObject* callable) {
  return api_object([&](Api api) { return vectorcall(api, callable, nullptr, 0, nullptr); });
}
PyObject* PyObject_CallOneArg(PyObject* callable, PyObject* argument) {
  return api_object([&](Api api) { return vectorcall(api, callable, &argument, 1, nullptr); });
}
PyObject* PyObject_Vectorcall(PyObject* callable, PyObject* const* args, size_t nargsf, PyObject* names) {
  return api_object([&](Api api) { return vectorcall(api, callable, args, nargsf, names); });
}
PyObject* PyObject_VectorcallDict(PyObject* callable, PyObject* const* args, size_t nargsf, PyObject* kwargs) {
  return api_object([&](Api api) -> Result<Ref> {
    auto count = static_cast<size_t>(PyVectorcall_NARGS(nargsf));
    if (kwargs == nullptr || !is_c<Dict>(kwargs) || as<Dict>(from_c(kwargs)).size == 0) return vectorcall(api, callable, args, count, nullptr);
    TRY(check_arguments(api, args, count));
    Own<Tuple> tuple = TRY(new_tuple(api, std::span<const Value>(values_of(args), count)));
    return call_tuple(api, callable, to_c(tuple.get()), kwargs);
  });
}
PyObject* PyObject_VectorcallMethod(PyObject* name, PyObject* const* args, size_t nargsf, PyObject* names) {
  return api_object([&](Api api) -> Result<Ref> {
    auto count = static_cast<size_t>(PyVectorcall_NARGS(nargsf));
    Value key = TRY(expect_value(api, name));
    if (count < 1) return raise_bad_call(api);
    Value self = TRY(expect_value(api, args[0]));
    bool self_needed = false;
    Ref method = TRY(get_method(api, self, key, &self_needed));
    size_t skip = self_needed ? 0 : 1;
    return vectorcall(api, to_c(method.get()), args + skip, count - skip, names);
  });
}
PyObject* PyObject_CallMethodNoArgs(PyObject* self, PyObject* name) { return PyObject_VectorcallMethod(name, &self, 1, nullptr); }
PyObject* PyObject_CallMethodOneArg(PyObject* self, PyObject* name, PyObject* argument) {
  PyObject* args[] = {self, argument};
  return PyObject_VectorcallMethod(name, args, 2, nullptr);
}
PyObject* PyObject_Call(PyObject* callable, PyObject* args, PyObject* kwargs) {
  return api_object([&](Api api) { return call_tuple(api, callable, args, kwargs); });
}
PyObject* PyObject_CallObject(PyObject* callable, PyObject* args) {
  return api_object([&](Api api) -> Result<Ref> {
    if (args != nullptr && !is_c<Tuple>(args)) return raise(api, Exc::kTypeError, "argument list must be a tuple");
    return call_tuple(api, callable, args, nullptr);
  });
}
PyObject* PyEval_CallObjectWithKeywords(PyObject* callable, PyObject* args, PyObject* kwargs) {
  return api_object([&](Api api) -> Result<Ref> {
    if (args != nullptr && !is_c<Tuple>(args)) return raise(api, Exc::kTypeError, "argument list must be a tuple");
    if (kwargs != nullptr && !is_c<Dict>(kwargs)) return raise(api, Exc::kTypeError, "keyword list must be a dictionary");
    return call_tuple(api, callable, args, kwargs);
  });
}

// -- the vectorcall protocol --------------------------------------------------------------------------------------------------------

vectorcallfunc PyVectorcall_Function(PyObject* callable) {
  Value value = from_c(callable);
  if (!value.is_heap()) return nullptr;
  const Type* described = described_base(*value.as_object()->type);
  if (described == nullptr || record_of(*described).said.tp_vectorcall_offset <= 0) return nullptr;
  return *reinterpret_cast<vectorcallfunc*>(reinterpret_cast<char*>(callable) + record_of(*described).said.tp_vectorcall_offset);
}
PyObject* PyVectorcall_Call(PyObject* callable, PyObject* args, PyObject* kwargs) {
  return api_object([&](Api api) -> Result<Ref> {
    Value callee = TRY(expect_value(api, callable));
    vectorcallfunc function = PyVectorcall_Function(callable);
    if (function == nullptr) {
      if (is<Type>(callee) || described_base(type_of(api, callee)) != nullptr || type_of(api, callee).slots.call == nullptr) {
        return raise(api, Exc::kTypeError, "'%.200s' object does not support vectorcall", type_name(api, callee));
      }
      return call_tuple(api, callable, args, kwargs);  // the functions of this library are all called by vectors
    }
    Tuple* tuple = TRY(expect<Tuple>(api, args));
    SpreadArguments spread(api);
    CallArgs all = {tuple->items(), static_cast<size_t>(tuple->size)};
    if (kwargs != nullptr && is_c<Dict>(kwargs) && as<Dict>(from_c(kwargs)).size > 0) {
      TRY(spread.spread(*tuple, as<Dict>(from_c(kwargs))));
      all = spread.args();
    }
    InC in_c(api);
    return take_object(api, function(callable, objects_of(all.values), all.count, to_c(all.names)), callee);
  });
}

// -- arguments in a list that ends with NULL -----------------------------------------------------------------------------------------

namespace {

/// Collects them, up to the NULL. The buffer starts in place and moves when it is too small.
class ListedArguments {
 public:
  explicit ListedArguments(ThreadState& ts) : heap_(ts.interp.heap) {}
  ~ListedArguments() {
    if (values_ != small_) heap_.release_buffer(values_, capacity_ * sizeof(Value));
  }
  ListedArguments(const ListedArguments&) = delete;
  ListedArguments& operator=(const ListedArguments&) = delete;

  Status take(ThreadState& ts, va_list list) {
    while (PyObject* object = va_arg(list, PyObject*)) {
      if (count_ == capacity_ && !grow()) return raise_no_memory(ts);
      values_[count_++] = from_c(object);
    }
    return {};
  }
  CallArgs args() const { return {values_, count_}; }

 private:
  bool grow() {
    auto* moved = static_cast<Value*>(heap_.allocate_buffer(2 * capacity_ * sizeof(Value)));
    if (moved == nullptr) return false;
    std::memcpy(static_cast<void*>(moved), static_cast<const void*>(values_), count_ * sizeof(Value));
    if (values_ != small_) heap_.release_buffer(values_, capacity_ * sizeof(Value));
    values_ = moved;
    capacity_ *= 2;
    return true;
  }
  Heap& heap_;
  Value small_[8];
  Value* values_ = small_;
  size_t count_ = 0;
  size_t capacity_ = 8;
};

}  // namespace

PyObject* PyObject_CallFunctionObjArgs(PyObject* callable, ...) {
  va_list list;
  va_start(list, callable);
  PyObject* result = api_object([&](Api api) -> Result<Ref> {
    Value callee = TRY(expect_value(api, callable));
    ListedArguments arguments(api);
    TRY(arguments.take(api, list));
    return call(api, callee, arguments.args());
  }, "PyObject_CallFunctionObjArgs");
  va_end(list);
  return result;
}
PyObject* PyObject_CallMethodObjArgs(PyObject* object, PyObject* name, ...) {
  va_list list;
  va_start(list, name);
  PyObject* result = api_object([&](Api api) -> Result<Ref> {
    Value self = TRY(expect_value(api, object));
    Value key = TRY(expect_value(api, name));
    ListedArguments arguments(api);
    TRY(arguments.take(api, list));
    CallArgs args = arguments.args();
    return call_method(api, self, key, std::span<const Value>(args.values, args.count));
  }, "PyObject_CallMethodObjArgs");
  va_end(list);
  return result;
}

// -- arguments by a format -----------------------------------------------------------------------------------------------------------

namespace {

/// A format that makes a tuple gives the arguments, any other one the only argument; an empty one none.
Result<Ref> call_format(Api api, Value callee, const char* format, va_list list, SizeFormat sizes) {
  if (format == nullptr || *format == 0) return call(api, callee);
  FormatRow row;
  FormatArguments plain(list);
  bool fits = row.build_plain(format, plain);
  FormatArguments arguments(list);
  if (!fits) fits = TRY(row.build(api, format, arguments, sizes));
  if (LIKELY(fits)) {
    CallArgs args = row.args();
    if (args.count == 1 && is<Tuple>(args.values[0])) return call_with(api, callee, args.values[0], Value::null());
    return call_values(api, callee, args);
  }
  Ref built = TRY(build_arguments(api, format, arguments, sizes));
  return call_with(api, callee, built, Value::null());
}

Result<Ref> call_method_format(Api api, PyObject* object, const char* name, const char* format, va_list list, SizeFormat sizes) {
  Value self = TRY(expect_value(api, object));
  Own<Str> key = TRY(expect_name(api, name));
  Ref method = TRY(get_attr(api, self, key));
  if (!is_callable(api, method)) return raise(api, Exc::kTypeError, "attribute of type '%.200s' is not callable", type_name(api, method));
  return call_format(api, method, format, list, sizes);
}

}  // namespace

#define CALL_FUNCTION(name, sizes)                                              \
  PyObject* name(PyObject* callable, const char* format, ...) {                 \
    va_list list;                                                               \
    va_start(list, format);                                                     \
    PyObject* result = api_object([&](Api api) -> Result<Ref> {                 \
      Value callee = TRY(expect_value(api, callable));                          \
      return call_format(api, callee, format, list, sizes);                     \
    }, #name);                                                                  \
    va_end(list);                                                               \
    return result;                                                              \
  }
#define CALL_METHOD(name, sizes)                                                                                            \
  PyObject* name(PyObject* object, const char* method, const char* format, ...) {                                           \
    va_list list;                                                                                                           \
    va_start(list, format);                                                                                                 \
    PyObject* result = api_object([&](Api api) { return call_method_format(api, object, method, format, list, sizes); }, #name); \
    va_end(list);                                                                                                           \
    return result;                                                                                                          \
  }
CALL_FUNCTION(PyObject_CallFunction, SizeFormat::kInt)
CALL_FUNCTION(_PyObject_CallFunction_SizeT, SizeFormat::kSize)
CALL_FUNCTION(PyEval_CallFunction, SizeFormat::kInt)
CALL_METHOD(PyObject_CallMethod, SizeFormat::kInt)
CALL_METHOD(_PyObject_CallMethod_SizeT, SizeFormat::kSize)
CALL_METHOD(PyEval_CallMethod, SizeFormat::kInt)
