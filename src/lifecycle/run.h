// SPDX-License-Identifier: MIT
#pragma once

// What the run modes share.

#include <sys/types.h>

#include <cstdio>
#include <string_view>

#include "lifecycle/lifecycle.h"
#include "objects/dict.h"

namespace pyemb {

/// The namespace of __main__, which is made anew where a program has deleted it from sys.modules.
[[nodiscard]] Result<Own<Dict>> main_globals(ThreadState& ts);
/// Compiles a text and runs it in __main__.
[[nodiscard]] Status run_text(ThreadState& ts, std::string_view text, const char* filename, bool is_utf8);
/// sys.path gets in front what belongs to this sys.argv[0]: a script's folder, "" for "-c", the current folder for "-m".
[[nodiscard]] Status prepend_argv_folder(ThreadState& ts, const char* argv0);
/// Starts importlib where a text names what only exists then, so that all others start without it: __main__.__loader__.
[[nodiscard]] Status start_loaders(ThreadState& ts, std::string_view text);
/// Runs a file as __main__: source, or the code of a .pyc file. `path` is absolute. The exit status if it cannot be read; -1 when it ran.
int run_file(ThreadState& ts, const char* path, Status* status);
/// The same for a file that was read already.
[[nodiscard]] Status run_file_data(ThreadState& ts, std::string_view data, const char* path);
/// What sys.path gets in front because of a file: true if it is a folder or a zip file, which the import system runs.
[[nodiscard]] bool is_importable_path(ThreadState& ts, const char* path);

/// Where a session's lines come from: standard input, or a C stream, of which no more is read than it needs.
struct SessionSource {
  FILE* file = nullptr;          ///< null: standard input
  const char* name = "<stdin>";  ///< what tracebacks call it
};
/// Reads statements from a terminal, or what stands for one, until its end. The exit status.
int run_interactive(ThreadState& ts, const SessionSource& source = {});
/// Reads one statement and runs it; what it raises stays pending. False: there was none, the input has ended.
[[nodiscard]] Result<bool> run_interactive_statement(ThreadState& ts, const SessionSource& source);
/// read(2) of standard input, without the interpreter lock, or of what the host has in its place.
[[nodiscard]] ssize_t read_standard_input(ThreadState& ts, char* to, size_t size);
/// Whether standard input is a terminal or the configuration says so.
[[nodiscard]] bool is_interactive(const Config& config);

/// Formats to sys.stderr. Exceptions on the way are dropped: there is nobody to tell.
[[gnu::format(printf, 2, 3)]] void print_error(ThreadState& ts, const char* format, ...);

}  // namespace pyemb
