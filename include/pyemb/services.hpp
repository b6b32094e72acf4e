// SPDX-License-Identifier: MIT
#pragma once

// What an interpreter tells its host beside results: figures, warnings, exceptions that nobody can catch. Interpreter (interpreter.hpp) has the functions.
// Since 0.1.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "call.hpp"
#include "convert.hpp"
#include "error.hpp"

namespace pyemb {
inline namespace api {

/// Memory, the collector, and what else there is; pyemb_host.h explains the fields.
using Statistics = PyEmb_Statistics;

/// The objects of exactly one type.
struct TypeStatistics {
  std::string name;  ///< "module.Class"; without the module for built-in types
  std::int64_t objects = 0;
  std::int64_t bytes = 0;
};

/// A warning that the filters let through.
struct Warning {
  Object instance;       ///< of the class that is the category
  std::string category;  ///< the name of that class
  std::string message;
  std::string file;
  int line = 0;
};

/// An exception that happened where none can be raised: in a finalizer, in a callback of a weak reference.
struct Unraisable {
  Error error;
  std::string message;  ///< what Python says beside the exception; mostly empty
  Object object;        ///< in what it happened; empty: not known
};

namespace detail {

/// Functions of the host that an interpreter calls. Each may replace itself while it runs.
struct Handlers {
  std::function<void(const Warning&)> warning;
  std::function<void(const Unraisable&)> unraisable;

  template <class Function, class Event>
  static int call(Function function, const Event& event) {
#if PYEMB_HOST_THROWS
    try {
      function(event);
    } catch (...) {
      return -1;
    }
#else
    function(event);
#endif
    return 0;
  }
  static int show_warning(void* context, PyObject* instance, const char* file, int line) {
    const Error described(Object::share(instance));
    return call(static_cast<Handlers*>(context)->warning, Warning{Object::share(instance), described.type(), described.message(), file, line});
  }
  static int show_unraisable(void* context, PyObject* exception, const char* message, PyObject* object) {
    return call(static_cast<Handlers*>(context)->unraisable,
                Unraisable{Error(Object::share(exception)), message != nullptr ? message : "", object != nullptr ? Object::share(object) : Object()});
  }
  static int add_type(void* context, PyTypeObject* type, std::int64_t objects, std::int64_t bytes) {
    const Object described = Object::share(reinterpret_cast<PyObject*>(type));
    const std::string module = described.attr("__module__").to<std::string>().value_or("builtins");
    const std::string name = described.attr("__qualname__").to<std::string>().value_or(type->tp_name);
    static_cast<std::vector<TypeStatistics>*>(context)->push_back({module == "builtins" ? name : module + "." + name, objects, bytes});
    return 0;
  }
};

}  // namespace detail
}  // namespace api
}  // namespace pyemb
