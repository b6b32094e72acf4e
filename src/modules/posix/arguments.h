// SPDX-License-Identifier: MIT
#pragma once

// The parameters of os functions, as types of native functions (objects/native.h): `Path&` is a str, bytes or os.PathLike,
// `PathOrFd&` an int as well; `DirFd`, `UserId` and `GroupId` are numbers with the messages that os gives for wrong ones.

#include <sys/types.h>

#include "config/mounts.h"
#include "modules/paths.h"
#include "modules/system_call.h"
#include "objects/native.h"

namespace pyemb {

/// A path argument in the system's encoding, and the object to show in errors.
class PathArgument {
 public:
  /// What else it may be, and what the function does with a path in a mount of the host: kMounted, it knows how; kAsks, it would ask what a mount
  /// cannot tell (ENOTSUP); kText, this is no path at all; none of these, it would change what is read-only (EROFS).
  enum Accept : unsigned { kPathOnly = 0, kDescriptor = 1, kNone = 2, kMounted = 4, kAsks = 8, kText = 16 };

  [[nodiscard]] Status init(ThreadState& ts, const NativeMethod& row, int position, Value value, unsigned accept);

  bool is_descriptor() const { return is_descriptor_; }
  int fd() const { return fd_; }
  bool is_none() const { return is_none_; }
  /// The mount that the path lies in, c_str() being the path there; null: it is the system's.
  Mount* mount() const { return mount_.get(); }
  /// Whether file names in the answer are bytes, as the argument was.
  bool wants_bytes() const { return wants_bytes_; }
  /// "." for None.
  const char* c_str() { return is_none_ ? "." : name_.c_str(); }
  std::string_view view() { return c_str(); }
  /// What errors and audit events show: the str, bytes-like object or int given, or what __fspath__ gave. Borrowed.
  Value object() const { return object_; }

 private:
  [[nodiscard]] Status set_name(ThreadState& ts, Value path, unsigned accept);

  FileName name_;
  Ref object_;
  MountUse mount_;
  int fd_ = -1;
  bool is_descriptor_ = false;
  bool is_none_ = false;
  bool wants_bytes_ = false;
};

template <unsigned kAccept>
struct PathParameter : PathArgument {};
using Path = PathParameter<PathArgument::kPathOnly>;
using PathOrFd = PathParameter<PathArgument::kDescriptor>;
using AskedPath = PathParameter<PathArgument::kAsks>;
using AskedPathOrFd = PathParameter<PathArgument::kAsks | PathArgument::kDescriptor>;
using AskedPathOrFdOrNone = PathParameter<PathArgument::kAsks | PathArgument::kDescriptor | PathArgument::kNone>;
using MountedPath = PathParameter<PathArgument::kMounted>;
using MountedPathOrFd = PathParameter<PathArgument::kMounted | PathArgument::kDescriptor>;
using MountedPathOrFdOrNone = PathParameter<PathArgument::kMounted | PathArgument::kDescriptor | PathArgument::kNone>;
using PathText = PathParameter<PathArgument::kText>;

/// The folder that a relative path starts from; AT_FDCWD when omitted or None.
struct DirFd {
  int fd;
  bool is_given() const;
  /// What audit events show: -1 for none.
  Value shown() const { return Value::from_int(is_given() ? fd : -1); }
};
struct UserId {
  uid_t value;
};
struct GroupId {
  gid_t value;
};

[[nodiscard]] Result<int> to_dir_fd(ThreadState& ts, Value value);
/// A number of a user or group, -1 included: TypeError "uid should be integer, not x".
[[nodiscard]] Result<uint32_t> to_system_id(ThreadState& ts, Value value, const char* name);
/// -1 for the highest number, as the system means it.
[[nodiscard]] Result<Ref> from_system_id(ThreadState& ts, uint32_t id);
/// A device number.
[[nodiscard]] Result<dev_t> to_device(ThreadState& ts, Value value);

namespace native_detail {
template <unsigned kAccept>
struct Holder<PathParameter<kAccept>&> {
  PathParameter<kAccept> value;
  bool load(ThreadState& ts, const NativeMethod& row, int position, Value v) { return !value.init(ts, row, position, v, kAccept).raised(); }
  PathParameter<kAccept>& get() { return value; }
};
template <>
struct Holder<DirFd> {
  int fd;
  bool load(ThreadState& ts, const NativeMethod&, int, Value v) { return store(to_dir_fd(ts, v), fd); }
  DirFd get() { return {fd}; }
};
template <>
struct Holder<UserId> {
  uint32_t value;
  bool load(ThreadState& ts, const NativeMethod&, int, Value v) { return store(to_system_id(ts, v, "uid"), value); }
  UserId get() { return {value}; }
};
template <>
struct Holder<GroupId> {
  uint32_t value;
  bool load(ThreadState& ts, const NativeMethod&, int, Value v) { return store(to_system_id(ts, v, "gid"), value); }
  GroupId get() { return {value}; }
};
}  // namespace native_detail

}  // namespace pyemb
