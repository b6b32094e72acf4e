// SPDX-License-Identifier: MIT
#include "vm/source_lines.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pyemb {

bool SourceLines::load(std::string_view filename) {
  if (loaded_ && filename_.size() > 0 && filename_.view().substr(0, filename_.size() - 1) == filename) return true;
  loaded_ = false;
  filename_.clear();
  contents_.clear();
  filename_.append(filename);
  filename_.append('\0');
  if (!filename_.ok()) return false;
  int fd = ::open(filename_.data(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  struct stat info;
  if (::fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
    constexpr size_t kStep = 64 * 1024;
    while (char* at = contents_.extend(kStep)) {
      ssize_t got = ::read(fd, at, kStep);
      contents_.truncate(contents_.size() - (kStep - static_cast<size_t>(got > 0 ? got : 0)));
      if (got <= 0) break;
    }
    loaded_ = contents_.ok();
  }
  ::close(fd);
  return loaded_;
}

bool SourceLines::find(std::string_view filename, int64_t line, std::string_view* text) {
  if (line < 1 || filename.empty() || !load(filename)) return false;
  std::string_view rest = contents_.view();
  if (rest.starts_with("\xef\xbb\xbf")) rest.remove_prefix(3);
  for (int64_t number = 1;; ++number) {
    if (rest.empty()) return false;
    size_t end = rest.find_first_of("\r\n");
    if (number == line) {
      *text = rest.substr(0, end);
      return true;
    }
    if (end == rest.npos) return false;
    bool both = rest[end] == '\r' && end + 1 < rest.size() && rest[end + 1] == '\n';
    rest.remove_prefix(end + (both ? 2 : 1));
  }
}

}  // namespace pyemb
