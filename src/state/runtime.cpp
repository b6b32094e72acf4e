// SPDX-License-Identifier: MIT
#include "state/runtime.h"

#include <pthread.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <new>

#include "state/clock.h"
#include "state/foreign_modules.h"
#include "state/gil.h"
#include "state/lost_blocks.h"
#include "state/memory.h"

namespace pyemb {
namespace {

constinit Runtime g_runtime;

using Guard = std::lock_guard<std::mutex>;

void link(Interpreter* interp) {
  Guard lock(g_runtime.mutex);
  interp->id = g_runtime.next_interpreter_id++;
  interp->gil->serial = g_runtime.next_serial++;
  interp->next = g_runtime.interpreters;
  interp->audited = g_runtime.audit_hooks.load() != nullptr;
  g_runtime.interpreters = interp;
  ++g_runtime.interpreter_count;
}

void unlink(Interpreter* interp) {
  Guard lock(g_runtime.mutex);
  for (Interpreter** at = &g_runtime.interpreters; *at != nullptr; at = &(*at)->next) {
    if (*at != interp) continue;
    *at = interp->next;
    --g_runtime.interpreter_count;
    break;
  }
  if (g_runtime.interpreters != nullptr) return;
  g_runtime.next_interpreter_id = 0;
  memory_release(Domain::kRaw, std::exchange(g_runtime.foreign_claims, nullptr));
  g_runtime.foreign_claim_count = 0;
}

bool lives(const Interpreter* interp) {
  const Interpreter* at = g_runtime.interpreters;
  while (at != nullptr && at != interp) at = at->next;
  return at != nullptr;
}

ThreadState* allocate_state(Interpreter& interp) {
  void* memory = memory_allocate(Domain::kRaw, sizeof(ThreadState));
  return memory == nullptr ? nullptr : new (memory) ThreadState(interp);
}

void release_state(ThreadState* ts) {
  ts->~ThreadState();
  memory_release(Domain::kRaw, ts);
}

void link_state(ThreadState& ts) {
  if (ts.id == 0) ts.id = g_runtime.next_thread_id++;
  ts.next = ts.interp.threads;
  std::atomic_ref<ThreadState*>(ts.interp.threads).store(&ts, std::memory_order_release);  // others may be walking
}

void unlink_state(ThreadState& ts) {
  Interpreter& interp = ts.interp;
  if (interp.main_thread == &ts) interp.main_thread = nullptr;
  for (ThreadState** at = &interp.threads; *at != nullptr; at = &(*at)->next) {
    if (*at != &ts) continue;
    *at = ts.next;
    return;
  }
}

}  // namespace

Runtime& runtime() { return g_runtime; }

// -- interpreters --------------------------------------------------------------------------------------------------------------

Interpreter* new_interpreter() {
  void* memory = memory_allocate(Domain::kRaw, sizeof(Interpreter));
  if (memory == nullptr) return nullptr;
  auto* interp = new (memory) Interpreter;
  if (!new_gil(*interp)) {
    interp->~Interpreter();
    memory_release(Domain::kRaw, interp);
    return nullptr;
  }
  if (getrandom(interp->hash_key, sizeof(interp->hash_key), GRND_NONBLOCK) != sizeof(interp->hash_key)) {
    interp->hash_key[0] = reinterpret_cast<uintptr_t>(interp) * 0x9e3779b97f4a7c15u;
    interp->hash_key[1] = static_cast<uint64_t>(getpid());
  }
  link(interp);
  return interp;
}

namespace {

/// C code may keep its ways into the interpreter: they lead nowhere from now on.
void close_foreign_entries(const Interpreter& interp) {
  Guard lock(g_runtime.mutex);
  for (ForeignEntry* entry = g_runtime.foreign_entries; entry != nullptr; entry = entry->next) {
    if (entry->interp == &interp) entry->interp = nullptr;
  }
}

}  // namespace

void delete_interpreter(Interpreter* interp) {
  drop_foreign_claims(*interp);
  close_foreign_entries(*interp);
  unlink(interp);
  while (interp->threads != nullptr) delete_thread_state(interp->threads);
  report_lost_blocks(*interp);
  release_gil(*interp);
  if (interp->hooks.release_foreign != nullptr) interp->hooks.release_foreign(*interp);
  if (interp->release_config != nullptr) interp->release_config(interp->config);
  interp->~Interpreter();
  memory_release(Domain::kRaw, interp);
}

Interpreter* find_interpreter(int64_t id) {
  Guard lock(g_runtime.mutex);
  Interpreter* interp = g_runtime.interpreters;
  while (interp != nullptr && interp->id != id) interp = interp->next;
  return interp;
}

Interpreter* next_interpreter(Interpreter* interp) {
  Guard lock(g_runtime.mutex);
  return interp == nullptr ? g_runtime.interpreters : interp->next;
}

int64_t interpreter_count() {
  Guard lock(g_runtime.mutex);
  return g_runtime.interpreter_count;
}

bool add_audit_hook(const AuditHook& hook) {
  auto* entry = static_cast<AuditHook*>(memory_allocate(Domain::kRaw, sizeof(AuditHook)));
  if (entry == nullptr) return false;
  *entry = hook;
  entry->next = nullptr;
  Guard lock(g_runtime.mutex);
  AuditHook* last = g_runtime.audit_hooks.load();
  if (last == nullptr) {
    g_runtime.audit_hooks = entry;
  } else {
    while (last->next != nullptr) last = last->next;
    std::atomic_ref<AuditHook*>(last->next).store(entry, std::memory_order_release);
  }
  for (Interpreter* interp = g_runtime.interpreters; interp != nullptr; interp = interp->next) interp->audited = true;
  return true;
}

void clear_audit_hooks() {
  Guard lock(g_runtime.mutex);
  for (AuditHook* entry = g_runtime.audit_hooks.exchange(nullptr); entry != nullptr;) memory_release(Domain::kRaw, std::exchange(entry, entry->next));
}

bool set_open_code_hook(const OpenCodeHook& hook) {
  Guard lock(g_runtime.mutex);
  if (g_runtime.opens_code.load()) return false;
  g_runtime.open_code = hook;
  g_runtime.opens_code.store(hook.function != nullptr, std::memory_order_release);
  return true;
}

bool add_exit_function(void (*function)()) {
  Guard lock(g_runtime.mutex);
  if (g_runtime.exit_count == Runtime::kExitRoom) return false;
  g_runtime.exit_functions[g_runtime.exit_count++] = function;
  return true;
}

void call_exit_functions() {
  for (;;) {
    void (*function)() = nullptr;
    {
      Guard lock(g_runtime.mutex);
      if (g_runtime.exit_count == 0) return;
      function = g_runtime.exit_functions[--g_runtime.exit_count];
    }
    function();
  }
}

// -- thread states -------------------------------------------------------------------------------------------------------------

ThreadState* new_thread_state(Interpreter& interp) {
  ThreadState* ts = allocate_state(interp);
  if (ts == nullptr) return nullptr;
  Guard lock(g_runtime.mutex);
  link_state(*ts);
  return ts;
}

void bind_thread_state(ThreadState& ts) {
  ts.native_limit = native_stack_limit();
  ts.ident = static_cast<uint64_t>(pthread_self());
  ts.native_id = static_cast<uint64_t>(syscall(SYS_gettid));
}

ThreadState* find_own_thread_state() {
  const auto own = static_cast<uint64_t>(syscall(SYS_gettid));
  ThreadState* found = nullptr;
  for (Interpreter* interp = g_runtime.interpreters; interp != nullptr; interp = interp->next) {
    for (ThreadState* ts = interp->threads; ts != nullptr; ts = ts->next) {
      if (ts->native_id != own) continue;
      if (interp->current == ts) return ts;
      found = ts;  // it is outside this interpreter now; another may run
    }
  }
  return found;
}

namespace {

/// The caller holds the runtime's lock.
ThreadState* find_thread_of_caller(const Interpreter& interp, bool also_away) {
  const auto own = static_cast<uint64_t>(pthread_self());
  ThreadState* away = nullptr;
  for (ThreadState* ts = interp.threads; ts != nullptr; ts = ts->next) {
    if (ts->ident != own) continue;
    const Standing standing = ts->standing.load();
    if (standing == Standing::kRunning) return ts;
    if (standing == Standing::kAway && also_away && away == nullptr) away = ts;
  }
  return away;
}

}  // namespace

ThreadState* find_running_thread() {
  Guard lock(g_runtime.mutex);
  for (Interpreter* interp = g_runtime.interpreters; interp != nullptr; interp = interp->next) {
    if (ThreadState* ts = find_thread_of_caller(*interp, false); ts != nullptr) return ts;
  }
  return nullptr;
}

EntryPoint find_entry_point(const ForeignEntry& entry) {
  Guard lock(g_runtime.mutex);
  return {entry.interp, entry.interp == nullptr ? nullptr : find_thread_of_caller(*entry.interp, true)};
}

void add_foreign_entry(ForeignEntry& entry, Interpreter& interp) {
  Guard lock(g_runtime.mutex);
  entry = {g_runtime.foreign_entries, nullptr, &interp};
  if (entry.next != nullptr) entry.next->previous = &entry;
  g_runtime.foreign_entries = &entry;
}

void remove_foreign_entry(ForeignEntry& entry) {
  Guard lock(g_runtime.mutex);
  if (entry.next != nullptr) entry.next->previous = entry.previous;
  (entry.previous != nullptr ? entry.previous->next : g_runtime.foreign_entries) = entry.next;
}

void clear_thread_state(ThreadState& ts) {
  for (Value* field : {&ts.pending, &ts.base_handled.exception, &ts.context, &ts.async_exception, &ts.dict,
                       &ts.async_gen_firstiter, &ts.async_gen_finalizer, &ts.trace, &ts.profile, &ts.repr_running}) {
    decref(std::exchange(*field, Value::null()));
  }
}

void delete_thread_state(ThreadState* ts) {
  {
    Guard lock(g_runtime.mutex);
    unlink_state(*ts);
  }
  release_state(ts);
}

ThreadState* new_guest(Interpreter* interp, bool* closing) {
  {
    Guard lock(g_runtime.mutex);
    *closing = !lives(interp) || interp->closed;
    if (*closing) return nullptr;
    ++interp->guests;
  }
  ThreadState* ts = allocate_state(*interp);
  if (ts != nullptr) return ts;
  Guard lock(g_runtime.mutex);
  --interp->guests;
  return nullptr;
}

void admit_guest(ThreadState& ts) {
  Guard lock(g_runtime.mutex);
  link_state(ts);
  --ts.interp.guests;
}

bool claim_thread(ThreadState* wanted, uint64_t id) {
  Guard lock(g_runtime.mutex);
  for (Interpreter* interp = g_runtime.interpreters; interp != nullptr; interp = interp->next) {
    for (ThreadState* ts = interp->threads; ts != nullptr; ts = ts->next) {
      if (ts != wanted || ts->id != id) continue;
      ts->standing = Standing::kWaiting;
      return true;
    }
  }
  return false;
}

void dismiss_thread(ThreadState& ts) {
  Guard lock(g_runtime.mutex);
  unlink_state(ts);
  ++ts.interp.guests;
}

void remove_guest(ThreadState* ts) {
  Interpreter& interp = ts->interp;
  release_state(ts);
  bool last = false;
  {
    Guard lock(g_runtime.mutex);
    last = --interp.guests == 0 && interp.abandoned && interp.threads == nullptr;
  }
  if (last) delete_interpreter(&interp);
}

void runtime_before_fork() { g_runtime.mutex.lock(); }
void runtime_after_fork() { g_runtime.mutex.unlock(); }

// -- the end of an interpreter -------------------------------------------------------------------------------------------------

namespace {

/// Whether a native thread is in it, on its way in or out, or away from it in a call. The caller holds the runtime's lock.
bool is_busy(const Interpreter& interp) {
  const ThreadState* ts = interp.threads;
  while (ts != nullptr && ts->standing == Standing::kIdle) ts = ts->next;
  return ts != nullptr || interp.guests > 0;
}

}  // namespace

bool is_idle_further(const Interpreter* interp) {
  Guard lock(g_runtime.mutex);
  return lives(interp) && interp != g_runtime.main && !interp->abandoned && !is_busy(*interp);
}

Interpreter* find_further(bool* busy) {
  Guard lock(g_runtime.mutex);
  Interpreter* interp = g_runtime.interpreters;
  while (interp != nullptr && (interp == g_runtime.main || interp->abandoned)) interp = interp->next;
  if (interp != nullptr) *busy = is_busy(*interp);
  return interp;
}

bool find_main(InterpreterName* name) {
  Guard lock(g_runtime.mutex);
  Interpreter* main = g_runtime.main;
  if (main == nullptr) return false;
  *name = {main, main->gil->serial};
  return true;
}

bool add_guard(const InterpreterName& name) {
  Guard lock(g_runtime.mutex);
  if (!lives(name.interp) || name.interp->gil->serial != name.serial || name.interp->closed) return false;
  ++name.interp->gil->guards;
  return true;
}

void remove_guard(const InterpreterName& name) {
  Guard lock(g_runtime.mutex);
  if (!lives(name.interp) || name.interp->gil->serial != name.serial) return;  // it has ended without waiting any longer
  if (--name.interp->gil->guards == 0) name.interp->gil->unguarded.notify_all();
}

namespace {

/// Waits until there is no guard left, or the thread's patience ends.
void wait_for_guards(const ThreadState& ts, std::unique_lock<std::mutex>& lock) {
  GilState& gil = *ts.interp.gil;
  bool has_time = true;
  while (gil.guards != 0 && has_time) {
    if (ts.patience_ends == 0) {
      gil.unguarded.wait(lock);
    } else {
      const int64_t left = ts.patience_ends - monotonic_now();
      has_time = left > 0 && gil.unguarded.wait_for(lock, left / 1000 + 1);
    }
  }
}

}  // namespace

int64_t close_interpreter(ThreadState& ts) {
  std::unique_lock<std::mutex> lock(g_runtime.mutex);
  const bool waits = ts.interp.gil->guards != 0;
  if (waits) {
    lock.unlock();  // the interpreter's lock goes first
    gil_release(ts);
    lock.lock();
    wait_for_guards(ts, lock);
  }
  ts.interp.closed = true;
  const int64_t left = ts.interp.gil->guards;
  lock.unlock();
  if (waits) gil_acquire(ts);
  return left;
}

namespace {

/// Whether some other thread of the interpreter is about to move.
bool others_are_moving(const ThreadState& ts) {
  Guard lock(g_runtime.mutex);
  if (ts.interp.guests > 0) return true;
  for (const ThreadState* other = ts.interp.threads; other != nullptr; other = other->next) {
    if (other != &ts && (other->standing == Standing::kWaiting || other->standing == Standing::kRunning)) return true;
  }
  return false;
}

}  // namespace

void wait_for_others(ThreadState& ts) {
  for (int i = 0; i < 20000 && others_are_moving(ts); ++i) ::usleep(50);
}

void abandon_interpreter(ThreadState* ts) {
  Interpreter& interp = ts->interp;
  bool alone = false;
  {
    Guard lock(g_runtime.mutex);
    unlink_state(*ts);
    alone = interp.threads == nullptr && interp.guests == 0;
    interp.abandoned = !alone;
  }
  release_state(ts);
  if (alone) delete_interpreter(&interp);
}

}  // namespace pyemb
