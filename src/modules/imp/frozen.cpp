// SPDX-License-Identifier: MIT
#include "modules/imp/frozen.h"

#include <zlib.h>

#include <algorithm>

#include "config/config.h"
#include "modules/marshal/code_record.h"
#include "modules/marshal/marshal.h"
#include "modules/sys/sys.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "vm/import.h"
#include "vm/run.h"

namespace pyemb {

// -- finding and reading -------------------------------------------------------------------------------------------------------

namespace {

const FrozenModule* find_row(std::string_view name) {
  std::span<const FrozenModule> rows = kFrozenLibrary.modules;
  auto at = std::lower_bound(rows.begin(), rows.end(), name, [](const FrozenModule& row, std::string_view wanted) { return row.name < wanted; });
  return at != rows.end() && name == at->name ? &*at : nullptr;
}

Status inflate(ThreadState& ts, const FrozenModule& row, char* out) {
  uLongf size = row.size;
  const int answer = ::uncompress(reinterpret_cast<Bytef*>(out), &size, kFrozenLibrary.blob + row.offset, row.stored);
  if (answer == Z_MEM_ERROR) return raise_no_memory(ts);
  if (answer != Z_OK || size != row.size) return raise(ts, Exc::kImportError, "the frozen module %s is damaged", row.name);
  return {};
}

}  // namespace

const FrozenModule* find_frozen(ThreadState& ts, std::string_view name, FrozenOverride override) {
  const FrozenModule* row = find_row(name);
  if (row == nullptr || row->found == FrozenModule::kAlways) return row;
  const Config& config = *ts.interp.config;
  if (config.stdlib_dir == nullptr) return row;  // there is no other place to find it
  const bool wanted = override == FrozenOverride::kNone ? config.use_frozen_modules != 0 : override == FrozenOverride::kOn;
  return row->found == FrozenModule::kCore && wanted ? row : nullptr;
}

Result<Ref> frozen_code(ThreadState& ts, const FrozenModule& row) {
  std::string_view view(reinterpret_cast<const char*>(kFrozenLibrary.blob + row.offset), row.stored);
  TextBuffer data;
  const bool mapped = row.stored == row.size;
  if (!mapped) {
    char* at = data.extend(row.size);
    if (at == nullptr) return raise_no_memory(ts);
    TRY(inflate(ts, row, at));
    view = data.view();
  }
  Ref code = TRY(marshal::Reader(ts, view, mapped ? marshal::Trust::kMappedLibrary : marshal::Trust::kOwnLibrary).read_frozen());
  if (!is<Code>(code)) return raise(ts, Exc::kTypeError, "frozen object %s is not a code object", row.name);
  return code;
}

Result<Ref> frozen_bytes(ThreadState& ts, const FrozenModule& row) {
  Ref code = TRY(frozen_code(ts, row));
  marshal::Writer out(ts, marshal::kVersion);
  TRY(out.write(code));
  if (!out.ok()) return raise_no_memory(ts);
  return new_bytes(ts, out.view());
}

Result<Ref> run_frozen_code(ThreadState& ts, Str& name, Code& code, Value origin, bool is_package) {
  Value text = Value::from_object(&name);
  Own<Module> module = TRY(new_module(ts, text));
  TRY(dict_set(ts, as<Dict>(ts.interp.modules), text, module));
  if (is_package) {
    Own<List> path = TRY(new_list(ts));
    TRY(dict_set(ts, module->globals(), "__path__", path));
  }
  TRY(dict_set(ts, module->globals(), "__origname__", origin));  // FrozenImporter takes it out again
  Ref ignored = TRY(run_code(ts, code, module->globals(), Value::null()));
  return module;
}

Result<Ref> run_frozen(ThreadState& ts, const FrozenModule& row) {
  Ref code = TRY(frozen_code(ts, row));
  Own<Str> text = TRY(intern(ts, row.name));
  Ref origin = Ref::none();
  if (row.origin != nullptr) origin = TRY(new_str(ts, row.origin));
  return run_frozen_code(ts, *text, *code.as<Code>(), origin, row.is_package);
}

// -- the start of importlib ----------------------------------------------------------------------------------------------------

namespace {

Status keep(ThreadState& ts, Module& bootstrap, const char* name, Value* field) {
  Ref function = TRY(get_attr(ts, Value::from_object(&bootstrap), name));
  decref(std::exchange(*field, function.release()));
  return {};
}

/// sys.path_hooks begins with the importer of zip files.
Status add_zip_hook(ThreadState& ts) {
  Ref zipimport = TRY(import_module(ts, "zipimport"));
  Ref importer = TRY(get_attr(ts, zipimport, "zipimporter"));
  Value hooks = sys_get(ts, "path_hooks");
  if (!is<List>(hooks)) return {};
  return list_insert_at(ts, as<List>(hooks), 0, std::move(importer));
}

/// __main__ was made before there were loaders; it counts as built in until a file is run in it.
Status complete_main(ThreadState& ts, Value bootstrap) {
  Value main = find_imported(ts, "__main__");
  if (!is<Module>(main)) return {};
  Ref importer = TRY(get_attr(ts, bootstrap, "BuiltinImporter"));
  return dict_set(ts, as<Module>(main).globals(), "__loader__", importer);
}

Status start(ThreadState& ts) {
  const FrozenModule* row = find_row("_frozen_importlib");
  if (row == nullptr) return raise(ts, Exc::kImportError, "the import system is not part of this library");
  Ref imp = TRY(import_module(ts, "_imp"));
  for (const char* name : {"_thread", "_weakref", "_warnings"}) {
    Ref ignored = TRY(import_module(ts, name));
  }
  Ref bootstrap = TRY(run_frozen(ts, *row));
  Ref install = TRY(get_attr(ts, bootstrap, "_install"));
  Ref sys = Ref::copy(find_imported(ts, "sys"));
  Ref installed = TRY(call(ts, install, sys, imp));
  ImportState& state = *ts.interp.import;
  TRY(keep(ts, *bootstrap.as<Module>(), "_find_and_load", &state.find_and_load));
  TRY(keep(ts, *bootstrap.as<Module>(), "_handle_fromlist", &state.handle_fromlist));
  TRY(keep(ts, *bootstrap.as<Module>(), "_lock_unlock_module", &state.lock_unlock));
  TRY(complete_main(ts, bootstrap));
  Ref external = TRY(get_attr(ts, bootstrap, "_install_external_importers"));
  Ref done = TRY(call(ts, external));
  TRY(teach_mount_paths(ts));
  return add_zip_hook(ts);
}

}  // namespace

Status start_importlib(ThreadState& ts) {
  ImportState& state = *ts.interp.import;
  state.starting = true;
  Status status = start(ts);
  state.starting = false;
  return status;
}

}  // namespace pyemb
