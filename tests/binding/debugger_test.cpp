// SPDX-License-Identifier: MIT
// A debugger that the host attaches; what it does for an editor is seen by tests/debugger.
#include <algorithm>

#include "check.h"

using namespace pyemb;

namespace {

/// A client that has said all beforehand.
class Script : public DebugTransport {
 public:
  void say(const std::string& command, const std::string& arguments = "{}") {
    const std::string body = "{\"seq\": 1, \"type\": \"request\", \"command\": \"" + command + "\", \"arguments\": " + arguments + "}";
    in_ += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  bool has(std::string_view text) const { return out_.find(text) != std::string::npos; }
  void hang_up() { gone_ = true; }
  void cut() { cut_ = true; }

  bool write(std::string_view bytes) override {
    out_ += bytes;
    return !cut_;
  }
  std::ptrdiff_t read(char* data, std::size_t size, bool wait) override {
#if PYEMB_HOST_THROWS
    if (cut_) throw std::runtime_error("the line is cut");
#endif
    const std::size_t count = std::min(size, in_.size());
    in_.copy(data, count);
    in_.erase(0, count);
    return count == 0 && gone_ && !wait ? -1 : static_cast<std::ptrdiff_t>(count);
  }

 private:
  std::string in_, out_;
  bool gone_ = false, cut_ = false;
};

}  // namespace

TEST(a_debugger_lives_as_long_as_its_object) {
  START(python);
  Script script;
  for (const char* command : {"initialize", "attach", "configurationDone"}) script.say(command);
  {
    Debugger debugger(python, script, Debugger::Wait::kForClient);
    if (!CHECK(debugger)) return;
    CHECK(script.has("\"initialized\""));
    Script other;
    Debugger second(python, other);
    CHECK(!second && second.status().error().is(PyExc_RuntimeError));
    CHECK(!second.poll());
    script.say("threads");
    CHECK(NEED(debugger.poll()));
    CHECK(script.has("MainThread"));
  }
  CHECK(script.has("\"terminated\""));
  Debugger again(python, script);
  CHECK(NEED(again.poll()));
  NEED(again.detach());
  CHECK(!again.poll());
}

TEST(a_client_that_hangs_up_is_no_error) {
  START(python);
  Script script;
  Debugger debugger(python, script);
  CHECK(NEED(debugger.poll()));
  script.hang_up();
  CHECK(!NEED(debugger.poll()));
}

TEST(a_transport_that_fails_is_an_error_or_the_end) {
  START(python);
  Script script;
  Debugger debugger(python, script);
  script.say("initialize");
  script.cut();
  Result<bool> answer = debugger.poll();
  CHECK(!answer || !*answer);
  CHECK(!NEED(debugger.poll()));
}
