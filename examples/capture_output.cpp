// SPDX-License-Identifier: MIT
// What Python prints goes to the host, what it reads comes from it, and a program that ends itself is a result.
#include <cstdio>
#include <deque>
#include <string>

#include "pyemb/pyemb.hpp"

namespace {

/// A console as a game or an editor has one: lines of output with their kind, and lines that somebody has typed.
class Console {
 public:
  bool write(pyemb::Stream stream, std::string_view text) {
    const char* kind = stream == pyemb::Stream::kOutput ? "out" : "err";
    for (char c : text) {
      std::string& line = stream == pyemb::Stream::kOutput ? out_ : err_;
      if (c != '\n') {
        line += c;
        continue;
      }
      std::printf("[%s] %s\n", kind, line.c_str());
      line.clear();
    }
    return true;
  }
  long long read(char* data, std::size_t room) {
    if (typed_.empty()) return 0;  // the end of the input
    const std::size_t size = typed_.front().copy(data, room);
    typed_.front().erase(0, size);
    if (typed_.front().empty()) typed_.pop_front();
    return static_cast<long long>(size);
  }
  void type(std::string line) { typed_.push_back(std::move(line) + "\n"); }

 private:
  std::string out_, err_;
  std::deque<std::string> typed_;
};

}  // namespace

int main() {
  Console console;
  pyemb::Config config;
  config.executable("capture_output");
  config.set(pyemb::option::buffered_stdio, 0);  // every write at once, so that output and errors keep their order
  config.on_write([&](pyemb::Stream stream, std::string_view text) { return console.write(stream, text); });
  config.on_read([&](char* data, std::size_t room) { return console.read(data, room); });
  pyemb::Interpreter python(config);
  if (!python) return 1;

  console.type("Ann");
  console.type("no number");
  const char* const programs[] = {
      "name = input()\nprint('hello', name)\n",
      "import sys\nprint('a warning', file=sys.stderr)\n",
      "print('before')\nn = int(input())\n",
      "import sys\nprint('bye')\nsys.exit(3)\n",
      "input()\n",
  };
  for (const char* program : programs) {
    pyemb::Result<void> ran = python.run(program, "<console>");
    if (ran) continue;
    // The end of a program by SystemExit ends nothing else.
    if (std::optional<int> status = ran.error().exit_status()) {
      std::printf("the program has ended with status %d\n", *status);
    } else {
      console.write(pyemb::Stream::kErrors, ran.error().text());
    }
  }
  return 0;
}
