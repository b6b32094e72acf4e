// SPDX-License-Identifier: MIT
// posix: names of files (rename, links), and what a file carries: protection, owner, times.
#include <cmath>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "modules/posix/posix.h"
#include "objects/mounted_file.h"
#include "objects/audit.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

// -- names ---------------------------------------------------------------------------------------------------------------------

Status rename_file(ThreadState& ts, Path& from, Path& to, DirFd from_dir, DirFd to_dir) {
  TRY(audit(ts, "os.rename", from.object(), to.object(), from_dir.shown(), to_dir.shown()));
  int failed = without_lock(ts, [&] { return ::renameat(from_dir.fd, from.c_str(), to_dir.fd, to.c_str()); });
  return check(ts, failed, from.object(), to.object());
}

Status link_file(ThreadState& ts, Path& from, Path& to, DirFd from_dir, DirFd to_dir, std::optional<bool> follow) {
  TRY(audit(ts, "os.link", from.object(), to.object(), from_dir.shown(), to_dir.shown()));
  // Plain link() does not follow on Linux; os.link() says "follow" by default and means what the system does.
  bool plain = !from_dir.is_given() && !to_dir.is_given() && follow.value_or(true);
  int failed = without_lock(ts, [&] {
    if (plain) return ::link(from.c_str(), to.c_str());
    return ::linkat(from_dir.fd, from.c_str(), to_dir.fd, to.c_str(), follow.value_or(true) ? AT_SYMLINK_FOLLOW : 0);
  });
  return check(ts, failed, from.object(), to.object());
}

Status make_symlink(ThreadState& ts, PathText& target, Path& link, bool, DirFd dir) {
  TRY(audit(ts, "os.symlink", target.object(), link.object(), dir.shown()));
  int failed = without_lock(ts, [&] { return ::symlinkat(target.c_str(), dir.fd, link.c_str()); });
  return check(ts, failed, target.object(), link.object());
}

Result<Ref> read_link(ThreadState& ts, MountedPath& path, DirFd dir) {
  if (path.mount() != nullptr) {  // there are no links
    const FileFacts facts = TRY(stat_mounted(ts, *path.mount(), path.c_str(), path.object()));
    static_cast<void>(facts);
    return raise_os_error(ts, EINVAL, path.object());
  }
  char target[4097];
  ssize_t size = without_lock(ts, [&] { return ::readlinkat(dir.fd, path.c_str(), target, sizeof target - 1); });
  if (size < 0) return raise_errno(ts, path.object());
  return new_file_name(ts, {target, static_cast<size_t>(size)}, path.wants_bytes());
}

// -- protection and owner -------------------------------------------------------------------------------------------------------

Status change_mode(ThreadState& ts, PathOrFd& path, int mode, DirFd dir, std::optional<bool> follow) {
  TRY(audit(ts, "os.chmod", path.object(), Value::from_int(mode), dir.shown()));
  if (path.is_descriptor() && dir.is_given()) return raise(ts, Exc::kValueError, "chmod: can't specify dir_fd without matching path");
  auto bits = static_cast<mode_t>(mode);
  int failed = without_lock(ts, [&] {
    if (path.is_descriptor()) return ::fchmod(path.fd(), bits);
    return ::fchmodat(dir.fd, path.c_str(), bits, follow.value_or(true) ? 0 : AT_SYMLINK_NOFOLLOW);
  });
  bool unsupported = failed != 0 && !path.is_descriptor() && !follow.value_or(true) && (errno == ENOTSUP || errno == EOPNOTSUPP);
  if (unsupported && dir.is_given()) return raise(ts, Exc::kValueError, "chmod: cannot use dir_fd and follow_symlinks together");
  if (unsupported) return raise(ts, Exc::kNotImplementedError, "chmod: follow_symlinks unavailable on this platform");
  return check(ts, failed, path.object());
}
Status change_mode_of_descriptor(ThreadState& ts, int fd, int mode) {
  TRY(audit(ts, "os.chmod", Value::from_int(fd), Value::from_int(mode), Value::from_int(-1)));
  int failed = TRY(retry_call(ts, [&] { return ::fchmod(fd, static_cast<mode_t>(mode)); }));
  return check(ts, failed);
}

Status audit_owner(ThreadState& ts, Value path, UserId uid, GroupId gid, DirFd dir) {
  Ref user = TRY(from_system_id(ts, uid.value));
  Ref group = TRY(from_system_id(ts, gid.value));
  return audit(ts, "os.chown", path, user, group, dir.shown());
}
Status change_owner(ThreadState& ts, PathOrFd& path, UserId uid, GroupId gid, DirFd dir, std::optional<bool> follow) {
  if (path.is_descriptor() && dir.is_given()) return raise(ts, Exc::kValueError, "chown: can't specify dir_fd without matching path");
  if (path.is_descriptor() && !follow.value_or(true)) return raise(ts, Exc::kValueError, "chown: cannot use fd and follow_symlinks together");
  TRY(audit_owner(ts, path.object(), uid, gid, dir));
  int failed = without_lock(ts, [&] {
    if (path.is_descriptor()) return ::fchown(path.fd(), uid.value, gid.value);
    return ::fchownat(dir.fd, path.c_str(), uid.value, gid.value, follow.value_or(true) ? 0 : AT_SYMLINK_NOFOLLOW);
  });
  return check(ts, failed, path.object());
}
Status change_owner_of_descriptor(ThreadState& ts, int fd, UserId uid, GroupId gid) {
  TRY(audit_owner(ts, Value::from_int(fd), uid, gid, DirFd{AT_FDCWD}));
  int failed = TRY(retry_call(ts, [&] { return ::fchown(fd, uid.value, gid.value); }));
  return check(ts, failed);
}
Status change_owner_of_link(ThreadState& ts, Path& path, UserId uid, GroupId gid) {
  TRY(audit_owner(ts, path.object(), uid, gid, DirFd{AT_FDCWD}));
  int failed = without_lock(ts, [&] { return ::lchown(path.c_str(), uid.value, gid.value); });
  return check(ts, failed, path.object());
}

// -- times ---------------------------------------------------------------------------------------------------------------------

/// Seconds, an int or a float, rounded down.
Result<timespec> to_timespec(ThreadState& ts, Value value) {
  if (!is_any_float(value)) {
    Ref index = TRY(number_index(ts, value));
    if (!index.get().is_int()) return raise(ts, Exc::kOverflowError, "timestamp out of range for platform time_t");
    return timespec{static_cast<time_t>(index.get().as_int()), 0};
  }
  double seconds = TRY(to_double(ts, value));
  if (std::isnan(seconds)) return raise(ts, Exc::kValueError, "Invalid value NaN (not a number)");
  double whole = std::floor(seconds);
  double nanos = std::floor((seconds - whole) * 1e9);
  if (nanos >= 1e9) {
    nanos -= 1e9;
    whole += 1;
  }
  if (!(whole >= -9.2e18 && whole <= 9.2e18)) return raise(ts, Exc::kOverflowError, "timestamp out of range for platform time_t");
  return timespec{static_cast<time_t>(whole), static_cast<long>(nanos)};
}
/// Nanoseconds, an int.
Result<timespec> nanos_to_timespec(ThreadState& ts, Value value) {
  Ref parts = TRY(number_divmod(ts, value, Value::from_int(1000000000)));
  if (!is<Tuple>(parts) || parts.as<Tuple>()->size != 2) {
    return raise(ts, Exc::kTypeError, "%.200s.__divmod__() must return a 2-tuple, not %.200s", type_name(ts, value), type_name(ts, parts));
  }
  int64_t seconds = TRY(to_int64(ts, parts.as<Tuple>()->at(0)));
  int64_t nanos = TRY(to_int64(ts, parts.as<Tuple>()->at(1)));
  return timespec{static_cast<time_t>(seconds), static_cast<long>(nanos)};
}

Status set_times(ThreadState& ts, PathOrFd& path, Value times, Value nanos, DirFd dir, std::optional<bool> follow) {
  bool has_times = !times.is_null() && !times.is_none();
  if (has_times && !nanos.is_null()) return raise(ts, Exc::kValueError, "utime: you may specify either 'times' or 'ns' but not both");
  auto is_pair = [](Value value) { return is<Tuple>(value) && as<Tuple>(value).size == 2; };
  timespec both[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};
  if (has_times) {
    if (!is_pair(times)) return raise(ts, Exc::kTypeError, "utime: 'times' must be either a tuple of two ints or None");
    for (int i = 0; i < 2; ++i) both[i] = TRY(to_timespec(ts, as<Tuple>(times).at(i)));
  } else if (!nanos.is_null()) {
    if (!is_pair(nanos)) return raise(ts, Exc::kTypeError, "utime: 'ns' must be a tuple of two ints");
    for (int i = 0; i < 2; ++i) both[i] = TRY(nanos_to_timespec(ts, as<Tuple>(nanos).at(i)));
  }
  if (path.is_descriptor() && dir.is_given()) return raise(ts, Exc::kValueError, "utime: can't specify dir_fd without matching path");
  if (path.is_descriptor() && !follow.value_or(true)) return raise(ts, Exc::kValueError, "utime: cannot use fd and follow_symlinks together");
  TRY(audit(ts, "os.utime", path.object(), times.is_null() ? Value::none() : times, nanos.is_null() ? Value::none() : nanos, dir.shown()));
  int failed = without_lock(ts, [&] {
    if (path.is_descriptor()) return ::futimens(path.fd(), both);
    return ::utimensat(dir.fd, path.c_str(), both, follow.value_or(true) ? 0 : AT_SYMLINK_NOFOLLOW);
  });
  return check(ts, failed, path.object());
}

constexpr NativeMethod kFunctions[] = {
    function<rename_file>("rename", "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)", "Give a file another name."),
    function<rename_file>("replace", "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)", "Give a file the name of another, which goes away."),
    function<link_file>("link", "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", "Give a file one more name."),
    function<make_symlink>("symlink", "($module, /, src, dst, target_is_directory=False, *, dir_fd=None)", "Make a symbolic link dst that leads to src."),
    function<read_link>("readlink", "($module, /, path, *, dir_fd=None)", "Where a symbolic link leads."),
    function<change_mode>("chmod", "($module, /, path, mode, *, dir_fd=None, follow_symlinks=True)", "Change the protection of a file."),
    function<change_mode_of_descriptor>("fchmod", "($module, /, fd, mode)", "Change the protection of an open file."),
    function<change_owner>("chown", "($module, /, path, uid, gid, *, dir_fd=None, follow_symlinks=True)", "Change the owner and group of a file."),
    function<change_owner_of_descriptor>("fchown", "($module, /, fd, uid, gid)", "Change the owner and group of an open file."),
    function<change_owner_of_link>("lchown", "($module, /, path, uid, gid)", "Change the owner and group of a file, of a symbolic link itself."),
    function<set_times>("utime", "($module, /, path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True)",
                        "Set the times of access and modification: to now, to two numbers of seconds, or to two numbers of nanoseconds."),
};

}  // namespace

constexpr std::span<const NativeMethod> kPosixLinkFunctions = kFunctions;

}  // namespace pyemb
