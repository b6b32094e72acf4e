// SPDX-License-Identifier: MIT
#include "config/platform.h"

namespace pyemb {

const char kMultiarch[] = PYEMB_MULTIARCH;

#ifdef __clang__
#define COMPILER "[" __VERSION__ "]"
#else
#define COMPILER "[GCC " __VERSION__ "]"
#endif
#define BUILD "pyemb " PYEMB_VERSION

const char kVersionText[] = "3.11.2 (" BUILD ") " COMPILER;
const char kBuildInfo[] = BUILD;
const char kCompiler[] = COMPILER;
const char kPlatform[] = "linux";
const char kCopyright[] = "Copyright (c) the pyemb authors.";

}  // namespace pyemb
