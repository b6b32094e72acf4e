// SPDX-License-Identifier: MIT
#pragma once

// Functions of Python kept in C++, and functions of C++ given to Python.
//
//     std::vector<pyemb::Callable<void(int)>> listeners;
//     m.def("listen", [&](pyemb::Callable<void(int)> f) { listeners.push_back(std::move(f)); });
//     for (auto& listener : listeners) if (auto r = listener(42); !r) complain(r.error().text());
//
// A Callable may be copied, called and destroyed on any thread, attached or not; it must go before its interpreter ends. A parameter std::function
// is one as well: where the host has C++ exceptions, what the function raises is thrown as pyemb::Exception; where it has not, it goes to
// sys.unraisablehook, and the answer is an empty one. Since 0.1.

#include <functional>
#include <memory>

#include "bind.hpp"

namespace pyemb {
inline namespace api {

template <class F>
class Callable;

template <class R, class... A>
class Callable<R(A...)> {
 public:
  Callable() = default;
  explicit Callable(View function)
      : interpreter_(PyInterpreterState_Get()), function_(function.raw(), detail::LateRelease{Py_NewRef(function.raw()), interpreter_}) {}
  explicit operator bool() const { return function_ != nullptr; }
  View function() const { return View(function_.get()); }
  /// Whether copies of it share the reference.
  bool is_shared() const { return function_.use_count() > 1; }

  Result<R> operator()(A... arguments) const {
    if (!function_) return Error(std::string("an empty pyemb::Callable"));
    Guard inside(interpreter_);
    if (!inside) return Error(std::string("the interpreter does not run"));
    Result<Object> answer = View(function_.get())(std::forward<A>(arguments)...);
    if (!answer) return std::move(answer).error();
    if constexpr (std::is_void_v<R>) {
      return {};
    } else {
      return answer.template to<R>();
    }
  }

 private:
  PyInterpreterState* interpreter_ = nullptr;
  std::shared_ptr<PyObject> function_;
};

template <class R, class... A>
struct Convert<Callable<R(A...)>> {
  static constexpr std::string_view kName = "a callable";
  static PyObject* make(const Callable<R(A...)>& value, detail::Pass&) { return value ? Py_NewRef(value.function().raw()) : Py_None; }
  static bool load(PyObject* source, detail::Pass&, std::optional<Callable<R(A...)>>& to) {
    if (PyCallable_Check(source) == 0) return detail::mismatch(source, kName);
    to.emplace(View(source));
    return true;
  }
};

/// A function object for anything that can be called; what else may follow stands in bind.hpp.
template <class F, class... Extra>
Result<Object> function(const char* name, F&& callable, const Extra&... extra) {
  using Info = detail::CodeOf<detail::Held<std::decay_t<F>>, void>;
  Object carrier = detail::new_carrier("pyemb");
  if (!carrier) return Error::take();
  auto record = detail::make_record<typename Info::Type, typename Info::Parameters>(detail::current_registry(), name, "", extra...);
  if (record == nullptr) return Error::take();
  detail::keep_callable(*record, std::forward<F>(callable));
  Module module(carrier, carrier);
  return detail::taken(module.make_function(std::move(record)));
}

template <class R, class... A>
struct Convert<std::function<R(A...)>> {
  using Function = std::function<R(A...)>;
  static constexpr std::string_view kName = "a callable";
  static PyObject* make(const Function& value, detail::Pass&) {
    if (!value) return Py_None;
    Result<Object> made = function("function", value);
    if (!made) return std::move(made).error().raise(), nullptr;
    return (*made).release();
  }
  static bool load(PyObject* source, detail::Pass&, std::optional<Function>& to) {
    to.emplace();
    if (Py_IsNone(source)) return true;
    if (PyCallable_Check(source) == 0) return detail::mismatch(source, kName);
    *to = [held = Callable<R(A...)>(View(source))](A... arguments) -> R { return answer(held(std::forward<A>(arguments)...)); };
    return true;
  }

 private:
  static R answer(Result<R> result) {
#if PYEMB_HOST_THROWS
    if constexpr (std::is_void_v<R>) {
      result.value();
    } else {
      return std::move(result).value();
    }
#else
    if (!result) {
      std::move(result).error().raise();
      PyErr_WriteUnraisable(nullptr);
      return R();
    }
    if constexpr (!std::is_void_v<R>) return std::move(*result);
#endif
  }
};

}  // namespace api
}  // namespace pyemb
