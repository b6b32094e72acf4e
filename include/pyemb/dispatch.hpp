// SPDX-License-Identifier: MIT
#pragma once

// Calls that need the Record of a function: names, defaults, *args and **kwargs, overloads; what is said when an argument does not fit; and the text in
// front of docstrings that help() and inspect.signature() read. Since 0.1.

#include <array>
#include <string>

#include "function.hpp"

namespace pyemb {
inline namespace api {
namespace detail {

inline constexpr std::size_t kMostParameters = 32;

/// What a module of ours, or a hidden one that carries functions, has as its state.
struct ModuleState {
  Registry* registry = nullptr;
  std::vector<std::unique_ptr<Record>> records;
  std::unordered_map<const void*, Record*> by_key;
  ~ModuleState() {
    if (registry != nullptr) registry->let_go();
  }
};
/// The state of a module in memory that the interpreter clears.
struct ModuleRoom {
  ModuleState* state;
};
inline void free_module_state(void* module) {
  auto* room = static_cast<ModuleRoom*>(PyModule_GetState(static_cast<PyObject*>(module)));
  if (room != nullptr) delete std::exchange(room->state, nullptr);
}
inline const Record* find_in_module(PyObject* module, const void* key) {
  auto* room = static_cast<ModuleRoom*>(PyModule_GetState(module));
  if (room == nullptr || room->state == nullptr) return nullptr;
  auto found = room->state->by_key.find(key);
  return found != room->state->by_key.end() ? found->second : nullptr;
}

/// The arguments of one call in the order of the parameters; borrowed, but for the tuple of the rest and the dict of the rest.
struct Arranged {
  std::array<PyObject*, kMostParameters + 2> values = {};
  Object rest;
  Object named;
};

/// What the last two parameters of a record take, if they are no ordinary ones.
struct Takes {
  bool rest, named;
};
inline Takes takes_of(const Record& record) {
  const std::size_t size = record.parameters.size();
  auto is = [&](std::size_t back, const char* star) { return size >= back && record.parameters[size - back].name.starts_with(star) && record.parameters[size - back].name.size() > 0; };
  const bool named = is(1, "**");
  const std::size_t back = named ? 2 : 1;
  return {is(back, "*") && !is(back, "**"), named};
}

/// The place of a named argument; -1: there is none.
inline int place_of(const Record& record, std::size_t ordinary, PyObject* name) {
  for (std::size_t i = record.positional_only; i < ordinary; ++i) {
    if (record.parameters[i].key.raw() == name) return static_cast<int>(i);
  }
  for (std::size_t i = record.positional_only; i < ordinary; ++i) {
    if (PyObject_RichCompareBool(record.parameters[i].key.raw(), name, Py_EQ) > 0) return static_cast<int>(i);
  }
  return -1;
}

inline bool arrange_names(const Record& record, std::size_t ordinary, PyObject* const* named, PyObject* names, Arranged& to) {
  const Py_ssize_t count = PyTuple_Size(names);
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject* name = PyTuple_GetItem(names, i);
    const int place = place_of(record, ordinary, name);
    if (place >= 0 && to.values[static_cast<std::size_t>(place)] != nullptr) {
      PyErr_Format(PyExc_TypeError, "%s() got multiple values for argument '%U'", record.name.c_str(), name);
      return false;
    }
    if (place >= 0) {
      to.values[static_cast<std::size_t>(place)] = named[i];
    } else if (!to.named) {
      PyErr_Format(PyExc_TypeError, "%s() got an unexpected keyword argument '%U'", record.name.c_str(), name);
      return false;
    } else if (PyDict_SetItem(to.named.raw(), name, named[i]) < 0) {
      return false;
    }
  }
  return true;
}

/// Puts the arguments of a call in their places; false with a TypeError pending.
inline bool arrange(const Record& record, PyObject* const* arguments, Py_ssize_t count, PyObject* names, Arranged& to) {
  const Takes takes = takes_of(record);
  const std::size_t ordinary = record.parameters.size() - takes.rest - takes.named;
  const std::size_t by_place = ordinary - record.keyword_only;
  const auto given = static_cast<std::size_t>(count);
  if (given > by_place && !takes.rest) {
    PyErr_Format(PyExc_TypeError, "%s() takes %s%zu positional argument%s but %zu %s given", record.name.c_str(),
                 by_place > 0 && record.parameters[by_place - 1].fallback ? "at most " : "", by_place, by_place == 1 ? "" : "s", given, given == 1 ? "was" : "were");
    return false;
  }
  for (std::size_t i = 0; i < given && i < by_place; ++i) to.values[i] = arguments[i];
  if (takes.rest) {
    const std::size_t more = given > by_place ? given - by_place : 0;
    to.rest = Object::steal(PyTuple_New(static_cast<Py_ssize_t>(more)));
    for (std::size_t i = 0; to.rest && i < more; ++i) PyTuple_SetItem(to.rest.raw(), static_cast<Py_ssize_t>(i), Py_NewRef(arguments[by_place + i]));
    if (!to.rest) return false;
    to.values[ordinary] = to.rest.raw();
  }
  if (takes.named) {
    to.named = Object::steal(PyDict_New());
    if (!to.named) return false;
    to.values[ordinary + takes.rest] = to.named.raw();
  }
  if (names != nullptr && !arrange_names(record, ordinary, arguments + count, names, to)) return false;
  for (std::size_t i = 0; i < ordinary; ++i) {
    if (to.values[i] != nullptr) continue;
    to.values[i] = record.parameters[i].fallback.raw();
    if (to.values[i] != nullptr) continue;
    PyErr_Format(PyExc_TypeError, "%s() missing required argument '%s' (pos %zu)", record.name.c_str(), record.parameters[i].name.c_str(), i + 1);
    return false;
  }
  return true;
}

inline PyObject* blame(const Record* record, const Pass& pass) {
  PyObject* type = PyErr_Occurred();
  if (record == nullptr || pass.argument < 0 || (type != PyExc_TypeError && type != PyExc_ValueError && type != PyExc_OverflowError)) return nullptr;
  Error error = Error::take();
  const auto at = static_cast<std::size_t>(pass.argument);
  const std::string name = at < record->parameters.size() ? record->parameters[at].name : "?";
  Error::of(type, record->name + "() argument '" + name + "': " + error.message()).raise();
  return nullptr;
}

inline PyObject* call_record(const Record* record, PyObject* self, PyObject* const* arguments, Py_ssize_t count, PyObject* names) {
  if (record == nullptr) return PyErr_SetString(PyExc_SystemError, "a bound function outlived its module"), nullptr;
  Arranged arranged;
  if (!arrange(*record, arguments, count, names, arranged)) return nullptr;
  Pass pass;
  pass.known = record->registry;
  PyObject* answer = record->attempt(*record, self, arranged.values.data(), pass);
  return answer != nullptr || !pass.mismatch ? answer : blame(record, pass);
}

/// "(int, str)": the kinds of the arguments that nothing could take.
inline std::string kinds_of(PyObject* const* arguments, Py_ssize_t count, PyObject* names) {
  std::string text = "(";
  const Py_ssize_t named = names != nullptr ? PyTuple_Size(names) : 0;
  for (Py_ssize_t i = 0; i < count + named; ++i) {
    if (i > 0) text += ", ";
    if (i >= count) text += text_or(Py_NewRef(PyTuple_GetItem(names, i - count)), "?") + "=";
    text += View(arguments[i]).type_name();
  }
  return text + ")";
}

/// The first overload that takes the arguments as they are, else the first that can convert them.
inline PyObject* call_overloads(const Record* record, PyObject* self, PyObject* const* arguments, Py_ssize_t count, PyObject* names) {
  if (record == nullptr) return PyErr_SetString(PyExc_SystemError, "a bound function outlived its module"), nullptr;
  if (record->next == nullptr) return call_record(record, self, arguments, count, names);
  for (const bool exact : {true, false}) {
    for (const Record* one = record; one != nullptr; one = one->next.get()) {
      Arranged arranged;
      if (!arrange(*one, arguments, count, names, arranged)) {
        if (!forget_mismatch()) return nullptr;
        continue;
      }
      Pass pass;
      pass.exact = exact;
      pass.known = record->registry;
      PyObject* answer = one->attempt(*one, self, arranged.values.data(), pass);
      if (answer != nullptr || !pass.mismatch) return answer;
      if (!forget_mismatch()) return nullptr;
    }
  }
  std::string message = record->name + "() has no form that takes " + kinds_of(arguments, count, names) + "; there is";
  for (const Record* one = record; one != nullptr; one = one->next.get()) message += "\n  " + one->doc.substr(0, one->doc.find('\n'));
  PyErr_SetString(PyExc_TypeError, message.c_str());
  return nullptr;
}

/// The same for a tuple and a dict.
inline PyObject* call_packed(const Record* record, PyObject* self, PyObject* positional, PyObject* named) {
  const Py_ssize_t count = PyTuple_Size(positional);
  const Py_ssize_t more = named != nullptr ? PyDict_Size(named) : 0;
  std::vector<PyObject*> arguments(static_cast<std::size_t>(count + more));
  for (Py_ssize_t i = 0; i < count; ++i) arguments[static_cast<std::size_t>(i)] = PyTuple_GetItem(positional, i);
  Object names = Object::steal(more > 0 ? PyTuple_New(more) : nullptr);
  if (more > 0 && !names) return nullptr;
  Py_ssize_t place = 0, at = 0;
  for (PyObject *key = nullptr, *value = nullptr; more > 0 && at < more && PyDict_Next(named, &place, &key, &value) != 0; ++at) {
    PyTuple_SetItem(names.raw(), at, Py_NewRef(key));
    arguments[static_cast<std::size_t>(count + at)] = value;
  }
  return call_overloads(record, self, arguments.data(), count, names.raw());
}

// -- docstrings ------------------------------------------------------------------------------------------------------------------------

/// A default as it can stand in a signature: literals do, for other objects "...".
inline std::string shown_default(PyObject* value) {
  const bool literal = Py_IsNone(value) || PyBool_Check(value) != 0 || PyUnicode_CheckExact(value) != 0 || PyLong_CheckExact(value) != 0 || PyBytes_CheckExact(value) != 0 ||
                       (PyFloat_CheckExact(value) != 0 && std::isfinite(PyFloat_AsDouble(value)));
  return literal ? text_or(PyObject_Repr(value), "...") : "...";
}
/// "name($self, x, y=1, *, z)"
inline std::string signature_text(const Record& record, const char* self) {
  std::string text = record.name + "(" + self;
  const std::size_t size = record.parameters.size();
  const Takes takes = takes_of(record);
  const std::size_t ordinary = size - takes.rest - takes.named;
  auto put = [&](const std::string& part) { text += (text.back() == '(' ? "" : ", ") + part; };
  for (std::size_t i = 0; i < ordinary; ++i) {
    if (i == ordinary - record.keyword_only && record.keyword_only > 0) put(takes.rest ? record.parameters[ordinary].name : "*");
    const Parameter& parameter = record.parameters[i];
    put(parameter.name + (parameter.fallback ? "=" + shown_default(parameter.fallback.raw()) : ""));
    if (i + 1 == record.positional_only) put("/");
  }
  if (takes.rest && record.keyword_only == 0) put(record.parameters[ordinary].name);
  if (takes.named) put(record.parameters[size - 1].name);
  return text + ")";
}
/// Puts the signature in front of the docstring.
inline void finish_doc(Record& record, const char* self, const std::string& doc) { record.doc = signature_text(record, self) + "\n--\n\n" + doc; }

/// One docstring for all forms of an overloaded function.
inline std::string overloaded_doc(const Record& first) {
  std::string text;
  for (const Record* one = &first; one != nullptr; one = one->next.get()) {
    const std::size_t end = one->doc.find('\n');
    std::string head = one->doc.substr(0, end);
    if (const std::size_t self = head.find("($self"); self != std::string::npos) head.erase(self + 1, head.compare(self + 6, 2, ", ") == 0 ? 7 : 5);
    const std::string body = end + 5 <= one->doc.size() ? one->doc.substr(end + 5) : std::string();
    text += head + "\n" + (body.empty() ? "" : "    " + body + "\n");
  }
  return text;
}

}  // namespace detail
}  // namespace api
}  // namespace pyemb
