// SPDX-License-Identifier: MIT
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lifecycle/run.h"
#include "modules/paths.h"
#include "objects/audit.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/mounted_file.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "state/names.h"
#include "vm/import.h"
#include "vm/run.h"

// A program that is a file: its text is compiled, or it is a .pyc file, or a folder or zip file that the import system runs.

namespace pyemb {
namespace {

constexpr size_t kPycHeader = 16;  ///< magic number, flags, and two words about the source (PEP 552)

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

/// __main__.__loader__ = importlib's loader of files, if importlib is there.
Status set_loader(ThreadState& ts, const char* loader_name, Value path) {
  Value external = find_imported(ts, "_frozen_importlib_external");
  if (external.is_null()) return {};
  Ref type = TRY(get_attr(ts, external, loader_name));
  Own<Str> main = TRY(intern(ts, "__main__"));
  Ref loader = TRY(call(ts, type, main, path));
  Own<Dict> globals = TRY(main_globals(ts));
  return dict_set(ts, *globals, "__loader__", loader);
}

/// Runs the code of a .pyc file: any source date and hash will do.
Status run_pyc(ThreadState& ts, std::string_view data) {
  Ref external = TRY(import_module(ts, "importlib._bootstrap_external"));
  Ref magic = TRY(get_attr(ts, external, "MAGIC_NUMBER"));
  if (data.size() < kPycHeader || !is<Bytes>(magic) || !data.starts_with(magic.as<Bytes>()->view())) {
    return raise(ts, Exc::kRuntimeError, "Bad magic number in .pyc file");
  }
  Ref marshal = TRY(import_module(ts, "marshal"));
  Ref loads = TRY(get_attr(ts, marshal, "loads"));
  Ref bytes = TRY(new_bytes(ts, data.substr(kPycHeader)));
  Ref code = TRY(call(ts, loads, bytes));
  if (!is<Code>(code)) return raise(ts, Exc::kRuntimeError, "Bad code object in .pyc file");
  Own<Dict> globals = TRY(main_globals(ts));
  Ref ignored = TRY(run_code(ts, *code.as<Code>(), *globals, Value::null()));
  return {};
}

Status run_source(ThreadState& ts, std::string_view text, const char* path) {
  if (config_of(ts).skip_source_first_line != 0) {
    size_t newline = text.find('\n');  // it stays, so that lines keep their numbers
    text = newline == text.npos ? std::string_view() : text.substr(newline);
  }
  return run_text(ts, text, path, false);
}

/// Whether a zip archive's end record stands in the last part of the file.
bool is_zip(int fd, int64_t size) {
  constexpr int64_t kRecord = 22, kComment = 65535;
  if (size < kRecord) return false;
  char tail[kRecord];
  if (::pread(fd, tail, kRecord, size - kRecord) != kRecord) return false;
  if (std::memcmp(tail, "PK\5\6", 4) == 0) return true;
  char head[4];  // a comment behind the record: rare, and only looked for in what begins like an archive
  if (::pread(fd, head, 4, 0) != 4 || std::memcmp(head, "PK\3\4", 4) != 0) return false;
  TextBuffer end;
  const int64_t wanted = size < kRecord + kComment ? size : kRecord + kComment;
  char* at = end.extend(static_cast<size_t>(wanted));
  if (at == nullptr || ::pread(fd, at, static_cast<size_t>(wanted), size - wanted) != wanted) return false;
  return end.view().rfind("PK\5\6") != std::string_view::npos;
}

}  // namespace

bool is_importable_path(ThreadState& ts, const char* path) {
  TextBuffer there;
  there.append(std::string_view(path, std::strlen(path) + 1));
  if (Mount* mount = there.ok() ? enter_mount(ts, there) : nullptr) {
    Result<FileFacts> facts = stat_mounted(ts, *mount, there.data(), Value::null());
    if (!facts.raised()) return facts.take().is_folder;
    ts.clear_pending();
    return false;
  }
  int fd = ::open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  struct stat info;
  const bool known = ::fstat(fd, &info) == 0;
  const bool answer = known && (S_ISDIR(info.st_mode) || (S_ISREG(info.st_mode) && is_zip(fd, info.st_size)));
  ::close(fd);
  return answer;
}

Status run_file_data(ThreadState& ts, std::string_view data, const char* path) {
  const bool is_pyc = std::string_view(path).ends_with(".pyc");
  Own<Dict> globals = TRY(main_globals(ts));
  Ref name = TRY(decode_file_name(ts, path));
  TRY(dict_set(ts, *globals, Value::from_object(ts.names().dunder_file), name));
  TRY(dict_set(ts, *globals, "__cached__", Value::none()));
  TRY(start_loaders(ts, data));
  TRY(set_loader(ts, is_pyc ? "SourcelessFileLoader" : "SourceFileLoader", name));
  Status status = is_pyc ? run_pyc(ts, data) : run_source(ts, data, path);
  if (status.raised()) return status;
  for (const char* gone : {"__file__", "__cached__"}) {
    Own<Str> key = TRY(intern(ts, gone));
    bool ignored = TRY(dict_delete(ts, *globals, key));
    static_cast<void>(ignored);
  }
  return {};
}

namespace {

/// A program in a file system of the host. -1, or the exit status where it cannot be opened.
int run_mounted(ThreadState& ts, Mount& mount, const char* path_there, const char* path, Status* status) {
  TextBuffer data;
  auto run = [&]() -> Status {
    Ref name = TRY(decode_file_name(ts, path));
    TRY(audit(ts, "cpython.run_file", name));
    return run_file_data(ts, data.view(), path);
  };
  *status = load_mounted(ts, mount, path_there, Value::null(), data);
  if (!status->raised()) {
    *status = run();
    return -1;
  }
  if (!pending_is(ts, Exc::kOSError)) return -1;
  auto tell = [&]() -> Status {
    Ref failure = ts.take_pending();
    Own<Str> reason = TRY(to_str(ts, failure));
    Ref name = TRY(decode_file_name(ts, path));
    Own<Str> quoted = TRY(repr(ts, name));
    print_error(ts, "%s: can't open file %s: %s\n", config_of(ts).executable, Utf8(ts, *quoted).c_str(), Utf8(ts, *reason).c_str());
    return {};
  };
  *status = tell();
  return status->raised() ? -1 : 2;
}

}  // namespace

int run_file(ThreadState& ts, const char* path, Status* status) {
  TextBuffer there;
  there.append(std::string_view(path, std::strlen(path) + 1));
  if (Mount* mount = there.ok() ? enter_mount(ts, there) : nullptr) return run_mounted(ts, *mount, there.data(), path, status);
  int fd = ::open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    const int error = errno;
    auto tell = [&]() -> Status {
      Ref name = TRY(decode_file_name(ts, path));
      Own<Str> quoted = TRY(repr(ts, name));
      print_error(ts, "%s: can't open file %s: [Errno %d] %s\n", config_of(ts).executable, Utf8(ts, *quoted).c_str(), error, std::strerror(error));
      return {};
    };
    *status = tell();
    return status->raised() ? -1 : 2;
  }
  TextBuffer data;
  int error = read_all(fd, data);
  ::close(fd);
  auto run = [&]() -> Status {
    if (error != 0) return raise_os_error(ts, error, Value::null());
    Ref name = TRY(decode_file_name(ts, path));
    TRY(audit(ts, "cpython.run_file", name));
    return run_file_data(ts, data.view(), path);
  };
  *status = run();
  return -1;
}

}  // namespace pyemb
