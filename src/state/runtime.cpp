// SPDX-License-Identifier: MIT
#include "state/runtime.h"

#include <pthread.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <new>

#include "state/foreign_modules.h"
#include "state/gil.h"
#include "state/memory.h"

extern "C" void* __libc_stack_end;  // of the dynamic linker: where the main thread's stack began

namespace pyemb {
namespace {

struct ForeignRow {
  const char* name;
  ForeignInit init;
};

struct Runtime {
  std::mutex mutex;
  Interpreter* interpreters = nullptr;
  int64_t next_interpreter_id = 0;
  int64_t count = 0;
  uint64_t next_thread_id = 1;
  const ForeignModules* foreign = nullptr;
  ForeignRow* foreign_rows = nullptr;  ///< in the raw domain
  size_t foreign_count = 0;
};

constinit Runtime g_runtime;

// What native code may use below the recursion limit: destructors, the allocator, the C library, a signal handler.
constexpr size_t kStackReserve = 192 * 1024;
constexpr size_t kUnlimitedStack = 256 * 1024 * 1024;

void link(Interpreter* interp) {
  std::lock_guard<std::mutex> lock(g_runtime.mutex);
  interp->id = g_runtime.next_interpreter_id++;
  interp->next = g_runtime.interpreters;
  g_runtime.interpreters = interp;
  ++g_runtime.count;
}

void unlink(Interpreter* interp) {
  std::lock_guard<std::mutex> lock(g_runtime.mutex);
  for (Interpreter** at = &g_runtime.interpreters; *at != nullptr; at = &(*at)->next) {
    if (*at != interp) continue;
    *at = interp->next;
    --g_runtime.count;
    break;
  }
  if (g_runtime.interpreters != nullptr) return;
  g_runtime.next_interpreter_id = 0;
  memory_release(Domain::kRaw, std::exchange(g_runtime.foreign_rows, nullptr));
  g_runtime.foreign_count = 0;
}

}  // namespace

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

void delete_interpreter(Interpreter* interp) {
  unlink(interp);
  while (interp->threads != nullptr) delete_thread_state(interp->threads);
  release_gil(*interp);
  if (interp->hooks.release_foreign != nullptr) interp->hooks.release_foreign(*interp);
  interp->~Interpreter();
  memory_release(Domain::kRaw, interp);
}

Interpreter* find_interpreter(int64_t id) {
  std::lock_guard<std::mutex> lock(g_runtime.mutex);
  Interpreter* interp = g_runtime.interpreters;
  while (interp != nullptr && interp->id != id) interp = interp->next;
  return interp;
}

int64_t interpreter_count() {
  std::lock_guard<std::mutex> lock(g_runtime.mutex);
  return g_runtime.count;
}

const ForeignModules* foreign_modules() {
  std::lock_guard<std::mutex> lock(g_runtime.mutex);
  return g_runtime.foreign;
}
void set_foreign_modules(const ForeignModules* functions) {
  std::lock_guard<std::mutex> lock(g_runtime.mutex);
  g_runtime.foreign = functions;
}

bool add_foreign_init(const char* name, ForeignInit init) {
  std::lock_guard<std::mutex> lock(g_runtime.mutex);
  for (size_t i = 0; i < g_runtime.foreign_count; ++i) {
    if (std::string_view(g_runtime.foreign_rows[i].name) != name) continue;
    g_runtime.foreign_rows[i] = {name, init};
    return true;
  }
  void* grown = memory_resize(Domain::kRaw, g_runtime.foreign_rows, (g_runtime.foreign_count + 1) * sizeof(ForeignRow));
  if (grown == nullptr) return false;
  g_runtime.foreign_rows = static_cast<ForeignRow*>(grown);
  g_runtime.foreign_rows[g_runtime.foreign_count++] = {name, init};
  return true;
}
ForeignInit find_foreign_init(std::string_view name) {
  std::lock_guard<std::mutex> lock(g_runtime.mutex);
  for (size_t i = 0; i < g_runtime.foreign_count; ++i) {
    if (g_runtime.foreign_rows[i].name == name) return g_runtime.foreign_rows[i].init;
  }
  return nullptr;
}
const char* foreign_module_name(size_t i) {
  std::lock_guard<std::mutex> lock(g_runtime.mutex);
  return i < g_runtime.foreign_count ? g_runtime.foreign_rows[i].name : nullptr;
}

ThreadState* new_thread_state(Interpreter& interp) {
  void* memory = memory_allocate(Domain::kRaw, sizeof(ThreadState));
  if (memory == nullptr) return nullptr;
  auto* ts = new (memory) ThreadState(interp);
  std::lock_guard<std::mutex> lock(g_runtime.mutex);
  ts->id = g_runtime.next_thread_id++;
  ts->next = interp.threads;
  interp.threads = ts;
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

void clear_thread_state(ThreadState& ts) {
  for (Value* field : {&ts.pending, &ts.base_handled.exception, &ts.context, &ts.async_exception, &ts.dict,
                       &ts.async_gen_firstiter, &ts.async_gen_finalizer, &ts.trace, &ts.profile, &ts.repr_running}) {
    decref(std::exchange(*field, Value::null()));
  }
}

namespace {

void take_out(ThreadState* ts) {
  std::lock_guard<std::mutex> lock(g_runtime.mutex);
  ThreadState** at = &ts->interp.threads;
  while (*at != nullptr && *at != ts) at = &(*at)->next;
  if (*at != nullptr) *at = ts->next;
}
void release_thread_state(ThreadState* ts) {
  ts->~ThreadState();
  memory_release(Domain::kRaw, ts);
}

}  // namespace

void delete_thread_state(ThreadState* ts) {
  take_out(ts);
  release_thread_state(ts);
}

void leave_interpreter(ThreadState* ts) {
  Interpreter& interp = ts->interp;
  interp.leaving.fetch_add(1);
  take_out(ts);
  gil_release(*ts);
  release_thread_state(ts);
  interp.leaving.fetch_sub(1);  // the last touch: the interpreter may go now
}

void runtime_before_fork() { g_runtime.mutex.lock(); }
void runtime_after_fork() { g_runtime.mutex.unlock(); }

bool wait_until_alone(ThreadState& ts) {
  for (int i = 0; i < 20000; ++i) {
    {
      std::lock_guard<std::mutex> lock(g_runtime.mutex);
      if (ts.interp.threads == &ts && ts.next == nullptr && ts.interp.leaving.load() == 0) return true;
    }
    ::usleep(50);
  }
  return false;
}

namespace {

/// The lowest address of the calling thread's stack, 0 where nothing can be measured.
uintptr_t stack_base() {
  if (syscall(SYS_gettid) == ::getpid()) {
    // The main thread's grows to its limit; to ask pthreads would read /proc/self/maps.
    rlimit limit;
    if (::getrlimit(RLIMIT_STACK, &limit) != 0) return 0;
    auto top = reinterpret_cast<uintptr_t>(__libc_stack_end);
    return limit.rlim_cur >= top ? 1 : top - limit.rlim_cur;
  }
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
  void* base = nullptr;
  size_t size = 0;
  const bool known = pthread_attr_getstack(&attributes, &base, &size) == 0;
  pthread_attr_destroy(&attributes);
  return known ? reinterpret_cast<uintptr_t>(base) : 0;
}

}  // namespace

uintptr_t native_stack_limit() {
  auto here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  uintptr_t lowest = here - 512 * 1024;  // where nothing can be measured: what every main thread has
  if (uintptr_t base = stack_base(); base != 0 && base < here) lowest = std::max(base, here - std::min<uintptr_t>(here, kUnlimitedStack));
  size_t reserve = std::min<size_t>(kStackReserve, (here - lowest) / 2);
  return lowest + reserve;
}

}  // namespace pyemb
