// SPDX-License-Identifier: MIT
#include "sprites.h"

#include <algorithm>
#include <cmath>

#include "world.h"

namespace game {
namespace {

using Blend = Canvas::Blend;

Color shade(Color color, double by) {
  const auto part = [&](uint8_t c) { return static_cast<uint8_t>(std::clamp(c * by, 0.0, 255.0)); };
  return {part(color.r), part(color.g), part(color.b), color.a};
}
Color with_alpha(Color color, double alpha) {
  color.a = static_cast<uint8_t>(std::clamp(alpha, 0.0, 1.0) * 255);
  return color;
}

/// Fills an ellipse; `color` is asked for each dot, with its place in it from -1 to 1.
template <class Paint>
void ellipse(Picture& picture, double middle_x, double middle_y, double radius_x, double radius_y, Paint color) {
  for (int y = static_cast<int>(middle_y - radius_y - 1); y <= middle_y + radius_y + 1; ++y) {
    for (int x = static_cast<int>(middle_x - radius_x - 1); x <= middle_x + radius_x + 1; ++x) {
      const double u = (x + 0.5 - middle_x) / radius_x, v = (y + 0.5 - middle_y) / radius_y;
      const double far = u * u + v * v;
      if (far >= 1) continue;
      const double edge = std::min(1.0, (1 - far) * 3);  // softer towards the rim
      Color dot = color(u, v);
      picture.put(x, y, with_alpha(dot, dot.a / 255.0 * edge));
    }
  }
}
/// A triangle that opens to the left, as fins do.
void fin(Picture& picture, double tip_x, double tip_y, double length, double half, Color color) {
  for (int i = 0; i < static_cast<int>(length); ++i) {
    const double reach = half * i / length;
    for (int y = static_cast<int>(std::floor(tip_y - reach)); y <= tip_y + reach; ++y) picture.put(static_cast<int>(tip_x) - i, y, color);
  }
}

/// A number from 0 to 1 that belongs to a place: noise that is always the same.
double noise(int x, int y) {
  uint32_t n = static_cast<uint32_t>(x) * 374761393u + static_cast<uint32_t>(y) * 668265263u;
  n = (n ^ n >> 13) * 1274126177u;
  return (n ^ n >> 16) / 4294967296.0;
}

void grow_kelp(Picture& sea, int foot, int height, Color color) {
  for (int i = 0; i < height; ++i) {
    const double sway = std::sin(i * 0.06 + foot) * (3 + i * 0.05);
    const int x = foot + static_cast<int>(sway), y = static_cast<int>(World::kFloor) + 14 - i;
    for (int w = -2; w <= 2; ++w) sea.put(x + w, y, shade(color, 0.6 + 0.4 * i / height));
    if (i % 14 == 0) ellipse(sea, x + (i % 28 == 0 ? 6 : -6), y, 7, 3, [&](double, double) { return shade(color, 0.9); });
  }
}
void grow_coral(Picture& sea, double x, double y, double angle, double length, int depth, Color color) {
  for (double i = 0; i < length; i += 0.5) {
    const double at_x = x + std::cos(angle) * i, at_y = y - std::sin(angle) * i;
    ellipse(sea, at_x, at_y, 1.2 + depth * 0.8, 1.2 + depth * 0.8, [&](double u, double v) { return shade(color, 0.85 - 0.25 * (u + v)); });
  }
  if (depth == 0) return;
  const double end_x = x + std::cos(angle) * length, end_y = y - std::sin(angle) * length;
  for (double turn : {-0.5, 0.1, 0.55}) grow_coral(sea, end_x, end_y, angle + turn, length * 0.72, depth - 1, color);
}

Picture make_sea() {
  Picture sea(static_cast<int>(World::kWidth), static_cast<int>(World::kHeight));
  for (int y = 0; y < sea.height(); ++y) {
    const double deep = y / World::kHeight;
    for (int x = 0; x < sea.width(); ++x) {
      // Shafts of light from the surface, which fade with the depth.
      const double along = x + y * 0.45;
      const double shaft = std::pow(std::max(0.0, std::sin(along * 0.013) * std::sin(along * 0.031 + 1)), 2) * std::pow(1 - deep, 2) * 70;
      const auto channel = [&](double top, double bottom, double share) { return static_cast<uint8_t>(std::clamp(top + (bottom - top) * std::sqrt(deep) + shaft * share, 0.0, 255.0)); };
      sea.put(x, y, {channel(18, 3, 0.55), channel(86, 12, 0.9), channel(132, 38, 1), 255});
    }
  }
  for (int x = 0; x < sea.width(); ++x) {
    const int top = static_cast<int>(World::kFloor + 12 + 5 * std::sin(x * 0.017) + 3 * std::sin(x * 0.05 + 2));
    for (int y = top; y < sea.height(); ++y) {
      const double bright = 0.5 + noise(x, y) * 0.3 - (y - top) * 0.006;
      sea.put(x, y, shade({118, 110, 92, 255}, bright));
    }
  }
  for (int i = 0; i < 17; ++i) grow_kelp(sea, 20 + i * 57 + static_cast<int>(noise(i, 7) * 30), 40 + static_cast<int>(noise(i, 3) * 110), {24, 88, 70, 255});
  for (int i = 0; i < 9; ++i) {
    grow_coral(sea, 60 + i * 105 + noise(i, 1) * 40, World::kFloor + 18, 1.57 + (noise(i, 2) - 0.5) * 0.4, 12 + noise(i, 5) * 9, 2, from_wheel(0.86 + 0.25 * noise(i, 9), 0.62, 0.62));
  }
  return sea;
}

Picture make_light() {
  Picture light(260, 260);
  for (int y = 0; y < light.height(); ++y) {
    for (int x = 0; x < light.width(); ++x) {
      const double far = std::hypot(x - 129.5, y - 129.5) / 130;
      if (far < 1) light.put(x, y, {255, 226, 150, static_cast<uint8_t>(120 * std::pow(1 - far, 2.2))});
    }
  }
  return light;
}

Picture make_plankton(double hue) {
  Picture spark(7, 7);
  for (int y = 0; y < 7; ++y) {
    for (int x = 0; x < 7; ++x) {
      const double far = std::hypot(x - 3, y - 3) / 3.6;
      if (far < 1) spark.put(x, y, with_alpha(from_wheel(hue, 0.55 * far + 0.15, 1), std::pow(1 - far, 1.6) * 0.9));
    }
  }
  return spark;
}

Picture make_fish(double hue) {
  Picture fish(17, 9);
  const Color color = from_wheel(hue, 0.72, 0.95);
  fin(fish, 6, 4, 6, 4, shade(color, 0.75));
  ellipse(fish, 10, 4.5, 6.5, 3.6, [&](double u, double v) { return std::fabs(u + 0.1) < 0.14 ? shade(color, 0.55) : shade(color, 0.95 - 0.35 * v); });
  fish.put(13, 3, {255, 255, 255, 255});
  fish.put(14, 3, {10, 10, 20, 255});
  return fish;
}

Picture make_jelly(double hue) {
  Picture jelly(34, 52);
  const Color color = from_wheel(hue, 0.45, 1);
  for (int arm = 0; arm < 7; ++arm) {
    for (int i = 0; i < 32 - std::abs(arm - 3) * 4; ++i) jelly.put(6 + arm * 4 + static_cast<int>(std::lround(2 * std::sin(i * 0.35 + arm))), 18 + i, with_alpha(color, 0.5 - i * 0.013));
  }
  ellipse(jelly, 17, 17, 15, 14, [&](double u, double v) { return with_alpha(shade(color, 0.8 - 0.3 * v), v > 0.25 ? 0 : 0.35 + 0.35 * (u * u + v * v)); });
  ellipse(jelly, 17, 14, 6, 6, [&](double, double) { return with_alpha({255, 255, 255, 255}, 0.25); });
  return jelly;
}

Picture make_shark() {
  Picture shark(66, 26);
  const Color color = {104, 122, 140, 255};
  fin(shark, 14, 14, 13, 11, shade(color, 0.8));
  fin(shark, 40, 6, 12, 5, shade(color, 0.85));
  ellipse(shark, 38, 14, 27, 8, [&](double, double v) { return v > 0.25 ? Color{202, 212, 218, 255} : shade(color, 1 - 0.3 * v); });
  fin(shark, 40, 20, 9, 5, shade(color, 0.75));
  for (int i = 0; i < 3; ++i) {
    for (int y = 11; y < 16; ++y) shark.put(46 - i * 3, y, shade(color, 0.6));
  }
  shark.put(56, 11, {8, 8, 12, 255});
  shark.put(57, 11, {8, 8, 12, 255});
  return shark;
}

Picture make_diver() {
  Picture diver(40, 26);
  const Color hull = {240, 180, 40, 255};
  for (int y = 9; y < 19; ++y) diver.put(2, y, {200, 205, 210, 255});
  fin(diver, 8, 14, 5, 3, shade(hull, 0.7));
  ellipse(diver, 21, 15, 16, 9, [&](double, double v) { return shade(hull, 1 - 0.35 * v); });
  ellipse(diver, 20, 6, 5, 5, [&](double, double) { return shade(hull, 0.85); });
  ellipse(diver, 28, 13, 5, 5, [&](double u, double v) { return u + v < -0.5 ? Color{240, 250, 255, 255} : Color{120, 200, 230, 255}; });
  for (int i = 0; i < 3; ++i) ellipse(diver, 11 + i * 5, 16, 1.6, 1.6, [&](double, double) { return shade(hull, 0.5); });
  ellipse(diver, 37, 18, 3, 3, [&](double, double) { return Color{255, 250, 210, 255}; });
  return diver;
}

}  // namespace

Sprites::Sprites(Canvas& canvas) : sea(canvas.upload(make_sea(), Blend::kNone)), light(canvas.upload(make_light(), Blend::kAdd)) {
  const auto both = [&](Texture (&textures)[2], const Picture& picture) {
    textures[kRight] = canvas.upload(picture, Blend::kAlpha);
    textures[kLeft] = canvas.upload(picture.mirrored(), Blend::kAlpha);
  };
  for (int i = 0; i < kHues; ++i) {
    const double hue = static_cast<double>(i) / kHues;
    plankton[i] = canvas.upload(make_plankton(hue), Blend::kAdd);
    both(fish[i], make_fish(hue));
    jelly[i] = canvas.upload(make_jelly(hue), Blend::kAlpha);
  }
  both(shark, make_shark());
  both(diver, make_diver());
}

}  // namespace game
