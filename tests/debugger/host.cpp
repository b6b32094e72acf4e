// SPDX-License-Identifier: MIT
// A host with an interpreter and a debugger for each script that it is given, each on a thread of its own. Scripts lie in a mount, and poll by
// host.poll(). While a program stands, the transport lets go of the interpreter lock.
//
//     host SCRIPT...       says "port N" on standard error for each, in their order
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "pyemb/pyemb.hpp"

namespace {

class Wire : public pyemb::DebugTransport {
 public:
  Wire() : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 4) != 0) std::perror("listen");
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    std::fprintf(stderr, "port %d\n", ntohs(address.sin_port));
  }
  ~Wire() override { ::close(listener_); }

  void accept() {
    pyemb::Detached away;
    client_ = ::accept(listener_, nullptr, nullptr);
  }
  void close() {
    if (client_ >= 0) ::close(client_);
    client_ = -1;
  }

  bool write(std::string_view bytes) override { return ::send(client_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()); }
  std::ptrdiff_t read(char* data, std::size_t size, bool wait) override {
    {
      pyemb::Detached away;
      pollfd wanted = {client_, POLLIN, 0};
      if (::poll(&wanted, 1, wait ? -1 : 0) == 0) return 0;
    }
    const ssize_t count = ::recv(client_, data, size, 0);
    return count > 0 ? count : -1;
  }

 private:
  int listener_;
  int client_ = -1;
};

struct Program {
  std::string name, text;
  Wire wire;
  std::unique_ptr<pyemb::Debugger> debugger;
};

std::string contents(const char* path) {
  std::string text;
  char buffer[4096];
  std::FILE* file = std::fopen(path, "rb");
  for (std::size_t count; file != nullptr && (count = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, count);
  if (file != nullptr) std::fclose(file);
  return text;
}

/// What scripts see of the host.
void add_host(pyemb::Interpreter& python, Program& program) {
  static_cast<void>(python.add_module("host", [&](pyemb::Module& m) {
    m.def("poll", [&] {
      pyemb::Result<bool> answer = program.debugger->poll();
      return answer && *answer;
    });
    m.def("detach", [&] { program.debugger.reset(); });
    m.def("attach", [&] {
      program.wire.close();
      program.wire.accept();
      program.debugger = std::make_unique<pyemb::Debugger>(python, program.wire, pyemb::Debugger::Wait::kForClient);
    });
  }));
}

void run(pyemb::Interpreter& python, Program& program) {
  pyemb::Guard inside(python);
  add_host(python, program);
  program.wire.accept();
  program.debugger = std::make_unique<pyemb::Debugger>(python, program.wire, pyemb::Debugger::Wait::kForClient);
  if (!*program.debugger) std::fprintf(stderr, "%s\n", program.debugger->status().error().text().c_str());
  pyemb::Result<pyemb::Object> done = python.import("script");
  std::fprintf(stderr, "%s: %s\n", program.name.c_str(), done ? "done" : done.error().text().c_str());
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::unique_ptr<Program>> programs;
  std::vector<std::unique_ptr<pyemb::Interpreter>> interpreters;
  for (int i = 1; i < argc; ++i) {
    programs.push_back(std::make_unique<Program>());
    programs.back()->name = argv[i];
    programs.back()->text = contents(argv[i]);
    pyemb::Config config;
    config.executable("host").module_search_paths({"/scripts"}).mount("/scripts", pyemb::MemoryFiles().add("script.py", programs.back()->text));
    interpreters.push_back(std::make_unique<pyemb::Interpreter>(config));
    if (!*interpreters.back()) return std::fprintf(stderr, "%s\n", interpreters.back()->status().message().c_str()), 1;
  }
  {
    pyemb::Detached away;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < programs.size(); ++i) threads.emplace_back([&, i] { run(*interpreters[i], *programs[i]); });
    for (std::thread& thread : threads) thread.join();
  }
  while (!interpreters.empty()) interpreters.pop_back();  // the first one last
  return 0;
}
