// SPDX-License-Identifier: MIT
#include "modules/sys/sys.h"

#include "config/config.h"
#include "modules/io/standard_streams.h"
#include "modules/native_modules.h"
#include "modules/paths.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/foreign_modules.h"
#include "vm/import.h"

namespace pyemb {
namespace {

Status exec(ThreadState& ts, Module& module) {
  TRY(sys::add_info(ts, module));
  TRY(sys::add_functions(ts, module));
  TRY(sys::add_hooks(ts, module));
  TRY(module_add(ts, module, "modules", ts.interp.modules));
  for (const char* name : {"path", "argv", "orig_argv", "warnoptions", "meta_path", "path_hooks"}) {
    Own<List> list = TRY(new_list(ts));
    TRY(module_add(ts, module, name, list));
  }
  for (const char* name : {"path_importer_cache", "_xoptions"}) {
    Own<Dict> dict = TRY(new_dict(ts));
    TRY(module_add(ts, module, name, dict));
  }
  for (const char* name : {"pycache_prefix", "_stdlib_dir"}) TRY(module_add(ts, module, name, Value::none()));
  return module_add(ts, module, "dont_write_bytecode", Value::true_());
}

Status set_text(ThreadState& ts, const char* name, const char* value) {
  Ref text = TRY(decode_file_name(ts, value));
  return sys_set(ts, name, text);
}

Status append_text(ThreadState& ts, List& list, std::string_view value) {
  Ref text = TRY(decode_file_name(ts, value));
  return list_append(ts, list, std::move(text));
}

Status set_list(ThreadState& ts, const char* name, const TextList& texts) {
  Own<List> list = TRY(new_list(ts));
  for (const char* text : texts) TRY(append_text(ts, *list, text));
  return sys_set(ts, name, list);
}

Status set_x_options(ThreadState& ts, const Config& config) {
  Own<Dict> options = TRY(new_dict(ts));
  for (std::string_view text : config.xoptions) {
    size_t equals = text.find('=');
    Ref key = TRY(decode_file_name(ts, text.substr(0, equals)));
    Ref value = Ref::copy(Value::true_());
    if (equals != text.npos) value = TRY(decode_file_name(ts, text.substr(equals + 1)));
    TRY(dict_set(ts, *options, key, value));
  }
  return sys_set(ts, "_xoptions", options);
}

}  // namespace

// An array of its own: a start reads it, and the linker puts what a start reads side by side.
constexpr char kDoc[] = "What the interpreter shows of itself: its arguments, streams, modules, limits and hooks.";

constexpr NativeModule kSysModule = {
    .name = "sys",
    .doc = kDoc,
    .exec = exec,
    .delayed = sys::kDelayed,
};

Value sys_get(ThreadState& ts, const char* name) {
  if (ts.interp.sys_dict.is_null()) return Value::null();
  Value known = dict_get(ts, as<Dict>(ts.interp.sys_dict), name);
  if (!known.is_null()) return known;
  Module* module = find_native_module(ts, kSysModule);
  if (module == nullptr || module->dict.is_null()) return Value::null();
  Result<Value> made = module_get(ts, *module, name);
  if (!made.raised()) return made.take();
  ts.clear_pending();
  return Value::null();
}

Status sys_set(ThreadState& ts, const char* name, Value value) {
  Own<Str> key = TRY(intern(ts, name));
  return dict_set(ts, as<Dict>(ts.interp.sys_dict), key, value);
}

Status sys_init_streams(ThreadState& ts) {
  TRY(init_io(ts));
  static constexpr const char* kNames[][2] = {{"stdin", "__stdin__"}, {"stdout", "__stdout__"}, {"stderr", "__stderr__"}};
  for (int fd = 0; fd < 3; ++fd) {
    Ref stream = TRY(new_standard_stream(ts, fd));
    for (const char* name : kNames[fd]) TRY(sys_set(ts, name, stream));
  }
  return {};
}

Status sys_init_config(ThreadState& ts) {
  const Config& config = *ts.interp.config;
  if (config.argv.count > 0) {
    TRY(set_list(ts, "argv", config.argv));
  } else {
    Own<List> argv = TRY(new_list(ts));
    TRY(append_text(ts, *argv, ""));
    TRY(sys_set(ts, "argv", argv));
  }
  TRY(set_list(ts, "orig_argv", config.orig_argv));
  TRY(set_list(ts, "warnoptions", config.warnoptions));
  TRY(set_list(ts, "path", config.module_search_paths));
  TRY(set_x_options(ts, config));
  const std::pair<const char*, const char*> texts[] = {
      {"executable", config.executable}, {"_base_executable", config.base_executable}, {"prefix", config.prefix},
      {"base_prefix", config.base_prefix}, {"exec_prefix", config.exec_prefix}, {"base_exec_prefix", config.base_exec_prefix},
      {"platlibdir", config.platlibdir}};
  for (auto [name, value] : texts) TRY(set_text(ts, name, value));
  const std::pair<const char*, const char*> open_texts[] = {{"_stdlib_dir", config.stdlib_dir}, {"pycache_prefix", config.pycache_prefix}};
  for (auto [name, value] : open_texts) {
    if (value != nullptr) TRY(set_text(ts, name, value));
  }
  Ref flags = TRY(sys::make_flags(ts));
  TRY(sys_set(ts, "flags", flags));
  return sys_set(ts, "dont_write_bytecode", Value::boolean(ts.interp.dont_write_bytecode));
}

}  // namespace pyemb
