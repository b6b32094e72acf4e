// SPDX-License-Identifier: MIT
#include "config/config.h"

#include "config/options.h"

namespace pyemb {

RunMode Config::run_mode() const {
  if (run_command != nullptr) return RunMode::kCommand;
  if (run_module != nullptr) return RunMode::kModule;
  if (run_filename != nullptr) return RunMode::kFile;
  return reads_stdin ? RunMode::kStdin : RunMode::kNothing;
}

bool Config::set(const char** field, std::string_view text) {
  const char* copy = arena.copy(text);
  if (copy != nullptr) *field = copy;
  return copy != nullptr;
}

bool Config::assign(const Config& other) {
  arena.clear();
  for (const Option& row : kOptions) {
    switch (row.type) {
      case Option::Type::kNumber: this->*row.number = other.*row.number; break;
      case Option::Type::kText: {
        this->*row.text = nullptr;
        if (other.*row.text != nullptr && !set(&(this->*row.text), other.*row.text)) return false;
        break;
      }
      case Option::Type::kTexts: {
        this->*row.texts = {};
        for (const char* text : other.*row.texts) {
          if (!(this->*row.texts).append(arena, text)) return false;
        }
        break;
      }
    }
  }
  is_preread = other.is_preread;
  is_read = other.is_read;
  reads_stdin = other.reads_stdin;
  warning = other.warning;
  help = other.help;
  writer = other.writer;
  reader = other.reader;
  return mounts.assign(other.mounts);
}

void Config::set_isolated() {
#define NUMBER(name, part, python, isolated, environment, flag, x, access, doc) name = isolated;
#include "config/options.def"
}

}  // namespace pyemb
