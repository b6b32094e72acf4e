// SPDX-License-Identifier: MIT
#pragma once

// What everything is drawn with: the window, its renderer, pictures and text. The only part, with the input in main.cpp, that knows SDL.

#include <SDL.h>

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace game {

struct Color {
  uint8_t r = 255, g = 255, b = 255, a = 255;
};
/// A colour on the wheel: hue, how colourful, how bright, each 0 to 1.
Color from_wheel(double hue, double saturation, double value);

/// A picture that is computed pixel by pixel, as 0xAARRGGBB.
class Picture {
 public:
  Picture(int width, int height) : width_(width), height_(height), pixels_(static_cast<std::size_t>(width * height)) {}
  int width() const { return width_; }
  int height() const { return height_; }
  const uint32_t* data() const { return pixels_.data(); }
  /// Lays a colour over a pixel; outside nothing happens.
  void put(int x, int y, Color color);
  /// The same picture seen from behind.
  Picture mirrored() const;

 private:
  int width_, height_;
  std::vector<uint32_t> pixels_;
};

/// A picture that the renderer has.
class Texture {
 public:
  Texture() = default;
  Texture(SDL_Texture* texture, int width, int height) : texture_(texture), width_(width), height_(height) {}
  Texture(Texture&& other) noexcept : texture_(std::exchange(other.texture_, nullptr)), width_(other.width_), height_(other.height_) {}
  Texture& operator=(Texture&& other) noexcept {
    std::swap(texture_, other.texture_);
    width_ = other.width_;
    height_ = other.height_;
    return *this;
  }
  ~Texture() {
    if (texture_ != nullptr) SDL_DestroyTexture(texture_);
  }
  SDL_Texture* raw() const { return texture_; }
  int width() const { return width_; }
  int height() const { return height_; }

 private:
  SDL_Texture* texture_ = nullptr;
  int width_ = 0, height_ = 0;
};

class Canvas {
 public:
  Canvas(const char* title, int width, int height);
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;
  ~Canvas();
  /// False: there is no window; SDL_GetError() says why.
  explicit operator bool() const { return renderer_ != nullptr; }

  enum class Blend { kNone, kAlpha, kAdd };
  Texture upload(const Picture& picture, Blend blend);
  /// Draws a picture with its middle at a place, in full or as faint as `alpha` says.
  void draw(const Texture& texture, double x, double y, uint8_t alpha = 255);
  /// Covers the window with one.
  void cover(const Texture& texture);
  void fill(double x, double y, double width, double height, Color color);
  /// A line of text in the pixel font; what it has no glyph for shows as a box.
  void text(double x, double y, std::string_view line, Color color, int scale = 1);
  static constexpr int kGlyphWidth = 6, kGlyphHeight = 9;  ///< the place of a character, gaps included

  /// Shows what was drawn.
  void present() { SDL_RenderPresent(renderer_); }
  /// What was drawn, as 0xAARRGGBB; before present().
  std::vector<uint32_t> pixels() const;
  int width() const { return width_; }
  int height() const { return height_; }

 private:
  void make_font();

  SDL_Window* window_ = nullptr;
  SDL_Renderer* renderer_ = nullptr;
  Texture font_;
  int width_, height_;
};

}  // namespace game
