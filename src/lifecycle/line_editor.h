// SPDX-License-Identifier: MIT
#pragma once

// Lines from a terminal: editing, history in ~/.python_history, and completion of names with the Tab key, by libedit. Without libedit, or where
// standard input or output is no terminal, is_on() is false and lines are read as they come.

#include <string_view>

#include "lifecycle/lifecycle.h"

struct editline;
struct history;

namespace pyemb {

class LineEditor {
 public:
  /// Not `wanted`: it stays off.
  LineEditor(ThreadState& ts, bool wanted);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  enum class Answer : uint8_t { kLine, kEnd, kInterrupted };
  bool is_on() const { return editor_ != nullptr; }
  /// Shows the prompt and reads a line, with its line end; the text is valid until the next call.
  Answer read(const char* prompt, std::string_view* line);

 private:
  static char* show_prompt(editline* editor);
  static unsigned char complete(editline* editor, int key);
  bool complete_word();

  ThreadState& ts_;
  editline* editor_ = nullptr;
  history* history_ = nullptr;
  char prompt_[256] = {};
  char file_[4096] = {};   ///< of the history; empty: none is kept
};

}  // namespace pyemb
