// SPDX-License-Identifier: MIT
// Handles: who owns, attributes, items, calls, iteration.
#include "check.h"

using namespace pyemb;

static_assert(!std::is_convertible_v<Object&&, View>, "a view of a temporary handle would dangle");
static_assert(std::is_convertible_v<Object&, View>);
static_assert(!std::is_convertible_v<View, Object>, "sharing is said, not implied");

TEST(handles_own_and_views_borrow) {
  START(python);
  Object list = NEED(python.eval("[1]"));
  const Py_ssize_t before = Py_REFCNT(list.raw());
  {
    Object second = list;
    CHECK_EQUAL(Py_REFCNT(list.raw()), before + 1);
    Object third = std::move(second);
    CHECK(!second);
    CHECK_EQUAL(Py_REFCNT(list.raw()), before + 1);
    View view = third;
    CHECK(view.is(list));
    CHECK_EQUAL(Py_REFCNT(list.raw()), before + 1);
    third = Object();
  }
  CHECK_EQUAL(Py_REFCNT(list.raw()), before);
  PyObject* released = list.release();
  CHECK(!list);
  list = Object::steal(released);
  CHECK_EQUAL(list.type_name(), std::string("list"));
}

TEST(attributes_and_items) {
  START(python);
  NEED(python.run("class C: pass\nc = C()\nd = {'a': 1}\n"));
  Object c = NEED(python.get("c"));
  NEED(c.set_attr("x", 5));
  CHECK_EQUAL(NEED(c.attr("x").to<int>()), 5);
  CHECK(c.has_attr("x") && !c.has_attr("y"));
  NEED(c.del_attr("x"));
  CHECK_EQUAL(check::failure(c.attr("x")), "AttributeError: 'C' object has no attribute 'x'");
  Object d = NEED(python.get("d"));
  NEED(d.set_item("b", std::vector<int>{1, 2}));
  CHECK_EQUAL(NEED(d.item("b").item(-1).to<int>()), 2);
  CHECK_EQUAL(NEED(d.size()), 2u);
  CHECK(NEED(d.contains("a")));
  NEED(d.del_item("a"));
  CHECK_EQUAL(check::failure(d.item("a")), "KeyError: 'a'");
  CHECK_EQUAL(NEED(d.repr()), "{'b': [1, 2]}");
  CHECK(NEED(d.equals(std::map<std::string, std::vector<int>>{{"b", {1, 2}}})));
  Object type = NEED(python.get("C"));
  CHECK(NEED(c.is_instance(type)) && !NEED(d.is_instance(type)));
  CHECK(NEED(c.type()).is(type));
}

TEST(calls_with_positional_and_named_arguments) {
  START(python);
  NEED(python.run("def f(*args, **named): return (args, named)\n"
                  "class T:\n"
                  "    def scale(self, by, *, up=True): return (by, up)\n"
                  "t = T()\n"));
  Result<Object> f = python.get("f");
  CHECK_EQUAL(NEED(f().repr()), "((), {})");
  CHECK_EQUAL(NEED(f(1, "two", 3.5, true, nullptr, none(), arg("k") = 4, arg("text") = "t").repr()),
              "((1, 'two', 3.5, True, None, None), {'k': 4, 'text': 't'})");
  CHECK_EQUAL(NEED(python.get("t").method("scale", 2, arg("up") = false).repr()), "(2, False)");
  CHECK_EQUAL(check::failure(python.get("t").method("scale")), "TypeError: T.scale() missing 1 required positional argument: 'by'");
  CHECK_EQUAL(check::failure(python.get("t").method("none")), "AttributeError: 'T' object has no attribute 'none'");
  CHECK_EQUAL(check::failure(Object()()), "SystemError: an operation on an empty pyemb handle");
}

TEST(chains_carry_the_first_error) {
  START(python);
  Result<double> value = python.import("math").attr("nothing")(1).item("x").to<double>();
  CHECK_EQUAL(check::failure(value), "AttributeError: module 'math' has no attribute 'nothing'");
  CHECK_EQUAL(NEED(python.import("math").attr("sqrt")(16).to<double>()), 4.0);
  CHECK_EQUAL(check::failure(python.get("unknown").attr("x")), "NameError: name 'unknown' is not defined");
  CHECK(PyErr_Occurred() == nullptr);
}

TEST(iteration_ends_with_the_items_or_an_error) {
  START(python);
  int sum = 0;
  Object list = NEED(python.eval("[1, 2, 3]"));
  for (Result<Object>& item : list.each()) sum += NEED(item.to<int>());
  CHECK_EQUAL(sum, 6);
  NEED(python.run("def g():\n    yield 1\n    raise KeyError('gone')\n"));
  std::vector<std::string> seen;
  for (Result<Object>& item : python.eval("g()").each()) seen.push_back(item ? NEED(item.repr()) : check::failure(item));
  CHECK(seen == (std::vector<std::string>{"1", "KeyError: 'gone'"}));
  seen.clear();
  for (Result<Object>& item : python.eval("5").each()) seen.push_back(check::failure(item));
  CHECK(seen == (std::vector<std::string>{"TypeError: 'int' object is not iterable"}));
  int none_seen = 0;
  for (Result<Object>& item : python.eval("()").each()) none_seen += item ? 1 : 1;
  CHECK_EQUAL(none_seen, 0);
}
