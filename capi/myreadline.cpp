// SPDX-License-Identifier: MIT
// Lines from terminals.
#include <cstdio>
#include <cstring>

#include "api.h"
#include "modules/terminal.h"
#include "state/memory.h"

using namespace pyemb;
using namespace pyemb::capi;

int (*PyOS_InputHook)(void) = nullptr;
char* (*PyOS_ReadlineFunctionPointer)(FILE*, FILE*, const char*) = nullptr;

/// NULL without an exception: interrupted.
char* PyOS_Readline(FILE* in, FILE* out, const char* prompt) {
  TerminalLine copy = {nullptr};
  api_void([&](Api api) -> Status {
    if (in == nullptr || out == nullptr) return raise_null(api);
    TerminalLine line = TRY(read_terminal_line(api, in, out, prompt));
    if (line.text == nullptr) return {};
    const size_t size = std::strlen(line.text) + 1;
    copy.text = static_cast<char*>(PyMem_Malloc(size));
    if (copy.text != nullptr) std::memcpy(copy.text, line.text, size);
    memory_release(Domain::kRaw, line.text);
    return copy.text != nullptr ? Status() : Status(raise_no_memory(api));
  });
  return copy.text;
}
