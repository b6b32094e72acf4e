// SPDX-License-Identifier: MIT
#include "lifecycle/lifecycle.h"
#include "modules/sys/sys.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/exception.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "state/names.h"
#include "vm/print_exception.h"

// Exceptions that end the program: shown, and turned into an exit status.

namespace pyemb {
namespace {

/// The exit status that a SystemExit stands for; a code that is no int is shown on stderr.
int exit_status(ThreadState& ts, Value exception) {
  Value code = as<SystemExitLayout>(exception).code;
  if (code.is_null() || code.is_none()) return 0;
  if (code.is_int()) return static_cast<int>(code.as_int() & 0xff);
  if (is_any_int(code)) {
    Result<int64_t> number = to_int64(ts, code);
    if (!number.raised()) return static_cast<int>(number.take() & 0xff);
    ts.clear_pending();
    return 255;
  }
  Ref kept = Ref::copy(code);
  Result<Own<Str>> text = to_str(ts, kept);
  Ref stream = Ref::copy(sys_get(ts, "stderr"));
  if (text.raised()) ts.clear_pending();
  if (stream && !stream.is_none()) {
    if (!text.raised()) {
      Own<Str> held = text.take();
      if (write_to_stream(ts, stream, held).raised()) ts.clear_pending();
    }
    Result<Own<Str>> newline = new_str_char(ts, U'\n');
    if (newline.raised()) {
      ts.clear_pending();
      return 1;
    }
    Own<Str> end = newline.take();
    if (write_to_stream(ts, stream, end).raised()) ts.clear_pending();
  }
  return 1;
}

}  // namespace

int report_uncaught(ThreadState& ts, bool* was_interrupted) {
  if (!ts.has_pending()) return 0;
  const bool stays = config_of(ts).inspect != 0;  // -i: the session comes after the exit
  if (!stays && is_exception_of(ts, ts.pending, Exc::kSystemExit)) {
    Ref exception = ts.take_pending();
    return exit_status(ts, exception);
  }
  bool interrupted = is_exception_of(ts, ts.pending, Exc::kKeyboardInterrupt);
  if (Ref out = Ref::copy(sys_get(ts, "stdout")); out && !out.is_none()) {  // what was printed before comes first
    Ref exception = ts.take_pending();
    Result<Ref> flushed = call_method_of(ts, out, Value::from_object(ts.names().flush));
    if (flushed.raised()) {
      ts.clear_pending();
    } else {
      Ref ignored = flushed.take();
    }
    ts.pending = exception.release();
  }
  sys_print_uncaught(ts);
  if (ts.has_pending()) {  // the hook wants to exit
    Ref exception = ts.take_pending();
    return exit_status(ts, exception);
  }
  if (was_interrupted != nullptr) *was_interrupted = interrupted;
  return interrupted ? 130 : 1;
}

}  // namespace pyemb
