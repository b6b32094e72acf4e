// SPDX-License-Identifier: MIT
// Compiles a file and shows the instructions of all its code objects.
#include <cstdio>
#include <string>

#include "frontend/compile.h"
#include "lifecycle/lifecycle.h"
#include "objects/code_verify.h"
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

/// Says what the verifier finds in the code and in all code within it.
static int check(ThreadState& ts, Value code_value, const char* file) {
  auto& code = as<Code>(code_value);
  CodeFault fault = verify_code(code);
  if (fault.message == nullptr) fault = verify_temporaries(code);
  int faults = 0;
  if (fault.message != nullptr) {
    std::printf("%s: %s: %s at %u, t%d\n", file, Utf8(ts, *code.qualname).c_str(), fault.message, fault.offset,
                static_cast<int>(fault.reg) - code.first_temp);
    ++faults;
  }
  for (Value constant : code.consts->span()) {
    if (is_exactly(constant, TypeId::kCode)) faults += check(ts, constant, file);
  }
  return faults;
}

static bool read_file(const char* path, std::string& source) {
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) return false;
  char buffer[4096];
  source.clear();
  for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) source.append(buffer, n);
  std::fclose(file);
  return true;
}

/// code_dump FILE | code_dump --verify FILE...
int main(int argc, char** argv) {
  bool verify = argc > 1 && std::string_view(argv[1]) == "--verify";
  Config config(raw_texts());
  config.set_isolated();
  ThreadState* thread = nullptr;
  if (!start_interpreter(config, &thread).is_ok()) return 3;
  ThreadState& ts = *thread;
  int status = 0;
  std::string source;
  for (int i = verify ? 2 : 1; i < argc; ++i) {
    if (!read_file(argv[i], source)) return 2;
    Own<Str> filename = new_str(ts, argv[i]).take();
    Result<Own<Code>> code = compile_text(ts, source, filename, {});
    if (code.raised()) {
      Ref error = ts.take_pending();
      std::printf("%s: %s: %s\n", argv[i], type_name(ts, error), Utf8(ts, *exception_text(ts, error).take()).c_str());
      status = 1;
      continue;
    }
    Own<Code> kept = code.take();
    if (!verify) {
      show(ts, kept);
    } else if (check(ts, kept, argv[i]) > 0) {
      status = 1;
    }
  }
  return status;
}
