// SPDX-License-Identifier: MIT
// posix: the system and the process as a whole: names, times, random bytes, environment, masks.
#include <climits>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/sysmacros.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "modules/module_type_specs.h"
#include "modules/posix/posix.h"
#include "objects/audit.h"
#include "objects/bytes.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

constexpr GetSet kUnameFields[] = {
    struct_field<0>("sysname", "operating system name"),
    struct_field<1>("nodename", "name of machine on network (implementation-defined)"),
    struct_field<2>("release", "operating system release"),
    struct_field<3>("version", "operating system version"),
    struct_field<4>("machine", "hardware identifier"),
};
Result<Ref> system_names(ThreadState& ts) {
  utsname names;
  TRY(check(ts, ::uname(&names) < 0));
  Own<Tuple> made = TRY(new_struct_sequence(ts, ModuleType::kPosixUnameResult));
  const char* texts[] = {names.sysname, names.nodename, names.release, names.version, names.machine};
  for (size_t i = 0; i < std::size(texts); ++i) made->items()[i] = TRY(decode_file_name(ts, texts[i])).release();
  return made;
}

constexpr GetSet kTimesFields[] = {
    struct_field<0>("user", "user time"),
    struct_field<1>("system", "system time"),
    struct_field<2>("children_user", "user time of children"),
    struct_field<3>("children_system", "system time of children"),
    struct_field<4>("elapsed", "elapsed time since an arbitrary point in the past"),
};
Result<Ref> process_times(ThreadState& ts) {
  tms used;
  errno = 0;
  clock_t elapsed = ::times(&used);
  if (elapsed == static_cast<clock_t>(-1) && errno != 0) return raise_errno(ts);
  auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  Own<Tuple> made = TRY(new_struct_sequence(ts, ModuleType::kPosixTimesResult));
  const clock_t counts[] = {used.tms_utime, used.tms_stime, used.tms_cutime, used.tms_cstime, elapsed};
  for (size_t i = 0; i < std::size(counts); ++i) made->items()[i] = TRY(new_float(ts, static_cast<double>(counts[i]) / ticks)).release();
  return made;
}

Result<Ref> load_average(ThreadState& ts) {
  double loads[3];
  if (::getloadavg(loads, 3) != 3) return raise(ts, Exc::kOSError, "Load averages are unobtainable");
  Own<Tuple> made = TRY(new_tuple(ts, 3));
  for (int i = 0; i < 3; ++i) made->items()[i] = TRY(new_float(ts, loads[i])).release();
  return made;
}
Result<Ref> cpu_count(ThreadState&) {
  long count = ::sysconf(_SC_NPROCESSORS_ONLN);
  return Ref::copy(count > 0 ? Value::from_int(count) : Value::none());
}

Result<Ref> error_text(ThreadState& ts, int code) {
  char buffer[256];
  return decode_file_name(ts, strerror_r(code, buffer, sizeof buffer));
}

// -- random bytes ----------------------------------------------------------------------------------------------------------------

Result<Ref> random_bytes(ThreadState& ts, int64_t size) {
  if (size < 0) return raise(ts, Exc::kValueError, "negative argument not allowed");
  Own<Bytes> bytes = TRY(new_bytes_buffer(ts, size));
  for (int64_t at = 0; at < size;) {
    ssize_t got = TRY(retry_call(ts, [&] { return ::getrandom(bytes->data() + at, static_cast<size_t>(size - at), 0); }));
    if (got < 0) return raise_errno(ts);
    at += got;
  }
  return bytes;
}
Result<Ref> random_bytes_with(ThreadState& ts, int64_t size, std::optional<int> flags) {
  if (size < 0) {
    errno = EINVAL;
    return raise_errno(ts);
  }
  Own<Bytes> bytes = TRY(new_bytes_buffer(ts, size));
  ssize_t got = TRY(retry_call(ts, [&] { return ::getrandom(bytes->data(), static_cast<size_t>(size), static_cast<unsigned>(flags.value_or(0))); }));
  if (got < 0) return raise_errno(ts);
  if (got == size) return bytes;
  return new_bytes(ts, bytes->view().substr(0, static_cast<size_t>(got)));
}

// -- environment -----------------------------------------------------------------------------------------------------------------

Status put_variable(ThreadState& ts, Value name, Value value) {
  FileName key, text;
  TRY(key.init(ts, name));
  TRY(text.init(ts, value));
  TRY(audit(ts, "os.putenv", name, value));
  if (std::strchr(key.c_str(), '=') != nullptr) return raise(ts, Exc::kValueError, "illegal environment variable name");
  return check(ts, ::setenv(key.c_str(), text.c_str(), 1));
}
Status unset_variable(ThreadState& ts, Value name) {
  FileName key;
  TRY(key.init(ts, name));
  TRY(audit(ts, "os.unsetenv", name));
  return check(ts, ::unsetenv(key.c_str()));
}

// -- numbers -----------------------------------------------------------------------------------------------------------------------

int64_t set_mask(ThreadState&, int mask) { return static_cast<int64_t>(::umask(static_cast<mode_t>(mask))); }
Status write_caches(ThreadState& ts) {
  without_lock(ts, [] { return ::sync(), 0; });
  return {};
}
Result<int64_t> major_number(ThreadState& ts, Value device) {
  dev_t number = TRY(to_device(ts, device));
  return int64_t{::gnu_dev_major(number)};
}
Result<int64_t> minor_number(ThreadState& ts, Value device) {
  dev_t number = TRY(to_device(ts, device));
  return int64_t{::gnu_dev_minor(number)};
}
Result<Ref> device_number(ThreadState& ts, int major, int minor) {
  return new_int_unsigned(ts, ::gnu_dev_makedev(static_cast<unsigned>(major), static_cast<unsigned>(minor)));
}

Result<int64_t> change_priority(ThreadState& ts, int increment) {
  errno = 0;
  int priority = ::nice(increment);
  if (priority == -1 && errno != 0) return raise_errno(ts);
  return int64_t{priority};
}
Result<int64_t> get_priority(ThreadState& ts, int which, int who) {
  errno = 0;
  int priority = ::getpriority(static_cast<__priority_which_t>(which), static_cast<id_t>(who));
  if (errno != 0) return raise_errno(ts);
  return int64_t{priority};
}
Status set_priority(ThreadState& ts, int which, int who, int priority) {
  return check(ts, ::setpriority(static_cast<__priority_which_t>(which), static_cast<id_t>(who), priority));
}

constexpr NativeMethod kFunctions[] = {
    function<system_names>("uname", "($module, /)", "The names of the system and the machine."),
    function<process_times>("times", "($module, /)", "The processor time that this process and its children have used, and a clock."),
    function<load_average>("getloadavg", "($module, /)", "The average length of the run queue over the last 1, 5 and 15 minutes."),
    function<cpu_count>("cpu_count", "($module, /)", "The number of processors, or None."),
    function<error_text>("strerror", "($module, code, /)", "The message of an error number."),
    function<random_bytes>("urandom", "($module, size, /)", "Random bytes of the system's, good for cryptography."),
    function<random_bytes_with>("getrandom", "($module, /, size, flags=0)", "Up to size random bytes of the system's."),
    function<put_variable>("putenv", "($module, name, value, /)", "Set an environment variable."),
    function<unset_variable>("unsetenv", "($module, name, /)", "Remove an environment variable."),
    function<set_mask>("umask", "($module, mask, /)", "Set the mask of new files' protection; answers the old one."),
    function<write_caches>("sync", "($module, /)", "Have everything written to the disks."),
    function<major_number>("major", "($module, device, /)", "The major number of a device number."),
    function<minor_number>("minor", "($module, device, /)", "The minor number of a device number."),
    function<device_number>("makedev", "($module, major, minor, /)", "The device number of a major and a minor one."),
    function<change_priority>("nice", "($module, increment, /)", "Add to the niceness of this process; answers the new one."),
    function<get_priority>("getpriority", "($module, /, which, who)", "The niceness of processes."),
    function<set_priority>("setpriority", "($module, /, which, who, priority)", "Set the niceness of processes."),
};

}  // namespace

constexpr std::span<const NativeMethod> kPosixSystemFunctions = kFunctions;
constexpr TypeSpec kPosixUnameResultSpec = struct_sequence("posix.uname_result", "What uname() answers.", ModuleType::kPosixUnameResult, kUnameFields, 5, 5,
                                                           StructNew::kFromSequence);
constexpr TypeSpec kPosixTimesResultSpec = struct_sequence("posix.times_result", "What times() answers.", ModuleType::kPosixTimesResult, kTimesFields, 5, 5,
                                                           StructNew::kFromSequence);

}  // namespace pyemb
