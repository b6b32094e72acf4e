// SPDX-License-Identifier: MIT
// posix: limits and features of the system, by the names of POSIX: sysconf(), pathconf(), confstr().
#include <unistd.h>

#include "modules/posix/posix.h"
#include "objects/str.h"
#include "objects/text_buffer.h"

namespace pyemb {
namespace {

#define ROW(name) {#name, _##name},
constexpr IntegerConstant kSysconf[] = {
    ROW(SC_2_CHAR_TERM) ROW(SC_2_C_BIND) ROW(SC_2_C_DEV) ROW(SC_2_C_VERSION) ROW(SC_2_FORT_DEV) ROW(SC_2_FORT_RUN)
    ROW(SC_2_LOCALEDEF) ROW(SC_2_SW_DEV) ROW(SC_2_UPE) ROW(SC_2_VERSION) ROW(SC_AIO_LISTIO_MAX) ROW(SC_AIO_MAX)
    ROW(SC_AIO_PRIO_DELTA_MAX) ROW(SC_ARG_MAX) ROW(SC_ASYNCHRONOUS_IO) ROW(SC_ATEXIT_MAX) ROW(SC_AVPHYS_PAGES)
    ROW(SC_BC_BASE_MAX) ROW(SC_BC_DIM_MAX) ROW(SC_BC_SCALE_MAX) ROW(SC_BC_STRING_MAX) ROW(SC_CHARCLASS_NAME_MAX)
    ROW(SC_CHAR_BIT) ROW(SC_CHAR_MAX) ROW(SC_CHAR_MIN) ROW(SC_CHILD_MAX) ROW(SC_CLK_TCK) ROW(SC_COLL_WEIGHTS_MAX)
    ROW(SC_DELAYTIMER_MAX) ROW(SC_EQUIV_CLASS_MAX) ROW(SC_EXPR_NEST_MAX) ROW(SC_FSYNC) ROW(SC_GETGR_R_SIZE_MAX)
    ROW(SC_GETPW_R_SIZE_MAX) ROW(SC_INT_MAX) ROW(SC_INT_MIN) ROW(SC_IOV_MAX) ROW(SC_JOB_CONTROL) ROW(SC_LINE_MAX)
    ROW(SC_LOGIN_NAME_MAX) ROW(SC_LONG_BIT) ROW(SC_MAPPED_FILES) ROW(SC_MB_LEN_MAX) ROW(SC_MEMLOCK) ROW(SC_MEMLOCK_RANGE)
    ROW(SC_MEMORY_PROTECTION) ROW(SC_MESSAGE_PASSING) ROW(SC_MINSIGSTKSZ) ROW(SC_MQ_OPEN_MAX) ROW(SC_MQ_PRIO_MAX)
    ROW(SC_NGROUPS_MAX) ROW(SC_NL_ARGMAX) ROW(SC_NL_LANGMAX) ROW(SC_NL_MSGMAX) ROW(SC_NL_NMAX) ROW(SC_NL_SETMAX)
    ROW(SC_NL_TEXTMAX) ROW(SC_NPROCESSORS_CONF) ROW(SC_NPROCESSORS_ONLN) ROW(SC_NZERO) ROW(SC_OPEN_MAX) ROW(SC_PAGESIZE)
    ROW(SC_PAGE_SIZE) ROW(SC_PASS_MAX) ROW(SC_PHYS_PAGES) ROW(SC_PII) ROW(SC_PII_INTERNET) ROW(SC_PII_INTERNET_DGRAM)
    ROW(SC_PII_INTERNET_STREAM) ROW(SC_PII_OSI) ROW(SC_PII_OSI_CLTS) ROW(SC_PII_OSI_COTS) ROW(SC_PII_OSI_M)
    ROW(SC_PII_SOCKET) ROW(SC_PII_XTI) ROW(SC_POLL) ROW(SC_PRIORITIZED_IO) ROW(SC_PRIORITY_SCHEDULING)
    ROW(SC_REALTIME_SIGNALS) ROW(SC_RE_DUP_MAX) ROW(SC_RTSIG_MAX) ROW(SC_SAVED_IDS) ROW(SC_SCHAR_MAX) ROW(SC_SCHAR_MIN)
    ROW(SC_SELECT) ROW(SC_SEMAPHORES) ROW(SC_SEM_NSEMS_MAX) ROW(SC_SEM_VALUE_MAX) ROW(SC_SHARED_MEMORY_OBJECTS)
    ROW(SC_SHRT_MAX) ROW(SC_SHRT_MIN) ROW(SC_SIGQUEUE_MAX) ROW(SC_SSIZE_MAX) ROW(SC_STREAM_MAX) ROW(SC_SYNCHRONIZED_IO)
    ROW(SC_THREADS) ROW(SC_THREAD_ATTR_STACKADDR) ROW(SC_THREAD_ATTR_STACKSIZE) ROW(SC_THREAD_DESTRUCTOR_ITERATIONS)
    ROW(SC_THREAD_KEYS_MAX) ROW(SC_THREAD_PRIORITY_SCHEDULING) ROW(SC_THREAD_PRIO_INHERIT) ROW(SC_THREAD_PRIO_PROTECT)
    ROW(SC_THREAD_PROCESS_SHARED) ROW(SC_THREAD_SAFE_FUNCTIONS) ROW(SC_THREAD_STACK_MIN) ROW(SC_THREAD_THREADS_MAX)
    ROW(SC_TIMERS) ROW(SC_TIMER_MAX) ROW(SC_TTY_NAME_MAX) ROW(SC_TZNAME_MAX) ROW(SC_T_IOV_MAX) ROW(SC_UCHAR_MAX)
    ROW(SC_UINT_MAX) ROW(SC_UIO_MAXIOV) ROW(SC_ULONG_MAX) ROW(SC_USHRT_MAX) ROW(SC_VERSION) ROW(SC_WORD_BIT)
    ROW(SC_XBS5_ILP32_OFF32) ROW(SC_XBS5_ILP32_OFFBIG) ROW(SC_XBS5_LP64_OFF64) ROW(SC_XBS5_LPBIG_OFFBIG) ROW(SC_XOPEN_CRYPT)
    ROW(SC_XOPEN_ENH_I18N) ROW(SC_XOPEN_LEGACY) ROW(SC_XOPEN_REALTIME) ROW(SC_XOPEN_REALTIME_THREADS) ROW(SC_XOPEN_SHM)
    ROW(SC_XOPEN_UNIX) ROW(SC_XOPEN_VERSION) ROW(SC_XOPEN_XCU_VERSION) ROW(SC_XOPEN_XPG2) ROW(SC_XOPEN_XPG3)
    ROW(SC_XOPEN_XPG4)
};
#undef ROW

#define ROW(name) {#name, _##name},
constexpr IntegerConstant kPathconf[] = {
    ROW(PC_ALLOC_SIZE_MIN) ROW(PC_ASYNC_IO) ROW(PC_CHOWN_RESTRICTED) ROW(PC_FILESIZEBITS) ROW(PC_LINK_MAX) ROW(PC_MAX_CANON)
    ROW(PC_MAX_INPUT) ROW(PC_NAME_MAX) ROW(PC_NO_TRUNC) ROW(PC_PATH_MAX) ROW(PC_PIPE_BUF) ROW(PC_PRIO_IO)
    ROW(PC_REC_INCR_XFER_SIZE) ROW(PC_REC_MAX_XFER_SIZE) ROW(PC_REC_MIN_XFER_SIZE) ROW(PC_REC_XFER_ALIGN) ROW(PC_SOCK_MAXBUF)
    ROW(PC_SYMLINK_MAX) ROW(PC_SYNC_IO) ROW(PC_VDISABLE)
};
#undef ROW

#define ROW(name) {#name, _##name},
constexpr IntegerConstant kConfstr[] = {
    ROW(CS_GNU_LIBC_VERSION) ROW(CS_GNU_LIBPTHREAD_VERSION) ROW(CS_LFS64_CFLAGS) ROW(CS_LFS64_LDFLAGS) ROW(CS_LFS64_LIBS)
    ROW(CS_LFS64_LINTFLAGS) ROW(CS_LFS_CFLAGS) ROW(CS_LFS_LDFLAGS) ROW(CS_LFS_LIBS) ROW(CS_LFS_LINTFLAGS) ROW(CS_PATH)
    ROW(CS_XBS5_ILP32_OFF32_CFLAGS) ROW(CS_XBS5_ILP32_OFF32_LDFLAGS) ROW(CS_XBS5_ILP32_OFF32_LIBS)
    ROW(CS_XBS5_ILP32_OFF32_LINTFLAGS) ROW(CS_XBS5_ILP32_OFFBIG_CFLAGS) ROW(CS_XBS5_ILP32_OFFBIG_LDFLAGS)
    ROW(CS_XBS5_ILP32_OFFBIG_LIBS) ROW(CS_XBS5_ILP32_OFFBIG_LINTFLAGS) ROW(CS_XBS5_LP64_OFF64_CFLAGS)
    ROW(CS_XBS5_LP64_OFF64_LDFLAGS) ROW(CS_XBS5_LP64_OFF64_LIBS) ROW(CS_XBS5_LP64_OFF64_LINTFLAGS)
    ROW(CS_XBS5_LPBIG_OFFBIG_CFLAGS) ROW(CS_XBS5_LPBIG_OFFBIG_LDFLAGS) ROW(CS_XBS5_LPBIG_OFFBIG_LIBS)
    ROW(CS_XBS5_LPBIG_OFFBIG_LINTFLAGS)
};
#undef ROW

/// The number of a name given as str or int.
Result<int> to_name(ThreadState& ts, Value name, std::span<const IntegerConstant> rows) {
  if (is_any_int(name)) return to_c_int(ts, name);
  if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "configuration names must be strings or integers");
  for (const IntegerConstant& row : rows) {
    if (str_equal(as<Str>(name), row.name)) return static_cast<int>(row.value);
  }
  return raise(ts, Exc::kValueError, "unrecognized configuration name");
}

Result<int64_t> number_or_error(ThreadState& ts, long value, Value path = Value::null()) {
  if (value == -1 && errno != 0) return raise_errno(ts, path);
  return int64_t{value};
}

Result<int64_t> system_limit(ThreadState& ts, Value name) {
  int number = TRY(to_name(ts, name, kSysconf));
  errno = 0;
  return number_or_error(ts, ::sysconf(number));
}
Result<int64_t> path_limit(ThreadState& ts, AskedPathOrFd& path, Value name) {
  int number = TRY(to_name(ts, name, kPathconf));
  errno = 0;
  return number_or_error(ts, path.is_descriptor() ? ::fpathconf(path.fd(), number) : ::pathconf(path.c_str(), number), path.object());
}
Result<int64_t> descriptor_limit(ThreadState& ts, Fileno fd, Value name) {
  int number = TRY(to_name(ts, name, kPathconf));
  errno = 0;
  return number_or_error(ts, ::fpathconf(fd.value, number));
}
Result<Ref> system_text(ThreadState& ts, Value name) {
  int number = TRY(to_name(ts, name, kConfstr));
  errno = 0;
  size_t size = ::confstr(number, nullptr, 0);
  if (size == 0 && errno != 0) return raise_errno(ts);
  if (size == 0) return Ref::none();
  TextBuffer text;
  char* at = text.extend(size);
  if (at == nullptr) return raise_no_memory(ts);
  ::confstr(number, at, size);
  return decode_file_name(ts, text.view().substr(0, size - 1));
}

constexpr NativeMethod kFunctions[] = {
    function<system_limit>("sysconf", "($module, name, /)", "A number that the system is set up with; -1 for none."),
    function<path_limit>("pathconf", "($module, /, path, name)", "A limit that holds for a file."),
    function<descriptor_limit>("fpathconf", "($module, fd, name, /)", "A limit that holds for an open file."),
    function<system_text>("confstr", "($module, name, /)", "A text that the system is set up with, or None."),
};

}  // namespace

constexpr std::span<const NativeMethod> kPosixLimitFunctions = kFunctions;
constexpr std::span<const IntegerConstant> kPosixSysconfNames = kSysconf;
constexpr std::span<const IntegerConstant> kPosixPathconfNames = kPathconf;
constexpr std::span<const IntegerConstant> kPosixConfstrNames = kConfstr;

}  // namespace pyemb
