// SPDX-License-Identifier: MIT
#include "console.h"

#include <algorithm>

namespace game {

void Console::write(Tone tone, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (at_start_ || lines_.empty() || lines_.back().tone != tone) lines_.push_back({tone, {}});
    lines_.back().text += text.substr(0, end);
    at_start_ = end != std::string_view::npos;
    if (!at_start_) break;
    text.remove_prefix(end + 1);
  }
  while (lines_.size() > kKept) lines_.pop_front();
}

void Console::erase() {
  // A character of UTF-8 goes as a whole.
  while (!line_.empty() && (static_cast<unsigned char>(line_.back()) & 0xc0) == 0x80) line_.pop_back();
  if (!line_.empty()) line_.pop_back();
}

void Console::recall(int step) {
  if (history_.empty()) return;
  const auto last = static_cast<long>(history_.size());
  recalled_ = static_cast<std::size_t>(std::clamp(static_cast<long>(recalled_) + step, 0L, last));
  line_ = recalled_ < history_.size() ? history_[recalled_] : "";
}

std::string Console::enter() {
  std::string line = std::exchange(line_, {});
  if (!line.empty() && (history_.empty() || history_.back() != line)) history_.push_back(line);
  recalled_ = history_.size();
  at_start_ = true;
  write(Tone::kTyped, ">>> " + line + "\n");
  return line;
}

void Console::draw(Canvas& canvas) const {
  if (!open_) return;
  constexpr int kStep = Canvas::kGlyphHeight + 2, kMargin = 10;
  const int height = static_cast<int>(kShown + 1) * kStep + 2 * kMargin;
  canvas.fill(0, 0, canvas.width(), height, {6, 14, 26, 205});
  canvas.fill(0, height, canvas.width(), 2, {64, 200, 190, 255});
  const std::size_t first = lines_.size() > kShown ? lines_.size() - kShown : 0;
  int y = kMargin;
  for (std::size_t i = first; i < lines_.size(); ++i, y += kStep) {
    const Line& line = lines_[i];
    canvas.text(kMargin, y, line.text, line.tone == Tone::kError ? Color{255, 96, 84, 255} : line.tone == Tone::kTyped ? Color{128, 236, 214, 255} : Color{222, 230, 238, 255});
  }
  canvas.text(kMargin, y, ">>> " + line_ + "_", {255, 255, 255, 255});
}

}  // namespace game
