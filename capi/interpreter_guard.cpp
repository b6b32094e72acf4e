// SPDX-License-Identifier: MIT
// Guards and views of interpreters (PEP 788): how native threads come into an interpreter that may be ending, or may have gone.
#include <new>

#include "state/gil.h"
#include "state/memory.h"
#include "state/runtime.h"
#include "thread_states.h"

using namespace pyemb;
using namespace pyemb::capi;

struct PyInterpreterGuard {
  InterpreterName name;
};
struct PyInterpreterView {
  InterpreterName name;
};

namespace {

enum class Way : uint8_t {
  kWasIn,    ///< the thread was attached to this interpreter
  kCameBack, ///< to its own state
  kEntered,  ///< by a new state
};

}  // namespace

struct PyThreadStateToken {
  Way way;
  ThreadState* before;        ///< was attached, to another interpreter; null: none was
  PyInterpreterGuard* guard;  ///< goes with it; null: it is the caller's
};

namespace {

template <class T, class... Fields>
T* make(Fields... fields) {
  void* memory = memory_allocate(Domain::kRaw, sizeof(T));
  return memory == nullptr ? nullptr : new (memory) T{fields...};
}

template <class T>
void release(T* thing) {
  memory_release(Domain::kRaw, thing);
}

PyInterpreterGuard* guard_of(const InterpreterName& name) {
  auto* guard = make<PyInterpreterGuard>(name);
  if (guard == nullptr || add_guard(name)) return guard;
  release(guard);
  return nullptr;
}

/// Attaches the calling thread to the interpreter; false: nothing has changed.
bool come_in(Interpreter& interp, PyThreadStateToken& token) {
  if (current_thread() != nullptr && &current_thread()->interp == &interp) return true;
  token.before = suspend(Standing::kAway);
  token.way = Way::kCameBack;
  if (resume_own(interp) != nullptr) return true;
  token.way = Way::kEntered;
  if (enter_for_a_while(interp) != nullptr) return true;
  if (token.before != nullptr) resume(token.before);
  return false;
}

InterpreterName name_of(Interpreter& interp) { return {&interp, interp.gil->serial}; }

}  // namespace

PyInterpreterGuard* PyInterpreterGuard_FromCurrent(void) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return nullptr;
  PyInterpreterGuard* guard = guard_of(name_of(ts->interp));
  if (guard == nullptr) static_cast<void>(raise(*ts, Exc::kRuntimeError, "the interpreter is ending, or there is no memory for a guard"));
  return guard;
}

PyInterpreterGuard* PyInterpreterGuard_FromView(PyInterpreterView* view) { return view == nullptr ? nullptr : guard_of(view->name); }

void PyInterpreterGuard_Close(PyInterpreterGuard* guard) {
  if (guard == nullptr) return;
  remove_guard(guard->name);
  release(guard);
}

PyInterpreterView* PyInterpreterView_FromCurrent(void) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return nullptr;
  auto* view = make<PyInterpreterView>(name_of(ts->interp));
  if (view == nullptr) static_cast<void>(raise_no_memory(*ts));
  return view;
}

PyInterpreterView* PyInterpreterView_FromMain(void) {
  InterpreterName name = {};
  return find_main(&name) ? make<PyInterpreterView>(name) : nullptr;
}

void PyInterpreterView_Close(PyInterpreterView* view) { release(view); }

PyThreadStateToken* PyThreadState_Ensure(PyInterpreterGuard* guard) {
  if (guard == nullptr) return nullptr;
  auto* token = make<PyThreadStateToken>(Way::kWasIn, nullptr, nullptr);
  if (token == nullptr) return nullptr;
  const bool is_there = add_guard(guard->name);  // it may have ended without waiting for this guard any longer
  const bool is_in = is_there && come_in(*guard->name.interp, *token);
  if (is_there) remove_guard(guard->name);
  if (is_in) return token;
  release(token);
  return nullptr;
}

PyThreadStateToken* PyThreadState_EnsureFromView(PyInterpreterView* view) {
  PyInterpreterGuard* guard = PyInterpreterGuard_FromView(view);
  PyThreadStateToken* token = PyThreadState_Ensure(guard);
  if (token == nullptr) {
    PyInterpreterGuard_Close(guard);
  } else {
    token->guard = guard;
  }
  return token;
}

void PyThreadState_Release(PyThreadStateToken* token) {
  if (token == nullptr) return;
  if (token->way == Way::kCameBack) suspend(Standing::kAway);
  if (token->way == Way::kEntered) PyThreadState_DeleteCurrent();
  if (token->before != nullptr) resume(token->before);
  PyInterpreterGuard_Close(token->guard);
  release(token);
}
