// SPDX-License-Identifier: MIT
#pragma once

// Classes for Python, in C++:
//
//     m.class_<Vec>("Vec", "A vector in the plane.")
//         .init<double, double>(arg("x") = 0.0, arg("y") = 0.0)
//         .property<&Vec::x>("x")
//         .property<&Vec::length>("length", "Its length; can be read.")
//         .method<&Vec::scaled>("scaled", arg("factor"), "A longer one.")
//         .method("__enter__", [](Vec& v) -> Vec& { return v; })
//         .static_method<&Vec::polar>("polar", arg("r"), arg("phi"))
//         .op<Op::kAdd>().op<Op::kEq>()
//         .op<Op::kRepr>([](const Vec& v) { return v.text(); });
//     m.class_<Ball, Vec>("Ball") ...                                   // derived from Vec on both sides
//
// The class is made when the chain ends (or by finish()); what fails is in the module's status(). Python classes may derive from it; they must
// call super().__init__(). What an object holds, and for how long a reference is good, stands in instance.hpp. A method that answers a reference or a
// pointer to an object of a bound class answers a part of its object, which it keeps alive. Special methods that have an operator (operators.hpp) are
// given as such. Since 0.1.

#include "bind.hpp"
#include "buffer.hpp"
#include "callable.hpp"
#include "construct.hpp"
#include "operators.hpp"
#include "structmember.h"

namespace pyemb {
inline namespace api {

/// Goes over the Python objects that a C++ object holds, for the garbage collector (Class::holds).
class Visitor {
 public:
  Visitor(visitproc visit, void* argument, bool clears) : visit_(visit), argument_(argument), clears_(clears) {}
  void operator()(Object& held) {
    if (clears_) return held.reset();
    if (held && answer_ == 0) answer_ = visit_(held.raw(), argument_);
  }
  template <class R, class... A>
  void operator()(Callable<R(A...)>& held) {
    if (clears_) {
      held = {};
    } else if (held && !held.is_shared() && answer_ == 0) {  // what a copy elsewhere holds as well is no part of a cycle
      answer_ = visit_(held.function().raw(), argument_);
    }
  }
  int answer() const { return answer_; }

 private:
  visitproc visit_;
  void* argument_;
  bool clears_;
  int answer_ = 0;
};

namespace detail {

// -- properties ----------------------------------------------------------------------------------------------------------------------

template <class M>
struct FieldOf;
template <class M, class C>
struct FieldOf<M C::*> {
  using Member = M;
  using Owner = C;
};
template <auto F>
struct FieldGet {
  using Owner = typename FieldOf<decltype(F)>::Owner;
  using Member = typename FieldOf<decltype(F)>::Member;
  using Type = Member& (*)(Owner&);
  static constexpr bool kStateless = true;
  static Member& call(const Record*, Owner& object) { return object.*F; }
};
template <auto F>
struct FieldSet {
  using Owner = typename FieldOf<decltype(F)>::Owner;
  using Member = typename FieldOf<decltype(F)>::Member;
  using Type = void (*)(Owner&, Member);
  static constexpr bool kStateless = true;
  static void call(const Record*, Owner& object, Member value) { object.*F = std::move(value); }
};

inline PyObject* get_property(PyObject* self, void* closure) {
  const auto& record = *static_cast<const Record*>(closure);
  Pass pass;
  pass.known = record.registry;
  return record.attempt(record, self, nullptr, pass);
}
inline int set_property(PyObject* self, PyObject* value, void* closure) {
  const Record& record = *static_cast<const Record*>(closure)->next;
  if (value == nullptr) return PyErr_Format(PyExc_AttributeError, "cannot delete attribute '%s'", record.name.c_str()), -1;
  Pass pass;
  pass.known = record.registry;
  Object done = Object::steal(record.attempt(record, self, &value, pass));
  if (!done && pass.mismatch && (PyErr_ExceptionMatches(PyExc_TypeError) != 0 || PyErr_ExceptionMatches(PyExc_ValueError) != 0)) {
    Error error = Error::take();
    Error::of(reinterpret_cast<PyObject*>(Py_TYPE(error.exception().raw())), "attribute '" + record.name + "': " + error.message()).raise();
  }
  return done ? 0 : -1;
}

/// An iterator over begin() and end() of what a callable answers, which keeps the object alive.
template <class T, class F>
PyObject* iterate_now(PyObject* self) {
  T* object = value_of<T>(self);
  if (object == nullptr) return nullptr;
  auto& range = F()(*object);
  auto next = [at = range.begin(), end = range.end(), kept = Object::share(self)]() mutable -> Result<Object> {
    if (!is_alive(instance_of(kept.raw()))) return raise_no_value(instance_of(kept.raw())), Error::take();
    if (at == end) return Error::of(PyExc_StopIteration, "");
    return to_object(*at++);
  };
  Result<Object> step = function("next", std::move(next));
  Object nothing_equals = Object::steal(step ? PyObject_CallNoArgs(reinterpret_cast<PyObject*>(&PyBaseObject_Type)) : nullptr);
  if (!step) return Error(step.error()).raise(), nullptr;
  return nothing_equals ? PyCallIter_New(step.raw(), nothing_equals.raw()) : nullptr;
}
template <class T, class F>
PyObject* iterate(PyObject* self) {
  return protect([&] { return iterate_now<T, F>(self); });
}

inline int traverse_instance(PyObject* self, visitproc visit, void* argument) {
  Instance& instance = instance_of(self);
  for (PyObject* held : {reinterpret_cast<PyObject*>(Py_TYPE(self)), instance.dict, instance.keeper}) {
    if (const int answer = held != nullptr ? visit(held, argument) : 0) return answer;
  }
  const bool whole = instance.value != nullptr && instance.hold != Hold::kBorrowed && instance.info->visit != nullptr;
  return whole ? instance.info->visit(instance.value, visit, argument, false) : 0;
}
inline int clear_instance(PyObject* self) {
  Instance& instance = instance_of(self);
  if (instance.value != nullptr && instance.hold != Hold::kBorrowed && instance.info->visit != nullptr) instance.info->visit(instance.value, nullptr, nullptr, true);
  if (instance.dict != nullptr) Py_DecRef(std::exchange(instance.dict, nullptr));
  return 0;
}

}  // namespace detail

/// A class that is being described. T: the C++ class; Base: a class of its bases that was bound before, or void.
template <class T, class Base>
class [[nodiscard]] Class {
  using Info = detail::ClassInfo;

 public:
  Class(Module& module, const char* name, const char* doc) : module_(module), short_name_(name) {
    if (!module.status()) return;
    detail::Registry* registry = detail::current_registry();
    if (registry == nullptr || registry->find(detail::kTypeKey<T>) != nullptr) {
      module.fail(registry == nullptr ? Error::take() : Error::of(PyExc_SystemError, std::string("the C++ class of ") + name + " has a class already"));
      return;
    }
    std::unique_ptr<Info>& place = registry->classes[&detail::kTypeKey<T>];
    if (place != nullptr) registry->retired.push_back(std::move(place));  // its class is gone, objects may still be going
    place = std::make_unique<Info>();
    info_ = place.get();
    info_->key = &detail::kTypeKey<T>;
    info_->registry = registry;
    info_->name = module.full_name(name);
    info_->doc = doc;
    info_->destroy = &detail::destroy_value<T>;
    if constexpr (!std::is_void_v<Base>) {
      static_assert(std::is_base_of_v<Base, T>);
      info_->base = registry->find(detail::kTypeKey<Base>);
      info_->to_base = [](void* value) -> void* { return static_cast<Base*>(static_cast<T*>(value)); };
      if (info_->base == nullptr) fail(Error::of(PyExc_SystemError, std::string("the base of ") + name + " was not bound before it"));
    }
  }
  Class(const Class&) = delete;
  Class& operator=(const Class&) = delete;
  ~Class() { static_cast<void>(finish()); }

  /// Constructors: T(A...), or what a callable answers: a T, a unique_ptr or a shared_ptr of one. A class without any cannot be called.
  template <class... A, class... Extra>
  Class& init(const Extra&... extra) {
    static_assert(std::is_constructible_v<T, A...>);
    return add_constructor(record<detail::ConstructCode<T, A...>, detail::List<A...>>("__init__", "", extra...));
  }
  template <class F, class... Extra>
  Class& init_by(F&& factory, const Extra&... extra) {
    using Target = detail::Held<std::decay_t<F>>;
    using S = detail::SignatureOf<std::decay_t<F>>;
    auto made = record<detail::FactoryCode<T, Target, typename S::Answer, typename S::Parameters>, typename S::Parameters>("__init__", "", extra...);
    if (made != nullptr) detail::keep_callable(*made, std::forward<F>(factory));
    return add_constructor(std::move(made));
  }

  /// Methods: a member function, or a callable whose first parameter is the object. One name again: an overload.
  template <auto F, class... Extra>
  Class& method(const char* name, const Extra&... extra) {
    using Code = detail::CodeOf<detail::Fixed<F>, T>;
    return add_method(record<typename Code::Type, typename Code::Parameters>(name, "$self", extra...));
  }
  template <class F, class... Extra>
  Class& method(const char* name, F&& callable, const Extra&... extra) {
    using Code = detail::CodeOf<detail::Held<std::decay_t<F>>, T>;
    auto made = record<typename Code::Type, typename Code::Parameters>(name, "$self", extra...);
    if (made != nullptr) detail::keep_callable(*made, std::forward<F>(callable));
    return add_method(std::move(made));
  }
  template <auto F, class... Extra>
  Class& static_method(const char* name, const Extra&... extra) {
    using Code = detail::CodeOf<detail::Fixed<F>, void>;
    return add_static(record<typename Code::Type, typename Code::Parameters>(name, "", extra...));
  }
  template <class F, class... Extra>
  Class& static_method(const char* name, F&& callable, const Extra&... extra) {
    using Code = detail::CodeOf<detail::Held<std::decay_t<F>>, void>;
    auto made = record<typename Code::Type, typename Code::Parameters>(name, "", extra...);
    if (made != nullptr) detail::keep_callable(*made, std::forward<F>(callable));
    return add_static(std::move(made));
  }

  /// A data member, or a member function that reads; the second reads and writes by member functions.
  template <auto F>
  Class& property(const char* name, const char* doc = "") {
    if constexpr (std::is_member_object_pointer_v<decltype(F)>) {
      return add_property<detail::FieldGet<F>, detail::FieldSet<F>>(name, doc, 0, 0);
    } else {
      return add_property<detail::Fixed<F>, void>(name, doc, 0, 0);
    }
  }
  template <auto Get, auto Set>
  Class& property(const char* name, const char* doc = "") {
    return add_property<detail::Fixed<Get>, detail::Fixed<Set>>(name, doc, 0, 0);
  }
  template <auto F>
  Class& readonly(const char* name, const char* doc = "") {
    return add_property<detail::FieldGet<F>, void>(name, doc, 0, 0);
  }
  /// The same by callables whose first parameter is the object.
  template <class G>
    requires(!std::is_convertible_v<G, const char*>)
  Class& property(const char* name, G&& get, const char* doc = "") {
    return add_property<detail::Held<std::decay_t<G>>, void>(name, doc, std::forward<G>(get), 0);
  }
  template <class G, class S>
    requires(!std::is_convertible_v<G, const char*> && !std::is_convertible_v<S, const char*>)
  Class& property(const char* name, G&& get, S&& set, const char* doc = "") {
    return add_property<detail::Held<std::decay_t<G>>, detail::Held<std::decay_t<S>>>(name, doc, std::forward<G>(get), std::forward<S>(set));
  }

  /// An operator by a callable, or the operator of C++.
  template <Op kOp, class F, class... Extra>
  Class& op(F&& callable, const Extra&... extra) {
    constexpr bool kBoth = detail::takes_both(detail::kind_of_op(kOp));
    using Code = detail::CodeOf<detail::Held<std::decay_t<F>>, std::conditional_t<kBoth, void, T>>;
    static_assert(!kBoth || Code::Parameters::kSize == 2, "an operator with two operands takes both as parameters");
    auto made = record<typename Code::Type, typename Code::Parameters>(detail::name_of_op(kOp).c_str(), kBoth ? "" : "$self", extra...);
    if (made == nullptr) return *this;
    detail::keep_callable(*made, std::forward<F>(callable));
    std::unique_ptr<detail::Record>& place = info_->operators[static_cast<int>(kOp)];
    if (place != nullptr) return detail::add_overload(*place, std::move(made)), *this;
    place = std::move(made);
    add_slot(detail::slot_of_op(kOp), detail::entry_of_op<T, kOp>());
    return *this;
  }
  template <Op kOp>
  Class& op() {
    return op<kOp>(detail::CppOperator<T, kOp>::function());
  }
  /// Iteration over begin() and end() of the object, or of the part that the callable (without captures) answers a reference to. It must not change
  /// meanwhile. Items are copies.
  Class& iterable() {
    return iterable_over([](T& object) -> T& { return object; });
  }
  template <class F>
  Class& iterable_over(F&&) {
    static_assert(std::is_empty_v<std::decay_t<F>>, "the callable must not have captures");
    add_slot(Py_tp_iter, reinterpret_cast<void*>(&detail::iterate<T, std::decay_t<F>>));
    return *this;
  }

  /// memoryview(object): the callable, without captures, answers a std::span of numbers of the object's. It must not move while there are views.
  template <class F>
  Class& buffer(F&&) {
    static_assert(std::is_empty_v<std::decay_t<F>>, "the callable must not have captures");
    add_slot(Py_bf_getbuffer, reinterpret_cast<void*>(&detail::get_buffer<T, std::decay_t<F>>));
    add_slot(Py_bf_releasebuffer, reinterpret_cast<void*>(&detail::release_span));
    return *this;
  }
  /// Objects may be given further attributes.
  Class& dynamic_attributes() {
    if (info_ != nullptr) info_->has_dict = true;
    return *this;
  }
  /// For classes that hold Python objects, so that cycles can be collected: `holds([](T& self, Visitor& visit) { visit(self.callback); })`.
  template <class F>
  Class& holds(F&&) {
    static_assert(std::is_empty_v<std::decay_t<F>>, "the callable must not have captures");
    if (info_ == nullptr) return *this;
    info_->visit = [](void* value, visitproc visit, void* argument, bool clears) {
      Visitor visitor(visit, argument, clears);
      std::decay_t<F>()(*static_cast<T*>(value), visitor);
      return visitor.answer();
    };
    return *this;
  }
  /// An attribute of the class.
  template <class V>
  Class& set(const char* name, V&& value) {
    Result<Object> object = to_object(std::forward<V>(value));
    if (!object) return fail(object.error()), *this;
    attributes_.emplace_back(name, std::move(*object));
    return *this;
  }

  /// Makes the class; happens by itself at the end of the chain.
  Result<Object> finish() {
    if (info_ == nullptr) return Error(std::string("the class was not made"));
    Info& info = *std::exchange(info_, nullptr);
    if (!module_.status()) return Error(module_.status().error());
    Object type = Object::steal(make_type(info));
    if (!type) return failed(Error::take());
    info.type = reinterpret_cast<PyTypeObject*>(type.raw());
    for (auto& made : statics_) {
      const std::string name = made->name;
      Object function = Object::steal(module_.make_function(std::move(made)));
      Object wrapped = Object::steal(function ? PyStaticMethod_New(function.raw()) : nullptr);
      if (!wrapped || PyObject_SetAttrString(type.raw(), name.c_str(), wrapped.raw()) < 0) return failed(Error::take());
    }
    for (auto& [name, value] : attributes_) {
      if (PyObject_SetAttrString(type.raw(), name.c_str(), value.raw()) < 0) return failed(Error::take());
    }
    module_.set(short_name_.c_str(), type);
    return type;
  }

 private:
  template <class Code, class Parameters, class... Extra>
  std::unique_ptr<detail::Record> record(const char* name, const char* self, const Extra&... extra) {
    if (info_ == nullptr || !module_.status()) return nullptr;
    auto made = detail::make_record<Code, Parameters>(info_->registry, name, self, extra...);
    if (made == nullptr) fail(Error::take());
    return made;
  }
  void fail(Error error) { module_.fail(std::move(error)); }
  Result<Object> failed(Error error) {
    fail(error);
    return error;
  }
  void add_slot(int slot, void* function) {
    if (info_ == nullptr) return;
    for (const PyType_Slot& known : info_->slots) {
      if (known.slot == slot) return;
    }
    info_->slots.push_back({slot, function});
  }
  Class& add_constructor(std::unique_ptr<detail::Record> made) {
    if (made == nullptr) return *this;
    made->name = short_name_;
    made->doc.replace(0, 8, short_name_);  // the class's own signature
    if (info_->constructors != nullptr) return detail::add_overload(*info_->constructors, std::move(made)), *this;
    info_->constructors = std::move(made);
    return *this;
  }
  Class& add_method(std::unique_ptr<detail::Record> made) {
    if (made == nullptr) return *this;
    for (auto& known : info_->methods) {
      if (known->name == made->name) return detail::add_overload(*known, std::move(made)), *this;
    }
    info_->by_key.try_emplace(made->key, made.get());
    info_->methods.push_back(std::move(made));
    return *this;
  }
  Class& add_static(std::unique_ptr<detail::Record> made) {
    if (made == nullptr) return *this;
    for (auto& known : statics_) {
      if (known->name == made->name) return detail::add_overload(*known, std::move(made)), *this;
    }
    statics_.push_back(std::move(made));
    return *this;
  }
  template <class Get, class Set, class G, class S>
  Class& add_property(const char* name, const char* doc, G&& get, [[maybe_unused]] S&& set) {
    using GetCode = detail::CodeOf<Get, T>;
    static_assert(GetCode::Parameters::kSize == 0, "a getter takes nothing but the object");
    auto reader = record<typename GetCode::Type, typename GetCode::Parameters>(name, "$self");
    if (reader == nullptr) return *this;
    if constexpr (!std::is_same_v<std::decay_t<G>, int>) detail::keep_callable(*reader, std::forward<G>(get));
    reader->doc = doc;
    if constexpr (!std::is_void_v<Set>) {
      using SetCode = detail::CodeOf<Set, T>;
      static_assert(SetCode::Parameters::kSize == 1, "a setter takes the object and the value");
      reader->next = record<typename SetCode::Type, typename SetCode::Parameters>(name, "$self", arg("value"));
      if (reader->next == nullptr) return *this;
      if constexpr (!std::is_same_v<std::decay_t<S>, int>) detail::keep_callable(*reader->next, std::forward<S>(set));
    }
    info_->accessors.push_back(std::move(reader));
    return *this;
  }
  void fill_tables(Info& info) {
    for (const auto& method : info.methods) info.method_table.push_back(method->def);
    info.method_table.push_back({});
    for (const auto& one : info.accessors) {
      info.accessor_table.push_back({one->name.c_str(), &detail::get_property, one->next != nullptr ? &detail::set_property : nullptr, one->doc.c_str(), one.get()});
    }
    info.accessor_table.push_back({});
    info.member_table.push_back({"__weaklistoffset__", T_PYSSIZET, offsetof(detail::Instance, weak), READONLY, nullptr});
    if (info.has_dict) info.member_table.push_back({"__dictoffset__", T_PYSSIZET, offsetof(detail::Instance, dict), READONLY, nullptr});
    info.member_table.push_back({});
    if (info.constructors != nullptr) {
      const detail::Record& first = *info.constructors;
      info.doc = first.next == nullptr ? first.doc.substr(0, first.doc.find('\n')) + "\n--\n\n" + info.doc : info.doc + "\n\n" + first.all_docs;
    }
  }
  PyObject* make_type(Info& info) {
    fill_tables(info);
    const bool collected = info.has_dict || info.visit != nullptr;
    const bool compares = info.operators[static_cast<int>(Op::kEq)] != nullptr && info.operators[static_cast<int>(Op::kHash)] == nullptr;
    std::vector<PyType_Slot> slots = info.slots;
    slots.push_back({Py_tp_new, reinterpret_cast<void*>(&detail::type_new<T>)});
    slots.push_back({Py_tp_init, reinterpret_cast<void*>(&detail::init_entry)});
    slots.push_back({Py_tp_dealloc, reinterpret_cast<void*>(&detail::type_dealloc)});
    slots.push_back({Py_tp_doc, info.doc.data()});
    slots.push_back({Py_tp_methods, info.method_table.data()});
    slots.push_back({Py_tp_getset, info.accessor_table.data()});
    slots.push_back({Py_tp_members, info.member_table.data()});
    if (compares) slots.push_back({Py_tp_hash, reinterpret_cast<void*>(&PyObject_HashNotImplemented)});
    if (collected) slots.push_back({Py_tp_traverse, reinterpret_cast<void*>(&detail::traverse_instance)});
    if (collected) slots.push_back({Py_tp_clear, reinterpret_cast<void*>(&detail::clear_instance)});
    slots.push_back({0, nullptr});
    std::size_t size = detail::Instance::kRoom + detail::kRoomFor<T>;
    Object bases;
    if (info.base != nullptr) {
      bases = Object::steal(Py_BuildValue("(O)", info.base->type));
      if (!bases) return nullptr;
      size = std::max(size, static_cast<std::size_t>(info.base->type->tp_basicsize));
    }
    const unsigned flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | (collected ? Py_TPFLAGS_HAVE_GC : 0);
    PyType_Spec spec = {info.name.c_str(), static_cast<int>(size), 0, flags, slots.data()};
    PyObject* type = PyType_FromModuleAndSpec(module_.object().raw(), &spec, bases.raw());
    if (type != nullptr) hold_registry(type, info);
    return type;
  }
  /// What instances need of the registry lives as long as their type.
  static void hold_registry(PyObject* type, Info& info) {
    info.registry->share();
    Object capsule = Object::steal(PyCapsule_New(&info, detail::kRegistryName, [](PyObject* gone) {
      auto* own = static_cast<Info*>(PyCapsule_GetPointer(gone, detail::kRegistryName));
      own->type = nullptr;
      own->registry->let_go();
    }));
    if (!capsule || PyObject_SetAttrString(type, "__pyemb__", capsule.raw()) < 0) PyErr_Clear();
  }

  Module& module_;
  std::string short_name_;
  Info* info_ = nullptr;
  std::vector<std::unique_ptr<detail::Record>> statics_;
  std::vector<std::pair<std::string, Object>> attributes_;
};

template <class T, class Base>
Class<T, Base> Module::class_(const char* name, const char* doc) {
  return Class<T, Base>(*this, name, doc);
}

}  // namespace api
}  // namespace pyemb
