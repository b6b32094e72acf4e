// SPDX-License-Identifier: MIT
// _signal: the module; its functions stand in handlers.cpp and wait.cpp.
#include "modules/signal/signal.h"

#include <sys/time.h>

#include "config/module_type_ids.h"
#include "modules/exception_class.h"
#include "modules/integer_constants.h"
#include "modules/native_modules.h"
#include "objects/attributes.h"
#include "objects/raise.h"
#include "objects/struct_sequence.h"

namespace pyemb {
namespace {

#define NUMBER(name) {#name, name}
constexpr IntegerConstant kNumbers[] = {
    {"SIG_DFL", kDefaultAction}, {"SIG_IGN", kIgnoreAction}, {"NSIG", NSIG},
    NUMBER(SIG_BLOCK), NUMBER(SIG_UNBLOCK), NUMBER(SIG_SETMASK),
    NUMBER(ITIMER_REAL), NUMBER(ITIMER_VIRTUAL), NUMBER(ITIMER_PROF),
    NUMBER(SIGHUP), NUMBER(SIGINT), NUMBER(SIGQUIT), NUMBER(SIGILL), NUMBER(SIGTRAP), NUMBER(SIGIOT), NUMBER(SIGABRT), NUMBER(SIGFPE),
    NUMBER(SIGKILL), NUMBER(SIGBUS), NUMBER(SIGSEGV), NUMBER(SIGSYS), NUMBER(SIGPIPE), NUMBER(SIGALRM), NUMBER(SIGTERM), NUMBER(SIGUSR1),
    NUMBER(SIGUSR2), NUMBER(SIGCLD), NUMBER(SIGCHLD), NUMBER(SIGPWR), NUMBER(SIGIO), NUMBER(SIGURG), NUMBER(SIGWINCH), NUMBER(SIGPOLL),
    NUMBER(SIGSTOP), NUMBER(SIGTSTP), NUMBER(SIGCONT), NUMBER(SIGTTIN), NUMBER(SIGTTOU), NUMBER(SIGVTALRM), NUMBER(SIGPROF), NUMBER(SIGXCPU),
    NUMBER(SIGXFSZ), NUMBER(SIGSTKFLT),
};
#undef NUMBER

Status exec(ThreadState& ts, Module& module) {
  auto& state = module_state<SignalState>(module);
  TRY(module_add_functions(ts, module, kSignalHandlerFunctions));
  TRY(module_add_functions(ts, module, kSignalWaitFunctions));
  TRY(module_add_integers(ts, module, kNumbers));
  TRY(module_add(ts, module, "SIGRTMIN", Value::from_int(SIGRTMIN)));  // the C library decides at run time
  TRY(module_add(ts, module, "SIGRTMAX", Value::from_int(SIGRTMAX)));
  Type* info = TRY(struct_sequence_type(ts, ModuleType::kSignalInfo));
  TRY(module_add(ts, module, "struct_siginfo", Value::from_object(info)));
  state.timer_error = TRY(new_exception_class(ts, "signal.itimer_error", core_type(ts, Exc::kOSError))).release();
  TRY(module_add(ts, module, "ItimerError", state.timer_error));
  state.interrupt_handler = TRY(get_attr(ts, Value::from_object(&module), "default_int_handler")).release();
  return read_signal_actions(ts, state);
}

void traverse(void* block, GcVisitor& visit) {
  const auto& state = *static_cast<SignalState*>(block);
  for (Value handler : state.handlers) visit(handler);
  visit(state.interrupt_handler);
  visit(state.timer_error);
}
void clear(ThreadState& ts, void* block) {
  auto& state = *static_cast<SignalState*>(block);
  restore_signal_actions(ts, state);
  decref(std::exchange(state.interrupt_handler, Value::null()));
  decref(std::exchange(state.timer_error, Value::null()));
}

}  // namespace

constexpr NativeModule kSignalModule = {
    .name = "_signal",
    .doc = "Signals of the system, and what happens when one arrives.",
    .exec = exec,
    .state_size = sizeof(SignalState),
    .traverse = traverse,
    .clear = clear,
};

}  // namespace pyemb
