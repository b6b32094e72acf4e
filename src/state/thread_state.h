// SPDX-License-Identifier: MIT
#pragma once

// What one thread needs to run Python in one interpreter: its frames, its pending exception, the exceptions being handled, its
// depth counters. Every internal function takes `ThreadState& ts` first; nothing below the C ABI looks it up.

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "state/result.h"
#include "state/value.h"

namespace pyemb {

struct Frame;
struct FrameStack;
struct Interpreter;
struct Names;
struct Str;
struct ThreadState;

/// Bits of the eval breaker: why the loop must leave its fast path at the next back edge or call.
enum class Breaker : uint32_t {
  kCollect = 1,       ///< a garbage collection is due
  kDropLock = 2,      ///< another thread asks for the interpreter lock
  kPendingCalls = 4,  ///< pending calls are queued
  kSignals = 8,       ///< a signal has arrived
  kAsyncException = 16,
  kCancel = 32,       ///< the host cancels the running code
  kBudget = 64,       ///< a step or time budget ran out
  kTrace = 128,       ///< a trace or profile function is set (vm/trace.h); stays
  kEvalFrame = 512,   ///< the host runs frames itself (vm/host_eval.h); stays
  kDebug = 1024,      ///< a debugger waits for something (vm/debug.h); stays
  kLeave = 256,       ///< the interpreter has ended: the thread unwinds, past all handlers; stays
};

/// What a native thread does with a thread state.
enum class Standing : uint8_t {
  kIdle,     ///< none uses it
  kWaiting,  ///< it waits for the interpreter lock
  kRunning,  ///< it holds the lock
  kAway,     ///< it let go of the lock for the length of a call, and will want it again
};

/// One entry of the stack of exceptions being handled (sys.exc_info()): a frame or generator pushes, and pops.
struct HandledException {
  Value exception = Value::null();  ///< owned; null or None: nothing is handled at this level
  HandledException* previous = nullptr;
};

struct ThreadState {
  Interpreter& interp;
  Value pending = Value::null();  ///< the raised exception, owned; null: none
  HandledException base_handled;
  HandledException* handled = &base_handled;  ///< innermost; generators splice their own in while they run
  Frame* frame = nullptr;                     ///< innermost running frame
  FrameStack* stack = nullptr;                ///< register windows and frame records (vm/frame_stack.h)

  std::atomic<uint32_t> breaker{0};  ///< set of Breaker bits; other threads may set bits
  int32_t recursion_depth = 0;       ///< Python frames and guarded native calls
  int32_t recursion_limit = 1000;
  int32_t recursion_headroom = 0;    ///< extra depth while a RecursionError is being handled
  uintptr_t native_limit = 0;        ///< lowest address that native recursion may reach
  int32_t destroy_depth = 0;
  Object* destroy_later = nullptr;   ///< collected objects whose destruction was put off, linked through their GcHeads

  uint64_t id = 0;                   ///< unique in the process
  uint64_t native_id = 0;            ///< the system's number of the thread
  uint64_t ident = 0;                ///< _thread.get_ident(): what pthread_self() says
  int64_t patience_ends = 0;         ///< when it waits for locks no more, and raises: nanoseconds of CLOCK_MONOTONIC; 0: never
  std::atomic<Standing> standing{Standing::kIdle};
  int32_t gil_depth = 0;             ///< of the C ABI: PyGILState_Ensure() calls that were not released
  ThreadState* next = nullptr;       ///< of the interpreter's list
  Value context = Value::null();     ///< contextvars, owned
  Value async_exception = Value::null();
  Value dict = Value::null();        ///< per-thread dictionary for modules, owned
  Value async_gen_firstiter = Value::null();
  Value async_gen_finalizer = Value::null();
  int32_t coroutine_origin_depth = 0;
  Value trace = Value::null();
  Value profile = Value::null();
  int32_t trace_depth = 0;           ///< > 0: inside a trace or profile function
  bool replaces_tracer = false;      ///< sys.settrace() or sys.setprofile() drops the old function
  int32_t repr_depth = 0;            ///< entries in repr_running
  Value repr_running = Value::null();  ///< list of the objects whose repr is being made, owned

  explicit ThreadState(Interpreter& owner) : interp(owner) {}
  ThreadState(const ThreadState&) = delete;
  ThreadState& operator=(const ThreadState&) = delete;

  bool has_pending() const { return !pending.is_null(); }
  /// Takes the pending exception (the caller owns it), leaving none.
  Ref take_pending() { return Ref::steal(std::exchange(pending, Value::null())); }
  /// Makes `exception` the pending one; it replaces any other.
  Raised set_pending(Ref exception) {
    Value old = std::exchange(pending, exception.release());
    decref(old);
    return {};
  }
  /// Forgets the pending exception.
  void clear_pending() { decref(std::exchange(pending, Value::null())); }

  const Names& names() const;
  void request(Breaker bit) { breaker.fetch_or(static_cast<uint32_t>(bit), std::memory_order_relaxed); }
};

/// Raises RecursionError "maximum recursion depth exceeded<where>". In objects/raise.cpp.
COLD Raised raise_recursion(ThreadState& ts, const char* where);

/// Bounds native recursion: by the recursion limit and by the native stack that is really left.
///     RecursionGuard guard(ts, " while calling a Python object");
///     if (guard.exceeded()) return guard.raise();
class RecursionGuard {
 public:
  RecursionGuard(ThreadState& ts, const char* where) : ts_(ts), where_(where) { ++ts_.recursion_depth; }
  ~RecursionGuard() { --ts_.recursion_depth; }
  RecursionGuard(const RecursionGuard&) = delete;
  RecursionGuard& operator=(const RecursionGuard&) = delete;
  bool exceeded() const {
    return UNLIKELY(ts_.recursion_depth > ts_.recursion_limit + ts_.recursion_headroom ||
                    reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) < ts_.native_limit);
  }
  Raised raise() const { return raise_recursion(ts_, where_); }

 private:
  ThreadState& ts_;
  const char* where_;
};

}  // namespace pyemb
