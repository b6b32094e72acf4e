// SPDX-License-Identifier: MIT
#pragma once

// What the temporaries of a code object hold before each of its instructions: for a tracer that makes a frame go on elsewhere
// (vm/frame_jump.h). It is worked out anew each time, since it takes a number for each temporary at each instruction.

#include "objects/code.h"

namespace pyemb {

class TemporaryMap {
 public:
  enum Kind : uint8_t {
    kNothing,
    kOther,      ///< a part of an expression
    kIterator,   ///< of a for loop
    kExit,       ///< of a with statement
    kException,  ///< caught, where the handler begins
    kHandled,    ///< what was handled before: PUSH_HANDLED
  };

  explicit TemporaryMap(const Code& code);
  ~TemporaryMap();
  TemporaryMap(const TemporaryMap&) = delete;
  TemporaryMap& operator=(const TemporaryMap&) = delete;

  /// False: no memory, or far too large.
  bool ok() const { return ok_; }
  uint32_t count() const { return temps_; }
  /// Whether some path leads to the instruction at the offset.
  bool is_reached(uint32_t offset) const { return reached_[offset] != 0; }
  /// Where the value of a temporary comes from; 0: it is dead. Equal numbers, equal origins.
  uint32_t origin(uint32_t offset, uint32_t temp) const { return origins_[size_t{temps_} * offset + temp]; }
  Kind kind(uint32_t offset, uint32_t temp) const;

  // An origin is the offset of the instruction that has written it, or of the handler that was entered, with these marks.
  static constexpr uint32_t kKnown = uint32_t{1} << 31;
  static constexpr uint32_t kCaught = uint32_t{1} << 30;
  static constexpr uint32_t kMerged = uint32_t{1} << 29;  ///< it is the first of several
  static constexpr uint32_t kOffset = kMerged - 1;

 private:
  static constexpr size_t kMostCells = size_t{1} << 26;
  const Code& code_;
  uint32_t temps_;
  uint32_t* origins_ = nullptr;
  uint8_t* reached_ = nullptr;
  bool ok_ = false;
};

}  // namespace pyemb
