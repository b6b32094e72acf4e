// SPDX-License-Identifier: MIT
// posix: open files: opening, closing, copying descriptors, and what can be asked of and set on one.
#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "modules/posix/posix.h"
#include "objects/audit.h"
#include "objects/bytes.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

Result<int64_t> open_file(ThreadState& ts, MountedPath& path, int flags, std::optional<int> mode, DirFd dir) {
  flags |= O_CLOEXEC;
  TRY(audit(ts, "open", path.object(), Value::none(), Value::from_int(flags)));
  if (path.mount() != nullptr) {  // the files of a mount have no descriptor
    return raise_os_error(ts, (flags & (O_ACCMODE | O_CREAT | O_TRUNC)) != O_RDONLY ? EROFS : ENOTSUP, path.object());
  }
  int fd = TRY(retry_call(ts, [&] { return ::openat(dir.fd, path.c_str(), flags, static_cast<mode_t>(mode.value_or(0777))); }));
  if (fd < 0) return raise_errno(ts, path.object());
  return int64_t{fd};
}

/// After EINTR the descriptor is closed all the same, so close() is never repeated.
Status close_file(ThreadState& ts, int fd) {
  int failed = without_lock(ts, [&] { return ::close(fd); });
  if (failed != 0 && errno == EINTR) return {};
  return check(ts, failed);
}
Status close_range(ThreadState& ts, int low, int high) {
  without_lock(ts, [&] {
    low = low < 0 ? 0 : low;
    if (low < high && ::close_range(static_cast<unsigned>(low), static_cast<unsigned>(high - 1), 0) == 0) return 0;
    int end = static_cast<int>(::sysconf(_SC_OPEN_MAX));
    for (int fd = low; fd < high && fd < end; ++fd) ::close(fd);
    return 0;
  });
  return {};
}

Result<int64_t> duplicate(ThreadState& ts, int fd) {
  int copy = without_lock(ts, [&] { return ::fcntl(fd, F_DUPFD_CLOEXEC, 0); });
  if (copy < 0) return raise_errno(ts);
  return int64_t{copy};
}
Result<int64_t> duplicate_to(ThreadState& ts, int fd, int to, std::optional<bool> inheritable) {
  if (fd < 0 || to < 0) {
    errno = EBADF;
    return raise_errno(ts);
  }
  bool inherit = inheritable.value_or(true);
  int copy = TRY(retry_call(ts, [&] { return inherit || fd == to ? ::dup2(fd, to) : ::dup3(fd, to, O_CLOEXEC); }));
  if (copy < 0) return raise_errno(ts);
  return int64_t{copy};
}

Result<Ref> pipe_with(ThreadState& ts, int flags) {
  int ends[2];
  TRY(check(ts, without_lock(ts, [&] { return ::pipe2(ends, flags); })));
  return new_tuple_of(ts, Value::from_int(ends[0]), Value::from_int(ends[1]));
}
Result<Ref> make_pipe(ThreadState& ts) { return pipe_with(ts, O_CLOEXEC); }

Result<int64_t> seek(ThreadState& ts, int fd, int64_t position, int how) {
  off_t at = without_lock(ts, [&] { return ::lseek(fd, position, how); });
  if (at < 0) return raise_errno(ts);
  return int64_t{at};
}
bool is_a_tty(ThreadState& ts, int fd) {
  return without_lock(ts, [&] { return ::isatty(fd); }) != 0;
}

Status truncate_descriptor(ThreadState& ts, int fd, int64_t length) {
  Ref size = TRY(new_int(ts, length));
  TRY(audit(ts, "os.truncate", Value::from_int(fd), size));
  int failed = TRY(retry_call(ts, [&] { return ::ftruncate(fd, length); }));
  return check(ts, failed);
}
template <auto Call>
Status flush(ThreadState& ts, Fileno fd) {
  int failed = TRY(retry_call(ts, [&] { return Call(fd.value); }));
  return check(ts, failed);
}

// -- flags ---------------------------------------------------------------------------------------------------------------------

Result<bool> is_inheritable(ThreadState& ts, int fd) {
  int flags = ::fcntl(fd, F_GETFD);
  if (flags < 0) return raise_errno(ts);
  return (flags & FD_CLOEXEC) == 0;
}
Status set_inheritable(ThreadState& ts, int fd, int inheritable) {
  int flags = ::fcntl(fd, F_GETFD);
  if (flags < 0) return raise_errno(ts);
  int wanted = inheritable != 0 ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC;
  return check(ts, wanted == flags ? 0 : ::fcntl(fd, F_SETFD, wanted));
}
Result<bool> is_blocking(ThreadState& ts, int fd) {
  int flags = ::fcntl(fd, F_GETFL);
  if (flags < 0) return raise_errno(ts);
  return (flags & O_NONBLOCK) == 0;
}
Status set_blocking(ThreadState& ts, int fd, bool blocking) {
  int flags = ::fcntl(fd, F_GETFL);
  if (flags < 0) return raise_errno(ts);
  int wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
  return check(ts, wanted == flags ? 0 : ::fcntl(fd, F_SETFL, wanted));
}

Status lock_file(ThreadState& ts, int fd, int command, int64_t length) {
  Ref size = TRY(new_int(ts, length));
  TRY(audit(ts, "os.lockf", Value::from_int(fd), Value::from_int(command), size));
  int failed = TRY(retry_call(ts, [&] { return ::lockf(fd, command, length); }));
  return check(ts, failed);
}
Status advise(ThreadState& ts, int fd, int64_t offset, int64_t length, int advice) {
  while (true) {
    int error = without_lock(ts, [&] { return ::posix_fadvise(fd, offset, length, advice); });
    if (error == 0) return {};
    if (error != EINTR) return raise_os_error(ts, error, Value::null());
    TRY(check_signals(ts));
  }
}
Status allocate(ThreadState& ts, int fd, int64_t offset, int64_t length) {
  while (true) {
    int error = without_lock(ts, [&] { return ::posix_fallocate(fd, offset, length); });
    if (error == 0) return {};
    if (error != EINTR) return raise_os_error(ts, error, Value::null());
    TRY(check_signals(ts));
  }
}

// -- descriptors that are no files -----------------------------------------------------------------------------------------------

Result<int64_t> make_eventfd(ThreadState& ts, Value initial, std::optional<int> flags) {
  uint64_t start;
  Ref index = TRY(number_index(ts, initial));
  if (!int_fits_uint64(index, start) || start > UINT32_MAX) {
    bool negative = TRY(compare_bool(ts, index, Value::from_int(0), Compare::kLt));
    return raise(ts, Exc::kOverflowError, negative ? "can't convert negative value to unsigned int" : "Python int too large to convert to C unsigned int");
  }
  int fd = without_lock(ts, [&] { return ::eventfd(static_cast<unsigned>(start), flags.value_or(EFD_CLOEXEC)); });
  if (fd < 0) return raise_errno(ts);
  return int64_t{fd};
}
Result<Ref> read_eventfd(ThreadState& ts, Fileno fd) {
  eventfd_t value;
  TRY(check(ts, without_lock(ts, [&] { return ::eventfd_read(fd.value, &value); })));
  return new_int_unsigned(ts, value);
}
Status write_eventfd(ThreadState& ts, Fileno fd, Value value) {
  uint64_t number;
  Ref index = TRY(number_index(ts, value));
  if (!int_fits_uint64(index, number)) {
    bool negative = TRY(compare_bool(ts, index, Value::from_int(0), Compare::kLt));
    return raise(ts, Exc::kOverflowError, negative ? "can't convert negative int to unsigned" : "int too big to convert");
  }
  return check(ts, without_lock(ts, [&] { return ::eventfd_write(fd.value, number); }));
}
Result<int64_t> make_memfd(ThreadState& ts, PathText& name, std::optional<int> flags) {
  int fd = without_lock(ts, [&] { return ::memfd_create(name.c_str(), static_cast<unsigned>(flags.value_or(MFD_CLOEXEC))); });
  if (fd < 0) return raise_errno(ts);
  return int64_t{fd};
}

constexpr NativeMethod kFunctions[] = {
    function<open_file>("open", "($module, /, path, flags, mode=511, *, dir_fd=None)", "Open a file; its descriptor, which child programs do not inherit."),
    function<close_file>("close", "($module, /, fd)", "Close a descriptor."),
    function<close_range>("closerange", "($module, fd_low, fd_high, /)", "Close the descriptors from fd_low to before fd_high, whatever goes wrong."),
    function<duplicate>("dup", "($module, fd, /)", "One more descriptor of an open file, which child programs do not inherit."),
    function<duplicate_to>("dup2", "($module, /, fd, fd2, inheritable=True)", "Make fd2 a descriptor of the open file fd."),
    function<make_pipe>("pipe", "($module, /)", "The descriptors of a new pipe: of the end to read and of the end to write."),
    function<pipe_with>("pipe2", "($module, flags, /)", "The descriptors of a new pipe with these flags."),
    function<seek>("lseek", "($module, fd, position, how, /)", "Move the position of a descriptor; answers where it is, from the start."),
    function<is_a_tty>("isatty", "($module, fd, /)", "Whether the descriptor is of a terminal."),
    function<truncate_descriptor>("ftruncate", "($module, fd, length, /)", "Make an open file exactly length bytes long."),
    function<flush<::fsync>>("fsync", "($module, /, fd)", "Have everything written to the disk."),
    function<flush<::fdatasync>>("fdatasync", "($module, /, fd)", "Have the data written to the disk, but not the file's times."),
    function<is_inheritable>("get_inheritable", "($module, fd, /)", "Whether child programs inherit the descriptor."),
    function<set_inheritable>("set_inheritable", "($module, fd, inheritable, /)", "Say whether child programs inherit the descriptor."),
    function<is_blocking>("get_blocking", "($module, fd, /)", "Whether reading and writing wait."),
    function<set_blocking>("set_blocking", "($module, fd, blocking, /)", "Say whether reading and writing wait."),
    function<lock_file>("lockf", "($module, fd, command, length, /)", "Lock, test or unlock a part of an open file."),
    function<advise>("posix_fadvise", "($module, fd, offset, length, advice, /)", "Tell how a part of the file will be used."),
    function<allocate>("posix_fallocate", "($module, fd, offset, length, /)", "Make sure that there is room on the disk."),
    function<make_eventfd>("eventfd", "($module, /, initval, flags=EFD_CLOEXEC)", "The descriptor of a new event counter."),
    function<read_eventfd>("eventfd_read", "($module, /, fd)", "Read an event counter."),
    function<write_eventfd>("eventfd_write", "($module, /, fd, value)", "Add to an event counter."),
    function<make_memfd>("memfd_create", "($module, /, name, flags=MFD_CLOEXEC)", "The descriptor of a new file that lives in memory."),
};

}  // namespace

constexpr std::span<const NativeMethod> kPosixDescriptorFunctions = kFunctions;

}  // namespace pyemb
