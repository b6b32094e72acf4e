// SPDX-License-Identifier: MIT
#pragma once

// Importing: sys.modules first, then the native modules, then importlib, which is started when the first module that needs
// it is imported.

#include "objects/module.h"

namespace pyemb {

struct ImportState {
  std::span<const NativeModule* const> natives;  ///< the modules built in; null where one is not in this build
  Value find_and_load;                 ///< importlib._bootstrap._find_and_load, owned; null: importlib has not started
  Value handle_fromlist;               ///< owned
  Value lock_unlock;                   ///< _lock_unlock_module: waits for a module that another thread imports. Owned
  /// Starts importlib, and sets the three above. In modules/imp/.
  Status (*start_importlib)(ThreadState&);
  bool starting;
  bool told_times;                     ///< -X importtime: the heading was written
  int time_depth;                      ///< how many imports are being timed, one in the other
  int64_t nested_ns;                   ///< what the imports inside the innermost of them took
};

/// __import__(name, globals, None, from_list, level): what an import statement does. Globals and from_list may be null or None.
[[nodiscard]] Result<Ref> import_name(ThreadState& ts, Value name, Value globals, Value from_list, int64_t level);
/// `from module import name`: the attribute, or the submodule in sys.modules; ImportError "cannot import name ...".
[[nodiscard]] Result<Ref> import_from(ThreadState& ts, Value module, Value name);
/// `from module import *` into a namespace.
[[nodiscard]] Status import_star(ThreadState& ts, Value module, Value locals);
/// The module `name` (absolute), imported if need be.
[[nodiscard]] Result<Ref> import_module(ThreadState& ts, const char* name);
/// The module of this name in sys.modules; a new, empty one is put there if there is none, or one that was never initialized.
[[nodiscard]] Result<Ref> ensure_module(ThreadState& ts, Value name);
/// The module in sys.modules, or null. Borrowed.
Value find_imported(ThreadState& ts, const char* name);

[[nodiscard]] bool new_import_state(Interpreter& interp, std::span<const NativeModule* const> natives);
/// Drops what the state refers to, and then the state itself.
void clear_import_state(ThreadState& ts);
void release_import_state(Interpreter& interp);

}  // namespace pyemb
