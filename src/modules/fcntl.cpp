// SPDX-License-Identifier: MIT
// fcntl: control of open files: flags, locks, devices.
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>

#include "modules/integer_constants.h"
#include "modules/native_modules.h"
#include "objects/audit.h"
#include "modules/system_call.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/int.h"
#include "objects/str.h"

namespace pyemb {
namespace {

constexpr size_t kMostData = 1024;  // of what a request may carry

Raised raise_errno(ThreadState& ts) { return raise_os_error(ts, errno, Value::null()); }

/// What a request carries in and out: a copy of the argument's bytes, with room behind for careless devices.
struct Data {
  char bytes[kMostData + 16] = {};
  size_t size = 0;
  Status init(ThreadState& ts, std::string_view view, const char* function) {
    if (view.size() > kMostData) return raise(ts, Exc::kValueError, "%s", function);
    size = view.size();
    std::memcpy(bytes, view.data(), size);
    return {};
  }
  std::string_view view() const { return {bytes, size}; }
};

/// An int argument, its low 32 bits.
Result<int> to_argument(ThreadState& ts, Value value) {
  if (value.is_null()) return 0;
  Ref index = TRY(number_index(ts, value));
  Ref low = TRY(int_and(ts, index, Value::from_int(0xffffffff)));
  return static_cast<int>(static_cast<uint32_t>(low.get().as_int()));
}

/// fcntl(), again after EINTR.
template <class Argument>
Result<int64_t> control(ThreadState& ts, int fd, int command, Argument argument) {
  int answer = TRY(retry_call(ts, [&] { return ::fcntl(fd, command, argument); }));
  if (answer < 0) return raise_errno(ts);
  return int64_t{answer};
}

Result<Ref> fcntl_call(ThreadState& ts, Fileno fd, int command, Value argument) {
  TRY(audit(ts, "fcntl.fcntl", Value::from_int(fd.value), Value::from_int(command), argument.is_null() ? Value::none() : argument));
  if (!argument.is_null() && (is<Str>(argument) || has_buffer(ts, argument))) {
    Data data;
    constexpr const char* kTooLong = "fcntl string arg too long";
    if (is<Str>(argument)) {
      Utf8 text(ts, argument);
      if (!text.ok()) return raise_no_memory(ts);
      TRY(data.init(ts, text.view(), kTooLong));
    } else {
      Buffer buffer(ts);
      TRY(buffer.open(argument));
      TRY(data.init(ts, buffer.view(), kTooLong));
    }
    TRY(control(ts, fd.value, command, data.bytes));
    return new_bytes(ts, data.view());
  }
  int number = TRY(to_argument(ts, argument));
  int64_t answer = TRY(control(ts, fd.value, command, number));
  return new_int(ts, answer);
}

Result<Ref> ioctl_into(ThreadState& ts, int fd, unsigned long request, Buffer& target) {
  Data data;
  if (target.view().size() > kMostData) {  // too large for a copy: the device works in the object's memory
    int answer = without_lock(ts, [&] { return ::ioctl(fd, request, target.data()); });
    if (answer < 0) return raise_errno(ts);
    return new_int(ts, answer);
  }
  TRY(data.init(ts, target.view(), ""));
  int answer = without_lock(ts, [&] { return ::ioctl(fd, request, data.bytes); });
  int error = errno;
  if (data.size > 0) std::memcpy(target.data(), data.bytes, data.size);
  if (answer < 0) return raise_os_error(ts, error, Value::null());
  return new_int(ts, answer);
}

Result<Ref> ioctl_call(ThreadState& ts, Fileno fd, Value request, Value argument, std::optional<bool> mutate) {
  Ref index = TRY(number_index(ts, request));
  Ref low = TRY(int_and(ts, index, Value::from_int(0xffffffff)));
  auto code = static_cast<unsigned long>(low.get().as_int());
  TRY(audit(ts, "fcntl.ioctl", Value::from_int(fd.value), low, argument.is_null() ? Value::none() : argument));
  bool is_data = !argument.is_null() && (is<Str>(argument) || has_buffer(ts, argument));
  if (!is_data) {
    int number = TRY(to_argument(ts, argument));
    int answer = without_lock(ts, [&] { return ::ioctl(fd.value, code, number); });
    if (answer < 0) return raise_errno(ts);
    return new_int(ts, answer);
  }
  Data data;
  constexpr const char* kTooLong = "ioctl string arg too long";
  if (is<Str>(argument)) {
    Utf8 text(ts, argument);
    if (!text.ok()) return raise_no_memory(ts);
    TRY(data.init(ts, text.view(), kTooLong));
  } else {
    Buffer buffer(ts);
    TRY(buffer.open(argument));
    bool writable = !buffer.raw().readonly;
    if (writable && mutate.value_or(true)) {
      buffer.close();
      TRY(buffer.open(argument, kBufferWritable));
      return ioctl_into(ts, fd.value, code, buffer);
    }
    TRY(data.init(ts, buffer.view(), writable ? "ioctl mutable buffer arg too long" : kTooLong));
  }
  int answer = without_lock(ts, [&] { return ::ioctl(fd.value, code, data.bytes); });
  if (answer < 0) return raise_errno(ts);
  return new_bytes(ts, data.view());
}

Status flock_call(ThreadState& ts, Fileno fd, int operation) {
  TRY(audit(ts, "fcntl.flock", Value::from_int(fd.value), Value::from_int(operation)));
  int failed = TRY(retry_call(ts, [&] { return ::flock(fd.value, operation); }));
  if (failed != 0) return raise_errno(ts);
  return {};
}

Status lockf_call(ThreadState& ts, Fileno fd, int operation, Value length, Value start, int whence) {
  TRY(audit(ts, "fcntl.lockf", Value::from_int(fd.value), Value::from_int(operation), length.is_null() ? Value::from_int(0) : length,
            start.is_null() ? Value::from_int(0) : start, Value::from_int(whence)));
  struct flock lock = {};
  if (operation == LOCK_UN) {
    lock.l_type = F_UNLCK;
  } else if ((operation & LOCK_SH) != 0) {
    lock.l_type = F_RDLCK;
  } else if ((operation & LOCK_EX) != 0) {
    lock.l_type = F_WRLCK;
  } else {
    return raise(ts, Exc::kValueError, "unrecognized lockf argument");
  }
  if (!start.is_null()) lock.l_start = TRY(to_int64(ts, start));
  if (!length.is_null()) lock.l_len = TRY(to_int64(ts, length));
  lock.l_whence = static_cast<short>(whence);
  TRY(control(ts, fd.value, (operation & LOCK_NB) != 0 ? F_SETLK : F_SETLKW, &lock));
  return {};
}

constexpr NativeMethod kFunctions[] = {
    function<fcntl_call>("fcntl", "($module, fd, cmd, arg=0, /)", "Perform a command on an open file; answers an int, or bytes if arg is bytes or str."),
    function<ioctl_call>("ioctl", "($module, fd, request, arg=0, mutate_flag=True, /)", "Perform a request on a device."),
    function<flock_call>("flock", "($module, fd, operation, /)", "Lock or unlock a file as a whole."),
    function<lockf_call>("lockf", "($module, fd, cmd, len=0, start=0, whence=0, /)", "Lock or unlock a part of a file."),
};

#define NUMBER(name) {#name, name}
constexpr IntegerConstant kNumbers[] = {
    NUMBER(LOCK_SH), NUMBER(LOCK_EX), NUMBER(LOCK_NB), NUMBER(LOCK_UN), NUMBER(LOCK_MAND), NUMBER(LOCK_READ), NUMBER(LOCK_WRITE), NUMBER(LOCK_RW),
    NUMBER(F_DUPFD), NUMBER(F_DUPFD_CLOEXEC), NUMBER(F_GETFD), NUMBER(F_SETFD), NUMBER(F_GETFL), NUMBER(F_SETFL), NUMBER(F_GETLK), NUMBER(F_SETLK),
    NUMBER(F_SETLKW), NUMBER(F_OFD_GETLK), NUMBER(F_OFD_SETLK), NUMBER(F_OFD_SETLKW), NUMBER(F_GETOWN), NUMBER(F_SETOWN), NUMBER(F_GETSIG),
    NUMBER(F_SETSIG), NUMBER(F_RDLCK), NUMBER(F_WRLCK), NUMBER(F_UNLCK), NUMBER(F_EXLCK), NUMBER(F_SHLCK), NUMBER(F_GETLK64), NUMBER(F_SETLK64),
    NUMBER(F_SETLKW64), NUMBER(FASYNC), NUMBER(F_SETPIPE_SZ), NUMBER(F_GETPIPE_SZ), NUMBER(F_SETLEASE), NUMBER(F_GETLEASE), NUMBER(F_NOTIFY),
    NUMBER(FD_CLOEXEC), NUMBER(DN_ACCESS), NUMBER(DN_MODIFY), NUMBER(DN_CREATE), NUMBER(DN_DELETE), NUMBER(DN_RENAME), NUMBER(DN_ATTRIB),
    NUMBER(DN_MULTISHOT), NUMBER(F_ADD_SEALS), NUMBER(F_GET_SEALS), NUMBER(F_SEAL_SEAL), NUMBER(F_SEAL_SHRINK), NUMBER(F_SEAL_GROW),
    NUMBER(F_SEAL_WRITE),
};
#undef NUMBER

Status exec(ThreadState& ts, Module& module) { return module_add_integers(ts, module, kNumbers); }

}  // namespace

constexpr NativeModule kFcntlModule = {
    .name = "fcntl",
    .doc = "Control of open files: flags, locks, devices. A file is given by a descriptor or an object with fileno().",
    .functions = kFunctions,
    .exec = exec,
};

}  // namespace pyemb
