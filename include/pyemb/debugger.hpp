// SPDX-License-Identifier: MIT
#pragma once

// A debugger inside an interpreter: it speaks the Debug Adapter Protocol with an editor over bytes that the host carries.
//
//     class Socket : public pyemb::DebugTransport { ... };
//     Socket socket(4711);
//     pyemb::Debugger debugger(python, socket, pyemb::Debugger::Wait::kForClient);
//     while (game_runs) {
//       draw();
//       debugger.poll();                                                // answers what the editor has sent; never waits
//     }
//
// While the program stands at a breakpoint, read() is called with `wait`. Since 0.1.

#include <cstddef>
#include <string>
#include <string_view>

#include "interpreter.hpp"

namespace pyemb {
inline namespace api {

/// How bytes come and go. The functions are called with the interpreter's lock held, which they may let go of (Detached): no other thread of the
/// interpreter runs all the same.
class DebugTransport {
 public:
  virtual ~DebugTransport() = default;
  /// Sends all of the bytes; false: that cannot be.
  virtual bool write(std::string_view bytes) = 0;
  /// Puts up to `size` bytes into `data`, and answers how many; a negative number: the client has gone. Without `wait`, 0 says that nothing has come. With
  /// it the program stands: waits until something has come, and may serve windows and connections meanwhile; 0 then says that the client has gone.
  virtual std::ptrdiff_t read(char* data, std::size_t size, bool wait) = 0;
};

namespace detail {

inline int debug_write(void* context, const char* bytes, Py_ssize_t size) {
  auto& transport = *static_cast<DebugTransport*>(context);
#if PYEMB_HOST_THROWS
  try {
    return transport.write({bytes, static_cast<std::size_t>(size)}) ? 0 : -1;
  } catch (...) {
    return -1;
  }
#else
  return transport.write({bytes, static_cast<std::size_t>(size)}) ? 0 : -1;
#endif
}

inline Py_ssize_t debug_read(void* context, char* data, Py_ssize_t size, int wait) {
  auto& transport = *static_cast<DebugTransport*>(context);
#if PYEMB_HOST_THROWS
  try {
    return transport.read(data, static_cast<std::size_t>(size), wait != 0);
  } catch (...) {
    return -1;
  }
#else
  return transport.read(data, static_cast<std::size_t>(size), wait != 0);
#endif
}

}  // namespace detail

/// A debugger that is attached for as long as this lives. The transport must outlive it.
class Debugger {
 public:
  enum class Wait { kNo, kForClient };

  /// With Wait::kForClient it takes until the client has set its breakpoints, or has gone.
  Debugger(const Interpreter& python, DebugTransport& transport, Wait wait = Wait::kNo) : interpreter_(python.raw()), attached_(attach(transport, wait)) {}
  Debugger(const Debugger&) = delete;
  Debugger& operator=(const Debugger&) = delete;
  ~Debugger() {
    if (attached_) static_cast<void>(detach());
  }

  /// Whether it could be attached; status() says why not.
  explicit operator bool() const { return attached_.has_value(); }
  const Result<void>& status() const { return attached_; }

  /// Answers what the client has sent while the program runs. False: there is no client any more.
  Result<bool> poll() {
    if (!attached_) return attached_.error();
    Guard inside(interpreter_);
    if (!inside) return Error(std::string("the interpreter does not run"));
    const int status = PyEmb_PollDebugger();
    if (status < 0) return Error::take();
    return status != 0;
  }

  /// Tells the client that the program is not debugged any more; the destructor does so, too.
  Result<void> detach() {
    if (!attached_) return attached_.error();
    attached_ = Error(std::string("the debugger has been detached"));
    Guard inside(interpreter_);
    if (!inside) return {};  // the end of the interpreter has done it
    return detail::taken_status(PyEmb_DetachDebugger());
  }

 private:
  Result<void> attach(DebugTransport& transport, Wait wait) {
    Guard inside(interpreter_);
    if (!inside) return Error(std::string("the interpreter does not run"));
    const PyEmb_DebugTransport c = {detail::debug_write, detail::debug_read, &transport};
    return detail::taken_status(PyEmb_AttachDebugger(&c, wait == Wait::kForClient));
  }

  PyInterpreterState* interpreter_;
  Result<void> attached_;
};

}  // namespace api
}  // namespace pyemb
