// SPDX-License-Identifier: MIT
// The smallest useful host: configure, start, run a text, read a value, call a function, catch an exception.
#include <cstdio>

#include "pyemb/pyemb.hpp"

int main() {
  pyemb::Interpreter python(pyemb::Config().executable("hello"));
  if (!python) return std::fprintf(stderr, "Python did not start: %s\n", python.status().message().c_str()), 1;

  // Run a text and read a value.
  pyemb::Result<void> ran = python.run("import math\n"
                                       "radius = 2\n"
                                       "area = math.pi * radius ** 2\n"
                                       "def greet(name, times=1):\n"
                                       "    if times < 1:\n"
                                       "        raise ValueError(f'cannot greet {name} {times} times')\n"
                                       "    return ', '.join([f'hello {name}'] * times)\n");
  if (!ran) return std::fprintf(stderr, "%s", ran.error().text().c_str()), 1;
  std::printf("area = %.3f\n", python.get("area").to<double>().value_or(0));

  // Call a function with C++ values.
  pyemb::Result<pyemb::Object> greet = python.get("greet");
  std::printf("%s\n", greet("world", pyemb::arg("times") = 2).to<std::string>().value_or("?").c_str());

  // An exception is a value.
  pyemb::Result<pyemb::Object> answer = greet("nobody", 0);
  if (!answer) std::printf("caught %s: %s\n", answer.error().type().c_str(), answer.error().message().c_str());
  return 0;
}
