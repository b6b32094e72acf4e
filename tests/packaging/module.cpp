// SPDX-License-Identifier: MIT
// An extension module, as others build it: greeting.hello(name).
#include <string>

#include "pyemb/pyemb.hpp"

namespace {

void define(pyemb::Module& m) {
  m.def("hello", [](std::string name) { return "hello " + name; }, pyemb::arg("name"), "Greets.");
}

}  // namespace

PyMODINIT_FUNC PyInit_greeting() { return pyemb::init_module<"greeting", &define>(); }
