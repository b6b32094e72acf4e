// SPDX-License-Identifier: MIT
#include "config/options.h"

namespace pyemb {
namespace {

using enum Option::Part;
using enum Option::Access;
using Type = Option::Type;

constexpr Option kRows[] = {
#define NUMBER(name, part, python, isolated, environment, flag, x, access, doc) \
  {#name, Type::kNumber, part, access, python, isolated, environment, flag, x, doc, &Config::name, nullptr, nullptr},
#define TEXT(name, part, environment, flag, x, access, doc) \
  {#name, Type::kText, part, access, 0, 0, environment, flag, x, doc, nullptr, &Config::name, nullptr},
#define TEXTS(name, part, environment, flag, x, access, doc) \
  {#name, Type::kTexts, part, access, 0, 0, environment, flag, x, doc, nullptr, nullptr, &Config::name},
#include "config/options.def"
};

constexpr Mention kSwitchRows[] = {
#define SWITCH(flag, doc) {flag, doc},
#include "config/options.def"
};

constexpr Mention kVariableRows[] = {
#define VARIABLE(environment, doc) {environment, doc},
#include "config/options.def"
};

}  // namespace

constexpr std::span<const Option> kOptions = kRows;
constexpr std::span<const Mention> kSwitches = kSwitchRows;
constexpr std::span<const Mention> kVariables = kVariableRows;

const Option* find_option(std::string_view name) {
  for (const Option& row : kRows) {
    if (name == row.name) return &row;
  }
  return nullptr;
}

}  // namespace pyemb
