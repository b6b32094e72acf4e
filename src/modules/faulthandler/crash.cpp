// SPDX-License-Identifier: MIT
// faulthandler: functions that crash the process. A test of the handlers calls them in a process of its own.
#include <pthread.h>
#include <sys/resource.h>

#include <cstdlib>

#include "modules/faulthandler/faulthandler.h"
#include "modules/system_call.h"
#include "objects/raise.h"
#include "vm/dump_traceback.h"

namespace pyemb {
namespace faults {
namespace {

constexpr size_t kDeepEnough = 100 * 1024 * 1024;

/// Such a crash is wanted: nobody needs its core file.
void suppress_core_file() {
  rlimit limit;
  if (::getrlimit(RLIMIT_CORE, &limit) != 0) return;
  limit.rlim_cur = 0;
  ::setrlimit(RLIMIT_CORE, &limit);
}

__attribute__((no_sanitize("undefined"))) Result<int64_t> read_null(ThreadState&) {
  suppress_core_file();
  const volatile int* volatile nowhere = nullptr;
  return int64_t{*nowhere};
}

Status raise_segmentation_fault(ThreadState& ts, std::optional<int> release_lock) {
  suppress_core_file();
  if (release_lock.value_or(0) != 0) {
    without_lock(ts, [] { return ::raise(SIGSEGV); });
  } else {
    ::raise(SIGSEGV);
  }
  return {};
}

Status raise_abort(ThreadState&) {
  suppress_core_file();
  std::abort();
}

__attribute__((no_sanitize("undefined"))) int64_t divide_by_zero(ThreadState&) {
  suppress_core_file();
  volatile int one = 1, zero = 0;
  volatile int quotient = one / zero;
  ::raise(SIGFPE);  // where a division by zero is no trap
  return quotient;
}

/// What the library says of an error that it cannot survive.
void* fail_in_thread(void* argument) {
  auto* interp = static_cast<Interpreter*>(argument);
  disable_fatal();  // or abort() would be reported, too
  {
    DumpWriter out(2);
    out.text("Fatal Python error: faulthandler_fatal_error_thread: in new thread\nPython runtime state: initialized\n\n");
    dump_threads(out, *interp, nullptr);
    dump_native_modules(out, *interp);
  }
  std::abort();
}

Status fail_in_new_thread(ThreadState& ts) {
  suppress_core_file();
  pthread_t thread;
  if (pthread_create(&thread, nullptr, fail_in_thread, &ts.interp) != 0) return raise(ts, Exc::kRuntimeError, "unable to start the thread");
  without_lock(ts, [&] { return pthread_join(thread, nullptr); });
  return {};
}

/// Uses the stack up, a kilobyte a call; the address where it gave up.
NOINLINE uintptr_t use_stack(uintptr_t lowest, size_t* depth) {
  volatile unsigned char block[4096];
  block[0] = 1;
  block[sizeof block - 1] = static_cast<unsigned char>(*depth);
  ++*depth;
  auto here = reinterpret_cast<uintptr_t>(&block[0]);
  if (here < lowest) return here;
  return use_stack(lowest, depth) + block[0] - 1;  // not a tail call
}

Status overflow_stack(ThreadState& ts) {
  suppress_core_file();
  auto top = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  size_t depth = 0;
  uintptr_t reached = use_stack(top > kDeepEnough ? top - kDeepEnough : 0, &depth);
  return raise(ts, Exc::kRuntimeError, "unable to raise a stack overflow (allocated %zu bytes on the stack, %zu recursive calls)",
               static_cast<size_t>(top - reached), depth);
}

constexpr NativeMethod kFunctions[] = {
    function<read_null>("_read_null", "()", "Read from address 0."),
    function<raise_segmentation_fault>("_sigsegv", "(release_gil=False, /)", "Raise SIGSEGV, without the interpreter lock if so wished."),
    function<raise_abort>("_sigabrt", "()", "Raise SIGABRT."),
    function<divide_by_zero>("_sigfpe", "()", "Raise SIGFPE."),
    function<fail_in_new_thread>("_fatal_error_c_thread", "()", "Report a fatal error from a thread that is none of Python's."),
    function<overflow_stack>("_stack_overflow", "()", "Use the stack up."),
};

}  // namespace

constexpr std::span<const NativeMethod> kCrashFunctions = kFunctions;

}  // namespace faults
}  // namespace pyemb
