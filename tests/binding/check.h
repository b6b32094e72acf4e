// SPDX-License-Identifier: MIT
#pragma once

// What the tests of include/pyemb share. TEST(name) is a function that is run, in an interpreter of its own or as it likes; CHECK reports and goes on.

#include <cstdio>
#include <string>
#include <string_view>

#include "pyemb/pyemb.hpp"

namespace check {

struct Test {
  const char* name;
  void (*run)();
  Test* next;
  Test(const char* name_, void (*run_)()) : name(name_), run(run_), next(first()) { first() = this; }
  static Test*& first() {
    static Test* tests = nullptr;
    return tests;
  }
};
inline int& failures() {
  static int count = 0;
  return count;
}

/// Blocks of memory taken so far, by C++ (counted_new.cpp) and by whoever counts there as well.
extern long blocks;

inline std::string text_of(bool value) { return value ? "true" : "false"; }
inline std::string text_of(const char* value) { return value; }
inline std::string text_of(std::string_view value) { return std::string(value); }
inline std::string text_of(const std::string& value) { return value; }
template <class T>
std::string text_of(const T& value) {
  if constexpr (std::is_enum_v<T>) {
    return std::to_string(static_cast<long long>(value));
  } else if constexpr (std::is_arithmetic_v<T>) {
    return std::to_string(value);
  } else {
    return "?";
  }
}
inline bool report(bool well, const char* file, int line, const char* text, const std::string& more = {}) {
  if (well) return true;
  std::printf("%s:%d: %s%s%s\n", file, line, text, more.empty() ? "" : ": ", more.c_str());
  ++failures();
  return false;
}
template <class A, class B>
bool equal(const A& a, const B& b, const char* file, int line, const char* text) {
  return report(a == b, file, line, text, text_of(a) + " and " + text_of(b));
}

/// The value of a result that must have one; what went wrong is printed.
template <class T>
auto need(pyemb::Result<T>&& result, const char* file, int line) {
  if (!result) report(false, file, line, "an error", result.error().text());
  if constexpr (!std::is_void_v<T>) return std::move(result).value_or(T());
}
/// "ValueError: text" of a result that must have failed.
template <class T>
std::string failure(const pyemb::Result<T>& result) {
  return result ? "no error" : result.error().type() + ": " + result.error().message();
}

}  // namespace check

#define TEST(name)                                    \
  static void name();                                 \
  static check::Test test_of_##name{#name, &name};    \
  static void name()
#define CHECK(...) check::report(static_cast<bool>(__VA_ARGS__), __FILE__, __LINE__, #__VA_ARGS__)
#define CHECK_EQUAL(a, b) check::equal((a), (b), __FILE__, __LINE__, #a " == " #b)
#define NEED(...) check::need((__VA_ARGS__), __FILE__, __LINE__)
/// The first interpreter of a test, which must start.
#define START(python)                                                \
  pyemb::Interpreter python(pyemb::Config().executable("tests"));    \
  if (!CHECK(python)) return
