// SPDX-License-Identifier: MIT
#include "modules/integer_constants.h"

namespace pyemb {

Status module_add_integers(ThreadState& ts, Module& module, std::span<const IntegerConstant> rows) {
  TRY(dict_reserve(ts, module.globals(), static_cast<int64_t>(rows.size())));
  for (const IntegerConstant& row : rows) {
    Ref value = TRY(new_int(ts, row.value));
    TRY(module_add(ts, module, row.name, value));
  }
  return {};
}

Result<Own<Dict>> new_dict_of_integers(ThreadState& ts, std::span<const IntegerConstant> rows) {
  Own<Dict> dict = TRY(new_dict(ts, static_cast<int64_t>(rows.size())));
  for (const IntegerConstant& row : rows) {
    Ref value = TRY(new_int(ts, row.value));
    TRY(dict_set(ts, *dict, row.name, value));
  }
  return dict;
}

}  // namespace pyemb
