// SPDX-License-Identifier: MIT
// What a function costs that the C++ headers bind, beside the same one written by hand for the C ABI: methods of a class, called in a loop in Python. Prints
// a line `name nanoseconds ratio` for each pair: the call alone, its loop taken off, best of several rounds.
//
//     ninja -C build/release binding_benchmark && build/release/binding_benchmark
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "pyemb/pyemb.hpp"

namespace {

struct Counter {
  long long value = 0;
  void tick() { ++value; }
  long long add(long long n) { return value += n; }
  double mix(double a, double b, double c) const { return a * b + c; }
};

// -- by hand ---------------------------------------------------------------------------------------------------------------------------

struct RawCounter {
  PyObject head;
  long long value;
};
RawCounter& raw(PyObject* self) { return *reinterpret_cast<RawCounter*>(self); }
bool wrong_count(Py_ssize_t given, Py_ssize_t wanted) {
  if (given == wanted) return false;
  PyErr_Format(PyExc_TypeError, "takes %zd arguments (%zd given)", wanted, given);
  return true;
}
PyObject* raw_tick(PyObject* self, PyObject* const*, Py_ssize_t count) {
  if (wrong_count(count, 0)) return nullptr;
  ++raw(self).value;
  return Py_None;
}
PyObject* raw_add(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
  if (wrong_count(count, 1)) return nullptr;
  const long long n = PyLong_AsLongLong(arguments[0]);
  if (n == -1 && PyErr_Occurred() != nullptr) return nullptr;
  return PyLong_FromLongLong(raw(self).value += n);
}
PyObject* raw_mix(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  if (wrong_count(count, 3)) return nullptr;
  const double a = PyFloat_AsDouble(arguments[0]);
  if (a == -1.0 && PyErr_Occurred() != nullptr) return nullptr;
  const double b = PyFloat_AsDouble(arguments[1]);
  if (b == -1.0 && PyErr_Occurred() != nullptr) return nullptr;
  const double c = PyFloat_AsDouble(arguments[2]);
  if (c == -1.0 && PyErr_Occurred() != nullptr) return nullptr;
  return PyFloat_FromDouble(a * b + c);
}
template <class F>
PyCFunction fast(F function) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}
PyMethodDef raw_methods[] = {
    {"tick", fast(&raw_tick), METH_FASTCALL, nullptr},
    {"add", fast(&raw_add), METH_FASTCALL, nullptr},
    {"mix", fast(&raw_mix), METH_FASTCALL, nullptr},
    {nullptr, nullptr, 0, nullptr},
};
pyemb::Result<pyemb::Object> raw_class() {
  static PyType_Slot slots[] = {{Py_tp_methods, raw_methods}, {0, nullptr}};
  static PyType_Spec spec = {"bench.RawCounter", sizeof(RawCounter), 0, Py_TPFLAGS_DEFAULT, slots};
  return pyemb::detail::taken(PyType_FromSpec(&spec));
}

// -- measuring -----------------------------------------------------------------------------------------------------------------------------

constexpr int kCalls = 1000000;
constexpr int kRounds = 9;

/// Nanoseconds that one run of a function of Python takes for each of its calls.
double once(const pyemb::Object& function, const pyemb::Object& argument) {
  const auto start = std::chrono::steady_clock::now();
  pyemb::Result<pyemb::Object> done = function(argument, kCalls);
  const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
  if (!done) std::fputs(done.error().text().c_str(), stderr);
  return took.count() / kCalls;
}

void compare(pyemb::Interpreter& python, const char* name) {
  const pyemb::Object loop = python.get((std::string("loop_") + name).c_str()).value_or({});
  const pyemb::Object empty = python.get((std::string("empty_") + name).c_str()).value_or({});
  const pyemb::Object by_hand = python.eval("RawCounter()").value_or({});
  const pyemb::Object bound = python.eval("Counter()").value_or({});
  double best_raw = 1e9, best_bound = 1e9, best_empty = 1e9;
  for (int round = 0; round < kRounds; ++round) {
    best_empty = std::min(best_empty, once(empty, by_hand));
    best_raw = std::min(best_raw, once(loop, by_hand));
    best_bound = std::min(best_bound, once(loop, bound));
  }
  std::printf("%-5s raw %6.1f ns, bound %6.1f ns, ratio %.2f (loop included: %.1f and %.1f, ratio %.2f)\n", name, best_raw - best_empty, best_bound - best_empty,
              (best_bound - best_empty) / (best_raw - best_empty), best_raw, best_bound, best_bound / best_raw);
}

}  // namespace

int main() {
  pyemb::Interpreter python;
  if (!python) return 1;
  pyemb::Result<pyemb::Object> module = python.add_module("bench", [](pyemb::Module& m) {
    m.class_<Counter>("Counter").init<>().method<&Counter::tick>("tick").method<&Counter::add>("add", pyemb::arg("n")).method<&Counter::mix>("mix", pyemb::arg("a"), pyemb::arg("b"), pyemb::arg("c") = 0.0);
    m.set("RawCounter", raw_class());
  });
  pyemb::Result<void> ran = python.run(
      "from bench import Counter, RawCounter\n"
      "def loop_tick(c, n):\n    for _ in range(n): c.tick()\n"
      "def empty_tick(c, n):\n    for _ in range(n): pass\n"
      "def loop_add(c, n):\n    for i in range(n): c.add(i)\n"
      "def empty_add(c, n):\n    for i in range(n): pass\n"
      "def loop_mix(c, n):\n    x = 0.5\n    for _ in range(n): c.mix(x, 2.5, x)\n"
      "def empty_mix(c, n):\n    x = 0.5\n    for _ in range(n): pass\n");
  if (!module || !ran) return std::fputs((!ran ? ran.error() : module.error()).text().c_str(), stderr), 1;
  for (const char* name : {"tick", "add", "mix"}) compare(python, name);
  return 0;
}
