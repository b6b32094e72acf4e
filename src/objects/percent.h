// SPDX-License-Identifier: MIT
#pragma once

// printf-style formatting, the part that str % and bytes % share: reading the conversions of a template, handing out the
// arguments, and laying out numbers.
//
//     %[(key)][flags][width][.precision][h|l|L]conversion       width and precision may be *
//     %%                                                        a percent sign; the callers take it themselves

#include "objects/text_buffer.h"
#include "objects/text_view.h"

namespace pyemb {

/// One conversion of a template.
struct PercentSpec {
  bool left = false;       ///< '-'
  char sign = 0;           ///< '+' or ' '; 0: only negative numbers show a sign
  bool alternate = false;  ///< '#'
  bool zeros = false;      ///< '0'
  int64_t width = -1;      ///< -1: nothing was said
  int64_t precision = -1;
  char32_t conversion = 0;
  int64_t position = 0;    ///< of the conversion character in the template

  /// Fill characters for a text of `length`.
  int64_t missing(int64_t length) const { return width > length ? width - length : 0; }
};

/// Hands out what stands to the right of the operator: the items of a tuple, items of a mapping by key, or the object itself, once.
class PercentArguments {
 public:
  /// `text` is the template's type, whose instances are no mappings.
  PercentArguments(ThreadState& ts, Value right, bool is_text);

  /// The next argument, borrowed. TypeError "not enough arguments for format string".
  [[nodiscard]] Result<Value> next();
  /// Makes right[key] the next argument. TypeError "format requires a mapping".
  [[nodiscard]] Status select(Value key);
  /// Whether there are arguments that no conversion took.
  bool left_over() const;

 private:
  ThreadState& ts_;
  Value right_;          ///< borrowed
  Ref selected_;         ///< right[key] of the last key
  bool is_mapping_;
  bool is_tuple_;
  bool taken_ = false;   ///< the one argument was handed out
  int64_t position_ = 0; ///< in the tuple
};

/// Reads the conversion whose '%' stands at `at` - 1, and moves `at` behind it. `make_key` makes a key from a part of the template.
[[nodiscard]] Result<PercentSpec> read_conversion(ThreadState& ts, const Text& text, int64_t& at, PercentArguments& arguments,
                                                  Result<Ref> (*make_key)(ThreadState&, const Text& part));

/// Whether the conversion is one of diuoxXeEfFgG.
bool is_number_conversion(char32_t conversion);
/// Appends the number, laid out.
[[nodiscard]] Status write_number(ThreadState& ts, TextBuffer& out, const PercentSpec& spec, Value value);
/// ValueError "unsupported format character 'y' (0x79) at index 1".
COLD Raised raise_unsupported_conversion(ThreadState& ts, const PercentSpec& spec);

}  // namespace pyemb
