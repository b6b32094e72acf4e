// SPDX-License-Identifier: MIT
#pragma once

// The rows of options.def as data, for whatever works by name: the C ABI (PEP 741), -X options, help.

#include <span>
#include <string_view>

#include "config/config.h"

namespace pyemb {

struct Option {
  enum class Type : uint8_t { kNumber, kText, kTexts };
  enum class Part : uint8_t { kPre, kMain, kBoth, kOwn };
  enum class Access : uint8_t { kFixed, kSettable };

  const char* name;
  Type type;
  Part part;
  Access access;
  int64_t python;
  int64_t isolated;
  const char* environment;
  const char* flag;
  const char* x;
  const char* doc;
  int64_t Config::*number = nullptr;          ///< the one of these that `type` says
  const char* Config::*text = nullptr;
  TextList Config::*texts = nullptr;
};

/// A row without a field: only help knows it.
struct Mention {
  const char* name;
  const char* doc;
};

extern const std::span<const Option> kOptions;
extern const std::span<const Mention> kSwitches;
extern const std::span<const Mention> kVariables;

/// The row of this name, or null.
const Option* find_option(std::string_view name);

}  // namespace pyemb
