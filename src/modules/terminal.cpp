// SPDX-License-Identifier: MIT
#include "modules/terminal.h"

#include <unistd.h>

#include <cerrno>

#include "modules/signal/signal.h"
#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/codecs.h"
#include "objects/int.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "state/foreign_modules.h"
#include "state/gil.h"
#include "state/memory.h"
#include "state/names.h"
#include "state/runtime.h"

namespace pyemb {
namespace {

/// While C code runs or waits that needs no interpreter: it finds no thread state attached.
class Away {
 public:
  explicit Away(ThreadState& ts) : ts_(ts), foreign_(foreign_modules()) {
    if (foreign_ != nullptr) attached_ = foreign_->exchange_thread(nullptr);
    gil_release(ts_);
  }
  ~Away() {
    gil_acquire(ts_);
    if (foreign_ != nullptr) foreign_->exchange_thread(attached_);
  }
  Away(const Away&) = delete;
  Away& operator=(const Away&) = delete;

 private:
  ThreadState& ts_;
  const ForeignModules* foreign_;
  ThreadState* attached_ = nullptr;
};

int (*input_hook())() {
  const ForeignModules* foreign = foreign_modules();
  return foreign != nullptr ? *foreign->input_hook : nullptr;
}

bool is_terminal(FILE* file) { return ::isatty(::fileno(file)) != 0; }

/// The line so far.
struct RawLine {
  char* text = nullptr;
  size_t size = 0;
  size_t room = 0;

  bool append(char byte) {
    if (size == room) {
      auto* grown = static_cast<char*>(memory_resize(Domain::kRaw, text, room + 128));
      if (grown == nullptr) return false;
      text = grown;
      room += 128;
    }
    text[size++] = byte;
    return true;
  }
};

enum class Part : uint8_t { kMore, kLast, kInterrupted, kNoMemory };

/// Reads up to the end of the line or of the input, at most so many bytes, or until a signal comes. A terminal's end of input is one only where nothing stands
/// before it.
Part read_part(FILE* in, RawLine& line, size_t most) {
  if (auto* hook = input_hook()) static_cast<void>(hook());
  errno = 0;
  std::clearerr(in);
  for (size_t count = 0; count < most; ++count) {
    const int byte = std::getc(in);
    if (byte == EOF && std::ferror(in) != 0 && errno == EINTR) return Part::kInterrupted;
    if (byte == EOF) return count == 0 ? Part::kLast : Part::kMore;
    if (!line.append(static_cast<char>(byte))) return Part::kNoMemory;
    if (byte == '\n') return Part::kLast;
  }
  return Part::kMore;
}

Result<TerminalLine> read_plain(ThreadState& ts, FILE* in) {
  constexpr size_t kFirst = 99;
  RawLine line;
  while (true) {
    Part part = Part::kMore;
    {
      Away away(ts);
      part = read_part(in, line, line.size == 0 ? kFirst : line.size + 1);
    }
    if (part == Part::kLast && line.append('\0')) return TerminalLine{line.text};
    if (part == Part::kMore || (part == Part::kInterrupted && !run_signal_handlers(ts).raised())) continue;
    memory_release(Domain::kRaw, line.text);
    return part == Part::kInterrupted ? Raised{} : raise_no_memory(ts);
  }
}

}  // namespace

bool host_reads_lines(ThreadState& ts, FILE* in, FILE* out) {
  const ForeignModules* foreign = foreign_modules();
  return foreign != nullptr && *foreign->read_line != nullptr && &ts.interp == runtime().main && is_terminal(in) && is_terminal(out);
}

Result<TerminalLine> read_terminal_line(ThreadState& ts, FILE* in, FILE* out, const char* prompt) {
  if (host_reads_lines(ts, in, out)) {
    Away away(ts);
    return TerminalLine{(*foreign_modules()->read_line)(in, out, prompt)};
  }
  std::fflush(out);
  if (prompt != nullptr) std::fputs(prompt, stderr);
  std::fflush(stderr);
  return read_plain(ts, in);
}

void call_input_hook(ThreadState& ts) {
  auto* hook = input_hook();
  if (hook == nullptr) return;
  Away away(ts);
  static_cast<void>(hook());
}

// -- input() -----------------------------------------------------------------------------------------------------------------------

namespace {

/// Whether the stream is of the same terminal as the C stream.
Result<bool> is_stream_of(ThreadState& ts, Value stream, FILE* file) {
  Result<Ref> asked = call_method_of(ts, stream, Value::from_object(ts.names().fileno));
  if (asked.raised()) {
    ts.clear_pending();
    return false;
  }
  Ref number = asked.take();
  int64_t descriptor = TRY(to_int64(ts, number));
  return descriptor == ::fileno(file) && is_terminal(file);
}

/// The stream's encoding and error handler; false: it has none that are strings.
bool find_encoding(ThreadState& ts, Value stream, Ref* encoding, Ref* errors) {
  for (auto [name, place] : {std::pair{"encoding", encoding}, std::pair{"errors", errors}}) {
    Result<Ref> found = get_attr(ts, stream, name);
    if (found.raised()) {
      ts.clear_pending();
      return false;
    }
    *place = found.take();
    if (!is<Str>(*place)) return false;
  }
  return true;
}

/// The prompt as the output stream would write it.
Result<Ref> encode_prompt(ThreadState& ts, Value out, Value prompt) {
  Ref encoding, errors;
  if (!find_encoding(ts, out, &encoding, &errors)) return Result<Ref>::absent();
  Own<Str> text = TRY(to_str(ts, prompt));
  return encode_str(ts, *text, encoding.as<Str>(), errors.as<Str>());
}

/// What was typed, without the end of the line.
Result<Ref> decode_line(ThreadState& ts, const char* line, Str& encoding, Str& errors) {
  std::string_view text(line);
  if (text.empty()) return raise_value(ts, Exc::kEOFError, Value::null());
  text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  Own<Bytes> bytes = TRY(new_bytes(ts, text));
  Own<Str> decoded = TRY(decode_object(ts, bytes, &encoding, &errors));
  TRY(audit(ts, "builtins.input/result", decoded));
  return decoded;
}

}  // namespace

Result<Ref> input_from_terminal(ThreadState& ts, Value in, Value out, Value prompt) {
  bool typed = TRY(is_stream_of(ts, in, stdin));
  if (typed) typed = TRY(is_stream_of(ts, out, stdout));
  Ref encoding, errors, shown;
  if (!typed || !find_encoding(ts, in, &encoding, &errors)) return Result<Ref>::absent();
  Result<Ref> flushed = call_method_of(ts, out, Value::from_object(ts.names().flush));
  if (flushed.raised()) {
    ts.clear_pending();
  } else {
    Ref ignored = flushed.take();
  }
  if (!prompt.is_null()) {
    shown = TRY(encode_prompt(ts, out, prompt));
    if (shown.is_absent()) return Result<Ref>::absent();
  }
  TerminalLine line = TRY(read_terminal_line(ts, stdin, stdout, shown ? reinterpret_cast<const char*>(shown.as<Bytes>()->data()) : ""));
  if (line.text == nullptr) {
    TRY(run_signal_handlers(ts));
    return raise_value(ts, Exc::kKeyboardInterrupt, Value::null());
  }
  Result<Ref> answer = decode_line(ts, line.text, *encoding.as<Str>(), *errors.as<Str>());
  memory_release(Domain::kRaw, line.text);
  return answer;
}

}  // namespace pyemb
