// SPDX-License-Identifier: MIT
#pragma once

// What can be done with an object: the definitions of Operations (object.hpp), and iteration. Since 0.1.

#include <array>
#include <iterator>

#include "convert.hpp"

namespace pyemb {
inline namespace api {
namespace detail {

template <class T>
inline constexpr bool kIsNamed = false;
template <class T>
inline constexpr bool kIsNamed<NamedValue<T>> = true;
template <class... Ts>
inline constexpr std::size_t kNamedCount = (std::size_t{0} + ... + (kIsNamed<std::remove_cvref_t<Ts>> ? 1 : 0));

/// Named arguments follow the positional ones.
template <class... Ts>
constexpr bool names_come_last() {
  bool named = false, well = true;
  ((well = well && (!named || kIsNamed<std::remove_cvref_t<Ts>>), named = named || kIsNamed<std::remove_cvref_t<Ts>>), ...);
  return well;
}

/// The arguments of one call, as the C ABI wants them; owns them until it is over.
template <std::size_t N>
class Arguments {
 public:
  Arguments() = default;
  Arguments(const Arguments&) = delete;
  Arguments& operator=(const Arguments&) = delete;
  ~Arguments() {
    for (std::size_t i = 0; i < count_; ++i) Py_DecRef(values_[i + 1]);
  }
  /// The first place stays free for what is called to put itself in front (PY_VECTORCALL_ARGUMENTS_OFFSET).
  template <class T>
  bool add(T&& argument) {
    if constexpr (kIsNamed<std::remove_cvref_t<T>>) {
      if (!add_name(argument.name)) return false;
      return push(make(argument.value, pass_));
    } else {
      return push(make(std::forward<T>(argument), pass_));
    }
  }
  PyObject* call(PyObject* callable, std::size_t named) {
    return PyObject_Vectorcall(callable, values_ + 1, (count_ - named) | PY_VECTORCALL_ARGUMENTS_OFFSET, names_.raw());
  }
  /// The first argument is the object.
  PyObject* call_method(PyObject* name, std::size_t named) {
    return PyObject_VectorcallMethod(name, values_ + 1, (count_ - named) | PY_VECTORCALL_ARGUMENTS_OFFSET, names_.raw());
  }
  bool reserve_names(std::size_t named) {
    if (named == 0) return true;
    names_ = Object::steal(PyTuple_New(static_cast<Py_ssize_t>(named)));
    return static_cast<bool>(names_);
  }

 private:
  bool push(PyObject* value) {
    if (value == nullptr) return false;
    values_[++count_] = value;
    return true;
  }
  bool add_name(const char* name) {
    PyObject* text = PyUnicode_InternFromString(name);
    return text != nullptr && PyTuple_SetItem(names_.raw(), named_++, text) == 0;
  }
  PyObject* values_[N + 1] = {};
  std::size_t count_ = 0;
  Object names_;
  Py_ssize_t named_ = 0;
  Pass pass_;
};

/// Why an operation on this handle cannot even begin.
template <class Self>
Error fault_of(const Self& self) {
  if constexpr (std::is_same_v<Self, Result<Object>>) {
    if (!self) return self.error();
  }
  return _PyThreadState_UncheckedGet() == nullptr ? Error::take() : Error::of(PyExc_SystemError, "an operation on an empty pyemb handle");
}


}  // namespace detail

#define PYEMB_NEED(self) \
  if ((self)->target() == nullptr) return detail::fault_of(static_cast<const Self&>(*(self)))

template <class Self>
Result<Object> Operations<Self>::attr(const char* name) const {
  PYEMB_NEED(this);
  return detail::taken(PyObject_GetAttrString(target(), name));
}
template <class Self>
template <class T>
Result<void> Operations<Self>::set_attr(const char* name, T&& value) const {
  PYEMB_NEED(this);
  detail::Pass pass;
  Object made = Object::steal(detail::make(std::forward<T>(value), pass));
  return detail::taken_status(made ? PyObject_SetAttrString(target(), name, made.raw()) : -1);
}
template <class Self>
Result<void> Operations<Self>::del_attr(const char* name) const {
  PYEMB_NEED(this);
  return detail::taken_status(PyObject_DelAttrString(target(), name));
}
template <class Self>
template <class K>
Result<Object> Operations<Self>::item(K&& key) const {
  PYEMB_NEED(this);
  detail::Pass pass;
  Object made = Object::steal(detail::make(std::forward<K>(key), pass));
  return detail::taken(made ? PyObject_GetItem(target(), made.raw()) : nullptr);
}
template <class Self>
template <class K, class T>
Result<void> Operations<Self>::set_item(K&& key, T&& value) const {
  PYEMB_NEED(this);
  detail::Pass pass;
  Object k = Object::steal(detail::make(std::forward<K>(key), pass));
  Object v = Object::steal(k ? detail::make(std::forward<T>(value), pass) : nullptr);
  return detail::taken_status(v ? PyObject_SetItem(target(), k.raw(), v.raw()) : -1);
}
template <class Self>
template <class K>
Result<void> Operations<Self>::del_item(K&& key) const {
  PYEMB_NEED(this);
  detail::Pass pass;
  Object made = Object::steal(detail::make(std::forward<K>(key), pass));
  return detail::taken_status(made ? PyObject_DelItem(target(), made.raw()) : -1);
}
template <class Self>
template <class T>
Result<bool> Operations<Self>::contains(T&& value) const {
  PYEMB_NEED(this);
  detail::Pass pass;
  Object made = Object::steal(detail::make(std::forward<T>(value), pass));
  return detail::taken_truth(made ? PySequence_Contains(target(), made.raw()) : -1);
}
template <class Self>
Result<std::size_t> Operations<Self>::size() const {
  PYEMB_NEED(this);
  const Py_ssize_t size = PyObject_Size(target());
  if (size < 0) return Error::take();
  return static_cast<std::size_t>(size);
}

template <class Self>
template <class... Values>
Result<Object> Operations<Self>::operator()(Values&&... values) const {
  static_assert(detail::names_come_last<Values...>(), "named arguments follow the positional ones");
  PYEMB_NEED(this);
  constexpr std::size_t kNamed = detail::kNamedCount<Values...>;
  detail::Arguments<sizeof...(Values)> arguments;
  if (!arguments.reserve_names(kNamed) || !(arguments.add(std::forward<Values>(values)) && ...)) return Error::take();
  return detail::taken(arguments.call(target(), kNamed));
}
template <class Self>
template <class... Values>
Result<Object> Operations<Self>::method(const char* name, Values&&... values) const {
  static_assert(detail::names_come_last<Values...>(), "named arguments follow the positional ones");
  PYEMB_NEED(this);
  constexpr std::size_t kNamed = detail::kNamedCount<Values...>;
  Object text = Object::steal(PyUnicode_InternFromString(name));
  detail::Arguments<sizeof...(Values) + 1> arguments;
  if (!text || !arguments.reserve_names(kNamed) || !arguments.add(View(target())) || !(arguments.add(std::forward<Values>(values)) && ...)) return Error::take();
  return detail::taken(arguments.call_method(text.raw(), kNamed));
}

template <class Self>
template <class T>
Result<T> Operations<Self>::to() const {
  PYEMB_NEED(this);
  detail::Pass pass;
  if constexpr (std::is_reference_v<T>) {
    auto* value = detail::find_value<std::remove_cvref_t<T>>(target(), pass);
    if (value == nullptr) return Error::take();
    return *value;
  } else {
    std::optional<T> value;
    if (!detail::load<T>(target(), pass, value)) return Error::take();
    return std::move(*value);
  }
}
template <class Self>
Result<std::string> Operations<Self>::str() const {
  PYEMB_NEED(this);
  return detail::taken_text(PyObject_Str(target()));
}
template <class Self>
Result<std::string> Operations<Self>::repr() const {
  PYEMB_NEED(this);
  return detail::taken_text(PyObject_Repr(target()));
}
template <class Self>
Result<bool> Operations<Self>::truth() const {
  PYEMB_NEED(this);
  return detail::taken_truth(PyObject_IsTrue(target()));
}
template <class Self>
Result<Py_hash_t> Operations<Self>::hash() const {
  PYEMB_NEED(this);
  const Py_hash_t hash = PyObject_Hash(target());
  if (hash == -1) return Error::take();
  return hash;
}
template <class Self>
template <class T>
Result<bool> Operations<Self>::equals(T&& other) const {
  PYEMB_NEED(this);
  detail::Pass pass;
  Object made = Object::steal(detail::make(std::forward<T>(other), pass));
  return detail::taken_truth(made ? PyObject_RichCompareBool(target(), made.raw(), Py_EQ) : -1);
}
template <class Self>
template <class T>
Result<bool> Operations<Self>::less(T&& other) const {
  PYEMB_NEED(this);
  detail::Pass pass;
  Object made = Object::steal(detail::make(std::forward<T>(other), pass));
  return detail::taken_truth(made ? PyObject_RichCompareBool(target(), made.raw(), Py_LT) : -1);
}
template <class Self>
Result<Object> Operations<Self>::type() const {
  PYEMB_NEED(this);
  return Object::share(reinterpret_cast<PyObject*>(Py_TYPE(target())));
}
template <class Self>
std::string Operations<Self>::type_name() const {
  if (target() == nullptr) return "?";
  std::string name = detail::text_or(PyType_GetQualName(Py_TYPE(target())), "?");
  PyErr_Clear();
  return name;
}
template <class Self>
Result<bool> Operations<Self>::is_instance(View type) const {
  PYEMB_NEED(this);
  return detail::taken_truth(PyObject_IsInstance(target(), type.raw()));
}

#undef PYEMB_NEED

/// A walk over an iterable, for a range-based for. Ends after the last item, or after a failure, which is an item that is an error.
class Items {
 public:
  explicit Items(Result<Object> iterator) : iterator_(std::move(iterator)) {}

  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Result<Object>;
    using difference_type = std::ptrdiff_t;
    using pointer = value_type*;
    using reference = value_type&;
    explicit Iterator(Items* items) : items_(items) { ++*this; }
    Iterator() = default;
    Result<Object>& operator*() const { return items_->item_; }
    Result<Object>* operator->() const { return &items_->item_; }
    Iterator& operator++() {
      if (!items_->advance()) items_ = nullptr;
      return *this;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.items_ == b.items_; }

   private:
    Items* items_ = nullptr;
  };
  Iterator begin() { return Iterator(this); }
  Iterator end() { return Iterator(); }

 private:
  bool advance() {
    if (over_) return false;
    if (iterator_) {
      if (PyObject* next = PyIter_Next(iterator_.raw())) return item_ = Object::steal(next), true;
      if (PyErr_Occurred() == nullptr) return false;
      item_ = Error::take();
    } else {
      item_ = iterator_.error();
    }
    return over_ = true;
  }
  Result<Object> iterator_;
  Result<Object> item_ = Object();
  bool over_ = false;
};

template <class Self>
Items Operations<Self>::each() const {
  if (target() == nullptr) return Items(detail::fault_of(static_cast<const Self&>(*this)));
  return Items(detail::taken(PyObject_GetIter(target())));
}

}  // namespace api
}  // namespace pyemb
