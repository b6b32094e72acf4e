// SPDX-License-Identifier: MIT
#pragma once

// The lines of source files, for tracebacks, decoded as the coding cookie of the file says. The file read last is kept.

#include <string_view>

#include "frontend/arena.h"
#include "objects/text_buffer.h"
#include "objects/type.h"

namespace pyemb {

struct Mount;  // config/mounts.h

class SourceLines {
 public:
  explicit SourceLines(ThreadState& ts) : ts_(ts) {}
  SourceLines(const SourceLines&) = delete;
  SourceLines& operator=(const SourceLines&) = delete;

  /// Line `line` (from 1) of the file, without its end; false: there is no such file or line. Valid until the next call.
  bool find(std::string_view filename, int64_t line, std::string_view* text);

 private:
  bool load(std::string_view filename);
  bool load_from(Mount& mount, const char* path);
  bool decode(std::string_view bytes);

  ThreadState& ts_;
  TextBuffer filename_;
  Arena arena_;                ///< of text_
  std::string_view text_ = {};  ///< UTF-8, lines end in '\n'
  bool loaded_ = false;
};

}  // namespace pyemb
