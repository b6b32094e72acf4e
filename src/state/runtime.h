// SPDX-License-Identifier: MIT
#pragma once

// The process-wide part: how far the process has come, what was decided before the first interpreter, the list of interpreters, the audit hooks of the
// host, and the counters that number interpreters and threads. Behind one lock, which is only held for moments and never while Python code runs.
// Next to the memory domains and the signal inbox it is the only mutable state outside an interpreter.
//
//     kNone -> kPreinitialized -> kCore -> kMain -> kFinalizing -> kNone again
//
// The phases are those of the first, the main interpreter; further ones come and go while it is in kMain. lifecycle/ moves from phase to phase, fills
// interpreters in layer order, and takes them down in reverse.

#include <atomic>
#include <cstdint>
#include <mutex>

#include "config/c_locale.h"
#include "config/pre_config.h"
#include "state/foreign_modules.h"
#include "state/interpreter.h"

namespace pyemb {

enum class RuntimePhase : uint8_t { kNone, kPreinitialized, kCore, kMain, kFinalizing };

/// A function of the host that is told of audit events (PEP 578), in every interpreter; it may raise. Lives until the runtime is finalized.
struct AuditHook {
  AuditHook* next;
  Status (*call)(ThreadState&, const AuditHook&, const char* event, Value args);
  void (*function)();  ///< what `call` calls, in the host's own type
  void* data;
};

/// A function of the host that opens the files of programs (io.open_code()), in every interpreter; set once for the life of the process.
struct OpenCodeHook {
  Result<Ref> (*call)(ThreadState&, const OpenCodeHook&, Value path);
  void (*function)();  ///< what `call` calls, in the host's own type; null: there is none
  void* data;
};

/// An init function of C code under the name of its module (state/foreign_modules.h).
struct ForeignRow {
  const char* name;  ///< owned
  ForeignInit init;
};

/// What is known of an init function: which interpreter runs it for the first time, and then whether it is for that one alone.
struct ForeignClaim {
  enum class Kind : uint8_t { kRuns, kOne, kAll };
  ForeignInit init;
  int64_t interpreter;
  Kind kind;
};

/// A way into an interpreter that C code has and may take at any time (modules/ctypes/callback.cpp). It leads nowhere once the interpreter has gone. The
/// fields are of the runtime's lock.
struct ForeignEntry {
  ForeignEntry* next;
  ForeignEntry* previous;
  Interpreter* interp;  ///< null: it has gone
};

struct LegacyConfig;  // capi/pathconfig.cpp

struct Runtime {
  static constexpr int kExitRoom = 32;

  std::mutex mutex;
  std::atomic<RuntimePhase> phase{RuntimePhase::kNone};
  PreConfig pre;                          ///< valid from kPreinitialized on
  LocaleBackup locale_backup = {};        ///< of before preinitialization
  bool host_preinitialized = false;       ///< a step of its own: a start that fails goes back to there, not to kNone
  std::atomic<Interpreter*> main{nullptr};  ///< in phases kCore to kFinalizing; of the lock for those that are not in it
  Interpreter* interpreters = nullptr;    ///< newest first
  int64_t interpreter_count = 0;
  int64_t next_interpreter_id = 0;
  uint64_t next_serial = 1;              ///< unlike the ids, never used again
  uint64_t next_thread_id = 1;
  std::atomic<AuditHook*> audit_hooks{nullptr};  ///< in the order in which they were added; only ever appended to while interpreters live
  void (*exit_functions[kExitRoom])() = {};  ///< of the host, called last of all, the newest first
  int exit_count = 0;
  LegacyConfig* legacy = nullptr;            ///< null: the host has set nothing
  std::atomic<const ForeignModules*> foreign{nullptr};
  ForeignRow* foreign_rows = nullptr;  ///< of the system's allocator
  size_t foreign_count = 0;
  ForeignClaim* foreign_claims = nullptr;  ///< in the raw domain
  size_t foreign_claim_count = 0;
  std::atomic<uint32_t> foreign_settled{0};  ///< changes when a first run is over
  ForeignEntry* foreign_entries = nullptr;
  OpenCodeHook open_code = {};               ///< does not change once `opens_code` says that it is there
  std::atomic<bool> opens_code{false};
};

[[nodiscard]] Runtime& runtime();

// -- interpreters --------------------------------------------------------------------------------------------------------------

/// An interpreter with its lock and a hash secret, and nothing else. Null: out of memory.
[[nodiscard]] Interpreter* new_interpreter();
/// Releases the memory of an interpreter and all that is left in its heap. No thread may run in it any more.
void delete_interpreter(Interpreter* interp);
/// The interpreter with this id, or null. It may end at any time, unless the caller is one of its threads.
Interpreter* find_interpreter(int64_t id);
/// The next one in the list of all, the first for null; null: there are no more. The same holds.
Interpreter* next_interpreter(Interpreter* interp);
/// How many interpreters live.
int64_t interpreter_count();

/// Adds an audit hook. False: no memory.
[[nodiscard]] bool add_audit_hook(const AuditHook& hook);
/// The hooks in their order, for any thread that is in an interpreter: another may be adding one.
inline const AuditHook* first_host_hook() { return runtime().audit_hooks.load(std::memory_order_acquire); }
inline const AuditHook* next_host_hook(const AuditHook& hook) {
  return std::atomic_ref<AuditHook*>(const_cast<AuditHook&>(hook).next).load(std::memory_order_acquire);
}
/// Forgets them all.
void clear_audit_hooks();

/// False: there is a hook.
[[nodiscard]] bool set_open_code_hook(const OpenCodeHook& hook);
/// Null: there is none.
inline const OpenCodeHook* open_code_hook() { return runtime().opens_code.load(std::memory_order_acquire) ? &runtime().open_code : nullptr; }

/// Has a function called when the runtime has been finalized. False: there is no room.
[[nodiscard]] bool add_exit_function(void (*function)());
/// Calls them all, and forgets them.
void call_exit_functions();

// -- thread states -------------------------------------------------------------------------------------------------------------

// The list of an interpreter's thread states changes under the runtime's lock, new ones come in at its front, and states leave it only by the hand of a
// thread that holds the interpreter's lock too: so whoever holds that may walk the list. A native thread on its way into an interpreter or out of it has no state in the list,
// but is counted among the interpreter's guests, so that the interpreter stays until it is through.

/// A thread state, in the list of its interpreter; not bound to a native thread yet. Null: out of memory.
[[nodiscard]] ThreadState* new_thread_state(Interpreter& interp);
/// Says that the calling native thread is the one that uses `ts`: measures its stack.
void bind_thread_state(ThreadState& ts);
/// The thread state that the calling native thread uses, or null. Takes no lock: for signal handlers, which cannot wait for one.
ThreadState* find_own_thread_state();
/// The state by which the calling native thread runs in some interpreter, or null. For C code that an interpreter calls.
ThreadState* find_running_thread();
/// Where the calling native thread is in the interpreter that the entry leads to: in the state that runs, else one that is away in a call. `ts` null: in
/// none. `interp` null: it has gone.
struct EntryPoint {
  Interpreter* interp;
  ThreadState* ts;
};
EntryPoint find_entry_point(const ForeignEntry& entry);
void add_foreign_entry(ForeignEntry& entry, Interpreter& interp);
void remove_foreign_entry(ForeignEntry& entry);
/// Drops every reference that the thread state holds. It must hold the interpreter lock.
void clear_thread_state(ThreadState& ts);
/// Takes it out of the list and releases it. The caller holds the interpreter lock (or there is no other thread).
void delete_thread_state(ThreadState* ts);

/// A thread state for a thread that comes from outside, counted as a guest and not in the list yet. Null, with *closing set, where the interpreter has
/// begun to end or is none that lives; null without it: out of memory.
[[nodiscard]] ThreadState* new_guest(Interpreter* interp, bool* closing);
/// The guest is one of the interpreter's threads now: it holds the lock, or will take it before it does anything.
void admit_guest(ThreadState& ts);
/// Says that a native thread is about to use this state, if it is still in the list of an interpreter that lives; else false.
[[nodiscard]] bool claim_thread(ThreadState* ts, uint64_t id);
/// Out of the list and a guest again; then the lock can be dropped, and last remove_guest().
void dismiss_thread(ThreadState& ts);
/// Releases the state of a guest, without the lock. The last one of an abandoned interpreter deletes that.
void remove_guest(ThreadState* ts);

// -- the end of an interpreter -------------------------------------------------------------------------------------------------

/// Some interpreter that is not the main one, or null. *busy: a native thread is in it, on its way in or out, or away from it in a call.
[[nodiscard]] Interpreter* find_further(bool* busy);
/// Names an interpreter also when it has gone: another one may stand at its address then.
struct InterpreterName {
  Interpreter* interp;
  uint64_t serial;
};
/// The main interpreter; false: there is none.
[[nodiscard]] bool find_main(InterpreterName* name);
/// Keeps an interpreter from ending. False: it has begun to end, or has.
[[nodiscard]] bool add_guard(const InterpreterName& name);
/// Takes a guard back.
void remove_guard(const InterpreterName& name);
/// For the thread that ends an interpreter: waits without its lock until there is no guard left or its patience ends. From then on there are no new guards
/// and no new guests. Answers how many guards there still are.
int64_t close_interpreter(ThreadState& ts);
/// Whether it is a further interpreter that lives, and no thread is in it.
[[nodiscard]] bool is_idle_further(const Interpreter* interp);
/// Whether its end has begun and waits for somebody to go on: nobody gets its lock but the state that has begun it (`finalizer`).
[[nodiscard]] inline bool is_cleared(const Interpreter& interp) {
  return interp.finalizer != nullptr && !interp.leaving && interp.finalizer->standing == Standing::kIdle;
}
/// For the thread that ends an interpreter and has dropped its lock: waits for the threads that are on their way out. Those that are in a system call
/// may not come back for long, and are not waited for.
void wait_for_others(ThreadState& ts);
/// Releases the last thread state and with it the interpreter; where other threads are left, the last of them does that.
void abandon_interpreter(ThreadState* ts);

/// Around a fork(): the child gets the process-wide part whole.
void runtime_before_fork();
void runtime_after_fork();

/// The lowest address that native recursion may reach on the calling thread.
uintptr_t native_stack_limit();

}  // namespace pyemb
