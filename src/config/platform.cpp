// SPDX-License-Identifier: MIT
#include "config/platform.h"

namespace pyemb {

const char* const kMultiarch = PYEMB_MULTIARCH;

#ifdef __clang__
const char* const kVersionText = "3.11.2 (pyemb " PYEMB_VERSION ") [" __VERSION__ "]";
#else
const char* const kVersionText = "3.11.2 (pyemb " PYEMB_VERSION ") [GCC " __VERSION__ "]";
#endif

}  // namespace pyemb
