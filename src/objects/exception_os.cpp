// SPDX-License-Identifier: MIT
#include <cerrno>

#include "objects/exception_fields.h"
#include "objects/number.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"

// OSError: the errno decides the subclass, so the arguments must be read when the object is made, in __new__. A Python subclass that
// overrides __init__ but not __new__ gets its fields from __init__ instead.

namespace pyemb {
namespace {

struct ErrnoClass {
  int error;
  Exc type;
};

constexpr ErrnoClass kErrnoClasses[] = {
    {EAGAIN, Exc::kBlockingIOError},
    {EALREADY, Exc::kBlockingIOError},
    {EINPROGRESS, Exc::kBlockingIOError},
    {EWOULDBLOCK, Exc::kBlockingIOError},
    {EPIPE, Exc::kBrokenPipeError},
    {ESHUTDOWN, Exc::kBrokenPipeError},
    {ECHILD, Exc::kChildProcessError},
    {ECONNABORTED, Exc::kConnectionAbortedError},
    {ECONNREFUSED, Exc::kConnectionRefusedError},
    {ECONNRESET, Exc::kConnectionResetError},
    {EEXIST, Exc::kFileExistsError},
    {ENOENT, Exc::kFileNotFoundError},
    {EISDIR, Exc::kIsADirectoryError},
    {ENOTDIR, Exc::kNotADirectoryError},
    {EINTR, Exc::kInterruptedError},
    {EACCES, Exc::kPermissionError},
    {EPERM, Exc::kPermissionError},
    {ESRCH, Exc::kProcessLookupError},
    {ETIMEDOUT, Exc::kTimeoutError},
};

/// The class that OSError(errno, ...) makes instead of OSError itself.
Type& class_for(ThreadState& ts, Value error) {
  if (error.is_int()) {
    for (const ErrnoClass& row : kErrnoClasses) {
      if (row.error == error.as_int()) return core_type(ts, row.type);
    }
  }
  return core_type(ts, Exc::kOSError);
}

/// Whether __init__ fills the object in: the class has one of its own, and no __new__.
bool leaves_it_to_init(const Type& type) {
  return type.slots.init != exceptions::os_error_init && type.slots.new_ == exceptions::os_error_new;
}

/// OSError(errno, strerror[, filename[, winerror[, filename2]]]); the file names do not stay in args.
Status fill(ThreadState& ts, OsErrorLayout& self, CallArgs args) {
  CallArgs kept{args.values, args.count};
  bool has_errno = args.count >= 2 && args.count <= 5;
  Value filename = has_errno && args.count >= 3 ? args.values[2] : Value::none();
  if (!filename.is_none()) {
    bool is_number = is_any_int(filename) || is_any_float(filename) || type_of(ts, filename).slots.index != nullptr;
    if (is_subtype(*self.type, core_type(ts, Exc::kBlockingIOError)) && is_number) {
      self.written = TRY(to_index(ts, filename, Exc::kValueError));
    } else {
      set_field(self.filename, filename);
      if (args.count == 5 && !args.values[4].is_none()) set_field(self.filename2, args.values[4]);
      kept.count = 2;
    }
  }
  if (has_errno) {
    set_field(self.error, args.values[0]);
    set_field(self.strerror, args.values[1]);
  }
  return set_args_from(ts, self, kept);
}

}  // namespace

namespace exceptions {

Result<Ref> os_error_new(ThreadState& ts, Type& asked, CallArgs args) {
  Type* type = &asked;
  bool later = leaves_it_to_init(asked);
  if (!later) {
    if (!args.names.is_null() && as<Tuple>(args.names).size > 0) {
      return raise(ts, Exc::kTypeError, "%s() takes no keyword arguments", type_name(asked));
    }
    if (type == &core_type(ts, Exc::kOSError) && args.count >= 2 && args.count <= 5) type = &class_for(ts, args.values[0]);
  }
  Ref object = TRY(new_object(ts, *type));
  auto& self = *object.as<OsErrorLayout>();
  self.written = -1;
  if (later) {
    set_field(self.args, ts.interp.empty_tuple);
  } else {
    TRY(fill(ts, self, args));
  }
  gc_track(ts, &self);
  return object;
}

Status os_error_init(ThreadState& ts, Value value, CallArgs args) {
  auto& self = as<OsErrorLayout>(value);
  if (!leaves_it_to_init(*self.type)) return {};
  TRY(check_no_keywords(ts, value, args));
  return fill(ts, self, args);
}

Result<Ref> os_error_str(ThreadState& ts, Value value) {
  auto& self = as<OsErrorLayout>(value);
  if (self.filename.is_null() && (self.error.is_null() || self.strerror.is_null())) return base_str(ts, value);
  Ref error = Ref::copy(or_none(self.error));
  Ref reason = Ref::copy(or_none(self.strerror));
  Ref first = Ref::copy(self.filename);
  Ref second = Ref::copy(self.filename2);
  Own<Str> number = TRY(to_str(ts, error));
  Own<Str> text = TRY(to_str(ts, reason));
  Utf8 number_text(ts, *number);
  Utf8 reason_text(ts, *text);
  if (!first) return new_str_format(ts, "[Errno %s] %s", number_text.c_str(), reason_text.c_str());
  Own<Str> from = TRY(repr(ts, first));
  Utf8 from_text(ts, *from);
  if (!second) return new_str_format(ts, "[Errno %s] %s: %s", number_text.c_str(), reason_text.c_str(), from_text.c_str());
  Own<Str> to = TRY(repr(ts, second));
  return new_str_format(ts, "[Errno %s] %s: %s -> %s", number_text.c_str(), reason_text.c_str(), from_text.c_str(), Utf8(ts, *to).c_str());
}

Result<Ref> os_error_reduce(ThreadState& ts, Exception& base) {
  auto& self = static_cast<OsErrorLayout&>(base);
  Tuple& args = args_of(ts, self);
  if (args.size != 2 || self.filename.is_null()) return reduce_exception(ts, self, Value::from_object(&args), self.dict);
  Value with_files[] = {args.at(0), args.at(1), self.filename, Value::none(), self.filename2};
  size_t count = self.filename2.is_null() ? 3 : 5;
  Own<Tuple> longer = TRY(new_tuple(ts, std::span<const Value>(with_files, count)));
  return reduce_exception(ts, self, longer, self.dict);
}

Result<Ref> os_error_written(ThreadState& ts, OsErrorLayout& self) {
  if (self.written == -1) return raise(ts, Exc::kAttributeError, "characters_written");
  return new_int(ts, self.written);
}

Status os_error_set_written(ThreadState& ts, OsErrorLayout& self, Value value) {
  if (value.is_null()) {
    if (self.written == -1) return raise(ts, Exc::kAttributeError, "characters_written");
    self.written = -1;
    return {};
  }
  self.written = TRY(to_index(ts, value, Exc::kValueError));
  return {};
}

}  // namespace exceptions
}  // namespace pyemb
