// SPDX-License-Identifier: MIT
#include <cerrno>
#include <cstring>
#include <unistd.h>

#include "frontend/compile.h"
#include "lifecycle/run.h"
#include "modules/paths.h"
#include "modules/sys/sys.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/exception.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "state/names.h"
#include "vm/run.h"

// The interactive session: lines are collected until they are a statement, which is then run in __main__. A line that begins a
// block asks for more until an empty one.

namespace pyemb {
namespace {

/// The statement being typed, and the lines read from standard input.
class Session {
 public:
  explicit Session(ThreadState& ts) : ts_(ts) {}
  int run();

 private:
  enum class Line : uint8_t { kRead, kEnd, kFailed };
  Line read_line(const char* prompt_name);
  Line fill();
  Status show_prompt(const char* name);
  bool wants_more(Result<Own<Code>>& compiled);
  Status run_statement();

  ThreadState& ts_;
  TextBuffer statement_;
  char input_[4096];
  size_t used_ = 0;
  size_t at_ = 0;
  bool ended_ = false;
};

/// Writes sys.ps1 or sys.ps2, as str() gives it, to standard error: standard output may be what a program reads.
Status Session::show_prompt(const char* name) {
  Ref out = Ref::copy(sys_get(ts_, "stdout"));
  if (out && !out.is_none()) {
    Ref flushed = TRY(call_method_of(ts_, out, Value::from_object(ts_.names().flush)));
  }
  Ref prompt = Ref::copy(sys_get(ts_, name));
  if (!prompt) return {};
  Own<Str> text = TRY(to_str(ts_, prompt));
  print_error(ts_, "%s", Utf8(ts_, *text).c_str());
  return {};
}

Session::Line Session::fill() {
  while (true) {
    ssize_t got = ::read(0, input_, sizeof input_);
    if (got < 0 && errno == EINTR) continue;
    used_ = got > 0 ? static_cast<size_t>(got) : 0;
    at_ = 0;
    ended_ = got <= 0;
    return ended_ ? Line::kEnd : Line::kRead;
  }
}

/// Adds the next line to the statement.
Session::Line Session::read_line(const char* prompt_name) {
  if (show_prompt(prompt_name).raised()) ts_.clear_pending();
  size_t before = statement_.size();
  while (!ended_) {
    if (at_ == used_ && fill() == Line::kEnd) break;
    std::string_view rest(input_ + at_, used_ - at_);
    size_t newline = rest.find('\n');
    std::string_view piece = rest.substr(0, newline == rest.npos ? rest.size() : newline + 1);
    statement_.append(piece);
    at_ += piece.size();
    if (newline != rest.npos) return statement_.ok() ? Line::kRead : Line::kFailed;
  }
  if (statement_.size() > before) {  // a last line without its end
    statement_.append('\n');
    return statement_.ok() ? Line::kRead : Line::kFailed;
  }
  return Line::kEnd;
}

/// Whether the text is the beginning of a statement; then the exception is dropped.
bool Session::wants_more(Result<Own<Code>>& compiled) {
  if (!compiled.raised() || ended_ || !is_exception_of(ts_, ts_.pending, Exc::kSyntaxError)) return false;
  Ref exception = ts_.take_pending();
  bool incomplete = false;
  Result<Ref> message = find_attr(ts_, exception, "msg");
  if (message.raised()) {
    ts_.clear_pending();
  } else if (Ref text = message.take(); !text.is_absent() && is<Str>(text)) {
    incomplete = Utf8(ts_, text).view() == "incomplete input";
  }
  if (!incomplete) ts_.pending = exception.release();
  return incomplete;
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

/// Compiles and runs what has been typed, asking for more lines as long as it is incomplete.
Status Session::run_statement() {
  CompileOptions options;
  options.mode = ParseMode::kSingle;
  options.optimize = ts_.interp.optimize;
  Own<Str> name = TRY(new_str(ts_, "<stdin>"));
  while (true) {
    options.flags = ended_ ? 0 : uint32_t{kDontImplyDedent} | uint32_t{kAllowIncompleteInput};
    Result<Own<Code>> compiled = compile_text(ts_, statement_.view(), name, options);
    if (wants_more(compiled)) {
      if (read_line("ps2") == Line::kFailed) return raise_no_memory(ts_);
      continue;
    }
    Own<Code> code = TRY(std::move(compiled));
    Ref ignored = TRY(run_code(ts_, *code, main_globals(ts_), Value::null()));
    return {};
  }
}

int Session::run() {
  while (true) {
    statement_.clear();
    Line line = read_line("ps1");
    if (line == Line::kFailed) return 1;
    if (line == Line::kEnd) {
      print_error(ts_, "\n");
      return 0;
    }
    if (is_blank(statement_.view())) continue;
    if (!run_statement().raised()) continue;
    const bool leaves = is_exception_of(ts_, ts_.pending, Exc::kSystemExit);
    const int code = report_uncaught(ts_);
    if (leaves) return code;
  }
}

}  // namespace

int run_interactive(ThreadState& ts) {
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
  return Session(ts).run();
}

}  // namespace pyemb
