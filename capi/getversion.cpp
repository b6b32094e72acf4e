// SPDX-License-Identifier: MIT
// What the library says of itself.
#include "config/platform.h"

#include "Python.h"

using namespace pyemb;

const char* Py_GetVersion(void) { return kVersionText; }
const char* Py_GetPlatform(void) { return kPlatform; }
const char* Py_GetCopyright(void) { return kCopyright; }
const char* Py_GetCompiler(void) { return kCompiler; }
const char* Py_GetBuildInfo(void) { return kBuildInfo; }
