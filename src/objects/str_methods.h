// SPDX-License-Identifier: MIT
#pragma once

// The methods of str, one C++ function each; the table that shows them to Python stands in str_type.cpp.
//
// Results that equal the string itself are the string itself, if it is exactly a str.

#include <optional>

#include "objects/native.h"
#include "objects/str.h"

namespace pyemb {

/// The string, or a plain copy of an instance of a subclass.
[[nodiscard]] Result<Ref> unchanged(ThreadState& ts, Str& s);

// -- str_search.cpp ------------------------------------------------------------------------------------------------
[[nodiscard]] Result<Ref> str_find(ThreadState& ts, Str& s, CallArgs args);  ///< (sub[, start[, end]])
[[nodiscard]] Result<Ref> str_rfind(ThreadState& ts, Str& s, CallArgs args);  ///< (sub[, start[, end]])
[[nodiscard]] Result<Ref> str_index(ThreadState& ts, Str& s, CallArgs args);  ///< (sub[, start[, end]])
[[nodiscard]] Result<Ref> str_rindex(ThreadState& ts, Str& s, CallArgs args);  ///< (sub[, start[, end]])
[[nodiscard]] Result<Ref> str_count(ThreadState& ts, Str& s, CallArgs args);  ///< (sub[, start[, end]])
[[nodiscard]] Result<bool> str_contains(ThreadState& ts, Value self, Value item);
[[nodiscard]] Result<bool> str_starts_with(ThreadState& ts, Str& s, CallArgs args);
[[nodiscard]] Result<bool> str_ends_with(ThreadState& ts, Str& s, CallArgs args);
[[nodiscard]] Result<Ref> str_remove_prefix(ThreadState& ts, Str& s, Str& prefix);
[[nodiscard]] Result<Ref> str_remove_suffix(ThreadState& ts, Str& s, Str& suffix);
[[nodiscard]] Result<Ref> str_replace(ThreadState& ts, Str& s, Str& old, Str& made, std::optional<int64_t> count);
[[nodiscard]] Result<Ref> str_partition(ThreadState& ts, Str& s, Value separator);
[[nodiscard]] Result<Ref> str_rpartition(ThreadState& ts, Str& s, Value separator);

// -- str_split.cpp -------------------------------------------------------------------------------------------------
[[nodiscard]] Result<Ref> str_split(ThreadState& ts, Str& s, Value separator, std::optional<int64_t> most);
[[nodiscard]] Result<Ref> str_rsplit(ThreadState& ts, Str& s, Value separator, std::optional<int64_t> most);
[[nodiscard]] Result<Ref> str_split_lines(ThreadState& ts, Str& s, std::optional<bool> keep_ends);
[[nodiscard]] Result<Ref> str_strip(ThreadState& ts, Str& s, Value chars);
[[nodiscard]] Result<Ref> str_lstrip(ThreadState& ts, Str& s, Value chars);
[[nodiscard]] Result<Ref> str_rstrip(ThreadState& ts, Str& s, Value chars);

// -- str_pad.cpp ---------------------------------------------------------------------------------------------------
[[nodiscard]] Result<Ref> str_ljust(ThreadState& ts, Str& s, int64_t width, Value fill);
[[nodiscard]] Result<Ref> str_rjust(ThreadState& ts, Str& s, int64_t width, Value fill);
[[nodiscard]] Result<Ref> str_center(ThreadState& ts, Str& s, int64_t width, Value fill);
[[nodiscard]] Result<Ref> str_zfill(ThreadState& ts, Str& s, int64_t width);
[[nodiscard]] Result<Ref> str_expand_tabs(ThreadState& ts, Str& s, std::optional<int> tab_size);

// -- str_case.cpp --------------------------------------------------------------------------------------------------
[[nodiscard]] Result<Ref> str_lower(ThreadState& ts, Str& s);
[[nodiscard]] Result<Ref> str_upper(ThreadState& ts, Str& s);
[[nodiscard]] Result<Ref> str_casefold(ThreadState& ts, Str& s);
[[nodiscard]] Result<Ref> str_title(ThreadState& ts, Str& s);
[[nodiscard]] Result<Ref> str_capitalize(ThreadState& ts, Str& s);
[[nodiscard]] Result<Ref> str_swapcase(ThreadState& ts, Str& s);
bool str_is_alnum(ThreadState& ts, Str& s);
bool str_is_alpha(ThreadState& ts, Str& s);
bool str_is_ascii(ThreadState& ts, Str& s);
bool str_is_decimal(ThreadState& ts, Str& s);
bool str_is_digit(ThreadState& ts, Str& s);
bool str_is_identifier(ThreadState& ts, Str& s);
bool str_is_lower(ThreadState& ts, Str& s);
bool str_is_numeric(ThreadState& ts, Str& s);
bool str_is_printable(ThreadState& ts, Str& s);
bool str_is_space(ThreadState& ts, Str& s);
bool str_is_title(ThreadState& ts, Str& s);
bool str_is_upper(ThreadState& ts, Str& s);

// -- str_translate.cpp ---------------------------------------------------------------------------------------------
[[nodiscard]] Result<Ref> str_maketrans(ThreadState& ts, Value x, Str* y, Str* z);
[[nodiscard]] Result<Ref> str_translate(ThreadState& ts, Str& s, Value table);

}  // namespace pyemb
