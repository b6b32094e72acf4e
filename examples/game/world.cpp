// SPDX-License-Identifier: MIT
#include "world.h"

#include <algorithm>
#include <cmath>

namespace game {

double Creature::distance(const Creature& other) const { return std::hypot(x - other.x, y - other.y); }

void Creature::steer(double to_x, double to_y, double speed, double eagerness) {
  const double dx = to_x - x, dy = to_y - y;
  const double far = std::sqrt(dx * dx + dy * dy);
  if (far < 1e-6) return;
  const double wanted = std::min(speed, far * 2);  // slower near the end, so that it does not run past
  vx += (dx / far * wanted - vx) * eagerness;
  vy += (dy / far * wanted - vy) * eagerness;
}

int World::column_of(double x) { return std::clamp(static_cast<int>(x) / kCell, 0, kColumns - 1); }
int World::row_of(double y) { return std::clamp(static_cast<int>(y) / kCell, 0, kRows - 1); }

std::shared_ptr<Creature> World::add(Kind kind, double x, double y) {
  auto made = std::make_shared<Creature>();
  made->kind = kind;
  made->x = x;
  made->y = y;
  if (kind == Kind::kDiver) diver_ = made;
  creatures_.push_back(made);
  return made;
}

void World::move(double seconds) {
  time_ += seconds;
  std::erase_if(creatures_, [](const auto& creature) { return !creature->alive; });
  for (auto& cell : cells_) cell.clear();
  for (uint32_t i = 0; i < creatures_.size(); ++i) {
    Creature& creature = *creatures_[i];
    creature.x += creature.vx * seconds;
    creature.y += creature.vy * seconds;
    // The sides of the sea meet; surface and ground do not.
    if (creature.x < 0) creature.x += kWidth;
    if (creature.x >= kWidth) creature.x -= kWidth;
    creature.y = std::clamp(creature.y, 4.0, kFloor);
    if (creature.kind != Kind::kPlankton) cells_[row_of(creature.y) * kColumns + column_of(creature.x)].push_back(i);
  }
}

std::shared_ptr<Creature> World::nearest(const Creature& to, Kind kind, double radius) const {
  std::shared_ptr<Creature> best;
  double closest = radius;
  for (int row = row_of(to.y - radius); row <= row_of(to.y + radius); ++row) {
    for (int column = column_of(to.x - radius); column <= column_of(to.x + radius); ++column) {
      for (uint32_t i : cells_[row * kColumns + column]) {
        if (i >= creatures_.size() || creatures_[i]->kind != kind || creatures_[i].get() == &to || !creatures_[i]->alive) continue;
        const double far = to.distance(*creatures_[i]);
        if (far >= closest) continue;
        closest = far;
        best = creatures_[i];
      }
    }
  }
  return best;
}

double World::random() {
  random_ ^= random_ << 13;
  random_ ^= random_ >> 17;
  random_ ^= random_ << 5;
  return random_ / 4294967296.0;
}

}  // namespace game
