// SPDX-License-Identifier: MIT
#pragma once

// The interned strings of names.def: ts.names().dunder_name is "__name__".

namespace pyemb {

struct Str;

struct Names {
#define NAME(id) Str* id = nullptr;
#define KEYWORD(id) Str* id##_ = nullptr;
#define DUNDER(id) Str* dunder_##id = nullptr;
#include "config/names.def"
#undef NAME
#undef KEYWORD
#undef DUNDER
};

}  // namespace pyemb
