// SPDX-License-Identifier: MIT
// resource: what a process uses, and how much it may.
#include "modules/resource.h"

#include <cerrno>
#include <unistd.h>

#include "modules/integer_constants.h"
#include "modules/module_type_specs.h"
#include "modules/native_modules.h"
#include "objects/audit.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

constexpr GetSet kUsageFields[] = {
    struct_field<0>("ru_utime", "user time used"),
    struct_field<1>("ru_stime", "system time used"),
    struct_field<2>("ru_maxrss", "max. resident set size"),
    struct_field<3>("ru_ixrss", "shared memory size"),
    struct_field<4>("ru_idrss", "unshared data size"),
    struct_field<5>("ru_isrss", "unshared stack size"),
    struct_field<6>("ru_minflt", "page faults not requiring I/O"),
    struct_field<7>("ru_majflt", "page faults requiring I/O"),
    struct_field<8>("ru_nswap", "number of swap outs"),
    struct_field<9>("ru_inblock", "block input operations"),
    struct_field<10>("ru_oublock", "block output operations"),
    struct_field<11>("ru_msgsnd", "IPC messages sent"),
    struct_field<12>("ru_msgrcv", "IPC messages received"),
    struct_field<13>("ru_nsignals", "signals received"),
    struct_field<14>("ru_nvcsw", "voluntary context switches"),
    struct_field<15>("ru_nivcsw", "involuntary context switches"),
};

double seconds_of(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; }

Result<Ref> get_usage(ThreadState& ts, int who) {
  rusage usage;
  if (::getrusage(static_cast<__rusage_who_t>(who), &usage) != 0) {
    if (errno == EINVAL) return raise(ts, Exc::kValueError, "invalid who parameter");
    return raise_os_error(ts, errno, Value::null());
  }
  return new_resource_usage(ts, usage);
}

/// A limit as the system means it: -1 is "none".
Result<rlim_t> to_limit(ThreadState& ts, Value value) {
  uint64_t number;
  Ref index = TRY(number_index(ts, value));
  if (int_fits_uint64(index, number)) return rlim_t{number};
  int64_t limit = TRY(to_int64(ts, index));
  return static_cast<rlim_t>(limit);
}
Result<Ref> from_limit(ThreadState& ts, rlim_t limit) { return new_int(ts, static_cast<int64_t>(limit)); }

Result<rlimit> to_limits(ThreadState& ts, Value value) {
  Own<Tuple> pair = TRY(to_tuple(ts, value));
  if (pair->size != 2) return raise(ts, Exc::kValueError, "expected a tuple of 2 integers");
  rlimit limits;
  limits.rlim_cur = TRY(to_limit(ts, pair->at(0)));
  limits.rlim_max = TRY(to_limit(ts, pair->at(1)));
  return limits;
}
Result<Ref> from_limits(ThreadState& ts, const rlimit& limits) {
  Ref soft = TRY(from_limit(ts, limits.rlim_cur));
  Ref hard = TRY(from_limit(ts, limits.rlim_max));
  return new_tuple_of(ts, soft, hard);
}

Status check_resource(ThreadState& ts, int resource) {
  if (resource < 0 || resource >= RLIM_NLIMITS) return raise(ts, Exc::kValueError, "invalid resource specified");
  return {};
}
Raised raise_limit_error(ThreadState& ts) {
  if (errno == EINVAL) return raise(ts, Exc::kValueError, "current limit exceeds maximum limit");
  if (errno == EPERM) return raise(ts, Exc::kValueError, "not allowed to raise maximum limit");
  return raise_os_error(ts, errno, Value::null());
}

Result<Ref> get_limit(ThreadState& ts, int resource) {
  TRY(check_resource(ts, resource));
  rlimit limits;
  if (::getrlimit(static_cast<__rlimit_resource_t>(resource), &limits) != 0) return raise_os_error(ts, errno, Value::null());
  return from_limits(ts, limits);
}
Status set_limit(ThreadState& ts, int resource, Value value) {
  TRY(check_resource(ts, resource));
  TRY(audit(ts, "resource.setrlimit", Value::from_int(resource), value));
  rlimit limits = TRY(to_limits(ts, value));
  if (::setrlimit(static_cast<__rlimit_resource_t>(resource), &limits) != 0) return raise_limit_error(ts);
  return {};
}
Result<Ref> process_limit(ThreadState& ts, int pid, int resource, Value value) {
  TRY(check_resource(ts, resource));
  bool sets = !value.is_null() && !value.is_none();
  TRY(audit(ts, "resource.prlimit", Value::from_int(pid), Value::from_int(resource), sets ? value : Value::none()));
  rlimit old, limits = {};
  if (sets) limits = TRY(to_limits(ts, value));
  if (::prlimit(pid, static_cast<__rlimit_resource>(resource), sets ? &limits : nullptr, &old) != 0) {
    if (errno == EINVAL) return raise(ts, Exc::kValueError, "current limit exceeds maximum limit");
    return raise_os_error(ts, errno, Value::null());
  }
  return from_limits(ts, old);
}
int64_t page_size(ThreadState&) { return ::sysconf(_SC_PAGESIZE); }

constexpr NativeMethod kFunctions[] = {
    function<get_usage>("getrusage", "($module, who, /)", "What a process, its children or a thread have used."),
    function<get_limit>("getrlimit", "($module, resource, /)", "The soft and hard limit of a resource."),
    function<set_limit>("setrlimit", "($module, resource, limits, /)", "Set the soft and hard limit of a resource."),
    function<process_limit>("prlimit", "(pid, resource, limits=None, /)", "The limits of a process; sets them, too."),
    function<page_size>("getpagesize", "($module, /)", "The size of a page of memory."),
};

#define NUMBER(name) {#name, static_cast<int64_t>(name)}
constexpr IntegerConstant kNumbers[] = {
    NUMBER(RLIMIT_AS), NUMBER(RLIMIT_CORE), NUMBER(RLIMIT_CPU), NUMBER(RLIMIT_DATA), NUMBER(RLIMIT_FSIZE), NUMBER(RLIMIT_MEMLOCK),
    NUMBER(RLIMIT_MSGQUEUE), NUMBER(RLIMIT_NICE), NUMBER(RLIMIT_NOFILE), NUMBER(RLIMIT_NPROC), NUMBER(RLIMIT_OFILE), NUMBER(RLIMIT_RSS),
    NUMBER(RLIMIT_RTPRIO), NUMBER(RLIMIT_RTTIME), NUMBER(RLIMIT_SIGPENDING), NUMBER(RLIMIT_STACK), NUMBER(RLIM_INFINITY),
    NUMBER(RUSAGE_CHILDREN), NUMBER(RUSAGE_SELF), NUMBER(RUSAGE_THREAD),
};
#undef NUMBER

Status exec(ThreadState& ts, Module& module) {
  TRY(module_add_integers(ts, module, kNumbers));
  TRY(module_add(ts, module, "error", Value::from_object(&core_type(ts, Exc::kOSError))));
  Type* type = TRY(struct_sequence_type(ts, ModuleType::kResourceUsage));
  return module_add(ts, module, "struct_rusage", Value::from_object(type));
}

}  // namespace

Result<Ref> new_resource_usage(ThreadState& ts, const rusage& usage) {
  Own<Tuple> made = TRY(new_struct_sequence(ts, ModuleType::kResourceUsage));
  made->items()[0] = TRY(new_float(ts, seconds_of(usage.ru_utime))).release();
  made->items()[1] = TRY(new_float(ts, seconds_of(usage.ru_stime))).release();
  const int64_t counts[] = {usage.ru_maxrss,  usage.ru_ixrss,   usage.ru_idrss,   usage.ru_isrss,   usage.ru_minflt, usage.ru_majflt, usage.ru_nswap,
                            usage.ru_inblock, usage.ru_oublock, usage.ru_msgsnd,  usage.ru_msgrcv,  usage.ru_nsignals, usage.ru_nvcsw, usage.ru_nivcsw};
  for (size_t i = 0; i < std::size(counts); ++i) made->items()[2 + i] = TRY(new_int(ts, counts[i])).release();
  return made;
}

constexpr TypeSpec kResourceUsageSpec =
    struct_sequence("resource.struct_rusage", "What getrusage() answers.", ModuleType::kResourceUsage, kUsageFields, 16, 16, StructNew::kFromSequence);

constexpr NativeModule kResourceModule = {
    .name = "resource",
    .doc = "What a process uses of the system, and how much it may.",
    .functions = kFunctions,
    .exec = exec,
};

}  // namespace pyemb
