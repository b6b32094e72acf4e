// SPDX-License-Identifier: MIT
#pragma once

// Failures as values: Error (an exception of Python, structured), Result<T> (a value or an Error), Status (how a step of the start ended).
//
// While a handle's operations run, no exception stays pending: what goes wrong is taken off the thread and into the Error of the Result. With C++
// exceptions in the host there is a throwing face too: Result::value() throws pyemb::Exception, which carries the Error. Since 0.1.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "object.hpp"

#if defined(__cpp_exceptions)
#include <exception>
#define PYEMB_HOST_THROWS 1
#else
#define PYEMB_HOST_THROWS 0
#endif

namespace pyemb {
inline namespace api {

/// One line of a traceback, outermost call first. Lines count from 1, columns from 0 in bytes of UTF-8; -1: not known.
struct Frame {
  std::string file;
  std::string function;
  int line = -1;
  int end_line = -1;
  int column = -1;
  int end_column = -1;
};

/// An exception: owns it, and says what it is. Copies share it. Used as a handle is: by an attached thread, before the interpreter ends.
class Error {
 public:
  explicit Error(Object exception) : exception_(std::move(exception)) {}
  /// Something that went wrong outside Python.
  explicit Error(std::string message) : plain_(std::move(message)) {}
  /// A new exception: `Error::of(PyExc_ValueError, "too large")`.
  static Error of(PyObject* type, std::string_view message);
  /// Takes the pending exception off the thread.
  static Error take() {
    if (PyObject* exception = PyErr_GetRaisedException()) return Error(Object::steal(exception));
    return Error(std::string(_PyThreadState_UncheckedGet() == nullptr ? "no thread state is attached to the thread" : "failed without an exception"));
  }

  /// The exception object; empty when it happened outside Python.
  const Object& exception() const { return exception_; }
  /// Whether it is an instance of this class: `error.is(PyExc_KeyError)`.
  bool is(PyObject* type) const { return exception_ && PyErr_GivenExceptionMatches(exception_.raw(), type) != 0; }
  /// The name of its class, and what str() of it says.
  std::string type() const { return exception_ ? exception_.type_name() : std::string("SystemError"); }
  std::string message() const;
  /// What add_note() has added.
  std::vector<std::string> notes() const;
  /// Where it was raised and what led there.
  std::vector<Frame> frames() const;
  /// `raise ... from cause`; and the exception that was being handled, unless it is suppressed.
  std::optional<Error> cause() const { return linked(&PyException_GetCause); }
  std::optional<Error> context() const;
  /// All of it as Python shows it, traceback and causes included.
  std::string text() const;
  /// The exit status that a SystemExit asks for; nullopt for other exceptions. The library itself never ends a process.
  std::optional<int> exit_status() const;

  /// Makes it the pending exception of the thread, as a function of the C ABI leaves it behind.
  void raise() && {
    if (exception_) return PyErr_SetRaisedException(exception_.release());
    PyErr_SetString(PyExc_SystemError, plain_.c_str());
  }

 private:
  std::optional<Error> linked(PyObject* (*get)(PyObject*)) const {
    PyObject* other = exception_ ? get(exception_.raw()) : nullptr;
    if (other == nullptr || Py_IsNone(other)) return std::nullopt;
    return Error(Object::steal(other));
  }
  Object exception_;
  std::string plain_;
};

#if PYEMB_HOST_THROWS
/// What Result::value() throws. Escaping from a bound function it becomes the Python exception again.
class Exception : public std::exception {
 public:
  explicit Exception(Error error) : error_(std::move(error)), what_(error_.type() + ": " + error_.message()) {}
  const char* what() const noexcept override { return what_.c_str(); }
  const Error& error() const { return error_; }

 private:
  Error error_;
  std::string what_;
};
#endif

namespace detail {

/// What every Result has but the value.
template <class Stored>
class ResultBase {
 public:
  explicit operator bool() const { return state_.index() == 0; }
  bool has_value() const { return state_.index() == 0; }
  /// Only of a failed one.
  const Error& error() const& { return *std::get_if<1>(&state_); }
  Error&& error() && { return std::move(*std::get_if<1>(&state_)); }

 protected:
  explicit ResultBase(Stored value) : state_(std::in_place_index<0>, std::move(value)) {}
  explicit ResultBase(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
  Stored& stored() { return *std::get_if<0>(&state_); }
  const Stored& stored() const { return *std::get_if<0>(&state_); }
#if PYEMB_HOST_THROWS
  void check() const {
    if (!has_value()) throw Exception(error());
  }
#endif

 private:
  std::variant<Stored, Error> state_;
};

}  // namespace detail

/// A value or an Error. `*result` and `result->` are only for one that has a value; value() throws where the host has exceptions.
template <class T>
class [[nodiscard]] Result : public detail::ResultBase<T> {
  using Base = detail::ResultBase<T>;

 public:
  using value_type = T;
  Result(T value) : Base(std::move(value)) {}
  Result(Error error) : Base(std::move(error)) {}

  T& operator*() & { return Base::stored(); }
  const T& operator*() const& { return Base::stored(); }
  T&& operator*() && { return std::move(Base::stored()); }
  T* operator->() { return &Base::stored(); }
  const T* operator->() const { return &Base::stored(); }
  template <class U>
  T value_or(U&& other) const& {
    return Base::has_value() ? Base::stored() : static_cast<T>(std::forward<U>(other));
  }
  template <class U>
  T value_or(U&& other) && {
    return Base::has_value() ? std::move(Base::stored()) : static_cast<T>(std::forward<U>(other));
  }
#if PYEMB_HOST_THROWS
  T& value() & { return Base::check(), Base::stored(); }
  T value() && { return Base::check(), std::move(Base::stored()); }
#endif
  /// A Result of what `next` makes of the value.
  template <class F>
  auto then(F&& next) && -> Result<std::invoke_result_t<F, T>> {
    if (!Base::has_value()) return std::move(*this).error();
    return std::forward<F>(next)(std::move(Base::stored()));
  }
};

/// A reference or an Error.
template <class T>
class [[nodiscard]] Result<T&> : public detail::ResultBase<T*> {
  using Base = detail::ResultBase<T*>;

 public:
  using value_type = T&;
  Result(T& value) : Base(&value) {}
  Result(Error error) : Base(std::move(error)) {}
  T& operator*() const { return *Base::stored(); }
  T* operator->() const { return Base::stored(); }
#if PYEMB_HOST_THROWS
  T& value() const { return Base::check(), *Base::stored(); }
#endif
};

/// Success or an Error.
template <>
class [[nodiscard]] Result<void> : public detail::ResultBase<std::monostate> {
  using Base = detail::ResultBase<std::monostate>;

 public:
  using value_type = void;
  Result() : Base(std::monostate()) {}
  Result(Error error) : Base(std::move(error)) {}
#if PYEMB_HOST_THROWS
  void value() const { check(); }
#endif
};

/// An object or an Error; has an object's operations, which pass the error on.
template <>
class [[nodiscard]] Result<Object> : public detail::ResultBase<Object>, public Operations<Result<Object>> {
  using Base = detail::ResultBase<Object>;

 public:
  using value_type = Object;
  Result(Object value) : Base(std::move(value)) {}
  Result(Error error) : Base(std::move(error)) {}
  PyObject* raw() const { return has_value() ? stored().raw() : nullptr; }
  Object& operator*() & { return stored(); }
  const Object& operator*() const& { return stored(); }
  Object&& operator*() && { return std::move(stored()); }
  Object* operator->() { return &stored(); }
  const Object* operator->() const { return &stored(); }
  Object value_or(Object other) const { return has_value() ? stored() : std::move(other); }
#if PYEMB_HOST_THROWS
  Object& value() & { return check(), stored(); }
  Object value() && { return check(), std::move(stored()); }
#endif
};

namespace detail {

/// What a function of the C ABI answered: a new reference, or null with a pending exception.
inline Result<Object> taken(PyObject* answer) {
  if (answer == nullptr) return Error::take();
  return Object::steal(answer);
}
/// 0 or more, or -1 with a pending exception.
inline Result<void> taken_status(int answer) {
  if (answer < 0) return Error::take();
  return {};
}
inline Result<bool> taken_truth(int answer) {
  if (answer < 0) return Error::take();
  return answer != 0;
}
/// The text of a str; null makes nothing of it.
inline Result<std::string> taken_text(PyObject* answer) {
  Object text = Object::steal(answer);
  if (!text) return Error::take();
  Py_ssize_t size = 0;
  const char* utf8 = PyUnicode_AsUTF8AndSize(text.raw(), &size);
  if (utf8 == nullptr) return Error::take();
  return std::string(utf8, static_cast<std::size_t>(size));
}
/// The same where a failure is not worth telling.
inline std::string text_or(PyObject* answer, const char* otherwise) { return taken_text(answer).value_or(std::string(otherwise)); }
inline int int_or(PyObject* answer, int otherwise) {
  Object number = Object::steal(answer);
  if (!number || PyLong_Check(number.raw()) == 0) return PyErr_Clear(), otherwise;
  const long value = PyLong_AsLong(number.raw());
  if (value == -1 && PyErr_Occurred() != nullptr) return PyErr_Clear(), otherwise;
  return static_cast<int>(value);
}

}  // namespace detail

inline Error Error::of(PyObject* type, std::string_view message) {
  Object text = Object::steal(PyUnicode_FromStringAndSize(message.data(), static_cast<Py_ssize_t>(message.size())));
  Object exception = Object::steal(text ? PyObject_CallOneArg(type, text.raw()) : nullptr);
  return exception ? Error(std::move(exception)) : take();
}

inline std::string Error::message() const {
  return exception_ ? detail::text_or(PyObject_Str(exception_.raw()), "<exception str() failed>") : plain_;
}

inline std::vector<std::string> Error::notes() const {
  std::vector<std::string> notes;
  if (!exception_ || !exception_.has_attr("__notes__")) return notes;
  Object list = Object::steal(PyObject_GetAttrString(exception_.raw(), "__notes__"));
  const Py_ssize_t size = list && PyList_Check(list.raw()) != 0 ? PyList_Size(list.raw()) : 0;
  for (Py_ssize_t i = 0; i < size; ++i) notes.push_back(detail::text_or(PyObject_Str(PyList_GetItem(list.raw(), i)), "<note str() failed>"));
  PyErr_Clear();
  return notes;
}

namespace detail {

/// Fills in lines and columns of the instruction that a traceback stands at.
inline void take_position(PyObject* code, PyObject* traceback, Frame& frame) {
  frame.line = int_or(PyObject_GetAttrString(traceback, "tb_lineno"), -1);
  const int instruction = int_or(PyObject_GetAttrString(traceback, "tb_lasti"), -1) / 2;
  Object positions = Object::steal(PyObject_CallMethod(code, "co_positions", nullptr));
  for (int i = 0; positions; ++i) {
    Object position = Object::steal(PyIter_Next(positions.raw()));
    if (!position) break;
    if (i < instruction) continue;
    frame.end_line = int_or(PySequence_GetItem(position.raw(), 1), -1);
    frame.column = int_or(PySequence_GetItem(position.raw(), 2), -1);
    frame.end_column = int_or(PySequence_GetItem(position.raw(), 3), -1);
    break;
  }
  PyErr_Clear();
}

}  // namespace detail

inline std::vector<Frame> Error::frames() const {
  std::vector<Frame> frames;
  Object traceback = Object::steal(exception_ ? PyException_GetTraceback(exception_.raw()) : nullptr);
  while (traceback && !traceback.is_none()) {
    Object frame = Object::steal(PyObject_GetAttrString(traceback.raw(), "tb_frame"));
    Object code = Object::steal(frame ? PyObject_GetAttrString(frame.raw(), "f_code") : nullptr);
    if (!code) break;
    Frame& found = frames.emplace_back();
    found.file = detail::text_or(PyObject_GetAttrString(code.raw(), "co_filename"), "?");
    found.function = detail::text_or(PyObject_GetAttrString(code.raw(), "co_qualname"), "?");
    detail::take_position(code.raw(), traceback.raw(), found);
    traceback = Object::steal(PyObject_GetAttrString(traceback.raw(), "tb_next"));
  }
  PyErr_Clear();
  return frames;
}

inline std::optional<Error> Error::context() const {
  Object suppressed = Object::steal(exception_ ? PyObject_GetAttrString(exception_.raw(), "__suppress_context__") : nullptr);
  if (!suppressed || PyObject_IsTrue(suppressed.raw()) != 0) return PyErr_Clear(), std::nullopt;
  return linked(&PyException_GetContext);
}

inline std::string Error::text() const {
  if (!exception_) return "SystemError: " + plain_ + "\n";
  Result<std::string> text = detail::taken_text(PyEmb_FormatException(exception_.raw()));
  return text ? *text : type() + ": " + message() + "\n";
}

inline std::optional<int> Error::exit_status() const {
  if (!is(PyExc_SystemExit)) return std::nullopt;
  Object code = Object::steal(PyObject_GetAttrString(exception_.raw(), "code"));
  if (!code || code.is_none()) return PyErr_Clear(), 0;
  return detail::int_or(code.release(), 1);
}

/// How a step of the start ended: well, an error with the function and a message, or the wish that the process exits with a code (a command line asked
/// for help). A plain value that needs no interpreter.
class [[nodiscard]] Status {
 public:
  Status() = default;
  static Status failed(std::string message, std::string function = {}) {
    Status status;
    status.failed_ = true;
    status.message_ = std::move(message);
    status.function_ = std::move(function);
    return status;
  }
  static Status exit_with(int code) {
    Status status;
    status.exit_code_ = code;
    return status;
  }
  /// Of the C ABI.
  static Status of(const PyStatus& status) {
    if (PyStatus_IsExit(status) != 0) return exit_with(status.exitcode);
    if (PyStatus_IsError(status) == 0) return {};
    return failed(status.err_msg != nullptr ? status.err_msg : "", status.func != nullptr ? status.func : "");
  }
  explicit operator bool() const { return !failed_ && !exit_code_; }
  bool is_error() const { return failed_; }
  /// The exit code that is asked for, if that is how it ended.
  std::optional<int> exit_code() const { return exit_code_; }
  const std::string& message() const { return message_; }
  const std::string& function() const { return function_; }

 private:
  bool failed_ = false;
  std::optional<int> exit_code_;
  std::string message_;
  std::string function_;
};

}  // namespace api
}  // namespace pyemb
