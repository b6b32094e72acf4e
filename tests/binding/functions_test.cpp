// SPDX-License-Identifier: MIT
// Functions of C++ in modules: names, defaults, overloads, docstrings, callbacks, exceptions.
#include <array>

#include <cstdint>

#include "check.h"

using namespace pyemb;

namespace {

int add(int a, int b) { return a + b; }
double half(double x) { return x / 2; }
std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : std::string(between)) + part;
  return all;
}
Result<int> parse(std::string_view text) {
  if (text == "seven") return 7;
  return Error::of(PyExc_LookupError, "no number: " + std::string(text));
}

enum class Color { kRed = 1, kBlue = 2 };
enum class Rights : unsigned { kRead = 1, kWrite = 2 };

void define(Module& m) {
  m.doc("A module for tests.");
  m.def<&add>("add", arg("a"), arg("b") = 10, "Add two numbers.");
  m.def<&half>("half");
  m.def<&join>("join", arg("parts"), keyword_only, arg("between") = ", ");
  m.def<&parse>("parse", "Parse a number.");
  m.def("count", [](Args args, Kwargs kwargs) { return std::pair(*args.tuple.size(), *kwargs.dict.size()); });
  m.def("first", [](int first, Args rest) { return std::pair(first, rest.tuple); }, arg("first"), "First and rest.");
  m.set("version", 3);
}


/// repr() of what an expression gives, or "Type: message".
std::string show(Interpreter& python, const char* text) {
  Result<Object> value = python.eval(text);
  return value ? NEED(value.repr()) : check::failure(value);
}

}  // namespace

TEST(functions_with_names_and_defaults) {
  START(python);
  NEED(python.add_module("m", define));
  NEED(python.run("import m\n"));
  CHECK_EQUAL(show(python, "m.add(1, 2), m.add(1), m.add(b=5, a=1), m.add(1, b=3)"), "(3, 11, 6, 4)");
  CHECK_EQUAL(show(python, "m.half(3)"), "1.5");
  CHECK_EQUAL(show(python, "m.join(['a', 'b']), m.join(('x', 'y'), between='')"), "('a, b', 'xy')");
  CHECK_EQUAL(show(python, "m.count(1, 2, x=1)"), "(2, 1)");
  CHECK_EQUAL(show(python, "m.first(1, 'b', 3)"), "(1, ('b', 3))");
  CHECK_EQUAL(show(python, "m.version"), "3");
  CHECK_EQUAL(show(python, "m.add"), "<built-in function add>");
  CHECK_EQUAL(show(python, "m.add.__module__, m.__doc__"), "('m', 'A module for tests.')");
}

TEST(arguments_that_do_not_fit) {
  START(python);
  NEED(python.add_module("m", define));
  NEED(python.run("import m\n"));
  CHECK_EQUAL(show(python, "m.add()"), "TypeError: add() missing required argument 'a' (pos 1)");
  CHECK_EQUAL(show(python, "m.add(1, 2, 3)"), "TypeError: add() takes at most 2 positional arguments but 3 were given");
  CHECK_EQUAL(show(python, "m.add(1, a=2)"), "TypeError: add() got multiple values for argument 'a'");
  CHECK_EQUAL(show(python, "m.add(1, c=2)"), "TypeError: add() got an unexpected keyword argument 'c'");
  CHECK_EQUAL(show(python, "m.add(1, 'x')"), "TypeError: add() argument 'b': expected int, got str");
  CHECK_EQUAL(show(python, "m.add(1, b=2**40)"), "OverflowError: add() argument 'b': 1099511627776 does not fit in 32 bits: -2147483648 to 2147483647");
  CHECK_EQUAL(show(python, "m.half(arg0=1)"), "TypeError: half() got an unexpected keyword argument 'arg0'");
  CHECK_EQUAL(show(python, "m.half('x')"), "TypeError: half() argument 'arg0': expected float, got str");
  CHECK_EQUAL(show(python, "m.join([], 'x')"), "TypeError: join() takes 1 positional argument but 2 were given");
  CHECK_EQUAL(show(python, "m.parse('eight')"), "LookupError: no number: eight");
  CHECK_EQUAL(show(python, "m.parse('seven')"), "7");
}

TEST(signatures_are_seen_by_help_and_inspect) {
  START(python);
  NEED(python.add_module("m", define));
  NEED(python.run("import m, inspect, pydoc\nsig = lambda f: str(inspect.signature(f))\n"));
  CHECK_EQUAL(show(python, "sig(m.add), m.add.__doc__"), "('(a, b=10)', 'Add two numbers.')");
  CHECK_EQUAL(show(python, "sig(m.half), sig(m.join), sig(m.count), sig(m.first)"), "('(arg0, /)', \"(parts, *, between=', ')\", '(*args, **kwargs)', '(first, *args)')");
  CHECK_EQUAL(show(python, "pydoc.plain(pydoc.render_doc(m.add))"), "'Python Library Documentation: built-in function add in module m\\n\\nadd(a, b=10)\\n    Add two numbers.\\n'");
}

TEST(overloads) {
  START(python);
  NEED(python.add_module("m", [](Module& m) {
    m.def("kind", [](double) { return "double"; }, "A number.");
    m.def("kind", [](int) { return "int"; });
    m.def("kind", [](std::string_view) { return "text"; }, arg("text"), "A text.");
    m.def("kind", [](int, int) { return "two"; });
    m.def("fixed", [](int) { return 1; });
  }));
  NEED(python.run("import m\n"));
  CHECK_EQUAL(show(python, "m.kind(1), m.kind(1.0), m.kind('x'), m.kind(text='x'), m.kind(1, 2), m.kind(True)"), "('int', 'double', 'text', 'text', 'two', 'double')");
  CHECK_EQUAL(show(python, "m.kind([])"), "TypeError: kind() has no form that takes (list); there is\n  kind(arg0, /)\n  kind(arg0, /)\n  kind(text)\n  kind(arg0, arg1, /)");
  CHECK_EQUAL(show(python, "m.kind(b=1)"), "TypeError: kind() has no form that takes (b=int); there is\n  kind(arg0, /)\n  kind(arg0, /)\n  kind(text)\n  kind(arg0, arg1, /)");
  CHECK_EQUAL(show(python, "m.kind.__doc__"), "'kind(arg0, /)\\n    A number.\\nkind(arg0, /)\\nkind(text)\\n    A text.\\nkind(arg0, arg1, /)\\n'");
}

TEST(callables_with_state_and_one_code_under_two_names) {
  START(python);
  int calls = 0;
  int (*pointer)(int, int) = &add;
  NEED(python.add_module("m", [&](Module& m) {
    m.def("tick", [&calls] { return ++calls; });
    m.def("plus", pointer);
    m.def<&add>("one", arg("x"), arg("y") = 1);
    m.def<&add>("two", arg("x"), arg("y") = 2);
  }));
  CHECK_EQUAL(show(python, "__import__('m').tick() + __import__('m').tick()"), "3");
  CHECK_EQUAL(calls, 2);
  CHECK_EQUAL(show(python, "(lambda m: (m.plus(2, 3), m.one(1), m.two(1)))(__import__('m'))"), "(5, 2, 3)");
  Object main = NEED(python.import("__main__"));
  Module filled = Module::of(main);
  filled.def("here", [] { return "main"; });
  CHECK(filled.status());
  CHECK_EQUAL(show(python, "here(), here.__module__"), "('main', '__main__')");
}

TEST(enums) {
  START(python);
  NEED(python.add_module("m", [](Module& m) {
    m.enum_<Color>("Color", "Colors.").value("RED", Color::kRed).value("BLUE", Color::kBlue).exported();
    m.enum_<Rights>("Rights").value("READ", Rights::kRead).value("WRITE", Rights::kWrite).flags();
    m.def("next", [](Color c) { return c == Color::kRed ? Color::kBlue : Color::kRed; }, arg("color") = Color::kRed);
    m.def("all", [] { return static_cast<Rights>(3); });
  }));
  NEED(python.run("import m\n"));
  CHECK_EQUAL(show(python, "m.next(m.Color.BLUE), m.next(), m.RED, m.Color.__doc__"), "(<Color.RED: 1>, <Color.BLUE: 2>, <Color.RED: 1>, 'Colors.')");
  CHECK(show(python, "m.next(1)").starts_with("TypeError: next() argument 'color': expected ") && show(python, "m.next(1)").ends_with("::Color, got int"));
  CHECK_EQUAL(show(python, "m.all() == m.Rights.READ | m.Rights.WRITE"), "True");
  CHECK_EQUAL(NEED(python.eval("m.Color.RED").to<Color>()), Color::kRed);
}

TEST(python_functions_kept_in_cpp) {
  START(python);
  std::vector<Callable<int(int)>> kept;
  std::function<void(const std::string&)> told;
  NEED(python.add_module("m", [&](Module& m) {
    m.def("keep", [&](Callable<int(int)> f) { kept.push_back(std::move(f)); });
    m.def("tell", [&](std::function<void(const std::string&)> f) { told = std::move(f); });
    m.def("adder", [](int by) { return std::function<int(int)>([by](int x) { return x + by; }); });
  }));
  NEED(python.run("import m\nseen = []\nm.keep(lambda x: x * 2)\nm.keep(len)\nm.tell(seen.append)\n"));
  CHECK_EQUAL(NEED(kept[0](21)), 42);
  CHECK_EQUAL(check::failure(kept[1](1)), "TypeError: object of type 'int' has no len()");
  told("a");
  told("b");
  CHECK_EQUAL(show(python, "seen"), "['a', 'b']");
  CHECK_EQUAL(show(python, "m.adder(5)(1)"), "6");
  CHECK_EQUAL(show(python, "m.keep(3)"), "TypeError: keep() argument 'arg0': expected a callable, got int");
  {
    Detached away;
    CHECK_EQUAL(NEED(kept[0](1)), 2);
    Callable<int(int)> copy = kept[0];
    kept.erase(kept.begin());
  }
  kept.clear();
  told = nullptr;
  Object doubled = NEED(function("doubled", [](int x) { return x * 2; }, arg("x"), "Twice."));
  CHECK_EQUAL(NEED(doubled(arg("x") = 4).to<int>()), 8);
}

TEST(buffers_are_lent_without_a_copy) {
  START(python);
  NEED(python.add_module("m", [](Module& m) {
    m.def("total", [](std::span<const double> items) {
      double sum = 0;
      for (double item : items) sum += item;
      return sum;
    });
    m.def("fill", [](std::span<std::int32_t> items, int with) { for (auto& item : items) item = with; });
    m.def("size", [](std::span<const std::byte> bytes) { return bytes.size(); });
  }));
  NEED(python.run("import m, array\nd = array.array('d', [1, 2, 3.5])\ni = array.array('i', [0, 0])\nm.fill(i, 7)\n"));
  CHECK_EQUAL(show(python, "m.total(d), m.total([1, 2]), m.total(memoryview(d)[1:]), i.tolist(), m.size(b'abc')"), "(6.5, 3.0, 5.5, [7, 7], 3)");
  CHECK_EQUAL(show(python, "m.total(i)"), "TypeError: total() argument 'arg0': expected a buffer of 'd', got one of 'i'");
  CHECK_EQUAL(show(python, "m.fill(b'12345678', 1)").substr(0, 11), "BufferError");
  CHECK_EQUAL(show(python, "m.fill([1], 1)"), "TypeError: fill() argument 'arg0': expected a writable buffer, got list");
  std::array<float, 3> samples = {1, 2, 3};
  {
    LentBuffer<float> lent(samples);
    NEED(python.set("samples", lent.object()));
    NEED(python.run("samples[1] = 20.5\nn = samples.nbytes, samples.format, samples.tolist()\n"));
    CHECK_EQUAL(samples[1], 20.5f);
    CHECK_EQUAL(show(python, "n"), "(12, 'f', [1.0, 20.5, 3.0])");
  }
  CHECK_EQUAL(show(python, "samples[0]"), "ValueError: operation forbidden on released memoryview object");
  const std::array<int, 2> fixed = {5, 6};
  LentBuffer<const int> read_only(fixed);
  NEED(python.set("fixed", read_only.object()));
  CHECK_EQUAL(show(python, "fixed.readonly, fixed.tolist()"), "(True, [5, 6])");
  NEED(python.run("other = memoryview(fixed)"));
  CHECK_EQUAL(check::failure(read_only.take_back()).substr(0, 11), "BufferError");
  NEED(python.run("other.release()"));
  CHECK(read_only.take_back());
}

#if PYEMB_HOST_THROWS
namespace {
struct EngineError : std::runtime_error {
  using std::runtime_error::runtime_error;
};
template <class E>
void thrower() {
  throw E("thrown");
}
}  // namespace

TEST(cpp_exceptions_become_python_exceptions) {
  START(python);
  NEED(python.add_module("m", [&](Module& m) {
    m.exception<EngineError>("EngineError");
    m.def("index", [] { return std::vector<int>().at(3); });
    m.def<&thrower<std::invalid_argument>>("value");
    m.def<&thrower<std::overflow_error>>("overflow");
    m.def<&thrower<EngineError>>("engine");
    m.def<&thrower<std::logic_error>>("logic");
    m.def("memory", [] { throw std::bad_alloc(); });
    m.def("system", [] { throw std::system_error(2, std::generic_category(), "opening"); });
    m.def("other", [] { throw 5; });
    m.def("again", [&] { return python.eval("{}['key']").value(); });
    m.def("call", [](std::function<int()> f) { return f(); });
  }));
  NEED(python.run("import m\n"));
  CHECK_EQUAL(show(python, "m.index()").substr(0, 11), "IndexError:");
  CHECK_EQUAL(show(python, "m.value()"), "ValueError: thrown");
  CHECK_EQUAL(show(python, "m.overflow()"), "OverflowError: thrown");
  CHECK_EQUAL(show(python, "m.engine()"), "EngineError: thrown");
  CHECK_EQUAL(show(python, "m.EngineError.__mro__[1].__name__, m.EngineError.__module__"), "('RuntimeError', 'm')");
  CHECK_EQUAL(show(python, "m.logic()"), "RuntimeError: thrown");
  CHECK_EQUAL(show(python, "m.memory()"), "MemoryError: ");
  CHECK_EQUAL(show(python, "m.system()").substr(0, 29), "FileNotFoundError: [Errno 2] ");
  CHECK_EQUAL(show(python, "m.other()"), "RuntimeError: a C++ exception of an unknown type");
  CHECK_EQUAL(show(python, "m.again()"), "KeyError: 'key'");
  CHECK_EQUAL(show(python, "m.call(lambda: 1 // 0)"), "ZeroDivisionError: integer division or modulo by zero");
  CHECK_EQUAL(show(python, "m.call(lambda: 4)"), "4");
}
#endif

TEST(builtin_modules_are_made_by_every_interpreter) {
  CHECK(add_builtin_module<"for_all", &define>());
  START(first);
  Interpreter second;
  NEED(first.run("import for_all\nfor_all.mark = 1\nx = for_all.add(1)\n"));
  CHECK_EQUAL(NEED(first.get("x").to<int>()), 11);
  Guard inside(second);
  NEED(second.run("import for_all\nx = for_all.add(2), hasattr(for_all, 'mark')\n"));
  CHECK_EQUAL(NEED(second.get("x").repr()), "(12, False)");
}

TEST(what_fails_while_a_module_is_filled_is_told) {
  START(python);
  Result<Object> faulty = python.add_module("faulty", [](Module& m) {
    m.def<&add>("add", arg("only one"));
    m.def<&half>("half");
  });
  CHECK_EQUAL(check::failure(faulty), "SystemError: add: 1 parameters have names, the function has 2");
  CHECK_EQUAL(check::failure(python.import("faulty")), "ModuleNotFoundError: No module named 'faulty'");
}
