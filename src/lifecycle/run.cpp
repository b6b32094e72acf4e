// SPDX-License-Identifier: MIT
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frontend/compile.h"
#include "lifecycle/lifecycle.h"
#include "modules/paths.h"
#include "modules/sys/sys.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "state/names.h"
#include "vm/import.h"
#include "vm/print_exception.h"
#include "vm/run.h"

namespace pyemb {
namespace {

Dict& main_globals(ThreadState& ts) { return as<Module>(find_imported(ts, "__main__")).globals(); }

/// Reads a descriptor to its end. The errno of what went wrong, or 0.
int read_all(int fd, TextBuffer& text) {
  constexpr size_t kStep = 64 * 1024;
  while (true) {
    char* at = text.extend(kStep);
    if (at == nullptr) return ENOMEM;
    ssize_t got = ::read(fd, at, kStep);
    if (got < 0 && errno == EINTR) got = 0;
    if (got < 0) return errno;
    text.truncate(text.size() - (kStep - static_cast<size_t>(got)));
    if (got == 0) return 0;
  }
}

/// A path from the root, with a zero at its end. Links and dots are left as they are.
void make_absolute(const char* path, TextBuffer& out) {
  char here[4096];
  if (path[0] != '/' && ::getcwd(here, sizeof here) != nullptr) {
    out.append(here);
    out.append('/');
    if (path[0] == '.' && path[1] == '/') path += 2;
  }
  out.append(path);
  out.append('\0');
}

Status run_text(ThreadState& ts, std::string_view text, const char* filename, bool is_utf8) {
  CompileOptions options;
  options.optimize = ts.interp.optimize;
  options.source_is_utf8 = is_utf8;
  options.is_script = !is_utf8;
  Ref name = TRY(decode_file_name(ts, filename));
  Own<Code> code = TRY(compile_text(ts, text, name, options));
  Ref ignored = TRY(run_code(ts, *code, main_globals(ts), Value::null()));
  return {};
}

Status prepend_path(ThreadState& ts, std::string_view folder) {
  Value path = sys_get(ts, "path");
  if (!is<List>(path)) return {};
  Ref text = TRY(decode_file_name(ts, folder));
  return list_insert_at(ts, as<List>(path), 0, std::move(text));
}

/// The script's folder, its links resolved.
Status prepend_script_folder(ThreadState& ts, const char* script) {
  TextBuffer resolved;
  std::string_view path = script;
  char target[4096];
  ssize_t size = ::readlink(script, target, sizeof target);
  if (size > 0) {
    std::string_view link(target, static_cast<size_t>(size));
    size_t slash = path.rfind('/');
    if (!link.starts_with('/') && slash != path.npos) resolved.append(path.substr(0, slash + 1));
    resolved.append(link);
    path = resolved.view();
  }
  size_t slash = path.rfind('/');
  std::string_view folder = slash == path.npos ? "" : path.substr(0, slash == 0 ? 1 : slash);
  if (folder.starts_with('/')) return prepend_path(ts, folder);
  char here[4096];
  if (::getcwd(here, sizeof here) == nullptr) return prepend_path(ts, folder);
  TextBuffer absolute;
  absolute.append(here);
  if (!folder.empty() && folder != ".") {
    absolute.append('/');
    absolute.append(folder);
  }
  return prepend_path(ts, absolute.view());
}

/// A file: its status when it cannot be read; -1 when it was run.
int run_file(ThreadState& ts, const Config& config, Status* status) {
  TextBuffer absolute;  // what __file__, tracebacks and messages show
  make_absolute(config.text, absolute);
  const char* path = absolute.ok() ? absolute.data() : config.text;
  int fd = ::open(path, O_RDONLY | O_CLOEXEC);
  struct stat info;
  if (fd >= 0 && ::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
    ::close(fd);
    std::fprintf(stderr, "%s: can't find '__main__' module in '%s'\n", config.executable, path);
    return 1;
  }
  if (fd < 0) {
    std::fprintf(stderr, "%s: can't open file '%s': [Errno %d] %s\n", config.executable, path, errno, std::strerror(errno));
    return 2;
  }
  TextBuffer text;
  int error = read_all(fd, text);
  ::close(fd);
  if (error != 0) {
    *status = raise_os_error(ts, error, Value::null());
    return -1;
  }
  auto run = [&]() -> Status {
    if (config.safe_path == 0) TRY(prepend_script_folder(ts, path));
    Dict& globals = main_globals(ts);
    Ref name = TRY(decode_file_name(ts, path));
    TRY(dict_set(ts, globals, Value::from_object(ts.names().dunder_file), name));
    TRY(dict_set(ts, globals, "__cached__", Value::none()));
    return run_text(ts, text.view(), path, false);
  };
  *status = run();
  return -1;
}

Status run_stdin(ThreadState& ts, const Config& config) {
  if (config.safe_path == 0) TRY(prepend_path(ts, ""));
  TextBuffer text;
  int error = read_all(0, text);
  if (error != 0) return raise_os_error(ts, error, Value::null());
  return run_text(ts, text.view(), "<stdin>", false);
}

Status run_module(ThreadState& ts, const Config& config) {
  if (config.safe_path == 0) {
    char here[4096];
    TRY(prepend_path(ts, ::getcwd(here, sizeof here) != nullptr ? here : ""));
  }
  Ref runpy = TRY(import_module(ts, "runpy"));
  Ref run = TRY(get_attr(ts, runpy, "_run_module_as_main"));
  Ref name = TRY(decode_file_name(ts, config.text));
  Ref ignored = TRY(call(ts, run, name, Value::true_()));
  return {};
}

Status run_command(ThreadState& ts, const Config& config) {
  if (config.safe_path == 0) TRY(prepend_path(ts, ""));
  TextBuffer text;
  text.append(config.text);
  text.append('\n');
  if (!text.ok()) return raise_no_memory(ts);
  return run_text(ts, text.view(), "<string>", true);
}

/// The exit status that a SystemExit stands for; a code that is no int is shown on stderr.
int exit_status(ThreadState& ts, Value exception) {
  Value code = as<SystemExitLayout>(exception).code;
  if (code.is_null() || code.is_none()) return 0;
  if (code.is_int()) return static_cast<int>(code.as_int() & 0xff);
  if (is_any_int(code)) {
    Result<int64_t> number = to_int64(ts, code);
    if (!number.raised()) return static_cast<int>(number.take() & 0xff);
    ts.clear_pending();
    return 255;
  }
  Ref kept = Ref::copy(code);
  Result<Own<Str>> text = to_str(ts, kept);
  Ref stream = Ref::copy(sys_get(ts, "stderr"));
  if (text.raised()) {
    ts.clear_pending();
  } else if (stream && !stream.is_none()) {
    Own<Str> held = text.take();
    if (write_to_stream(ts, stream, held).raised()) ts.clear_pending();
    Result<Own<Str>> newline = new_str_char(ts, U'\n');
    if (newline.raised()) {
      ts.clear_pending();
      return 1;
    }
    Own<Str> end = newline.take();
    if (write_to_stream(ts, stream, end).raised()) ts.clear_pending();
  }
  return 1;
}

}  // namespace

int report_uncaught(ThreadState& ts) {
  if (!ts.has_pending()) return 0;
  if (is_exception_of(ts, ts.pending, Exc::kSystemExit)) {
    Ref exception = ts.take_pending();
    return exit_status(ts, exception);
  }
  bool interrupted = is_exception_of(ts, ts.pending, Exc::kKeyboardInterrupt);
  if (Ref out = Ref::copy(sys_get(ts, "stdout")); out && !out.is_none()) {  // what was printed before comes first
    Ref exception = ts.take_pending();
    Result<Ref> flushed = call_method_of(ts, out, Value::from_object(ts.names().flush));
    if (flushed.raised()) {
      ts.clear_pending();
    } else {
      Ref ignored = flushed.take();
    }
    ts.pending = exception.release();
  }
  sys_print_uncaught(ts);
  return interrupted ? 130 : 1;
}

int run_main(ThreadState& ts) {
  const Config& config = *ts.interp.config;
  Status status;
  switch (config.mode) {
    case RunMode::kCommand: status = run_command(ts, config); break;
    case RunMode::kModule: status = run_module(ts, config); break;
    case RunMode::kStdin: status = run_stdin(ts, config); break;
    case RunMode::kFile: {
      int failure = run_file(ts, config, &status);
      if (failure >= 0) return failure;
      break;
    }
    default: return 0;
  }
  return status.raised() ? report_uncaught(ts) : 0;
}

}  // namespace pyemb
