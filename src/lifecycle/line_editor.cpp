// SPDX-License-Identifier: MIT
#include "lifecycle/line_editor.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

#if PYEMB_HAVE_LIBEDIT
#include <histedit.h>
#endif

#include "lifecycle/run.h"
#include "objects/attributes.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "objects/tuple.h"

namespace pyemb {

#if PYEMB_HAVE_LIBEDIT

// -- completion ------------------------------------------------------------------------------------------------------------------

namespace {

constexpr std::string_view kKeywords[] = {
#define TOKEN_KEYWORD(id, text) text,
#define TOKEN_SOFT_KEYWORD(id, text) text,
#include "config/tokens.def"
};

/// Names that begin with what was typed: how many, what all begin with, and all of them for the user to read.
struct Matches {
  std::string_view typed;
  TextBuffer common;
  TextBuffer list;
  int count = 0;

  void add(std::string_view name) {
    if (!name.starts_with(typed)) return;
    if (name.starts_with('_') && !typed.starts_with('_')) return;
    if (count++ == 0) {
      common.append(name);
    } else {
      size_t same = 0;
      while (same < common.size() && same < name.size() && common[same] == name[same]) ++same;
      common.truncate(same);
    }
    list.append(name);
    list.append("  ");
  }
  void add_keys(ThreadState& ts, Dict& dict) {
    int64_t position = 0;
    Value key, value;
    while (dict_next(dict, &position, &key, &value)) {
      if (is<Str>(key)) add(Utf8(ts, key).view());
    }
  }
};

/// The object that a dotted name of __main__ means, without calling anything but attribute look-ups.
Result<Ref> resolve(ThreadState& ts, std::string_view path) {
  Ref object;
  while (!path.empty()) {
    size_t dot = path.find('.');
    Own<Str> name = TRY(new_str(ts, path.substr(0, dot)));
    if (!object) {
      Own<Dict> globals = TRY(main_globals(ts));
      object = TRY(dict_find(ts, *globals, name));
      if (object.is_absent()) object = TRY(dict_find(ts, as<Dict>(ts.interp.builtins), name));
    } else {
      object = TRY(find_attr(ts, object, name.get()));
    }
    if (object.is_absent()) return Result<Ref>::absent();
    path = dot == path.npos ? std::string_view() : path.substr(dot + 1);
  }
  return object;
}

Status collect(ThreadState& ts, std::string_view word, Matches& matches) {
  size_t dot = word.rfind('.');
  if (dot == word.npos) {
    matches.typed = word;
    for (std::string_view keyword : kKeywords) matches.add(keyword);
    Own<Dict> globals = TRY(main_globals(ts));
    matches.add_keys(ts, *globals);
    matches.add_keys(ts, as<Dict>(ts.interp.builtins));
    return {};
  }
  matches.typed = word.substr(dot + 1);
  Ref object = TRY(resolve(ts, word.substr(0, dot)));
  if (object.is_absent() || !object) return {};
  Ref names = TRY(dir(ts, object));
  Own<Tuple> tuple = TRY(to_tuple(ts, names));
  for (Value name : tuple->span()) {
    if (is<Str>(name)) matches.add(Utf8(ts, name).view());
  }
  return {};
}

bool is_word(char c) { return c == '.' || c == '_' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c & 0x80) != 0; }

}  // namespace

/// Completes the name before the cursor. True: the line has changed.
bool LineEditor::complete_word() {
  const LineInfo* info = ::el_line(editor_);
  const char* start = info->cursor;
  while (start > info->buffer && is_word(start[-1])) --start;
  if (start == info->cursor) return ::el_insertstr(editor_, "    ") == 0;
  Matches matches;
  if (collect(ts_, {start, static_cast<size_t>(info->cursor - start)}, matches).raised()) {
    ts_.clear_pending();
    return false;
  }
  matches.common.append('\0');
  if (matches.count == 0 || !matches.common.ok()) return false;
  const size_t typed = matches.typed.size();
  if (matches.common.size() - 1 > typed) return ::el_insertstr(editor_, matches.common.data() + typed) == 0;
  if (matches.count > 1) std::fprintf(stdout, "\n%.*s\n", static_cast<int>(matches.list.size()), matches.list.data());
  return matches.count > 1;
}

unsigned char LineEditor::complete(editline* editor, int) {
  void* self = nullptr;
  ::el_get(editor, EL_CLIENTDATA, &self);
  return static_cast<LineEditor*>(self)->complete_word() ? CC_REDISPLAY : CC_ERROR;
}

// -- lines -------------------------------------------------------------------------------------------------------------------------

char* LineEditor::show_prompt(editline* editor) {
  void* self = nullptr;
  ::el_get(editor, EL_CLIENTDATA, &self);
  return static_cast<LineEditor*>(self)->prompt_;
}

LineEditor::LineEditor(ThreadState& ts, bool wanted) : ts_(ts) {
  if (!wanted || config_of(ts).is_host_stream(0) || ::isatty(0) == 0 || ::isatty(1) == 0) return;
  editor_ = ::el_init("pyemb", stdin, stdout, stderr);
  if (editor_ == nullptr) return;
  ::el_set(editor_, EL_CLIENTDATA, this);
  ::el_set(editor_, EL_PROMPT, show_prompt);
  ::el_set(editor_, EL_EDITOR, "emacs");
  ::el_set(editor_, EL_ADDFN, "complete", "complete the name", complete);
  ::el_set(editor_, EL_BIND, "^I", "complete", nullptr);
  ::el_set(editor_, EL_SIGNAL, 0);
  ::el_source(editor_, nullptr);  // ~/.editrc
  history_ = ::history_init();
  HistEvent event;
  if (history_ == nullptr) return;
  ::history(history_, &event, H_SETSIZE, 1000);
  ::history(history_, &event, H_SETUNIQUE, 1);
  ::el_set(editor_, EL_HIST, ::history, history_);
  const char* home = config_of(ts).use_environment != 0 ? std::getenv("HOME") : nullptr;
  if (home == nullptr || std::snprintf(file_, sizeof file_, "%s/.python_history", home) >= static_cast<int>(sizeof file_)) {
    file_[0] = '\0';
  } else {
    ::history(history_, &event, H_LOAD, file_);
  }
}

LineEditor::~LineEditor() {
  HistEvent event;
  if (history_ != nullptr) {
    if (file_[0] != '\0') ::history(history_, &event, H_SAVE, file_);
    ::history_end(history_);
  }
  if (editor_ != nullptr) ::el_end(editor_);
}

LineEditor::Answer LineEditor::read(const char* prompt, std::string_view* line) {
  std::snprintf(prompt_, sizeof prompt_, "%s", prompt);
  int count = 0;
  errno = 0;
  const char* text = ::el_gets(editor_, &count);
  if (text == nullptr || count <= 0) {
    const bool interrupted = errno == EINTR;
    if (interrupted) ::el_reset(editor_);
    return interrupted ? Answer::kInterrupted : Answer::kEnd;
  }
  *line = std::string_view(text, static_cast<size_t>(count));
  HistEvent event;
  if (history_ != nullptr && *line != "\n") ::history(history_, &event, H_ENTER, text);
  return Answer::kLine;
}

#else

LineEditor::LineEditor(ThreadState& ts, bool) : ts_(ts) {}
LineEditor::~LineEditor() = default;
LineEditor::Answer LineEditor::read(const char*, std::string_view*) { return Answer::kEnd; }

#endif

}  // namespace pyemb
