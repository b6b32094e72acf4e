// SPDX-License-Identifier: MIT
#include "frontend/source_line.h"

#include <cstdio>

#include "objects/str.h"
#include "objects/string_builder.h"

namespace pyemb {
namespace {

/// Replaces what is no UTF-8, so that any file can be shown.
Result<Ref> decode_line(ThreadState& ts, std::string_view bytes) { return new_str_format(ts, "%.*s", static_cast<int>(bytes.size()), bytes.data()); }

}  // namespace

Result<Ref> read_source_line(ThreadState& ts, Value filename, int32_t lineno) {
  Utf8 path(ts, filename);
  if (!path.ok() || lineno < 1) return Ref::none();
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return Ref::none();
  constexpr size_t kLongestLine = 4096;
  char line[kLongestLine];
  size_t size = 0;
  int32_t current = 1;
  int c;
  while (current <= lineno && (c = std::getc(file)) != EOF) {
    if (current == lineno && size < kLongestLine - 1) line[size++] = static_cast<char>(c);
    if (c == '\n') ++current;
  }
  std::fclose(file);
  if (size == 0) return Ref::none();
  return decode_line(ts, {line, size});
}

}  // namespace pyemb
