// SPDX-License-Identifier: MIT
// Compiles a file and shows the instructions of all its code objects.
#include <cstdio>
#include <string>

#include "frontend/compile.h"
#include "lifecycle/lifecycle.h"
#include "objects/exception.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/disassemble.h"

using namespace pyemb;

static void show(ThreadState& ts, Value code_value) {
  auto& code = as<Code>(code_value);
  std::printf("== %s\n", Utf8(ts, *code.qualname).c_str());
  TextBuffer out;
  if (disassemble(ts, code, out).raised()) std::printf("(raised)\n");
  std::printf("%.*s", static_cast<int>(out.size()), out.data());
  for (Value constant : code.consts->span()) {
    if (is_exactly(constant, TypeId::kCode)) show(ts, constant);
  }
}

int main(int argc, char** argv) {
  Config config;
  StartFailure failure;
  ThreadState* thread = start_interpreter(config, &failure);
  if (thread == nullptr) return 3;
  ThreadState& ts = *thread;
  std::string source;
  std::FILE* file = std::fopen(argv[1], "rb");
  if (file == nullptr) return 2;
  char buffer[4096];
  for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) source.append(buffer, n);
  std::fclose(file);
  int repeat = argc > 2 ? std::atoi(argv[2]) : 1;
  Own<Str> filename = new_str(ts, argv[1]).take();
  for (int i = 0; i < repeat; ++i) {
    Result<Own<Code>> code = compile_text(ts, source, filename, {});
    if (code.raised()) {
      Ref error = ts.take_pending();
      std::printf("%s: %s\n", type_name(ts, error), Utf8(ts, exception_text(ts, error).take().get()[0]).c_str());
      return 1;
    }
    Own<Code> kept = code.take();
    if (repeat == 1) show(ts, kept);
  }
  return 0;
}
