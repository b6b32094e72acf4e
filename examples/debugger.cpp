// SPDX-License-Identifier: MIT
// A host whose scripts an editor debugs: a program with frames, as a game is, whose script lies in memory. The editor's bytes come over TCP, from a
// port of this machine, or, as an editor starts its adapters, over standard input and output.
//
//     debugger 4711        listens, waits for the editor, runs
//     debugger -           speaks over standard input and output
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "pyemb/pyemb.hpp"

namespace {

constexpr char kScript[] = R"(class Creature:
    def __init__(self, name, speed):
        self.name = name
        self.speed = speed
        self.place = 0

    def move(self):
        self.place += self.speed
        return self.place


creatures = [Creature("hare", 3), Creature("tortoise", 1)]


def update(frame):
    total = 0
    for creature in creatures:
        total += creature.move()
    return total
)";

/// Bytes over file descriptors.
class Wire : public pyemb::DebugTransport {
 public:
  Wire(int in, int out) : in_(in), out_(out) {}

  bool write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t sent = ::write(out_, bytes.data(), bytes.size());
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  std::ptrdiff_t read(char* data, std::size_t size, bool wait) override {
    // Here the program stands, and a host with a window would go on drawing it; this one looks ten times a second whether it has something to do.
    pollfd wanted = {in_, POLLIN, 0};
    while (::poll(&wanted, 1, wait ? 100 : 0) == 0) {
      if (!wait) return 0;
    }
    const ssize_t count = ::read(in_, data, size);
    return count > 0 ? count : -1;
  }

 private:
  int in_;
  int out_;
};

/// Waits for a client at a port of this machine; a descriptor, or -1.
int accept_client(int port) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  const int on = 1;
  ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || ::listen(listener, 1) != 0) return -1;
  std::fprintf(stderr, "waiting for an editor at port %d\n", port);
  const int client = ::accept(listener, nullptr, nullptr);
  ::close(listener);
  return client;
}

int complain(const pyemb::Error& error) { return std::fprintf(stderr, "%s\n", error.text().c_str()), 1; }

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: %s PORT|-\n", argv[0]), 2;
  const bool is_pipe = std::strcmp(argv[1], "-") == 0;
  const int descriptor = is_pipe ? 0 : accept_client(std::atoi(argv[1]));
  if (descriptor < 0) return std::perror("no client"), 1;

  // What the script prints goes to standard error: the editor may be at standard output.
  pyemb::Config config;
  config.executable("debugger").module_search_paths({"/game"}).mount("/game", pyemb::MemoryFiles().lend("script.py", kScript));
  pyemb::Interpreter python(config.on_write([](pyemb::Stream, std::string_view text) { return std::fwrite(text.data(), 1, text.size(), stderr) == text.size(); }));
  if (!python) return std::fprintf(stderr, "%s\n", python.status().message().c_str()), 1;

  Wire wire(descriptor, is_pipe ? 1 : descriptor);
  pyemb::Debugger debugger(python, wire, pyemb::Debugger::Wait::kForClient);
  if (!debugger) return complain(debugger.status().error());

  pyemb::Result<pyemb::Object> script = python.import("script");
  for (int frame = 0; frame < 1000; ++frame) {
    pyemb::Result<int> total = script.method("update", frame).to<int>();
    if (!total) return complain(total.error());
    pyemb::Result<bool> goes_on = debugger.poll();
    if (!goes_on) return complain(goes_on.error());
    if (!*goes_on) break;  // the editor has gone
    ::usleep(10000);
  }
  std::fprintf(stderr, "the host ends\n");
  return 0;
}
