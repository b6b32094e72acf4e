// SPDX-License-Identifier: MIT
#include "config/config.h"

#include <cstdlib>
#include <cstring>

namespace pyemb {
namespace {

struct Row {
  int Config::*field;
  const char* environment;
  const char* flag;
};

constexpr Row kRows[] = {
#define OPTION(name, python, isolated, environment, flag, doc) {&Config::name, environment, flag},
#include "config/options.def"
#undef OPTION
};

/// Applies a flag of one letter to all rows that have it. False: there is none.
bool apply_flag(Config& config, char letter) {
  bool found = false;
  for (const Row& row : kRows) {
    bool negative = row.flag[0] == '!';
    if (row.flag[negative ? 1 : 0] != letter || letter == '\0') continue;
    found = true;
    if (negative) {
      config.*row.field = 0;
    } else {
      ++(config.*row.field);
    }
  }
  return found;
}

void apply_x_option(Config& config, const char* text) {
  if (config.x_option_count < Config::kMaxXOptions) config.x_options[config.x_option_count++] = text;
  if (std::strcmp(text, "dev") == 0) config.dev_mode = 1;
  if (std::strcmp(text, "utf8") == 0 || std::strcmp(text, "utf8=1") == 0) config.utf8_mode = 1;
  if (std::strcmp(text, "warn_default_encoding") == 0) config.warn_default_encoding = 1;
  constexpr const char* kPrefix = "pycache_prefix=";
  if (std::strncmp(text, kPrefix, std::strlen(kPrefix)) == 0) config.pycache_prefix = text + std::strlen(kPrefix);
  constexpr const char* kDigits = "int_max_str_digits=";
  if (std::strncmp(text, kDigits, std::strlen(kDigits)) == 0) config.int_max_str_digits = std::atoi(text + std::strlen(kDigits));
}

/// -c, -m, -W, -X take a text: the rest of the argument, or the next one.
const char* option_text(int argc, const char* const* argv, int* index, const char* rest) {
  if (*rest != '\0') return rest;
  return *index + 1 < argc ? argv[++*index] : nullptr;
}

void take_rest(Config& config, RunMode mode, const char* text, int argc, const char* const* argv, int first) {
  config.mode = mode;
  config.text = text;
  config.argc = argc - first;
  config.argv = argv + first;
}

void finish(Config& config) {
  if (config.isolated == 0) return;
  config.use_environment = 0;
  config.user_site_directory = 0;
  config.safe_path = 1;
}

constexpr const char* kMissing = "Argument expected for the -%c option";

}  // namespace

Config isolated_config() {
  Config config;
#define OPTION(name, python, isolated, environment, flag, doc) config.name = isolated;
#include "config/options.def"
#undef OPTION
  return config;
}

void read_environment(Config& config) {
  if (config.use_environment == 0) return;
  for (const Row& row : kRows) {
    if (*row.environment == '\0') continue;
    const char* value = std::getenv(row.environment);
    if (value == nullptr || *value == '\0') continue;
    char* end = nullptr;
    long number = std::strtol(value, &end, 10);
    int level = *end == '\0' && number >= 0 ? static_cast<int>(number) : 1;
    if (config.*row.field < level) config.*row.field = level;
  }
  if (const char* path = std::getenv("PYTHONPATH"); path != nullptr && *path != '\0') config.python_path = path;
  if (const char* prefix = std::getenv("PYTHONPYCACHEPREFIX"); prefix != nullptr && *prefix != '\0' && config.pycache_prefix == nullptr) {
    config.pycache_prefix = prefix;
  }
  if (const char* no_bytecode = std::getenv("PYTHONDONTWRITEBYTECODE"); no_bytecode != nullptr && *no_bytecode != '\0') config.write_bytecode = 0;
  if (const char* no_user = std::getenv("PYTHONNOUSERSITE"); no_user != nullptr && *no_user != '\0') config.user_site_directory = 0;
  if (const char* seed = std::getenv("PYTHONHASHSEED"); seed != nullptr && *seed >= '0' && *seed <= '9') {
    config.use_hash_seed = 1;
    config.hash_seed = std::strtoull(seed, nullptr, 10);
  }
  if (const char* digits = std::getenv("PYTHONINTMAXSTRDIGITS"); digits != nullptr && config.int_max_str_digits < 0) {
    config.int_max_str_digits = std::atoi(digits);
  }
}

CommandLineError read_command_line(Config& config, int argc, const char* const* argv) {
  config.orig_argc = argc;
  config.orig_argv = argv;
  int i = 1;
  for (; i < argc; ++i) {
    const char* argument = argv[i];
    if (argument[0] != '-' || argument[1] == '\0') break;
    if (std::strcmp(argument, "--") == 0) {
      ++i;
      break;
    }
    if (std::strcmp(argument, "--version") == 0) argument = "-V";
    if (std::strcmp(argument, "--help") == 0) argument = "-h";
    for (const char* letter = argument + 1; *letter != '\0'; ++letter) {
      if (*letter == 'V' || *letter == 'h' || *letter == '?') {
        config.mode = *letter == 'V' ? RunMode::kVersion : RunMode::kHelp;
        return {};
      }
      bool takes_text = std::strchr("cmWX", *letter) != nullptr;
      if (!takes_text) {
        if (!apply_flag(config, *letter)) return {"Unknown option: -%c", *letter};
        continue;
      }
      const char* text = option_text(argc, argv, &i, letter + 1);
      if (text == nullptr) return {kMissing, *letter};
      if (*letter == 'c' || *letter == 'm') {
        take_rest(config, *letter == 'c' ? RunMode::kCommand : RunMode::kModule, text, argc, argv, i + 1);
        finish(config);
        return {};
      }
      if (*letter == 'X') apply_x_option(config, text);
      if (*letter == 'W' && config.warn_option_count < Config::kMaxWarnOptions) config.warn_options[config.warn_option_count++] = text;
      break;
    }
  }
  if (i >= argc) {
    take_rest(config, RunMode::kStdin, nullptr, argc, argv, argc);
  } else if (std::strcmp(argv[i], "-") == 0) {
    take_rest(config, RunMode::kStdin, "-", argc, argv, i + 1);
  } else {
    take_rest(config, RunMode::kFile, argv[i], argc, argv, i + 1);
  }
  finish(config);
  return {};
}

}  // namespace pyemb
