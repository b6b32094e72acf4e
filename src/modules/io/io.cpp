// SPDX-License-Identifier: MIT
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "modules/native_modules.h"
#include "modules/paths.h"
#include "modules/sys/audit.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "modules/module_type_specs.h"
#include "state/gil.h"

// _io, as far as the import system needs it: reading a file as bytes. Everything else of the module is missing, and says so by not being there.

namespace pyemb {
namespace {

struct FileIO : Object {
  static constexpr TypeId kId = ModuleType::kFileIO;
  int fd;      ///< -1: closed
  Value name;  ///< owned
};

Result<Ref> open_for_reading(ThreadState& ts, Type& type, Value path) {
  FileName name;
  TRY(name.init(ts, path));
  TRY(audit(ts, "open", path, Value::none(), Value::from_int(O_RDONLY)));
  Own<FileIO> file = TRY(new_native<FileIO>(ts, type));
  file->fd = -1;
  file->name = Ref::copy(path).release();
  int fd = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return raise_os_error(ts, errno, path);
  file->fd = fd;
  struct stat info;
  if (::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) return raise_os_error(ts, EISDIR, path);
  return file;
}

Result<Ref> create(ThreadState& ts, Type& type, Value path, Value mode) {
  bool reading = mode.is_null() || (is<Str>(mode) && (str_equal(as<Str>(mode), "r") || str_equal(as<Str>(mode), "rb")));
  if (!reading) return raise(ts, Exc::kNotImplementedError, "_io.FileIO can only read yet");
  return open_for_reading(ts, type, path);
}
constexpr NativeMethod kNew = class_method<create>("FileIO", "($type, file, mode='r')", nullptr);

Status check_open(ThreadState& ts, const FileIO& self) {
  if (self.fd < 0) return raise(ts, Exc::kValueError, "I/O operation on closed file");
  return {};
}

Result<Ref> read(ThreadState& ts, FileIO& self, Value size) {
  TRY(check_open(ts, self));
  int64_t limit = -1;
  if (!size.is_null() && !size.is_none()) limit = TRY(to_index(ts, size));
  TextBuffer data;
  int error = 0;
  {
    int fd = self.fd;
    WithoutGil unlocked(ts);
    while (limit < 0 || static_cast<int64_t>(data.size()) < limit) {
      size_t step = 64 * 1024;
      if (limit >= 0) step = std::min(step, static_cast<size_t>(limit) - data.size());
      char* at = data.extend(step);
      if (at == nullptr) break;
      ssize_t got = ::read(fd, at, step);
      if (got < 0) error = errno;
      data.truncate(data.size() - (step - static_cast<size_t>(got > 0 ? got : 0)));
      if (got <= 0) break;
    }
  }
  if (error != 0) return raise_os_error(ts, error, self.name);
  if (!data.ok()) return raise_no_memory(ts);
  return new_bytes(ts, data.view());
}
void close_descriptor(FileIO& self) {
  if (self.fd >= 0) ::close(std::exchange(self.fd, -1));
}
Status close(ThreadState&, FileIO& self) {
  close_descriptor(self);
  return {};
}
Result<Ref> enter(ThreadState& ts, FileIO& self) {
  TRY(check_open(ts, self));
  return Ref::copy(&self);
}
Status leave(ThreadState&, FileIO& self, Rest) {
  close_descriptor(self);
  return {};
}
Result<int64_t> file_number(ThreadState& ts, FileIO& self) {
  TRY(check_open(ts, self));
  return int64_t{self.fd};
}

constexpr NativeMethod kMethods[] = {
    method<read>("read", "($self, size=-1, /)", "Reads up to size bytes; all without one."),
    method<read>("readall", "($self, size=-1, /)", "Reads all bytes."),
    method<close>("close", "($self, /)", "Closes the file."),
    method<enter>("__enter__", "($self, /)", nullptr),
    method<leave>("__exit__", "($self, /, *args)", nullptr),
    method<file_number>("fileno", "($self, /)", "The file descriptor."),
};
bool get_closed(ThreadState&, FileIO& self) { return self.fd < 0; }
Value get_name(ThreadState&, FileIO& self) { return self.name; }
constexpr GetSet kGetSets[] = {getset<get_closed>("closed", nullptr), getset<get_name>("name", nullptr)};

void dealloc(ThreadState&, Object* object) {
  auto& self = *static_cast<FileIO*>(object);
  close_descriptor(self);
  decref(std::exchange(self.name, Value::null()));
}

Result<Ref> open_code(ThreadState& ts, Value path) {
  Type* type = TRY(find_type(ts, ModuleType::kFileIO));
  return open_for_reading(ts, *type, path);
}

constexpr NativeMethod kFunctions[] = {function<open_code>("open_code", "($module, /, path)", "Opens a file of code to read it as bytes.")};
constexpr TypeId kTypes[] = {ModuleType::kFileIO};

}  // namespace

constexpr TypeSpec kFileIOSpec = {
    .name = "_io.FileIO",
    .id = ModuleType::kFileIO,
    .size = sizeof(FileIO),
    .methods = kMethods,
    .getsets = kGetSets,
    .slots = {.new_ = new_from<kNew>},
    .dealloc = dealloc,
};

constexpr NativeModule kIoModule = {.name = "_io", .doc = "Reading files of code.", .functions = kFunctions, .types = kTypes};

}  // namespace pyemb
