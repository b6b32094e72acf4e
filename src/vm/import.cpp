// SPDX-License-Identifier: MIT
#include "state/names.h"
#include "vm/import.h"

#include <cstring>

#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/import_time.h"
#include "vm/import_trace.h"

namespace pyemb {
namespace {

const NativeModule* find_native(ThreadState& ts, Str& name) {
  for (const NativeModule* row : ts.interp.import->natives) {
    if (row != nullptr && str_equal(name, row->name)) return row;
  }
  return nullptr;
}

/// The module in sys.modules, absent if there is none.
Result<Ref> lookup_module(ThreadState& ts, Value name) {
  Value modules = ts.interp.modules;
  if (is_dict(modules)) {
    Ref found = TRY(dict_find(ts, as<Dict>(modules), name));
    return found;
  }
  Result<Ref> found = get_item(ts, modules, name);  // somebody put another mapping there
  if (found.raised() && clear_pending_if(ts, Exc::kKeyError)) return Result<Ref>::absent();
  return found;
}

/// Makes a native module and puts it into sys.modules.
Result<Ref> load_native(ThreadState& ts, const NativeModule& row, Value name) {
  Own<Module> module = TRY(new_native_module(ts, row));
  TRY(set_item(ts, ts.interp.modules, name, module));
  return module;
}

/// The event "import": the hooks are shown where modules are looked for.
Status audit_import(ThreadState& ts, Value name) {
  if (LIKELY(!is_audited(ts)) || ts.interp.sys_dict.is_null()) return {};
  auto attribute = [&](const char* attribute_name) {
    Value value = dict_get(ts, as<Dict>(ts.interp.sys_dict), attribute_name);
    return value.is_null() ? Value::none() : value;
  };
  return audit(ts, "import", name, Value::none(), attribute("path"), attribute("meta_path"), attribute("path_hooks"));
}

Result<Ref> find_and_load(ThreadState& ts, Value name) {
  TRY(audit_import(ts, name));
  ImportTimer timer(ts, name);
  ImportState& state = *ts.interp.import;
  const NativeModule* native = find_native(ts, as<Str>(name));
  Ref known = TRY(lookup_module(ts, name));
  if (known.is_absent() && native != nullptr && state.find_and_load.is_null()) return load_native(ts, *native, name);
  if (state.find_and_load.is_null()) {
    if (state.start_importlib == nullptr || state.starting) {
      Utf8 text(ts, name);
      return raise_import_error(ts, Exc::kModuleNotFoundError, name, Value::null(), "No module named '%s'", text.c_str());
    }
    TRY(state.start_importlib(ts));
  }
  Value loader = ts.interp.import->find_and_load;
  Own<Str> import_name_text = TRY(intern(ts, "__import__"));
  Value importer = dict_get(ts, as<Dict>(ts.interp.builtins), import_name_text.get());
  Result<Ref> module = call(ts, loader, name, importer.is_null() ? Value::none() : importer);
  if (module.raised()) trim_import_trace(ts);
  return module;
}

Result<Ref> spec_flag(ThreadState& ts, Value module) {
  Ref spec = TRY(find_attr(ts, module, Value::from_object(ts.names().dunder_spec)));
  if (spec.is_absent() || spec.is_none()) return Result<Ref>::absent();
  return find_attr(ts, spec, Value::from_object(ts.names()._initializing));
}

Result<bool> is_initializing(ThreadState& ts, Value module) {
  Ref flag = TRY(spec_flag(ts, module));
  if (flag.is_absent()) return false;
  return truth(ts, flag);
}

/// The module of this absolute name; another thread may still be running its code, which is waited for.
Result<Ref> module_of(ThreadState& ts, Value name) {
  Ref module = TRY(lookup_module(ts, name));
  if (module.is_absent() || module.is_none()) return find_and_load(ts, name);
  if (ts.interp.import->lock_unlock.is_null()) return module;
  bool busy = TRY(is_initializing(ts, module));
  if (busy) {
    Ref ignored = TRY(call(ts, ts.interp.import->lock_unlock, name));
  }
  return module;
}

// -- relative imports ----------------------------------------------------------------------------------------------------------

/// The package that a relative import starts from: __package__, or what __spec__ or __name__ say. Absent attributes are null.
Result<Ref> package_of(ThreadState& ts, Dict& globals) {
  Ref package = Ref::copy(dict_get(ts, globals, ts.names().dunder_package));
  Ref spec = Ref::copy(dict_get(ts, globals, ts.names().dunder_spec));
  if (package && !package.is_none()) {
    if (!is<Str>(package)) return raise(ts, Exc::kTypeError, "package must be a string");
    if (!spec || spec.is_none()) return package;
    Ref parent = TRY(get_attr(ts, spec, "parent"));
    bool agree = TRY(equal(ts, package, parent));
    if (!agree) TRY(warn(ts, Exc::kImportWarning, 1, "__package__ != __spec__.parent"));
    return package;
  }
  if (spec && !spec.is_none()) {
    Ref parent = TRY(get_attr(ts, spec, "parent"));
    if (!is<Str>(parent)) return raise(ts, Exc::kTypeError, "__spec__.parent must be a string");
    return parent;
  }
  TRY(warn(ts, Exc::kImportWarning, 1, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"));
  Ref name = Ref::copy(dict_get(ts, globals, ts.names().dunder_name));
  if (!name) return raise(ts, Exc::kKeyError, "'__name__' not in globals");
  if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "__name__ must be a string");
  if (!dict_get(ts, globals, ts.names().dunder_path).is_null()) return name;
  auto& text = *name.as<Str>();
  int64_t dot = text.length;
  while (dot > 0 && text.at(dot - 1) != U'.') --dot;
  if (dot == 0) return raise(ts, Exc::kImportError, "attempted relative import with no known parent package");
  return str_slice(ts, text, 0, dot - 1);
}

Result<Ref> resolve_name(ThreadState& ts, Str& name, Value globals, int64_t level) {
  if (globals.is_null() || globals.is_none()) return raise(ts, Exc::kKeyError, "'__name__' not in globals");
  if (!is<Dict>(globals)) return raise(ts, Exc::kTypeError, "globals must be a dict");
  Ref package = TRY(package_of(ts, as<Dict>(globals)));
  auto& text = *package.as<Str>();
  if (text.length == 0) return raise(ts, Exc::kImportError, "attempted relative import with no known parent package");
  int64_t end = text.length;
  for (int64_t up = 1; up < level; ++up) {
    while (end > 0 && text.at(end - 1) != U'.') --end;
    if (end == 0) return raise(ts, Exc::kImportError, "attempted relative import beyond top-level package");
    --end;
  }
  Ref base = TRY(str_slice(ts, text, 0, end));
  if (name.length == 0) return base;
  Utf8 base_text(ts, base);
  return new_str_format(ts, "%s.%s", base_text.c_str(), Utf8(ts, name).c_str());
}

/// `import a.b.c` binds `a`: the module of the first part of `name`, given that `absolute` was imported.
Result<Ref> first_part(ThreadState& ts, Str& name, Value absolute, int64_t level) {
  int64_t dot = 0;
  while (dot < name.length && name.at(dot) != U'.') ++dot;
  if (dot == name.length && level == 0) return Result<Ref>::absent();
  if (level == 0) {
    Ref front = TRY(str_slice(ts, name, 0, dot));
    return import_name(ts, front, Value::null(), Value::null(), 0);
  }
  auto& whole = as<Str>(absolute);
  Ref wanted = TRY(str_slice(ts, whole, 0, whole.length - (name.length - dot)));
  Ref found = TRY(lookup_module(ts, wanted));
  if (!found.is_absent()) return found;
  Own<Str> text = TRY(repr(ts, wanted));
  return raise(ts, Exc::kKeyError, "%s not in sys.modules as expected", Utf8(ts, *text).c_str());
}

}  // namespace

Result<Ref> import_name(ThreadState& ts, Value name, Value globals, Value from_list, int64_t level) {
  if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "module name must be a string");
  if (level < 0) return raise(ts, Exc::kValueError, "level must be >= 0");
  auto& text = as<Str>(name);
  if (level == 0 && text.length == 0) return raise(ts, Exc::kValueError, "Empty module name");
  Ref absolute = Ref::copy(name);
  if (level > 0) absolute = TRY(resolve_name(ts, text, globals, level));
  Ref module = TRY(module_of(ts, absolute));

  bool has_from = false;
  if (!from_list.is_null() && !from_list.is_none()) has_from = TRY(truth(ts, from_list));
  if (!has_from) {
    if (level > 0 && text.length == 0) return module;
    Ref first = TRY(first_part(ts, text, absolute, level));
    return first.is_absent() ? std::move(module) : std::move(first);
  }
  Ref path = TRY(find_attr(ts, module, Value::from_object(ts.names().dunder_path)));
  if (path.is_absent() || ts.interp.import->handle_fromlist.is_null()) return module;
  Own<Str> import_text = TRY(intern(ts, "__import__"));
  Value importer = dict_get(ts, as<Dict>(ts.interp.builtins), import_text.get());
  Result<Ref> result = call(ts, ts.interp.import->handle_fromlist, module, from_list, importer);
  if (result.raised()) trim_import_trace(ts);
  return result;
}

// -- from ... import -------------------------------------------------------------------------------------------------------------

namespace {

COLD Raised raise_cannot_import(ThreadState& ts, Value module, Value name, Value package) {
  Ref path = TRY(find_attr(ts, module, Value::from_object(ts.names().dunder_file)));
  Own<Str> unknown = TRY(new_str(ts, "<unknown module name>"));
  Value from = package.is_null() ? Value(unknown) : package;
  Own<Str> name_text = TRY(repr(ts, name));
  Own<Str> from_text = TRY(repr(ts, from));
  Utf8 shown_name(ts, *name_text);
  Utf8 shown_from(ts, *from_text);
  if (path.is_absent() || !is<Str>(path)) {
    return raise_import_error(ts, Exc::kImportError, from, Value::null(), "cannot import name %s from %s (unknown location)", shown_name.c_str(),
                              shown_from.c_str());
  }
  bool partial = TRY(is_initializing(ts, module));
  const char* form = partial ? "cannot import name %s from partially initialized module %s (most likely due to a circular import) (%s)"
                             : "cannot import name %s from %s (%s)";
  Utf8 shown_path(ts, path);
  return raise_import_error(ts, Exc::kImportError, from, path, form, shown_name.c_str(), shown_from.c_str(), shown_path.c_str());
}

}  // namespace

Result<Ref> import_from(ThreadState& ts, Value module, Value name) {
  Ref found = TRY(find_attr(ts, module, name));
  if (!found.is_absent()) return found;
  // A circular import of a submodule: it is in sys.modules, but not yet bound in its package.
  Ref package = TRY(find_attr(ts, module, Value::from_object(ts.names().dunder_name)));
  if (package.is_absent() || !is<Str>(package)) return raise_cannot_import(ts, module, name, Value::null());
  Utf8 package_text(ts, package);
  Own<Str> full = TRY(new_str_format(ts, "%s.%s", package_text.c_str(), Utf8(ts, name).c_str()));
  Ref submodule = TRY(lookup_module(ts, full));
  if (!submodule.is_absent()) return submodule;
  return raise_cannot_import(ts, module, name, package);
}

Status import_star(ThreadState& ts, Value module, Value locals) {
  Own<Str> all_name = TRY(intern(ts, "__all__"));
  Ref names = TRY(find_attr(ts, module, all_name));
  bool all = !names.is_absent();
  if (!all) {
    Ref dict = TRY(find_attr(ts, module, Value::from_object(ts.names().dunder_dict)));
    if (dict.is_absent()) return raise(ts, Exc::kImportError, "from-import-* object has no __dict__ and no __all__");
    names = TRY(call_method_of(ts, dict, Value::from_object(ts.names().keys)));
  }
  Own<Tuple> list = TRY(to_tuple(ts, names));
  for (int64_t i = 0; i < list->size; ++i) {
    Value name = list->at(i);
    if (!is<Str>(name)) {
      Ref own = TRY(get_attr(ts, module, Value::from_object(ts.names().dunder_name)));
      if (!is<Str>(own)) return raise(ts, Exc::kTypeError, "module __name__ must be a string, not %.100s", type_name(ts, own));
      return raise(ts, Exc::kTypeError, "%s in %s.%s must be str, not %.100s", all ? "Item" : "Key", Utf8(ts, own).c_str(),
                   all ? "__all__" : "__dict__", type_name(ts, name));
    }
    auto& text = as<Str>(name);
    if (!all && text.length > 0 && text.at(0) == U'_') continue;
    Ref value = TRY(get_attr(ts, module, name));
    TRY(is_dict(locals) ? dict_set(ts, as<Dict>(locals), name, value) : set_item(ts, locals, name, value));
  }
  return {};
}

// -- for native code ---------------------------------------------------------------------------------------------------------------

Result<Ref> import_module(ThreadState& ts, const char* name) {
  Own<Str> text = TRY(intern(ts, name));
  return module_of(ts, text);
}

Result<Ref> ensure_module(ThreadState& ts, Value name) {
  if (!is_dict(ts.interp.modules)) return raise(ts, Exc::kRuntimeError, "unable to get sys.modules");
  Dict& modules = as<Dict>(ts.interp.modules);
  Ref known = TRY(dict_find(ts, modules, name));
  if (!known.is_absent() && is<Module>(known) && !known.as<Module>()->dict.is_null()) return known;
  Own<Module> made = TRY(new_module(ts, name));
  TRY(dict_set(ts, modules, name, made));
  return made;
}

Value find_imported(ThreadState& ts, const char* name) {
  Value modules = ts.interp.modules;
  return is_dict(modules) ? dict_get(ts, as<Dict>(modules), name) : Value::null();
}

bool new_import_state(Interpreter& interp, std::span<const NativeModule* const> natives) {
  interp.import = static_cast<ImportState*>(interp.heap.allocate_buffer(sizeof(ImportState)));
  if (interp.import == nullptr) return false;
  *interp.import = {};
  interp.import->natives = natives;
  return true;
}

void clear_import_state(ThreadState& ts) {
  ImportState* state = ts.interp.import;
  if (state == nullptr) return;
  for (Value* field : {&state->find_and_load, &state->handle_fromlist, &state->lock_unlock}) decref(std::exchange(*field, Value::null()));
}

void release_import_state(Interpreter& interp) {
  interp.heap.release_buffer(interp.import, sizeof(ImportState));
  interp.import = nullptr;
}

}  // namespace pyemb
