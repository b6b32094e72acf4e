// SPDX-License-Identifier: MIT
#pragma once

// What the sources of _csv share: the dialect, the module's state, and how errors are raised.

#include "config/module_type_ids.h"
#include "objects/dict.h"
#include "objects/str.h"

namespace pyemb {

enum class CsvQuoting : int { kMinimal, kAll, kNonNumeric, kNone };

struct CsvDialect : Object {
  static constexpr TypeId kId = ModuleType::kCsvDialect;
  static constexpr char32_t kNoChar = 0xffffffff;

  Str* line_terminator;  ///< owned
  char32_t delimiter;
  char32_t quote;   ///< or kNoChar
  char32_t escape;  ///< or kNoChar
  CsvQuoting quoting;
  bool double_quote;
  bool skip_initial_space;
  bool strict;
};

struct CsvState {
  Value error;     ///< owned: csv.Error
  Value dialects;  ///< owned: a dict, name to CsvDialect
  int64_t field_limit;
};

[[nodiscard]] Result<CsvState*> csv_state(ThreadState& ts);
COLD Raised raise_csv(ThreadState& ts, Value message);
COLD Raised raise_csv(ThreadState& ts, const char* message);

/// The registered dialect of that name: csv.Error if there is none.
[[nodiscard]] Result<Ref> get_csv_dialect(ThreadState& ts, Value name);
/// Dialect(*args, **kwargs): the arguments of reader(), writer() and register_dialect() from the second one on.
[[nodiscard]] Result<Own<CsvDialect>> make_csv_dialect(ThreadState& ts, CallArgs args);
/// Checks the positional arguments of those three.
[[nodiscard]] Status require_one_or_two(ThreadState& ts, CallArgs args);

[[nodiscard]] Result<Ref> new_csv_reader(ThreadState& ts, CallArgs args);
[[nodiscard]] Result<Ref> new_csv_writer(ThreadState& ts, CallArgs args);

}  // namespace pyemb
