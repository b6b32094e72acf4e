// SPDX-License-Identifier: MIT
// ctypes in a host: switched off, in several interpreters, and callbacks from threads that the interpreter does not know.
#include <catch2/catch.hpp>
#include <cstdint>
#include <thread>

#include "config/optional_modules.h"
#include "host.h"

#if PYEMB_HAVE_CTYPES
using namespace host;

namespace {

using Callback = int (*)(int);

int call_on_thread(Callback function, int argument) {
  int result = -1;
  std::thread([&] { result = function(argument); }).join();
  return result;
}

Callback kept = nullptr;
void keep(Callback function) { kept = function; }

template <class F>
std::string at(const char* prototype, F* function) {
  return std::string("from ctypes import *\nF = CFUNCTYPE(c_int, c_int)\nhost = ") + prototype + "(" +
         std::to_string(reinterpret_cast<uintptr_t>(function)) + ")\n";
}

}  // namespace

TEST_CASE("ctypes switched off") {
  IsolatedConfig config;
  config.allow_ctypes = 0;
  ThreadState* ts = nullptr;
  REQUIRE(start_interpreter(config, &ts).is_ok());
  CHECK(run(*ts, "import ctypes") == "ImportError: ctypes is switched off in this interpreter (allow_ctypes)");
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("callbacks of a thread of the host") {
  CountingAllocator memory;
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  CHECK(run(*ts, at("CFUNCTYPE(c_int, F, c_int)", &call_on_thread) +
                     "import threading\nhere = threading.get_ident()\n"
                     "def work(x):\n    global there\n    there = threading.get_ident() != here\n    return x * 2\n"
                     "f = F(work)\nx = host(f, 21)\n") == "");
  CHECK(number(*ts, "x") == 42);
  CHECK(variable(*ts, "there").is_true());
  CHECK(finish_interpreter(*ts) == 0);
  CHECK(memory.bytes == 0);
}

TEST_CASE("a callback after the end of its interpreter") {
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  CHECK(run(*ts, at("CFUNCTYPE(None, F)", &keep) + "import _ctypes\nf = F(lambda x: x + 1)\n_ctypes.Py_INCREF(f)\nhost(f)\nx = f(1)\n") == "");
  CHECK(number(*ts, "x") == 2);
  CHECK(finish_interpreter(*ts) == 0);
  REQUIRE(kept != nullptr);
  CHECK(kept(3) == 0);
  ts = start();  // perhaps in the same memory
  REQUIRE(ts != nullptr);
  CHECK(kept(3) == 0);
  CHECK(finish_interpreter(*ts) == 0);
}
#endif
