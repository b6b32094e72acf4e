// SPDX-License-Identifier: MIT
// What Python costs a host in processor time and memory: the first initialization of a process, further interpreters, finalization, and a
// second initialization. Prints a line `name value` for each figure: microseconds, and KiB of resident memory (all of it, and the part that is
// not backed by a file). benchmarks/startup.py runs it many times, since a process has only one first time.
#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

#include "Python.h"

namespace {

/// Processor time of the process: what other processes do meanwhile does not count.
double now() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) * 1e-3;
}
double microseconds_since(double start) { return now() - start; }

/// Resident memory by /proc/self/statm, which is opened before anything is measured.
class Memory {
 public:
  Memory() : file_(open("/proc/self/statm", O_RDONLY)) {}
  ~Memory() { close(file_); }
  struct Sample {
    long all, anonymous;
  };
  Sample sample() const {
    char text[128] = {};
    long size = 0, resident = 0, shared = 0;
    if (pread(file_, text, sizeof text - 1, 0) <= 0 || std::sscanf(text, "%ld %ld %ld", &size, &resident, &shared) != 3) return {};
    const long page = sysconf(_SC_PAGESIZE) / 1024;
    return {resident * page, (resident - shared) * page};
  }

 private:
  int file_;
};

int complain(const char* step, const char* message) {
  std::fprintf(stderr, "startup_host: %s: %s\n", step, message);
  return 1;
}

bool initialize() {
  PyInitConfig* config = PyInitConfig_Create();
  if (config == nullptr) return false;
  PyInitConfig_SetInt(config, "site_import", 0);
  const bool well = Py_InitializeFromInitConfig(config) == 0;
  const char* message = "";
  if (!well && PyInitConfig_GetError(config, &message) != 0) complain("initialize", message);
  PyInitConfig_Free(config);
  return well;
}

void show(const char* name, double value) { std::printf("%s %.1f\n", name, value); }

/// Further interpreters beside the first one, all alive at once.
int measure_interpreters(const Memory& memory, int count) {
  PyThreadState* main = PyThreadState_Get();
  PyInterpreterConfig config = {};
  config.gil = PyInterpreterConfig_OWN_GIL;
  std::vector<PyThreadState*> started;
  started.reserve(static_cast<size_t>(count));
  malloc_trim(0);
  const Memory::Sample before = memory.sample();
  double start = now();
  for (int i = 0; i < count; ++i) {
    PyThreadState* ts = nullptr;
    if (PyStatus_Exception(Py_NewInterpreterFromConfig(&ts, &config))) return complain("new interpreter", "failed");
    started.push_back(ts);
  }
  show("interpreter_us", microseconds_since(start) / count);
  const Memory::Sample after = memory.sample();
  show("interpreter_kib", static_cast<double>(after.all - before.all) / count);
  show("interpreter_anonymous_kib", static_cast<double>(after.anonymous - before.anonymous) / count);
  start = now();
  for (PyThreadState* ts : started) {
    PyThreadState_Swap(ts);
    Py_EndInterpreter(ts);
  }
  show("interpreter_end_us", microseconds_since(start) / count);
  PyThreadState_Swap(main);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const int interpreters = argc > 1 ? std::atoi(argv[1]) : 16;
  Memory memory;
  memory.sample();  // once for nothing, and the clock, too: the pages that measuring takes are not the start's
  now();
  Memory::Sample before = memory.sample();
  double start = now();
  if (!initialize()) return 1;
  show("first_us", microseconds_since(start));
  Memory::Sample after = memory.sample();
  show("first_kib", static_cast<double>(after.all - before.all));
  show("first_anonymous_kib", static_cast<double>(after.anonymous - before.anonymous));
  if (interpreters > 0 && measure_interpreters(memory, interpreters) != 0) return 1;
  start = now();
  if (Py_FinalizeEx() != 0) return complain("finalize", "failed");
  show("finalize_us", microseconds_since(start));
  start = now();
  if (!initialize()) return 1;
  show("second_us", microseconds_since(start));
  return Py_FinalizeEx() != 0;
}
