// SPDX-License-Identifier: MIT
// syslog: messages for the system's log. The log is one of the process: the interpreter that has opened it last gives it its name.
#include <syslog.h>

#include "modules/integer_constants.h"
#include "modules/native_modules.h"
#include "modules/paths.h"
#include "objects/audit.h"
#include "modules/sys/sys.h"
#include "modules/system_call.h"
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/list.h"
#include "objects/str.h"

namespace pyemb {
namespace {

struct State {
  Value ident;  ///< bytes that the system's log refers to, owned; null: none
  bool open;
};

/// The name that messages bear unless another was given: the last part of sys.argv[0]. None if there is no script.
Result<Ref> find_program_name(ThreadState& ts) {
  Ref argv = Ref::copy(sys_get(ts, "argv"));
  if (!argv || !is<List>(argv) || argv.as<List>()->size == 0) return Ref::none();
  Ref script = Ref::copy(argv.as<List>()->at(0));
  if (!is<Str>(script) || script.as<Str>()->length == 0) return Ref::none();
  Utf8 text(ts, script);
  if (!text.ok()) return raise_no_memory(ts);
  std::string_view name = text.view();
  return new_str(ts, name.substr(name.rfind('/') + 1));
}

Status open_log(ThreadState& ts, Module& module, Str* given, int64_t options, std::optional<int64_t> facility_value) {
  State& state = module_state<State>(module);
  int64_t facility = facility_value.value_or(LOG_USER);
  Ref name = Ref::copy(given);
  if (given == nullptr) name = TRY(find_program_name(ts));
  Ref ident;
  if (!name.is_none()) ident = TRY(encode_str(ts, *name.as<Str>(), nullptr, nullptr));
  TRY(audit(ts, "syslog.openlog", name, Value::from_int(options), Value::from_int(facility)));
  Ref old = Ref::steal(std::exchange(state.ident, ident.release()));
  const char* text = state.ident.is_null() ? nullptr : as<Bytes>(state.ident).view().data();
  ::openlog(text, static_cast<int>(options), static_cast<int>(facility));
  state.open = true;
  return {};
}

/// syslog(message), syslog(priority, message).
Status write_log(ThreadState& ts, Module& module, CallArgs args) {
  constexpr const char* kUsage = "[priority,] message string";
  if (args.count < 1 || args.count > 2 || !is<Str>(args.values[args.count - 1])) return raise(ts, Exc::kTypeError, "%s", kUsage);
  int priority = LOG_INFO;
  if (args.count == 2) priority = TRY(to_c_int(ts, args.values[0]));
  Str& message = as<Str>(args.values[args.count - 1]);
  PlainText text;
  TRY(text.init(ts, message));
  TRY(audit(ts, "syslog.syslog", Value::from_int(priority), Value::from_object(&message)));
  if (!module_state<State>(module).open) TRY(open_log(ts, module, nullptr, 0, std::nullopt));
  Ref ident = Ref::copy(module_state<State>(module).ident);  // another thread may open the log anew
  without_lock(ts, [&] { return ::syslog(priority, "%s", text.c_str()), 0; });
  return {};
}

Status close_log(ThreadState& ts, Module& module) {
  TRY(audit(ts, "syslog.closelog"));
  State& state = module_state<State>(module);
  if (!state.open) return {};
  ::closelog();
  state.open = false;
  Ref old = Ref::steal(std::exchange(state.ident, Value::null()));
  return {};
}

Result<int64_t> set_log_mask(ThreadState& ts, Value value) {
  int64_t mask = TRY(to_int64(ts, value));
  TRY(audit(ts, "syslog.setlogmask", Value::from_int(mask)));
  return int64_t{::setlogmask(static_cast<int>(mask))};
}
/// The mask of a priority; like the system's macro, with as many bits of it as a shift takes.
Result<int64_t> log_mask(ThreadState& ts, Value priority) {
  int64_t number = TRY(to_int64(ts, priority));
  return int64_t{1} << (number & 31);
}
Result<int64_t> log_up_to(ThreadState& ts, Value priority) {
  int64_t number = TRY(to_int64(ts, priority));
  return (int64_t{1} << ((number + 1) & 31)) - 1;
}

constexpr NativeMethod kFunctions[] = {
    module_function<open_log>("openlog", "ident='', logoption=0, facility=LOG_USER", "Open the log with a name for the messages that follow."),
    module_function<close_log>("closelog", "($module, /)", "Close the log; the next message opens it with what is usual."),
    module_function<write_log>("syslog", "priority, message, /", "Send a message to the log: syslog(message) or syslog(priority, message)."),
    function<set_log_mask>("setlogmask", "mask, /", "Which priorities are sent from now on; answers those before."),
    function<log_up_to>("LOG_UPTO", "pri, /", "The mask of all priorities up to this one."),
    function<log_mask>("LOG_MASK", "pri, /", "The mask of a priority."),
};

#define NUMBER(name) {#name, name}
constexpr IntegerConstant kNumbers[] = {
    NUMBER(LOG_ALERT), NUMBER(LOG_AUTH), NUMBER(LOG_AUTHPRIV), NUMBER(LOG_CONS), NUMBER(LOG_CRIT), NUMBER(LOG_CRON), NUMBER(LOG_DAEMON),
    NUMBER(LOG_DEBUG), NUMBER(LOG_EMERG), NUMBER(LOG_ERR), NUMBER(LOG_INFO), NUMBER(LOG_KERN), NUMBER(LOG_LOCAL0), NUMBER(LOG_LOCAL1),
    NUMBER(LOG_LOCAL2), NUMBER(LOG_LOCAL3), NUMBER(LOG_LOCAL4), NUMBER(LOG_LOCAL5), NUMBER(LOG_LOCAL6), NUMBER(LOG_LOCAL7), NUMBER(LOG_LPR),
    NUMBER(LOG_MAIL), NUMBER(LOG_NDELAY), NUMBER(LOG_NEWS), NUMBER(LOG_NOTICE), NUMBER(LOG_NOWAIT), NUMBER(LOG_ODELAY), NUMBER(LOG_PERROR),
    NUMBER(LOG_PID), NUMBER(LOG_SYSLOG), NUMBER(LOG_USER), NUMBER(LOG_UUCP), NUMBER(LOG_WARNING),
};
#undef NUMBER

Status exec(ThreadState& ts, Module& module) { return module_add_integers(ts, module, kNumbers); }

/// The system must not refer to a name that is gone.
void clear(ThreadState&, void* block) {
  auto& state = *static_cast<State*>(block);
  if (std::exchange(state.open, false)) ::closelog();
  decref(std::exchange(state.ident, Value::null()));
}

}  // namespace

constexpr NativeModule kSyslogModule = {
    .name = "syslog",
    .doc = "Messages for the system's log.",
    .functions = kFunctions,
    .exec = exec,
    .state_size = sizeof(State),
    .clear = clear,
};

}  // namespace pyemb
