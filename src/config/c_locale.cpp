// SPDX-License-Identifier: MIT
#include "config/c_locale.h"

#include <clocale>
#include <cstdlib>
#include <cstring>
#include <langinfo.h>

namespace pyemb {
namespace {

constexpr const char* kTargets[] = {"C.UTF-8", "C.utf8", "UTF-8"};

bool is_c(const char* name) { return name == nullptr || std::strcmp(name, "C") == 0 || std::strcmp(name, "POSIX") == 0; }

bool is_target(const char* name) {
  for (const char* target : kTargets) {
    if (std::strcmp(name, target) == 0) return true;
  }
  return false;
}

/// The C library's name of an encoding as Python's.
const char* python_name(const char* codeset) {
  if (std::strcmp(codeset, "ANSI_X3.4-1968") == 0 || std::strcmp(codeset, "US-ASCII") == 0) return "ascii";
  if (std::strcmp(codeset, "UTF-8") == 0) return "utf-8";
  if (std::strcmp(codeset, "ISO-8859-1") == 0) return "iso8859-1";
  if (std::strcmp(codeset, "ISO-8859-15") == 0) return "iso8859-15";
  return codeset;
}

/// Moves LC_CTYPE to a UTF-8 locale. The environment says so too: programs that are started from here shall see it.
const char* coerce() {
  const char* all = std::getenv("LC_ALL");
  if (all != nullptr && *all != '\0') return nullptr;
  for (const char* target : kTargets) {
    if (std::setlocale(LC_CTYPE, target) == nullptr) continue;
    ::setenv("LC_CTYPE", target, 1);
    return target;
  }
  return nullptr;
}

}  // namespace

LocaleFacts look_at_locale() {
  LocaleFacts facts = {};
  const char* name = std::setlocale(LC_CTYPE, nullptr);
  facts.was_c = is_c(name);
  facts.is_c_like = facts.was_c || is_target(name);
  facts.encoding = python_name(::nl_langinfo(CODESET));
  return facts;
}

LocaleFacts configure_locale(const Config& config) {
  if (config.configure_locale != 0) std::setlocale(LC_CTYPE, "");
  const bool was_c = is_c(std::setlocale(LC_CTYPE, nullptr));
  const bool may_coerce = config.configure_locale != 0 && config.coerce_c_locale != 0;
  const char* warning = nullptr;
  if (was_c && may_coerce && coerce() != nullptr) {
    warning =
        "Python detected LC_CTYPE=C: LC_CTYPE coerced to C.UTF-8 (set another locale or PYTHONCOERCECLOCALE=0 to disable this "
        "locale coercion behavior).\n";
  } else if (was_c) {
    warning =
        "Python runtime initialized with LC_CTYPE=C (a locale with default ASCII encoding), which may cause Unicode compatibility "
        "problems. Using C.UTF-8, C.utf8, or UTF-8 (if available) as alternative Unicode-compatible locales is recommended.\n";
  }
  LocaleFacts facts = look_at_locale();
  facts.was_c = was_c;
  facts.warning = warning;
  return facts;
}

void save_locale(LocaleBackup* backup) {
  *backup = {};
  const char* name = std::setlocale(LC_CTYPE, nullptr);
  if (name != nullptr && std::strlen(name) < sizeof backup->name) std::strcpy(backup->name, name);
  const char* variable = std::getenv("LC_CTYPE");
  if (variable != nullptr && std::strlen(variable) < sizeof backup->environment) std::strcpy(backup->environment, variable);
}

void restore_locale(const LocaleBackup& backup) {
  if (backup.name[0] != '\0') std::setlocale(LC_CTYPE, backup.name);
  const char* variable = std::getenv("LC_CTYPE");
  if (variable == nullptr || std::strcmp(variable, backup.environment) == 0) return;
  if (backup.environment[0] != '\0') {
    ::setenv("LC_CTYPE", backup.environment, 1);
  } else {
    ::unsetenv("LC_CTYPE");
  }
}

}  // namespace pyemb
