// SPDX-License-Identifier: MIT
#pragma once

// The pictures of the game, all of them computed.

#include "canvas.h"

namespace game {

struct Sprites {
  static constexpr int kHues = 12;
  enum Facing { kRight, kLeft };

  explicit Sprites(Canvas& canvas);
  /// Which of the pictures of a row has the hue.
  static int hue_of(double hue) { return static_cast<int>(hue * kHues) % kHues; }

  Texture sea;           ///< the background
  Texture light;         ///< of the diver's lamp
  Texture plankton[kHues];
  Texture fish[kHues][2];
  Texture jelly[kHues];
  Texture shark[2];
  Texture diver[2];
};

}  // namespace game
