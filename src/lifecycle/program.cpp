// SPDX-License-Identifier: MIT
#include <cstdio>

#include "lifecycle/own_config.h"

// The whole of a Python program between main() and its exit status. What it says before there is an interpreter, it says through the C
// library's streams: it is the main program that asked for that.

namespace pyemb {
namespace {

void write_to(void* stream, std::string_view text) { std::fwrite(text.data(), 1, text.size(), static_cast<std::FILE*>(stream)); }

/// Shows what a step had to say; the exit status.
int tell(const Config& config, const InitStatus& status, const char* state) {
  if (status.is_exit()) {
    std::FILE* stream = status.exit_code == 0 ? stdout : stderr;
    if (status.message[0] != '\0') std::fprintf(stderr, "%s\n", status.message);
    write_help(config, config.help, write_to, stream);
    return status.exit_code;
  }
  const char* function = status.function != nullptr ? status.function : "";
  if (std::string_view(function).starts_with("preconfig")) state = "preinitializing";
  std::fprintf(stderr, "Fatal Python error: %s%s%s\nPython runtime state: %s\n\n", function, *function != '\0' ? ": " : "", status.message, state);
  return 1;
}

}  // namespace

int run_program(int argc, const char* const* argv, bool* interrupted) {
  *interrupted = false;
  Config config(raw_texts());
  InitStatus status = read_command_line(config, argc, argv);
  if (!status.is_ok()) return tell(config, status, "preinitializing");
  status = preinitialize(config);
  if (status.is_ok()) status = read_config(config);
  if (config.warning != nullptr) std::fputs(config.warning, stderr);
  if (!status.is_ok()) return tell(config, status, "preinitialized");
  ThreadState* ts = nullptr;
  status = start_interpreter(config, &ts);
  if (!status.is_ok()) return tell(config, status, "core initialized");
  const int code = run_main(*ts);
  *interrupted = own_config(*ts).interrupted;
  own_config(*ts).ends_process = true;
  const int finished = finish_interpreter(*ts);
  return finished != 0 ? finished : code;
}

}  // namespace pyemb
