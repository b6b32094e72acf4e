// SPDX-License-Identifier: MIT
#pragma once

// Conversion of the standard containers, by copying:
//
//     pair, tuple                            tuple; from any sequence of that length
//     vector, deque, list, span              list; from any iterable but str, bytes and mappings (a span cannot be read: see buffer.hpp)
//     array                                  list; from an iterable of that length
//     set, unordered_set                     set; from any iterable but str, bytes and mappings
//     map, unordered_map                     dict; from a dict or another mapping
//     vector<std::byte>, span<const byte>    bytes; from whatever has a buffer
//
// Elements convert as they would alone. Since 0.1.

#include <array>
#include <cstddef>
#include <deque>
#include <list>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "convert.hpp"

namespace pyemb {
inline namespace api {
namespace detail {

/// Calls `add` with each item of an iterable, as a T. What is a unit of its own is none.
template <class T, class Add>
bool load_items(PyObject* source, Pass& pass, std::string_view wanted, Add add) {
  if (PyUnicode_Check(source) != 0 || PyBytes_Check(source) != 0 || PyDict_Check(source) != 0) return mismatch(source, wanted);
  Object iterator = Object::steal(PyObject_GetIter(source));
  if (!iterator) return PyErr_ExceptionMatches(PyExc_TypeError) != 0 ? (PyErr_Clear(), mismatch(source, wanted)) : false;
  while (true) {
    Object item = Object::steal(PyIter_Next(iterator.raw()));
    if (!item) return PyErr_Occurred() == nullptr;
    std::optional<T> value;
    if (!load<T>(item.raw(), pass, value)) return false;
    if (!add(std::move(*value))) return false;
  }
}

/// The elements as a list.
template <class Container>
PyObject* make_list(const Container& values, std::size_t count, Pass& pass) {
  Object list = Object::steal(PyList_New(static_cast<Py_ssize_t>(count)));
  if (!list) return nullptr;
  Py_ssize_t at = 0;
  for (const auto& value : values) {
    PyObject* item = make(value, pass);
    if (item == nullptr || PyList_SetItem(list.raw(), at++, item) < 0) return nullptr;
  }
  return list.release();
}

template <class Container, class T>
struct ConvertSequence {
  static constexpr std::string_view kName = "an iterable";
  static PyObject* make(const Container& values, Pass& pass) { return make_list(values, values.size(), pass); }
  static bool load(PyObject* source, Pass& pass, std::optional<Container>& to) {
    to.emplace();
    return load_items<T>(source, pass, kName, [&](T&& value) { return to->push_back(std::move(value)), true; });
  }
};

template <class Container, class T>
struct ConvertSet {
  static constexpr std::string_view kName = "an iterable";
  static PyObject* make(const Container& values, Pass& pass) {
    Object set = Object::steal(PySet_New(nullptr));
    for (const T& value : values) {
      Object item = Object::steal(set ? detail::make(value, pass) : nullptr);
      if (!item || PySet_Add(set.raw(), item.raw()) < 0) return nullptr;
    }
    return set.release();
  }
  static bool load(PyObject* source, Pass& pass, std::optional<Container>& to) {
    if (pass.exact && PyAnySet_Check(source) == 0) return mismatch(source, "set");
    to.emplace();
    return load_items<T>(source, pass, kName, [&](T&& value) { return to->insert(std::move(value)), true; });
  }
};

template <class Container, class K, class V>
struct ConvertMap {
  static constexpr std::string_view kName = "a mapping";
  static PyObject* make(const Container& values, Pass& pass) {
    Object dict = Object::steal(PyDict_New());
    if (!dict) return nullptr;
    for (const auto& [key, value] : values) {
      Object k = Object::steal(detail::make(key, pass));
      Object v = Object::steal(k ? detail::make(value, pass) : nullptr);
      if (!v || PyDict_SetItem(dict.raw(), k.raw(), v.raw()) < 0) return nullptr;
    }
    return dict.release();
  }
  static bool load(PyObject* source, Pass& pass, std::optional<Container>& to) {
    if (PyDict_Check(source) == 0 && (pass.exact || PyObject_HasAttrString(source, "keys") == 0)) return mismatch(source, kName);
    Object items = Object::steal(PyMapping_Items(source));
    if (!items) return false;
    to.emplace();
    return load_items<std::pair<K, V>>(items.raw(), pass, kName, [&](std::pair<K, V>&& item) {
      return to->insert_or_assign(std::move(item.first), std::move(item.second)), true;
    });
  }
};

template <class Tuple, class... Ts>
struct ConvertTuple {
  static constexpr std::string_view kName = "a sequence";
  static PyObject* make(const Tuple& values, Pass& pass) { return make_each(values, pass, std::index_sequence_for<Ts...>()); }
  static bool load(PyObject* source, Pass& pass, std::optional<Tuple>& to) {
    if (PyUnicode_Check(source) != 0 || PyBytes_Check(source) != 0 || PySequence_Check(source) == 0) return mismatch(source, kName);
    const Py_ssize_t size = PySequence_Size(source);
    if (size < 0) return false;
    if (size != static_cast<Py_ssize_t>(sizeof...(Ts))) {
      PyErr_Format(PyExc_ValueError, "expected %zu items, got %zd", sizeof...(Ts), size);
      return false;
    }
    return load_each(source, pass, to, std::index_sequence_for<Ts...>());
  }

 private:
  template <std::size_t... I>
  static PyObject* make_each(const Tuple& values, Pass& pass, std::index_sequence<I...>) {
    Object tuple = Object::steal(PyTuple_New(sizeof...(Ts)));
    auto put = [&](Py_ssize_t at, PyObject* item) { return item != nullptr && PyTuple_SetItem(tuple.raw(), at, item) == 0; };
    const bool well = tuple && (put(I, detail::make(std::get<I>(values), pass)) && ...);
    return well ? tuple.release() : nullptr;
  }
  template <std::size_t... I>
  static bool load_each(PyObject* source, Pass& pass, std::optional<Tuple>& to, std::index_sequence<I...>) {
    std::tuple<std::optional<Ts>...> values;
    auto take = [&](Py_ssize_t at, auto& value) {
      Object item = Object::steal(PySequence_GetItem(source, at));
      return item && detail::load(item.raw(), pass, value);
    };
    if (!(take(I, std::get<I>(values)) && ...)) return false;
    to.emplace(std::move(*std::get<I>(values))...);
    return true;
  }
};

}  // namespace detail

template <class T, class A>
struct Convert<std::vector<T, A>> : detail::ConvertSequence<std::vector<T, A>, T> {};
template <class T, class A>
struct Convert<std::deque<T, A>> : detail::ConvertSequence<std::deque<T, A>, T> {};
template <class T, class A>
struct Convert<std::list<T, A>> : detail::ConvertSequence<std::list<T, A>, T> {};
template <class T, class C, class A>
struct Convert<std::set<T, C, A>> : detail::ConvertSet<std::set<T, C, A>, T> {};
template <class T, class H, class E, class A>
struct Convert<std::unordered_set<T, H, E, A>> : detail::ConvertSet<std::unordered_set<T, H, E, A>, T> {};
template <class K, class V, class C, class A>
struct Convert<std::map<K, V, C, A>> : detail::ConvertMap<std::map<K, V, C, A>, K, V> {};
template <class K, class V, class H, class E, class A>
struct Convert<std::unordered_map<K, V, H, E, A>> : detail::ConvertMap<std::unordered_map<K, V, H, E, A>, K, V> {};
template <class A, class B>
struct Convert<std::pair<A, B>> : detail::ConvertTuple<std::pair<A, B>, A, B> {};
template <class... Ts>
struct Convert<std::tuple<Ts...>> : detail::ConvertTuple<std::tuple<Ts...>, Ts...> {};

template <class T, std::size_t N>
struct Convert<std::array<T, N>> {
  static constexpr std::string_view kName = "an iterable";
  static PyObject* make(const std::array<T, N>& values, detail::Pass& pass) { return detail::make_list(values, N, pass); }
  static bool load(PyObject* source, detail::Pass& pass, std::optional<std::array<T, N>>& to) {
    std::vector<T> items;
    items.reserve(N);
    auto add = [&](T&& value) { return items.push_back(std::move(value)), true; };
    if (!detail::load_items<T>(source, pass, kName, add)) return false;
    if (items.size() != N) {
      PyErr_Format(PyExc_ValueError, "expected %zu items, got %zu", N, items.size());
      return false;
    }
    return move_all(items, to, std::make_index_sequence<N>());
  }

 private:
  template <std::size_t... I>
  static bool move_all(std::vector<T>& items, std::optional<std::array<T, N>>& to, std::index_sequence<I...>) {
    to.emplace(std::array<T, N>{{std::move(items[I])...}});
    return true;
  }
};

/// Only to Python, as a list; a parameter of this type reads a buffer (buffer.hpp).
template <class T, std::size_t N>
struct Convert<std::span<T, N>> {
  static constexpr std::string_view kName = "a buffer";
  static PyObject* make(const std::span<T, N>& values, detail::Pass& pass) { return detail::make_list(values, values.size(), pass); }
};
template <std::size_t N>
struct Convert<std::span<const std::byte, N>> {
  static constexpr std::string_view kName = "a bytes-like object";
  static PyObject* make(const std::span<const std::byte, N>& bytes, detail::Pass&) {
    return PyBytes_FromStringAndSize(reinterpret_cast<const char*>(bytes.data()), static_cast<Py_ssize_t>(bytes.size()));
  }
};
template <class A>
struct Convert<std::vector<std::byte, A>> {
  static constexpr std::string_view kName = "a bytes-like object";
  static PyObject* make(const std::vector<std::byte, A>& bytes, detail::Pass&) {
    return PyBytes_FromStringAndSize(reinterpret_cast<const char*>(bytes.data()), static_cast<Py_ssize_t>(bytes.size()));
  }
  static bool load(PyObject* source, detail::Pass&, std::optional<std::vector<std::byte, A>>& to) {
    Py_buffer view;
    if (PyObject_CheckBuffer(source) == 0) return detail::mismatch(source, kName);
    if (PyObject_GetBuffer(source, &view, PyBUF_SIMPLE) < 0) return false;
    const auto* first = static_cast<const std::byte*>(view.buf);
    to.emplace(first, first + view.len);
    PyBuffer_Release(&view);
    return true;
  }
};

}  // namespace api
}  // namespace pyemb
