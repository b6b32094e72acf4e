// SPDX-License-Identifier: MIT
#pragma once

// Draws the world, and what is written over it.

#include "sprites.h"
#include "statistics.h"
#include "world.h"

namespace game {

class Scene {
 public:
  explicit Scene(Canvas& canvas) : canvas_(canvas), sprites_(canvas) {}
  void draw(const World& world, const Statistics& statistics);

 private:
  void draw_creature(const Creature& creature);
  void draw_score(const World& world, const Statistics& statistics);

  Canvas& canvas_;
  Sprites sprites_;
};

}  // namespace game
