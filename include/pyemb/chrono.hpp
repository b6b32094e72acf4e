// SPDX-License-Identifier: MIT
#pragma once

// std::chrono durations: datetime.timedelta, in microseconds; from a timedelta, or from a number of seconds. Since 0.1.

#include <chrono>
#include <cmath>

#include "convert.hpp"

namespace pyemb {
inline namespace api {
namespace detail {

using Microseconds = std::chrono::duration<long long, std::micro>;

inline Object timedelta_class() {
  Object module = Object::steal(PyImport_ImportModule("datetime"));
  return Object::steal(module ? PyObject_GetAttrString(module.raw(), "timedelta") : nullptr);
}

/// The microseconds of a timedelta.
inline bool load_timedelta(PyObject* source, Microseconds& to) {
  long long parts[3] = {};
  const char* const names[3] = {"days", "seconds", "microseconds"};
  for (int i = 0; i < 3; ++i) {
    Object part = Object::steal(PyObject_GetAttrString(source, names[i]));
    if (!part) return false;
    parts[i] = PyLong_AsLongLong(part.raw());
    if (parts[i] == -1 && PyErr_Occurred() != nullptr) return false;
  }
  if (parts[0] > 106000000 || parts[0] < -106000000) {  // there may be 10^9 days: 8.64 * 10^19 would not fit
    PyErr_SetString(PyExc_OverflowError, "timedelta too large for a duration in microseconds");
    return false;
  }
  to = Microseconds((parts[0] * 86400 + parts[1]) * 1000000 + parts[2]);
  return true;
}

}  // namespace detail

template <class Rep, class Period>
struct Convert<std::chrono::duration<Rep, Period>> {
  using Duration = std::chrono::duration<Rep, Period>;
  static constexpr std::string_view kName = "timedelta or seconds";
  static PyObject* make(const Duration& value, detail::Pass&) {
    Object type = detail::timedelta_class();
    if (!type) return nullptr;
    const long long all = std::chrono::floor<detail::Microseconds>(value).count();
    const long long seconds = all / 1000000 - (all % 1000000 < 0 ? 1 : 0);
    Object arguments[3] = {Object::steal(PyLong_FromLong(0)), Object::steal(PyLong_FromLongLong(seconds)), Object::steal(PyLong_FromLongLong(all - seconds * 1000000))};
    PyObject* raw[3] = {arguments[0].raw(), arguments[1].raw(), arguments[2].raw()};
    return arguments[0] && arguments[1] && arguments[2] ? PyObject_Vectorcall(type.raw(), raw, 3, nullptr) : nullptr;
  }
  static bool load(PyObject* source, detail::Pass& pass, std::optional<Duration>& to) {
    if (PyFloat_Check(source) != 0 || PyLong_Check(source) != 0) return !pass.exact ? load_seconds(source, to) : detail::mismatch(source, kName);
    Object type = detail::timedelta_class();
    const int is_one = type ? PyObject_IsInstance(source, type.raw()) : -1;
    if (is_one < 0) return false;
    if (is_one == 0) return detail::mismatch(source, kName);
    detail::Microseconds microseconds;
    if (!detail::load_timedelta(source, microseconds) || !fits(static_cast<double>(microseconds.count()) * 1e-6)) return false;
    to = std::chrono::duration_cast<Duration>(microseconds);
    return true;
  }

 private:
  static bool fits(double seconds) {
    constexpr double kMost = static_cast<double>(std::numeric_limits<Rep>::max()) * static_cast<double>(Period::num) / static_cast<double>(Period::den);
    if (std::abs(seconds) < kMost) return true;  // no NaN is
    PyErr_SetString(PyExc_OverflowError, "seconds out of range for the duration");
    return false;
  }
  static bool load_seconds(PyObject* source, std::optional<Duration>& to) {
    const double seconds = PyFloat_AsDouble(source);
    if (seconds == -1.0 && PyErr_Occurred() != nullptr) return false;
    if (!fits(seconds)) return false;
    to = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
    return true;
  }
};

}  // namespace api
}  // namespace pyemb
