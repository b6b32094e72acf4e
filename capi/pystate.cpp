// SPDX-License-Identifier: MIT
// Interpreters, thread states, and the interpreter lock.
#include <pthread.h>

#include "objects/dict.h"
#include "state/gil.h"
#include "state/tracing_pause.h"
#include "thread_states.h"
#include "vm/frame_object.h"
#include "vm/threads.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

/// The state that is the calling thread's own; its number tells whether the address still means the same.
struct OwnState {
  ThreadState* ts = nullptr;
  uint64_t id = 0;
  const Interpreter* interp = nullptr;
  bool made_for_gil = false;  ///< the first PyGILState_Ensure() made it, the last PyGILState_Release() ends it
};
thread_local OwnState t_own;

void own(ThreadState* ts) { t_own = ts != nullptr ? OwnState{ts, ts->id, &ts->interp} : OwnState(); }

/// A borrowed dict in `place`, made on first use; NULL and no exception without memory.
PyObject* dict_in(ThreadState& ts, Value& place) {
  if (place.is_null()) {
    Result<Own<Dict>> made = new_dict(ts);
    if (made.raised()) return ts.clear_pending(), nullptr;
    place = Ref(made.take()).release();
  }
  return capi::to_c(place);
}

}  // namespace

constinit thread_local ThreadState* pyemb::capi::t_current = nullptr;

void pyemb::capi::attach(ThreadState* ts) {
  t_current = ts;
  own(ts);
}

void pyemb::capi::detach_last(ThreadState* ts) {
  t_current = nullptr;
  if (t_own.ts == ts) own(nullptr);
}

bool pyemb::capi::resume(ThreadState* ts) {
  if (UNLIKELY(is_cleared(ts->interp))) {
    ts->standing = Standing::kIdle;
    return false;
  }
  if (ts->ident != static_cast<uint64_t>(pthread_self())) bind_thread_state(*ts);  // another native thread used it last
  gil_acquire(*ts);
  if ((ts->breaker.load() & static_cast<uint32_t>(Breaker::kLeave)) == 0) {
    t_current = ts;
    return true;
  }
  if (t_own.ts == ts) own(nullptr);
  leave_interpreter(*ts);
  return false;
}

ThreadState* pyemb::capi::resume_own(const Interpreter& interp) {
  ThreadState* ts = t_own.ts;
  if (t_current != nullptr || t_own.interp != &interp || !claim_thread(ts, t_own.id)) return nullptr;
  return resume(ts) ? ts : nullptr;
}

ThreadState* pyemb::capi::enter_for_a_while(Interpreter& interp) {
  ThreadState* ts = nullptr;
  if (enter_interpreter(&interp, &ts) != Entry::kEntered) return nullptr;
  t_current = ts;
  return ts;
}

ThreadState* pyemb::capi::suspend(Standing next) {
  ThreadState* ts = std::exchange(t_current, nullptr);
  if (ts != nullptr) gil_release(*ts, next);
  return ts;
}

// -- interpreters ----------------------------------------------------------------------------------------------------------------

PyInterpreterState* PyInterpreterState_Get(void) { return t_current == nullptr ? nullptr : capi::to_c(&t_current->interp); }
PyInterpreterState* PyInterpreterState_Main(void) { return capi::to_c(runtime().main); }
PyInterpreterState* PyInterpreterState_Head(void) { return capi::to_c(next_interpreter(nullptr)); }
PyInterpreterState* PyInterpreterState_Next(PyInterpreterState* interp) {
  return interp == nullptr ? nullptr : capi::to_c(next_interpreter(capi::from_c(interp)));
}
PyThreadState* PyInterpreterState_ThreadHead(PyInterpreterState* interp) {
  return interp == nullptr ? nullptr : capi::to_c(capi::from_c(interp)->threads);
}
int64_t PyInterpreterState_GetID(PyInterpreterState* interp) { return interp == nullptr ? -1 : capi::from_c(interp)->id; }
PyObject* PyInterpreterState_GetDict(PyInterpreterState* interp) {
  if (t_current == nullptr || interp != capi::to_c(&t_current->interp)) return nullptr;
  return dict_in(*t_current, capi::from_c(interp)->dict);
}

namespace {

/// Does something to an interpreter that is not to be in use: the calling thread holds no lock meanwhile. A state of that interpreter itself stays detached
/// if it was done.
bool end_part(PyInterpreterState* interp, bool (*part)(Interpreter*)) {
  ThreadState* before = suspend(Standing::kAway);
  const bool inside = before != nullptr && capi::to_c(&before->interp) == interp;
  if (inside) before->standing = Standing::kIdle;
  const bool done = part(capi::from_c(interp));
  if (before != nullptr && !(inside && done)) resume(before);
  return done;
}

}  // namespace

void PyInterpreterState_Clear(PyInterpreterState* interp) { static_cast<void>(end_part(interp, clear_further)); }
void PyInterpreterState_Delete(PyInterpreterState* interp) {
  if (t_current != nullptr && capi::to_c(&t_current->interp) == interp) return;
  if (end_part(interp, finish_further) && t_own.interp == capi::from_c(interp)) own(nullptr);
}

// -- thread states ---------------------------------------------------------------------------------------------------------------

PyThreadState* PyThreadState_New(PyInterpreterState* interp) {
  ThreadState* ts = interp == nullptr ? nullptr : new_idle_thread(capi::from_c(interp));
  if (ts != nullptr && t_own.ts == nullptr) own(ts);
  return capi::to_c(ts);
}

void PyThreadState_Clear(PyThreadState* tstate) {
  ThreadState* ts = capi::from_c(tstate);
  if (ts == nullptr) return;
  if (t_current != nullptr && &t_current->interp == &ts->interp) return clear_thread_state(*ts);
  ThreadState& holder = is_cleared(ts->interp) ? *ts->interp.finalizer : *ts;
  const Standing before = holder.standing;
  gil_acquire(holder);
  clear_thread_state(*ts);
  gil_release(holder, before);
}

void PyThreadState_Delete(PyThreadState* tstate) {
  ThreadState* ts = capi::from_c(tstate);
  if (ts == nullptr || ts == t_current || ts == ts->interp.finalizer) return;
  if (t_own.ts == ts) own(nullptr);
  if (t_current != nullptr && &t_current->interp == &ts->interp) return drop_thread(ts);
  if (is_cleared(ts->interp)) {
    ThreadState& holder = *ts->interp.finalizer;
    gil_acquire(holder);
    drop_thread(ts);
    return gil_release(holder, Standing::kIdle);
  }
  gil_acquire(*ts);
  leave_interpreter(*ts);
}

void PyThreadState_DeleteCurrent(void) {
  ThreadState* ts = t_current;
  if (ts == nullptr) return;
  detach_last(ts);
  leave_interpreter(*ts);
}

PyThreadState* PyThreadState_Get(void) { return capi::to_c(t_current); }
PyThreadState* _PyThreadState_UncheckedGet(void) { return capi::to_c(t_current); }
PyThreadState* PyThreadState_GetUnchecked(void) { return capi::to_c(t_current); }

PyThreadState* PyThreadState_Swap(PyThreadState* tstate) {
  ThreadState* next = capi::from_c(tstate);
  if (next == t_current) return tstate;
  ThreadState* before = suspend(Standing::kIdle);
  if (next != nullptr) resume(next);
  return capi::to_c(before);
}

PyThreadState* PyThreadState_Next(PyThreadState* tstate) { return tstate == nullptr ? nullptr : capi::to_c(capi::from_c(tstate)->next); }
PyInterpreterState* PyThreadState_GetInterpreter(PyThreadState* tstate) {
  return tstate == nullptr ? nullptr : capi::to_c(&capi::from_c(tstate)->interp);
}
uint64_t PyThreadState_GetID(PyThreadState* tstate) { return tstate == nullptr ? 0 : capi::from_c(tstate)->id; }
PyFrameObject* PyThreadState_GetFrame(PyThreadState* tstate) {
  ThreadState* ts = capi::from_c(tstate);
  if (ts == nullptr || t_current == nullptr || &ts->interp != &t_current->interp) return nullptr;
  Frame* innermost = current_frame(*ts);
  if (innermost == nullptr) return nullptr;
  return reinterpret_cast<PyFrameObject*>(api_object([innermost](Api api) -> Result<Ref> {
    FrameObject* frame = TRY(frame_object_of(api, *innermost));
    return Ref::copy(static_cast<Object*>(frame));
  }));
}
void PyThreadState_EnterTracing(PyThreadState* tstate) {
  if (tstate == nullptr) return;
  ++capi::from_c(tstate)->trace_depth;
  update_trace_bit(*capi::from_c(tstate));
}
void PyThreadState_LeaveTracing(PyThreadState* tstate) {
  if (tstate == nullptr || capi::from_c(tstate)->trace_depth == 0) return;
  --capi::from_c(tstate)->trace_depth;
  update_trace_bit(*capi::from_c(tstate));
}
PyObject* PyThreadState_GetDict(void) { return t_current == nullptr ? nullptr : dict_in(*t_current, t_current->dict); }
int PyThreadState_SetAsyncExc(unsigned long ident, PyObject* exception) {
  return t_current == nullptr ? 0 : send_exception(*t_current, ident, capi::from_c(exception));
}

// -- the lock --------------------------------------------------------------------------------------------------------------------

PyThreadState* PyEval_SaveThread(void) {
  if (t_current != nullptr && t_own.ts == nullptr) own(t_current);
  return capi::to_c(suspend(Standing::kAway));
}
void PyEval_RestoreThread(PyThreadState* tstate) {
  if (tstate != nullptr && t_current == nullptr) resume(capi::from_c(tstate));
}
void PyEval_AcquireThread(PyThreadState* tstate) {
  if (tstate != nullptr && t_current == nullptr) resume(capi::from_c(tstate));
}
void PyEval_ReleaseThread(PyThreadState* tstate) {
  if (tstate != nullptr && capi::from_c(tstate) == t_current) suspend(Standing::kIdle);
}
void PyEval_AcquireLock(void) {
  if (t_current == nullptr && t_own.ts != nullptr && claim_thread(t_own.ts, t_own.id)) resume(t_own.ts);
}
void PyEval_ReleaseLock(void) { PyEval_SaveThread(); }
void PyEval_InitThreads(void) {}
int PyEval_ThreadsInitialized(void) { return runtime().main != nullptr; }

// -- threads that know nothing of Python -----------------------------------------------------------------------------------------------

PyGILState_STATE PyGILState_Ensure(void) {
  PyGILState_STATE before = PyGILState_LOCKED;
  if (t_current == nullptr) {
    before = PyGILState_UNLOCKED;
    ThreadState* ts = nullptr;
    if (t_own.ts != nullptr && claim_thread(t_own.ts, t_own.id)) {
      if (!resume(t_own.ts)) return PyGILState_FAILED;
    } else {
      own(nullptr);
      if (enter_interpreter(runtime().main, &ts) != Entry::kEntered) return PyGILState_FAILED;
      attach(ts);
      t_own.made_for_gil = true;
    }
  }
  ++t_current->gil_depth;
  return before;
}

void PyGILState_Release(PyGILState_STATE state) {
  ThreadState* ts = t_current;
  if (ts == nullptr || state == PyGILState_FAILED || ts->gil_depth == 0) return;
  if (--ts->gil_depth == 0 && t_own.ts == ts && t_own.made_for_gil) return PyThreadState_DeleteCurrent();
  if (state == PyGILState_UNLOCKED) suspend(Standing::kAway);
}

PyThreadState* PyGILState_GetThisThreadState(void) { return capi::to_c(t_current != nullptr ? t_current : t_own.ts); }
int PyGILState_Check(void) { return t_current != nullptr; }

// -- pending calls -----------------------------------------------------------------------------------------------------------------

int Py_AddPendingCall(int (*function)(void*), void* argument) {
  return add_main_call(function, argument) ? 0 : -1;
}
int Py_MakePendingCalls(void) {
  return api_int([](ThreadState& ts) { return make_pending_calls(ts); });
}
