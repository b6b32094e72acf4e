// SPDX-License-Identifier: MIT
#include "frontend/source_line.h"

#include <cstdio>

#include "objects/mounted_file.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/string_builder.h"

namespace pyemb {
namespace {

/// Replaces what is no UTF-8, so that any file can be shown.
Result<Ref> decode_line(ThreadState& ts, std::string_view bytes) { return new_str_format(ts, "%.*s", static_cast<int>(bytes.size()), bytes.data()); }

/// None where the host cannot give the file.
Result<Ref> read_mounted_line(ThreadState& ts, Mount& mount, const char* path, int32_t lineno) {
  TextBuffer contents;
  if (load_mounted(ts, mount, path, Value::null(), contents).raised()) {
    if (clear_pending_if(ts, Exc::kOSError)) return Ref::none();
    return Raised{};
  }
  std::string_view rest = contents.view();
  for (int32_t current = 1; current < lineno && !rest.empty(); ++current) {
    const size_t end = rest.find('\n');
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  }
  if (rest.empty()) return Ref::none();
  const size_t end = rest.find('\n');
  return decode_line(ts, rest.substr(0, end == rest.npos ? end : end + 1));
}

}  // namespace

Result<Ref> read_source_line(ThreadState& ts, Value filename, int32_t lineno) {
  Utf8 path(ts, filename);
  if (!path.ok() || lineno < 1) return Ref::none();
  TextBuffer mounted;
  mounted.append(path.view());
  mounted.append('\0');
  if (!mounted.ok()) return Ref::none();
  if (Mount* mount = enter_mount(ts, mounted)) return read_mounted_line(ts, *mount, mounted.data(), lineno);
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
