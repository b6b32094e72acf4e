// SPDX-License-Identifier: MIT
#pragma once

// What the C++ side knows about one interpreter: which C++ types have a Python class or enum in it, and what was bound. There is one registry an
// interpreter, kept in the interpreter's own dict; nothing of it is shared by interpreters. Hosts do not use it directly. Since 0.1.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "error.hpp"

namespace pyemb {
inline namespace api {
namespace detail {

/// Stands for a C++ type, without RTTI: its address tells types apart.
struct TypeKey {
  std::string_view name;
};
template <class T>
constexpr std::string_view name_of_type() {
  std::string_view text = __PRETTY_FUNCTION__;
  const std::size_t start = text.find("T = ") + 4;
  return text.substr(start, text.find_first_of(";]", start) - start);
}
template <class T>
inline constexpr TypeKey kTypeKey{name_of_type<T>()};

struct Registry;
struct ClassInfo;

/// How an instance has its C++ object.
enum class Hold : unsigned char {
  kNothing,   ///< not constructed yet, or given away, or taken back
  kInline,    ///< inside the Python object
  kUnique,    ///< on the C++ heap, owned
  kShared,    ///< by a std::shared_ptr inside the Python object
  kBorrowed,  ///< somebody else's: the host's (Lent), or a part of `keeper`
};

/// An object of a bound class. Behind it, in the same block, is room for the C++ object or its std::shared_ptr.
struct Instance {
  PyObject head;
  void* value;            ///< as the class of `info` has it; null: kNothing
  const ClassInfo* info;  ///< lives as long as the type of the object
  PyObject* keeper;       ///< owned: the instance that `value` is a part of; or null
  PyObject* dict;         ///< of classes with dynamic_attributes()
  PyObject* weak;         ///< the place that __weaklistoffset__ names
  int views;              ///< buffers of its memory that are in use
  Hold hold;
  void* room() { return reinterpret_cast<char*>(this) + kRoom; }
  static constexpr std::size_t kRoom = 64;
};
static_assert(sizeof(Instance) <= Instance::kRoom && Instance::kRoom % alignof(std::max_align_t) == 0);

/// One call's way through the conversions: how strict they are, and the registry once somebody has needed it.
struct Pass {
  bool exact = false;       ///< no conversion between kinds: the first round of an overloaded function
  bool mismatch = false;    ///< an argument could not be converted: the function itself did not run
  int argument = -1;        ///< which one
  Registry* known = nullptr;
  PyObject* self = nullptr; ///< the instance whose method runs: it keeps alive what the method answers a reference to
  inline Registry* registry();
};

/// A parameter as Python sees it.
struct Parameter {
  std::string name;
  Object key;       ///< the name as an interned str
  Object fallback;  ///< the default; empty: the argument must be given
};

/// A function that was bound: everything that need not be in its code. One of them an overload.
struct Record {
  using Attempt = PyObject* (*)(const Record& record, PyObject* self, PyObject* const* arguments, Pass& pass);

  std::string name;
  std::string doc;       ///< with the signature in front, as help() wants it
  std::string all_docs;  ///< of the first of several
  std::vector<Parameter> parameters;
  std::size_t positional_only = 0;
  std::size_t keyword_only = 0;  ///< how many at the end
  bool named = false;            ///< the parameters have names
  Attempt attempt = nullptr;
  const void* key = nullptr;     ///< of its code
  PyCFunction overloaded = nullptr;  ///< the entry for when there are several
  void* state = nullptr;         ///< a callable that is not in the code: captures
  void (*drop_state)(void*) = nullptr;
  std::unique_ptr<Record> next;  ///< the next overload
  PyMethodDef def = {};
  Registry* registry = nullptr;

  Record() = default;
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;
  ~Record() {
    if (drop_state != nullptr) drop_state(state);
  }
};

constexpr int kOperators = 64;

/// A bound class.
struct ClassInfo {
  const TypeKey* key = nullptr;
  Registry* registry = nullptr;
  const ClassInfo* base = nullptr;
  void* (*to_base)(void*) = nullptr;         ///< the pointer as the base has it
  void (*destroy)(Instance&) = nullptr;      ///< what kInline, kUnique and kShared own
  std::string name;                          ///< "module.Name"
  std::string doc;
  PyTypeObject* type = nullptr;              ///< borrowed; null: not made yet, or gone
  std::unique_ptr<Record> constructors;
  std::unique_ptr<Record> operators[kOperators];
  std::vector<PyType_Slot> slots;
  std::vector<std::unique_ptr<Record>> methods;
  std::vector<std::unique_ptr<Record>> accessors;
  std::unordered_map<const void*, Record*> by_key;
  std::vector<PyMethodDef> method_table;
  std::vector<PyGetSetDef> accessor_table;
  std::vector<PyMemberDef> member_table;
  bool has_dict = false;
  int (*visit)(void* value, visitproc visit, void* argument, bool clears) = nullptr;

  const Record* find(const void* wanted) const {
    for (const ClassInfo* info = this; info != nullptr; info = info->base) {
      auto found = info->by_key.find(wanted);
      if (found != info->by_key.end()) return found->second;
    }
    return nullptr;
  }
  const Record* find_operator(int op) const {
    for (const ClassInfo* info = this; info != nullptr; info = info->base) {
      if (info->operators[op] != nullptr) return info->operators[op].get();
    }
    return nullptr;
  }
};

/// What belongs to one interpreter. Lives until its last class, module and instance are gone.
struct Registry {
  int owners = 1;
  std::unordered_map<const TypeKey*, std::unique_ptr<ClassInfo>> classes;
  std::vector<std::unique_ptr<ClassInfo>> retired;           ///< of classes that are gone
  std::unordered_map<const TypeKey*, Object> enums;          ///< the Python class of a C++ enum
  std::unordered_map<const TypeKey*, Object> types;          ///< the Python class of a C++ exception, and classes of our own
  std::vector<bool (*)(Registry&)> translators;              ///< each asks whether the C++ exception that is being handled is its own

  ClassInfo* find(const TypeKey& key) {
    auto found = classes.find(&key);
    return found != classes.end() && found->second->type != nullptr ? found->second.get() : nullptr;
  }
  void share() { ++owners; }
  void let_go() {
    if (--owners == 0) delete this;
  }
};

inline constexpr const char* kRegistryName = "pyemb.registry 1";

inline void registry_capsule_gone(PyObject* capsule) {
  auto* registry = static_cast<Registry*>(PyCapsule_GetPointer(capsule, kRegistryName));
  registry->enums.clear();
  registry->types.clear();
  registry->let_go();
}

/// The registry of the calling thread's interpreter, made on first use. Null, with an exception: no memory.
inline Registry* current_registry() {
  constexpr long kKey = 0x70796562;  // an int needs no memory, and no program puts it there
  PyInterpreterState* interpreter = PyInterpreterState_Get();
  PyObject* dict = interpreter != nullptr ? PyInterpreterState_GetDict(interpreter) : nullptr;
  if (dict == nullptr) return nullptr;
  PyObject* key = PyLong_FromLong(kKey);
  if (PyObject* capsule = PyDict_GetItemWithError(dict, key)) return static_cast<Registry*>(PyCapsule_GetPointer(capsule, kRegistryName));
  if (PyErr_Occurred() != nullptr) return nullptr;
  auto made = std::make_unique<Registry>();
  Object capsule = Object::steal(PyCapsule_New(made.get(), kRegistryName, &registry_capsule_gone));
  if (!capsule) return nullptr;
  Registry* registry = made.release();  // the capsule's now
  return PyDict_SetItem(dict, key, capsule.raw()) == 0 ? registry : nullptr;
}

inline Registry* Pass::registry() {
  if (known == nullptr) known = current_registry();
  return known;
}

/// The Python class of a C++ enum, borrowed; null, with no exception, where it was not bound.
inline PyObject* find_enum(const TypeKey& key, Pass& pass) {
  Registry* registry = pass.registry();
  if (registry == nullptr) return PyErr_Clear(), nullptr;
  auto found = registry->enums.find(&key);
  return found != registry->enums.end() ? found->second.raw() : nullptr;
}

/// TypeError: expected `wanted`, got ... Always false.
[[gnu::cold, gnu::noinline]] inline bool mismatch(PyObject* source, std::string_view wanted) {
  PyErr_Format(PyExc_TypeError, "expected %s, got %.200s", std::string(wanted).c_str(), Py_TYPE(source)->tp_name);
  return false;
}
/// Takes back an exception that says no more than that a conversion is not possible. False: it is another one, and still pending.
inline bool forget_mismatch() {
  if (PyErr_ExceptionMatches(PyExc_TypeError) == 0 && PyErr_ExceptionMatches(PyExc_OverflowError) == 0 && PyErr_ExceptionMatches(PyExc_ValueError) == 0) return false;
  PyErr_Clear();
  return true;
}

}  // namespace detail
}  // namespace api
}  // namespace pyemb
