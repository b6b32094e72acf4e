// SPDX-License-Identifier: MIT
// A prompt inside a host: lines come from wherever the host has them, blocks of several lines are put together, what is printed and what goes wrong comes
// back as text, and SystemExit ends the prompt and not the host.
#include <cstdio>
#include <deque>
#include <optional>
#include <string>

#include "pyemb/pyemb.hpp"

namespace {

/// A prompt in the namespace of __main__, on the library's code.InteractiveConsole, which knows when a block is complete.
class Prompt {
 public:
  explicit Prompt(pyemb::Interpreter& python) : console_(python.import("code").method("InteractiveConsole", python.globals())) {}

  bool works() const { return console_.has_value(); }
  const char* text() const { return wants_more_ ? "... " : ">>> "; }
  /// Takes a line. An exit status: the user has left.
  std::optional<int> enter(const std::string& line) {
    pyemb::Result<bool> more = console_.method("push", line).to<bool>();
    if (more) {
      wants_more_ = *more;
      return {};
    }
    if (std::optional<int> status = more.error().exit_status()) return status;
    std::printf("%s\n", more.error().text().c_str());  // an exception leaves no line half entered
    wants_more_ = false;
    static_cast<void>(console_.method("resetbuffer"));
    return {};
  }

 private:
  pyemb::Result<pyemb::Object> console_;
  bool wants_more_ = false;
};

}  // namespace

int main(int argc, char**) {
  pyemb::Interpreter python(pyemb::Config().executable("repl").set(pyemb::option::buffered_stdio, 0).on_write([](pyemb::Stream stream, std::string_view text) {
    std::printf(stream == pyemb::Stream::kErrors ? "! %.*s" : "%.*s", static_cast<int>(text.size()), text.data());
    return true;
  }));
  if (!python) return std::fprintf(stderr, "%s\n", python.status().message().c_str()), 1;

  // What the host shows to its users.
  int speed = 3;
  pyemb::Result<pyemb::Object> ship = python.add_module("ship", [&](pyemb::Module& m) {
    m.def("speed", [&] { return speed; });
    m.def("faster", [&](int by) { return speed += by; }, pyemb::arg("by") = 1);
  });
  pyemb::Result<void> imported = python.run("import ship");
  Prompt prompt(python);
  if (!ship || !imported || !prompt.works()) return std::fprintf(stderr, "no prompt\n"), 1;

  // With an argument the lines come from standard input; without, this is what somebody has typed.
  std::deque<std::string> typed = {"ship.speed()", "for i in range(3):",  "    ship.faster(i)", "", "ship.speed() / 0", "print('still here')",
                                   "def twice(n):", "    return 2 * n",     "",                  "twice(ship.speed())", "_ + 1", "nonsense", "raise SystemExit(2)"};
  for (char line[1024];;) {
    std::string text;
    std::fputs(prompt.text(), stdout);
    if (argc > 1) {
      if (std::fgets(line, sizeof line, stdin) == nullptr) break;
      text.assign(line, std::string_view(line).find_last_not_of('\n') + 1);
    } else {
      if (typed.empty()) break;
      text = typed.front();
      typed.pop_front();
      std::printf("%s\n", text.c_str());
    }
    if (std::optional<int> status = prompt.enter(text)) {
      std::printf("the user left with status %d; the host goes on at speed %d\n", *status, speed);
      break;
    }
  }
  return 0;
}
