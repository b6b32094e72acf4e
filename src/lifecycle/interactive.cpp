// SPDX-License-Identifier: MIT
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

#include "frontend/compile.h"
#include "lifecycle/line_editor.h"
#include "lifecycle/run.h"
#include "modules/paths.h"
#include "modules/sys/sys.h"
#include "modules/terminal.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/exception.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "state/memory.h"
#include "state/names.h"
#include "vm/run.h"

// The interactive session: lines are collected until they are a statement, which is then run in __main__. A line that begins a
// block asks for more until an empty one.

namespace pyemb {
namespace {

/// The statement being typed, and the lines read from standard input.
class Session {
 public:
  Session(ThreadState& ts, const SessionSource& source)
      : ts_(ts), source_(source), editor_(ts, (source.file == nullptr || source.file == stdin) && !host_reads_lines(ts, stdin, stdout)) {}
  int run();
  [[nodiscard]] Result<bool> run_one();

 private:
  enum class Line : uint8_t { kRead, kEnd, kFailed, kInterrupted };
  Line read_line(const char* prompt_name);
  Line read_edited(const char* prompt_name);
  Line read_by_host(const char* prompt_name);
  Line fill();
  ssize_t read_stream();
  bool interrupted();
  void show_interrupt();
  FILE* stream() const { return source_.file == nullptr ? stdin : source_.file; }
  Result<Ref> prompt(const char* name);
  Status show_prompt(const char* name);
  [[nodiscard]] Result<Ref> compile_statement(Value filename);
  Status run_statement();

  ThreadState& ts_;
  const SessionSource& source_;
  LineEditor editor_;
  TextBuffer statement_;
  char input_[4096];
  size_t used_ = 0;
  size_t at_ = 0;
  bool ended_ = false;
  uint32_t future_ = 0;
};

/// str() of sys.ps1 or sys.ps2; absent if it is gone.
Result<Ref> Session::prompt(const char* name) {
  Ref value = Ref::copy(sys_get(ts_, name));
  if (!value) return Result<Ref>::absent();
  return to_str(ts_, value);
}

/// Writes the prompt to standard error: standard output may be what a program reads.
Status Session::show_prompt(const char* name) {
  Ref out = Ref::copy(sys_get(ts_, "stdout"));
  if (out && !out.is_none()) {
    Ref flushed = TRY(call_method_of(ts_, out, Value::from_object(ts_.names().flush)));
  }
  Ref text = TRY(prompt(name));
  if (!text.is_absent()) print_error(ts_, "%s", Utf8(ts_, text).c_str());
  return {};
}

/// A line of the stream, or the first part of a long one. -1: failed, errno is set.
ssize_t Session::read_stream() {
  size_t size = 0;
  while (size < sizeof input_) {
    int byte = std::getc(source_.file);
    if (byte == EOF) break;
    input_[size++] = static_cast<char>(byte);
    if (byte == '\n') break;
  }
  if (size > 0 || std::ferror(source_.file) == 0) return static_cast<ssize_t>(size);
  std::clearerr(source_.file);
  return -1;
}

Session::Line Session::fill() {
  while (true) {
    ssize_t got = source_.file == nullptr ? read_standard_input(ts_, input_, sizeof input_) : read_stream();
    if (got < 0 && errno == EINTR) {
      if (interrupted()) return Line::kInterrupted;
      continue;
    }
    used_ = got > 0 ? static_cast<size_t>(got) : 0;
    at_ = 0;
    return got <= 0 ? Line::kEnd : Line::kRead;
  }
}

/// Lets the handlers of signals run; true if one raised, as Ctrl-C does: what was typed is forgotten.
bool Session::interrupted() {
  if (!ts_.interp.hooks.handle_breaker(ts_).raised()) return false;
  show_interrupt();
  return true;
}

/// The pending exception, which a handler has raised.
void Session::show_interrupt() {
  if (is_exception_of(ts_, ts_.pending, Exc::kKeyboardInterrupt)) {
    ts_.clear_pending();
    print_error(ts_, "\nKeyboardInterrupt\n");
  } else {
    sys_print_uncaught(ts_);
    ts_.clear_pending();
  }
}

/// The same from a terminal, through the editor.
Session::Line Session::read_edited(const char* prompt_name) {
  Result<Ref> text = prompt(prompt_name);
  if (text.raised()) ts_.clear_pending();
  Ref shown = text.raised() ? Ref() : text.take();
  if (!shown.is_absent() && shown) {
    Ref out = Ref::copy(sys_get(ts_, "stdout"));
    if (out && !out.is_none() && show_prompt("").raised()) ts_.clear_pending();  // what was printed comes first
  }
  std::string_view line;
  while (true) {
    switch (editor_.read(shown && !shown.is_absent() ? Utf8(ts_, shown).c_str() : "", &line)) {
      case LineEditor::Answer::kLine:
        statement_.append(line);
        if (!line.ends_with('\n')) statement_.append('\n');
        return statement_.ok() ? Line::kRead : Line::kFailed;
      case LineEditor::Answer::kEnd:
        print_error(ts_, "\n");
        ended_ = true;
        return Line::kEnd;
      case LineEditor::Answer::kInterrupted:
        if (interrupted()) return Line::kInterrupted;
        break;
    }
  }
}

/// The same by the function that the host has for it.
Session::Line Session::read_by_host(const char* prompt_name) {
  const size_t before = statement_.size();
  while (true) {
    if (show_prompt("").raised()) ts_.clear_pending();  // what was printed comes first
    Result<Ref> text = prompt(prompt_name);
    if (text.raised()) ts_.clear_pending();
    Ref shown = text.raised() ? Ref() : text.take();
    Result<TerminalLine> read = read_terminal_line(ts_, stream(), stdout, shown && !shown.is_absent() ? Utf8(ts_, shown).c_str() : "");
    if (read.raised() || read.take().text == nullptr) {
      if (!ts_.has_pending()) static_cast<void>(raise_value(ts_, Exc::kKeyboardInterrupt, Value::null()));
      show_interrupt();
      return Line::kInterrupted;
    }
    char* line = read.take().text;
    ended_ = *line == '\0';
    statement_.append(std::string_view(line));
    memory_release(Domain::kRaw, line);
    if (ended_ || statement_.view().ends_with('\n')) break;
    prompt_name = "ps2";  // the line may go on
  }
  if (ended_) print_error(ts_, "\n");
  if (ended_ && statement_.size() == before) return Line::kEnd;
  if (ended_) statement_.append('\n');
  return statement_.ok() ? Line::kRead : Line::kFailed;
}

/// Adds the next line to the statement.
Session::Line Session::read_line(const char* prompt_name) {
  if (!config_of(ts_).is_host_stream(0) && host_reads_lines(ts_, stream(), stdout)) return read_by_host(prompt_name);
  call_input_hook(ts_);
  if (editor_.is_on()) return read_edited(prompt_name);
  if (show_prompt(prompt_name).raised()) ts_.clear_pending();
  size_t before = statement_.size();
  while (true) {
    if (at_ == used_) {
      Line more = fill();
      if (more == Line::kInterrupted) return more;
      if (more == Line::kEnd) break;
    }
    std::string_view rest(input_ + at_, used_ - at_);
    size_t newline = rest.find('\n');
    std::string_view piece = rest.substr(0, newline == rest.npos ? rest.size() : newline + 1);
    statement_.append(piece);
    at_ += piece.size();
    if (newline != rest.npos) return statement_.ok() ? Line::kRead : Line::kFailed;
  }
  if (statement_.size() > before) {  // a last line without its end
    statement_.append('\n');
    if (show_prompt("ps2").raised()) ts_.clear_pending();  // its line may have gone on
    print_error(ts_, "\n");
    ended_ = true;
    return statement_.ok() ? Line::kRead : Line::kFailed;
  }
  print_error(ts_, "\n");
  ended_ = true;
  return Line::kEnd;
}

/// The message of a pending SyntaxError, which stays pending; empty for anything else.
Ref pending_syntax_message(ThreadState& ts) {
  if (!is_exception_of(ts, ts.pending, Exc::kSyntaxError)) return Ref();
  Ref exception = ts.take_pending();
  Result<Ref> message = find_attr(ts, exception, "msg");
  Ref text;
  if (message.raised()) {
    ts.clear_pending();
  } else {
    text = message.take();
  }
  ts.pending = exception.release();
  return text.is_absent() || !text || !is<Str>(text) ? Ref() : std::move(text);
}

/// What stays open across an empty line, by the message of the compiler when it is told that there is no more.
bool is_open(std::string_view message) {
  return message.find("was never closed") != message.npos || message.find("unterminated triple-quoted") != message.npos ||
         message.starts_with("unexpected EOF");
}

/// Compiles what has been typed; absent if it is the beginning of a statement. An empty line ends a block, finished or not.
Result<Ref> Session::compile_statement(Value filename) {
  constexpr uint32_t kPartial = uint32_t{kDontImplyDedent} | uint32_t{kAllowIncompleteInput};
  std::string_view text = statement_.view();
  if (!ended_ && text.ends_with("\\\n")) return Result<Ref>::absent();
  const bool ends_block = text.ends_with("\n\n");
  const auto attempt = [&](std::string_view part, uint32_t flags) -> Result<Ref> {
    CompileOptions options;
    options.mode = ParseMode::kSingle;
    options.optimize = ts_.interp.optimize;
    options.flags = flags | future_;  // what `from __future__` said before stays in force
    options.future = &future_;
    Own<Code> code = TRY(compile_text(ts_, part, filename, options));
    return code;
  };
  if (ended_) return attempt(text, 0);
  // Without its line end a block is incomplete; with it a simple statement is as complete as it will ever be.
  for (std::string_view part : {text.substr(0, text.size() - 1), text}) {
    Result<Ref> compiled = attempt(part, kPartial);
    if (compiled.raised()) {
      Ref message = pending_syntax_message(ts_);
      if (!message || Utf8(ts_, message).view() != "incomplete input") {
        if (part.size() < text.size()) {
          ts_.clear_pending();
          continue;
        }
        return Raised{};
      }
      ts_.clear_pending();
    } else if (part.size() < text.size() || ends_block) {
      return compiled;
    } else {
      Ref ignored = compiled.take();
    }
  }
  if (!ends_block) return Result<Ref>::absent();
  Result<Ref> compiled = attempt(text, 0);
  if (!compiled.raised()) return compiled;
  Ref message = pending_syntax_message(ts_);
  if (!message || !is_open(Utf8(ts_, message).view())) return Raised{};
  ts_.clear_pending();
  return Result<Ref>::absent();
}

bool is_blank(std::string_view text) {
  while (!text.empty()) {
    size_t newline = text.find('\n');
    std::string_view line = text.substr(0, newline);
    size_t first = line.find_first_not_of(" \t\r\f");
    if (first != line.npos && line[first] != '#') return false;
    text = newline == text.npos ? std::string_view() : text.substr(newline + 1);
  }
  return true;
}

/// Runs what has been typed, asking for more lines as long as it is incomplete.
Status Session::run_statement() {
  Own<Str> name = TRY(new_str(ts_, source_.name));
  while (true) {
    Ref code = TRY(compile_statement(name));
    if (!code.is_absent()) {
      Own<Dict> globals = TRY(main_globals(ts_));
      Ref ignored = TRY(run_code(ts_, *code.as<Code>(), *globals, Value::null()));
      return {};
    }
    Line line = read_line("ps2");
    if (line == Line::kFailed) return raise_no_memory(ts_);
    if (line == Line::kInterrupted) return {};
  }
}

int Session::run() {
  while (true) {
    statement_.clear();
    ended_ = false;
    Line line = read_line("ps1");
    if (line == Line::kFailed) return 1;
    if (line == Line::kEnd) return 0;
    if (line == Line::kInterrupted) continue;
    if (is_blank(statement_.view())) continue;
    if (!run_statement().raised()) continue;
    const bool leaves = is_exception_of(ts_, ts_.pending, Exc::kSystemExit);
    const int code = report_uncaught(ts_);
    if (leaves) return code;
  }
}

Result<bool> Session::run_one() {
  while (true) {
    statement_.clear();
    ended_ = false;
    Line line = read_line("ps1");
    if (line == Line::kFailed) return raise_no_memory(ts_);
    if (line == Line::kEnd) return false;
    if (line == Line::kInterrupted || is_blank(statement_.view())) continue;
    TRY(run_statement());
    return true;
  }
}

/// sys.ps1 and sys.ps2, if there are none yet.
void set_prompts(ThreadState& ts) {
  for (auto [name, text] : {std::pair{"ps1", ">>> "}, std::pair{"ps2", "... "}}) {
    if (!sys_get(ts, name).is_null()) continue;
    Result<Own<Str>> made = new_str(ts, text);
    if (made.raised()) {
      ts.clear_pending();
      continue;
    }
    Own<Str> prompt = made.take();
    if (sys_set(ts, name, prompt).raised()) ts.clear_pending();
  }
}

}  // namespace

int run_interactive(ThreadState& ts, const SessionSource& source) {
  set_prompts(ts);
  return Session(ts, source).run();
}

Result<bool> run_interactive_statement(ThreadState& ts, const SessionSource& source) {
  set_prompts(ts);
  return Session(ts, source).run_one();
}

}  // namespace pyemb
