// SPDX-License-Identifier: MIT
#include "config/config.h"
#include "modules/imp/frozen.h"
#include "objects/attributes.h"
#include "objects/builtin.h"
#include "objects/mounted_file.h"
#include "objects/native.h"
#include "objects/str.h"
#include "vm/import.h"

// importlib makes the places that it finds absolute, by one function. For it "game:/scripts" would be a path in the current folder: where there are such
// mounts, that function is one which knows them.

namespace pyemb {
namespace {

Result<bool> is_absolute_path(ThreadState& ts, Value path) {
  if (!is<Str>(path)) return raise(ts, Exc::kTypeError, "a path must be str, not %.200s", type_name(ts, path));
  Utf8 text(ts, path);
  if (!text.ok()) return raise_no_memory(ts);
  if (text.view().starts_with('/')) return true;
  TextBuffer there;
  there.append(text.view());
  there.append('\0');
  if (!there.ok()) return raise_no_memory(ts);
  return enter_mount(ts, there) != nullptr;
}

constexpr NativeMethod kIsAbsolute = function<is_absolute_path>("_path_isabs", "(path, /)", "Whether a path begins at the root, or with the name of a mount.");

}  // namespace

Status teach_mount_paths(ThreadState& ts) {
  const Config* config = ts.interp.config;
  if (config == nullptr || !config->mounts.has_relative()) return {};
  Ref external = Ref::copy(find_imported(ts, "_frozen_importlib_external"));
  if (!external) return {};
  Ref function = TRY(new_builtin(ts, kIsAbsolute, Value::null(), Value::null()));
  return set_attr(ts, external, "_path_isabs", function);
}

}  // namespace pyemb
