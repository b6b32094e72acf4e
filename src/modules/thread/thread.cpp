// SPDX-License-Identifier: MIT
#include <pthread.h>

#include "modules/native_modules.h"
#include "modules/signal/signal.h"
#include "modules/sys/sys.h"
#include "modules/thread/lock.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"
#include "modules/module_type_specs.h"
#include "objects/weakref.h"
#include "state/memory.h"
#include "state/names.h"
#include "vm/print_exception.h"
#include "vm/threads.h"

namespace pyemb {
namespace {

struct State {
  int64_t stack_size;
};

constexpr GetSet kHookFields[] = {
    struct_field<0>("exc_type", "Exception type"), struct_field<1>("exc_value", "Exception value"),
    struct_field<2>("exc_traceback", "Exception traceback"), struct_field<3>("thread", "Thread"),
};

/// What a new thread needs; the values are owned.
struct Boot {
  ThreadState* thread;
  Value function;
  Value args;
  Value kwargs;
};

void* run_thread(void* argument) {
  auto* boot = static_cast<Boot*>(argument);
  ThreadState* ts = boot->thread;
  begin_thread(*ts);
  {
    Ref function = Ref::steal(boot->function);
    Ref args = Ref::steal(boot->args);
    Ref kwargs = Ref::steal(boot->kwargs);
    memory_release(Domain::kRaw, boot);
    Result<Ref> result = call_with(*ts, function, args, kwargs);
    if (result.raised()) {
      if (!clear_pending_if(*ts, Exc::kSystemExit)) report_unraisable(*ts, "in thread started by", function);
    } else {
      Ref ignored = result.take();
    }
  }
  --ts->interp.thread_count;
  leave_interpreter(*ts);
  return nullptr;
}

Result<Ref> start_new_thread(ThreadState& ts, Module& module, Value function, Value args, Value kwargs) {
  if (!is_callable(ts, function)) return raise(ts, Exc::kTypeError, "first arg must be callable");
  if (!is<Tuple>(args)) return raise(ts, Exc::kTypeError, "2nd arg must be a tuple");
  if (!kwargs.is_null() && !is<Dict>(kwargs)) return raise(ts, Exc::kTypeError, "optional 3rd arg must be a dictionary");
  if (!ts.interp.allows.threads) return raise(ts, Exc::kRuntimeError, "thread is not supported for isolated subinterpreters");
  auto* boot = static_cast<Boot*>(memory_allocate(Domain::kRaw, sizeof(Boot)));
  if (boot == nullptr) return raise_no_memory(ts);
  ThreadState* child = new_thread(ts);
  if (child == nullptr) {
    memory_release(Domain::kRaw, boot);
    return raise_no_memory(ts);
  }
  *boot = {child, Ref::copy(function).release(), Ref::copy(args).release(), Ref::copy(kwargs).release()};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  int64_t size = module_state<State>(module).stack_size;
  if (size > 0) pthread_attr_setstacksize(&attributes, static_cast<size_t>(size));
  pthread_t thread;
  ++ts.interp.thread_count;
  int error = pthread_create(&thread, &attributes, run_thread, boot);
  pthread_attr_destroy(&attributes);
  if (error == 0) return new_int_unsigned(ts, static_cast<uint64_t>(thread));
  --ts.interp.thread_count;
  for (Value value : {boot->function, boot->args, boot->kwargs}) decref(value);
  drop_thread(boot->thread);
  memory_release(Domain::kRaw, boot);
  return raise(ts, Exc::kRuntimeError, "can't start new thread");
}

Result<Ref> get_ident(ThreadState& ts) { return new_int_unsigned(ts, ts.ident); }
Result<Ref> get_native_id(ThreadState& ts) { return new_int_unsigned(ts, ts.native_id); }
int64_t count(ThreadState& ts) { return ts.interp.thread_count; }
Result<Ref> allocate_lock(ThreadState& ts) { return new_lock(ts); }
Status exit_thread(ThreadState& ts) { return raise_value(ts, Exc::kSystemExit, Value::null()); }

Result<int64_t> stack_size(ThreadState& ts, Module& module, std::optional<int64_t> size) {
  int64_t old = module_state<State>(module).stack_size;
  if (!size.has_value()) return old;
  if (*size < 0) return raise(ts, Exc::kValueError, "size must be 0 or a positive value");
  if (*size != 0 && *size < 32768) return raise(ts, Exc::kValueError, "size not valid: %lld bytes", static_cast<long long>(*size));
  module_state<State>(module).stack_size = *size;
  return old;
}

Status interrupt_main(ThreadState& ts, std::optional<int> signal) { return simulate_signal(ts, signal.value_or(SIGINT)); }

/// A lock that is released when this thread's state goes: kept alive in its dict, it unlocks in the finalizer of a capsule's like.
Result<Ref> set_sentinel(ThreadState& ts) {
  Ref lock = TRY(new_lock(ts));
  if (ts.dict.is_null()) ts.dict = Ref(TRY(new_dict(ts))).release();
  Type* type = TRY(find_type(ts, ModuleType::kThreadSentinel));
  Ref sentinel = TRY(new_object(ts, *type));
  *reinterpret_cast<Value*>(sentinel.object() + 1) = Ref::copy(lock.get()).release();
  TRY(dict_set(ts, as<Dict>(ts.dict), "thread.sentinel", sentinel));
  return lock;
}

/// "Exception in thread NAME:" and the exception.
Status except_hook(ThreadState& ts, Value args) {
  if (!args.is_heap() || args.as_object()->type->id != ModuleType::kThreadExceptHookArgs) {
    return raise(ts, Exc::kTypeError, "_thread.excepthook argument type must be ExceptHookArgs");
  }
  Tuple& tuple = as<Tuple>(args);
  Value exception = tuple.at(1);
  Value thread = tuple.at(3);
  if (tuple.at(0) == Value::from_object(&core_type(ts, Exc::kSystemExit))) return {};
  Ref stream = Ref::copy(sys_get(ts, "stderr"));
  if (!stream || stream.is_none()) {
    if (thread.is_none()) return {};
    stream = TRY(get_attr(ts, thread, "_stderr"));  // the one when the thread was made
    if (stream.is_none()) return {};
  }
  Ref name = Ref::steal(Value::absent());
  if (!thread.is_none()) name = TRY(find_attr(ts, thread, Value::from_object(ts.names().name)));
  Own<Str> shown = TRY(name.is_absent() ? new_str_format(ts, "%llu", static_cast<unsigned long long>(pthread_self())) : to_str(ts, name));
  Own<Str> title = TRY(new_str_format(ts, "Exception in thread %s:\n", Utf8(ts, *shown).c_str()));
  TRY(write_to_stream(ts, stream, title));
  if (!is_exception(exception)) return {};
  Own<Str> text = TRY(format_exception(ts, exception));
  TRY(write_to_stream(ts, stream, text));
  Ref ignored = TRY(call_method_of(ts, stream, Value::from_object(ts.names().flush)));
  return {};
}

constexpr NativeMethod kFunctions[] = {
    module_function<start_new_thread>("start_new_thread", "($module, function, args, kwargs=None, /)", "Calls the function in a new thread; answers the thread's number."),
    module_function<start_new_thread>("start_new", "($module, function, args, kwargs=None, /)", "The same."),
    function<allocate_lock>("allocate_lock", "($module, /)", "A new lock."),
    function<allocate_lock>("allocate", "($module, /)", "The same."),
    function<exit_thread>("exit", "($module, /)", "Raises SystemExit, which ends the thread silently."),
    function<exit_thread>("exit_thread", "($module, /)", "The same."),
    function<get_ident>("get_ident", "($module, /)", "A number of this thread that no other living thread has."),
    function<get_native_id>("get_native_id", "($module, /)", "The system's number of this thread."),
    function<count>("_count", "($module, /)", "How many threads start_new_thread() has made that run."),
    module_function<stack_size>("stack_size", "($module, size=0, /)", "The stack size of new threads; sets it, if given."),
    function<interrupt_main>("interrupt_main", "($module, signum=2, /)", "Not supported yet."),
    function<set_sentinel>("_set_sentinel", "($module, /)", "A lock that is released when this thread ends."),
    function<except_hook>("_excepthook", "($module, exc_info, /)", "Shows an exception that ended a thread."),
};

Status exec(ThreadState& ts, Module& module) {
  Type* lock = TRY(find_type(ts, ModuleType::kLock));
  TRY(module_add(ts, module, "LockType", Value::from_object(lock)));
  TRY(module_add_type(ts, module, ModuleType::kReentrantLock));
  TRY(module_add_type(ts, module, ModuleType::kThreadLocal));
  Type* hook_args = TRY(struct_sequence_type(ts, ModuleType::kThreadExceptHookArgs));
  TRY(module_add(ts, module, "_ExceptHookArgs", Value::from_object(hook_args)));
  TRY(module_add(ts, module, "error", Value::from_object(&core_type(ts, Exc::kRuntimeError))));
  Ref timeout = TRY(new_float(ts, kTimeoutMax));
  return module_add(ts, module, "TIMEOUT_MAX", timeout);
}

void sentinel_dealloc(ThreadState&, Object* object) {
  Value& lock = *reinterpret_cast<Value*>(object + 1);
  if (!lock.is_null()) lock_unlock(as<Lock>(lock));
  decref(std::exchange(lock, Value::null()));
}

}  // namespace

constexpr TypeSpec kThreadExceptHookArgsSpec =
    struct_sequence("_thread._ExceptHookArgs", "What threading.excepthook is told.", ModuleType::kThreadExceptHookArgs, kHookFields, 4, 4,
                    StructNew::kFromSequence);
constexpr TypeSpec kThreadSentinelSpec = {
    .name = "_thread._sentinel",
    .id = ModuleType::kThreadSentinel,
    .size = sizeof(Object) + sizeof(Value),
    .flags = Type::kNoNew,
    .dealloc = sentinel_dealloc,
};

constexpr NativeModule kThreadModule = {
    .name = "_thread",
    .doc = "Threads and locks, as the system has them.",
    .functions = kFunctions,
    .exec = exec,
    .state_size = sizeof(State),
};

}  // namespace pyemb
