// SPDX-License-Identifier: MIT
#pragma once

// What an interpreter is started with: a plain struct with one field for each row of options.def, and little else.
//
//     Config config(raw_texts());                       // Python's defaults; set_isolated() for a host that embeds
//     InitStatus status = read_command_line(config, argc, argv);
//     if (status.is_ok()) status = read_config(config);        // the environment, and what is still undecided
//     if (status.is_ok()) status = compute_paths(config);      // config/path_config.h
//
// Fields may be read and changed between the steps; a step keeps what it finds decided. An interpreter has a copy of its own
// (`interp.config`), which stays readable and changeable while it lives. Texts belong to the configuration's arena; set() and
// TextList copy into it.

#include <cstddef>
#include <cstdint>

#include "config/init_status.h"
#include "config/mounts.h"
#include "config/text_list.h"

namespace pyemb {

struct ThreadState;  // only passed through

/// Functions of the host in the place of the standard streams, called with the interpreter lock held. `function` is the host's own, in a type that only
/// `call` knows; a null `call`: the file descriptors.
struct HostWriter {
  /// Takes what is written to standard output (1) or error (2). 0, or negative for a failed write.
  int (*call)(ThreadState& ts, const HostWriter& writer, int stream, const char* data, size_t size) = nullptr;
  void (*function)() = nullptr;
  void* context = nullptr;
};
struct HostReader {
  /// Gives what is read from standard input: up to `size` bytes, 0 for its end, negative for a failure.
  int64_t (*call)(ThreadState& ts, const HostReader& reader, char* data, size_t size) = nullptr;
  void (*function)() = nullptr;
  void* context = nullptr;
};

/// What to run after the start-up: what the run_* fields and the command line come to.
enum class RunMode : uint8_t {
  kNothing,   ///< the host calls
  kCommand,   ///< -c TEXT
  kModule,    ///< -m NAME
  kFile,      ///< FILE
  kStdin,     ///< standard input, or `-`
};

/// Something on the command line that is shown instead of running anything.
enum class Help : uint8_t { kNone, kVersion, kLongVersion, kUsage, kEnvironment, kXOptions, kAll, kTryHelp };

struct Config {
  explicit Config(TextMemory memory) : arena(memory), mounts(memory) {}
  Config(const Config&) = delete;
  Config& operator=(const Config&) = delete;

#define NUMBER(name, part, python, isolated, environment, flag, x, access, doc) int64_t name = python;
#define TEXT(name, part, environment, flag, x, access, doc) const char* name = nullptr;
#define TEXTS(name, part, environment, flag, x, access, doc) TextList name;
#include "config/options.def"

  TextArena arena;
  bool is_preread = false;      ///< what the process shares is decided
  bool is_read = false;         ///< read_config() has been here
  bool reads_stdin = false;     ///< the command line named nothing to run
  const char* warning = nullptr;  ///< what the start-up wants to say on standard error (the locale), or null; static
  Help help = Help::kNone;      ///< what the command line wants to be shown; then the status is an exit

  HostWriter writer;
  HostReader reader;
  MountList mounts;             ///< file systems of the host

  /// Whether the host takes the place of a standard stream: 0 input, 1 output, 2 errors.
  bool is_host_stream(int stream) const { return stream == 0 ? reader.call != nullptr : writer.call != nullptr; }

  RunMode run_mode() const;
  /// Gives a text field a copy of `text`. False: no memory.
  [[nodiscard]] bool set(const char** field, std::string_view text);
  /// Makes this the same as another one, with texts of its own. False: no memory.
  [[nodiscard]] bool assign(const Config& other);
  /// The defaults of the isolated configuration, for hosts that embed: neither environment nor user can change anything.
  void set_isolated();
};

/// Reads a command line: options, then what to run, then its arguments. argv[0] is the program. Status: an exit for -h, -V (see
/// Config::help) and, with a message, for a faulty one.
InitStatus read_command_line(Config& config, int argc, const char* const* argv);

/// Decides what concerns the whole process, by the -X options and, if use_environment says so, the environment: UTF-8 mode, locale, development mode.
/// Sets LC_CTYPE where configure_locale says so. For a process that has decided already, PreConfig::impose() stands in its place.
InitStatus read_preconfig(Config& config);
/// Reads the environment, if use_environment says so, and decides what is still undecided (-1, null) but for the paths.
InitStatus read_config(Config& config);

/// Writes what Config::help says, piece by piece.
using HelpWriter = void (*)(void* context, std::string_view text);
void write_help(const Config& config, Help help, HelpWriter write, void* context);

inline constexpr const char* kVersion = "3.11.2";

}  // namespace pyemb
