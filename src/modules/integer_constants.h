// SPDX-License-Identifier: MIT
#pragma once

// Tables of numbers that a module takes over from the system's headers:
//
//     #define NUMBER(name) {#name, name}
//     constexpr IntegerConstant kNumbers[] = {NUMBER(O_RDONLY), NUMBER(O_WRONLY)};
//     ... TRY(module_add_integers(ts, module, kNumbers));

#include <span>

#include "objects/module.h"

namespace pyemb {

struct IntegerConstant {
  const char* name;
  int64_t value;
};

[[nodiscard]] Status module_add_integers(ThreadState& ts, Module& module, std::span<const IntegerConstant> rows);
/// A dict of the rows, name to number.
[[nodiscard]] Result<Own<Dict>> new_dict_of_integers(ThreadState& ts, std::span<const IntegerConstant> rows);

}  // namespace pyemb
