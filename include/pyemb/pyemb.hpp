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
//     interpreter.hpp  Interpreter, Guard, Detached              bind.hpp         modules and functions for Python
//     class.hpp        classes (instance.hpp: what they hold)    operators.hpp    their operators
//     enum.hpp         enums                                     callable.hpp     functions of Python kept in C++
//     buffer.hpp       arrays without a copy                     services.hpp     figures, warnings, unraisable exceptions
//     mount.hpp        file systems of the host                  event_loop.hpp   asyncio in steps
//     coroutine.hpp    generators that the host runs in steps    debugger.hpp     a debugger for editors

#include "bind.hpp"
#include "buffer.hpp"
#include "call.hpp"
#include "callable.hpp"
#include "chrono.hpp"
#include "class.hpp"
#include "config.hpp"
#include "containers.hpp"
#include "convert.hpp"
#include "coroutine.hpp"
#include "debugger.hpp"
#include "enum.hpp"
#include "error.hpp"
#include "event_loop.hpp"
#include "instance.hpp"
#include "interpreter.hpp"
#include "mount.hpp"
#include "object.hpp"
#include "operators.hpp"
#include "path.hpp"
#include "services.hpp"
