// SPDX-License-Identifier: MIT
// Calls in both directions: the host calls functions of a script and reads what comes back; the script calls functions of the host and gives it some
// of its own. What goes wrong on either side arrives on the other as a value or an exception.
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "pyemb/pyemb.hpp"

using pyemb::arg;

namespace {

constexpr const char* kScript = R"(
import host

def total(prices, *, tax=0.0):
    return sum(prices.values()) * (1 + tax)

def greet_all(names):
    return [host.greet(name) for name in names]

def careful(text):
    try:
        return host.parse(text)
    except ValueError as e:
        return f'no number ({e})'

host.every_tick(lambda n: print('tick', n) or n * n)
)";

/// A function that the script calls. A failure is an Error: the script sees it as an exception.
pyemb::Result<long long> parse(std::string_view text) {
  long long number = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return pyemb::Error::of(PyExc_ValueError, "not a digit: " + std::string(1, c));
    number = number * 10 + (c - '0');
  }
  return number;
}

int complain(const pyemb::Error& error) { return std::fputs(error.text().c_str(), stderr), 1; }

}  // namespace

int main() {
  pyemb::Interpreter python(pyemb::Config().executable("call_both_ways").set(pyemb::option::buffered_stdio, 0).on_write([](pyemb::Stream, std::string_view text) {
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  }));
  if (!python) return std::fprintf(stderr, "%s\n", python.status().message().c_str()), 1;

  // What the script may call: a module with functions, one of which keeps a function of the script.
  std::vector<pyemb::Callable<int(int)>> listeners;
  pyemb::Result<pyemb::Object> host = python.add_module("host", [&](pyemb::Module& m) {
    m.def<&parse>("parse", arg("text"), "The number that a text of digits stands for.");
    m.def("greet", [](std::string_view name, std::string_view greeting) { return std::string(greeting) + ", " + std::string(name) + "!"; },
          arg("name"), arg("greeting") = "Hello", "Greet somebody.");
    m.def("every_tick", [&](pyemb::Callable<int(int)> f) { listeners.push_back(std::move(f)); }, arg("f"));
  });
  if (!host) return complain(host.error());
  pyemb::Result<void> ran = python.run(kScript, "script.py");
  if (!ran) return complain(ran.error());

  // Host to script: values of C++ go in, by position and by name, and come back.
  const std::map<std::string, double> prices = {{"tea", 2.5}, {"cake", 4.0}};
  pyemb::Result<double> total = python.get("total")(prices, arg("tax") = 0.2).to<double>();
  if (!total) return complain(total.error());
  std::printf("total: %.2f\n", *total);

  using Names = std::vector<std::string>;
  pyemb::Result<Names> greetings = python.get("greet_all")(Names{"Ann", "Bob"}).to<Names>();
  if (!greetings) return complain(greetings.error());
  for (const std::string& greeting : *greetings) std::printf("%s\n", greeting.c_str());

  // An error of the host's function, which the script handles.
  std::printf("%s\n", python.get("careful")("4x").to<std::string>().value_or("?").c_str());

  // A wrong call from the host: an error with a place in the script, which nobody handles.
  pyemb::Result<pyemb::Object> wrong = python.get("total")(5);
  if (!wrong) {
    const pyemb::Error& error = wrong.error();
    for (const pyemb::Frame& frame : error.frames()) std::printf("%s:%d in %s, columns %d to %d\n", frame.file.c_str(), frame.line, frame.function.c_str(), frame.column, frame.end_column);
    std::printf("%s: %s\n", error.type().c_str(), error.message().c_str());
  }

  // The functions that the script has left here.
  for (int n = 1; n <= 3; ++n) {
    for (const auto& listener : listeners) std::printf("square %d\n", listener(n).value_or(-1));
  }
  listeners.clear();  // before the interpreter ends
  return 0;
}
