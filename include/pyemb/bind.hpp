// SPDX-License-Identifier: MIT
#pragma once

// Modules and functions for Python, in C++:
//
//     python.add_module("engine", [](pyemb::Module& m) {
//       m.doc("What the engine shows to scripts.");
//       m.def<&spawn>("spawn", pyemb::arg("kind"), pyemb::arg("count") = 1, "Put things into the world.");
//       m.def("log", [](std::string_view text) { std::fputs(text.data(), stderr); });
//       m.set("version", "1.2");
//     });
//
// A function that is given as a template argument, or a lambda without captures, costs as much as one written for the C ABI; anything else that can be
// called is kept with the module. After the name come, in any number and order: a Name for each parameter (`arg("x")`, with a default `arg("x") = 1`),
// keyword_only between them, and a docstring. Without names the parameters are positional only.
//
// What a function may take and answer stands in convert.hpp and instance.hpp; Result<T> answers a T or raises its error. A C++ exception that
// leaves the function becomes a Python exception: out_of_range IndexError, invalid_argument, domain_error, length_error ValueError, bad_alloc
// MemoryError, system_error OSError, overflow_error OverflowError, any other RuntimeError, unless Module::exception() says otherwise. The same
// function may be defined several times under one name: overloads, of which the first that fits without conversion runs, else the first that fits.
//
// A module for every interpreter of the process, made when it is first imported (before the start):
//
//     pyemb::add_builtin_module<"engine", &define_engine>();
//
// and one in a shared library, for `import spam`:
//
//     PyMODINIT_FUNC PyInit_spam() { return pyemb::init_module<"spam", &define_spam>(); }
//
// Since 0.1.

#include <functional>
#include <string>
#include <utility>

#include "dispatch.hpp"
#include "interpreter.hpp"

namespace pyemb {
inline namespace api {

template <class T, class Base>
class Class;
template <class E>
class Enum;

/// Between parameters: those that follow can only be given by name.
struct KeywordOnly {};
inline constexpr KeywordOnly keyword_only{};

namespace detail {

/// Text as a template argument.
template <std::size_t N>
struct FixedText {
  char text[N] = {};
  consteval FixedText(const char (&given)[N]) {
    for (std::size_t i = 0; i < N; ++i) text[i] = given[i];
  }
};

/// Reads what stands behind the name in a definition into a record.
class RecordMaker {
 public:
  explicit RecordMaker(Record& record) : record_(record) {}

  void take(const char* doc) { doc_ = doc; }
  void take(KeywordOnly) { first_keyword_ = record_.parameters.size(); }
  void take(const Name& name) { add(name.name, Object()); }
  template <class T>
  void take(const NamedValue<T>& named) {
    Pass pass;
    Object value = Object::steal(make(named.value, pass));
    if (!value) failed_ = true;
    add(named.name, std::move(value));
  }

  /// False with an exception pending. `star`: the last parameters are Args and Kwargs.
  bool finish(std::size_t count, Takes takes, const char* self) {
    const std::size_t ordinary = count - takes.rest - takes.named;
    if (failed_) return false;
    record_.named = !record_.parameters.empty();
    if (record_.named && record_.parameters.size() != ordinary) {
      PyErr_Format(PyExc_SystemError, "%s: %zu parameters have names, the function has %zu", record_.name.c_str(), record_.parameters.size(), ordinary);
      return false;
    }
    if (!record_.named) {
      record_.positional_only = ordinary;
      for (std::size_t i = 0; i < ordinary; ++i) record_.parameters.push_back({"arg" + std::to_string(i), Object(), Object()});
    }
    record_.keyword_only = first_keyword_ <= ordinary ? ordinary - first_keyword_ : 0;
    if (takes.rest) record_.parameters.push_back({"*args", Object(), Object()});
    if (takes.named) record_.parameters.push_back({"**kwargs", Object(), Object()});
    finish_doc(record_, self, doc_);
    return true;
  }

 private:
  void add(const char* name, Object fallback) {
    Object key = Object::steal(PyUnicode_InternFromString(name));
    if (!key) failed_ = true;
    record_.parameters.push_back({name, std::move(key), std::move(fallback)});
  }
  Record& record_;
  std::string doc_;
  std::size_t first_keyword_ = static_cast<std::size_t>(-1);
  bool failed_ = false;
};

template <class... A>
constexpr Takes takes_in(List<A...>) {
  return {(kIsArgs<A> || ...), (kIsKwargs<A> || ...)};
}

/// A record for a piece of code; null with an exception pending.
template <class Code, class Parameters, class... Extra>
std::unique_ptr<Record> make_record(Registry* registry, const char* name, const char* self, const Extra&... extra) {
  static_assert(Parameters::kSize <= kMostParameters, "too many parameters");
  auto record = std::make_unique<Record>();
  record->name = name;
  record->registry = registry;
  record->attempt = &Code::attempt_record;
  record->key = Code::key();
  RecordMaker maker(*record);
  (maker.take(extra), ...);
  if (!maker.finish(Parameters::kSize, takes_in(Parameters()), self)) return nullptr;
  record->def = {record->name.c_str(), reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(&Code::entry)), METH_FASTCALL | METH_KEYWORDS, record->doc.c_str()};
  record->overloaded = reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(&Code::overloaded));
  if (record->keyword_only > 0) record->def.ml_meth = record->overloaded;  // the quick entry takes everything by position
  return record;
}
template <class F>
void keep_callable(Record& record, F&& callable) {
  using Kept = std::decay_t<F>;
  if constexpr (!Held<Kept>::kStateless) {
    record.state = new Kept(std::forward<F>(callable));
    record.drop_state = [](void* state) { delete static_cast<Kept*>(state); };
  }
}

/// Adds a form to a function that has some. The docstring is for all of them.
inline void add_overload(Record& first, std::unique_ptr<Record> record) {
  Record* last = &first;
  while (last->next != nullptr) last = last->next.get();
  last->next = std::move(record);
  first.def.ml_meth = first.overloaded;
  first.all_docs = overloaded_doc(first);
  first.def.ml_doc = first.all_docs.c_str();
}

inline PyModuleDef& carrier_definition() {
  static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "pyemb", nullptr, sizeof(ModuleRoom), nullptr, nullptr, nullptr, nullptr, &free_module_state};
  return definition;
}
/// Gives a module its state.
inline ModuleState* give_state(PyObject* module) {
  auto* room = static_cast<ModuleRoom*>(PyModule_GetState(module));
  Registry* registry = room != nullptr ? current_registry() : nullptr;
  if (registry == nullptr) return nullptr;
  if (room->state == nullptr) {
    room->state = new ModuleState;
    room->state->registry = registry;
    registry->share();
  }
  return room->state;
}
/// A module that is in no table: it carries the records of functions that stand elsewhere.
inline Object new_carrier(const char* name) {
  Object module = Object::steal(PyModule_New(name));
  if (!module || PyModule_ExecDef(module.raw(), &carrier_definition()) < 0 || give_state(module.raw()) == nullptr) return Object();
  return module;
}

}  // namespace detail

/// A module that is being filled. The first thing that fails is kept in status(), and everything after it is skipped.
class Module {
 public:
  /// Adds to a module that exists already, as `__main__`.
  static Module of(View existing) { return Module(Object(existing), detail::new_carrier(PyModule_GetName(existing.raw()))); }

  void doc(const char* text) { check(PyModule_SetDocString(module_.raw(), text)); }
  /// A variable of the module: any value that converts.
  template <class T>
  Module& set(const char* name, T&& value) {
    if (!status_) return *this;
    Result<void> done = module_.set_attr(name, std::forward<T>(value));
    if (!done) status_ = std::move(done);
    return *this;
  }

  /// A function: `def<&add>("add", ...)`, or any callable.
  template <auto F, class... Extra>
  Module& def(const char* name, const Extra&... extra) {
    add_function<detail::Fixed<F>>(name, 0, extra...);
    return *this;
  }
  template <class F, class... Extra>
  Module& def(const char* name, F&& callable, const Extra&... extra) {
    add_function<detail::Held<std::decay_t<F>>>(name, std::forward<F>(callable), extra...);
    return *this;
  }

  /// Classes (class.hpp) and enums (enum.hpp).
  template <class T, class Base = void>
  Class<T, Base> class_(const char* name, const char* doc = "");
  template <class E>
  Enum<E> enum_(const char* name, const char* doc = "");

#if PYEMB_HOST_THROWS
  /// A Python exception class for a C++ exception class, which has what(). A derived class goes after its base.
  template <class E>
  Module& exception(const char* name, PyObject* base = PyExc_RuntimeError) {
    if (!status_) return *this;
    const std::string full = full_name(name);
    Object type = Object::steal(PyErr_NewException(full.c_str(), base, nullptr));
    if (!type) return fail(Error::take()), *this;
    detail::Registry* registry = detail::current_registry();
    registry->types[&detail::kTypeKey<E>] = type;
    registry->translators.push_back([](detail::Registry& own) {
      auto found = own.types.find(&detail::kTypeKey<E>);
      return found != own.types.end() && detail::caught_as<E>(found->second.raw());
    });
    return set(name, type);
  }
#endif

  const Object& object() const { return module_; }
  const Result<void>& status() const { return status_; }
  void fail(Error error) {
    if (status_) status_ = std::move(error);
  }
  /// "module.name"
  std::string full_name(const char* name) const { return std::string(PyModule_GetName(module_.raw())) + "." + name; }

  /// For init_module() and Interpreter::add_module().
  Module(Object module, Object carrier) : module_(std::move(module)), carrier_(std::move(carrier)) {
    if (!module_ || !carrier_) status_ = Error::take();
  }
  /// A function object of a record, which stays with the module. Null with an exception pending.
  PyObject* make_function(std::unique_ptr<detail::Record> record) {
    auto* room = static_cast<detail::ModuleRoom*>(PyModule_GetState(carrier_.raw()));
    Object carrier = carrier_;
    if (room->state->by_key.contains(record->key)) {  // the same code under two names: the second has a carrier of its own
      carrier = detail::new_carrier(PyModule_GetName(module_.raw()));
      if (!carrier) return nullptr;
      room = static_cast<detail::ModuleRoom*>(PyModule_GetState(carrier.raw()));
    }
    Object name = Object::steal(PyModule_GetNameObject(module_.raw()));
    detail::Record& kept = *room->state->records.emplace_back(std::move(record));
    room->state->by_key[kept.key] = &kept;
    return name ? PyCFunction_NewEx(&kept.def, carrier.raw(), name.raw()) : nullptr;
  }

 private:
  void check(int answer) {
    if (answer < 0) fail(Error::take());
  }
  template <class Target, class F, class... Extra>
  void add_function(const char* name, F&& callable, const Extra&... extra) {
    using Info = detail::CodeOf<Target, void>;
    if (!status_) return;
    auto record = detail::make_record<typename Info::Type, typename Info::Parameters>(detail::current_registry(), name, "", extra...);
    if (record == nullptr) return fail(Error::take());
    if constexpr (!std::is_same_v<std::decay_t<F>, int>) detail::keep_callable(*record, std::forward<F>(callable));
    for (auto& [known, first] : functions_) {
      if (known != name) continue;
      detail::add_overload(*first, std::move(record));
      // A function object has read its row already: it is made anew.
      return put(name, PyCFunction_NewEx(&first->def, carrier_of(*first), module_name().raw()));
    }
    detail::Record* first = record.get();
    PyObject* function = make_function(std::move(record));
    if (function != nullptr) functions_.emplace_back(name, first);
    put(name, function);
  }
  void put(const char* name, PyObject* function) {
    Object owned = Object::steal(function);
    if (!owned) return fail(Error::take());
    carriers_.push_back(Object::share(PyCFunction_GetSelf(owned.raw())));
    check(PyObject_SetAttrString(module_.raw(), name, owned.raw()));
  }
  /// Who carries a record.
  PyObject* carrier_of(const detail::Record& record) const {
    for (const Object& carrier : carriers_) {
      if (detail::find_in_module(carrier.raw(), record.key) == &record) return carrier.raw();
    }
    return carrier_.raw();
  }
  Object module_name() const { return Object::steal(PyModule_GetNameObject(module_.raw())); }

  Object module_;
  Object carrier_;
  std::vector<Object> carriers_;
  std::vector<std::pair<std::string, detail::Record*>> functions_;
  Result<void> status_;
};

namespace detail {

template <class Define>
bool define_module(PyObject* object, Define&& define) {
  if (give_state(object) == nullptr) return false;
  Module module(Object::share(object), Object::share(object));
#if PYEMB_HOST_THROWS
  try {
    define(module);
  } catch (...) {
    return raise_caught(), false;
  }
#else
  define(module);
#endif
  if (module.status()) return true;
  Error(module.status().error()).raise();
  return false;
}

}  // namespace detail

template <class Define>
Result<Object> Interpreter::add_module(const char* name, Define&& define) {
  Guard inside(*this);
  if (!inside) return not_running();
  Object module = Object::steal(PyModule_New(name));
  if (!module || PyModule_ExecDef(module.raw(), &detail::carrier_definition()) < 0) return Error::take();
  if (!detail::define_module(module.raw(), std::forward<Define>(define))) return Error::take();
  PyObject* modules = PyImport_GetModuleDict();
  if (modules == nullptr || PyDict_SetItemString(modules, name, module.raw()) < 0) return Error::take();
  return module;
}

/// What PyInit_NAME answers: each interpreter makes its own module, which `define` fills.
template <detail::FixedText kName, void (*define)(Module&)>
PyObject* init_module() {
  static PyModuleDef_Slot slots[] = {
      {Py_mod_exec, reinterpret_cast<void*>(+[](PyObject* module) { return detail::define_module(module, define) ? 0 : -1; })},
      {0, nullptr},
  };
  static PyModuleDef definition = {PyModuleDef_HEAD_INIT, kName.text, nullptr, sizeof(detail::ModuleRoom), nullptr, slots, nullptr, nullptr, &detail::free_module_state};
  return PyModuleDef_Init(&definition);
}

/// Adds a module to those that every interpreter has. Before the first one starts; false: too late, or no memory.
template <detail::FixedText kName, void (*define)(Module&)>
bool add_builtin_module() {
  return PyImport_AppendInittab(kName.text, &init_module<kName, define>) == 0;
}

}  // namespace api
}  // namespace pyemb
