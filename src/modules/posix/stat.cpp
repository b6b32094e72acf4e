// SPDX-License-Identifier: MIT
// posix: what the system knows of a file and of a file system.
#include <fcntl.h>
#include <sys/statvfs.h>

#include "modules/module_type_specs.h"
#include "modules/posix/posix.h"
#include "objects/mounted_file.h"
#include "objects/struct_sequence.h"

namespace pyemb {
namespace {

constexpr GetSet kStatFields[] = {
    struct_field<0>("st_mode", "protection bits"),
    struct_field<1>("st_ino", "inode"),
    struct_field<2>("st_dev", "device"),
    struct_field<3>("st_nlink", "number of hard links"),
    struct_field<4>("st_uid", "user ID of owner"),
    struct_field<5>("st_gid", "group ID of owner"),
    struct_field<6>("st_size", "total size, in bytes"),
    struct_field<10>("st_atime", "time of last access"),
    struct_field<11>("st_mtime", "time of last modification"),
    struct_field<12>("st_ctime", "time of last change"),
    struct_field<13>("st_atime_ns", "time of last access in nanoseconds"),
    struct_field<14>("st_mtime_ns", "time of last modification in nanoseconds"),
    struct_field<15>("st_ctime_ns", "time of last change in nanoseconds"),
    struct_field<16>("st_blksize", "blocksize for filesystem I/O"),
    struct_field<17>("st_blocks", "number of blocks allocated"),
    struct_field<18>("st_rdev", "device type (if inode device)"),
};

constexpr GetSet kStatvfsFields[] = {
    struct_field<0>("f_bsize", nullptr),  struct_field<1>("f_frsize", nullptr),   struct_field<2>("f_blocks", nullptr),
    struct_field<3>("f_bfree", nullptr),  struct_field<4>("f_bavail", nullptr),   struct_field<5>("f_files", nullptr),
    struct_field<6>("f_ffree", nullptr),  struct_field<7>("f_favail", nullptr),   struct_field<8>("f_flag", nullptr),
    struct_field<9>("f_namemax", nullptr), struct_field<10>("f_fsid", nullptr),
};

int64_t in_nanoseconds(const timespec& t) { return int64_t{t.tv_sec} * 1000000000 + t.tv_nsec; }
double in_seconds(const timespec& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9; }

Result<Ref> stat_path(ThreadState& ts, const char* function, PathArgument& path, DirFd dir, bool follow) {
  if (path.is_descriptor() && dir.is_given()) return raise(ts, Exc::kValueError, "%s: can't specify dir_fd without matching path", function);
  if (path.is_descriptor() && !follow) return raise(ts, Exc::kValueError, "%s: cannot use fd and follow_symlinks together", function);
  if (path.mount() != nullptr) return mounted_stat_result(ts, *path.mount(), path.c_str(), path.object());
  struct stat info;
  int failed = without_lock(ts, [&] {
    if (path.is_descriptor()) return ::fstat(path.fd(), &info);
    return ::fstatat(dir.fd, path.c_str(), &info, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  });
  TRY(check(ts, failed, path.object()));
  return new_stat_result(ts, info);
}

Result<Ref> stat_of(ThreadState& ts, MountedPathOrFd& path, DirFd dir, std::optional<bool> follow) {
  return stat_path(ts, "stat", path, dir, follow.value_or(true));
}
Result<Ref> lstat_of(ThreadState& ts, MountedPath& path, DirFd dir) { return stat_path(ts, "lstat", path, dir, false); }
Result<Ref> fstat_of(ThreadState& ts, int fd) {
  struct stat info;
  int failed = TRY(retry_call(ts, [&] { return ::fstat(fd, &info); }));
  TRY(check(ts, failed));
  return new_stat_result(ts, info);
}

Result<Ref> new_statvfs_result(ThreadState& ts, const struct statvfs& info) {
  Own<Tuple> made = TRY(new_struct_sequence(ts, ModuleType::kPosixStatvfsResult));
  const uint64_t numbers[] = {info.f_bsize, info.f_frsize, info.f_blocks, info.f_bfree, info.f_bavail, info.f_files,
                              info.f_ffree, info.f_favail, info.f_flag, info.f_namemax, info.f_fsid};
  for (size_t i = 0; i < std::size(numbers); ++i) made->items()[i] = TRY(new_int_unsigned(ts, numbers[i])).release();
  return made;
}
Result<Ref> statvfs_of(ThreadState& ts, AskedPathOrFd& path) {
  struct statvfs info;
  int failed = TRY(retry_call(ts, [&] { return path.is_descriptor() ? ::fstatvfs(path.fd(), &info) : ::statvfs(path.c_str(), &info); }));
  TRY(check(ts, failed, path.object()));
  return new_statvfs_result(ts, info);
}
Result<Ref> fstatvfs_of(ThreadState& ts, int fd) {
  struct statvfs info;
  int failed = TRY(retry_call(ts, [&] { return ::fstatvfs(fd, &info); }));
  TRY(check(ts, failed));
  return new_statvfs_result(ts, info);
}

constexpr NativeMethod kFunctions[] = {
    function<stat_of>("stat", "($module, /, path, *, dir_fd=None, follow_symlinks=True)", "What the system knows of a file, given by name or descriptor."),
    function<lstat_of>("lstat", "($module, /, path, *, dir_fd=None)", "What the system knows of a file, of a symbolic link itself."),
    function<fstat_of>("fstat", "($module, /, fd)", "What the system knows of an open file."),
    function<statvfs_of>("statvfs", "($module, /, path)", "What the system knows of the file system that a file is in."),
    function<fstatvfs_of>("fstatvfs", "($module, fd, /)", "What the system knows of the file system that an open file is in."),
};

}  // namespace

constexpr std::span<const NativeMethod> kPosixStatFunctions = kFunctions;

Result<Ref> mounted_stat_result(ThreadState& ts, Mount& mount, const char* path, Value shown) {
  const FileFacts facts = TRY(stat_mounted(ts, mount, path, shown));
  constexpr int64_t kSecond = 1000000000;
  struct stat info = {};
  info.st_mode = facts.is_folder ? S_IFDIR | 0555 : S_IFREG | 0444;
  info.st_ino = mounted_inode(path);
  info.st_dev = ~static_cast<dev_t>(mount.number);
  info.st_nlink = 1;
  info.st_size = facts.size;
  info.st_blksize = 4096;
  info.st_blocks = facts.size / 512 + (facts.size % 512 != 0);
  info.st_mtim.tv_sec = facts.modified / kSecond - (facts.modified % kSecond < 0);
  info.st_mtim.tv_nsec = (facts.modified % kSecond + kSecond) % kSecond;
  info.st_atim = info.st_ctim = info.st_mtim;
  return new_stat_result(ts, info);
}

Result<Ref> new_stat_result(ThreadState& ts, const struct stat& info) {
  Own<Tuple> made = TRY(new_struct_sequence(ts, ModuleType::kPosixStatResult));
  Value* items = made->items();
  const uint64_t numbers[] = {info.st_mode, info.st_ino, info.st_dev, info.st_nlink};
  for (size_t i = 0; i < std::size(numbers); ++i) items[i] = TRY(new_int_unsigned(ts, numbers[i])).release();
  items[4] = TRY(from_system_id(ts, info.st_uid)).release();
  items[5] = TRY(from_system_id(ts, info.st_gid)).release();
  items[6] = TRY(new_int(ts, info.st_size)).release();
  const timespec* times[] = {&info.st_atim, &info.st_mtim, &info.st_ctim};
  for (int i = 0; i < 3; ++i) {
    items[7 + i] = TRY(new_int(ts, times[i]->tv_sec)).release();
    items[10 + i] = TRY(new_float(ts, in_seconds(*times[i]))).release();
    items[13 + i] = TRY(new_int(ts, in_nanoseconds(*times[i]))).release();
  }
  items[16] = TRY(new_int(ts, info.st_blksize)).release();
  items[17] = TRY(new_int(ts, info.st_blocks)).release();
  items[18] = TRY(new_int_unsigned(ts, info.st_rdev)).release();
  return made;
}

constexpr TypeSpec kPosixStatResultSpec =
    struct_sequence("os.stat_result",
                    "What stat() answers: a tuple of ten ints (mode, ino, dev, nlink, uid, gid, size, atime, mtime, ctime),\n"
                    "with more as attributes.",
                    ModuleType::kPosixStatResult, kStatFields, 10, 19, StructNew::kFromSequence);
constexpr TypeSpec kPosixStatvfsResultSpec = struct_sequence("os.statvfs_result", "What statvfs() answers.", ModuleType::kPosixStatvfsResult, kStatvfsFields,
                                                             10, 11, StructNew::kFromSequence);

}  // namespace pyemb
