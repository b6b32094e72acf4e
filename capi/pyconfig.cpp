// SPDX-License-Identifier: MIT
// PyStatus, PyPreConfig and PyConfig (PEP 587). The fields and their defaults come from options.def: a row without its field does not compile.
#include <cstring>

#include "config/path_config.h"
#include "initconfig.h"
#include "state/memory.h"
#include "wide_text.h"

using namespace pyemb;
using namespace pyemb::capi;

// -- PyStatus ------------------------------------------------------------------------------------------------------------------------

PyStatus pyemb::capi::to_c(const InitStatus& status) {
  thread_local char t_message[sizeof status.message];
  if (status.is_ok()) return PyStatus_Ok();
  if (status.is_exit()) return PyStatus_Exit(status.exit_code);
  std::memcpy(t_message, status.message, sizeof t_message);
  PyStatus error = PyStatus_Error(t_message);
  error.func = status.function;
  return error;
}

PyStatus PyStatus_Ok(void) { return {PyStatus::_PyStatus_TYPE_OK, nullptr, nullptr, 0}; }
PyStatus PyStatus_Error(const char* message) { return {PyStatus::_PyStatus_TYPE_ERROR, nullptr, message, 0}; }
PyStatus PyStatus_NoMemory(void) { return PyStatus_Error("memory allocation failed"); }
PyStatus PyStatus_Exit(int code) { return {PyStatus::_PyStatus_TYPE_EXIT, nullptr, nullptr, code}; }
int PyStatus_IsError(PyStatus status) { return status._type == PyStatus::_PyStatus_TYPE_ERROR; }
int PyStatus_IsExit(PyStatus status) { return status._type == PyStatus::_PyStatus_TYPE_EXIT; }
int PyStatus_Exception(PyStatus status) { return status._type != PyStatus::_PyStatus_TYPE_OK; }

// -- texts and lists -------------------------------------------------------------------------------------------------------------------

namespace {

bool set_wide(wchar_t** field, wchar_t* text) {
  memory_release(Domain::kRaw, std::exchange(*field, text));
  return true;
}

void clear_list(PyWideStringList& list) {
  for (Py_ssize_t i = 0; i < list.length; ++i) memory_release(Domain::kRaw, list.items[i]);
  memory_release(Domain::kRaw, list.items);
  list = {};
}

/// Puts a text, which is taken over, into the list; null: no memory for it.
bool insert_owned(PyWideStringList& list, Py_ssize_t index, wchar_t* text) {
  if (text == nullptr) return false;
  auto* grown = static_cast<wchar_t**>(memory_resize(Domain::kRaw, list.items, (static_cast<size_t>(list.length) + 1) * sizeof(wchar_t*)));
  if (grown == nullptr) {
    memory_release(Domain::kRaw, text);
    return false;
  }
  list.items = grown;
  if (index > list.length) index = list.length;
  std::memmove(grown + index + 1, grown + index, static_cast<size_t>(list.length - index) * sizeof(wchar_t*));
  grown[index] = text;
  ++list.length;
  return true;
}

bool give_text(const char* from, wchar_t** to) {
  if (from == nullptr) return set_wide(to, nullptr);
  wchar_t* wide = new_wide(from);
  return wide != nullptr && set_wide(to, wide);
}

bool give_list(const TextList& from, PyWideStringList& to) {
  clear_list(to);
  for (const char* text : from) {
    if (!insert_owned(to, to.length, new_wide(text))) return false;
  }
  return true;
}

bool take_text(const wchar_t* from, Config& config, const char** to) {
  if (from == nullptr) return true;
  *to = narrow(config.arena, from);
  return *to != nullptr;
}

bool take_list(const PyWideStringList& from, Config& config, TextList& to) {
  to = {};
  for (Py_ssize_t i = 0; i < from.length; ++i) {
    if (!append_wide(config.arena, to, from.items[i])) return false;
  }
  return true;
}

PyStatus null_argument(const char* function) { return to_c(InitStatus::error(function, "null argument")); }

}  // namespace

PyStatus PyWideStringList_Append(PyWideStringList* list, const wchar_t* item) {
  return PyWideStringList_Insert(list, list != nullptr ? list->length : 0, item);
}
PyStatus PyWideStringList_Insert(PyWideStringList* list, Py_ssize_t index, const wchar_t* item) {
  if (list == nullptr || item == nullptr) return null_argument("PyWideStringList_Insert");
  if (index < 0) return PyStatus_Error("PyWideStringList_Insert index must be >= 0");
  return insert_owned(*list, index, copy_wide(item)) ? PyStatus_Ok() : PyStatus_NoMemory();
}

// -- PyPreConfig -----------------------------------------------------------------------------------------------------------------------

#define PRE_kPre(code) code
#define PRE_kBoth(code) code
#define PRE_kMain(code)
#define PRE_kOwn(code)

void PyPreConfig_InitPythonConfig(PyPreConfig* config) {
  if (config == nullptr) return;
  *config = {};
#define NUMBER(name, part, python, isolated, environment, flag, x, access, doc) PRE_##part(config->name = python;)
#include "config/options.def"
}

void PyPreConfig_InitIsolatedConfig(PyPreConfig* config) {
  if (config == nullptr) return;
  *config = {};
#define NUMBER(name, part, python, isolated, environment, flag, x, access, doc) PRE_##part(config->name = isolated;)
#include "config/options.def"
}

void pyemb::capi::take_preconfig(const PyPreConfig& from, Config& to) {
#define NUMBER(name, part, python, isolated, environment, flag, x, access, doc) PRE_##part(to.name = from.name;)
#include "config/options.def"
}

#undef PRE_kPre
#undef PRE_kBoth
#undef PRE_kMain
#undef PRE_kOwn

// -- PyConfig ----------------------------------------------------------------------------------------------------------------------------

#define MAIN_kPre(code)
#define MAIN_kBoth(code) code
#define MAIN_kMain(code) code
#define MAIN_kOwn(code)

void PyConfig_InitPythonConfig(PyConfig* config) {
  if (config == nullptr) return;
  *config = {};
#define NUMBER(name, part, python, isolated, environment, flag, x, access, doc) MAIN_##part(config->name = python;)
#include "config/options.def"
}

void PyConfig_InitIsolatedConfig(PyConfig* config) {
  if (config == nullptr) return;
  *config = {};
#define NUMBER(name, part, python, isolated, environment, flag, x, access, doc) MAIN_##part(config->name = isolated;)
#include "config/options.def"
}

void PyConfig_Clear(PyConfig* config) {
  if (config == nullptr) return;
#define TEXT(name, part, environment, flag, x, access, doc) MAIN_##part(set_wide(&config->name, nullptr);)
#define TEXTS(name, part, environment, flag, x, access, doc) MAIN_##part(clear_list(config->name);)
#include "config/options.def"
}

namespace {

/// What the host has set.
bool copy_in(const PyConfig& from, Config& to) {
  if (from._config_init == 3) to.set_isolated();
#define NUMBER(name, part, python, isolated, environment, flag, x, access, doc) MAIN_##part(to.name = static_cast<int64_t>(from.name);)
#define TEXT(name, part, environment, flag, x, access, doc) MAIN_##part(if (!take_text(from.name, to, &to.name)) return false;)
#define TEXTS(name, part, environment, flag, x, access, doc) MAIN_##part(if (!take_list(from.name, to, to.name)) return false;)
#include "config/options.def"
  return true;
}

/// What has been decided.
bool copy_out(const Config& from, PyConfig& to) {
#define NUMBER(name, part, python, isolated, environment, flag, x, access, doc) MAIN_##part(to.name = static_cast<decltype(to.name)>(from.name);)
#define TEXT(name, part, environment, flag, x, access, doc) MAIN_##part(if (!give_text(from.name, &to.name)) return false;)
#define TEXTS(name, part, environment, flag, x, access, doc) MAIN_##part(if (!give_list(from.name, to.name)) return false;)
#include "config/options.def"
  return true;
}

/// Reads argv as a command line, once.
InitStatus parse_arguments(Config& config) {
  if (config.parse_argv != 1) return {};
  config.parse_argv = 2;
  if (config.argv.count == 0) return {};
  TextList argv = config.argv;
  config.argv = {};
  return read_command_line(config, argv.count, argv.items);
}

}  // namespace

#undef MAIN_kPre
#undef MAIN_kBoth
#undef MAIN_kMain
#undef MAIN_kOwn

InitStatus pyemb::capi::take_config(const PyConfig& from, Config& to) {
  if (!copy_in(from, to)) return InitStatus::no_memory();
  return parse_arguments(to);
}

PyStatus PyConfig_Read(PyConfig* config) {
  if (config == nullptr) return null_argument("PyConfig_Read");
  Config read(raw_texts());
  InitStatus status = take_config(*config, read);
  if (status.is_ok()) status = preinitialize(read);
  if (status.is_ok()) status = read_config(read);
  if (status.is_ok()) status = compute_paths(read);
  if (status.is_ok() && !copy_out(read, *config)) status = InitStatus::no_memory();
  return to_c(status);
}

PyStatus PyConfig_SetString(PyConfig*, wchar_t** field, const wchar_t* text) {
  if (field == nullptr) return null_argument("PyConfig_SetString");
  wchar_t* copy = text != nullptr ? copy_wide(text) : nullptr;
  if (text != nullptr && copy == nullptr) return PyStatus_NoMemory();
  set_wide(field, copy);
  return PyStatus_Ok();
}

PyStatus PyConfig_SetBytesString(PyConfig*, wchar_t** field, const char* text) {
  if (field == nullptr) return null_argument("PyConfig_SetBytesString");
  return give_text(text, field) ? PyStatus_Ok() : PyStatus_NoMemory();
}

PyStatus PyConfig_SetArgv(PyConfig* config, Py_ssize_t argc, wchar_t* const* argv) {
  if (config == nullptr) return null_argument("PyConfig_SetArgv");
  return PyConfig_SetWideStringList(config, &config->argv, argc, const_cast<wchar_t**>(argv));
}

PyStatus PyConfig_SetBytesArgv(PyConfig* config, Py_ssize_t argc, char* const* argv) {
  if (config == nullptr || (argv == nullptr && argc > 0)) return null_argument("PyConfig_SetBytesArgv");
  PyWideStringList made = {};
  for (Py_ssize_t i = 0; i < argc; ++i) {
    if (insert_owned(made, i, new_wide(argv[i]))) continue;
    clear_list(made);
    return PyStatus_NoMemory();
  }
  clear_list(config->argv);
  config->argv = made;
  return PyStatus_Ok();
}

PyStatus PyConfig_SetWideStringList(PyConfig*, PyWideStringList* list, Py_ssize_t length, wchar_t** items) {
  if (list == nullptr || (items == nullptr && length > 0)) return null_argument("PyConfig_SetWideStringList");
  PyWideStringList made = {};
  for (Py_ssize_t i = 0; i < length; ++i) {
    if (insert_owned(made, i, copy_wide(items[i]))) continue;
    clear_list(made);
    return PyStatus_NoMemory();
  }
  clear_list(*list);
  *list = made;
  return PyStatus_Ok();
}
