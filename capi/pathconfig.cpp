// SPDX-License-Identifier: MIT
// The configuration by variables and functions, of before PEP 587, and what it has come to.
#include <unistd.h>

#include <cwchar>
#include <new>

#include "api.h"
#include "legacy_config.h"
#include "state/memory.h"
#include "wide_text.h"

using namespace pyemb;
using namespace pyemb::capi;

// Read by Py_Initialize(), never written: what an interpreter was told stands in its sys.flags.
int Py_BytesWarningFlag = 0;
int Py_DebugFlag = 0;
int Py_DontWriteBytecodeFlag = 0;
int Py_FrozenFlag = 0;
int Py_HashRandomizationFlag = 0;
int Py_IgnoreEnvironmentFlag = 0;
int Py_InspectFlag = 0;
int Py_InteractiveFlag = 0;
int Py_IsolatedFlag = 0;
int Py_NoSiteFlag = 0;
int Py_NoUserSiteDirectory = 0;
int Py_OptimizeFlag = 0;
int Py_QuietFlag = 0;
int Py_UnbufferedStdioFlag = 0;
int Py_VerboseFlag = 0;

namespace pyemb {

struct LegacyConfig {
  enum Shown : uint8_t { kPath, kPrefix, kExecPrefix, kExecutable, kProgramName, kHome, kShownCount };

  LegacyConfig() : said(raw_texts()) {}
  Config said;
  wchar_t* shown[kShownCount] = {};  ///< texts of the running interpreter, made when they are asked for
  wchar_t** argv = nullptr;          ///< likewise, for Py_GetArgcArgv()
  int argc = 0;
};

}  // namespace pyemb

namespace {

using Shown = LegacyConfig::Shown;

/// Made on first use; null: no memory.
LegacyConfig* legacy() {
  LegacyConfig*& place = runtime().legacy;
  if (place != nullptr) return place;
  void* memory = memory_allocate(Domain::kRaw, sizeof(LegacyConfig));
  return place = memory == nullptr ? nullptr : new (memory) LegacyConfig;
}

/// Notes a text for the start; null takes it back. Without memory nothing is noted.
void say(const char* Config::*field, const wchar_t* text) {
  LegacyConfig* config = legacy();
  if (config == nullptr) return;
  config->said.*field = text != nullptr && *text != L'\0' ? narrow(config->said.arena, text) : nullptr;
}

/// The text as it is in the running main interpreter; null: there is none, or no memory.
template <class MakeText>
const wchar_t* show(Shown which, MakeText make) {
  if (runtime().main == nullptr) return nullptr;
  LegacyConfig* config = legacy();
  if (config == nullptr) return nullptr;
  if (config->shown[which] == nullptr) config->shown[which] = make(*runtime().main.load()->config);
  return config->shown[which];
}
wchar_t* show_text(Shown which, const char* Config::*field) {
  return const_cast<wchar_t*>(show(which, [field](const Config& config) { return config.*field != nullptr ? new_wide(config.*field) : nullptr; }));
}

/// The search paths, joined by colons.
wchar_t* join_paths(const Config& config) {
  size_t size = 1;
  for (const char* path : config.module_search_paths) size += std::string_view(path).size() + 1;
  auto* text = static_cast<char*>(memory_allocate(Domain::kRaw, size));
  if (text == nullptr) return nullptr;
  char* end = text;
  for (const char* path : config.module_search_paths) {
    if (end != text) *end++ = ':';
    end = stpcpy(end, path);
  }
  *end = '\0';
  wchar_t* wide = new_wide(text);
  memory_release(Domain::kRaw, text);
  return wide;
}

void clear_argv(LegacyConfig& config) {
  for (int i = 0; i < config.argc; ++i) memory_release(Domain::kRaw, config.argv[i]);
  memory_release(Domain::kRaw, std::exchange(config.argv, nullptr));
  config.argc = 0;
}

bool make_argv(LegacyConfig& config, const TextList& from) {
  config.argv = static_cast<wchar_t**>(memory_allocate_zeroed(Domain::kRaw, static_cast<size_t>(from.count) + 1, sizeof(wchar_t*)));
  if (config.argv == nullptr) return false;
  for (const char* text : from) {
    wchar_t* wide = new_wide(text);
    if (wide == nullptr) return clear_argv(config), false;
    config.argv[config.argc++] = wide;
  }
  return true;
}

void take_flags(Config& config) {
  config.bytes_warning = Py_BytesWarningFlag;
  config.parser_debug = Py_DebugFlag;
  config.write_bytecode = Py_DontWriteBytecodeFlag == 0;
  config.pathconfig_warnings = Py_FrozenFlag == 0;
  config.use_environment = Py_IgnoreEnvironmentFlag == 0;
  config.inspect = Py_InspectFlag;
  config.interactive = Py_InteractiveFlag;
  config.isolated = Py_IsolatedFlag;
  config.site_import = Py_NoSiteFlag == 0;
  config.user_site_directory = Py_NoUserSiteDirectory == 0;
  config.optimization_level = Py_OptimizeFlag;
  config.quiet = Py_QuietFlag;
  config.buffered_stdio = Py_UnbufferedStdioFlag == 0;
  config.verbose = Py_VerboseFlag;
  if (Py_UTF8Mode != 0) config.utf8_mode = 1;
}

}  // namespace

bool pyemb::capi::take_legacy(Config& config) {
  take_flags(config);
  const LegacyConfig* legacy = runtime().legacy;
  if (legacy == nullptr) return true;
  const Config& said = legacy->said;
  for (const char* Config::*field : {&Config::program_name, &Config::home, &Config::stdio_encoding, &Config::stdio_errors}) {
    if (said.*field != nullptr && !config.set(&(config.*field), said.*field)) return false;
  }
  for (const char* path : said.module_search_paths) {
    if (!config.module_search_paths.append(config.arena, path)) return false;
  }
  config.module_search_paths_set = said.module_search_paths_set;
  return true;
}

void pyemb::capi::clear_legacy() {
  LegacyConfig* config = std::exchange(runtime().legacy, nullptr);
  if (config == nullptr) return;
  for (wchar_t* text : config->shown) memory_release(Domain::kRaw, text);
  clear_argv(*config);
  config->~LegacyConfig();
  memory_release(Domain::kRaw, config);
}

// -- before the start --------------------------------------------------------------------------------------------------------------

void Py_SetProgramName(const wchar_t* name) { say(&Config::program_name, name); }
void Py_SetPythonHome(const wchar_t* home) { say(&Config::home, home); }

void Py_SetPath(const wchar_t* path) {
  LegacyConfig* config = legacy();
  if (config == nullptr) return;
  Config& said = config->said;
  said.module_search_paths = {};
  said.module_search_paths_set = path != nullptr;
  if (path == nullptr) return;
  const char* text = narrow(said.arena, path);
  for (std::string_view rest = text != nullptr ? text : ""; !rest.empty();) {
    const size_t size = std::min(rest.find(':'), rest.size());
    if (!said.module_search_paths.append(said.arena, rest.substr(0, size))) return;
    rest.remove_prefix(std::min(size + 1, rest.size()));
  }
}

int Py_SetStandardStreamEncoding(const char* encoding, const char* errors) {
  if (runtime().main != nullptr) return -1;
  LegacyConfig* config = legacy();
  if (config == nullptr) return -2;
  if (encoding != nullptr && !config->said.set(&config->said.stdio_encoding, encoding)) return -2;
  return errors == nullptr || config->said.set(&config->said.stdio_errors, errors) ? 0 : -3;
}

// -- what it has come to -------------------------------------------------------------------------------------------------------------

wchar_t* Py_GetPath(void) { return const_cast<wchar_t*>(show(Shown::kPath, join_paths)); }
wchar_t* Py_GetPrefix(void) { return show_text(Shown::kPrefix, &Config::prefix); }
wchar_t* Py_GetExecPrefix(void) { return show_text(Shown::kExecPrefix, &Config::exec_prefix); }
wchar_t* Py_GetProgramFullPath(void) { return show_text(Shown::kExecutable, &Config::executable); }
wchar_t* Py_GetProgramName(void) { return show_text(Shown::kProgramName, &Config::program_name); }
wchar_t* Py_GetPythonHome(void) { return show_text(Shown::kHome, &Config::home); }

void Py_GetArgcArgv(int* argc, wchar_t*** argv) {
  if (argc == nullptr || argv == nullptr) return;
  *argc = 0;
  *argv = nullptr;
  if (runtime().main == nullptr) return;
  LegacyConfig* config = legacy();
  if (config == nullptr || (config->argv == nullptr && !make_argv(*config, runtime().main.load()->config->orig_argv))) return;
  *argc = config->argc;
  *argv = config->argv;
}

int Py_FdIsInteractive(FILE* stream, const char* name) {
  if (stream == nullptr) return 0;
  if (::isatty(::fileno(stream)) != 0) return 1;
  if (Py_InteractiveFlag == 0) return 0;
  return name == nullptr || std::string_view(name) == "<stdin>" || std::string_view(name) == "???" ? 1 : 0;
}
