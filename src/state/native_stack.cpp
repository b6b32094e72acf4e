// SPDX-License-Identifier: MIT
#include <pthread.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

#include "state/runtime.h"

extern "C" void* __libc_stack_end;  // of the dynamic linker: where the main thread's stack began

namespace pyemb {
namespace {

// What native code may use below the recursion limit: destructors, the allocator, the C library, a signal handler.
constexpr size_t kStackReserve = 192 * 1024;
constexpr size_t kUnlimitedStack = 256 * 1024 * 1024;

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
