// SPDX-License-Identifier: MIT
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <iterator>

#include "config/c_locale.h"
#include "config/options.h"

// read_config(): -X options, then environment variables, then what is still undecided. What the command line said wins; levels
// (-v, PYTHONVERBOSE) are the greater of both.

namespace pyemb {
namespace {

/// A variable that is set and not empty, or null.
const char* get_variable(const Config& config, const char* name) {
  if (config.use_environment == 0) return nullptr;
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : nullptr;
}

/// A decimal number that is the whole text.
bool to_number(std::string_view text, int64_t* number) {
  char digits[24] = {};
  if (text.empty() || text.size() >= sizeof digits) return false;
  std::memcpy(digits, text.data(), text.size());
  char* end = nullptr;
  errno = 0;
  *number = std::strtoll(digits, &end, 10);
  return *end == '\0' && errno == 0 && *number >= INT_MIN && *number <= int64_t{UINT32_MAX};
}

/// What follows `-X name`: the last one counts. `text` is what stands behind an `=`.
bool find_x_option(const Config& config, std::string_view name, std::string_view* text = nullptr, bool* has_value = nullptr) {
  for (int i = config.xoptions.count - 1; i >= 0; --i) {
    std::string_view option = config.xoptions.items[i];
    size_t equals = option.find('=');
    if (option.substr(0, equals) != name) continue;
    if (text != nullptr) *text = equals == option.npos ? std::string_view() : option.substr(equals + 1);
    if (has_value != nullptr) *has_value = equals != option.npos;
    return true;
  }
  return false;
}

// -- what the table says -------------------------------------------------------------------------------------------------------

void read_plain_x_option(Config& config, const Option& row) {
  const bool negative = row.x[0] == '!';
  std::string_view name = row.x + (negative ? 1 : 0);
  if (name.empty() || name.find('=') != name.npos || !find_x_option(config, name)) return;
  config.*row.number = negative ? 0 : 1;
}

/// A number's variable: see options.def.
void read_variable(Config& config, const Option& row) {
  const char* name = row.environment;
  const bool negative = *name == '!';
  if (negative) ++name;
  const bool is_level = *name == '#';
  if (is_level) ++name;
  const char* value = get_variable(config, name);
  if (value == nullptr) return;
  int64_t level = 1;
  if (is_level && (!to_number(value, &level) || level < 0)) level = 1;
  if (negative) {
    if (level > 0) config.*row.number = 0;
  } else if (config.*row.number < level) {
    config.*row.number = level;
  }
}

void read_switch(Config& config, const Option& row) {
  read_plain_x_option(config, row);
  if (row.environment[0] != '\0' && row.environment[0] != '=') read_variable(config, row);
}

InitStatus read_rows(Config& config) {
  for (const Option& row : kOptions) {
    if (row.type == Option::Type::kNumber) {
      read_switch(config, row);
      continue;
    }
    if (row.environment[0] == '\0' || row.environment[0] == '=') continue;
    if (const char* value = get_variable(config, row.environment); value != nullptr && config.*row.text == nullptr) {
      if (!config.set(&(config.*row.text), value)) return InitStatus::no_memory();
    }
  }
  return {};
}

// -- what has a form of its own ------------------------------------------------------------------------------------------------

InitStatus read_utf8_mode(Config& config) {
  constexpr const char* kStep = "preconfig_init_utf8_mode";
  if (config.utf8_mode >= 0) return {};
  std::string_view value;
  bool has_value = false;
  if (find_x_option(config, "utf8", &value, &has_value)) {
    if (has_value && value != "0" && value != "1") return InitStatus::error(kStep, "invalid -X utf8 option value");
    config.utf8_mode = value != "0";
  } else if (const char* variable = get_variable(config, "PYTHONUTF8")) {
    if (std::strcmp(variable, "0") != 0 && std::strcmp(variable, "1") != 0) {
      return InitStatus::error(kStep, "invalid PYTHONUTF8 environment variable value");
    }
    config.utf8_mode = variable[0] - '0';
  }
  return {};
}

/// PYTHONMALLOC: the names that there are. Which one is meant makes no difference: see the memory domains.
InitStatus read_allocator(Config& config) {
  const char* variable = get_variable(config, "PYTHONMALLOC");
  if (variable == nullptr || config.allocator != 0) return {};
  constexpr const char* kNames[] = {"default", "debug", "malloc", "malloc_debug", "pymalloc", "pymalloc_debug"};
  constexpr int64_t kNumbers[] = {1, 2, 3, 4, 5, 6};  // of PyMemAllocatorName
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if (std::strcmp(variable, kNames[i]) != 0) continue;
    config.allocator = kNumbers[i];
    return {};
  }
  return InitStatus::error("preconfig_init_allocator", "PYTHONMALLOC: unknown allocator");
}

InitStatus read_digits(Config& config) {
  constexpr const char* kLimit = "invalid limit; must be >= 640 or 0 for unlimited.";
  auto is_limit = [](std::string_view text, int64_t* number) { return to_number(text, number) && (*number == 0 || *number >= 640); };
  if (const char* variable = get_variable(config, "PYTHONINTMAXSTRDIGITS"); variable != nullptr && config.int_max_str_digits < 0) {
    if (!is_limit(variable, &config.int_max_str_digits)) {
      return InitStatus::error("config_init_int_max_str_digits", "PYTHONINTMAXSTRDIGITS: %s", kLimit);
    }
  }
  std::string_view value;
  if (find_x_option(config, "int_max_str_digits", &value) && !is_limit(value, &config.int_max_str_digits)) {
    return InitStatus::error("config_init_int_max_str_digits", "-X int_max_str_digits: %s", kLimit);
  }
  return {};
}

InitStatus read_hash_seed(Config& config) {
  if (config.use_hash_seed >= 0) return {};
  config.use_hash_seed = 0;
  const char* seed = get_variable(config, "PYTHONHASHSEED");
  if (seed == nullptr || std::strcmp(seed, "random") == 0) return {};
  if (!to_number(seed, &config.hash_seed) || config.hash_seed < 0) {
    return InitStatus::error("config_init_hash_seed", "PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]");
  }
  config.use_hash_seed = 1;
  return {};
}

InitStatus read_tracemalloc(Config& config) {
  if (config.tracemalloc >= 0) return {};
  config.tracemalloc = 0;
  auto is_frames = [](std::string_view text, int64_t* number) { return to_number(text, number) && *number >= 0 && *number <= INT_MAX; };
  if (const char* variable = get_variable(config, "PYTHONTRACEMALLOC"); variable != nullptr && !is_frames(variable, &config.tracemalloc)) {
    return InitStatus::error("config_init_tracemalloc", "PYTHONTRACEMALLOC: invalid number of frames");
  }
  std::string_view value;
  bool has_value = false;
  if (!find_x_option(config, "tracemalloc", &value, &has_value)) return {};
  if (!has_value) {
    config.tracemalloc = 1;
  } else if (!is_frames(value, &config.tracemalloc)) {
    return InitStatus::error("config_init_tracemalloc", "-X tracemalloc=NFRAME: invalid number of frames");
  }
  return {};
}

InitStatus read_import_options(Config& config) {
  std::string_view value;
  bool has_value = false;
  if (find_x_option(config, "frozen_modules", &value, &has_value)) {
    if (has_value && value != "on" && value != "off" && !value.empty()) {
      return InitStatus::error(nullptr, "bad value for option -X frozen_modules (expected \"on\" or \"off\")");
    }
    config.use_frozen_modules = value != "off";
  }
  if (find_x_option(config, "pycache_prefix", &value, &has_value)) {
    config.pycache_prefix = nullptr;
    if (!value.empty() && !config.set(&config.pycache_prefix, value)) return InitStatus::no_memory();
  }
  if (config.check_hash_pycs_mode == nullptr) config.check_hash_pycs_mode = "default";
  return {};
}

/// PYTHONIOENCODING: encoding:errors, each of which may be missing.
InitStatus read_io_encoding(Config& config) {
  const char* variable = get_variable(config, "PYTHONIOENCODING");
  if (variable == nullptr) return {};
  std::string_view text = variable;
  size_t colon = text.find(':');
  std::string_view encoding = text.substr(0, colon);
  std::string_view errors = colon == text.npos ? std::string_view() : text.substr(colon + 1);
  const bool has_errors = !errors.empty();
  if (!encoding.empty() && config.stdio_encoding == nullptr) {
    if (!config.set(&config.stdio_encoding, encoding)) return InitStatus::no_memory();
    if (!has_errors) errors = "strict";
  }
  if (!errors.empty() && config.stdio_errors == nullptr && !config.set(&config.stdio_errors, errors)) return InitStatus::no_memory();
  return {};
}

/// sys.warnoptions, the weakest first: of -X dev, the environment, the command line, -b.
InitStatus read_warn_options(Config& config) {
  int at = 0;
  if (config.dev_mode > 0 && !config.warnoptions.insert(config.arena, at++, "default")) return InitStatus::no_memory();
  const char* variable = get_variable(config, "PYTHONWARNINGS");
  for (std::string_view rest = variable != nullptr ? variable : ""; !rest.empty();) {
    size_t comma = rest.find(',');
    if (comma != 0 && !config.warnoptions.insert(config.arena, at++, rest.substr(0, comma))) return InitStatus::no_memory();
    rest = comma == rest.npos ? std::string_view() : rest.substr(comma + 1);
  }
  if (config.bytes_warning == 0) return {};
  const char* filter = config.bytes_warning > 1 ? "error::BytesWarning" : "default::BytesWarning";
  return config.warnoptions.append(config.arena, filter) ? InitStatus::ok() : InitStatus::no_memory();
}

/// The locale, and UTF-8 mode where nobody decided it.
void decide_locale(Config& config) {
  if (config.coerce_c_locale != 0) {
    const char* variable = get_variable(config, "PYTHONCOERCECLOCALE");
    if (variable != nullptr && std::strcmp(variable, "0") == 0 && config.coerce_c_locale < 0) config.coerce_c_locale = 0;
    if (config.coerce_c_locale_warn < 0) config.coerce_c_locale_warn = variable != nullptr && std::strcmp(variable, "warn") == 0;
  }
  const LocaleFacts locale = configure_locale(config);
  if (config.coerce_c_locale_warn > 0) config.warning = locale.warning;
  if (config.utf8_mode < 0) config.utf8_mode = locale.was_c;
}

/// Encodings that nobody named follow from the locale.
InitStatus decide_encodings(Config& config) {
  const LocaleFacts locale = look_at_locale();
  const char* encoding = config.utf8_mode != 0 ? "utf-8" : locale.encoding;
  const char* errors = config.utf8_mode != 0 || locale.is_c_like ? "surrogateescape" : "strict";
  auto decide = [&](const char** field, const char* value) { return *field != nullptr || config.set(field, value); };
  const bool well = decide(&config.filesystem_encoding, encoding) && decide(&config.filesystem_errors, "surrogateescape") &&
                    decide(&config.stdio_encoding, encoding) && decide(&config.stdio_errors, errors);
  return well ? InitStatus::ok() : InitStatus::no_memory();
}

}  // namespace

InitStatus read_preconfig(Config& config) {
  if (config.is_preread) return {};
  if (config.isolated > 0) config.use_environment = 0;
  for (auto* step : {read_allocator, read_utf8_mode}) {
    InitStatus status = step(config);
    if (!status.is_ok()) return status;
  }
  for (const Option& row : kOptions) {
    if (row.number == &Config::dev_mode) read_switch(config, row);
  }
  decide_locale(config);
  if (config.dev_mode < 0) config.dev_mode = 0;
  if (config.coerce_c_locale < 0) config.coerce_c_locale = 0;
  if (config.coerce_c_locale_warn < 0) config.coerce_c_locale_warn = 0;
  config.is_preread = true;
  return {};
}

namespace {

/// A host that gives arguments and no command line: they are the whole of it.
bool keep_argv(Config& config) {
  if (config.orig_argv.count > 0 || (config.argv.count == 1 && config.argv.items[0][0] == '\0')) return true;
  for (const char* argument : config.argv) {
    if (!config.orig_argv.append(config.arena, argument)) return false;
  }
  return true;
}

}  // namespace

InitStatus read_config(Config& config) {
  if (config.is_read) return {};
  if (config.isolated > 0) {
    config.isolated = 1;
    config.use_environment = 0;
    config.user_site_directory = 0;
    config.safe_path = 1;
  }
  constexpr InitStatus (*kSteps[])(Config&) = {read_preconfig, read_rows, read_digits, read_hash_seed, read_tracemalloc,
                                               read_import_options, read_io_encoding, read_warn_options, decide_encodings};
  for (auto* step : kSteps) {
    InitStatus status = step(config);
    if (!status.is_ok()) return status;
  }
  if (!keep_argv(config)) return InitStatus::no_memory();
  if (config.dev_mode < 0) config.dev_mode = 0;
  if (config.faulthandler < 0) config.faulthandler = config.dev_mode;
  config.is_read = true;
  return {};
}

}  // namespace pyemb
