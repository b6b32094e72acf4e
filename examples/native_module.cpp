// SPDX-License-Identifier: MIT
// A module of the host's that every interpreter can import, as if it came with Python: it is added before the start, and each interpreter makes its own
// when it first imports it. The same function, behind PyInit_text(), would make a shared library that `import text` finds on sys.path.
#include <cstdio>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include "pyemb/pyemb.hpp"

using pyemb::arg;

namespace {

std::map<std::string, int> count_words(std::string_view text) {
  std::map<std::string, int> counts;
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    if (c != ' ' && c != '\n') {
      word += c;
    } else if (!word.empty()) {
      ++counts[std::exchange(word, {})];
    }
  }
  return counts;
}

/// Runs through a text, a line at a time.
class Lines {
 public:
  explicit Lines(std::string text) : text_(std::move(text)) {}
  /// The next line; nothing at the end, which ends a loop in Python.
  std::optional<std::string_view> next() {
    if (at_ >= text_.size()) return std::nullopt;
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view line = std::string_view(text_).substr(at_, end - at_);
    at_ = end + 1;
    return line;
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

void define_text(pyemb::Module& m) {
  m.doc("Tools for text, made in C++.");
  m.def<&count_words>("count_words", arg("text"), "How often each word occurs.");
  m.def("repeat", [](std::string_view text, int times) -> pyemb::Result<std::string> {
    if (times < 0) return pyemb::Error::of(PyExc_ValueError, "times is negative");
    std::string all;
    while (times-- > 0) all += text;
    return all;
  }, arg("text"), pyemb::keyword_only, arg("times") = 2, "The text several times.");
  m.class_<Lines>("Lines", "An iterator over the lines of a text.")
      .init<std::string>(arg("text"))
      .op<pyemb::Op::kIter>([](Lines& lines) -> Lines& { return lines; })
      .op<pyemb::Op::kNext>([](Lines& lines) { return lines.next(); });
  m.set("__version__", "1.0");
}

constexpr const char* kScript = R"(
import inspect, text
print(text.__doc__, text.__version__)
print(text.count_words('to be or not to be'))
print(text.repeat('ab'), text.repeat('x', times=3))
print(inspect.signature(text.repeat), '-', text.repeat.__doc__)
print([line.upper() for line in text.Lines('one\ntwo\n')])
try:
    text.repeat('x', times=-1)
except ValueError as e:
    print('ValueError:', e)
)";

}  // namespace

/// What a shared library exports instead.
PyMODINIT_FUNC PyInit_text() { return pyemb::init_module<"text", &define_text>(); }

int main() {
  if (!pyemb::add_builtin_module<"text", &define_text>()) return 1;
  pyemb::Interpreter python(pyemb::Config().executable("native_module").on_write([](pyemb::Stream, std::string_view text) {
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  }));
  if (!python) return 1;
  pyemb::Result<void> ran = python.run(kScript);
  if (!ran) return std::fputs(ran.error().text().c_str(), stderr), 1;
  return 0;
}
