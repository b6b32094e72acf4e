// SPDX-License-Identifier: MIT
#include "frontend/compilation.h"

#include <cstdarg>
#include <cstdio>

#include "frontend/source_line.h"
#include "objects/exception.h"
#include "objects/raise.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

/// printf into the arena; empty when memory runs out.
std::string_view format_message(Arena& arena, const char* format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  int size = std::vsnprintf(nullptr, 0, format, arguments);
  char* buffer = size < 0 ? nullptr : arena.make_array<char>(static_cast<size_t>(size) + 1);
  if (buffer != nullptr) std::vsnprintf(buffer, static_cast<size_t>(size) + 1, format, again);
  va_end(again);
  return buffer == nullptr ? std::string_view() : std::string_view(buffer, static_cast<size_t>(size));
}

}  // namespace

Compilation::Compilation(ThreadState& thread, Arena& memory, NameTable& table, Value file)
    : ts(thread), arena(memory), names(table), constants(thread, memory), filename(file) {
#define KNOWN(field, text) known.field = intern(text);
  PYEMB_KNOWN_NAMES(KNOWN)
#undef KNOWN
}

Compilation::~Compilation() {
  for (uint32_t i = 0; i < string_capacity; ++i) decref(strings[i]);
}

const Identifier* Compilation::intern(std::string_view text) {
  const Identifier* id = names.intern(text);
  if (id == nullptr) no_memory();
  return id;
}

Value Compilation::make_str_of(const Identifier* id) {
  if (id->index >= string_capacity) {
    uint32_t capacity = names.size() + names.size() / 4 + 16;
    Value* grown = arena.make_array<Value>(capacity);
    if (grown == nullptr) return no_memory(), Value::null();
    for (uint32_t i = 0; i < capacity; ++i) grown[i] = i < string_capacity ? strings[i] : Value::null();
    strings = grown;
    string_capacity = capacity;
  }
  Result<Own<Str>> made = pyemb::intern(ts, id->text);
  if (made.raised()) return fail(), Value::null();
  strings[id->index] = Value::from_object(made.take().release());
  return strings[id->index];
}

void Compilation::no_memory() {
  if (failed) return;
  failed = true;
  static_cast<void>(raise_no_memory(ts));
}

bool Compilation::recursion_error() {
  if (failed) return true;
  failed = true;
  static_cast<void>(raise(ts, Exc::kRecursionError, "maximum recursion depth exceeded during compilation"));
  return true;
}

void Compilation::syntax_error(const ast::Located* where, const char* format, ...) {
  if (failed) return;
  failed = true;
  va_list arguments;
  va_start(arguments, format);
  std::string_view message = format_message(arena, format, arguments);
  va_end(arguments);
  if (message.data() == nullptr) {
    static_cast<void>(raise_no_memory(ts));
    return;
  }
  static_cast<void>(raise_syntax_error(ts, filename, *where, message, details));
}

/// What warnings.warn_explicit() raises is a SyntaxError of ours if it is a SyntaxWarning.
void Compilation::warn(const ast::Located* where, const char* format, ...) {
  if (failed) return;
  va_list arguments;
  va_start(arguments, format);
  std::string_view message = format_message(arena, format, arguments);
  va_end(arguments);
  if (message.data() == nullptr) return no_memory();
  if (!warn_explicit(ts, Exc::kSyntaxWarning, filename, where->lineno, message).raised()) return;
  failed = true;
  if (!clear_pending_if(ts, Exc::kSyntaxWarning)) return;
  static_cast<void>(raise_syntax_error(ts, filename, *where, message, details));
}

Status warn_explicit(ThreadState& ts, Exc category, Value filename, int32_t lineno, std::string_view message) {
  if (ts.interp.hooks.warn_explicit == nullptr) return {};
  Ref text = TRY(new_str(ts, message));
  return ts.interp.hooks.warn_explicit(ts, text, core_type(ts, category), filename, lineno);
}

Raised raise_syntax_error(ThreadState& ts, Value filename, const ast::Located& where, std::string_view message,
                          SyntaxErrorDetails details) {
  Ref text = TRY(new_str(ts, message));
  Ref line = TRY(read_source_line(ts, filename, where.lineno));
  Value lineno = Value::from_int(where.lineno);
  Value offset = Value::from_int(int64_t{where.col_offset} + 1);
  Value end_lineno = Value::from_int(where.end_lineno);
  Value end_offset = where.end_col_offset < 0 ? Value::none() : Value::from_int(int64_t{where.end_col_offset} + 1);
  if (details == SyntaxErrorDetails::kInArguments) {
    Ref place = TRY(new_tuple_of(ts, filename, lineno, offset, line.get(), end_lineno, end_offset));
    const Value arguments[] = {text, place};
    Ref error = TRY(new_exception(ts, Exc::kSyntaxError, arguments));
    return raise_object(ts, std::move(error));
  }
  const Value arguments[] = {text};
  Own<Exception> error = TRY(new_exception(ts, Exc::kSyntaxError, arguments));
  auto& layout = static_cast<SyntaxErrorLayout&>(*error);
  auto set = [](Value& field, Value value) {
    incref(value);
    decref(std::exchange(field, value));
  };
  set(layout.filename, filename);
  set(layout.lineno, lineno);
  set(layout.offset, offset);
  set(layout.text, line);
  set(layout.end_lineno, end_lineno);
  set(layout.end_offset, end_offset);
  return raise_object(ts, std::move(error));
}

}  // namespace pyemb
