// SPDX-License-Identifier: MIT
// Classes of C++ in Python: construction, methods, properties, operators, inheritance, lifetimes.
#include <cmath>
#include <memory>

#include "check.h"

using namespace pyemb;

namespace {

int alive = 0;  // C++ objects that exist, of the classes that count themselves

struct Counted {
  Counted() { ++alive; }
  Counted(const Counted&) { ++alive; }
  Counted& operator=(const Counted&) = default;
  ~Counted() { --alive; }
};

struct Vec : Counted {
  Vec() = default;
  Vec(double x_, double y_) : x(x_), y(y_) {}
  explicit Vec(double both) : x(both), y(both) {}
  double x = 0, y = 0;
  double length() const { return std::hypot(x, y); }
  Vec scaled(double factor, double add = 0) const { return {x * factor + add, y * factor + add}; }
  static Vec polar(double r, double phi) { return {r * std::cos(phi), r * std::sin(phi)}; }
  friend Vec operator+(const Vec& a, const Vec& b) { return {a.x + b.x, a.y + b.y}; }
  friend Vec operator-(const Vec& a) { return {-a.x, -a.y}; }
  Vec& operator+=(const Vec& b) { return x += b.x, y += b.y, *this; }
  friend bool operator==(const Vec& a, const Vec& b) { return a.x == b.x && a.y == b.y; }
  friend bool operator<(const Vec& a, const Vec& b) { return a.length() < b.length(); }
};

struct Shape : Counted {
  explicit Shape(std::string name_) : name(std::move(name_)) {}
  virtual ~Shape() = default;
  virtual double area() const { return 0; }
  std::string name;
  int id() const { return 7; }
};
struct Extra {
  long padding = 3;
  virtual ~Extra() = default;
};
struct Square : Extra, Shape {  // Shape is not at the start
  explicit Square(double side_) : Shape("square"), side(side_) {}
  double area() const override { return side * side; }
  double side;
};

struct Part : Counted {
  int value = 1;
};
struct Whole : Counted {
  Part part;
  std::vector<int> items = {1, 2, 3};
  std::vector<float> samples = {1, 2, 3};
  Part& get() { return part; }
  const Part* maybe(bool yes) const { return yes ? &part : nullptr; }
};
struct Shared : Counted {
  int value = 5;
};
struct Unmovable {
  Unmovable() = default;
  Unmovable(const Unmovable&) = delete;
  int value = 9;
};
struct Widget {
  Callable<void()> on_click;
};

void define(Module& m) {
  m.class_<Vec>("Vec", "A vector in the plane.")
      .init<>()
      .init<double, double>(arg("x"), arg("y") = 0.0)
      .property<&Vec::x>("x", "The first number.")
      .readonly<&Vec::y>("y")
      .property<&Vec::length>("length")
      .property("both", [](const Vec& v) { return v.x; }, [](Vec& v, double both) { v.x = v.y = both; })
      .method<&Vec::scaled>("scaled", arg("factor"), arg("add") = 0.0, "A longer one.")
      .method("put", [](Vec& v, double x) -> Vec& { return v.x = x, v; })
      .method("put", [](Vec& v, const Vec& other) -> Vec& { return v = other, v; })
      .static_method<&Vec::polar>("polar", arg("r"), arg("phi") = 0.0)
      .static_method("unit", [] { return Vec(1, 1); })
      .set("ORIGIN", 0)
      .op<Op::kAdd>()
      .op<Op::kNeg>()
      .op<Op::kIAdd>()
      .op<Op::kEq>()
      .op<Op::kLt>()
      .op<Op::kMul>([](const Vec& v, double k) { return v.scaled(k); })
      .op<Op::kMul>([](double k, const Vec& v) { return v.scaled(k); })
      .op<Op::kMul>([](const Vec& a, const Vec& b) { return a.x * b.x + a.y * b.y; })
      .op<Op::kPow>([](const Vec& v, int n) { return std::pow(v.length(), n); })
      .op<Op::kBool>([](const Vec& v) { return v.x != 0 || v.y != 0; })
      .op<Op::kLen>([](const Vec&) { return 2; })
      .op<Op::kHash>([](const Vec& v) { return static_cast<long long>(v.x * 31 + v.y); })
      .op<Op::kFloat>([](const Vec& v) { return v.length(); })
      .op<Op::kGetItem>([](const Vec& v, int i) -> Result<double> {
        if (i < 0 || i > 1) return Error::of(PyExc_IndexError, "0 or 1");
        return i == 0 ? v.x : v.y;
      })
      .op<Op::kSetItem>([](Vec& v, int i, double value) { (i == 0 ? v.x : v.y) = value; })
      .op<Op::kDelItem>([](Vec& v, int i) { (i == 0 ? v.x : v.y) = 0; })
      .op<Op::kContains>([](const Vec& v, double value) { return v.x == value || v.y == value; })
      .op<Op::kCall>([](const Vec& v, double add) { return v.x + add; }, arg("add") = 1.0)
      .op<Op::kRepr>([](const Vec& v) { return "Vec(" + std::to_string(static_cast<int>(v.x)) + ", " + std::to_string(static_cast<int>(v.y)) + ")"; });
  m.class_<Shape>("Shape").init<std::string>(arg("name")).method<&Shape::area>("area").property<&Shape::name>("name").method<&Shape::id>("id");
  m.class_<Square, Shape>("Square").init<double>(arg("side")).property<&Square::side>("side");
  m.def("describe", [](const Shape& shape) { return shape.name + " " + std::to_string(static_cast<int>(shape.area())); });
  m.class_<Part>("Part").init<>().property<&Part::value>("value");
  m.class_<Whole>("Whole")
      .init<>()
      .property<&Whole::part>("part")
      .method<&Whole::get>("get")
      .method<&Whole::maybe>("maybe")
      .method("__len__", [](const Whole& w) { return w.items.size(); })
      .dynamic_attributes()
      .iterable_over([](Whole& w) -> auto& { return w.items; })
      .buffer([](Whole& w) { return std::span<float>(w.samples); });
  m.class_<Shared>("Shared").init_by([] { return std::make_shared<Shared>(); }).property<&Shared::value>("value");
  m.class_<Unmovable>("Unmovable").init_by([] { return std::make_unique<Unmovable>(); }).property<&Unmovable::value>("value");
  m.class_<Widget>("Widget").init<>().method("on_click", [](Widget& w, Callable<void()> f) { w.on_click = std::move(f); }).method("click", [](Widget& w) { return w.on_click(); }).holds([](Widget& w, Visitor& visit) { visit(w.on_click); });
}

/// repr() of what an expression gives, or "Type: message".
std::string show(Interpreter& python, const char* text) {
  Result<Object> value = python.eval(text);
  return value ? NEED(value.repr()) : check::failure(value);
}

#define DEFINED(python)                                      \
  START(python);                                             \
  NEED(python.add_module("m", define));                      \
  NEED(python.run("import m, gc\nfrom m import *\n"))

}  // namespace

TEST(construction_methods_and_properties) {
  DEFINED(python);
  CHECK_EQUAL(show(python, "Vec(3, 4), Vec(3), Vec(y=1, x=2), Vec()"), "(Vec(3, 4), Vec(3, 0), Vec(2, 1), Vec(0, 0))");
  CHECK_EQUAL(show(python, "Vec('a')"), "TypeError: Vec() has no form that takes (str); there is\n  Vec()\n  Vec(x, y=0.0)");
  CHECK_EQUAL(show(python, "Vec(3, 4).scaled(2), Vec(1, 1).scaled(add=1, factor=3), Vec.polar(2), Vec.unit()"), "(Vec(6, 8), Vec(4, 4), Vec(2, 0), Vec(1, 1))");
  CHECK_EQUAL(show(python, "Vec(3, 4).scaled()"), "TypeError: scaled() missing required argument 'factor' (pos 1)");
  CHECK_EQUAL(show(python, "Vec(3, 4).scaled('x')"), "TypeError: scaled() argument 'factor': expected float, got str");
  CHECK_EQUAL(show(python, "Vec.scaled(5, 1)"), "TypeError: descriptor 'scaled' for 'm.Vec' objects doesn't apply to a 'int' object");
  NEED(python.run("v = Vec(3, 4)\nv.x = 6\n"));
  CHECK_EQUAL(show(python, "v.x, v.y, v.length == (36 + 16) ** 0.5"), "(6.0, 4.0, True)");
  CHECK_EQUAL(check::failure(python.run("v.y = 1")), "AttributeError: attribute 'y' of 'm.Vec' objects is not writable");
  CHECK_EQUAL(check::failure(python.run("v.x = 'no'")), "TypeError: attribute 'x': expected float, got str");
  CHECK_EQUAL(check::failure(python.run("del v.x")), "AttributeError: cannot delete attribute 'x'");
  CHECK_EQUAL(check::failure(python.run("v.z = 1")), "AttributeError: 'm.Vec' object has no attribute 'z'");
  NEED(python.run("v.both = 2\n"));
  CHECK_EQUAL(show(python, "v, v.put(9), v.put(Vec(1, 2)), Vec.ORIGIN"), "(Vec(1, 2), Vec(1, 2), Vec(1, 2), 0)");
  CHECK_EQUAL(show(python, "Vec.__name__, Vec.__module__, Vec.x.__doc__, Vec.scaled.__doc__"), "('Vec', 'm', 'The first number.', 'A longer one.')");
  NEED(python.run("import inspect\n"));
  CHECK_EQUAL(show(python, "str(inspect.signature(Vec.scaled)), str(inspect.signature(Shape)), str(inspect.signature(v.scaled)), str(inspect.signature(Vec.polar))"),
              "('(self, /, factor, add=0.0)', '(name)', '(factor, add=0.0)', '(r, phi=0.0)')");
}

TEST(operators) {
  DEFINED(python);
  CHECK_EQUAL(show(python, "Vec(1, 2) + Vec(3, 4), -Vec(1, 2), Vec(1, 2) * 2, 2 * Vec(1, 2), Vec(1, 2) * Vec(3, 4), Vec(3, 4) ** 2"), "(Vec(4, 6), Vec(-1, -2), Vec(2, 4), Vec(2, 4), 11.0, 25.0)");
  CHECK_EQUAL(show(python, "Vec(1, 2) + 1"), "TypeError: unsupported operand type(s) for +: 'm.Vec' and 'int'");
  CHECK_EQUAL(show(python, "'x' * Vec(1, 2)").substr(0, 9), "TypeError");
  CHECK_EQUAL(show(python, "Vec(1) == Vec(1), Vec(1) != Vec(1), Vec(1) == 5, Vec(1) != 5, Vec(1) < Vec(2), Vec(1) > Vec(2)"), "(True, False, False, True, True, False)");
  CHECK_EQUAL(show(python, "Vec(1) < 5"), "TypeError: '<' not supported between instances of 'm.Vec' and 'int'");
  CHECK_EQUAL(show(python, "bool(Vec()), bool(Vec(1)), len(Vec()), hash(Vec(1, 2)), float(Vec(3, 4)), Vec(5)(2), Vec(5)(), Vec(5)(add=4)"), "(False, True, 2, 33, 5.0, 7.0, 6.0, 9.0)");
  NEED(python.run("v = w = Vec(1, 2)\nv += Vec(1, 1)\nv[0] = 8\nsame = v is w\ndel v[1]\n"));
  CHECK_EQUAL(show(python, "v, same, v[0], 8 in v, 5 in v, 'x' in v"), "(Vec(8, 0), True, 8.0, True, False, False)");
  CHECK_EQUAL(show(python, "v[2]"), "IndexError: 0 or 1");
  CHECK_EQUAL(show(python, "v['x']"), "TypeError: __getitem__() argument 'arg0': expected int, got str");
}

TEST(inheritance_on_both_sides) {
  DEFINED(python);
  CHECK_EQUAL(show(python, "Square(3).area(), Square(3).name, Square(2).id(), Square(4).side, issubclass(Square, Shape)"), "(9.0, 'square', 7, 4.0, True)");
  CHECK_EQUAL(show(python, "describe(Square(3)), describe(Shape('dot'))"), "('square 9', 'dot 0')");
  CHECK_EQUAL(show(python, "describe(Vec())"), "TypeError: describe() argument 'arg0': expected m.Shape, got m.Vec");
  NEED(python.run("class Named(Square):\n"
                  "    def __init__(self, side, label):\n"
                  "        super().__init__(side)\n"
                  "        self.label = label\n"
                  "    def area(self): return super().area() * 10\n"
                  "n = Named(2, 'x')\n"
                  "class Bad(Shape):\n"
                  "    def __init__(self): pass\n"));
  CHECK_EQUAL(show(python, "n.area(), n.label, n.name, describe(n), isinstance(n, Shape)"), "(40.0, 'x', 'square', 'square 4', True)");
  CHECK_EQUAL(show(python, "Bad().area()"), "ReferenceError: the m.Shape was not made yet (is super().__init__() missing?), or given away");
  CHECK_EQUAL(show(python, "object.__new__(Vec)").substr(0, 9), "TypeError");
  CHECK_EQUAL(show(python, "Vec.__new__(Vec).length").substr(0, 14), "ReferenceError");
  CHECK_EQUAL(show(python, "n.__init__(1, 'y')"), "RuntimeError: m.Square.__init__() may run only once");
}

TEST(objects_die_when_python_lets_go) {
  CHECK_EQUAL(alive, 0);
  {
    DEFINED(python);
    NEED(python.run("v = [Vec(i, i) for i in range(10)]\nw = Whole()\ns = Square(1)\n"));
    CHECK_EQUAL(alive, 13);
    NEED(python.run("p = w.part\ndel w, v\n"));
    CHECK_EQUAL(alive, 3);
    NEED(python.run("p.value = 8\n"));
    CHECK_EQUAL(show(python, "p.value"), "8");
    NEED(python.run("del p\n"));
    CHECK_EQUAL(alive, 1);
  }
  CHECK_EQUAL(alive, 0);
}

TEST(references_are_parts_that_keep_the_whole) {
  DEFINED(python);
  NEED(python.run("w = Whole()\nw.get().value = 3\nw.part.value += 1\n"));
  CHECK_EQUAL(show(python, "w.part.value, w.maybe(True).value, w.maybe(False), len(w), list(w)"), "(4, 4, None, 3, [1, 2, 3])");
  NEED(python.run("w.note = 'free'\nm = memoryview(w)\nm[1] = 7.5\nit = iter(w)\n"));
  CHECK_EQUAL(show(python, "w.note, memoryview(w).tolist(), m.format, list(it)"), "('free', [1.0, 7.5, 3.0], 'f', [1, 2, 3])");
  NEED(python.run("import weakref\nr = weakref.ref(w)\nalive = r() is w\ndel w, m, it\ngone = r() is None\n"));
  CHECK_EQUAL(show(python, "alive, gone"), "(True, True)");
}

TEST(lent_objects_are_taken_back_safely) {
  DEFINED(python);
  Whole whole;
  {
    Lent<Whole> lent(whole);
    NEED(python.set("w", lent.object()));
    NEED(python.run("p = w.part\np.value = 12\n"));
    CHECK_EQUAL(whole.part.value, 12);
    whole.part.value = 13;
    CHECK_EQUAL(show(python, "p.value"), "13");
    CHECK_EQUAL(show(python, "memoryview(w)"), "BufferError: a lent object does not show its memory");
  }
  CHECK_EQUAL(show(python, "w.get()"), "ReferenceError: the host has taken the m.Whole back");
  CHECK_EQUAL(show(python, "p.value"), "ReferenceError: the host has taken the m.Part back");
}

TEST(shared_and_unique_owners) {
  DEFINED(python);
  std::shared_ptr<Shared> kept;
  std::unique_ptr<Vec> taken;
  NEED(python.add_module("n", [&](Module& m) {
    m.def("keep", [&](std::shared_ptr<Shared> s) { kept = std::move(s); });
    m.def("give", [&] { return kept; });
    m.def("take", [&](std::unique_ptr<Vec> v) { taken = std::move(v); });
    m.def("make", [] { return std::make_unique<Vec>(5, 6); });
    m.def("vecs", [] { return std::vector<Vec>{Vec(1, 2), Vec(3, 4)}; });
    m.def("sum", [](const std::vector<Vec>& all) { return all[0] + all[1]; });
    m.def("nothing", [](Vec* v) { return v == nullptr; });
    m.def("drop", [](std::unique_ptr<Whole>) {});
  }));
  NEED(python.run("import n\ns = Shared()\nn.keep(s)\ns.value = 6\ndel s\n"));
  CHECK_EQUAL(kept ? kept->value : 0, 6);
  CHECK_EQUAL(show(python, "n.give().value"), "6");
  kept.reset();
  CHECK_EQUAL(show(python, "n.give()"), "None");
  NEED(python.run("v = n.make()\nn.take(v)\n"));
  CHECK(taken && taken->x == 5);
  CHECK_EQUAL(show(python, "v.x"), "ReferenceError: the m.Vec was not made yet (is super().__init__() missing?), or given away");
  CHECK_EQUAL(show(python, "n.vecs(), n.sum([Vec(1, 1), Vec(2, 2)]), n.nothing(None), n.nothing(Vec())"), "([Vec(1, 2), Vec(3, 4)], Vec(3, 3), True, False)");
  CHECK_EQUAL(show(python, "n.take(Vec(1, 2))"), "None");
  CHECK(taken && taken->y == 2);
  CHECK_EQUAL(show(python, "Unmovable().value"), "9");
  NEED(python.run("w = Whole()\nview = memoryview(w)\n"));
  CHECK_EQUAL(show(python, "n.drop(w)"), "BufferError: the object cannot be given away while views of its memory are in use");
  NEED(python.run("view.release()\nn.drop(w)\n"));
  taken.reset();
  Object v = NEED(python.eval("Vec(1, 2)"));
  Result<Vec&> inside = v.to<Vec&>();
  CHECK(inside && inside->y == 2);
  CHECK_EQUAL(NEED(v.to<Vec>()).x, 1.0);
}

TEST(cycles_through_cpp_objects_are_collected) {
  DEFINED(python);
  NEED(python.run("import weakref\n"
                  "class W(Widget): pass\n"
                  "w = W()\n"
                  "seen = []\n"
                  "w.on_click(lambda w=w: seen.append(w is not None))\n"
                  "w.click()\n"
                  "r = weakref.ref(w)\n"
                  "del w\n"
                  "gc.collect()\n"));
  CHECK_EQUAL(show(python, "seen, r()"), "([True], None)");
}

#if PYEMB_HOST_THROWS
namespace {
struct Thrower {
  explicit Thrower(int n) {
    if (n < 0) throw std::invalid_argument("negative");
  }
};
}  // namespace

TEST(constructors_that_throw) {
  START(python);
  NEED(python.add_module("m", [](Module& m) { m.class_<Thrower>("Thrower").init<int>(arg("n")); }));
  CHECK_EQUAL(show(python, "__import__('m').Thrower(-1)"), "ValueError: negative");
  CHECK_EQUAL(show(python, "type(__import__('m').Thrower(n=1)).__name__"), "'Thrower'");
}
#endif

TEST(every_interpreter_has_its_own_classes) {
  START(first);
  NEED(first.add_module("m", define));
  NEED(first.run("import m\nv = m.Vec(1, 2)\nm.Vec.mark = 1\n"));
  {
    Interpreter second;
    Guard inside(second);
    CHECK_EQUAL(check::failure(to_object(Vec(1, 2))).substr(0, 23), "TypeError: the C++ type");
    NEED(second.add_module("m", define));
    NEED(second.run("import m\nv = m.Vec(3, 4)\nx = hasattr(m.Vec, 'mark')\n"));
    CHECK_EQUAL(show(second, "v, x"), "(Vec(3, 4), False)");
  }
  CHECK_EQUAL(show(first, "v + m.Vec(1, 1)"), "Vec(2, 3)");
  CHECK_EQUAL(check::failure(first.add_module("again", define)), "SystemError: the C++ class of Vec has a class already");
}
