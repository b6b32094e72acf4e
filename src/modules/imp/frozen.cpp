// SPDX-License-Identifier: MIT
#include "modules/imp/frozen.h"

#include "frontend/compile.h"
#include "modules/marshal/code_record.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/module.h"
#include "objects/str.h"
#include "vm/import.h"
#include "vm/run.h"

namespace pyemb {
namespace {

#include "modules/frozen_sources.inc"

/// Runs a frozen module outside of the import system, and puts it into sys.modules.
Result<Own<Module>> run_frozen(ThreadState& ts, const char* source_name, const char* name) {
  const FrozenSource* source = find_frozen(source_name);
  if (source == nullptr) return raise(ts, Exc::kImportError, "no frozen module %s", source_name);
  Own<Code> code = TRY(compile_frozen(ts, *source));
  Own<Str> text = TRY(intern(ts, name));
  Own<Module> module = TRY(new_module(ts, text));
  TRY(dict_set(ts, as<Dict>(ts.interp.modules), text, module));
  Own<Str> origin = TRY(new_str(ts, source_name));
  TRY(dict_set(ts, module->globals(), "__origname__", origin));  // FrozenImporter takes it out again
  Ref ignored = TRY(run_code(ts, *code, module->globals(), Value::null()));
  return module;
}

Status keep(ThreadState& ts, Module& bootstrap, const char* name, Value* field) {
  Ref function = TRY(get_attr(ts, Value::from_object(&bootstrap), name));
  decref(std::exchange(*field, function.release()));
  return {};
}

/// The library's source says CPython's magic number. Ours takes its place before any file is read.
Status set_magic_number(ThreadState& ts) {
  Ref module = Ref::copy(find_imported(ts, "_frozen_importlib_external"));
  if (!module) return {};
  uint16_t magic = marshal::bytecode_magic();
  const char bytes[] = {static_cast<char>(magic), static_cast<char>(magic >> 8), '\r', '\n'};
  Ref text = TRY(new_bytes(ts, {bytes, sizeof bytes}));
  TRY(set_attr(ts, module, "MAGIC_NUMBER", text));
  return set_attr(ts, module, "_RAW_MAGIC_NUMBER", Value::from_int(int64_t{magic} | 0x0a0d0000));
}

Status start(ThreadState& ts) {
  Ref imp = TRY(import_module(ts, "_imp"));
  for (const char* name : {"_thread", "_weakref", "_warnings"}) {
    Ref ignored = TRY(import_module(ts, name));
  }
  Own<Module> bootstrap = TRY(run_frozen(ts, "_frozen_importlib", "_frozen_importlib"));
  Value module = bootstrap;
  Ref install = TRY(get_attr(ts, module, "_install"));
  Ref sys = Ref::copy(find_imported(ts, "sys"));
  Ref installed = TRY(call(ts, install, sys, imp));
  ImportState& state = *ts.interp.import;
  TRY(keep(ts, *bootstrap, "_find_and_load", &state.find_and_load));
  TRY(keep(ts, *bootstrap, "_handle_fromlist", &state.handle_fromlist));
  TRY(keep(ts, *bootstrap, "_lock_unlock_module", &state.lock_unlock));
  Ref external = TRY(get_attr(ts, module, "_install_external_importers"));
  Ref done = TRY(call(ts, external));
  return set_magic_number(ts);
}

}  // namespace

const FrozenSource* find_frozen(std::string_view name) {
  for (const FrozenSource& row : kFrozenSources) {
    if (name == row.name) return &row;
  }
  return nullptr;
}

Result<Own<Code>> compile_frozen(ThreadState& ts, const FrozenSource& source) {
  // The name that tracebacks show, and by which import_trace.cpp knows importlib's frames.
  std::string_view name = source.name;
  const char* shown = name == "_frozen_importlib" ? "importlib._bootstrap" : name == "_frozen_importlib_external" ? "importlib._bootstrap_external" : source.name;
  Own<Str> filename = TRY(new_str_format(ts, "<frozen %s>", shown));
  return compile_text(ts, {reinterpret_cast<const char*>(source.text), source.size}, filename, CompileOptions{});
}

Status start_importlib(ThreadState& ts) {
  ImportState& state = *ts.interp.import;
  state.starting = true;
  Status status = start(ts);
  state.starting = false;
  return status;
}

}  // namespace pyemb
