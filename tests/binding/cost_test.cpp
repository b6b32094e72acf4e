// SPDX-License-Identifier: MIT
// What a call of a bound function must not do: take memory.
#include <cstdlib>

#include "check.h"

using namespace pyemb;

namespace {

using check::blocks;

void* count_malloc(void*, std::size_t size) { return ++blocks, std::malloc(size != 0 ? size : 1); }
void* count_calloc(void*, std::size_t n, std::size_t size) { return ++blocks, std::calloc(n != 0 ? n : 1, size != 0 ? size : 1); }
void* count_realloc(void*, void* block, std::size_t size) { return ++blocks, std::realloc(block, size != 0 ? size : 1); }
void count_free(void*, void* block) { std::free(block); }

/// Puts the counting functions into every domain while it lives.
struct Counting {
  static constexpr PyMemAllocatorDomain kDomains[] = {PYMEM_DOMAIN_RAW, PYMEM_DOMAIN_MEM, PYMEM_DOMAIN_OBJ};
  PyMemAllocatorEx before[3];
  Counting() {
    PyMemAllocatorEx counting = {nullptr, &count_malloc, &count_calloc, &count_realloc, &count_free};
    for (int i = 0; i < 3; ++i) {
      PyMem_GetAllocator(kDomains[i], &before[i]);
      PyMem_SetAllocator(kDomains[i], &counting);
    }
  }
  ~Counting() {
    for (int i = 0; i < 3; ++i) PyMem_SetAllocator(kDomains[i], &before[i]);
  }
};

struct Counter {
  long long value = 0;
  long long add(long long n) { return value += n; }
  double mix(double a, const Counter& other, std::string_view text) const { return a + static_cast<double>(other.value) + static_cast<double>(text.size()); }
};

}  // namespace

TEST(a_call_takes_no_memory) {
  Counting counting;
  START(python);
  NEED(python.add_module("m", [](Module& m) {
    m.class_<Counter>("Counter").init<>().method<&Counter::add>("add", arg("n")).method<&Counter::mix>("mix").property<&Counter::value>("value");
    m.def("twice", [](long long n) { return 2 * n; });
  }));
  Object counter = NEED(python.eval("__import__('m').Counter()"));
  Object type = NEED(counter.type());
  Object add = NEED(type.attr("add")), mix = NEED(type.attr("mix")), twice = NEED(python.import("m").attr("twice"));
  Object number = NEED(to_object(5)), real = NEED(to_object(0.5)), text = NEED(to_object("text"));
  PyObject* const for_add[] = {counter.raw(), number.raw()};
  PyObject* const for_mix[] = {counter.raw(), real.raw(), counter.raw(), text.raw()};
  bool well = true;
  auto calls = [&](int times) {
    for (int i = 0; i < times; ++i) {
      well = well && Object::steal(PyObject_Vectorcall(add.raw(), for_add, 2, nullptr));
      well = well && Object::steal(PyObject_Vectorcall(mix.raw(), for_mix, 4, nullptr));
      well = well && Object::steal(PyObject_Vectorcall(twice.raw(), &for_add[1], 1, nullptr));
    }
  };
  calls(10);  // caches fill
  const long before = blocks;
  calls(1000);
  CHECK(well);
  CHECK_EQUAL(blocks - before, 0L);
  CHECK_EQUAL(NEED(counter.attr("value").to<int>()), 5050);
}
