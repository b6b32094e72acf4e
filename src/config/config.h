// SPDX-License-Identifier: MIT
#pragma once

// Config: what an interpreter is started with. Text is borrowed: it must live as long as the interpreter does.

#include <cstddef>
#include <cstdint>

namespace pyemb {

/// What to run, after the start-up.
enum class RunMode : uint8_t {
  kNothing,   ///< the host calls
  kCommand,   ///< -c TEXT
  kModule,    ///< -m NAME
  kFile,      ///< FILE
  kStdin,     ///< standard input, or `-`
  kVersion,   ///< -V: say the version and leave
  kHelp,      ///< -h
};

struct Config {
#define OPTION(name, python, isolated, environment, flag, doc) int name = python;
#include "config/options.def"
#undef OPTION
  static constexpr int kMaxWarnOptions = 32;
  static constexpr int kMaxXOptions = 32;

  RunMode mode = RunMode::kNothing;
  const char* text = nullptr;            ///< the command, the module's name, the file
  int argc = 0;                          ///< sys.argv without its first item
  const char* const* argv = nullptr;
  int orig_argc = 0;                     ///< sys.orig_argv
  const char* const* orig_argv = nullptr;
  const char* executable = "";           ///< sys.executable
  const char* prefix = "/usr";           ///< sys.prefix
  const char* stdlib_dir = nullptr;      ///< where the standard library's .py files are; null: nowhere
  const char* python_path = nullptr;     ///< PYTHONPATH
  const char* pycache_prefix = nullptr;  ///< PYTHONPYCACHEPREFIX, -X pycache_prefix=: where .pyc files go instead of __pycache__
  const char* warn_options[kMaxWarnOptions] = {};
  int warn_option_count = 0;
  const char* x_options[kMaxXOptions] = {};
  int x_option_count = 0;
  int use_hash_seed = 0;                 ///< PYTHONHASHSEED is a number
  uint64_t hash_seed = 0;
  int int_max_str_digits = -1;           ///< -1: the default
  size_t memory_limit = 0;               ///< bytes that the interpreter may take; 0: no limit
  int install_signal_handlers = 0;

  /// Takes what the interpreter writes to standard output (1) and error (2); null: the file descriptors. Returns false for a
  /// failed write.
  bool (*write)(void* context, int stream, const char* data, size_t size) = nullptr;
  void* write_context = nullptr;
};

/// The isolated configuration, for hosts that embed.
[[nodiscard]] Config isolated_config();

/// Reads the environment variables, if use_environment says so.
void read_environment(Config& config);

/// What was wrong with a command line; `message` is null if nothing was.
struct CommandLineError {
  const char* message;   ///< "Unknown option: -%s" or "Argument expected for the -%s option"
  char option;
};
/// Reads a command line: options, then what to run, then its arguments. argv[0] is the program.
[[nodiscard]] CommandLineError read_command_line(Config& config, int argc, const char* const* argv);

}  // namespace pyemb
