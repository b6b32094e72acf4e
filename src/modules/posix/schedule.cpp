// SPDX-License-Identifier: MIT
// posix: which process runs when, and on which processors.
#include <sched.h>

#include "modules/module_type_specs.h"
#include "modules/posix/posix.h"
#include "modules/posix/schedule.h"
#include "objects/set.h"
#include "objects/struct_sequence.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

constexpr GetSet kParamFields[] = {struct_field<0>("sched_priority", "the scheduling priority")};

Result<Ref> new_param(ThreadState& ts, Value priority) {
  Own<Tuple> made = TRY(new_struct_sequence(ts, ModuleType::kPosixSchedParam));
  made->items()[0] = Ref::copy(priority).release();
  return made;
}
Result<Ref> param_new(ThreadState& ts, Type&, Value priority) { return new_param(ts, priority); }
constexpr NativeMethod kParamNew = class_method<param_new>("sched_param", "(sched_priority)", "");

Result<Ref> param_reduce(ThreadState& ts, Tuple& self) {
  Own<Tuple> args = TRY(new_tuple_of(ts, self.at(0)));
  return new_tuple_of(ts, Value::from_object(self.type), args);
}
constexpr NativeMethod kParamMethods[] = {method<param_reduce>("__reduce__", "($self, /)", nullptr)};

Result<int64_t> lowest(ThreadState& ts, int policy) {
  int priority = ::sched_get_priority_min(policy);
  if (priority < 0) return raise_errno(ts);
  return int64_t{priority};
}
Result<int64_t> highest(ThreadState& ts, int policy) {
  int priority = ::sched_get_priority_max(policy);
  if (priority < 0) return raise_errno(ts);
  return int64_t{priority};
}
Result<int64_t> get_scheduler(ThreadState& ts, int pid) {
  int policy = ::sched_getscheduler(pid);
  if (policy < 0) return raise_errno(ts);
  return int64_t{policy};
}
Result<Ref> get_param(ThreadState& ts, int pid) {
  sched_param param;
  TRY(check(ts, ::sched_getparam(pid, &param)));
  return new_param(ts, Value::from_int(param.sched_priority));
}
Status set_scheduler(ThreadState& ts, int pid, int policy, Value value) {
  sched_param param = TRY(to_sched_param(ts, value));
  return check(ts, ::sched_setscheduler(pid, policy, &param) < 0);
}
Status set_param(ThreadState& ts, int pid, Value value) {
  sched_param param = TRY(to_sched_param(ts, value));
  return check(ts, ::sched_setparam(pid, &param));
}
Result<double> round_robin_interval(ThreadState& ts, int pid) {
  timespec interval;
  TRY(check(ts, ::sched_rr_get_interval(pid, &interval)));
  return static_cast<double>(interval.tv_sec) + 1e-9 * static_cast<double>(interval.tv_nsec);
}
Status yield_processor(ThreadState& ts) {
  return check(ts, without_lock(ts, [] { return ::sched_yield(); }));
}

constexpr int kMostProcessors = 8192;
struct ProcessorSet {
  alignas(cpu_set_t) unsigned char bits[CPU_ALLOC_SIZE(kMostProcessors)] = {};
  cpu_set_t* get() { return reinterpret_cast<cpu_set_t*>(bits); }
};

Result<Ref> get_affinity(ThreadState& ts, int pid) {
  ProcessorSet processors;
  TRY(check(ts, ::sched_getaffinity(pid, sizeof processors.bits, processors.get())));
  Own<Set> set = TRY(new_set(ts));
  for (int i = 0; i < kMostProcessors; ++i) {
    if (CPU_ISSET_S(i, sizeof processors.bits, processors.get())) TRY(set_add(ts, *set, Value::from_int(i)));
  }
  return set;
}
Status set_affinity(ThreadState& ts, int pid, Value mask) {
  Own<Tuple> items = TRY(to_tuple(ts, mask));
  ProcessorSet processors;
  for (Value item : items->span()) {
    if (!is_any_int(item)) return raise(ts, Exc::kTypeError, "expected an iterator of ints, but iterator yielded %.200s", type_name(ts, item));
    int64_t number = TRY(to_int64(ts, item));
    if (number < 0) return raise(ts, Exc::kValueError, "negative CPU number");
    if (number > INT32_MAX - 1) return raise(ts, Exc::kOverflowError, "CPU number too large");
    if (number >= kMostProcessors) {
      errno = EINVAL;
      return raise_errno(ts);
    }
    CPU_SET_S(static_cast<size_t>(number), sizeof processors.bits, processors.get());
  }
  return check(ts, ::sched_setaffinity(pid, sizeof processors.bits, processors.get()));
}

constexpr NativeMethod kFunctions[] = {
    function<highest>("sched_get_priority_max", "($module, /, policy)", "The highest priority of a policy."),
    function<lowest>("sched_get_priority_min", "($module, /, policy)", "The lowest priority of a policy."),
    function<get_scheduler>("sched_getscheduler", "($module, pid, /)", "The scheduling policy of a process."),
    function<set_scheduler>("sched_setscheduler", "($module, pid, policy, param, /)", "Set the scheduling policy of a process."),
    function<get_param>("sched_getparam", "($module, pid, /)", "The scheduling parameters of a process."),
    function<set_param>("sched_setparam", "($module, pid, param, /)", "Set the scheduling parameters of a process."),
    function<round_robin_interval>("sched_rr_get_interval", "($module, pid, /)", "The time slice of a process, in seconds."),
    function<yield_processor>("sched_yield", "($module, /)", "Let another process run."),
    function<get_affinity>("sched_getaffinity", "($module, pid, /)", "The processors that a process may run on."),
    function<set_affinity>("sched_setaffinity", "($module, pid, mask, /)", "Set the processors that a process may run on."),
};

constexpr TypeSpec make_param_spec() {
  TypeSpec spec = struct_sequence("posix.sched_param", "The scheduling parameters of a process.", ModuleType::kPosixSchedParam, kParamFields, 1, 1,
                                  StructNew::kFromSequence);
  spec.methods = kParamMethods;
  spec.slots.new_ = new_from<kParamNew>;
  return spec;
}

}  // namespace

Result<sched_param> to_sched_param(ThreadState& ts, Value value) {
  if (!value.is_heap() || value.as_object()->type->id != ModuleType::kPosixSchedParam) return raise(ts, Exc::kTypeError, "must have a sched_param object");
  int64_t priority = TRY(to_int64(ts, as<Tuple>(value).at(0)));
  if (priority != static_cast<int>(priority)) return raise(ts, Exc::kOverflowError, "sched_priority out of range");
  return sched_param{static_cast<int>(priority)};
}

constexpr std::span<const NativeMethod> kPosixScheduleFunctions = kFunctions;
constexpr TypeSpec kPosixSchedParamSpec = make_param_spec();

}  // namespace pyemb
