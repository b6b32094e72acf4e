// SPDX-License-Identifier: MIT
#pragma once

// The C library's locale, as far as the start-up cares: which encoding it means, and PEP 538: a process in the C locale is moved to
// C.UTF-8 where there is one.

#include "config/config.h"

namespace pyemb {

struct LocaleFacts {
  bool was_c;            ///< the user has the C locale: UTF-8 mode follows (PEP 540)
  bool is_c_like;        ///< C, POSIX, or one of those that it is replaced by: stream errors are escaped
  const char* encoding;  ///< of LC_CTYPE, in Python's name; static
  const char* warning;   ///< what coerce_c_locale_warn wants to be shown, or null; static
};

/// Sets LC_CTYPE as configure_locale and coerce_c_locale say; both 0: only looks.
LocaleFacts configure_locale(const Config& config);
/// Only looks.
LocaleFacts look_at_locale();

/// LC_CTYPE of the process and of its environment, to be put back should the start fail.
struct LocaleBackup {
  char name[128];         ///< empty: too long to be kept
  char environment[128];  ///< empty: not set
};
void save_locale(LocaleBackup* backup);
void restore_locale(const LocaleBackup& backup);

}  // namespace pyemb
