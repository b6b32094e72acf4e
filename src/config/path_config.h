// SPDX-License-Identifier: MIT
#pragma once

// Where things are: sys.executable, sys.prefix and its kin, sys.path without site's part.
//
// A host that names neither program nor home gets nothing searched for and no file-system call: the standard library inside the library
// is enough; sys.path is PYTHONPATH. Otherwise, in this order:
//
//   executable    program_name as it is, or found in $PATH
//   EXECUTABLE._pth  beside it, if there: it is the whole sys.path, one folder a line, and isolates; `import site` allows that
//   pyvenv.cfg    beside it or one folder up: its `home` is where the search for the library starts
//   home          PYTHONHOME or the field: prefix, or prefix:exec_prefix; there must be a library
//   landmark      the first folder at or above the executable's that holds lib/python3.11/os.py
//   built-in      what the build was told (Meson option stdlib_dir)
//
// What a field says already is kept: set them before to overrule any step.

#include "config/config.h"

namespace pyemb {

InitStatus compute_paths(Config& config);

}  // namespace pyemb
