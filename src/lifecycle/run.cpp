// SPDX-License-Identifier: MIT
#include "lifecycle/run.h"

#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

#include "config/platform.h"
#include "frontend/compile.h"
#include "lifecycle/own_config.h"
#include "modules/paths.h"
#include "objects/audit.h"
#include "modules/sys/sys.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/codecs.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/mounted_file.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "state/names.h"
#include "vm/import.h"
#include "vm/print_exception.h"
#include "state/gil.h"
#include "vm/run.h"

namespace pyemb {

Result<Own<Dict>> main_globals(ThreadState& ts) {
  Own<Str> name = TRY(intern(ts, "__main__"));
  Ref main = TRY(ensure_module(ts, name));
  return Own<Dict>::copy(&main.as<Module>()->globals());
}

bool is_interactive(const Config& config) { return config.interactive != 0 || (!config.is_host_stream(0) && ::isatty(0) != 0); }

ssize_t read_standard_input(ThreadState& ts, char* to, size_t size) {
  const HostReader& reader = config_of(ts).reader;
  if (reader.call == nullptr) {
    WithoutGil unlocked(ts);
    return ::read(0, to, size);
  }
  int64_t got = reader.call(ts, reader, to, size);
  if (ts.has_pending()) got = -1;
  ts.clear_pending();
  errno = EIO;
  return static_cast<ssize_t>(got);
}

void print_error(ThreadState& ts, const char* format, ...) {
  char buffer[4096 + 256];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(buffer, sizeof buffer, format, arguments);
  va_end(arguments);
  Ref stream = Ref::copy(sys_get(ts, "stderr"));
  if (!stream || stream.is_none()) return;
  Result<Ref> text = decode_file_name(ts, buffer);
  if (text.raised()) return ts.clear_pending();
  Ref held = text.take();
  if (write_to_stream(ts, stream, held).raised()) return ts.clear_pending();
  Result<Ref> flushed = call_method_of(ts, stream, Value::from_object(ts.names().flush));
  if (flushed.raised()) return ts.clear_pending();
  Ref ignored = flushed.take();
}

Status run_text(ThreadState& ts, std::string_view text, const char* filename, bool is_utf8) {
  CompileOptions options;
  options.optimize = ts.interp.optimize;
  options.source_is_utf8 = is_utf8;
  options.is_script = !is_utf8;
  Ref name = TRY(decode_file_name(ts, filename));
  Own<Code> code = TRY(compile_text(ts, text, name, options));
  TRY(audit(ts, "exec", code));
  Own<Dict> globals = TRY(main_globals(ts));
  Ref ignored = TRY(run_code(ts, *code, *globals, Value::null()));
  return {};
}

Status start_loaders(ThreadState& ts, std::string_view text) {
  ImportState& state = *ts.interp.import;
  const bool wanted = text.find("__loader__") != text.npos && state.find_and_load.is_null() && config_of(ts)._install_importlib != 0;
  return wanted ? state.start_importlib(ts) : Status();
}

namespace {

// -- sys.path[0] ---------------------------------------------------------------------------------------------------------------

Status prepend_path(ThreadState& ts, std::string_view folder) {
  Value path = sys_get(ts, "path");
  if (!is<List>(path)) return {};
  Ref text = TRY(decode_file_name(ts, folder));
  return list_insert_at(ts, as<List>(path), 0, std::move(text));
}

bool is_mounted(ThreadState& ts, const char* path) {
  TextBuffer there;
  there.append(std::string_view(path, std::strlen(path) + 1));
  return there.ok() && enter_mount(ts, there) != nullptr;
}

/// The script's folder, its links resolved.
Status prepend_script_folder(ThreadState& ts, const char* script) {
  TextBuffer resolved;
  std::string_view path = script;
  char target[4096];
  const bool mounted = is_mounted(ts, script);  // the host has no links
  ssize_t size = mounted ? 0 : ::readlink(script, target, sizeof target);
  if (size > 0) {
    std::string_view link(target, static_cast<size_t>(size));
    size_t slash = path.rfind('/');
    if (!link.starts_with('/') && slash != path.npos) resolved.append(path.substr(0, slash + 1));
    resolved.append(link);
    resolved.append('\0');
    if (!resolved.ok()) return raise_no_memory(ts);
    path = resolved.data();
  }
  char real[PATH_MAX];
  if (!mounted && ::realpath(path.data(), real) != nullptr) path = real;
  size_t slash = path.rfind('/');
  return prepend_path(ts, slash == path.npos ? "" : path.substr(0, slash == 0 ? 1 : slash));
}

Status prepend_current_folder(ThreadState& ts) {
  char here[PATH_MAX];
  if (::getcwd(here, sizeof here) == nullptr) return {};
  return prepend_path(ts, here);
}

}  // namespace

Status prepend_argv_folder(ThreadState& ts, const char* argv0) {
  const std::string_view what = argv0;
  if (what == "-m") return prepend_current_folder(ts);
  return what.empty() || what == "-c" ? prepend_path(ts, "") : prepend_script_folder(ts, argv0);
}

namespace {

// -- the modes -------------------------------------------------------------------------------------------------------------------

/// runpy._run_module_as_main: what `-m`, folders and zip files are.
Status run_as_main(ThreadState& ts, Value name, bool alter_argv) {
  Ref runpy = TRY(import_module(ts, "runpy"));
  Ref run = TRY(get_attr(ts, runpy, "_run_module_as_main"));
  Ref ignored = TRY(call(ts, run, name, Value::boolean(alter_argv)));
  return {};
}

Status run_module(ThreadState& ts, const Config& config) {
  if (config.safe_path == 0) TRY(prepend_current_folder(ts));
  Ref name = TRY(decode_file_name(ts, config.run_module));
  TRY(audit(ts, "cpython.run_module", name));
  return run_as_main(ts, name, true);
}

Status run_command(ThreadState& ts, const Config& config) {
  if (config.safe_path == 0) TRY(prepend_path(ts, ""));
  TextBuffer text;
  text.append(config.run_command);
  text.append('\n');
  if (!text.ok()) return raise_no_memory(ts);
  Ref command = TRY(decode_file_name(ts, text.view()));
  TRY(audit(ts, "cpython.run_command", command));
  Result<Ref> encoded = encode_str(ts, *command.as<Str>(), nullptr, nullptr);
  if (encoded.raised()) {
    Ref failure = ts.take_pending();
    print_error(ts, "Unable to decode the command from the command line:\n");
    return ts.set_pending(std::move(failure));
  }
  Ref source = encoded.take();
  TRY(start_loaders(ts, text.view()));
  return run_text(ts, source.as<Bytes>()->view(), "<string>", true);
}

/// A folder or zip file: the module __main__ in it.
Status run_importable(ThreadState& ts, const char* path) {
  TRY(prepend_path(ts, path));
  Own<Str> name = TRY(intern(ts, "__main__"));
  return run_as_main(ts, name, false);
}

int run_filename(ThreadState& ts, const Config& config, Status* status) {
  char path[2 * PATH_MAX];  // what __file__, tracebacks and messages show: from the root, links and dots left as they are
  const char* name = config.run_filename;
  path[0] = '\0';
  if (name[0] != '/' && !is_mounted(ts, name) && ::getcwd(path, PATH_MAX) != nullptr) {
    if (std::strcmp(name, ".") == 0) name = "";
    if (name[0] != '\0') std::strcat(path, "/");
  }
  std::strncat(path, name, PATH_MAX - 1);
  if (is_importable_path(ts, path)) {
    *status = run_importable(ts, path);
    return -1;
  }
  if (config.safe_path == 0) {
    *status = prepend_script_folder(ts, path);
    if (status->raised()) return -1;
  }
  return run_file(ts, path, status);
}

Status run_stdin(ThreadState& ts) {
  TRY(audit(ts, "cpython.run_stdin"));
  Own<Dict> globals = TRY(main_globals(ts));
  Own<Str> name = TRY(new_str(ts, "<stdin>"));
  TRY(dict_set(ts, *globals, Value::from_object(ts.names().dunder_file), name));
  TRY(dict_set(ts, *globals, "__cached__", Value::none()));
  TextBuffer text;
  constexpr size_t kStep = 64 * 1024;
  while (true) {
    char* at = text.extend(kStep);
    if (at == nullptr) return raise_no_memory(ts);
    ssize_t got = read_standard_input(ts, at, kStep);
    if (got < 0 && errno != EINTR) return raise_os_error(ts, errno, Value::null());
    text.truncate(text.size() - kStep + static_cast<size_t>(got > 0 ? got : 0));
    if (got == 0) break;
  }
  TRY(start_loaders(ts, text.view()));
  return run_text(ts, text.view(), "<stdin>", false);
}

/// Version and platform, at the start of an interactive session.
void print_banner(ThreadState& ts, const Config& config) {
  if (config.quiet != 0) return;
  const RunMode mode = config.run_mode();
  if (config.verbose == 0 && (mode != RunMode::kStdin || !is_interactive(config))) return;
  print_error(ts, "Python %s on linux\n", kVersionText);
  if (config.site_import != 0) print_error(ts, "Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n");
}

/// PYTHONSTARTUP, and the hook that site may have set up.
void prepare_interactive(ThreadState& ts, const Config& config) {
  const char* startup = config.use_environment != 0 ? std::getenv("PYTHONSTARTUP") : nullptr;
  if (startup != nullptr && *startup != '\0') {
    if (::access(startup, R_OK) != 0) {
      const int error = errno;
      print_error(ts, "Could not open PYTHONSTARTUP\n");
      Result<Ref> name = decode_file_name(ts, startup);
      if (name.raised()) return ts.clear_pending();
      Ref held = name.take();
      static_cast<void>(raise_os_error(ts, error, held));
      sys_print_uncaught(ts);
    } else {
      Status status;
      const int failure = run_file(ts, startup, &status);
      if (status.raised()) sys_print_uncaught(ts);
      static_cast<void>(failure);
    }
  }
  Ref hook = Ref::copy(sys_get(ts, "__interactivehook__"));
  if (!hook) return;
  Result<Ref> result = call(ts, hook);
  if (!result.raised()) {
    Ref ignored = result.take();
    return;
  }
  print_error(ts, "Failed calling sys.__interactivehook__\n");
  sys_print_uncaught(ts);
}

/// -i, PYTHONINSPECT: a session after the program, in its namespace.
bool wants_inspection(const Config& config) {
  const char* variable = config.use_environment != 0 ? std::getenv("PYTHONINSPECT") : nullptr;  // the program may have set it
  const bool wanted = config.inspect != 0 || (variable != nullptr && *variable != '\0');
  return wanted && is_interactive(config);
}

int run_session(ThreadState& ts, Config& config) {
  config.inspect = 0;  // SystemExit ends the session
  return run_interactive(ts);
}

}  // namespace

int run_main(ThreadState& ts) {
  Config& config = config_of(ts);
  Status status;
  print_banner(ts, config);
  int code = -1;
  switch (config.run_mode()) {
    case RunMode::kNothing: return 0;
    case RunMode::kCommand: status = run_command(ts, config); break;
    case RunMode::kModule: status = run_module(ts, config); break;
    case RunMode::kFile: code = run_filename(ts, config, &status); break;
    case RunMode::kStdin: {
      if (config.safe_path == 0) status = prepend_path(ts, "");
      if (status.raised()) break;
      if (is_interactive(config)) {
        config.inspect = 0;
        prepare_interactive(ts, config);
        return run_session(ts, config);
      }
      status = run_stdin(ts);
      break;
    }
  }
  if (status.raised()) code = report_uncaught(ts, &own_config(ts).interrupted);
  if (wants_inspection(config)) code = run_session(ts, config);
  return code < 0 ? 0 : code;
}

}  // namespace pyemb
