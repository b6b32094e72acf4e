// SPDX-License-Identifier: MIT
#include "modules/builtins/functions.h"
#include "modules/io/standard_streams.h"
#include "modules/terminal.h"
#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/str.h"
#include "state/names.h"

namespace pyemb::builtins {
namespace {

Status check_text(ThreadState& ts, const char* name, Value value) {
  if (value.is_null() || value.is_none() || is<Str>(value)) return {};
  return raise(ts, Exc::kTypeError, "%s must be None or a string, not %.200s", name, type_name(ts, value));
}

Result<Ref> find_stream(ThreadState& ts, const char* name) {
  Value found = ts.interp.sys_dict.is_null() ? Value::null() : dict_get(ts, as<Dict>(ts.interp.sys_dict), name);
  if (found.is_null()) return raise(ts, Exc::kRuntimeError, "lost sys.%s", name);
  return Ref::copy(found);
}

Result<Ref> need_stream(ThreadState& ts, const char* name) {
  Value found = ts.interp.sys_dict.is_null() ? Value::null() : dict_get(ts, as<Dict>(ts.interp.sys_dict), name);
  if (found.is_null() || found.is_none()) return raise(ts, Exc::kRuntimeError, "input(): lost sys.%s", name);
  return Ref::copy(found);
}

Status call_flush(ThreadState& ts, Value stream) {
  Ref ignored = TRY(call_method_of(ts, stream, Value::from_object(ts.names().flush)));
  return {};
}

/// stream.write(text)
Status write(ThreadState& ts, Value stream, Value text) {
  bool written = TRY(write_quickly(ts, stream, as<Str>(text)));
  if (LIKELY(written)) return {};
  Ref ignored = TRY(call_method_of(ts, stream, Value::from_object(ts.names().write), text));
  return {};
}

}  // namespace

Status print(ThreadState& ts, Rest objects, Value separator, Value end, Value file, std::optional<bool> flush) {
  Ref stream = Ref::copy(file);
  if (!stream || stream.is_none()) {
    stream = TRY(find_stream(ts, "stdout"));
    if (stream.is_none()) return {};  // a host without an output
  }
  TRY(check_text(ts, "sep", separator));
  TRY(check_text(ts, "end", end));
  Own<Str> space = TRY(new_str_char(ts, U' '));
  Own<Str> newline = TRY(new_str_char(ts, U'\n'));
  Value between = separator.is_null() || separator.is_none() ? Value(space) : separator;
  Value last = end.is_null() || end.is_none() ? Value(newline) : end;

  for (size_t i = 0; i < objects.size(); ++i) {
    if (i > 0) TRY(write(ts, stream, between));
    Own<Str> text = TRY(to_str(ts, objects[i]));
    TRY(write(ts, stream, text));
  }
  TRY(write(ts, stream, last));
  if (flush.value_or(false)) TRY(call_flush(ts, stream));
  return {};
}

Result<Ref> input(ThreadState& ts, Value prompt) {
  Ref in = TRY(need_stream(ts, "stdin"));
  Ref out = TRY(need_stream(ts, "stdout"));
  Ref err = TRY(need_stream(ts, "stderr"));
  TRY(audit(ts, "builtins.input", prompt.is_null() ? Value::none() : prompt));
  if (call_flush(ts, err).raised()) ts.clear_pending();
  Ref typed = TRY(input_from_terminal(ts, in, out, prompt));
  if (!typed.is_absent()) return typed;
  if (!prompt.is_null()) {
    Own<Str> text = TRY(to_str(ts, prompt));
    Ref ignored = TRY(call_method_of(ts, out, Value::from_object(ts.names().write), text));
  }
  if (call_flush(ts, out).raised()) ts.clear_pending();
  Ref line = TRY(call_method_of(ts, in, Value::from_object(ts.names().readline)));
  if (!is<Str>(line)) return raise(ts, Exc::kTypeError, "object.readline() returned non-string");
  auto& text = *line.as<Str>();
  if (text.length == 0) return raise(ts, Exc::kEOFError, "EOF when reading a line");
  if (text.at(text.length - 1) != U'\n') return line;
  return str_slice(ts, text, 0, text.length - 1);
}

}  // namespace pyemb::builtins
