// SPDX-License-Identifier: MIT
#pragma once

// The world: creatures that move, and a grid that finds those nearby. It knows nothing of Python and nothing of the screen.

#include <cstdint>
#include <memory>
#include <vector>

namespace game {

enum class Kind : uint8_t { kPlankton, kFish, kJelly, kShark, kDiver };
inline constexpr int kKinds = 5;

/// One creature. Scripts say where it wants to go (vx, vy, in pixels a second); the world moves it.
struct Creature {
  Kind kind = Kind::kPlankton;
  double x = 0, y = 0;
  double vx = 0, vy = 0;
  double hue = 0;    ///< 0 to 1, a place on the wheel of colours
  double glow = 0;   ///< 0 to 1, how bright it is
  bool alive = true;

  double distance(const Creature& other) const;
  /// Turns its motion towards a place, `eagerness` (0 to 1) of the way to full `speed`.
  void steer(double to_x, double to_y, double speed, double eagerness);
};

/// What the player asks for.
struct Steering {
  double x = 0, y = 0;  ///< -1, 0 or 1
};

class World {
 public:
  static constexpr double kWidth = 960, kHeight = 540;
  static constexpr double kFloor = 500;  ///< where the sand begins

  explicit World(uint32_t seed) : random_(seed * 2654435761u + 1) {}

  std::shared_ptr<Creature> add(Kind kind, double x, double y);
  /// Moves everything by `seconds`, and sorts it into the grid anew.
  void move(double seconds);
  /// The nearest creature of a kind within a radius, itself left out; null if there is none.
  std::shared_ptr<Creature> nearest(const Creature& to, Kind kind, double radius) const;

  const std::vector<std::shared_ptr<Creature>>& creatures() const { return creatures_; }
  /// The one that the player steers; null before it has been added.
  const std::shared_ptr<Creature>& diver() const { return diver_; }
  double time() const { return time_; }
  /// From 0 up to 1, the same row of numbers for the same seed.
  double random();

  long score = 0;
  Steering steering;

 private:
  static constexpr int kCell = 40;
  static constexpr int kColumns = static_cast<int>(kWidth) / kCell, kRows = static_cast<int>(kHeight) / kCell + 1;
  static int column_of(double x);
  static int row_of(double y);

  std::vector<std::shared_ptr<Creature>> creatures_;
  std::vector<uint32_t> cells_[kColumns * kRows];  ///< numbers of those but the plankton
  std::shared_ptr<Creature> diver_;
  double time_ = 0;
  uint32_t random_;
};

}  // namespace game
