// SPDX-License-Identifier: MIT
#pragma once

// Doubles to text and back, exactly as Python does: shortest repr, correctly rounded decimals, hexadecimal. No Python
// object and no locale is involved. Text is ASCII.

#include <cstdint>
#include <string_view>

#include "objects/text_buffer.h"

namespace pyemb {

/// How a double is written.
struct FloatStyle {
  enum Kind : uint8_t {
    kShortest,    ///< the fewest digits that read back: repr()
    kScientific,  ///< 'e': one digit, a point, `precision` digits, an exponent
    kFixed,       ///< 'f': `precision` digits behind the point
    kGeneral,     ///< 'g': `precision` significant digits, either way, no trailing zeros
  };
  Kind kind = kShortest;
  int precision = 6;
  bool alternate = false;   ///< '#': always a point; 'g' keeps its zeros
  bool point_zero = false;  ///< what looks like an int gets ".0", as repr() does
  bool upper = false;       ///< "1E+16", "INF"
};

/// Appends the number; negative ones, and -0.0, with a minus.
void float_write(TextBuffer& out, double value, FloatStyle style);
/// repr(value)
inline void float_repr(TextBuffer& out, double value) { float_write(out, value, {.point_zero = true}); }
/// value.hex()
void float_write_hex(TextBuffer& out, double value);

enum class FloatParse : uint8_t { kOk, kInvalid, kMisplacedUnderscore, kTooLarge, kNoMemory };
/// float(text) without white space around it: sign, underscores between digits, inf, infinity and nan in any case. Too
/// large a number is infinite.
[[nodiscard]] FloatParse float_parse(double& out, std::string_view text);
/// complex(text) without white space around it.
[[nodiscard]] FloatParse complex_parse(double& real, double& imag, std::string_view text);
/// float.fromhex(text), white space around it allowed. kTooLarge: does not fit a double.
[[nodiscard]] FloatParse float_parse_hex(double& out, std::string_view text);

/// value rounded to `digits` decimals behind the point (before it if negative), ties of the exact value to even.
/// Infinite if the result is too large. value is finite.
double float_round(double value, int64_t digits);

/// value = numerator * 2^exponent, numerator odd or zero; value is finite.
struct BinaryRatio {
  int64_t numerator;
  int exponent;
};
BinaryRatio float_ratio(double value);

}  // namespace pyemb
