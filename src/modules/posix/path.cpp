// SPDX-License-Identifier: MIT
// posix: files and folders by their names: making, removing, entering, asking.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "modules/posix/posix.h"
#include "objects/audit.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/mounted_file.h"
#include "objects/str.h"
#include "objects/text_buffer.h"

namespace pyemb {
namespace {

Result<bool> can_access(ThreadState& ts, MountedPath& path, int mode, DirFd dir, bool effective_ids, std::optional<bool> follow) {
  if (path.mount() != nullptr) {
    Result<FileFacts> facts = stat_mounted(ts, *path.mount(), path.c_str(), path.object());
    if (!facts.raised()) return (mode & W_OK) == 0 && ((mode & X_OK) == 0 || facts.take().is_folder);
    if (clear_pending_if(ts, Exc::kOSError)) return false;
    return Raised{};
  }
  int flags = (follow.value_or(true) ? 0 : AT_SYMLINK_NOFOLLOW) | (effective_ids ? AT_EACCESS : 0);
  return without_lock(ts, [&] { return ::faccessat(dir.fd, path.c_str(), mode, flags); }) == 0;
}

Status change_folder(ThreadState& ts, AskedPathOrFd& path) {
  TRY(audit(ts, "os.chdir", path.object()));
  int failed = without_lock(ts, [&] { return path.is_descriptor() ? ::fchdir(path.fd()) : ::chdir(path.c_str()); });
  return check(ts, failed, path.object());
}
Status change_to_descriptor(ThreadState& ts, Fileno fd) {
  TRY(audit(ts, "os.chdir", Value::from_int(fd.value)));
  int failed = TRY(retry_call(ts, [&] { return ::fchdir(fd.value); }));
  return check(ts, failed);
}
Status change_root(ThreadState& ts, AskedPath& path) {
  return check(ts, without_lock(ts, [&] { return ::chroot(path.c_str()); }), path.object());
}

Result<Ref> current_folder(ThreadState& ts, bool as_bytes) {
  TextBuffer path;
  for (size_t size = 1024;; size *= 2) {
    path.clear();
    char* at = path.extend(size);
    if (at == nullptr) return raise_no_memory(ts);
    if (without_lock(ts, [&] { return ::getcwd(at, size); }) != nullptr) return new_file_name(ts, at, as_bytes);
    if (errno != ERANGE) return raise_errno(ts);
  }
}
Result<Ref> getcwd(ThreadState& ts) { return current_folder(ts, false); }
Result<Ref> getcwdb(ThreadState& ts) { return current_folder(ts, true); }

Status make_folder(ThreadState& ts, Path& path, std::optional<int> mode, DirFd dir) {
  int bits = mode.value_or(0777);
  TRY(audit(ts, "os.mkdir", path.object(), Value::from_int(bits), dir.shown()));
  int failed = without_lock(ts, [&] { return ::mkdirat(dir.fd, path.c_str(), static_cast<mode_t>(bits)); });
  return check(ts, failed, path.object());
}
Status make_fifo(ThreadState& ts, Path& path, std::optional<int> mode, DirFd dir) {
  int failed = TRY(retry_call(ts, [&] { return ::mkfifoat(dir.fd, path.c_str(), static_cast<mode_t>(mode.value_or(0666))); }));
  return check(ts, failed, path.object());
}
Status make_node(ThreadState& ts, Path& path, std::optional<int> mode, Value device, DirFd dir) {
  dev_t number = 0;
  if (!device.is_null()) number = TRY(to_device(ts, device));
  int failed = TRY(retry_call(ts, [&] { return ::mknodat(dir.fd, path.c_str(), static_cast<mode_t>(mode.value_or(0600)), number); }));
  return check(ts, failed, path.object());
}

Status remove_folder(ThreadState& ts, Path& path, DirFd dir) {
  TRY(audit(ts, "os.rmdir", path.object(), dir.shown()));
  return check(ts, without_lock(ts, [&] { return ::unlinkat(dir.fd, path.c_str(), AT_REMOVEDIR); }), path.object());
}
Status remove_file(ThreadState& ts, Path& path, DirFd dir) {
  TRY(audit(ts, "os.remove", path.object(), dir.shown()));
  return check(ts, without_lock(ts, [&] { return ::unlinkat(dir.fd, path.c_str(), 0); }), path.object());
}

Status truncate_file(ThreadState& ts, PathOrFd& path, int64_t length) {
  Ref size = TRY(new_int(ts, length));
  TRY(audit(ts, "os.truncate", path.object(), size));
  int failed = TRY(retry_call(ts, [&] { return path.is_descriptor() ? ::ftruncate(path.fd(), length) : ::truncate(path.c_str(), length); }));
  return check(ts, failed, path.object());
}

/// The path without empty parts, "." and what ".." takes back; of a str.
Result<Ref> normalized(ThreadState& ts, Str& path) {
  Utf8 utf8(ts, path);
  if (!utf8.ok()) return raise_no_memory(ts);
  std::string_view rest = utf8.view();
  if (size_t zero = rest.find('\0'); zero != rest.npos) rest = rest.substr(0, zero);
  TextBuffer out;
  size_t slashes = std::min(rest.find_first_not_of('/'), rest.size());
  out.append(slashes == 2 ? 2 : slashes > 0 ? 1 : 0, '/');  // two slashes at the start mean something of their own
  size_t root = out.size();
  size_t fixed = root;  // what ".." cannot take back
  while (!rest.empty()) {
    size_t slash = std::min(rest.find('/'), rest.size());
    std::string_view part = rest.substr(0, slash);
    rest.remove_prefix(std::min(slash + 1, rest.size()));
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (out.size() > fixed) {
        size_t cut = out.view().rfind('/');
        out.truncate(cut == std::string_view::npos || cut < fixed ? fixed : cut);
        continue;
      }
      if (root > 0) continue;
    }
    if (out.size() > root) out.append('/');
    out.append(part);
    if (part == "..") fixed = out.size();
  }
  if (!out.ok()) return raise_no_memory(ts);
  return new_str(ts, out.view());
}
Result<Ref> normalize_path(ThreadState& ts, Value path) {
  if (!is<Str>(path)) return raise(ts, Exc::kTypeError, "argument 'path' must be str, not %.50s", type_name(ts, path));
  return normalized(ts, as<Str>(path));
}

constexpr NativeMethod kFunctions[] = {
    function<can_access>("access", "($module, /, path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
                         "Whether the process may read, write or run a file."),
    function<change_folder>("chdir", "($module, /, path)", "Make a folder the current one."),
    function<change_to_descriptor>("fchdir", "($module, /, fd)", "Make the folder of a descriptor the current one."),
    function<change_root>("chroot", "($module, /, path)", "Make a folder the root of the process."),
    function<getcwd>("getcwd", "($module, /)", "The current folder."),
    function<getcwdb>("getcwdb", "($module, /)", "The current folder, as bytes."),
    function<make_folder>("mkdir", "($module, /, path, mode=511, *, dir_fd=None)", "Make a folder."),
    function<make_fifo>("mkfifo", "($module, /, path, mode=438, *, dir_fd=None)", "Make a named pipe."),
    function<make_node>("mknod", "($module, /, path, mode=384, device=0, *, dir_fd=None)", "Make a file system node: a file, a device, a named pipe."),
    function<remove_folder>("rmdir", "($module, /, path, *, dir_fd=None)", "Remove an empty folder."),
    function<remove_file>("unlink", "($module, /, path, *, dir_fd=None)", "Remove a file."),
    function<remove_file>("remove", "($module, /, path, *, dir_fd=None)", "Remove a file."),
    function<truncate_file>("truncate", "($module, /, path, length)", "Make a file exactly length bytes long."),
    function<file_system_path>("fspath", "($module, /, path)", "The str or bytes of a path."),
    function<normalize_path>("_path_normpath", "($module, /, path)", "The path without needless parts."),
};

}  // namespace

constexpr std::span<const NativeMethod> kPosixPathFunctions = kFunctions;

Result<Ref> file_system_path(ThreadState& ts, Value path) {
  if (is<Str>(path) || is<Bytes>(path)) return Ref::copy(path);
  Own<Str> name = TRY(intern(ts, "__fspath__"));
  Ref made = TRY(call_special(ts, path, name.get()));
  if (made.is_absent()) return raise(ts, Exc::kTypeError, "expected str, bytes or os.PathLike object, not %.200s", type_name(ts, path));
  if (is<Str>(made) || is<Bytes>(made)) return made;
  return raise(ts, Exc::kTypeError, "expected %.200s.__fspath__() to return str or bytes, not %.200s", type_name(ts, path), type_name(ts, made));
}

}  // namespace pyemb
