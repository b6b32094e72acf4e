// SPDX-License-Identifier: MIT
#pragma once

// What a process decides once, before any interpreter: the rows of options.def whose part is kPre or kBoth (PyPreConfig). All are numbers.

#include <cstdint>

namespace pyemb {

struct Config;

struct PreConfig {
#define PYEMB_FIELD_kPre(name, value) int64_t name = value;
#define PYEMB_FIELD_kBoth(name, value) int64_t name = value;
#define PYEMB_FIELD_kMain(name, value)
#define PYEMB_FIELD_kOwn(name, value)
#define NUMBER(name, part, python, isolated, environment, flag, x, access, doc) PYEMB_FIELD_##part(name, python)
#include "config/options.def"
#undef PYEMB_FIELD_kPre
#undef PYEMB_FIELD_kBoth
#undef PYEMB_FIELD_kMain
#undef PYEMB_FIELD_kOwn

  /// Takes the fields of a configuration over.
  void take(const Config& config);
  /// Sets those of a configuration that only the process decides: the kPre rows.
  void impose(Config& config) const;
};

}  // namespace pyemb
