// SPDX-License-Identifier: MIT
#pragma once

// A file system of files in memory: what PyEmb_MountFiles() makes of the host's table.

#include "Python.h"
#include "config/mounts.h"

namespace pyemb::capi {

/// The source of a mount: the host's table, and its rows in the order of their names.
struct FileTable {
  const PyEmb_File* files;
  size_t count;
  uint32_t order[1];  ///< `count` of them

  static size_t size_of(size_t count) { return sizeof(FileTable) + count * sizeof(uint32_t); }
  /// Fills the order in. The name that cannot be the name of a file here, or of two things; null: there is none.
  const char* sort();
};

extern const FileCalls kFileTableCalls;

}  // namespace pyemb::capi
