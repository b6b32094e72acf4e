// SPDX-License-Identifier: MIT
// Exceptions. What is pending on a thread is always an instance; the triples of the older functions are made from it.
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "foreign_call.h"
#include "frontend/source_line.h"
#include "format.h"
#include "modules/paths.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/exception.h"
#include "objects/mounted_file.h"
#include "objects/operations.h"
#include "objects/str.h"
#include "state/names.h"
#include "type_record.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

/// Raises type(value): an instance stays itself, a tuple is the arguments, NULL and None are none.
Status raise_type(Api api, PyObject* type, Value value) {
  if (type == nullptr || !is_exception_class(api, from_c(type))) {
    Own<Str> shown = TRY(type == nullptr ? new_str(api, "<NULL>") : repr(api, from_c(type)));
    return raise(api, Exc::kSystemError, "%s: exception %s is not a BaseException subclass", api.function, Utf8(api, *shown).c_str());
  }
  Type& cls = as<Type>(from_c(type));
  api.ts.clear_pending();  // what follows may run Python code
  if (!value.is_null() && is_exception(value)) {
    bool fits = TRY(is_instance(api, value, from_c(type)));
    if (fits) return raise_object(api, Ref::copy(value));
  }
  Ref made;
  if (value.is_null() || value.is_none()) {
    made = TRY(call(api, from_c(type)));
  } else if (is<Tuple>(value)) {
    made = TRY(call_with(api, from_c(type), value, Value::null()));
  } else {
    made = TRY(call(api, from_c(type), value));
  }
  if (is_exception(made)) return raise_object(api, std::move(made));
  return raise(api, Exc::kTypeError, "calling %s should have returned an instance of BaseException, not %s", type_name(cls), type_name(api, made));
}

Ref take_text(Result<Own<Str>> text) { return text.raised() ? Ref() : Ref(text.take()); }

}  // namespace

// -- setting ---------------------------------------------------------------------------------------------------------------------

void PyErr_SetObject(PyObject* type, PyObject* value) {
  api_void([&](Api api) { return raise_type(api, type, from_c(value)); });
}
void PyErr_SetNone(PyObject* type) {
  api_void([&](Api api) { return raise_type(api, type, Value::null()); });
}
void PyErr_SetString(PyObject* type, const char* text) {
  api_void([&](Api api) -> Status {
    TRY(expect_text(api, text));
    Ref message = Ref::steal(from_c(PyUnicode_FromString(text)));
    if (!message) api.ts.clear_pending();  // a text that is not UTF-8 is left out
    return raise_type(api, type, message);
  });
}
PyObject* PyErr_FormatV(PyObject* type, const char* format, va_list arguments) {
  api_void([&](Api api) -> Status {
    TRY(expect_text(api, format));
    api.ts.clear_pending();  // the arguments are made into text by code that may run Python
    FormatArguments list(arguments);
    Ref message = TRY(format_text(api, format, list));
    return raise_type(api, type, message);
  });
  return nullptr;
}
PyObject* PyErr_Format(PyObject* type, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  PyErr_FormatV(type, format, arguments);
  va_end(arguments);
  return nullptr;
}
PyObject* _PyErr_FormatFromCause(PyObject* type, const char* format, ...) {
  PyObject* cause = PyErr_GetRaisedException();
  va_list arguments;
  va_start(arguments, format);
  PyErr_FormatV(type, format, arguments);
  va_end(arguments);
  PyObject* raised = PyErr_GetRaisedException();
  if (raised != nullptr && cause != nullptr) {
    PyException_SetContext(raised, Py_NewRef(cause));
    PyException_SetCause(raised, Py_NewRef(cause));
  }
  Py_XDECREF(cause);
  PyErr_SetRaisedException(raised);
  return nullptr;
}

int PyErr_BadArgument(void) {
  api_void([&](Api api) -> Status { return raise(api, Exc::kTypeError, "bad argument type for built-in operation"); });
  return 0;
}
void(PyErr_BadInternalCall)(void) {
  api_void([&](Api api) -> Status { return raise(api, Exc::kSystemError, "bad argument to internal function"); });
}
void _PyErr_BadInternalCall(const char* file, int line) {
  api_void([&](Api api) -> Status { return raise(api, Exc::kSystemError, "%s:%d: bad argument to internal function", file, line); });
}
PyObject* PyErr_NoMemory(void) {
  api_void([&](Api api) -> Status { return raise_no_memory(api); });
  return nullptr;
}

// -- OSError, ImportError ----------------------------------------------------------------------------------------------------------

namespace {

/// type(errno, strerror, filename, None, filename2)
Status raise_errno(Api api, PyObject* type, int error, Value file, Value file2) {
  if (error == EINTR && PyErr_CheckSignals() != 0) return Raised{};
  Own<Str> message = TRY(new_str(api, std::strerror(error)));
  Value number = Value::from_int(error);
  Own<Tuple> args;
  if (file.is_null()) {
    args = TRY(new_tuple_of(api, number, message));
  } else if (file2.is_null()) {
    args = TRY(new_tuple_of(api, number, message, file));
  } else {
    args = TRY(new_tuple_of(api, number, message, file, Value::none(), file2));
  }
  return raise_type(api, type, args);
}

}  // namespace

PyObject* PyErr_SetFromErrnoWithFilenameObjects(PyObject* type, PyObject* file, PyObject* file2) {
  int error = errno;
  api_void([&](Api api) { return raise_errno(api, type, error, from_c(file), from_c(file2)); });
  return nullptr;
}
PyObject* PyErr_SetFromErrnoWithFilenameObject(PyObject* type, PyObject* file) { return PyErr_SetFromErrnoWithFilenameObjects(type, file, nullptr); }
PyObject* PyErr_SetFromErrno(PyObject* type) { return PyErr_SetFromErrnoWithFilenameObjects(type, nullptr, nullptr); }
PyObject* PyErr_SetFromErrnoWithFilename(PyObject* type, const char* file) {
  int error = errno;
  api_void([&](Api api) -> Status {
    Ref name;
    if (file != nullptr) name = TRY(decode_file_name(api, file));
    return raise_errno(api, type, error, name, Value::null());
  });
  return nullptr;
}

PyObject* PyErr_SetImportErrorSubclass(PyObject* type, PyObject* message, PyObject* name, PyObject* path) {
  api_void([&](Api api) -> Status {
    if (type == nullptr || !is_exception_class(api, from_c(type)) || !is_subtype(as<Type>(from_c(type)), core_type(api, Exc::kImportError))) {
      return raise(api, Exc::kTypeError, "expected a subclass of ImportError");
    }
    if (message == nullptr) return raise(api, Exc::kTypeError, "expected a message argument");
    Own<Str> name_key = TRY(intern(api, "name"));
    Own<Str> path_key = TRY(intern(api, "path"));
    Own<Tuple> names = TRY(new_tuple_of(api, name_key, path_key));
    const Value args[] = {from_c(message), name != nullptr ? from_c(name) : Value::none(), path != nullptr ? from_c(path) : Value::none()};
    Ref made = TRY(call(api, from_c(type), CallArgs{args, 1, names}));
    return raise_type(api, type, made);
  });
  return nullptr;
}
PyObject* PyErr_SetImportError(PyObject* message, PyObject* name, PyObject* path) {
  return PyErr_SetImportErrorSubclass(PyExc_ImportError, message, name, path);
}

// -- asking -----------------------------------------------------------------------------------------------------------------------

PyObject* PyErr_Occurred(void) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || !ts->has_pending()) return nullptr;
  Type& type = type_of(*ts, ts->pending);
  show_type(*ts, type);
  return to_c(&type);
}
void PyErr_Clear(void) {
  if (ThreadState* ts = current_thread()) ts->clear_pending();
}
int PyErr_GivenExceptionMatches(PyObject* given, PyObject* expected) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || given == nullptr || expected == nullptr) return 0;
  if (is_c<Tuple>(expected)) {
    for (Value entry : as<Tuple>(from_c(expected)).span()) {
      if (PyErr_GivenExceptionMatches(given, to_c(entry)) != 0) return 1;
    }
    return 0;
  }
  Value cls = is_exception(from_c(given)) ? Value::from_object(&type_of(*ts, from_c(given))) : from_c(given);
  if (is_exception_class(*ts, cls) && is_exception_class(*ts, from_c(expected))) return is_subtype(as<Type>(cls), as<Type>(from_c(expected)));
  return cls == from_c(expected);
}
int PyErr_ExceptionMatches(PyObject* expected) { return PyErr_GivenExceptionMatches(PyErr_Occurred(), expected); }

int(PyExceptionClass_Check)(PyObject* object) {
  ThreadState* ts = current_thread();
  return ts != nullptr && object != nullptr && is_exception_class(*ts, from_c(object));
}
int(PyExceptionInstance_Check)(PyObject* object) { return object != nullptr && is_exception(from_c(object)); }
const char* PyExceptionClass_Name(PyObject* type) { return is_c<Type>(type) ? type_name(as<Type>(from_c(type))) : "?"; }

// -- taking and putting back -----------------------------------------------------------------------------------------------------------

PyObject* PyErr_GetRaisedException(void) {
  ThreadState* ts = current_thread();
  return ts == nullptr ? nullptr : to_c(ts->take_pending());
}
void PyErr_SetRaisedException(PyObject* exception) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return;
  Ref old = ts->take_pending();
  ts->pending = from_c(exception);
}

namespace {

PyObject* new_or_null(Value value) { return value.is_null() || value.is_none() ? nullptr : to_c(Ref::copy(value)); }

}  // namespace

void PyErr_Fetch(PyObject** type, PyObject** value, PyObject** traceback) {
  if (type == nullptr || value == nullptr || traceback == nullptr) return;
  *type = *value = *traceback = nullptr;
  ThreadState* ts = current_thread();
  if (ts == nullptr || !ts->has_pending()) return;
  Ref exception = ts->take_pending();
  Type& of_exception = type_of(*ts, exception);
  show_type(*ts, of_exception);
  *type = to_c(Ref::copy(static_cast<Object*>(&of_exception)));
  *traceback = new_or_null(exception.as<Exception>()->traceback);
  *value = to_c(std::move(exception));
}
void PyErr_Restore(PyObject* type, PyObject* value, PyObject* traceback) {
  Ref owned_type = Ref::steal(from_c(type));
  Ref owned_value = Ref::steal(from_c(value));
  Ref owned_traceback = Ref::steal(from_c(traceback));
  ThreadState* ts = current_thread();
  if (ts == nullptr) return;
  ts->clear_pending();
  if (type == nullptr) return;
  if (owned_value && is_exception(owned_value)) {
    ts->pending = owned_value.release();
  } else {
    api_void([&](Api api) -> Status {
      TRY(raise_type(api, type, owned_value));
      return {};
    });
  }
  if (ts->has_pending()) set_traceback(as<Exception>(ts->pending), owned_traceback);
}
void PyErr_NormalizeException(PyObject** type, PyObject** value, PyObject** traceback) {
  if (type == nullptr || value == nullptr || *type == nullptr || (*value != nullptr && is_exception(from_c(*value)))) return;
  ThreadState* ts = current_thread();
  if (ts == nullptr) return;
  Ref outer = ts->take_pending();
  PyErr_Restore(*type, *value, nullptr);
  PyObject* made_traceback = nullptr;
  PyErr_Fetch(type, value, &made_traceback);
  if (*traceback == nullptr) {
    *traceback = made_traceback;
  } else {
    Py_XDECREF(made_traceback);
  }
  ts->pending = outer.release();
}
void _PyErr_ChainExceptions(PyObject* type, PyObject* value, PyObject* traceback) {
  if (type == nullptr) return;
  PyObject* later = PyErr_GetRaisedException();
  PyErr_Restore(type, value, traceback);
  if (later == nullptr) return;
  PyObject* earlier = PyErr_GetRaisedException();
  PyException_SetContext(later, earlier);
  PyErr_SetRaisedException(later);
}

PyObject* PyErr_GetHandledException(void) {
  ThreadState* ts = current_thread();
  return ts == nullptr ? nullptr : new_or_null(handled_exception(*ts));
}
void PyErr_SetHandledException(PyObject* exception) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return;
  Ref old = Ref::steal(std::exchange(ts->handled->exception, Ref::copy(from_c(exception)).release()));
}
void PyErr_GetExcInfo(PyObject** type, PyObject** value, PyObject** traceback) {
  if (type == nullptr || value == nullptr || traceback == nullptr) return;
  *value = PyErr_GetHandledException();
  *type = *value == nullptr ? nullptr : Py_NewRef(reinterpret_cast<PyObject*>(Py_TYPE(*value)));
  *traceback = *value == nullptr ? nullptr : new_or_null(as<Exception>(from_c(*value)).traceback);
}
void PyErr_SetExcInfo(PyObject* type, PyObject* value, PyObject* traceback) {
  PyErr_SetHandledException(value);
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(traceback);
}

// -- exceptions as objects ---------------------------------------------------------------------------------------------------------

namespace {

Exception* exception_of(PyObject* object) { return object != nullptr && is_exception(from_c(object)) ? &as<Exception>(from_c(object)) : nullptr; }

}  // namespace

PyObject* PyException_GetTraceback(PyObject* object) {
  Exception* exception = exception_of(object);
  return exception == nullptr ? nullptr : new_or_null(exception->traceback);
}
int PyException_SetTraceback(PyObject* object, PyObject* traceback) {
  return api_int([&](Api api) -> Status {
    Exception* exception = exception_of(object);
    if (exception == nullptr) return raise_bad_call(api);
    if (traceback == nullptr) return raise(api, Exc::kTypeError, "__traceback__ may not be deleted");
    if (!from_c(traceback).is_none() && !is_exactly_c(traceback, TypeId::kTraceback)) {
      return raise(api, Exc::kTypeError, "__traceback__ must be a traceback or None");
    }
    set_traceback(*exception, from_c(traceback));
    return {};
  });
}
PyObject* PyException_GetCause(PyObject* object) {
  Exception* exception = exception_of(object);
  return exception == nullptr ? nullptr : new_or_null(exception->cause);
}
void PyException_SetCause(PyObject* object, PyObject* cause) {
  Ref owned = Ref::steal(from_c(cause));
  if (Exception* exception = exception_of(object)) set_cause(*exception, owned);
}
PyObject* PyException_GetContext(PyObject* object) {
  Exception* exception = exception_of(object);
  return exception == nullptr ? nullptr : new_or_null(exception->context);
}
void PyException_SetContext(PyObject* object, PyObject* context) {
  Ref owned = Ref::steal(from_c(context));
  if (Exception* exception = exception_of(object)) set_context(*exception, owned);
}

PyObject* PyErr_NewExceptionWithDoc(const char* name, const char* doc, PyObject* base, PyObject* dict) {
  return api_object([&](Api api) -> Result<Ref> {
    const char* dot = name != nullptr ? std::strrchr(name, '.') : nullptr;
    if (dot == nullptr) return raise(api, Exc::kSystemError, "PyErr_NewException: name must be module.class");
    if (dict != nullptr && !is_c<Dict>(dict)) return raise_bad_call(api);
    Own<Dict> space = dict != nullptr ? Own<Dict>::copy(&as<Dict>(from_c(dict))) : TRY(new_dict(api));
    if (dict_get(api, *space, api.ts.names().dunder_module).is_null()) {
      Own<Str> module = TRY(new_str(api, std::string_view(name, static_cast<size_t>(dot - name))));
      TRY(dict_set(api, *space, Value::from_object(api.ts.names().dunder_module), module));
    }
    if (doc != nullptr) {
      Own<Str> text = TRY(new_str(api, doc));
      TRY(dict_set(api, *space, Value::from_object(api.ts.names().dunder_doc), text));
    }
    Value parent = base != nullptr ? from_c(base) : Value::from_object(&core_type(api, Exc::kException));
    Own<Tuple> bases = is<Tuple>(parent) ? Own<Tuple>::copy(&as<Tuple>(parent)) : TRY(new_tuple_of(api, parent));
    Own<Str> short_name = TRY(intern(api, dot + 1));
    return call(api, Value::from_object(&core_type(api, TypeId::kType)), short_name, bases, space);
  });
}
PyObject* PyErr_NewException(const char* name, PyObject* base, PyObject* dict) { return PyErr_NewExceptionWithDoc(name, nullptr, base, dict); }

void PyErr_WriteUnraisable(PyObject* where) {
  ThreadState* ts = current_thread();
  if (ts != nullptr && ts->has_pending()) report_unraisable(*ts, nullptr, from_c(where));
}

// -- where a SyntaxError is --------------------------------------------------------------------------------------------------------

namespace {

/// The place of the pending SyntaxError, as far as nobody has said yet.
Status set_place(Api api, Value file, int line, int column, int end_line, int end_column) {
  if (!api.ts.has_pending()) return {};
  Ref exception = api.ts.take_pending();
  const auto number = [](int n) { return n == -1 ? Value::none() : Value::from_int(n); };
  Status well = {};
  if (is_exception(exception)) {
    well = set_attr(api, exception, "lineno", Value::from_int(line));
    if (!well.raised()) well = set_attr(api, exception, "offset", number(column));
    if (!well.raised()) well = set_attr(api, exception, "end_lineno", number(end_line));
    if (!well.raised()) well = set_attr(api, exception, "end_offset", number(end_column));
    if (!well.raised() && !file.is_null()) well = set_attr(api, exception, "filename", file);
    PyObject* text = well.raised() || file.is_null() ? nullptr : PyErr_ProgramTextObject(to_c(file), line);
    if (text != nullptr) well = set_attr(api, exception, "text", from_c(text));
    Py_XDECREF(text);
  }
  api.ts.clear_pending();
  api.ts.pending = exception.release();
  return {};
}

}  // namespace

void PyErr_RangedSyntaxLocationObject(PyObject* file, int line, int column, int end_line, int end_column) {
  api_void([&](Api api) { return set_place(api, from_c(file), line, column, end_line, end_column); });
}
void PyErr_SyntaxLocationObject(PyObject* file, int line, int column) { PyErr_RangedSyntaxLocationObject(file, line, column, line, -1); }
void PyErr_SyntaxLocationEx(const char* file, int line, int column) {
  api_void([&](Api api) -> Status {
    Ref pending = api.ts.take_pending();
    Result<Ref> name = file == nullptr ? Result<Ref>(Ref::none()) : decode_file_name(api, file);
    Ref text = name.raised() ? Ref() : name.take();
    api.ts.clear_pending();
    api.ts.pending = pending.release();
    return set_place(api, text.is_none() ? Value::null() : text.get(), line, column, line, -1);
  });
}
void PyErr_SyntaxLocation(const char* file, int line) { PyErr_SyntaxLocationEx(file, line, -1); }

namespace {

/// A line of a file as text; empty, with nothing raised, where there is none.
Ref line_of(ThreadState& ts, const char* path, int line) {
  if (path == nullptr || line < 1) return Ref();
  TextBuffer there;
  there.append(std::string_view(path, std::strlen(path) + 1));
  if (there.ok() && enter_mount(ts, there) != nullptr) {  // a file of the host
    Ref name = take_text(new_str(ts, path));
    Result<Ref> found = name ? read_source_line(ts, name, line) : Result<Ref>(Ref::none());
    Ref text = found.raised() ? Ref::none() : found.take();
    ts.clear_pending();
    return text.is_none() ? Ref() : std::move(text);
  }
  FILE* file = std::fopen(path, "rb");
  if (file == nullptr) return Ref();
  char buffer[1000];
  int at = 1;
  while (std::fgets(buffer, sizeof buffer, file) != nullptr) {
    bool ends = std::strchr(buffer, '\n') != nullptr;
    if (at == line) {
      std::fclose(file);
      Ref text = take_text(new_str(ts, buffer));
      ts.clear_pending();
      return text;
    }
    at += ends ? 1 : 0;
  }
  std::fclose(file);
  return Ref();
}

}  // namespace

PyObject* PyErr_ProgramText(const char* file, int line) {
  ThreadState* ts = current_thread();
  return ts == nullptr ? nullptr : to_c(line_of(*ts, file, line));
}
PyObject* PyErr_ProgramTextObject(PyObject* file, int line) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || !is_c<Str>(file)) return nullptr;
  return to_c(line_of(*ts, Utf8(*ts, from_c(file)).c_str(), line));
}

// -- formatting without Python objects -------------------------------------------------------------------------------------------------

int PyOS_vsnprintf(char* text, size_t size, const char* format, va_list arguments) {
  if (size > INT_MAX - 8) return -666;
  if (format == nullptr) {
    if (size > 0) text[0] = 0;
    return -1;
  }
  int length = std::vsnprintf(text, size, format, arguments);
  if (size > 0) text[size - 1] = 0;
  return length;
}
int PyOS_snprintf(char* text, size_t size, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = PyOS_vsnprintf(text, size, format, arguments);
  va_end(arguments);
  return length;
}
