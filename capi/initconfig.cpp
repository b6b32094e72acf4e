// SPDX-License-Identifier: MIT
// Options by name (PEP 741), before the start and while the interpreter runs.
#include "initconfig.h"

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

#include "api.h"
#include "config/options.h"
#include "foreign_call.h"
#include "modules/paths.h"
#include "modules/sys/sys.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/number.h"
#include "objects/set.h"
#include "objects/str.h"
#include "state/memory.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

/// The row of an option of this type, or null with the error noted.
const Option* expect_option(PyInitConfig* config, const char* name, Option::Type type, const char* kind) {
  const Option* row = name != nullptr ? find_option(name) : nullptr;
  if (row == nullptr) {
    fail(config, "unknown config option name: %s", name != nullptr ? name : "NULL");
  } else if (row->type != type) {
    fail(config, kind, name);
    row = nullptr;
  }
  return row;
}
constexpr const char* kNotInt = "config option '%s' is not an int";
constexpr const char* kNotText = "config option '%s' is not a string";
constexpr const char* kNotTexts = "config option '%s' is not a string list";

/// A copy that the caller releases with free().
char* duplicate(const char* text) {
  const size_t size = std::strlen(text) + 1;
  auto* copy = static_cast<char*>(std::malloc(size));
  if (copy != nullptr) std::memcpy(copy, text, size);
  return copy;
}

}  // namespace

int pyemb::capi::fail(PyInitConfig* config, const char* format, const char* detail) {
  config->status = InitStatus::error(nullptr, format, detail);
  return -1;
}

// -- PyInitConfig: before the start ----------------------------------------------------------------------------------------------

PyInitConfig* PyInitConfig_Create(void) {
  void* memory = memory_allocate(Domain::kRaw, sizeof(PyInitConfig));
  return memory == nullptr ? nullptr : new (memory) PyInitConfig();
}

void PyInitConfig_Free(PyInitConfig* config) {
  if (config == nullptr) return;
  config->~PyInitConfig();
  memory_release(Domain::kRaw, config);
}

int PyInitConfig_HasOption(PyInitConfig*, const char* name) { return name != nullptr && find_option(name) != nullptr; }

int PyInitConfig_SetInt(PyInitConfig* config, const char* name, int64_t value) {
  if (config == nullptr) return -1;
  const Option* row = expect_option(config, name, Option::Type::kNumber, kNotInt);
  if (row == nullptr) return -1;
  config->config.*row->number = value;
  return 0;
}

int PyInitConfig_GetInt(PyInitConfig* config, const char* name, int64_t* value) {
  if (config == nullptr || value == nullptr) return -1;
  const Option* row = expect_option(config, name, Option::Type::kNumber, kNotInt);
  if (row == nullptr) return -1;
  *value = config->config.*row->number;
  return 0;
}

int PyInitConfig_SetStr(PyInitConfig* config, const char* name, const char* value) {
  if (config == nullptr) return -1;
  const Option* row = expect_option(config, name, Option::Type::kText, kNotText);
  if (row == nullptr) return -1;
  if (value == nullptr) {
    config->config.*row->text = nullptr;
    return 0;
  }
  return config->config.set(&(config->config.*row->text), value) ? 0 : fail(config, "%s", "memory allocation failed");
}

int PyInitConfig_GetStr(PyInitConfig* config, const char* name, char** value) {
  if (config == nullptr || value == nullptr) return -1;
  const Option* row = expect_option(config, name, Option::Type::kText, kNotText);
  if (row == nullptr) return -1;
  const char* text = config->config.*row->text;
  *value = text != nullptr ? duplicate(text) : nullptr;
  return text == nullptr || *value != nullptr ? 0 : fail(config, "%s", "memory allocation failed");
}

int PyInitConfig_GetStrList(PyInitConfig* config, const char* name, size_t* length, char*** items) {
  if (config == nullptr || length == nullptr || items == nullptr) return -1;
  const Option* row = expect_option(config, name, Option::Type::kTexts, kNotTexts);
  if (row == nullptr) return -1;
  const TextList& list = config->config.*row->texts;
  *length = 0;
  *items = static_cast<char**>(std::malloc((static_cast<size_t>(list.count) + 1) * sizeof(char*)));
  if (*items == nullptr) return fail(config, "%s", "memory allocation failed");
  for (const char* text : list) {
    char* copy = duplicate(text);
    if (copy == nullptr) {
      PyInitConfig_FreeStrList(*length, *items);
      return fail(config, "%s", "memory allocation failed");
    }
    (*items)[(*length)++] = copy;
  }
  return 0;
}

void PyInitConfig_FreeStrList(size_t length, char** items) {
  for (size_t i = 0; i < length; ++i) std::free(items[i]);
  std::free(items);
}

int PyInitConfig_GetExitCode(PyInitConfig* config, int* code) {
  if (config == nullptr || code == nullptr) return 0;
  if (!config->status.is_exit()) return 0;
  *code = config->status.exit_code;
  return 1;
}

int PyInitConfig_SetStrList(PyInitConfig* config, const char* name, size_t length, char* const* items) {
  if (config == nullptr || (items == nullptr && length > 0)) return -1;
  const Option* row = expect_option(config, name, Option::Type::kTexts, kNotTexts);
  if (row == nullptr) return -1;
  TextList list;
  for (size_t i = 0; i < length; ++i) {
    if (items[i] == nullptr) return fail(config, "config option '%s' has an item that is NULL", name);
    if (!list.append(config->config.arena, items[i])) return fail(config, "%s", "memory allocation failed");
  }
  config->config.*row->texts = list;
  if (row->texts == &Config::module_search_paths) config->config.module_search_paths_set = 1;
  return 0;
}

int PyInitConfig_GetError(PyInitConfig* config, const char** message) {
  if (config == nullptr || message == nullptr) return -1;
  const InitStatus& status = config->status;
  *message = nullptr;
  if (status.is_ok()) return 0;
  std::snprintf(config->error, sizeof config->error, "%s%s%s", status.function != nullptr ? status.function : "",
                status.function != nullptr ? ": " : "", status.message);
  *message = config->error;
  return 1;
}

namespace {

int call_writer(ThreadState& ts, const HostWriter& writer, int stream, const char* data, size_t size) {
  InC in_c(ts);
  return reinterpret_cast<PyEmb_WriteFunc>(writer.function)(writer.context, stream, data, size);
}
int64_t call_reader(ThreadState& ts, const HostReader& reader, char* data, size_t size) {
  InC in_c(ts);
  return reinterpret_cast<PyEmb_ReadFunc>(reader.function)(reader.context, data, size);
}

}  // namespace

void PyInitConfig_SetWriter(PyInitConfig* config, PyEmb_WriteFunc write, void* context) {
  if (config == nullptr) return;
  config->config.writer = {write != nullptr ? &call_writer : nullptr, reinterpret_cast<void (*)()>(write), context};
}
int PyInitConfig_AddModule(PyInitConfig* config, const char* name, PyObject* (*initfunc)(void)) {
  if (config == nullptr) return -1;
  if (name == nullptr || initfunc == nullptr) return fail(config, "%s", "a module needs a name and an init function");
  const char* copy = config->config.arena.copy(name);
  void* memory = config->config.arena.allocate(sizeof(PyInitConfig::Module));
  if (copy == nullptr || memory == nullptr) return fail(config, "%s", "memory allocation failed");
  config->modules = new (memory) PyInitConfig::Module{config->modules, copy, initfunc};
  return 0;
}

void PyInitConfig_SetReader(PyInitConfig* config, PyEmb_ReadFunc read, void* context) {
  if (config == nullptr) return;
  config->config.reader = {read != nullptr ? &call_reader : nullptr, reinterpret_cast<void (*)()>(read), context};
}

// -- PyConfig_*: the interpreter's own -----------------------------------------------------------------------------------------

namespace {

/// Options that sys shows: programs may have changed them there.
struct Shown {
  const char* option;
  const char* attribute;
};
constexpr Shown kShown[] = {
    {"argv", "argv"},           {"base_exec_prefix", "base_exec_prefix"}, {"base_executable", "_base_executable"}, {"base_prefix", "base_prefix"},
    {"exec_prefix", "exec_prefix"}, {"executable", "executable"},         {"module_search_paths", "path"},         {"orig_argv", "orig_argv"},
    {"platlibdir", "platlibdir"},   {"prefix", "prefix"},                 {"pycache_prefix", "pycache_prefix"},    {"stdlib_dir", "_stdlib_dir"},
    {"warnoptions", "warnoptions"}, {"xoptions", "_xoptions"},
};

const char* shown_as(const char* option) {
  for (const Shown& row : kShown) {
    if (std::strcmp(row.option, option) == 0) return row.attribute;
  }
  return nullptr;
}

/// Numbers that are more than yes or no, or undecided until the start.
constexpr const char* kCounts[] = {"_config_init", "allocator",          "bytes_warning", "coerce_c_locale", "hash_seed",
                                   "int_max_str_digits", "memory_limit", "optimization_level", "shutdown_timeout", "tracemalloc", "verbose"};

bool is_count(const char* option) {
  for (const char* name : kCounts) {
    if (std::strcmp(name, option) == 0) return true;
  }
  return false;
}

Result<const Option*> expect_row(ThreadState& ts, const char* name) {
  const Option* row = name != nullptr ? find_option(name) : nullptr;
  if (row == nullptr) return raise(ts, Exc::kValueError, "unknown config option name: %s", name != nullptr ? name : "NULL");
  return row;
}

Result<Ref> get_option(ThreadState& ts, const char* name) {
  const Option* row = TRY(expect_row(ts, name));
  const char* attribute = phase_of(ts) == Phase::kMain ? shown_as(name) : nullptr;
  if (attribute != nullptr) {
    Ref shown = Ref::copy(sys_get(ts, attribute));
    if (shown) return shown;
  }
  const Config& config = config_of(ts);
  if (row->type == Option::Type::kNumber) {
    const int64_t number = config.*row->number;
    return is_count(name) ? new_int(ts, number) : Result<Ref>::boolean(number != 0);
  }
  if (row->type == Option::Type::kText) {
    const char* text = config.*row->text;
    return text == nullptr ? Ref::none() : decode_file_name(ts, text);
  }
  Own<List> list = TRY(new_list(ts));
  for (const char* text : config.*row->texts) {
    Ref item = TRY(decode_file_name(ts, text));
    TRY(list_append(ts, *list, std::move(item)));
  }
  return list;
}

Status set_texts(ThreadState& ts, const Option& row, Value value) {
  if (!is<List>(value)) return raise(ts, Exc::kTypeError, "expected list, got %s", type_name(ts, value));
  Config& config = config_of(ts);
  TextList list;
  for (int64_t i = 0; i < as<List>(value).size; ++i) {
    FileName text;
    TRY(text.init(ts, as<List>(value).at(i)));
    if (!list.append(config.arena, text.c_str())) return raise_no_memory(ts);
  }
  config.*row.texts = list;
  if (row.texts == &Config::module_search_paths) config.module_search_paths_set = 1;
  return {};
}

Status set_text(ThreadState& ts, const Option& row, Value value) {
  Config& config = config_of(ts);
  if (value.is_none()) {
    config.*row.text = nullptr;
    return {};
  }
  if (!is<Str>(value)) return raise(ts, Exc::kTypeError, "expected str, got %s", type_name(ts, value));
  FileName text;
  TRY(text.init(ts, value));
  if (!config.set(&(config.*row.text), text.c_str())) return raise_no_memory(ts);
  return {};
}

Status set_number(ThreadState& ts, const Option& row, Value value) {
  if (!is_any_int(value)) return raise(ts, Exc::kTypeError, "expected int or bool, got %s", type_name(ts, value));
  const int64_t number = TRY(to_int64(ts, value));
  Config& config = config_of(ts);
  config.*row.number = number;
  if (row.number == &Config::int_max_str_digits) ts.interp.int_max_str_digits = number;
  if (row.number == &Config::optimization_level) ts.interp.optimize = static_cast<int>(number);
  if (row.number == &Config::memory_limit) ts.interp.heap.set_limit(static_cast<size_t>(number));
  if (phase_of(ts) != Phase::kMain) return {};
  if (row.number == &Config::write_bytecode) TRY(sys_set(ts, "dont_write_bytecode", Value::boolean(number == 0)));
  Ref flags = TRY(sys::make_flags(ts));
  return sys_set(ts, "flags", flags);
}

Status set_option(ThreadState& ts, const char* name, Value value) {
  const Option* row = TRY(expect_row(ts, name));
  if (row->access == Option::Access::kFixed && phase_of(ts) == Phase::kMain) {
    return raise(ts, Exc::kValueError, "cannot set read-only option %s", name);
  }
  if (row->type == Option::Type::kNumber) return set_number(ts, *row, value);
  const bool is_xoptions = row->texts == &Config::xoptions && phase_of(ts) == Phase::kMain;  // sys._xoptions is a dict
  if (row->type == Option::Type::kText) {
    TRY(set_text(ts, *row, value));
  } else if (!is_xoptions) {
    TRY(set_texts(ts, *row, value));
  }
  const char* attribute = phase_of(ts) == Phase::kMain ? shown_as(name) : nullptr;
  return attribute == nullptr ? Status() : sys_set(ts, attribute, value);
}

}  // namespace

PyObject* PyConfig_Get(const char* name) {
  return api_object([&](ThreadState& ts) { return get_option(ts, name); });
}

int PyConfig_GetInt(const char* name, int* value) {
  return api_int([&](ThreadState& ts) -> Status {
    Ref object = TRY(get_option(ts, name));
    if (!is_any_int(object)) return raise(ts, Exc::kTypeError, "config option %s is not an int", name);
    const int64_t number = TRY(to_int64(ts, object));
    if (number < INT_MIN || number > INT_MAX) return raise(ts, Exc::kOverflowError, "config option %s value does not fit into a C int", name);
    *value = static_cast<int>(number);
    return {};
  });
}

int PyConfig_Set(const char* name, PyObject* value) {
  return api_int([&](Api ts) -> Status {
    Value object = TRY(expect_value(ts, value));
    return set_option(ts, name, object);
  });
}

PyObject* PyConfig_Names(void) {
  return api_object([&](ThreadState& ts) -> Result<Ref> {
    Own<Set> names = TRY(new_set(ts));
    for (const Option& row : kOptions) {
      Own<Str> name = TRY(new_str(ts, row.name));
      TRY(set_add(ts, *names, name));
    }
    return to_frozenset(ts, names);
  });
}
