// SPDX-License-Identifier: MIT
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "modules/native_modules.h"
#include "modules/paths.h"
#include "modules/sys/audit.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"
#include "modules/module_type_specs.h"
#include "state/gil.h"

// posix: files, folders and processes, as far as the import system and `os` need them at their start.

extern char** environ;

namespace pyemb {
namespace {

constexpr GetSet kStatFields[] = {
    struct_field<0>("st_mode", "protection bits"), struct_field<1>("st_ino", "inode"), struct_field<2>("st_dev", "device"),
    struct_field<3>("st_nlink", "number of hard links"), struct_field<4>("st_uid", "user ID of owner"), struct_field<5>("st_gid", "group ID of owner"),
    struct_field<6>("st_size", "total size, in bytes"), struct_field<10>("st_atime", "time of last access"),
    struct_field<11>("st_mtime", "time of last modification"), struct_field<12>("st_ctime", "time of last change"),
    struct_field<13>("st_atime_ns", "time of last access in nanoseconds"), struct_field<14>("st_mtime_ns", "time of last modification in nanoseconds"),
    struct_field<15>("st_ctime_ns", "time of last change in nanoseconds"), struct_field<16>("st_blksize", "blocksize for filesystem I/O"),
    struct_field<17>("st_blocks", "number of blocks allocated"), struct_field<18>("st_rdev", "device type (if inode device)"),
};

Raised raise_errno(ThreadState& ts, Value path = Value::null(), Value second = Value::null()) { return raise_os_error(ts, errno, path, second); }

int64_t in_nanoseconds(const timespec& t) { return int64_t{t.tv_sec} * 1000000000 + t.tv_nsec; }
double in_seconds(const timespec& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9; }

Result<Ref> to_stat_result(ThreadState& ts, const struct stat& info) {
  Own<Tuple> made = TRY(new_struct_sequence(ts, ModuleType::kPosixStatResult));
  const uint64_t numbers[] = {info.st_mode, info.st_ino, info.st_dev, info.st_nlink, info.st_uid, info.st_gid, static_cast<uint64_t>(info.st_size)};
  for (int i = 0; i < 7; ++i) made->set(i, TRY(new_int_unsigned(ts, numbers[i])));
  const timespec* times[] = {&info.st_atim, &info.st_mtim, &info.st_ctim};
  for (int i = 0; i < 3; ++i) {
    made->set(7 + i, TRY(new_int(ts, times[i]->tv_sec)));
    made->items()[10 + i] = TRY(new_float(ts, in_seconds(*times[i]))).release();
    made->items()[13 + i] = TRY(new_int(ts, in_nanoseconds(*times[i]))).release();
  }
  const int64_t rest[] = {info.st_blksize, info.st_blocks, static_cast<int64_t>(info.st_rdev)};
  for (int i = 0; i < 3; ++i) made->items()[16 + i] = TRY(new_int(ts, rest[i])).release();
  return made;
}

// -- files by name -------------------------------------------------------------------------------------------------------------

Result<Ref> stat_path(ThreadState& ts, Value path, bool follow) {
  struct stat info;
  int failed;
  if (path.is_int()) {
    failed = ::fstat(static_cast<int>(path.as_int()), &info);
  } else {
    FileName name;
    TRY(name.init(ts, path));
    WithoutGil unlocked(ts);
    failed = follow ? ::stat(name.c_str(), &info) : ::lstat(name.c_str(), &info);
  }
  if (failed != 0) return raise_errno(ts, path);
  return to_stat_result(ts, info);
}
Result<Ref> stat_of(ThreadState& ts, Value path, Value, std::optional<bool> follow) { return stat_path(ts, path, follow.value_or(true)); }
Result<Ref> lstat_of(ThreadState& ts, Value path, Value) { return stat_path(ts, path, false); }
Result<Ref> fstat_of(ThreadState& ts, int fd) { return stat_path(ts, Value::from_int(fd), true); }

/// One system call on one file name.
template <auto Call>
Status on_path(ThreadState& ts, Value path, Value) {
  FileName name;
  TRY(name.init(ts, path));
  if (Call(name.c_str()) != 0) return raise_errno(ts, path);
  return {};
}
template <auto Call>
Status on_two_paths(ThreadState& ts, Value from, Value to, Value, Value) {
  FileName first, second;
  TRY(first.init(ts, from));
  TRY(second.init(ts, to));
  if (Call(first.c_str(), second.c_str()) != 0) return raise_errno(ts, from, to);
  return {};
}
Status make_symlink(ThreadState& ts, Value from, Value to, Value, Value) {
  return on_two_paths<::symlink>(ts, from, to, Value::null(), Value::null());
}
Status change_folder(ThreadState& ts, Value path) { return on_path<::chdir>(ts, path, Value::null()); }
Status make_folder(ThreadState& ts, Value path, std::optional<int> mode, Value) {
  FileName name;
  TRY(name.init(ts, path));
  if (::mkdir(name.c_str(), static_cast<mode_t>(mode.value_or(0777))) != 0) return raise_errno(ts, path);
  return {};
}
Status change_mode(ThreadState& ts, Value path, int mode, Value, Value) {
  FileName name;
  TRY(name.init(ts, path));
  if (::chmod(name.c_str(), static_cast<mode_t>(mode)) != 0) return raise_errno(ts, path);
  return {};
}
Result<bool> access_of(ThreadState& ts, Value path, int mode, Value, Value, Value) {
  FileName name;
  TRY(name.init(ts, path));
  return ::access(name.c_str(), mode) == 0;
}

Result<Ref> list_folder(ThreadState& ts, Value path) {
  bool bytes = !path.is_null() && is<Bytes>(path);
  FileName name;
  Own<Str> here = TRY(new_str(ts, "."));
  TRY(name.init(ts, path.is_null() || path.is_none() ? Value(here) : path));
  TRY(audit(ts, "os.listdir", path.is_null() ? Value::none() : path));
  DIR* folder = ::opendir(name.c_str());
  if (folder == nullptr) return raise_errno(ts, path);
  Result<Own<List>> made = new_list(ts);
  auto fill = [&](List& list) -> Status {
    while (dirent* entry = ::readdir(folder)) {
      std::string_view text = entry->d_name;
      if (text == "." || text == "..") continue;
      Ref item = TRY(bytes ? Result<Ref>(new_bytes(ts, text)) : decode_file_name(ts, text));
      TRY(list_append(ts, list, std::move(item)));
    }
    return {};
  };
  if (made.raised()) {
    ::closedir(folder);
    return Raised{};
  }
  Own<List> list = made.take();
  Status filled = fill(*list);
  ::closedir(folder);
  if (filled.raised()) return Raised{};
  return list;
}

Result<Ref> read_link(ThreadState& ts, Value path, Value) {
  FileName name;
  TRY(name.init(ts, path));
  char target[4096];
  ssize_t size = ::readlink(name.c_str(), target, sizeof target);
  if (size < 0) return raise_errno(ts, path);
  return decode_file_name(ts, {target, static_cast<size_t>(size)});
}

Result<Ref> current_folder(ThreadState& ts) {
  char path[4096];
  if (::getcwd(path, sizeof path) == nullptr) return raise_errno(ts);
  return decode_file_name(ts, path);
}
Result<Ref> current_folder_bytes(ThreadState& ts) {
  char path[4096];
  if (::getcwd(path, sizeof path) == nullptr) return raise_errno(ts);
  return new_bytes(ts, path);
}

Result<Ref> file_system_path(ThreadState& ts, Value path) {
  if (is<Str>(path) || is<Bytes>(path)) return Ref::copy(path);
  Own<Str> name = TRY(intern(ts, "__fspath__"));
  Ref made = TRY(call_special(ts, path, name.get()));
  if (made.is_absent()) return raise(ts, Exc::kTypeError, "expected str, bytes or os.PathLike object, not %.200s", type_name(ts, path));
  if (is<Str>(made) || is<Bytes>(made)) return made;
  return raise(ts, Exc::kTypeError, "expected %.200s.__fspath__() to return str or bytes, not %.200s", type_name(ts, path), type_name(ts, made));
}

// -- descriptors ---------------------------------------------------------------------------------------------------------------

Result<int64_t> open_file(ThreadState& ts, Value path, int flags, std::optional<int> mode, Value) {
  FileName name;
  TRY(name.init(ts, path));
  TRY(audit(ts, "open", path, Value::none(), Value::from_int(flags)));
  int fd = ::open(name.c_str(), flags | O_CLOEXEC, static_cast<mode_t>(mode.value_or(0777)));
  if (fd < 0) return raise_errno(ts, path);
  return int64_t{fd};
}
Status close_file(ThreadState& ts, int fd) {
  if (::close(fd) != 0) return raise_errno(ts);
  return {};
}
Result<Ref> read_file(ThreadState& ts, int fd, int64_t size) {
  if (size < 0) {
    errno = EINVAL;
    return raise_errno(ts);
  }
  Own<Bytes> bytes = TRY(new_bytes_buffer(ts, size));
  ssize_t got;
  {
    WithoutGil unlocked(ts);
    got = ::read(fd, bytes->data(), static_cast<size_t>(size));
  }
  if (got < 0) return raise_errno(ts);
  if (got == size) return bytes;
  return new_bytes(ts, bytes->view().substr(0, static_cast<size_t>(got)));
}
Result<int64_t> write_file(ThreadState& ts, int fd, Value data) {
  Ref bytes = TRY(copy_bytes(ts, data));
  std::string_view view = bytes_view(bytes);
  ssize_t written;
  {
    WithoutGil unlocked(ts);
    written = ::write(fd, view.data(), view.size());
  }
  if (written < 0) return raise_errno(ts);
  return int64_t{written};
}
Result<int64_t> seek_file(ThreadState& ts, int fd, int64_t position, int how) {
  off_t at = ::lseek(fd, position, how);
  if (at < 0) return raise_errno(ts);
  return int64_t{at};
}
bool is_a_tty(ThreadState&, int fd) { return ::isatty(fd) != 0; }
Result<Ref> make_pipe(ThreadState& ts) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return raise_errno(ts);
  return new_tuple_of(ts, Value::from_int(ends[0]), Value::from_int(ends[1]));
}

// -- the process ---------------------------------------------------------------------------------------------------------------

template <auto Call>
int64_t number_of(ThreadState&) {
  return static_cast<int64_t>(Call());
}
Result<Ref> error_text(ThreadState& ts, int code) {
  char buffer[256];
  return new_str_format(ts, "%s", strerror_r(code, buffer, sizeof buffer));
}
Result<Ref> random_bytes(ThreadState& ts, int64_t size) {
  if (size < 0) return raise(ts, Exc::kValueError, "negative argument not allowed");
  Own<Bytes> bytes = TRY(new_bytes_buffer(ts, size));
  for (int64_t at = 0; at < size;) {
    ssize_t got = getrandom(bytes->data() + at, static_cast<size_t>(size - at), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return raise_errno(ts);
    at += got;
  }
  return bytes;
}
Result<Ref> cpu_count(ThreadState&) {
  long count = ::sysconf(_SC_NPROCESSORS_ONLN);
  return Ref::copy(count > 0 ? Value::from_int(count) : Value::none());
}
Result<int64_t> set_mask(ThreadState&, int mask) { return static_cast<int64_t>(::umask(static_cast<mode_t>(mask))); }
Status put_variable(ThreadState& ts, Value name, Value value) {
  FileName key, text;
  TRY(key.init(ts, name));
  TRY(text.init(ts, value));
  if (std::strchr(key.c_str(), '=') != nullptr) return raise(ts, Exc::kValueError, "illegal environment variable name");
  if (::setenv(key.c_str(), text.c_str(), 1) != 0) return raise_errno(ts);
  return {};
}
Status unset_variable(ThreadState& ts, Value name) {
  FileName key;
  TRY(key.init(ts, name));
  if (::unsetenv(key.c_str()) != 0) return raise_errno(ts);
  return {};
}

constexpr NativeMethod kFunctions[] = {
    function<stat_of>("stat", "($module, /, path, *, dir_fd=None, follow_symlinks=True)", "What the system knows of a file."),
    function<lstat_of>("lstat", "($module, /, path, *, dir_fd=None)", "The same, of a link itself."),
    function<fstat_of>("fstat", "($module, /, fd)", "The same, of an open file."),
    function<list_folder>("listdir", "($module, /, path=None)", "The names in a folder."),
    function<current_folder>("getcwd", "($module, /)", "The current folder."),
    function<current_folder_bytes>("getcwdb", "($module, /)", "The current folder as bytes."),
    function<change_folder>("chdir", "($module, /, path)", "Changes the current folder."),
    function<make_folder>("mkdir", "($module, /, path, mode=511, *, dir_fd=None)", "Makes a folder."),
    function<on_path<::rmdir>>("rmdir", "($module, /, path, *, dir_fd=None)", "Removes an empty folder."),
    function<on_path<::unlink>>("unlink", "($module, /, path, *, dir_fd=None)", "Removes a file."),
    function<on_path<::unlink>>("remove", "($module, /, path, *, dir_fd=None)", "Removes a file."),
    function<on_two_paths<::rename>>("rename", "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)", "Renames a file."),
    function<on_two_paths<::rename>>("replace", "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)", "Renames a file over another."),
    function<on_two_paths<::link>>("link", "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)", "Gives a file a second name."),
    function<make_symlink>("symlink", "($module, /, src, dst, target_is_directory=False, *, dir_fd=None)", "Makes a symbolic link."),
    function<read_link>("readlink", "($module, /, path, *, dir_fd=None)", "Where a symbolic link leads."),
    function<change_mode>("chmod", "($module, /, path, mode, *, dir_fd=None, follow_symlinks=True)", "Changes the protection of a file."),
    function<access_of>("access", "($module, /, path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", "Whether a file may be used."),
    function<file_system_path>("fspath", "($module, /, path)", "The str or bytes of a path."),
    function<open_file>("open", "($module, /, path, flags, mode=511, *, dir_fd=None)", "Opens a file; answers its descriptor."),
    function<close_file>("close", "($module, /, fd)", "Closes a descriptor."),
    function<read_file>("read", "($module, fd, length, /)", "Reads up to length bytes."),
    function<write_file>("write", "($module, fd, data, /)", "Writes bytes; answers how many were taken."),
    function<seek_file>("lseek", "($module, fd, position, how, /)", "Moves the position of a descriptor."),
    function<is_a_tty>("isatty", "($module, fd, /)", "Whether a descriptor is a terminal."),
    function<make_pipe>("pipe", "($module, /)", "The two ends of a new pipe."),
    function<number_of<::getpid>>("getpid", "($module, /)", "The number of this process."),
    function<number_of<::getppid>>("getppid", "($module, /)", "The number of the parent process."),
    function<number_of<::getuid>>("getuid", "($module, /)", "The user of this process."),
    function<number_of<::geteuid>>("geteuid", "($module, /)", "The effective user of this process."),
    function<number_of<::getgid>>("getgid", "($module, /)", "The group of this process."),
    function<number_of<::getegid>>("getegid", "($module, /)", "The effective group of this process."),
    function<error_text>("strerror", "($module, code, /)", "The message of an error number."),
    function<random_bytes>("urandom", "($module, size, /)", "Random bytes of the system's."),
    function<cpu_count>("cpu_count", "($module, /)", "How many processors there are."),
    function<set_mask>("umask", "($module, mask, /)", "Sets the mask of new files' protection; answers the old one."),
    function<put_variable>("putenv", "($module, name, value, /)", "Sets an environment variable."),
    function<unset_variable>("unsetenv", "($module, name, /)", "Removes an environment variable."),
};

Status add_environment(ThreadState& ts, Module& module) {
  Own<Dict> dict = TRY(new_dict(ts));
  for (char** at = environ; at != nullptr && *at != nullptr; ++at) {
    std::string_view row = *at;
    size_t equals = row.find('=');
    if (equals == row.npos) continue;
    Own<Bytes> key = TRY(new_bytes(ts, row.substr(0, equals)));
    Own<Bytes> value = TRY(new_bytes(ts, row.substr(equals + 1)));
    TRY(dict_set(ts, *dict, key, value));
  }
  return module_add(ts, module, "environ", dict);
}

struct Number {
  const char* name;
  int64_t value;
};
constexpr Number kNumbers[] = {
    {"F_OK", F_OK}, {"R_OK", R_OK}, {"W_OK", W_OK}, {"X_OK", X_OK}, {"O_RDONLY", O_RDONLY}, {"O_WRONLY", O_WRONLY}, {"O_RDWR", O_RDWR},
    {"O_APPEND", O_APPEND}, {"O_CREAT", O_CREAT}, {"O_EXCL", O_EXCL}, {"O_TRUNC", O_TRUNC}, {"O_NONBLOCK", O_NONBLOCK}, {"O_CLOEXEC", O_CLOEXEC},
    {"O_DIRECTORY", O_DIRECTORY}, {"O_NOFOLLOW", O_NOFOLLOW}, {"O_SYNC", O_SYNC}, {"EX_OK", 0},
};

Status exec(ThreadState& ts, Module& module) {
  for (const Number& row : kNumbers) TRY(module_add(ts, module, row.name, Value::from_int(row.value)));
  Type* type = TRY(struct_sequence_type(ts, ModuleType::kPosixStatResult));
  TRY(module_add(ts, module, "stat_result", Value::from_object(type)));
  TRY(module_add(ts, module, "error", Value::from_object(&core_type(ts, Exc::kOSError))));
  Own<List> have = TRY(new_list(ts));
  TRY(module_add(ts, module, "_have_functions", have));
  return add_environment(ts, module);
}

}  // namespace

constexpr TypeSpec kPosixStatResultSpec = struct_sequence("os.stat_result", "What stat() answers.", ModuleType::kPosixStatResult, kStatFields, 10, 19,
                                                          StructNew::kFromSequence);

constexpr NativeModule kPosixModule = {.name = "posix", .doc = "The system's files, folders and processes.", .functions = kFunctions, .exec = exec};

}  // namespace pyemb
