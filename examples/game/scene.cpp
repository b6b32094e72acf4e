// SPDX-License-Identifier: MIT
#include "scene.h"

#include <algorithm>
#include <cstdio>

namespace game {

void Scene::draw(const World& world, const Statistics& statistics) {
  canvas_.cover(sprites_.sea);
  if (world.diver()) canvas_.draw(sprites_.light, world.diver()->x, world.diver()->y);
  // What is small stands behind what is large.
  for (int kind = 0; kind < kKinds; ++kind) {
    for (const auto& creature : world.creatures()) {
      if (static_cast<int>(creature->kind) == kind) draw_creature(*creature);
    }
  }
  draw_score(world, statistics);
}

void Scene::draw_creature(const Creature& creature) {
  const int hue = Sprites::hue_of(creature.hue);
  const auto facing = creature.vx < 0 ? Sprites::kLeft : Sprites::kRight;
  const auto bright = static_cast<uint8_t>(std::clamp(creature.glow, 0.0, 1.0) * 255);
  switch (creature.kind) {
    case Kind::kPlankton: return canvas_.draw(sprites_.plankton[hue], creature.x, creature.y, bright);
    case Kind::kFish: return canvas_.draw(sprites_.fish[hue][facing], creature.x, creature.y);
    case Kind::kJelly: return canvas_.draw(sprites_.jelly[hue], creature.x, creature.y, bright);
    case Kind::kShark: return canvas_.draw(sprites_.shark[facing], creature.x, creature.y);
    case Kind::kDiver: return canvas_.draw(sprites_.diver[facing], creature.x, creature.y);
  }
}

void Scene::draw_score(const World& world, const Statistics& statistics) {
  char text[120];
  std::snprintf(text, sizeof text, "PLANKTON %ld", world.score);
  canvas_.text(12, canvas_.height() - 26, text, {255, 236, 170, 255}, 2);
  std::snprintf(text, sizeof text, "%zu creatures in Python", world.creatures().size());
  canvas_.text(canvas_.width() - 12 - 6 * 24, canvas_.height() - 28, text, {190, 226, 236, 255});
  if (statistics.frames.count() == 0) return;
  std::snprintf(text, sizeof text, "%5.2f ms scripts, %5.2f ms all", statistics.scripts.recent(), statistics.frames.recent());
  canvas_.text(canvas_.width() - 12 - 6 * 31, canvas_.height() - 15, text, {150, 186, 200, 255});
}

}  // namespace game
