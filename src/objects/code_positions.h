// SPDX-License-Identifier: MIT
#pragma once

// The table of source positions of a code object: Code::positions. It is a row of entries, one for each word offset where the
// position changes, each made of variable-length numbers (7 bits a byte, least significant first, the high bit says that more follow;
// signed ones zigzag):
//
//   (offset - offset before) << 2 | kind     offset in words; the first entry counts from 0
//   line - line before                       signed; kLine and kRange; the first entry counts from firstlineno
//   end line - line                          signed; kRange only, as are the rest
//   column
//   end column - column                      signed

#include "objects/code.h"

namespace pyemb {

enum class PositionKind : uint8_t {
  kNone,   ///< no position at all
  kLine,   ///< a line without columns
  kRange,
};

/// Reads the table from the start, entry by entry.
class PositionReader {
 public:
  explicit PositionReader(const Code& code)
      : next_(code.positions), end_(code.positions + code.positions_size), line_(code.firstlineno), code_end_(code.insn_count) {
    if (next_ != end_) read();
  }

  /// Goes to the next entry: it holds for [start, end). False: there is none.
  bool next() {
    if (done_ || !has_next_) return false;
    start = next_start_;
    position = next_position_;
    has_next_ = false;
    if (next_ != end_) {
      read();
    } else {
      done_ = true;
    }
    end = has_next_ ? next_start_ : code_end_;
    return true;
  }

  uint32_t start = 0;
  uint32_t end = 0;
  Position position = {};

 private:
  uint32_t number() {
    uint32_t value = 0;
    for (int shift = 0; next_ != end_; shift += 7) {
      uint8_t byte = *next_++;
      if (shift < 32) value |= static_cast<uint32_t>(byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value;
  }
  int32_t signed_number() {
    uint32_t value = number();
    return static_cast<int32_t>(value >> 1 ^ (0 - (value & 1)));
  }
  void read() {
    uint32_t head = number();
    next_start_ += head >> 2;
    has_next_ = true;
    next_position_ = {};
    auto kind = static_cast<PositionKind>(head & 3);
    if (kind == PositionKind::kNone) return;
    line_ += signed_number();
    next_position_.line = line_;
    next_position_.end_line = line_;
    if (kind == PositionKind::kLine) return;
    next_position_.end_line = line_ + signed_number();
    next_position_.column = static_cast<int32_t>(number());
    next_position_.end_column = next_position_.column + signed_number();
  }

  const uint8_t* next_;
  const uint8_t* end_;
  int32_t line_;
  uint32_t code_end_;
  uint32_t next_start_ = 0;
  Position next_position_ = {};
  bool has_next_ = false;
  bool done_ = false;
};

}  // namespace pyemb
