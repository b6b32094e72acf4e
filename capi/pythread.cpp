// SPDX-License-Identifier: MIT
// Threads of the system. Nothing here needs an interpreter, but PyThread_GetInfo and the stack size.
#include <cerrno>
#include <climits>
#include <ctime>
#include <pthread.h>
#include <semaphore.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "api.h"
#include "modules/sys/sys.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "vm/import.h"

using namespace pyemb;
using namespace pyemb::capi;

// -- threads -----------------------------------------------------------------------------------------------------------------------

namespace {

constexpr auto kNoThread = static_cast<unsigned long>(-1);

struct Start {
  void (*function)(void*);
  void* argument;
};

void* run_thread(void* block) {
  Start start = *static_cast<Start*>(block);
  PyMem_RawFree(block);
  start.function(start.argument);
  return nullptr;
}

/// _thread.stack_size(...); 0 where there is no interpreter to ask.
Result<int64_t> stack_size(Api api, const size_t* size) {
  Ref module = TRY(import_module(api, "_thread"));
  Ref function = TRY(get_attr(api, module, "stack_size"));
  Ref answer = TRY(size == nullptr ? call(api, function) : call(api, function, Value::from_int(static_cast<int64_t>(*size))));
  return to_int64(api, answer);
}

}  // namespace

void PyThread_init_thread(void) {}
unsigned long PyThread_start_new_thread(void (*function)(void*), void* argument) {
  if (function == nullptr) return kNoThread;
  auto* start = static_cast<Start*>(PyMem_RawMalloc(sizeof(Start)));
  if (start == nullptr) return kNoThread;
  *start = {function, argument};
  pthread_attr_t attributes;
  if (::pthread_attr_init(&attributes) != 0) {
    PyMem_RawFree(start);
    return kNoThread;
  }
  if (size_t size = PyThread_get_stacksize(); size != 0) static_cast<void>(::pthread_attr_setstacksize(&attributes, size));
  static_cast<void>(::pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED));
  pthread_t thread;
  int status = ::pthread_create(&thread, &attributes, run_thread, start);
  static_cast<void>(::pthread_attr_destroy(&attributes));
  if (status == 0) return static_cast<unsigned long>(thread);
  PyMem_RawFree(start);
  return kNoThread;
}
unsigned long PyThread_get_thread_ident(void) { return static_cast<unsigned long>(::pthread_self()); }
unsigned long PyThread_get_thread_native_id(void) { return static_cast<unsigned long>(::syscall(SYS_gettid)); }
void PyThread_exit_thread(void) { ::pthread_exit(nullptr); }

size_t PyThread_get_stacksize(void) {
  return api_quiet<size_t>(0, [&](Api api) { return stack_size(api, nullptr); });
}
int PyThread_set_stacksize(size_t size) {
  return api_quiet(-1, [&](Api api) -> Result<int> {
    int64_t ignored = TRY(stack_size(api, &size));
    static_cast<void>(ignored);
    return 0;
  });
}
PyObject* PyThread_GetInfo(void) {
  return api_object([&](Api api) -> Result<Ref> { return Ref::copy(sys_get(api, "thread_info")); });
}

// -- locks -------------------------------------------------------------------------------------------------------------------------

PyThread_type_lock PyThread_allocate_lock(void) {
  auto* lock = static_cast<sem_t*>(PyMem_RawMalloc(sizeof(sem_t)));
  if (lock != nullptr && ::sem_init(lock, 0, 1) != 0) {
    PyMem_RawFree(lock);
    lock = nullptr;
  }
  return lock;
}
void PyThread_free_lock(PyThread_type_lock lock) {
  if (lock == nullptr) return;
  static_cast<void>(::sem_destroy(static_cast<sem_t*>(lock)));
  PyMem_RawFree(lock);
}

PyLockStatus PyThread_acquire_lock_timed(PyThread_type_lock lock, long long microseconds, int intr_flag) {
  if (lock == nullptr) return PY_LOCK_FAILURE;
  auto* semaphore = static_cast<sem_t*>(lock);
  struct timespec end = {};
  if (microseconds > 0) {
    static_cast<void>(::clock_gettime(CLOCK_MONOTONIC, &end));
    end.tv_sec += static_cast<time_t>(microseconds / 1000000);
    end.tv_nsec += static_cast<long>(microseconds % 1000000) * 1000;
    if (end.tv_nsec >= 1000000000) {
      ++end.tv_sec;
      end.tv_nsec -= 1000000000;
    }
  }
  while (true) {
    int status = microseconds < 0 ? ::sem_wait(semaphore) : microseconds == 0 ? ::sem_trywait(semaphore) : ::sem_clockwait(semaphore, CLOCK_MONOTONIC, &end);
    if (status == 0) return PY_LOCK_ACQUIRED;
    if (errno != EINTR) return PY_LOCK_FAILURE;
    if (intr_flag != 0) return PY_LOCK_INTR;
  }
}
int PyThread_acquire_lock(PyThread_type_lock lock, int wait) {
  return PyThread_acquire_lock_timed(lock, wait != 0 ? -1 : 0, 0) == PY_LOCK_ACQUIRED ? 1 : 0;
}
void PyThread_release_lock(PyThread_type_lock lock) {
  if (lock != nullptr) static_cast<void>(::sem_post(static_cast<sem_t*>(lock)));
}

// -- storage of each thread (PEP 539) ------------------------------------------------------------------------------------------------

Py_tss_t* PyThread_tss_alloc(void) {
  auto* key = static_cast<Py_tss_t*>(PyMem_RawMalloc(sizeof(Py_tss_t)));
  if (key != nullptr) *key = Py_tss_NEEDS_INIT;
  return key;
}
void PyThread_tss_free(Py_tss_t* key) {
  if (key == nullptr) return;
  PyThread_tss_delete(key);
  PyMem_RawFree(key);
}
int PyThread_tss_is_created(Py_tss_t* key) { return key != nullptr && key->_is_initialized != 0 ? 1 : 0; }
int PyThread_tss_create(Py_tss_t* key) {
  if (key == nullptr) return -1;
  if (key->_is_initialized != 0) return 0;
  pthread_key_t made;
  if (::pthread_key_create(&made, nullptr) != 0) return -1;
  key->pyemb_key = made;
  key->_is_initialized = 1;
  return 0;
}
void PyThread_tss_delete(Py_tss_t* key) {
  if (PyThread_tss_is_created(key) == 0) return;
  static_cast<void>(::pthread_key_delete(static_cast<pthread_key_t>(key->pyemb_key)));
  key->_is_initialized = 0;
}
int PyThread_tss_set(Py_tss_t* key, void* value) {
  if (PyThread_tss_is_created(key) == 0) return -1;
  return ::pthread_setspecific(static_cast<pthread_key_t>(key->pyemb_key), value) == 0 ? 0 : -1;
}
void* PyThread_tss_get(Py_tss_t* key) {
  return PyThread_tss_is_created(key) != 0 ? ::pthread_getspecific(static_cast<pthread_key_t>(key->pyemb_key)) : nullptr;
}

// The interface before that, whose keys are numbers.

int PyThread_create_key(void) {
  pthread_key_t key;
  if (::pthread_key_create(&key, nullptr) != 0) return -1;
  if (key <= INT_MAX) return static_cast<int>(key);
  static_cast<void>(::pthread_key_delete(key));
  return -1;
}
void PyThread_delete_key(int key) { static_cast<void>(::pthread_key_delete(static_cast<pthread_key_t>(key))); }
int PyThread_set_key_value(int key, void* value) { return ::pthread_setspecific(static_cast<pthread_key_t>(key), value) == 0 ? 0 : -1; }
void* PyThread_get_key_value(int key) { return ::pthread_getspecific(static_cast<pthread_key_t>(key)); }
void PyThread_delete_key_value(int key) { static_cast<void>(::pthread_setspecific(static_cast<pthread_key_t>(key), nullptr)); }
void PyThread_ReInitTLS(void) {}  // keys outlive a fork
