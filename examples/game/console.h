// SPDX-License-Identifier: MIT
#pragma once

// The console in the game: lines that were printed, and a line that is being typed. What a line does is not its matter: it hands it out.

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "canvas.h"

namespace game {

class Console {
 public:
  enum class Tone { kTyped, kOutput, kError };

  /// Adds output. It may come in pieces and with several lines in one.
  void write(Tone tone, std::string_view text);

  bool is_open() const { return open_; }
  void toggle() { open_ = !open_; }
  void open() { open_ = true; }

  /// What the keyboard does to the line.
  void type(std::string_view text) { line_ += text; }
  void erase();
  /// The line before or after in what was typed earlier.
  void recall(int step);
  /// Takes the line away, and notes it.
  std::string enter();

  void draw(Canvas& canvas) const;

 private:
  struct Line {
    Tone tone;
    std::string text;
  };
  static constexpr std::size_t kKept = 200, kShown = 12;

  std::deque<Line> lines_;
  bool at_start_ = true;  ///< of a line: the next piece begins a new one
  std::string line_;
  std::vector<std::string> history_;
  std::size_t recalled_ = 0;
  bool open_ = false;
};

}  // namespace game
