// SPDX-License-Identifier: MIT
// The minimal main program: everything else is in the library.

#include <cstdio>
#include <string>
#include <unistd.h>

#include "lifecycle/lifecycle.h"

namespace {

constexpr const char* kUsage = "usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n";

}  // namespace

int main(int argc, char** argv) {
  pyemb::Config config;
  config.stdlib_dir = PYEMB_STDLIB_DIR;
  pyemb::CommandLineError error = pyemb::read_command_line(config, argc, argv);
  if (error.message != nullptr) {
    std::fprintf(stderr, error.message, error.option);
    std::fprintf(stderr, "\n");
    std::fprintf(stderr, kUsage, argv[0]);
    std::fprintf(stderr, "Try `python -h' for more information.\n");
    return 2;
  }
  if (config.mode == pyemb::RunMode::kVersion) {
    std::printf("Python 3.11.2\n");
    return 0;
  }
  if (config.mode == pyemb::RunMode::kHelp) {
    std::printf(kUsage, argv[0]);
    return 0;
  }
  pyemb::read_environment(config);
  char path[4096];
  ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);
  std::string executable = size > 0 ? std::string(path, static_cast<size_t>(size)) : argv[0];
  config.executable = executable.c_str();

  pyemb::StartFailure failure;
  pyemb::ThreadState* ts = pyemb::start_interpreter(config, &failure);
  if (ts == nullptr) {
    std::fprintf(stderr, "Fatal Python error: %s\n", failure.message);
    return 1;
  }
  int status = pyemb::run_main(*ts);
  int finished = pyemb::finish_interpreter(*ts);
  return finished != 0 ? finished : status;
}
