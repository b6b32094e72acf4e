// SPDX-License-Identifier: MIT
// posix: extended attributes of files.
#include <sys/xattr.h>

#include "modules/posix/posix.h"
#include "objects/audit.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/list.h"

namespace pyemb {
namespace {

constexpr size_t kFirstRoom = 256;
constexpr size_t kMostRoom = 65536;  // XATTR_SIZE_MAX

Status check_follow(ThreadState& ts, const char* function, const PathArgument& path, bool follow) {
  if (path.is_descriptor() && !follow) return raise(ts, Exc::kValueError, "%s: cannot use fd and follow_symlinks together", function);
  return {};
}

/// What `call(data, room)` writes; asked again with more room while it has not enough.
template <class Call>
Result<Own<Bytes>> read_all(ThreadState& ts, PathArgument& path, Call call) {
  for (size_t room = kFirstRoom;; room = kMostRoom) {
    Own<Bytes> bytes = TRY(new_bytes_buffer(ts, static_cast<int64_t>(room)));
    ssize_t size = without_lock(ts, [&] { return call(reinterpret_cast<char*>(bytes->data()), room); });
    if (size >= 0) return new_bytes(ts, bytes->view().substr(0, static_cast<size_t>(size)));
    if (errno != ERANGE || room == kMostRoom) return raise_errno(ts, path.object());
  }
}

Result<Ref> get_attribute(ThreadState& ts, AskedPathOrFd& path, PathText& name, std::optional<bool> follow_links) {
  bool follow = follow_links.value_or(true);
  TRY(check_follow(ts, "getxattr", path, follow));
  TRY(audit(ts, "os.getxattr", path.object(), name.object()));
  return read_all(ts, path, [&](char* data, size_t room) {
    if (path.is_descriptor()) return ::fgetxattr(path.fd(), name.c_str(), data, room);
    return follow ? ::getxattr(path.c_str(), name.c_str(), data, room) : ::lgetxattr(path.c_str(), name.c_str(), data, room);
  });
}
Status set_attribute(ThreadState& ts, PathOrFd& path, PathText& name, Value value, int flags, std::optional<bool> follow_links) {
  bool follow = follow_links.value_or(true);
  TRY(check_follow(ts, "setxattr", path, follow));
  Buffer data(ts);
  TRY(data.open(value));
  TRY(audit(ts, "os.setxattr", path.object(), name.object(), value, Value::from_int(flags)));
  auto size = static_cast<size_t>(data.size());
  int failed = without_lock(ts, [&] {
    if (path.is_descriptor()) return ::fsetxattr(path.fd(), name.c_str(), data.data(), size, flags);
    return follow ? ::setxattr(path.c_str(), name.c_str(), data.data(), size, flags) : ::lsetxattr(path.c_str(), name.c_str(), data.data(), size, flags);
  });
  return check(ts, failed, path.object());
}
Status remove_attribute(ThreadState& ts, PathOrFd& path, PathText& name, std::optional<bool> follow_links) {
  bool follow = follow_links.value_or(true);
  TRY(check_follow(ts, "removexattr", path, follow));
  TRY(audit(ts, "os.removexattr", path.object(), name.object()));
  int failed = without_lock(ts, [&] {
    if (path.is_descriptor()) return ::fremovexattr(path.fd(), name.c_str());
    return follow ? ::removexattr(path.c_str(), name.c_str()) : ::lremovexattr(path.c_str(), name.c_str());
  });
  return check(ts, failed, path.object());
}
Result<Ref> list_attributes(ThreadState& ts, AskedPathOrFdOrNone& path, std::optional<bool> follow_links) {
  bool follow = follow_links.value_or(true);
  TRY(check_follow(ts, "listxattr", path, follow));
  TRY(audit(ts, "os.listxattr", path.object()));
  Own<Bytes> names = TRY(read_all(ts, path, [&](char* data, size_t room) {
    if (path.is_descriptor()) return ::flistxattr(path.fd(), data, room);
    return follow ? ::listxattr(path.c_str(), data, room) : ::llistxattr(path.c_str(), data, room);
  }));
  Own<List> list = TRY(new_list(ts));
  for (std::string_view rest = names->view(); !rest.empty();) {
    size_t end = std::min(rest.find('\0'), rest.size());
    Ref name = TRY(decode_file_name(ts, rest.substr(0, end)));
    TRY(list_append(ts, *list, std::move(name)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return list;
}

constexpr NativeMethod kFunctions[] = {
    function<get_attribute>("getxattr", "($module, /, path, attribute, *, follow_symlinks=True)", "The value of an extended attribute."),
    function<set_attribute>("setxattr", "($module, /, path, attribute, value, flags=0, *, follow_symlinks=True)", "Set an extended attribute."),
    function<remove_attribute>("removexattr", "($module, /, path, attribute, *, follow_symlinks=True)", "Remove an extended attribute."),
    function<list_attributes>("listxattr", "($module, /, path=None, *, follow_symlinks=True)", "The names of a file's extended attributes."),
};

}  // namespace

constexpr std::span<const NativeMethod> kPosixXattrFunctions = kFunctions;

}  // namespace pyemb
