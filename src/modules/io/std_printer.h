// SPDX-License-Identifier: MIT
#pragma once

// A plain writer to standard output or standard error: each text goes out at once, as UTF-8. What C code puts in the place of a stream (PyFile_NewStdPrinter).

#include "modules/io/file_io.h"

namespace pyemb::io {

struct StdPrinter : Object {
  static constexpr TypeId kId = ModuleType::kStdPrinter;
  FileIO* file;  ///< owned; may be a stream of the host
};

[[nodiscard]] Result<Ref> new_std_printer(ThreadState& ts, int fd);

}  // namespace pyemb::io
