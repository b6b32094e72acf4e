// SPDX-License-Identifier: MIT
// posix: the numbers of a process: its own, its parent's, its users, groups and sessions.
#include <grp.h>
#include <unistd.h>

#include "modules/posix/posix.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/memory.h"

namespace pyemb {
namespace {

template <auto Call>
Result<Ref> id_of(ThreadState& ts) {
  return from_system_id(ts, static_cast<uint32_t>(Call()));
}
template <auto Call>
int64_t process_number(ThreadState&) {
  return Call();
}
template <auto Call>
Result<int64_t> number_of_process(ThreadState& ts, int pid) {
  pid_t number = Call(pid);
  if (number < 0) return raise_errno(ts);
  return int64_t{number};
}
template <auto Call>
Result<Ref> three_ids(ThreadState& ts) {
  uint32_t ids[3];
  TRY(check(ts, Call(&ids[0], &ids[1], &ids[2])));
  Own<Tuple> made = TRY(new_tuple(ts, 3));
  for (int i = 0; i < 3; ++i) made->items()[i] = Value::from_int(ids[i] == UINT32_MAX ? -1 : int64_t{ids[i]});
  return made;
}

template <auto Call, class Id>
Status set_one(ThreadState& ts, Id id) {
  return check(ts, Call(id.value));
}
template <auto Call, class Id>
Status set_two(ThreadState& ts, Id real, Id effective) {
  return check(ts, Call(real.value, effective.value));
}
template <auto Call, class Id>
Status set_three(ThreadState& ts, Id real, Id effective, Id saved) {
  return check(ts, Call(real.value, effective.value, saved.value));
}
Status set_group_of(ThreadState& ts, int pid, int group) { return check(ts, ::setpgid(pid, group)); }
Status set_own_group(ThreadState& ts) { return check(ts, ::setpgid(0, 0)); }
Status new_session(ThreadState& ts) { return check(ts, ::setsid() < 0); }

// -- supplementary groups --------------------------------------------------------------------------------------------------------

/// `count` group numbers in a block of its own.
class Groups {
 public:
  Groups() = default;
  ~Groups() { memory_release(Domain::kMem, ids_); }
  Groups(const Groups&) = delete;
  Groups& operator=(const Groups&) = delete;
  bool allocate(size_t count) { return (ids_ = static_cast<gid_t*>(memory_resize(Domain::kMem, ids_, count * sizeof(gid_t) + 1))) != nullptr; }
  gid_t* ids() { return ids_; }

 private:
  gid_t* ids_ = nullptr;
};

Result<Ref> list_of(ThreadState& ts, const gid_t* ids, int count) {
  Own<List> list = TRY(new_list(ts, count));
  for (int i = 0; i < count; ++i) {
    Ref id = TRY(from_system_id(ts, ids[i]));
    TRY(list_append(ts, *list, std::move(id)));
  }
  return list;
}
Result<Ref> get_groups(ThreadState& ts) {
  int count = ::getgroups(0, nullptr);
  if (count < 0) return raise_errno(ts);
  Groups groups;
  if (!groups.allocate(static_cast<size_t>(count))) return raise_no_memory(ts);
  count = ::getgroups(count, groups.ids());
  if (count < 0) return raise_errno(ts);
  return list_of(ts, groups.ids(), count);
}
Result<Ref> get_group_list(ThreadState& ts, Str& user, GroupId group) {
  Utf8 name(ts, user);
  if (!name.ok()) return raise_no_memory(ts);
  Groups groups;
  for (int room = 16;; room *= 2) {
    int count = room;
    if (!groups.allocate(static_cast<size_t>(room))) return raise_no_memory(ts);
    if (::getgrouplist(name.c_str(), group.value, groups.ids(), &count) >= 0) return list_of(ts, groups.ids(), count);
    if (room > (1 << 20)) return raise_errno(ts);
  }
}
Status set_groups(ThreadState& ts, Value sequence) {
  if (!is_iterable(ts, sequence) || is_iterator(ts, sequence)) return raise(ts, Exc::kTypeError, "setgroups argument must be a sequence");
  Own<Tuple> items = TRY(to_tuple(ts, sequence));
  if (items->size > 65536) return raise(ts, Exc::kValueError, "too many groups");
  Groups groups;
  if (!groups.allocate(static_cast<size_t>(items->size))) return raise_no_memory(ts);
  for (int64_t i = 0; i < items->size; ++i) groups.ids()[i] = TRY(to_system_id(ts, items->at(i), "gid"));
  return check(ts, ::setgroups(static_cast<size_t>(items->size), groups.ids()));
}
Status init_groups(ThreadState& ts, PathText& user, GroupId group) { return check(ts, ::initgroups(user.c_str(), group.value)); }

Result<Ref> login_name(ThreadState& ts) {
  char name[256];
  if (int error = ::getlogin_r(name, sizeof name)) return raise_os_error(ts, error, Value::null());
  return decode_file_name(ts, name);
}

constexpr NativeMethod kFunctions[] = {
    function<process_number<::getpid>>("getpid", "($module, /)", "The number of this process."),
    function<process_number<::getppid>>("getppid", "($module, /)", "The number of the parent process."),
    function<process_number<::getpgrp>>("getpgrp", "($module, /)", "The process group of this process."),
    function<number_of_process<::getpgid>>("getpgid", "($module, /, pid)", "The process group of a process."),
    function<number_of_process<::getsid>>("getsid", "($module, pid, /)", "The session of a process."),
    function<id_of<::getuid>>("getuid", "($module, /)", "The user of this process."),
    function<id_of<::geteuid>>("geteuid", "($module, /)", "The effective user of this process."),
    function<id_of<::getgid>>("getgid", "($module, /)", "The group of this process."),
    function<id_of<::getegid>>("getegid", "($module, /)", "The effective group of this process."),
    function<three_ids<::getresuid>>("getresuid", "($module, /)", "The real, effective and saved users of this process."),
    function<three_ids<::getresgid>>("getresgid", "($module, /)", "The real, effective and saved groups of this process."),
    function<set_one<::setuid, UserId>>("setuid", "($module, uid, /)", "Set the user of this process."),
    function<set_one<::seteuid, UserId>>("seteuid", "($module, euid, /)", "Set the effective user of this process."),
    function<set_one<::setgid, GroupId>>("setgid", "($module, gid, /)", "Set the group of this process."),
    function<set_one<::setegid, GroupId>>("setegid", "($module, egid, /)", "Set the effective group of this process."),
    function<set_two<::setreuid, UserId>>("setreuid", "($module, ruid, euid, /)", "Set the real and effective users of this process."),
    function<set_two<::setregid, GroupId>>("setregid", "($module, rgid, egid, /)", "Set the real and effective groups of this process."),
    function<set_three<::setresuid, UserId>>("setresuid", "($module, ruid, euid, suid, /)", "Set the real, effective and saved users."),
    function<set_three<::setresgid, GroupId>>("setresgid", "($module, rgid, egid, sgid, /)", "Set the real, effective and saved groups."),
    function<set_group_of>("setpgid", "($module, pid, pgrp, /)", "Put a process into a process group."),
    function<set_own_group>("setpgrp", "($module, /)", "Make this process the leader of a process group."),
    function<new_session>("setsid", "($module, /)", "Make this process the leader of a session."),
    function<get_groups>("getgroups", "($module, /)", "The supplementary groups of this process."),
    function<get_group_list>("getgrouplist", "($module, user, group, /)", "The groups that a user belongs to."),
    function<set_groups>("setgroups", "($module, groups, /)", "Set the supplementary groups of this process."),
    function<init_groups>("initgroups", "($module, username, gid, /)", "Set the supplementary groups to those of a user."),
    function<login_name>("getlogin", "($module, /)", "The name of the user who logged in at the terminal."),
};

}  // namespace

constexpr std::span<const NativeMethod> kPosixIdentityFunctions = kFunctions;

}  // namespace pyemb
