// SPDX-License-Identifier: MIT
// A host in the place of the standard streams.
#include <catch2/catch.hpp>
#include <algorithm>
#include <cstring>

#include "host.h"

using namespace host;

namespace {

struct Console {
  std::string input;
  size_t at = 0;
  std::string output[3];
  bool broken = false;

  static int write(ThreadState&, const HostWriter& writer, int stream, const char* data, size_t size) {
    auto& self = *static_cast<Console*>(writer.context);
    if (self.broken) return -1;
    self.output[stream].append(data, size);
    return 0;
  }
  static int64_t read(ThreadState&, const HostReader& reader, char* data, size_t size) {
    auto& self = *static_cast<Console*>(reader.context);
    if (self.broken) return -1;
    const size_t count = std::min(size, self.input.size() - self.at);
    std::memcpy(data, self.input.data() + self.at, count);
    self.at += count;
    return static_cast<int64_t>(count);
  }
};

struct ConsoleConfig : IsolatedConfig {
  explicit ConsoleConfig(Console& console) {
    writer = {Console::write, nullptr, &console};
    reader = {Console::read, nullptr, &console};
  }
};

}  // namespace

TEST_CASE("output, errors and input are the host's") {
  Console console;
  console.input = "Ada\n42\nrest of\nit";
  ConsoleConfig config(console);
  ThreadState* ts = nullptr;
  REQUIRE(start_interpreter(config, &ts).is_ok());
  CHECK(run(*ts,
            "import sys\n"
            "name = input('who? ')\n"
            "print(name, int(sys.stdin.readline()) + 1)\n"
            "print(repr(sys.stdin.read()), repr(sys.stdin.read()), sys.stdin.isatty(), sys.stdin.seekable())\n"
            "print('oops', file=sys.stderr)\n") == "");
  CHECK(finish_interpreter(*ts) == 0);
  CHECK(console.output[1] == "who? Ada 43\n'rest of\\nit' '' False False\n");
  CHECK(console.output[2] == "oops\n");
}

TEST_CASE("a program is read from the host") {
  Console console;
  console.input = "print('from the host', 6 * 7)\n";
  ConsoleConfig config(console);
  config.parse_argv = 1;
  const char* argv[] = {"host"};
  REQUIRE(read_command_line(config, 1, argv).is_ok());
  ThreadState* ts = nullptr;
  REQUIRE(start_interpreter(config, &ts).is_ok());
  CHECK(run_main(*ts) == 0);
  CHECK(finish_interpreter(*ts) == 0);
  CHECK(console.output[1] == "from the host 42\n");
}

TEST_CASE("a host that fails is an OSError") {
  Console console;
  ConsoleConfig config(console);
  ThreadState* ts = nullptr;
  REQUIRE(start_interpreter(config, &ts).is_ok());
  console.broken = true;
  CHECK(run(*ts, "import sys\nsys.stdin.read()\n").starts_with("OSError: [Errno 5]"));
  CHECK(run(*ts, "print('x', flush=True)\n").starts_with("OSError: [Errno 5]"));
  console.broken = false;
  CHECK(finish_interpreter(*ts) == 0);
}
