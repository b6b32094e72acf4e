// SPDX-License-Identifier: MIT
// posix: terminals.
#include <cstdlib>
#include <pty.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utmp.h>

#include "modules/module_type_specs.h"
#include "modules/posix/posix.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

constexpr GetSet kSizeFields[] = {
    struct_field<0>("columns", "width of the terminal window in characters"),
    struct_field<1>("lines", "height of the terminal window in characters"),
};

Result<Ref> terminal_size(ThreadState& ts, std::optional<int> fd) {
  winsize size;
  TRY(check(ts, ::ioctl(fd.value_or(STDOUT_FILENO), TIOCGWINSZ, &size)));
  Own<Tuple> made = TRY(new_struct_sequence(ts, ModuleType::kPosixTerminalSize));
  made->items()[0] = Value::from_int(size.ws_col);
  made->items()[1] = Value::from_int(size.ws_row);
  return made;
}

Result<Ref> terminal_name(ThreadState& ts, int fd) {
  char name[256];
  if (int error = ::ttyname_r(fd, name, sizeof name)) return raise_os_error(ts, error, Value::null());
  return decode_file_name(ts, name);
}
Result<Ref> controlling_terminal(ThreadState& ts) {
  char name[L_ctermid];
  return decode_file_name(ts, ::ctermid(name));
}
Result<Ref> device_encoding(ThreadState& ts, int fd) {
  if (::isatty(fd) == 0) return Ref::none();
  return new_str(ts, "UTF-8");
}

Result<Ref> open_terminal(ThreadState& ts) {
  int master, slave;
  TRY(check(ts, ::openpty(&master, &slave, nullptr, nullptr, nullptr)));
  for (int fd : {master, slave}) ::ioctl(fd, FIOCLEX);
  return new_tuple_of(ts, Value::from_int(master), Value::from_int(slave));
}
Status login_terminal(ThreadState& ts, Fileno fd) { return check(ts, ::login_tty(fd.value)); }

Result<int64_t> foreground_group(ThreadState& ts, int fd) {
  pid_t group = ::tcgetpgrp(fd);
  if (group < 0) return raise_errno(ts);
  return int64_t{group};
}
Status set_foreground_group(ThreadState& ts, int fd, int group) { return check(ts, ::tcsetpgrp(fd, group)); }

constexpr NativeMethod kFunctions[] = {
    function<terminal_size>("get_terminal_size", "($module, fd=<unrepresentable>, /)", "The size of a terminal's window, as (columns, lines)."),
    function<terminal_name>("ttyname", "($module, fd, /)", "The name of the terminal of a descriptor."),
    function<controlling_terminal>("ctermid", "($module, /)", "The name of the process's terminal."),
    function<device_encoding>("device_encoding", "($module, /, fd)", "The encoding of a descriptor's terminal, or None if it is of none."),
    function<open_terminal>("openpty", "($module, /)", "The two descriptors of a new pseudo-terminal: master and slave."),
    function<login_terminal>("login_tty", "($module, fd, /)", "Make a terminal the one of a new session, and the standard streams."),
    function<foreground_group>("tcgetpgrp", "($module, fd, /)", "The process group in the foreground of a terminal."),
    function<set_foreground_group>("tcsetpgrp", "($module, fd, pgid, /)", "Bring a process group to the foreground of a terminal."),
};

}  // namespace

constexpr std::span<const NativeMethod> kPosixTerminalFunctions = kFunctions;
constexpr TypeSpec kPosixTerminalSizeSpec = struct_sequence("os.terminal_size", "The size of a terminal's window: (columns, lines).",
                                                            ModuleType::kPosixTerminalSize, kSizeFields, 2, 2, StructNew::kFromSequence);

}  // namespace pyemb
