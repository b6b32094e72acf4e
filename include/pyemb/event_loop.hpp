// SPDX-License-Identifier: MIT
#pragma once

// asyncio for hosts with a main loop of their own: tasks and timers of Python run in steps, for as long as the host gives them.
//
//     pyemb::EventLoop loop(python);
//     loop.start(python.eval("talk()"));                               // a task of a coroutine
//     while (game_runs) {
//       draw();
//       loop.step(std::chrono::microseconds(500));                     // never waits
//     }
//
// The thread that makes the steps is the one that the loop belongs to; from others use its call_soon_threadsafe(). Since 0.1.

#include <chrono>
#include <optional>

#include "interpreter.hpp"

namespace pyemb {
inline namespace api {

class EventLoop {
 public:
  /// How a step ended.
  struct Step {
    bool is_ready = false;                                 ///< more could have run
    std::optional<std::chrono::microseconds> next_timer;   ///< how long until one is due
  };

  /// The interpreter's loop, made on first use (importing asyncio takes some milliseconds). It must not outlive the interpreter.
  explicit EventLoop(Interpreter& python) : interpreter_(python.raw()), loop_(make(interpreter_)) {}
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  ~EventLoop() {
    Guard inside(interpreter_);
    if (inside) loop_ = Error(std::string("the event loop has been let go of"));
  }

  /// The loop object; an error if it could not be made.
  const Result<Object>& object() const { return loop_; }
  explicit operator bool() const { return loop_.has_value(); }

  /// Runs what is ready for at most this long. At least one callback runs if there is one, and none is broken off. An error: SystemExit or
  /// KeyboardInterrupt of a callback; other exceptions go to the loop's exception handler.
  Result<Step> step(std::chrono::microseconds budget) {
    if (!loop_) return loop_.error();
    Guard inside(interpreter_);
    if (!inside) return Error(std::string("the interpreter does not run"));
    std::int64_t timer = -1;
    const int status = PyEmb_StepEventLoop(loop_->raw(), budget.count() < 0 ? 0 : budget.count(), &timer);
    if (status < 0) return Error::take();
    Step step;
    step.is_ready = status != 0;
    if (timer >= 0) step.next_timer = std::chrono::microseconds(timer);
    return step;
  }

  /// Makes a task of a coroutine, which runs from the next step on. What went wrong in making the coroutine is passed on.
  Result<Object> start(const Result<Object>& coroutine) {
    if (!coroutine) return coroutine.error();
    Guard inside(interpreter_);
    if (!inside) return Error(std::string("the interpreter does not run"));
    return loop_.method("create_task", *coroutine);
  }

  /// Cancels what runs, gives it the chance to clean up, and closes the loop.
  Result<void> close() {
    Guard inside(interpreter_);
    if (!inside) return Error(std::string("the interpreter does not run"));
    return detail::taken_status(PyEmb_CloseEventLoop());
  }

 private:
  static Result<Object> make(PyInterpreterState* interpreter) {
    Guard inside(interpreter);
    if (!inside) return Error(std::string("the interpreter does not run"));
    return detail::taken(PyEmb_EventLoop());
  }
  PyInterpreterState* interpreter_;
  Result<Object> loop_;
};

}  // namespace api
}  // namespace pyemb
