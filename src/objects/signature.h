// SPDX-License-Identifier: MIT
#pragma once

// The text signature of a native function, read at compile time (objects/native.h).

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pyemb {

struct Parameters {
  static constexpr int kMax = 24;
  /// A parameter's name as a part of the signature: pointers would make the rows three times as large.
  struct Name {
    uint16_t start;
    uint8_t length;
  };
  Name names[kMax] = {};
  uint8_t count = 0;             ///< named parameters, `self` not counted
  uint8_t required = 0;          ///< leading positional ones without a default
  uint8_t positional_only = 0;
  uint8_t positional = 0;        ///< all that may be given by position
  uint32_t required_keywords = 0;  ///< bit i: keyword-only parameter i has no default
  bool rest = false;             ///< *args
  bool keywords = false;         ///< **kwargs
};

/// Reads "($self, a, b=1, /, c=None, *, d)"; `$self`, `$module`, `$type`, `$cls` do not count. Without (): no __text_signature__, and errors have
/// the older wording of PyArg_ParseTuple(): "f() takes exactly 1 argument (0 given)", "signed integer is greater than maximum".
constexpr Parameters parse_parameters(std::string_view text) {
  Parameters p;
  size_t i = text.starts_with('(') ? 1 : 0;
  bool keyword_only = false;
  while (i < text.size() && text[i] != ')') {
    while (i < text.size() && (text[i] == ' ' || text[i] == ',')) ++i;
    if (i >= text.size() || text[i] == ')') break;
    size_t start = i;
    int depth = 0;
    bool has_default = false;
    size_t name_end = 0;
    char quote = 0;
    for (; i < text.size(); ++i) {
      char c = text[i];
      if (quote != 0) {
        if (c == quote) quote = 0;
        continue;
      }
      if (c == '\'' || c == '"') quote = c;
      if (c == '(' || c == '[' || c == '{') ++depth;
      if (c == ')' && depth == 0) break;
      if (c == ')' || c == ']' || c == '}') --depth;
      if (c == ',' && depth == 0) break;
      if (c == '=' && !has_default) {
        has_default = true;
        name_end = i;
      }
    }
    std::string_view name = text.substr(start, (has_default ? name_end : i) - start);
    if (name.starts_with('$')) continue;
    if (name == "/") {
      p.positional_only = p.count;
    } else if (name.starts_with("**")) {
      p.keywords = true;
    } else if (name.starts_with('*')) {
      keyword_only = true;
      if (name.size() > 1) p.rest = true;
    } else {
      if (keyword_only) {
        if (!has_default) p.required_keywords |= uint32_t{1} << p.count;
      } else {
        ++p.positional;
        if (!has_default) p.required = p.positional;
      }
      p.names[p.count++] = {static_cast<uint16_t>(start), static_cast<uint8_t>(name.size())};
    }
  }
  return p;
}

}  // namespace pyemb
