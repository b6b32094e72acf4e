// SPDX-License-Identifier: MIT
#pragma once

// pyemb for C++20 hosts: header-only, over the C ABI (Python.h) and nothing else. Works with and without C++ exceptions and RTTI.
//
//     pyemb::Interpreter python(pyemb::Config().executable("game"));
//     if (!python) return complain(python.status().message());
//     pyemb::Result<long long> answer = python.eval("6 * 7").to<long long>();
//     if (!answer) return complain(answer.error().text());
//
// Errors are values: what can fail answers a Result. This header includes all; each part can be had alone:
//
//     object.hpp       handles: Object owns, View borrows        error.hpp        Error, Result, Status, Exception
//     convert.hpp      values of C++ as objects and back         containers.hpp   the standard containers
//     chrono.hpp       durations                                 path.hpp         paths
//     call.hpp         what can be done with an object           config.hpp       PreConfig, Config (options.hpp)
//     interpreter.hpp  Interpreter, Guard, Detached

#include "call.hpp"
#include "chrono.hpp"
#include "config.hpp"
#include "containers.hpp"
#include "convert.hpp"
#include "error.hpp"
#include "interpreter.hpp"
#include "object.hpp"
#include "path.hpp"
