// SPDX-License-Identifier: MIT
#include "png.h"

#include <zlib.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace game {
namespace {

void put_number(std::string& out, uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift);
}
void put_chunk(std::string& file, std::string_view name, std::string_view content) {
  put_number(file, static_cast<uint32_t>(content.size()));
  const std::size_t start = file.size();
  file += name;
  file += content;
  put_number(file, static_cast<uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(file.data()) + start, static_cast<uInt>(file.size() - start))));
}

/// What a pixel has most likely in common with its neighbours: the filter of Paeth.
int predict(int left, int above, int corner) {
  const int guess = left + above - corner;
  const int to_left = std::abs(guess - left), to_above = std::abs(guess - above), to_corner = std::abs(guess - corner);
  if (to_left <= to_above && to_left <= to_corner) return left;
  return to_above <= to_corner ? above : corner;
}

std::string filtered_rows(const std::vector<uint32_t>& pixels, int width, int height) {
  std::string rows;
  const auto channel = [&](int x, int y, int shift) {
    return x < 0 || y < 0 ? 0 : static_cast<int>(pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)] >> shift & 255);
  };
  for (int y = 0; y < height; ++y) {
    rows += '\4';
    for (int x = 0; x < width; ++x) {
      for (int shift = 16; shift >= 0; shift -= 8) {
        rows += static_cast<char>(channel(x, y, shift) - predict(channel(x - 1, y, shift), channel(x, y - 1, shift), channel(x - 1, y - 1, shift)));
      }
    }
  }
  return rows;
}

}  // namespace

bool write_png(const std::string& path, const std::vector<uint32_t>& pixels, int width, int height) {
  const std::string rows = filtered_rows(pixels, width, height);
  std::string packed(compressBound(static_cast<uLong>(rows.size())), '\0');
  uLongf size = static_cast<uLongf>(packed.size());
  if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(rows.data()), static_cast<uLong>(rows.size()), 9) != Z_OK) return false;
  packed.resize(size);

  std::string file = "\x89PNG\r\n\x1a\n";
  std::string header;
  put_number(header, static_cast<uint32_t>(width));
  put_number(header, static_cast<uint32_t>(height));
  header += std::string("\x08\x02\x00\x00\x00", 5);  // eight bits a channel; red, green, blue
  put_chunk(file, "IHDR", header);
  put_chunk(file, "IDAT", packed);
  put_chunk(file, "IEND", "");
  std::FILE* out = std::fopen(path.c_str(), "wb");
  if (out == nullptr) return false;
  const bool well = std::fwrite(file.data(), 1, file.size(), out) == file.size();
  return std::fclose(out) == 0 && well;
}

}  // namespace game
