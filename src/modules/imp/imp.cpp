// SPDX-License-Identifier: MIT
#include "modules/imp/imp.h"

#include <cstdio>
#include <cstdlib>

#include "config/config.h"
#include "config/platform.h"
#include "modules/marshal/marshal.h"
#include "modules/native_modules.h"
#include "modules/paths.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/code.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/siphash.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/foreign_modules.h"
#include "vm/import.h"

// _imp: what importlib asks of the interpreter.

namespace pyemb {
namespace {

const NativeModule* find_builtin_row(ThreadState& ts, Str& name) {
  for (const NativeModule* row : ts.interp.import->natives) {
    if (row != nullptr && str_equal(name, row->name)) return row;
  }
  return nullptr;
}

ImportLock& lock_of(Module& module) { return module_state<ImpState>(module).lock; }
bool lock_held(ThreadState&, Module& module) { return lock_of(module).owner != 0; }
Status acquire_lock(ThreadState& ts, Module& module) {
  lock_imports(ts, lock_of(module));
  return {};
}
Status release_lock(ThreadState& ts, Module& module) {
  if (!unlock_imports(ts, lock_of(module))) return raise(ts, Exc::kRuntimeError, "not holding the import lock");
  return {};
}

int64_t is_builtin(ThreadState& ts, Str& name) {
  return find_builtin_row(ts, name) != nullptr || find_foreign_init(Utf8(ts, name).view()) != nullptr ? 1 : 0;
}

// -- frozen modules ------------------------------------------------------------------------------------------------------------

/// A frozen module: of the library, or of the host's table. Neither: there is none of this name.
struct Frozen {
  const FrozenModule* row;
  const ForeignFrozen* host;

  bool is_package() const { return row != nullptr ? row->is_package : host->is_package != 0 || host->size < 0; }
  std::string_view host_code() const { return {reinterpret_cast<const char*>(host->code), static_cast<size_t>(std::abs(host->size))}; }
  bool is_excluded() const { return host != nullptr && host->code == nullptr; }
  bool is_invalid() const { return host != nullptr && !is_excluded() && host->make_code == nullptr && (host->size == 0 || host->code[0] == '\0'); }
};

const ForeignFrozen* host_table() {
  const ForeignModules* foreign = foreign_modules();
  return foreign != nullptr ? foreign->frozen() : nullptr;
}

/// The import system's own modules come first, then those of the host.
Frozen find(ThreadState& ts, Module& module, Str& name) {
  Utf8 text(ts, name);
  const FrozenModule* row = find_frozen(ts, text.view(), module_state<ImpState>(module).frozen_override);
  if (row != nullptr && row->found == FrozenModule::kAlways) return {row, nullptr};
  if (ts.interp.import->starting) return {row, nullptr};  // the modules that are there by then (__main__) did not come from the host's table
  for (const ForeignFrozen* host = host_table(); host != nullptr && host->name != nullptr; ++host) {
    if (text.view() == host->name) return {nullptr, host};
  }
  return {row, nullptr};
}

Raised raise_frozen(ThreadState& ts, Str& name, const char* before, const char* behind = "") {
  Own<Str> shown = TRY(repr(ts, Value::from_object(&name)));
  return raise_import_error(ts, Exc::kImportError, Value::from_object(&name), Value::null(), "%s %s%s", before, Utf8(ts, *shown).c_str(), behind);
}
Status check_frozen(ThreadState& ts, Str& name, const Frozen& frozen) {
  if (frozen.row == nullptr && frozen.host == nullptr) return raise_frozen(ts, name, "No such frozen object named");
  if (frozen.is_excluded()) return raise_frozen(ts, name, "Excluded frozen object named");
  if (frozen.is_invalid()) return raise_frozen(ts, name, "Frozen object named", " is invalid");
  return {};
}

Result<Ref> check_code(ThreadState& ts, Str& name, Ref code) {
  if (is<Code>(code)) return code;
  Own<Str> shown = TRY(repr(ts, Value::from_object(&name)));
  return raise(ts, Exc::kTypeError, "frozen object %s is not a code object", Utf8(ts, *shown).c_str());
}
Result<Ref> read_code(ThreadState& ts, Str& name, std::string_view data) {
  Result<Ref> read = marshal::Reader(ts, data).read();
  if (read.raised()) {
    ts.clear_pending();
    return raise_frozen(ts, name, "Frozen object named", " is invalid");
  }
  return check_code(ts, name, read.take());
}
Result<Ref> code_of(ThreadState& ts, Str& name, const Frozen& frozen) {
  if (frozen.row != nullptr) return frozen_code(ts, *frozen.row);
  if (frozen.host->make_code == nullptr) return read_code(ts, name, frozen.host_code());
  Ref made = TRY(foreign_modules()->make_frozen_code(ts, *frozen.host));
  return check_code(ts, name, std::move(made));
}
Result<Ref> marshalled(ThreadState& ts, const Frozen& frozen) {
  if (frozen.row != nullptr) return frozen_bytes(ts, *frozen.row);
  return new_bytes(ts, frozen.host_code());
}
Result<Ref> origin_of(ThreadState& ts, Str& name, const Frozen& frozen) {
  if (frozen.row == nullptr) return Ref::copy(&name);
  if (frozen.row->origin == nullptr) return Ref::none();
  return new_str(ts, frozen.row->origin);
}

bool is_frozen(ThreadState& ts, Module& module, Str& name) {
  const Frozen frozen = find(ts, module, name);
  return (frozen.row != nullptr || frozen.host != nullptr) && !frozen.is_excluded() && !frozen.is_invalid();
}
Result<bool> is_frozen_package(ThreadState& ts, Module& module, Str& name) {
  const Frozen frozen = find(ts, module, name);
  if (!frozen.is_excluded()) TRY(check_frozen(ts, name, frozen));
  return frozen.is_package();
}

Result<Ref> find_frozen_info(ThreadState& ts, Module& module, Str& name, bool with_data) {
  const Frozen frozen = find(ts, module, name);
  if (frozen.row == nullptr && frozen.host == nullptr) return Ref::none();
  TRY(check_frozen(ts, name, frozen));
  Ref data = Ref::none();
  if (with_data) {
    Ref bytes = TRY(marshalled(ts, frozen));
    data = TRY(call(ts, Value::from_object(&core_type(ts, TypeId::kMemoryView)), bytes));
  }
  Ref origin = TRY(origin_of(ts, name, frozen));
  return new_tuple_of(ts, data, Value::boolean(frozen.is_package()), origin);
}

Result<Ref> get_frozen_object(ThreadState& ts, Module& module, Str& name, Value data) {
  if (!data.is_null() && !data.is_none()) {
    Ref bytes = TRY(copy_bytes(ts, data));
    return read_code(ts, name, bytes_view(bytes));
  }
  const Frozen frozen = find(ts, module, name);
  TRY(check_frozen(ts, name, frozen));
  return code_of(ts, name, frozen);
}

Result<Ref> init_frozen(ThreadState& ts, Module& module, Str& name) {
  const Frozen frozen = find(ts, module, name);
  if (frozen.row == nullptr && frozen.host == nullptr) return Ref::none();
  TRY(check_frozen(ts, name, frozen));
  if (frozen.row != nullptr) return run_frozen(ts, *frozen.row);
  Ref code = TRY(code_of(ts, name, frozen));
  return run_frozen_code(ts, name, *code.as<Code>(), Value::from_object(&name), frozen.is_package());
}

Result<Ref> frozen_names(ThreadState& ts, Module& module) {
  Own<List> names = TRY(new_list(ts));
  for (const FrozenModule& row : kFrozenLibrary.modules) {
    Own<Str> name = TRY(new_str(ts, row.name));
    if (is_frozen(ts, module, *name)) TRY(list_append(ts, *names, std::move(name)));
  }
  for (const ForeignFrozen* host = host_table(); host != nullptr && host->name != nullptr; ++host) {
    Own<Str> name = TRY(new_str(ts, host->name));
    const bool is_known = TRY(contains(ts, names, name));
    if (!is_known && is_frozen(ts, module, *name)) TRY(list_append(ts, *names, std::move(name)));
  }
  return names;
}

Status override_frozen(ThreadState&, Module& module, int override) {
  module_state<ImpState>(module).frozen_override = override < 0 ? FrozenOverride::kOff : override > 0 ? FrozenOverride::kOn : FrozenOverride::kNone;
  return {};
}

// -- built-in modules ------------------------------------------------------------------------------------------------------------

Result<Ref> create_builtin(ThreadState& ts, Value spec) {
  Ref name = TRY(get_attr(ts, spec, "name"));
  if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "name must be string, not %.200s", type_name(ts, name));
  Ref known = TRY(dict_find(ts, as<Dict>(ts.interp.modules), name));
  if (!known.is_absent() && is<Module>(known)) return known;
  const NativeModule* row = find_builtin_row(ts, *name.as<Str>());
  if (row != nullptr) return new_native_module(ts, *row);
  ForeignInit init = find_foreign_init(Utf8(ts, name).view());
  const ForeignModules* foreign = foreign_modules();
  if (init == nullptr || foreign == nullptr) return Ref::none();
  return foreign->create(ts, init, name, spec, Value::null());
}
/// For native modules new_native_module() has done it.
Result<int64_t> exec_builtin(ThreadState& ts, Value module) {
  const ForeignModules* foreign = foreign_modules();
  if (foreign != nullptr) TRY(foreign->exec(ts, module));
  return int64_t{0};
}

/// Of a name that no other Python's modules have.
Result<Ref> extension_suffixes(ThreadState& ts) {
  char suffix[64];
  std::snprintf(suffix, sizeof suffix, ".pyemb-311-%s.so", kMultiarch);
  Own<List> suffixes = TRY(new_list(ts));
  Own<Str> text = TRY(new_str(ts, suffix));
  TRY(list_append(ts, *suffixes, std::move(text)));
  return suffixes;
}

/// Gives the code, and the code among its constants, the path under which it is loaded now.
Status rename_code(ThreadState& ts, Code& code, Str& old_name, Str& new_name) {
  RecursionGuard guard(ts, "");
  if (guard.exceeded()) return guard.raise();
  if (!str_equal(*code.filename, old_name)) return {};
  TRY(code_complete(ts, code));
  incref(static_cast<Object*>(&new_name));
  Own<Str> dropped = Own<Str>::steal(std::exchange(code.filename, &new_name));
  for (Value constant : code.consts->span()) {
    if (is<Code>(constant)) TRY(rename_code(ts, as<Code>(constant), old_name, new_name));
  }
  return {};
}

Status fix_filename(ThreadState& ts, Code& code, Str& path) {
  if (str_equal(*code.filename, path)) return {};
  Own<Str> old_name = Own<Str>::copy(code.filename);
  return rename_code(ts, code, *old_name, path);
}

Result<Ref> source_hash(ThreadState& ts, int64_t key, Value source) {
  Ref bytes = TRY(copy_bytes(ts, source));
  std::string_view view = bytes_view(bytes);
  const uint64_t secret[2] = {static_cast<uint64_t>(key), 0};
  uint64_t hash = siphash13(secret, view.data(), view.size());
  return new_bytes(ts, std::string_view(reinterpret_cast<const char*>(&hash), sizeof hash));
}

constexpr NativeMethod kFunctions[] = {
    function<extension_suffixes>("extension_suffixes", "($module, /)", "The file suffixes of extension modules."),
    module_function<lock_held>("lock_held", "($module, /)", "Whether the import lock is held."),
    module_function<acquire_lock>("acquire_lock", "($module, /)", "Takes the import lock."),
    module_function<release_lock>("release_lock", "($module, /)", "Gives the import lock back."),
    module_function<find_frozen_info>("find_frozen", "($module, name, /, *, withdata=False)", "(data, is_package, original name) of a frozen module, or None."),
    module_function<get_frozen_object>("get_frozen_object", "($module, name, data=None, /)", "The code of a frozen module."),
    module_function<is_frozen_package>("is_frozen_package", "($module, name, /)", "Whether a frozen module is a package."),
    function<create_builtin>("create_builtin", "($module, spec, /)", "Makes a native module."),
    module_function<init_frozen>("init_frozen", "($module, name, /)", "Runs a frozen module and returns it; None if there is none of this name."),
    module_function<frozen_names>("_frozen_module_names", "($module, /)", "The names of the frozen modules."),
    module_function<override_frozen>("_override_frozen_modules_for_tests", "($module, override, /)", "-1: no frozen modules but the import system's; 1: use them; 0: as configured."),
    function<is_builtin>("is_builtin", "($module, name, /)", "1 for a native module, else 0."),
    module_function<is_frozen>("is_frozen", "($module, name, /)", "Whether there is a frozen module of this name."),
    function<create_dynamic>("create_dynamic", "($module, spec, file=None, /)", "Makes an extension module."),
    function<exec_builtin>("exec_dynamic", "($module, mod, /)", "Runs what create_dynamic() has left to do."),
    function<exec_builtin>("exec_builtin", "($module, mod, /)", "Runs what create_builtin() has left to do."),
    function<fix_filename>("_fix_co_filename", "($module, code, path, /)", "Changes the file name of loaded code."),
    function<function_become>("_become", "($module, function, other, /)", "Makes a function do what another one does."),
    function<source_hash>("source_hash", "($module, /, key, source)", "A hash of source text."),
};

Status exec(ThreadState& ts, Module& module) {
  make_import_lock(lock_of(module));
  const Config* config = ts.interp.config;
  Own<Str> policy = TRY(intern(ts, config != nullptr && config->check_hash_pycs_mode != nullptr ? config->check_hash_pycs_mode : "default"));
  return module_add(ts, module, "check_hash_based_pycs", policy);
}

void clear(ThreadState&, void* block) { release_import_lock(static_cast<ImpState*>(block)->lock); }

}  // namespace

constexpr NativeModule kImpModule = {
    .name = "_imp",
    .doc = "What importlib asks of the interpreter.",
    .functions = kFunctions,
    .exec = exec,
    .state_size = sizeof(ImpState),
    .clear = clear,
};

}  // namespace pyemb
