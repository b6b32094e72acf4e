// SPDX-License-Identifier: MIT
#pragma once

// Objects of bound classes: how they hold their C++ object, how one is made of a value, and how the value is found again.
//
//     a T by value              inside the Python object: moved or copied in
//     std::unique_ptr<T>        owned by the Python object; a parameter of this type takes it away again
//     std::shared_ptr<T>        shared by both sides
//     T&, T* from a method      a part of the object whose method it was, which it keeps alive
//     Lent<T>                   the host's own: when the Lent ends, Python's references raise ReferenceError
//
// Since 0.1.

#include <memory>
#include <new>
#include <type_traits>

#include "convert.hpp"

namespace pyemb {
inline namespace api {
namespace detail {

/// Whether a T fits into the Python object itself.
template <class T>
inline constexpr bool kFitsInside = alignof(T) <= alignof(std::max_align_t);
template <class T>
inline constexpr std::size_t kRoomFor = kFitsInside<T> && sizeof(T) > sizeof(std::shared_ptr<void>) ? sizeof(T) : sizeof(std::shared_ptr<void>);

inline Instance& instance_of(PyObject* object) { return *reinterpret_cast<Instance*>(object); }

/// Whether the host or the owner of the whole has not taken it back.
inline bool is_alive(const Instance& instance) {
  const Instance* at = &instance;
  while (at->value != nullptr && at->keeper != nullptr) at = &instance_of(at->keeper);
  return at->value != nullptr;
}
/// What it is a part of, in the end; or itself.
inline Instance& whole_of(Instance& instance) {
  Instance* at = &instance;
  while (at->keeper != nullptr) at = &instance_of(at->keeper);
  return *at;
}

[[gnu::cold, gnu::noinline]] inline void* raise_no_value(const Instance& instance) {
  const char* name = instance.info != nullptr ? instance.info->name.c_str() : "object";
  if (instance.hold == Hold::kBorrowed) {
    PyErr_Format(PyExc_ReferenceError, "the host has taken the %s back", name);
  } else {
    PyErr_Format(PyExc_ReferenceError, "the %s was not made yet (is super().__init__() missing?), or given away", name);
  }
  return nullptr;
}
[[gnu::cold, gnu::noinline]] inline void* cast_slow(Instance& instance, const TypeKey& key) {
  if (!is_alive(instance)) return raise_no_value(instance);
  void* value = instance.value;
  for (const ClassInfo* info = instance.info; info != nullptr; info = info->base) {
    if (info->key == &key) return value;
    if (info->base != nullptr) value = info->to_base(value);
  }
  PyErr_SetString(PyExc_TypeError, "not an instance of the wanted C++ class");
  return nullptr;
}
/// The C++ object of an instance of the class of T or one derived from it; null with an exception pending.
template <class T>
T* value_of(PyObject* self) {
  Instance& instance = instance_of(self);
  if (instance.value != nullptr && instance.keeper == nullptr && instance.info->key == &kTypeKey<T>) [[likely]] return static_cast<T*>(instance.value);
  return static_cast<T*>(cast_slow(instance, kTypeKey<T>));
}

template <class T>
[[gnu::cold, gnu::noinline]] bool raise_unbound() {
  PyErr_Format(PyExc_TypeError, "the C++ type '%s' has no class in this interpreter", std::string(kTypeKey<T>.name).c_str());
  return false;
}
template <class T>
ClassInfo* class_of(Pass& pass) {
  Registry* registry = pass.registry();
  ClassInfo* info = registry != nullptr ? registry->find(kTypeKey<T>) : nullptr;
  if (info == nullptr && PyErr_Occurred() == nullptr) raise_unbound<T>();
  return info;
}

/// The C++ object of any object; TypeError if it is of another class.
template <class T>
T* find_value(PyObject* source, Pass& pass) {
  const ClassInfo* info = class_of<T>(pass);
  if (info == nullptr) return nullptr;
  if (PyObject_TypeCheck(source, info->type)) [[likely]] return value_of<T>(source);
  mismatch(source, info->name);
  return nullptr;
}

/// Lets go of what an instance holds.
inline void release_value(Instance& instance) {
  if (instance.value == nullptr && instance.keeper == nullptr) return;
  if (instance.value != nullptr && instance.hold != Hold::kBorrowed) instance.info->destroy(instance);
  instance.value = nullptr;
  instance.hold = Hold::kNothing;
  if (instance.keeper != nullptr) Py_DecRef(std::exchange(instance.keeper, nullptr));
}
template <class T>
void destroy_value(Instance& instance) {
  if (instance.hold == Hold::kInline) {
    static_cast<T*>(instance.value)->~T();
  } else if (instance.hold == Hold::kUnique) {
    delete static_cast<T*>(instance.value);
  } else if (instance.hold == Hold::kShared) {
    std::destroy_at(static_cast<std::shared_ptr<void>*>(instance.room()));
  }
}

/// Puts a value into an instance that has none.
template <class T, class... A>
void construct_value(Instance& instance, A&&... arguments) {
  if constexpr (kFitsInside<T>) {
    instance.value = ::new (instance.room()) T(std::forward<A>(arguments)...);
    instance.hold = Hold::kInline;
  } else {
    instance.value = new T(std::forward<A>(arguments)...);
    instance.hold = Hold::kUnique;
  }
}
template <class T>
void adopt(Instance& instance, std::unique_ptr<T> value) {
  instance.hold = Hold::kUnique;
  instance.value = value.release();
}
template <class T>
void adopt(Instance& instance, std::shared_ptr<T> value) {
  instance.value = value.get();
  instance.hold = Hold::kShared;
  ::new (instance.room()) std::shared_ptr<void>(std::move(value));
}

/// An instance without a value, of the class itself.
inline Instance* new_instance(const ClassInfo& info) {
  PyObject* made = PyType_GenericAlloc(info.type, 0);
  if (made == nullptr) return nullptr;
  instance_of(made).info = &info;
  info.registry->share();
  return &instance_of(made);
}
template <class T>
Instance* new_instance(Pass& pass) {
  if (pass.self != nullptr && instance_of(pass.self).info->key == &kTypeKey<T>) return new_instance(*instance_of(pass.self).info);
  const ClassInfo* info = class_of<T>(pass);
  return info != nullptr ? new_instance(*info) : nullptr;
}

/// An instance that refers to a value of somebody else's; `keeper`: the instance whose part it is, or null.
template <class T>
PyObject* refer(T& value, PyObject* keeper, Pass& pass) {
  using U = std::remove_const_t<T>;
  Instance* made = new_instance<U>(pass);
  if (made == nullptr) return nullptr;
  made->value = const_cast<U*>(&value);
  made->hold = Hold::kBorrowed;
  made->keeper = Py_XNewRef(keeper);
  return &made->head;
}

template <class T>
PyObject* make_instance(T&& value, Pass& pass) {
  using U = std::remove_cvref_t<T>;
  if constexpr (std::is_pointer_v<U>) {
    using Pointed = std::remove_pointer_t<U>;
    if (value == nullptr) return Py_None;
    if (pass.self != nullptr) return refer(*value, pass.self, pass);
    static_assert(std::is_copy_constructible_v<Pointed>, "who owns it? Answer a value, a unique_ptr or a shared_ptr, or lend it (pyemb::Lent)");
    return make_instance(std::as_const(*value), pass);
  } else if constexpr (kIsUnique<U> || kIsShared<U>) {
    if (value == nullptr) return Py_None;
    Instance* made = new_instance<std::remove_const_t<typename U::element_type>>(pass);
    if (made == nullptr) return nullptr;
    if constexpr (kIsUnique<U>) {
      static_assert(std::is_rvalue_reference_v<T&&>, "a unique_ptr is moved into Python");
      adopt(*made, std::move(value));
    } else {
      adopt(*made, std::const_pointer_cast<std::remove_const_t<typename U::element_type>>(value));
    }
    return &made->head;
  } else {
    static_assert(std::is_class_v<U> || std::is_union_v<U>, "there is no conversion of this type: specialize pyemb::Convert");
    static_assert(std::is_constructible_v<U, T&&>, "the class cannot be copied: move it, or answer a pointer");
    Instance* made = new_instance<U>(pass);
    if (made == nullptr) return nullptr;
#if PYEMB_HOST_THROWS
    try {
      construct_value<U>(*made, std::forward<T>(value));
    } catch (...) {
      Py_DecRef(&made->head);
      throw;
    }
#else
    construct_value<U>(*made, std::forward<T>(value));
#endif
    return &made->head;
  }
}

// -- what the type of a bound class is made of -----------------------------------------------------------------------------------------

template <class T>
PyObject* type_new(PyTypeObject* type, PyObject*, PyObject*) {
  Pass pass;
  const ClassInfo* info = class_of<T>(pass);
  PyObject* made = info != nullptr ? PyType_GenericAlloc(type, 0) : nullptr;
  if (made == nullptr) return nullptr;
  instance_of(made).info = info;
  info->registry->share();
  return made;
}
inline void type_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  Registry* registry = instance_of(self).info != nullptr ? instance_of(self).info->registry : nullptr;
  if (PyType_HasFeature(type, Py_TPFLAGS_HAVE_GC) != 0) PyObject_GC_UnTrack(self);
  release_value(instance_of(self));
  if (instance_of(self).dict != nullptr) Py_DecRef(std::exchange(instance_of(self).dict, nullptr));
  reinterpret_cast<freefunc>(PyType_GetSlot(type, Py_tp_free))(self);
  Py_DecRef(reinterpret_cast<PyObject*>(type));
  if (registry != nullptr) registry->let_go();
}

/// Lets go of a Python object from any thread, attached or not: what a shared_ptr made of one does at its end.
struct LateRelease {
  PyObject* object;
  PyInterpreterState* interpreter;
  template <class T>
  void operator()(T*) const {
    if (_PyThreadState_UncheckedGet() != nullptr && PyInterpreterState_Get() == interpreter) return Py_DecRef(object);
    PyThreadState* before = _PyThreadState_UncheckedGet() != nullptr ? PyEval_SaveThread() : nullptr;
    if (PyThreadState* own = PyThreadState_New(interpreter)) {
      PyEval_RestoreThread(own);
      if (_PyThreadState_UncheckedGet() == own) {
        Py_DecRef(object);
        PyThreadState_Clear(own);
        PyThreadState_DeleteCurrent();
      }
    }
    if (before != nullptr) PyEval_RestoreThread(before);
  }
};

template <class T>
bool load_shared(PyObject* source, Pass& pass, std::shared_ptr<T>& to) {
  if (Py_IsNone(source)) return true;
  T* value = find_value<T>(source, pass);
  if (value == nullptr) return false;
  Instance& instance = instance_of(source);
  if (instance.hold == Hold::kShared) {
    to = std::shared_ptr<T>(*static_cast<std::shared_ptr<void>*>(instance.room()), value);
  } else {
    to = std::shared_ptr<T>(value, LateRelease{Py_NewRef(source), PyInterpreterState_Get()});
  }
  return true;
}

/// Takes the value away from the Python object.
template <class T>
bool load_unique(PyObject* source, Pass& pass, std::unique_ptr<T>& to) {
  if (Py_IsNone(source)) return true;
  T* value = find_value<T>(source, pass);
  if (value == nullptr) return false;
  Instance& instance = instance_of(source);
  if (instance.views > 0) return PyErr_SetString(PyExc_BufferError, "the object cannot be given away while views of its memory are in use"), false;
  if (instance.info->key != &kTypeKey<T> || (instance.hold != Hold::kUnique && instance.hold != Hold::kInline)) {
    PyErr_Format(PyExc_ValueError, "the %s cannot be given away: it is not the object's own", instance.info->name.c_str());
    return false;
  }
  if (instance.hold == Hold::kUnique) {
    to.reset(value);
  } else if constexpr (std::is_move_constructible_v<T>) {
    to = std::make_unique<T>(std::move(*value));
    value->~T();
  } else {
    PyErr_Format(PyExc_ValueError, "the %s cannot be given away: it cannot be moved", instance.info->name.c_str());
    return false;
  }
  instance.value = nullptr;
  instance.hold = Hold::kNothing;
  return true;
}

}  // namespace detail

/// A C++ object of the host's that Python may use for a while. When the Lent ends (or take_back() is called), the Python object stays but has nothing
/// behind it: using it, or a part of it, is a ReferenceError. The C++ object must outlive the Lent and stay where it is.
///
///     pyemb::Lent<Entity> lent(entity);
///     if (lent) script.method("update", lent.object(), dt);
template <class T>
class [[nodiscard]] Lent {
 public:
  /// Needs an attached thread, here and at its end.
  explicit Lent(T& value) {
    detail::Pass pass;
    object_ = detail::taken(detail::refer(value, nullptr, pass));
  }
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  ~Lent() { take_back(); }
  explicit operator bool() const { return static_cast<bool>(object_); }
  const Result<Object>& object() const { return object_; }
  void take_back() {
    if (!object_) return;
    detail::instance_of(object_.raw()).value = nullptr;
    object_ = Error(std::string("taken back"));
  }

 private:
  Result<Object> object_ = Object();
};

}  // namespace api
}  // namespace pyemb
