// SPDX-License-Identifier: MIT
#pragma once

// Generators and coroutines that the host runs a step at a time: behaviours of a game, jobs of a scheduler.
//
//     pyemb::Coroutine patrol(python.get("patrol")(guard).value_or({}));        // a generator, or what an async function gives
//     while (patrol) {                                                          // each frame
//       pyemb::Result<std::optional<pyemb::Object>> pause = patrol.step();
//       if (!pause) return complain(pause.error().text());
//       if (*pause) wait_for(**pause);                                          // what it yielded; nothing: it has returned patrol.result()
//     }
//
// To give up one that has not ended, close() it, or let it go: either runs its `finally` blocks. Since 0.1.

#include "call.hpp"

namespace pyemb {
inline namespace api {

class Coroutine {
 public:
  Coroutine() = default;
  /// Of a generator, a coroutine or any iterator. Nothing of it runs yet.
  explicit Coroutine(Object what) : what_(std::move(what)) {}

  /// Whether there is more to run.
  explicit operator bool() const { return static_cast<bool>(what_); }
  View view() const { return View(what_.raw()); }

  /// Runs it up to its next `yield`, or to a pause of what it awaits, and answers what came out; nullopt: it has returned. After that, and after an
  /// error, there is no more to run.
  Result<std::optional<Object>> step() { return advance(Py_None); }
  /// The same, and the `yield` where it waits has this value.
  template <class T>
  Result<std::optional<Object>> send(T&& value) {
    detail::Pass pass;
    Object made = Object::steal(detail::make(std::forward<T>(value), pass));
    if (!made) return Error::take();
    return advance(made.raw());
  }
  /// What it has returned.
  const Object& result() const { return result_; }

  /// Ends it where it stands. An error: it raised one of its own on the way out, or would not end.
  Result<void> close() {
    Object what = std::exchange(what_, Object());
    if (!what || !what.has_attr("close")) return {};
    Result<Object> closed = what.method("close");
    if (!closed) return std::move(closed).error();
    return {};
  }

 private:
  Result<std::optional<Object>> advance(PyObject* sent) {
    PyObject* out = nullptr;
    if (!what_) return std::optional<Object>();
    // It may give itself up while it runs: it stays alive until the step is over.
    const Object running = what_;
    const PySendResult outcome = PyIter_Send(running.raw(), sent, &out);
    if (outcome == PYGEN_NEXT) return std::optional<Object>(Object::steal(out));
    what_.reset();
    if (outcome == PYGEN_ERROR) return Error::take();
    result_ = Object::steal(out);
    return std::optional<Object>();
  }
  Object what_;
  Object result_;
};

}  // namespace api
}  // namespace pyemb
