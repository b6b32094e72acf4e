// SPDX-License-Identifier: MIT
// faulthandler: a thread that waits, and shows where all the others are when its time is up. It is none of Python's threads.
#include <pthread.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <new>

#include "modules/clock_arguments.h"
#include "modules/faulthandler/faulthandler.h"
#include "objects/raise.h"
#include "state/memory.h"
#include "vm/dump_traceback.h"

namespace pyemb {

struct FaultWatchdog {
  std::mutex mutex;
  std::condition_variable changed;
  bool cancelled = false;
  bool repeats = false;
  bool exits = false;
  FaultOutput output;
  int64_t timeout = 0;  ///< nanoseconds
  pthread_t thread = {};
  pid_t process = 0;    ///< a forked child has no such thread
  char title[64] = {};
};

namespace faults {
namespace {

constexpr double kLongestTimeout = 9223372036.0;  // seconds: what a lock can be waited for

/// False: cancelled.
bool wait_for_timeout(FaultWatchdog& dog) {
  std::unique_lock<std::mutex> lock(dog.mutex);
  return !dog.changed.wait_for(lock, std::chrono::nanoseconds(dog.timeout), [&] { return dog.cancelled; });
}

void* run(void* argument) {
  auto& dog = *static_cast<FaultWatchdog*>(argument);
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);  // signals are for the others
  while (wait_for_timeout(dog)) {
    {
      DumpWriter out(dog.output.fd);
      out.text(dog.title);
      dump_threads(out, *dog.output.interp, nullptr);
    }
    if (dog.exits) ::_exit(1);
    if (!dog.repeats) break;
  }
  return nullptr;
}

void write_title(FaultWatchdog& dog) {
  const int64_t micros = (dog.timeout + 999) / 1000;
  const auto seconds = static_cast<unsigned long>(micros / 1'000'000);
  const auto rest = static_cast<unsigned long>(micros % 1'000'000);
  const int size = std::snprintf(dog.title, sizeof dog.title, "Timeout (%lu:%02lu:%02lu", seconds / 3600, seconds / 60 % 60, seconds % 60);
  const auto used = static_cast<size_t>(size);
  if (rest != 0) {
    std::snprintf(dog.title + used, sizeof dog.title - used, ".%06lu)!\n", rest);
  } else {
    std::snprintf(dog.title + used, sizeof dog.title - used, ")!\n");
  }
}

void release(FaultWatchdog* dog) {
  dog->~FaultWatchdog();
  memory_release(Domain::kRaw, dog);
}

/// Ends the thread and waits for it.
void stop(FaultWatchdog* dog) {
  if (dog == nullptr) return;
  if (dog->process != ::getpid()) {  // the thread stayed in the parent, perhaps with the mutex locked
    memory_release(Domain::kRaw, dog);
    return;
  }
  {
    std::lock_guard<std::mutex> lock(dog->mutex);
    dog->cancelled = true;
  }
  dog->changed.notify_all();
  pthread_join(dog->thread, nullptr);
  release(dog);
}

FaultWatchdog* exchange_watchdog(FaultWatchdog* dog) {
  FaultState& state = fault_state();
  std::lock_guard<std::mutex> lock(state.mutex);
  return std::exchange(state.watchdog, dog);
}

}  // namespace

Status start_watchdog(ThreadState& ts, Value timeout, std::optional<int> repeat, Value file, std::optional<int> exits) {
  const int64_t nanos = TRY(to_nanoseconds(ts, timeout, Rounding::kUp));
  if (nanos <= 0) return raise(ts, Exc::kValueError, "timeout must be greater than 0");
  if (static_cast<double>(nanos) * 1e-9 > kLongestTimeout) return raise(ts, Exc::kOverflowError, "timeout value is too large");
  Ref holder;
  int fd = TRY(find_descriptor(ts, file, holder));
  FaultFiles* files = TRY(files_of(ts));
  void* memory = memory_allocate(Domain::kRaw, sizeof(FaultWatchdog));
  if (memory == nullptr) return raise_no_memory(ts);
  auto* dog = new (memory) FaultWatchdog;
  dog->repeats = repeat.value_or(0) != 0;
  dog->exits = exits.value_or(0) != 0;
  dog->output = {&ts.interp, fd, true};
  dog->timeout = nanos;
  dog->process = ::getpid();
  write_title(*dog);
  stop(exchange_watchdog(nullptr));
  decref(std::exchange(files->later, holder.release()));
  if (pthread_create(&dog->thread, nullptr, run, dog) != 0) {
    release(dog);
    return raise(ts, Exc::kRuntimeError, "unable to start watchdog thread");
  }
  stop(exchange_watchdog(dog));
  return {};
}

Status cancel_watchdog(ThreadState& ts) {
  stop(exchange_watchdog(nullptr));
  if (ts.interp.fault_files != nullptr) decref(std::exchange(ts.interp.fault_files->later, Value::null()));
  return {};
}

void stop_watchdog_of(Interpreter& interp) {
  FaultState& state = fault_state();
  FaultWatchdog* dog = nullptr;
  {
    std::lock_guard<std::mutex> lock(state.mutex);
    if (state.watchdog != nullptr && state.watchdog->output.interp == &interp) dog = std::exchange(state.watchdog, nullptr);
  }
  stop(dog);
}

}  // namespace faults
}  // namespace pyemb
