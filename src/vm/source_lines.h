// SPDX-License-Identifier: MIT
#pragma once

// The lines of source files, for tracebacks. The file read last is kept.

#include <string_view>

#include "objects/text_buffer.h"
#include "objects/type.h"

namespace pyemb {

class SourceLines {
 public:
  SourceLines() = default;
  SourceLines(const SourceLines&) = delete;
  SourceLines& operator=(const SourceLines&) = delete;

  /// Line `line` (from 1) of the file, without its end; false: there is no such file or line. Valid until the next call.
  bool find(std::string_view filename, int64_t line, std::string_view* text);

 private:
  bool load(std::string_view filename);
  TextBuffer filename_;
  TextBuffer contents_;
  bool loaded_ = false;
};

}  // namespace pyemb
