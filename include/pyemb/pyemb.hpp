// SPDX-License-Identifier: MIT
#pragma once

// pyemb for C++20 hosts: header-only, over the C ABI (Python.h) and nothing else. Works with and without C++ exceptions and RTTI.
//
//     pyemb::Interpreter python(pyemb::Config().executable("game"));
//     if (!python) return complain(python.error());
//     pyemb::Object answer = python.eval("6 * 7");
//     if (!answer) return complain(python.take_error());
//     long long n = answer.to_int().value_or(0);
//
// Errors are values: an operation that failed answers an empty Object (or nullopt), and the exception waits on the interpreter until
// take_error() fetches it. An Object owns one reference; it must not outlive the Interpreter. Everything happens on the thread that
// made the Interpreter. Since 0.1.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "Python.h"

namespace pyemb {
inline namespace api {

/// An owning handle of a Python object, or nothing.
class Object {
 public:
  Object() = default;
  /// Takes over a new reference of the C ABI; null makes an empty handle.
  static Object steal(PyObject* object) { return Object(object); }
  /// Shares a borrowed one.
  static Object share(PyObject* object) {
    Py_IncRef(object);
    return Object(object);
  }
  Object(Object&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Object& operator=(Object&& other) noexcept {
    Py_DecRef(std::exchange(object_, std::exchange(other.object_, nullptr)));
    return *this;
  }
  ~Object() { Py_DecRef(object_); }

  explicit operator bool() const { return object_ != nullptr; }
  PyObject* get() const { return object_; }
  [[nodiscard]] PyObject* release() { return std::exchange(object_, nullptr); }

  /// object.name
  Object attr(const char* name) const { return steal(PyObject_GetAttrString(object_, name)); }
  /// object(arguments...): numbers, texts and Objects.
  template <class... Arguments>
  Object operator()(const Arguments&... arguments) const;

  /// The value in C++; nullopt with an exception waiting if it is of another kind.
  std::optional<long long> to_int() const {
    long long value = PyLong_AsLongLong(object_);
    if (value == -1 && PyErr_Occurred() != nullptr) return std::nullopt;
    return value;
  }
  std::optional<double> to_double() const {
    double value = PyFloat_AsDouble(object_);
    if (value == -1.0 && PyErr_Occurred() != nullptr) return std::nullopt;
    return value;
  }
  /// The text of a str as UTF-8.
  std::optional<std::string> to_string() const {
    Py_ssize_t size = PyEmb_UnicodeToUTF8(object_, nullptr, 0);
    if (size < 0) return std::nullopt;
    std::string text(static_cast<size_t>(size) + 1, '\0');
    PyEmb_UnicodeToUTF8(object_, text.data(), text.size());
    text.resize(static_cast<size_t>(size));
    return text;
  }
  /// str(object) and repr(object).
  std::optional<std::string> str() const { return steal(PyObject_Str(object_)).text_of(); }
  std::optional<std::string> repr() const { return steal(PyObject_Repr(object_)).text_of(); }

 private:
  explicit Object(PyObject* object) : object_(object) {}
  std::optional<std::string> text_of() const { return object_ == nullptr ? std::nullopt : to_string(); }
  PyObject* object_ = nullptr;
};

/// C++ values as Python objects; empty when there is no memory.
inline Object to_python(long long value) { return Object::steal(PyLong_FromLongLong(value)); }
inline Object to_python(int value) { return to_python(static_cast<long long>(value)); }
inline Object to_python(double value) { return Object::steal(PyFloat_FromDouble(value)); }
inline Object to_python(bool value) { return Object::steal(PyBool_FromLong(value ? 1 : 0)); }
inline Object to_python(std::string_view text) {
  return Object::steal(PyUnicode_FromStringAndSize(text.data(), static_cast<Py_ssize_t>(text.size())));
}
inline Object to_python(const char* text) { return to_python(std::string_view(text)); }
inline Object to_python(const Object& object) { return Object::share(object.get()); }

template <class... Arguments>
Object Object::operator()(const Arguments&... arguments) const {
  Object owned[] = {to_python(arguments)..., Object()};
  PyObject* raw[sizeof...(arguments) + 1] = {};
  for (size_t i = 0; i < sizeof...(arguments); ++i) {
    if (!owned[i]) return Object();
    raw[i] = owned[i].get();
  }
  return steal(PyObject_Vectorcall(object_, raw, sizeof...(arguments), nullptr));
}

/// What an exception says: the class, the message, and the object itself.
struct Error {
  std::string type;
  std::string message;
  Object exception;
};

/// How to start: options by the names of docs/configuration.md. What is not set has the default of the isolated configuration. A value: copies
/// are independent.
class Config {
 public:
  Config& set(std::string name, long long value) { return numbers_.emplace_back(std::move(name), value), *this; }
  Config& set(std::string name, std::string text) { return texts_.emplace_back(std::move(name), std::move(text)), *this; }
  Config& set(std::string name, std::vector<std::string> items) { return lists_.emplace_back(std::move(name), std::move(items)), *this; }

  Config& executable(std::string path) { return set("executable", std::move(path)); }
  /// Where the standard library's .py files are; without it the library inside the library is used.
  Config& stdlib_dir(std::string path) { return set("stdlib_dir", std::move(path)); }
  /// sys.path, the whole of it.
  Config& module_search_paths(std::vector<std::string> paths) { return set("module_search_paths", std::move(paths)); }
  Config& argv(std::vector<std::string> arguments) { return set("argv", std::move(arguments)); }
  /// The most bytes that the interpreter may take; beyond it there is a MemoryError.
  Config& memory_limit(size_t bytes) { return set("memory_limit", static_cast<long long>(bytes)); }
  /// Stop in the core phase; Interpreter::start_main() goes on.
  Config& core_only() { return set("_init_main", 0); }
  /// Takes what Python writes: stream 1 is standard output, 2 standard error. `context` must outlive the interpreter.
  Config& writer(PyEmb_WriteFunc write, void* context) { return write_ = write, write_context_ = context, *this; }

 private:
  friend class Interpreter;
  bool apply(PyInitConfig* config) const {
    for (const auto& [name, value] : numbers_) {
      if (PyInitConfig_SetInt(config, name.c_str(), value) != 0) return false;
    }
    for (const auto& [name, text] : texts_) {
      if (PyInitConfig_SetStr(config, name.c_str(), text.c_str()) != 0) return false;
    }
    for (const auto& [name, items] : lists_) {
      std::vector<char*> raw;
      for (const std::string& item : items) raw.push_back(const_cast<char*>(item.c_str()));
      if (PyInitConfig_SetStrList(config, name.c_str(), raw.size(), raw.data()) != 0) return false;
    }
    if (write_ != nullptr) PyInitConfig_SetWriter(config, write_, write_context_);
    return true;
  }
  std::vector<std::pair<std::string, long long>> numbers_;
  std::vector<std::pair<std::string, std::string>> texts_;
  std::vector<std::pair<std::string, std::vector<std::string>>> lists_;
  PyEmb_WriteFunc write_ = nullptr;
  void* write_context_ = nullptr;
};

/// Where an interpreter is: none, started without paths and streams, started.
enum class Phase { kNone = PYEMB_PHASE_NONE, kCore = PYEMB_PHASE_CORE, kMain = PYEMB_PHASE_MAIN };

/// An interpreter: starts in the constructor, ends in the destructor. One on a thread at a time.
///
///     pyemb::Interpreter python(pyemb::Config().core_only());
///     python.set_option("module_search_paths", paths);       // all options, read and written
///     if (!python.start_main()) return complain(python.error());
class Interpreter {
 public:
  explicit Interpreter(const Config& config = Config()) {
    PyInitConfig* c = PyInitConfig_Create();
    if (c == nullptr) {
      error_ = "out of memory";
      return;
    }
    started_ = config.apply(c) && Py_InitializeFromInitConfig(c) == 0;
    take_status(c);
  }
  ~Interpreter() { finish(); }
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  /// Whether it has started; error() says why not.
  explicit operator bool() const { return started_; }
  const std::string& error() const { return error_; }
  Phase phase() const { return started_ ? static_cast<Phase>(PyEmb_GetPhase()) : Phase::kNone; }

  /// From core to main. False: error() says why; the interpreter is gone unless it was not in its core phase.
  bool start_main() {
    PyInitConfig* c = PyInitConfig_Create();
    if (c == nullptr) return false;
    const bool well = PyEmb_InitializeMain(c) == 0;
    take_status(c);
    started_ = started_ && PyEmb_GetPhase() != PYEMB_PHASE_NONE;
    return well;
  }
  /// Ends it before the destructor does. False: the standard streams could not be flushed.
  bool finish() {
    const bool well = !started_ || Py_FinalizeEx() == 0;
    started_ = false;
    return well;
  }

  /// An option of the running interpreter; empty, with an exception, for an unknown name.
  Object option(const char* name) const { return Object::steal(PyConfig_Get(name)); }
  template <class T>
  bool set_option(const char* name, const T& value) const {
    Object object = to_python(value);
    return object && PyConfig_Set(name, object.get()) == 0;
  }

  /// The namespace of __main__.
  Object globals() const { return Object::share(PyModule_GetDict(PyImport_AddModule("__main__"))); }
  /// A variable of __main__; empty, with no exception, if there is none.
  Object get(const char* name) const { return Object::share(PyDict_GetItemString(PyModule_GetDict(PyImport_AddModule("__main__")), name)); }
  template <class T>
  bool set(const char* name, const T& value) {
    Object object = to_python(value);
    return object && PyDict_SetItemString(PyModule_GetDict(PyImport_AddModule("__main__")), name, object.get()) == 0;
  }
  /// Runs statements in __main__; false: an exception waits.
  bool run(const char* text) const { return static_cast<bool>(evaluate(text, Py_file_input)); }
  /// Evaluates an expression in __main__.
  Object eval(const char* text) const { return evaluate(text, Py_eval_input); }
  Object import(const char* name) const { return Object::steal(PyImport_ImportModule(name)); }

  /// The exception that waits, which then waits no more; nullopt if there is none.
  std::optional<Error> take_error() const {
    Object exception = Object::steal(PyErr_GetRaisedException());
    if (!exception) return std::nullopt;
    Error error;
    error.type = exception.attr("__class__").attr("__name__").to_string().value_or("?");
    error.message = exception.str().value_or("");
    PyErr_Clear();  // what making the message may have raised
    error.exception = std::move(exception);
    return error;
  }

 private:
  Object evaluate(const char* text, int start) const {
    PyObject* space = PyModule_GetDict(PyImport_AddModule("__main__"));
    return Object::steal(PyRun_String(text, start, space, space));
  }
  /// Keeps what a step had to say, and releases the configuration.
  void take_status(PyInitConfig* config) {
    const char* message = "";
    error_ = PyInitConfig_GetError(config, &message) != 0 ? message : "";
    PyInitConfig_Free(config);
  }
  bool started_ = false;
  std::string error_;
};

}  // namespace api
}  // namespace pyemb
