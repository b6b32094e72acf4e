// SPDX-License-Identifier: MIT
#include <cstring>

#include "config/options.h"

// The command line of a Python program, as getopt reads it: one-letter options that may be joined, some of which take a text, four long
// ones, then what to run, then its arguments.

namespace pyemb {
namespace {

/// Where reading has come to.
struct Reader {
  Config& config;
  int argc;
  const char* const* argv;
  int index = 1;
  int versions = 0;   ///< how often -V was given
  bool out_of_memory = false;
};

InitStatus usage_error(Reader& reader, const char* format, const char* what) {
  InitStatus status = InitStatus::leave(2);
  std::snprintf(status.message, sizeof status.message, format, what);
  reader.config.help = Help::kTryHelp;
  return status;
}

InitStatus show(Reader& reader, Help help) {
  reader.config.help = help;
  return InitStatus::leave(0);
}

/// Applies a flag of one letter to all numbers that have it. False: there is none.
bool apply_flag(Config& config, char letter) {
  bool found = false;
  for (const Option& row : kOptions) {
    const bool negative = row.flag[0] == '!';
    if (row.type != Option::Type::kNumber || letter == '\0' || row.flag[negative ? 1 : 0] != letter) continue;
    found = true;
    if (negative) {
      config.*row.number = 0;
    } else {
      config.*row.number += 1;
    }
  }
  return found;
}

/// The row of a flag that takes a text, or null.
const Option* find_text_flag(char letter) {
  for (const Option& row : kOptions) {
    if (row.flag[0] == letter && row.flag[0] != '\0' && row.flag[1] == ':') return &row;
  }
  return nullptr;
}

void keep(Reader& reader, const Option& row, const char* text) {
  Config& config = reader.config;
  const bool kept = row.type == Option::Type::kText ? config.set(&(config.*row.text), text) : (config.*row.texts).append(config.arena, text);
  if (!kept) reader.out_of_memory = true;
}

/// sys.argv: what runs, then the rest of the line.
void take_rest(Reader& reader, const char* first, int rest) {
  Config& config = reader.config;
  config.argv = {};
  if (!config.argv.append(config.arena, first)) reader.out_of_memory = true;
  for (int i = rest; i < reader.argc; ++i) {
    if (!config.argv.append(config.arena, reader.argv[i])) reader.out_of_memory = true;
  }
}

InitStatus read_long_option(Reader& reader, const char* text) {
  struct Long {
    const char* name;
    Help help;
  };
  static constexpr Long kLong[] = {
      {"--help", Help::kUsage}, {"--help-all", Help::kAll}, {"--help-env", Help::kEnvironment}, {"--help-xoptions", Help::kXOptions}};
  for (const Long& row : kLong) {
    if (std::strcmp(text, row.name) == 0) return show(reader, row.help);
  }
  if (std::strcmp(text, "--version") == 0) {
    ++reader.versions;
    return {};
  }
  if (std::strcmp(text, "--check-hash-based-pycs") != 0) return usage_error(reader, "unknown option %s", text);
  if (reader.index + 1 >= reader.argc) return usage_error(reader, "Argument expected for the %s options", text);
  const char* mode = reader.argv[++reader.index];
  for (const char* known : {"always", "default", "never"}) {
    if (std::strcmp(mode, known) != 0) continue;
    if (!reader.config.set(&reader.config.check_hash_pycs_mode, known)) reader.out_of_memory = true;
    return {};
  }
  return usage_error(reader, "%s must be one of 'default', 'always', or 'never'", text);
}

/// One argument of joined letters. `done`: it was -c or -m, whose text ends the options.
InitStatus read_letters(Reader& reader, const char* letters, bool* done) {
  for (const char* at = letters; *at != '\0'; ++at) {
    const char letter[] = {*at, '\0'};
    if (*at == 'h' || *at == '?') return show(reader, Help::kUsage);
    if (*at == 'V') {
      ++reader.versions;
      continue;
    }
    if (*at == 'J') return usage_error(reader, "%s is reserved for Jython", "-J");
    if (*at == 't') continue;  // accepted since Python 2
    const Option* row = find_text_flag(*at);
    if (row == nullptr) {
      if (!apply_flag(reader.config, *at)) return usage_error(reader, "Unknown option: -%s", letter);
      continue;
    }
    const char* text = at[1] != '\0' ? at + 1 : reader.index + 1 < reader.argc ? reader.argv[++reader.index] : nullptr;
    if (text == nullptr) return usage_error(reader, "Argument expected for the -%s option", letter);
    keep(reader, *row, text);
    *done = *at == 'c' || *at == 'm';
    return {};
  }
  return {};
}

/// The options, up to what runs.
InitStatus read_options(Reader& reader, bool* done) {
  for (; reader.index < reader.argc && !*done; ++reader.index) {
    const char* argument = reader.argv[reader.index];
    if (argument[0] != '-' || argument[1] == '\0') break;
    if (std::strcmp(argument, "--") == 0) {
      ++reader.index;
      break;
    }
    InitStatus status = argument[1] == '-' ? read_long_option(reader, argument) : read_letters(reader, argument + 1, done);
    if (!status.is_ok()) return status;
  }
  return {};
}

}  // namespace

InitStatus read_command_line(Config& config, int argc, const char* const* argv) {
  Reader reader{config, argc, argv};
  for (int i = 0; i < argc; ++i) {
    if (!config.orig_argv.append(config.arena, argv[i])) return InitStatus::no_memory();
  }
  if (argc > 0 && config.program_name == nullptr && !config.set(&config.program_name, argv[0])) return InitStatus::no_memory();
  bool done = false;
  InitStatus status = read_options(reader, &done);
  if (status.is_ok() && reader.versions > 0) status = show(reader, reader.versions > 1 ? Help::kLongVersion : Help::kVersion);
  if (!status.is_ok()) return status;
  if (done) {
    take_rest(reader, config.run_command != nullptr ? "-c" : "-m", reader.index);
  } else if (reader.index >= argc) {
    config.reads_stdin = true;
    take_rest(reader, "", argc);
  } else {
    const char* file = argv[reader.index];
    config.reads_stdin = std::strcmp(file, "-") == 0;
    if (!config.reads_stdin && !config.set(&config.run_filename, file)) reader.out_of_memory = true;
    take_rest(reader, file, reader.index + 1);
  }
  config.parse_argv = 2;  // as PyConfig says that it is done
  return reader.out_of_memory ? InitStatus::no_memory() : InitStatus::ok();
}

}  // namespace pyemb
