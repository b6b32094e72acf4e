// SPDX-License-Identifier: MIT
#pragma once

// How a step of the start-up ended: well, with an error, or with the wish that the process exits (-h, a faulty command line). PyStatus.
// Nothing in the library prints or ends the process: main programs and hosts look at this.

#include <cstdarg>
#include <cstdio>

namespace pyemb {

struct [[nodiscard]] InitStatus {
  enum class Kind : unsigned char { kOk, kError, kExit };

  Kind kind = Kind::kOk;
  int exit_code = 0;              ///< kExit
  const char* function = nullptr; ///< kError: which step failed, may be null
  char message[256] = {};         ///< kError, and kExit after a faulty command line

  bool is_ok() const { return kind == Kind::kOk; }
  bool is_error() const { return kind == Kind::kError; }
  bool is_exit() const { return kind == Kind::kExit; }

  static InitStatus ok() { return {}; }
  static InitStatus leave(int code) {
    InitStatus status;
    status.kind = Kind::kExit;
    status.exit_code = code;
    return status;
  }
  [[gnu::format(printf, 2, 3)]] static InitStatus error(const char* function, const char* format, ...) {
    InitStatus status;
    status.kind = Kind::kError;
    status.function = function;
    va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(status.message, sizeof status.message, format, arguments);
    va_end(arguments);
    return status;
  }
  static InitStatus no_memory() { return error(nullptr, "memory allocation failed"); }
};

}  // namespace pyemb
