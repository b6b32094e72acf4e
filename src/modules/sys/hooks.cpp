// SPDX-License-Identifier: MIT
#include <cstdio>
#include <cstdlib>

#include "config/config.h"
#include "config/module_type_ids.h"
#include "modules/sys/sys.h"
#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/codecs.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"
#include "state/names.h"
#include "vm/import.h"
#include "vm/unwind.h"
#include "vm/print_exception.h"

// What is done with results and with exceptions that nobody catches: displayhook, excepthook, unraisablehook, breakpointhook.

namespace pyemb {
namespace {

Value or_none(Value value) { return value.is_null() ? Value::none() : value; }

/// Writes to sys.stderr, or to nowhere if it is gone. What goes wrong there is not worth another exception.
void write_error_text(ThreadState& ts, Value text) {
  Ref stream = Ref::copy(sys_get(ts, "stderr"));
  if (!stream || stream.is_none()) return;
  if (write_to_stream(ts, stream, text).raised()) return ts.clear_pending();
  Result<Ref> flushed = call_method_of(ts, stream, Value::from_object(ts.names().flush));
  if (flushed.raised()) return ts.clear_pending();
  Ref ignored = flushed.take();
}

/// Shows an exception on sys.stderr as the standard excepthook does.
void show(ThreadState& ts, Value exception) {
  if (!is_exception(exception)) {
    Result<Own<Str>> text = new_str_format(ts, "TypeError: print_exception(): Exception expected for value, %s found\n", type_name(ts, exception));
    if (text.raised()) return ts.clear_pending();
    Own<Str> held = text.take();
    return write_error_text(ts, held);
  }
  Result<Own<Str>> text = format_exception(ts, exception);
  if (text.raised()) return ts.clear_pending();
  Own<Str> held = text.take();
  write_error_text(ts, held);
}

void write_literal(ThreadState& ts, const char* text) {
  Result<Own<Str>> made = new_str(ts, text);
  if (made.raised()) return ts.clear_pending();
  Own<Str> held = made.take();
  write_error_text(ts, held);
}

// -- unraisable exceptions -----------------------------------------------------------------------------------------------------

/// "Exception ignored in: <where>" and the exception, as the standard hook writes them.
Result<Own<Str>> format_unraisable(ThreadState& ts, Tuple& args) {
  Value type = args.at(0), value = args.at(1), traceback = args.at(2), message = args.at(3), object = args.at(4);
  TextBuffer text;
  bool has_message = is<Str>(message);
  if (has_message) text.append(Utf8(ts, message).view());
  if (!object.is_none()) {
    text.append(has_message ? ": " : "Exception ignored in: ");
    Result<Own<Str>> shown = repr(ts, object);
    if (shown.raised()) {
      ts.clear_pending();
      text.append("<object repr failed>");
    } else {
      Own<Str> held = shown.take();
      text.append(Utf8(ts, *held).view());
    }
    text.append('\n');
  } else if (has_message) {
    text.append(":\n");
  }
  if (!traceback.is_none()) {
    Own<Str> entries = TRY(format_traceback(ts, traceback));
    text.append(Utf8(ts, *entries).view());
  }
  if (is<Type>(type)) {
    Own<Str> line = TRY(is_exception(value) ? exception_line(ts, value) : exception_type_text(ts, as<Type>(type)));
    text.append(Utf8(ts, *line).view());
    text.append('\n');
  }
  if (!text.ok()) return raise_no_memory(ts);
  return new_str(ts, text.view());
}

Status unraisable_hook(ThreadState& ts, Value unraisable) {
  Value object = unraisable;
  bool fits = object.is_heap() && object.as_object()->type->id == ModuleType::kSysUnraisableHookArgs;
  if (!fits) return raise(ts, Exc::kTypeError, "sys.unraisablehook argument type must be UnraisableHookArgs");
  Own<Str> text = TRY(format_unraisable(ts, as<Tuple>(unraisable)));
  write_error_text(ts, text);
  return {};
}

Status call_unraisable_hook(ThreadState& ts, Value exception, const char* message, Value where) {
  Own<Tuple> args = TRY(new_struct_sequence(ts, ModuleType::kSysUnraisableHookArgs));
  Value traceback = is_exception(exception) ? as<Exception>(exception).traceback : Value::null();
  args->set(0, Ref::copy(Value::from_object(exception.as_object()->type)));
  args->set(1, Ref::copy(exception));
  args->set(2, Ref::copy(or_none(traceback)));
  args->set(3, Ref::none());
  if (message != nullptr) args->set(3, TRY(new_str_format(ts, "Exception ignored %s", message)));
  args->set(4, Ref::copy(or_none(where)));
  Ref hook = Ref::copy(sys_get(ts, "unraisablehook"));
  if (!hook || hook.is_none()) {
    Own<Str> text = TRY(format_unraisable(ts, *args));
    write_error_text(ts, text);
    return {};
  }
  bool asked = !audit(ts, "sys.unraisablehook", hook, args).raised();
  Result<Ref> result = asked ? call(ts, hook, args) : Result<Ref>(Raised{});
  if (!result.raised()) {
    Ref ignored = result.take();
    return {};
  }
  // A hook failed: that is shown instead.
  Ref failure = ts.take_pending();
  Own<Str> where_text = TRY(new_str(ts, asked ? "Exception ignored in sys.unraisablehook" : "Exception ignored in audit hook"));
  args->set(0, Ref::copy(Value::from_object(failure.object()->type)));
  args->set(1, Ref::copy(failure.get()));
  args->set(2, Ref::copy(or_none(as<Exception>(failure).traceback)));
  args->set(3, Ref::copy(Value(where_text)));
  args->set(4, Ref::copy(asked ? hook.get() : Value::none()));
  Own<Str> text = TRY(format_unraisable(ts, *args));
  write_error_text(ts, text);
  return {};
}

// -- the functions ---------------------------------------------------------------------------------------------------------------

/// Writes what the stream's encoding cannot say as escape sequences.
Status write_escaped(ThreadState& ts, Value stream, Str& text) {
  Ref encoding = TRY(get_attr(ts, stream, "encoding"));
  if (!is<Str>(encoding)) return raise(ts, Exc::kTypeError, "the encoding of sys.stdout must be a str");
  Own<Str> handler = TRY(intern(ts, "backslashreplace"));
  Ref bytes = TRY(encode_str(ts, text, encoding.as<Str>(), handler.get()));
  Ref buffer = TRY(find_attr(ts, stream, "buffer"));
  if (!buffer.is_absent()) {
    Ref write = TRY(get_attr(ts, buffer, "write"));
    Ref ignored = TRY(call(ts, write, bytes));
    return {};
  }
  Own<Str> strict = TRY(intern(ts, "strict"));
  Own<Str> shown = TRY(decode_object(ts, bytes, encoding.as<Str>(), strict.get()));
  return write_to_stream(ts, stream, shown);
}

Status display_hook(ThreadState& ts, Value object) {
  if (object.is_none()) return {};
  Own<Str> underscore = TRY(intern(ts, "_"));
  Dict& builtins = as<Dict>(ts.interp.builtins);
  TRY(dict_set(ts, builtins, underscore, Value::none()));
  Ref stream = Ref::copy(sys_get(ts, "stdout"));
  if (!stream || stream.is_none()) return raise(ts, Exc::kRuntimeError, "lost sys.stdout");
  Own<Str> text = TRY(repr(ts, object));
  if (write_to_stream(ts, stream, text).raised()) {
    if (!clear_pending_if(ts, Exc::kUnicodeEncodeError)) return Raised{};
    TRY(write_escaped(ts, stream, *text));
  }
  Own<Str> newline = TRY(new_str(ts, "\n"));
  TRY(write_to_stream(ts, stream, newline));
  return dict_set(ts, builtins, underscore, object);
}

Status except_hook(ThreadState& ts, Value, Value value, Value traceback) {
  if (is_exception(value) && as<Exception>(value).traceback.is_null() && traceback.is_heap() &&
      traceback.as_object()->type->id == TypeId::kTraceback) {
    set_traceback(as<Exception>(value), traceback);
  }
  show(ts, value);
  return {};
}

/// The function that a dotted name means; a name without dots is a built-in one. Absent: there is none.
Result<Ref> import_dotted(ThreadState& ts, std::string_view dotted) {
  size_t dot = dotted.rfind('.');
  if (dot == 0) return Result<Ref>::absent();
  std::string_view module_name = dot == dotted.npos ? "builtins" : dotted.substr(0, dot);
  Own<Str> name = TRY(new_str(ts, module_name));
  Result<Ref> imported = import_module(ts, Utf8(ts, *name).c_str());
  if (imported.raised()) {
    if (clear_pending_if(ts, Exc::kImportError)) return Result<Ref>::absent();
    return Raised{};
  }
  Ref module = imported.take();
  Own<Str> attribute = TRY(intern(ts, dot == dotted.npos ? dotted : dotted.substr(dot + 1)));
  return find_attr(ts, module, Value(attribute));
}

/// PYTHONBREAKPOINT says what breakpoint() calls.
Result<Ref> breakpoint_hook(ThreadState& ts, CallArgs args) {
  const char* wanted = ts.interp.config->use_environment != 0 ? std::getenv("PYTHONBREAKPOINT") : nullptr;
  if (wanted == nullptr || *wanted == '\0') wanted = "pdb.set_trace";
  if (std::string_view(wanted) == "0") return Ref::none();
  Own<Bytes> kept = TRY(new_bytes(ts, wanted));  // importing may change the environment
  std::string_view dotted(reinterpret_cast<const char*>(kept->data()), static_cast<size_t>(kept->size));
  Ref function = TRY(import_dotted(ts, dotted));
  if (!function.is_absent()) return call(ts, function, args);
  TRY(warn(ts, Exc::kRuntimeWarning, 0, "Ignoring unimportable $PYTHONBREAKPOINT: \"%.*s\"", static_cast<int>(dotted.size()), dotted.data()));
  return Ref::none();
}

constexpr NativeMethod kHooks[] = {
    function<display_hook>("displayhook", "($module, object, /)", "Writes repr(object) to sys.stdout and keeps it in builtins._; nothing for None."),
    function<except_hook>("excepthook", "($module, exctype, value, traceback, /)", "Shows an exception on sys.stderr."),
    function<unraisable_hook>("unraisablehook", "($module, unraisable, /)", "Shows an exception that could not be raised."),
    function<breakpoint_hook>("breakpointhook", "", "breakpointhook(*args, **kws)\n\nWhat breakpoint() calls: pdb.set_trace."),
};

}  // namespace

void sys_report_unraisable(ThreadState& ts, Value exception, const char* message, Value where) {
  if (ts.interp.sys_dict.is_null()) return;
  Frame* frame = current_frame(ts);
  if (frame != nullptr && is_exception(exception) && as<Exception>(exception).traceback.is_null()) {  // raised by native code
    static_cast<void>(ts.set_pending(Ref::copy(exception)));
    add_traceback(ts, *frame);
    Ref dropped = ts.take_pending();
  }
  if (call_unraisable_hook(ts, exception, message, where).raised()) ts.clear_pending();
}

namespace {

/// The event "sys.excepthook". False: a hook wants nothing to be shown.
bool audit_uncaught(ThreadState& ts, Value hook, Value exception, Value traceback) {
  Value type = Value::from_object(exception.as_object()->type);
  if (!audit(ts, "sys.excepthook", or_none(hook), type, exception, traceback).raised()) return true;
  if (clear_pending_if(ts, Exc::kRuntimeError)) return false;
  Ref failure = ts.take_pending();
  if (call_unraisable_hook(ts, failure, "in audit hook", Value::null()).raised()) ts.clear_pending();
  return true;
}

}  // namespace

void sys_print_uncaught(ThreadState& ts, bool keep) {
  Ref exception = ts.take_pending();
  if (!exception || ts.interp.sys_dict.is_null()) return;
  Value traceback = or_none(as<Exception>(exception).traceback);
  for (auto [name, value] : {std::pair{"last_type", Value::from_object(exception.object()->type)}, std::pair{"last_value", exception.get()},
                             std::pair{"last_traceback", traceback}}) {
    if (keep && sys_set(ts, name, value).raised()) ts.clear_pending();
  }
  Ref hook = Ref::copy(sys_get(ts, "excepthook"));
  if (!audit_uncaught(ts, hook, exception, traceback)) return;
  if (!hook) {
    write_literal(ts, "sys.excepthook is missing\n");
    return show(ts, exception);
  }
  Ref kept_traceback = Ref::copy(traceback);
  Result<Ref> result = call(ts, hook, Value::from_object(exception.object()->type), exception, kept_traceback);
  if (!result.raised()) {
    Ref ignored = result.take();
    return;
  }
  if (is_exception_of(ts, ts.pending, Exc::kSystemExit)) return;
  Ref failure = ts.take_pending();
  write_literal(ts, "Error in sys.excepthook:\n");
  show(ts, failure);
  write_literal(ts, "\nOriginal exception was:\n");
  show(ts, exception);
}

Status sys::add_hooks(ThreadState& ts, Module& module) {
  TRY(module_add_functions(ts, module, kHooks));
  static constexpr const char* kOriginals[][2] = {{"displayhook", "__displayhook__"}, {"excepthook", "__excepthook__"},
                                                  {"unraisablehook", "__unraisablehook__"}, {"breakpointhook", "__breakpointhook__"}};
  for (const auto& pair : kOriginals) {
    Ref hook = Ref::copy(dict_get(ts, module.globals(), pair[0]));
    TRY(module_add(ts, module, pair[1], hook));
  }
  return {};
}

}  // namespace pyemb
