// SPDX-License-Identifier: MIT
// The smallest useful host: configure, start, run a text, read a value, call a function, catch an exception.
#include <cstdio>

#include "pyemb/pyemb.hpp"

int main() {
  pyemb::Interpreter python(pyemb::Config().executable("hello"));
  if (!python) return std::fprintf(stderr, "Python did not start: %s\n", python.error().c_str()), 1;

  // Run a text and read a value.
  bool ok = python.run("import math\n"
                       "radius = 2\n"
                       "area = math.pi * radius ** 2\n"
                       "def greet(name, times=1):\n"
                       "    if times < 1:\n"
                       "        raise ValueError(f'cannot greet {name} {times} times')\n"
                       "    return ', '.join([f'hello {name}'] * times)\n");
  if (!ok) return std::fprintf(stderr, "%s\n", python.take_error()->message.c_str()), 1;
  std::printf("area = %.3f\n", python.get("area").to_double().value_or(0));

  // Call a function with C++ values.
  pyemb::Object greet = python.get("greet");
  std::printf("%s\n", greet("world", 2).to_string().value_or("?").c_str());

  // An exception is a value.
  if (!greet("nobody", 0)) {
    std::optional<pyemb::Error> error = python.take_error();
    std::printf("caught %s: %s\n", error->type.c_str(), error->message.c_str());
  }
  return 0;
}
