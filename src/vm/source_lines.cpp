// SPDX-License-Identifier: MIT
#include "vm/source_lines.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frontend/parse_hooks.h"
#include "frontend/source.h"
#include "objects/mounted_file.h"

namespace pyemb {

bool SourceLines::load(std::string_view filename) {
  if (loaded_ && filename_.size() > 0 && filename_.view().substr(0, filename_.size() - 1) == filename) return true;
  loaded_ = false;
  filename_.clear();
  filename_.append(filename);
  filename_.append('\0');
  if (!filename_.ok()) return false;
  TextBuffer path;
  path.append(filename_.view());
  if (!path.ok()) return false;
  if (Mount* mount = enter_mount(ts_, path)) return load_from(*mount, path.data());
  int fd = ::open(filename_.data(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  TextBuffer contents;
  struct stat info;
  if (::fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
    constexpr size_t kStep = 64 * 1024;
    while (char* at = contents.extend(kStep)) {
      ssize_t got = ::read(fd, at, kStep);
      contents.truncate(contents.size() - (kStep - static_cast<size_t>(got > 0 ? got : 0)));
      if (got <= 0) break;
    }
    loaded_ = contents.ok() && decode(contents.view());
  }
  ::close(fd);
  return loaded_;
}

bool SourceLines::load_from(Mount& mount, const char* path) {
  TextBuffer contents;
  if (load_mounted(ts_, mount, path, Value::null(), contents).raised()) {
    ts_.clear_pending();
    return false;
  }
  loaded_ = decode(contents.view());
  return loaded_;
}

bool SourceLines::decode(std::string_view bytes) {
  arena_.reset();
  ParseOptions options;
  options.hooks = parse_hooks(ts_);
  Source source;
  SyntaxError error;
  if (!load_source(arena_, bytes, options, &source, &error)) {
    ts_.clear_pending();
    return false;
  }
  text_ = source.text;
  return true;
}

bool SourceLines::find(std::string_view filename, int64_t line, std::string_view* text) {
  if (line < 1 || filename.empty() || !load(filename)) return false;
  std::string_view rest = text_;
  for (int64_t number = 1; !rest.empty(); ++number) {
    size_t end = rest.find('\n');
    if (number == line) {
      *text = rest.substr(0, end);
      return find_utf8_fault(*text).reason == nullptr;
    }
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  }
  return false;
}

}  // namespace pyemb
