// SPDX-License-Identifier: MIT
#include "canvas.h"

#include <algorithm>
#include <cmath>

#include "font.h"

namespace game {

Color from_wheel(double hue, double saturation, double value) {
  const auto channel = [&](double offset) {
    const double k = std::fmod(offset + hue * 6, 6);
    const double share = std::max(0.0, std::min({k, 4 - k, 1.0}));
    return static_cast<uint8_t>(std::lround(255 * value * (1 - saturation * share)));
  };
  return {channel(5), channel(3), channel(1), 255};
}

void Picture::put(int x, int y, Color color) {
  if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
  uint32_t& pixel = pixels_[static_cast<std::size_t>(y * width_ + x)];
  const double top = color.a / 255.0, below = (pixel >> 24) / 255.0 * (1 - top), both = top + below;
  if (both <= 0) return;
  const auto mix = [&](uint8_t over, int shift) {
    return static_cast<uint32_t>(std::lround((over * top + (pixel >> shift & 255) * below) / both)) << shift;
  };
  pixel = static_cast<uint32_t>(std::lround(both * 255)) << 24 | mix(color.r, 16) | mix(color.g, 8) | mix(color.b, 0);
}

Picture Picture::mirrored() const {
  Picture made(width_, height_);
  for (int y = 0; y < height_; ++y) {
    for (int x = 0; x < width_; ++x) made.pixels_[static_cast<std::size_t>(y * width_ + x)] = pixels_[static_cast<std::size_t>(y * width_ + width_ - 1 - x)];
  }
  return made;
}

Canvas::Canvas(const char* title, int width, int height) : width_(width), height_(height) {
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return;
  window_ = SDL_CreateWindow(title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height, SDL_WINDOW_RESIZABLE);
  if (window_ == nullptr) return;
  const char* driver = SDL_GetCurrentVideoDriver();
  const bool seen = driver != nullptr && std::string_view(driver) != "dummy";
  if (seen) renderer_ = SDL_CreateRenderer(window_, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
  if (renderer_ == nullptr) renderer_ = SDL_CreateRenderer(window_, -1, SDL_RENDERER_SOFTWARE);
  if (renderer_ == nullptr) return;
  SDL_RenderSetLogicalSize(renderer_, width, height);
  make_font();
}

Canvas::~Canvas() {
  font_ = Texture();
  if (renderer_ != nullptr) SDL_DestroyRenderer(renderer_);
  if (window_ != nullptr) SDL_DestroyWindow(window_);
  SDL_Quit();
}

Texture Canvas::upload(const Picture& picture, Blend blend) {
  SDL_Texture* texture = SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC, picture.width(), picture.height());
  if (texture == nullptr) return {};
  SDL_UpdateTexture(texture, nullptr, picture.data(), picture.width() * 4);
  SDL_SetTextureBlendMode(texture, blend == Blend::kNone ? SDL_BLENDMODE_NONE : blend == Blend::kAdd ? SDL_BLENDMODE_ADD : SDL_BLENDMODE_BLEND);
  return {texture, picture.width(), picture.height()};
}

void Canvas::draw(const Texture& texture, double x, double y, uint8_t alpha) {
  if (alpha == 0) return;
  SDL_SetTextureAlphaMod(texture.raw(), alpha);
  const SDL_Rect place = {static_cast<int>(std::lround(x)) - texture.width() / 2, static_cast<int>(std::lround(y)) - texture.height() / 2, texture.width(), texture.height()};
  SDL_RenderCopy(renderer_, texture.raw(), nullptr, &place);
}

void Canvas::cover(const Texture& texture) { SDL_RenderCopy(renderer_, texture.raw(), nullptr, nullptr); }

void Canvas::fill(double x, double y, double width, double height, Color color) {
  SDL_SetRenderDrawBlendMode(renderer_, color.a == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
  SDL_SetRenderDrawColor(renderer_, color.r, color.g, color.b, color.a);
  const SDL_Rect place = {static_cast<int>(x), static_cast<int>(y), static_cast<int>(width), static_cast<int>(height)};
  SDL_RenderFillRect(renderer_, &place);
}

void Canvas::make_font() {
  Picture glyphs(kGlyphs * kGlyphWidth, kGlyphHeight);
  for (int glyph = 0; glyph < kGlyphs; ++glyph) {
    for (int y = 0; y < kFontHeight; ++y) {
      for (int x = 0; x < kFontWidth; ++x) {
        if (has_dot(glyph, x, y)) glyphs.put(glyph * kGlyphWidth + x, y, Color());
      }
    }
  }
  font_ = upload(glyphs, Blend::kAlpha);
}

void Canvas::text(double x, double y, std::string_view line, Color color, int scale) {
  SDL_SetTextureColorMod(font_.raw(), color.r, color.g, color.b);
  SDL_SetTextureAlphaMod(font_.raw(), color.a);
  SDL_Rect place = {static_cast<int>(x), static_cast<int>(y), kGlyphWidth * scale, kGlyphHeight * scale};
  for (char c : line) {
    if ((static_cast<unsigned char>(c) & 0xc0) == 0x80) continue;  // the rest of a character that began before
    const SDL_Rect glyph = {glyph_of(c) * kGlyphWidth, 0, kGlyphWidth, kGlyphHeight};
    SDL_RenderCopy(renderer_, font_.raw(), &glyph, &place);
    place.x += place.w;
  }
}

std::vector<uint32_t> Canvas::pixels() const {
  std::vector<uint32_t> pixels(static_cast<std::size_t>(width_ * height_));
  SDL_RenderReadPixels(renderer_, nullptr, SDL_PIXELFORMAT_ARGB8888, pixels.data(), width_ * 4);
  return pixels;
}

}  // namespace game
