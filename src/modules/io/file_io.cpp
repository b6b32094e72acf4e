// SPDX-License-Identifier: MIT
#include "modules/io/file_io.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/config.h"
#include "modules/module_type_specs.h"
#include "modules/paths.h"
#include "modules/warnings.h"
#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "state/gil.h"

namespace pyemb {
namespace io {
namespace {

constexpr int64_t kMostPerCall = 0x7ffff000;  // what Linux moves in one call

/// Runs a system call without the interpreter lock until no signal interrupts it. kWouldBlock for EAGAIN.
template <class F>
Result<int64_t> blocking(ThreadState& ts, F&& system_call) {
  while (true) {
    int64_t result;
    int error;
    {
      WithoutGil unlocked(ts);
      result = system_call();
      error = errno;
    }
    if (result >= 0) return result;
    if (error == EAGAIN || error == EWOULDBLOCK) return kWouldBlock;
    if (error != EINTR) return raise_os_error(ts, error, Value::null());
    TRY(poll_signals(ts));
  }
}

Status check_open(ThreadState& ts, const FileIO& file) {
  if (file.fd < 0) return raise(ts, Exc::kValueError, "I/O operation on closed file");
  return {};
}
Status check_readable(ThreadState& ts, const FileIO& file) {
  TRY(check_open(ts, file));
  if (!file.readable) return raise_unsupported(ts, "File not open for reading");
  return {};
}
Status check_writable(ThreadState& ts, const FileIO& file) {
  TRY(check_open(ts, file));
  if (!file.writable) return raise_unsupported(ts, "File not open for writing");
  return {};
}

const char* mode_text(const FileIO& file) {
  if (file.created) return file.readable ? "xb+" : "xb";
  if (file.appending) return file.readable ? "ab+" : "ab";
  if (file.readable) return file.writable ? "rb+" : "rb";
  return "wb";
}

/// Closes the descriptor; the file is closed whatever the system says. EINTR must not be repeated: the descriptor is gone.
Status close_descriptor(ThreadState& ts, FileIO& file) {
  int fd = std::exchange(file.fd, -1);
  if (file.mounted != nullptr) return close_mounted(ts, std::exchange(file.mounted, nullptr));
  if (fd < 0) return {};
  int error = 0;
  {
    WithoutGil unlocked(ts);
    if (::close(fd) < 0 && errno != EINTR) error = errno;
  }
  if (error != 0) return raise_os_error(ts, error, Value::null());
  return {};
}

// -- opening -------------------------------------------------------------------------------------------------------------------

/// What a mode string means for open(2); sets the flags of the file.
Result<int> read_mode(ThreadState& ts, FileIO& file, Str& mode) {
  constexpr const char* kBadMode = "Must have exactly one of create/read/write/append mode and at most one plus";
  int flags = O_CLOEXEC;
  bool chosen = false, plus = false;
  for (int64_t i = 0; i < mode.length; ++i) {
    char32_t c = mode.at(i);
    if (c == U'b') continue;
    if (c == U'+') {
      if (plus) return raise(ts, Exc::kValueError, "%s", kBadMode);
      plus = true;
      continue;
    }
    if (c != U'x' && c != U'r' && c != U'w' && c != U'a') return raise(ts, Exc::kValueError, "invalid mode: %.200s", Utf8(ts, mode).c_str());
    if (chosen) return raise(ts, Exc::kValueError, "%s", kBadMode);
    chosen = true;
    file.readable = c == U'r';
    file.writable = c != U'r';
    file.created = c == U'x';
    file.appending = c == U'a';
    if (c == U'x') flags |= O_EXCL | O_CREAT;
    if (c == U'w') flags |= O_CREAT | O_TRUNC;
    if (c == U'a') flags |= O_APPEND | O_CREAT;
  }
  if (!chosen) return raise(ts, Exc::kValueError, "%s", kBadMode);
  if (plus) file.readable = file.writable = true;
  return flags | (file.readable && file.writable ? O_RDWR : file.readable ? O_RDONLY : O_WRONLY);
}

/// The descriptor that the first argument is; -1 if it is a path.
Result<int64_t> given_descriptor(ThreadState& ts, Value file) {
  if (is_any_float(file)) return raise(ts, Exc::kTypeError, "integer argument expected, got float");
  if (!is_any_int(file)) {
    Own<Str> name = TRY(intern(ts, "__index__"));
    Ref index = TRY(find_special(ts, file, name.get()));
    if (index.is_absent()) return int64_t{-1};
  }
  Result<int> number = to_c_int(ts, file);
  if (number.raised()) return Raised{};
  if (number.take() < 0) return raise(ts, Exc::kValueError, "negative file descriptor");
  return int64_t{number.take()};
}

/// The descriptor of a path; kNoDescriptor, and `file.mounted` is set, for one in a mount.
Result<int64_t> open_path(ThreadState& ts, FileIO& file, Value path, int flags) {
  FileName name;
  TRY(name.init(ts, path));
  if (Mount* mount = name.enter_mount(ts)) {
    if (file.writable) return raise_os_error(ts, EROFS, path);
    file.mounted = TRY(open_mounted(ts, *mount, name.c_str(), path));
    return int64_t{kNoDescriptor};
  }
  while (true) {
    int fd, error;
    {
      WithoutGil unlocked(ts);
      fd = ::open(name.c_str(), flags, 0666);
      error = errno;
    }
    if (fd >= 0) return int64_t{fd};
    if (error != EINTR) return raise_os_error(ts, error, path);
    TRY(poll_signals(ts));
  }
}

Result<int64_t> open_by(ThreadState& ts, Value opener, Value path, int flags) {
  Ref answer = TRY(call(ts, opener, path, Value::from_int(flags)));
  if (!is_any_int(answer)) return raise(ts, Exc::kTypeError, "expected integer from opener");
  int fd = TRY(to_c_int(ts, answer));
  if (fd < 0) return raise(ts, Exc::kValueError, "opener returned %d", fd);
  ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  return int64_t{fd};
}

/// Looks at what was opened; a directory is none that can be read.
Status inspect(ThreadState& ts, FileIO& file, Value name) {
  file.block_size = kDefaultBufferSize;
  if (file.mounted != nullptr) return {};
  struct stat info;
  if (::fstat(file.fd, &info) != 0) {
    if (errno == EBADF) return raise_os_error(ts, EBADF, Value::null());
    return {};
  }
  if (S_ISDIR(info.st_mode)) return raise_os_error(ts, EISDIR, name);
  if (info.st_blksize > 1) file.block_size = static_cast<int32_t>(info.st_blksize);
  return {};
}

/// What is left to do with an open descriptor.
Status settle(ThreadState& ts, FileIO& file, Value name) {
  TRY(inspect(ts, file, name));
  if (file.is_exactly(ModuleType::kFileIO)) {
    set_field(file.name, Ref::copy(name));
  } else {
    TRY(set_attr(ts, Value::from_object(&file), "name", name));
  }
  if (!file.appending || ::lseek(file.fd, 0, SEEK_END) >= 0 || errno == ESPIPE) return {};
  return raise_os_error(ts, errno, Value::null());
}

Status init(ThreadState& ts, FileIO& self, Value file, Value mode, std::optional<bool> close_fd, Value opener) {
  if (self.fd >= 0) {
    if (self.close_fd) TRY(close_descriptor(ts, self));
    self.fd = -1;
  }
  self.created = self.readable = self.writable = self.appending = self.may_seek_known = false;
  self.close_fd = true;
  int64_t given = TRY(given_descriptor(ts, file));
  Ref path;
  if (given < 0) {
    path = TRY(to_path_str(ts, file, nullptr));
    FileName checked;
    TRY(checked.init(ts, path));
  }
  Own<Str> text = TRY(new_str(ts, "r"));
  if (!mode.is_null()) {
    if (!is<Str>(mode)) return raise(ts, Exc::kTypeError, "FileIO() argument 'mode' must be str, not %s", mode.is_none() ? "None" : type_name(ts, mode));
    text = Own<Str>::copy(&as<Str>(mode));
  }
  int flags = TRY(read_mode(ts, self, *text));
  TRY(audit(ts, "open", file, text, Value::from_int(flags)));
  if (given >= 0) {
    self.fd = static_cast<int>(given);
    self.close_fd = close_fd.value_or(true);
  } else {
    if (!close_fd.value_or(true)) return raise(ts, Exc::kValueError, "Cannot use closefd=False with file name");
    bool own = opener.is_null() || opener.is_none();
    int64_t fd = TRY(own ? open_path(ts, self, file, flags) : open_by(ts, opener, file, flags));
    self.fd = static_cast<int>(fd);
  }
  if (!settle(ts, self, file).raised()) return {};
  Ref earlier = ts.take_pending();
  if (given < 0 && close_descriptor(ts, self).raised()) ts.clear_pending();
  self.fd = -1;
  return chain(ts, std::move(earlier));
}

Result<Ref> create(ThreadState& ts, Type& type, CallArgs) {
  Own<FileIO> file = TRY(new_native<FileIO>(ts, type));
  file->fd = -1;
  file->close_fd = true;
  file->block_size = kDefaultBufferSize;
  gc_track(ts, file.get());
  return file;
}

// -- methods -------------------------------------------------------------------------------------------------------------------

Result<Ref> read(ThreadState& ts, FileIO& self, Value size_value) {
  TRY(check_readable(ts, self));
  int64_t size = TRY(size_argument(ts, size_value));
  if (size < 0) return file_read_all(ts, self);
  size = std::min(size, kMostPerCall);
  Own<Bytes> data = TRY(new_bytes_buffer(ts, size));
  int64_t got = TRY(file_read(ts, self, reinterpret_cast<char*>(data->data()), size));
  if (got == kWouldBlock) return Ref::none();
  if (got == size) return data;
  return new_bytes(ts, data->view().substr(0, static_cast<size_t>(got)));
}

Result<Ref> read_all(ThreadState& ts, FileIO& self) {
  TRY(check_readable(ts, self));
  return file_read_all(ts, self);
}

Result<Ref> count_or_none(ThreadState& ts, int64_t count) {
  if (count == kWouldBlock) return Ref::none();
  return new_int(ts, count);
}

Result<Ref> read_into(ThreadState& ts, FileIO& self, Value target) {
  TRY(check_readable(ts, self));
  Buffer buffer(ts);
  TRY(buffer.open_writable(target, "readinto"));
  int64_t got = TRY(file_read(ts, self, reinterpret_cast<char*>(buffer.data()), buffer.size()));
  return count_or_none(ts, got);
}

Result<Ref> write(ThreadState& ts, FileIO& self, Value source) {
  TRY(check_writable(ts, self));
  Buffer buffer(ts);
  TRY(buffer.open(source));
  int64_t written = TRY(file_write(ts, self, reinterpret_cast<const char*>(buffer.data()), buffer.size()));
  return count_or_none(ts, written);
}

Result<int64_t> seek(ThreadState& ts, FileIO& self, Value position, std::optional<int> whence) {
  TRY(check_open(ts, self));
  int64_t offset = TRY(to_offset(ts, position));
  return file_seek(ts, self, offset, whence.value_or(0));
}
Result<int64_t> tell(ThreadState& ts, FileIO& self) {
  TRY(check_open(ts, self));
  return file_seek(ts, self, 0, SEEK_CUR);
}

Result<Ref> truncate(ThreadState& ts, FileIO& self, Value size) {
  TRY(check_writable(ts, self));
  Ref position = Ref::copy(size);
  if (size.is_null() || size.is_none()) {
    int64_t here = TRY(file_seek(ts, self, 0, SEEK_CUR));
    position = TRY(new_int(ts, here));
  }
  int64_t length = TRY(to_offset(ts, position));
  int fd = self.fd;
  int64_t done = TRY(blocking(ts, [=] { return int64_t{::ftruncate(fd, length)}; }));
  static_cast<void>(done);
  return position;
}

Result<bool> is_readable(ThreadState& ts, FileIO& self) {
  TRY(check_open(ts, self));
  return self.readable;
}
Result<bool> is_writable(ThreadState& ts, FileIO& self) {
  TRY(check_open(ts, self));
  return self.writable;
}
Result<int64_t> file_number(ThreadState& ts, FileIO& self) {
  TRY(check_open(ts, self));
  if (self.host_stream != 0 || self.mounted != nullptr) return raise_unsupported(ts, "fileno");
  return int64_t{self.fd};
}

Status close(ThreadState& ts, FileIO& self) {
  Ref kept = Ref::copy(&self);
  return both(
      ts, [&] { return base_close(ts, self); },
      [&]() -> Status {
        if (!self.close_fd) {
          self.fd = -1;
          return {};
        }
        if (self.finalizing) file_warn_unclosed(ts, self, kept);
        return close_descriptor(ts, self);
      });
}

Status warn_method(ThreadState& ts, FileIO& self, Value source) {
  file_warn_unclosed(ts, self, source);
  return {};
}

Result<Ref> file_repr(ThreadState& ts, Value value) {
  auto& self = as<FileIO>(value);
  const char* type = type_name(ts, value);
  if (self.fd < 0) return new_str_format(ts, "<%s [closed]>", type);
  const char* close_fd = self.close_fd ? "True" : "False";
  Ref name = TRY(find_attr(ts, value, "name"));
  if (name.is_absent()) return new_str_format(ts, "<%s fd=%d mode='%s' closefd=%s>", type, self.fd, mode_text(self), close_fd);
  ReprGuard guard(ts, value);
  if (guard.raised()) return Raised{};
  if (!guard.entered()) return raise(ts, Exc::kRuntimeError, "reentrant call inside %s.__repr__", type);
  Own<Str> text = TRY(repr(ts, name));
  return new_str_format(ts, "<%s name=%s mode='%s' closefd=%s>", type, Utf8(ts, *text).c_str(), mode_text(self), close_fd);
}

bool get_closed(ThreadState&, FileIO& self) { return self.fd < 0; }
bool get_close_fd(ThreadState&, FileIO& self) { return self.close_fd; }
Result<Ref> get_mode(ThreadState& ts, FileIO& self) { return new_str(ts, mode_text(self)); }

constexpr NativeMethod kInit = method<init>("FileIO", "($self, file, mode='r', closefd=True, opener=None)", "");

constexpr NativeMethod kMethods[] = {
    method<read>("read", "($self, size=-1, /)", "Read up to size bytes with one system call; all until the end without a size. None if nothing is there yet."),
    method<read_all>("readall", "($self, /)", "Read until the end of the file, or until a read would block."),
    method<read_into>("readinto", "($self, buffer, /)", "Same as read(), into a buffer; returns the number of bytes."),
    method<write>("write", "($self, b, /)", "Write with one system call; returns the number of bytes written, None if it would block."),
    method<seek>("seek", "($self, pos, whence=0, /)", "Move to a position, relative to the start, the position or the end. Returns the new one."),
    method<tell>("tell", "($self, /)", "Current file position."),
    method<truncate>("truncate", "($self, size=None, /)", "Make the file size bytes long, by default up to the position, which stays. Returns the size."),
    method<close>("close", "($self, /)", "Close the file, and the descriptor unless closefd is False."),
    method<file_is_seekable>("seekable", "($self, /)", "True if file supports random-access."),
    method<is_readable>("readable", "($self, /)", "True if file was opened in a read mode."),
    method<is_writable>("writable", "($self, /)", "True if file was opened in a write mode."),
    method<file_number>("fileno", "($self, /)", "The file descriptor."),
    method<file_is_a_tty>("isatty", "($self, /)", "True if the file is connected to a TTY device."),
    method<warn_method>("_dealloc_warn", "($self, source, /)", nullptr),
};
constexpr GetSet kGetSets[] = {
    getset<get_closed>("closed", "True if the file is closed"),
    getset<get_close_fd>("closefd", "True if the file descriptor will be closed by close()."),
    getset<get_mode>("mode", "String giving the file mode"),
};
constexpr Member kMembers[] = {
    {"_blksize", Member::kInt32, offsetof(FileIO, block_size), Member::kReadWrite, nullptr},
    {"name", Member::kValue, offsetof(FileIO, name), Member::kReadWrite, "What the file was opened by."},
};

using Owned = OwnedFields<FileIO, &FileIO::dict, &FileIO::name>;

}  // namespace

// -- what the buffered layer calls -----------------------------------------------------------------------------------------------

Result<Own<FileIO>> new_standard_file(ThreadState& ts, int fd, Value name) {
  Own<FileIO> file = TRY(new_native<FileIO>(ts));
  file->fd = fd;
  file->close_fd = false;
  file->readable = fd == 0;
  file->writable = fd != 0;
  const Config* config = ts.interp.config;
  if (config != nullptr && config->is_host_stream(fd)) file->host_stream = static_cast<uint8_t>(1 + fd);
  file->block_size = kDefaultBufferSize;
  file->name = Ref::copy(name).release();
  gc_track(ts, file.get());
  return file;
}

namespace {

/// Asks the host for what comes from standard input.
Result<int64_t> host_read(ThreadState& ts, char* to, int64_t size) {
  const HostReader& reader = ts.interp.config->reader;
  const int64_t got = reader.call(ts, reader, to, static_cast<size_t>(size));
  if (ts.has_pending()) return Raised{};  // it may run Python code, and raise
  if (got < 0 || got > size) return raise_os_error(ts, EIO, Value::null());
  return got;
}

}  // namespace

Result<int64_t> file_read(ThreadState& ts, FileIO& file, char* to, int64_t size) {
  TRY(check_readable(ts, file));
  if (file.host_stream != 0) return host_read(ts, to, size);
  if (file.mounted != nullptr) return read_mounted(ts, *file.mounted, to, size);
  int fd = file.fd;
  auto count = static_cast<size_t>(std::min(size, kMostPerCall));
  return blocking(ts, [=] { return int64_t{::read(fd, to, count)}; });
}

namespace {

Result<Ref> mounted_read_all(ThreadState& ts, MountedFile& file) {
  const int64_t expected = std::max<int64_t>(file.size - file.position, 0);
  Own<Bytes> block = TRY(new_bytes_buffer(ts, expected));
  int64_t used = 0;
  while (used < expected) {
    const int64_t got = TRY(read_mounted(ts, file, reinterpret_cast<char*>(block->data()) + used, expected - used));
    if (got == 0) return raise_os_error(ts, EIO, Value::null());  // another reader has moved the position
    used += got;
  }
  return block;
}

/// The new position, which may be anywhere behind the end, or an error number, negative.
int64_t mounted_seek(MountedFile& file, int64_t offset, int whence) {
  const int64_t from = whence == SEEK_CUR ? file.position : whence == SEEK_END ? file.size : 0;
  int64_t position;
  const bool is_known = whence == SEEK_SET || whence == SEEK_CUR || whence == SEEK_END;
  if (!is_known || __builtin_add_overflow(from, offset, &position) || position < 0) return -EINVAL;
  file.position = position;
  return position;
}

}  // namespace

Result<Ref> file_read_all(ThreadState& ts, FileIO& file) {
  TRY(check_open(ts, file));
  if (file.mounted != nullptr) return mounted_read_all(ts, *file.mounted);
  // A regular file says how much is left: one byte more finds the end with the first read.
  int64_t expected = kDefaultBufferSize;
  struct stat info;
  off_t here = file.host_stream != 0 ? -1 : ::lseek(file.fd, 0, SEEK_CUR);
  if (here >= 0 && ::fstat(file.fd, &info) == 0 && info.st_size >= here && info.st_size - here < kMostPerCall) {
    expected = std::max<int64_t>(info.st_size - here + 1, 64);
  }
  Own<Bytes> block = TRY(new_bytes_buffer(ts, expected));
  int64_t used = 0;
  while (true) {
    if (used == block->size) {
      Own<Bytes> grown = TRY(new_bytes_buffer(ts, used + std::max<int64_t>(used / 2, 64 * 1024)));
      std::memcpy(grown->data(), block->data(), static_cast<size_t>(used));
      block = std::move(grown);
    }
    int fd = file.fd;
    char* to = reinterpret_cast<char*>(block->data()) + used;
    auto room = static_cast<size_t>(std::min(block->size - used, kMostPerCall));
    int64_t got = TRY(file.host_stream != 0 ? host_read(ts, to, static_cast<int64_t>(room)) : blocking(ts, [=] { return int64_t{::read(fd, to, room)}; }));
    if (got == kWouldBlock && used == 0) return Ref::none();
    if (got <= 0) break;
    used += got;
  }
  if (used == block->size) return block;
  return new_bytes(ts, block->view().substr(0, static_cast<size_t>(used)));
}

Result<int64_t> file_write(ThreadState& ts, FileIO& file, const char* from, int64_t size) {
  TRY(check_writable(ts, file));
  if (file.host_stream != 0) {
    const HostWriter& writer = ts.interp.config->writer;
    const int status = writer.call(ts, writer, file.host_stream - 1, from, static_cast<size_t>(size));
    if (ts.has_pending()) return Raised{};
    if (status >= 0) return size;
    return raise_os_error(ts, EIO, Value::null());
  }
  int fd = file.fd;
  auto count = static_cast<size_t>(std::min(size, kMostPerCall));
  return blocking(ts, [=] { return int64_t{::write(fd, from, count)}; });
}

namespace {

/// The new position of an open file, or an error number, negative.
int64_t try_seek(ThreadState& ts, FileIO& file, int64_t offset, int whence) {
  if (file.host_stream != 0) return -ESPIPE;
  if (file.mounted != nullptr) {
    file.may_seek_known = file.may_seek = true;
    return mounted_seek(*file.mounted, offset, whence);
  }
  int64_t outcome;
  {
    int fd = file.fd;
    WithoutGil unlocked(ts);
    outcome = ::lseek(fd, offset, whence);
    if (outcome < 0) outcome = -errno;
  }
  if (!file.may_seek_known) {
    file.may_seek_known = true;
    file.may_seek = outcome >= 0;
  }
  return outcome;
}

}  // namespace

Result<int64_t> file_seek(ThreadState& ts, FileIO& file, int64_t offset, int whence) {
  TRY(check_open(ts, file));
  const int64_t outcome = try_seek(ts, file, offset, whence);
  if (outcome < 0) return raise_os_error(ts, static_cast<int>(-outcome), Value::null());
  return outcome;
}

Result<bool> file_is_seekable(ThreadState& ts, FileIO& file) {
  TRY(check_open(ts, file));
  if (!file.may_seek_known) try_seek(ts, file, 0, SEEK_CUR);
  return file.may_seek;
}

Result<bool> file_is_a_tty(ThreadState& ts, FileIO& file) {
  TRY(check_open(ts, file));
  return file.host_stream == 0 && file.mounted == nullptr && ::isatty(file.fd) != 0;
}

void file_warn_unclosed(ThreadState& ts, FileIO& file, Value source) {
  if (file.fd < 0 || !file.close_fd) return;
  warn_unclosed(ts, source, "unclosed file", Value::from_object(&file));
}

}  // namespace io

constexpr TypeSpec kFileIOSpec = {
    .name = "_io.FileIO",
    .doc = "FileIO(file, mode='r', closefd=True, opener=None)\n\nA file as a raw stream: each call is one system call. `file` is a path or a descriptor; "
           "the mode is one of r, w, x, a, maybe with '+'.",
    .id = ModuleType::kFileIO,
    .base = ModuleType::kRawIOBase,
    .size = sizeof(io::FileIO),
    .flags = io::kStreamFlags,
    .methods = io::kMethods,
    .getsets = io::kGetSets,
    .members = io::kMembers,
    .slots = {.repr = io::file_repr, .init = init_from<io::kInit>, .new_ = io::create},
    .traverse = io::Owned::traverse,
    .clear = io::Owned::clear,
    .dealloc = io::Owned::dealloc,
};

}  // namespace pyemb
