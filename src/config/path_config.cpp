// SPDX-License-Identifier: MIT
#include "config/path_config.h"

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pyemb {
namespace {

// An array of its own: a start reads it, and the linker puts what a start reads side by side.
constexpr char kNoText[] = "";

constexpr const char* kLandmark = "os.py";
constexpr const char* kLibrary = "python3.11";   ///< under lib
constexpr const char* kArchive = "python311.zip";
constexpr const char* kDynamic = "lib-dynload";

/// A path being put together; ok() is false when it got too long.
class Path {
 public:
  Path() = default;
  explicit Path(std::string_view text) { append(text); }

  void append(std::string_view text) {
    if (text.size() >= sizeof text_ - size_) {
      ok_ = false;
      return;
    }
    std::memcpy(text_ + size_, text.data(), text.size());
    size_ += text.size();
    text_[size_] = '\0';
  }
  /// os.path.join() of what is there and `part`.
  Path& join(std::string_view part) {
    if (part.starts_with('/')) size_ = 0;
    if (size_ > 0 && text_[size_ - 1] != '/') append("/");
    append(part);
    return *this;
  }
  /// Leaves the last part off. False: there is only the root.
  bool go_up() {
    std::string_view now = view();
    size_t slash = now.rfind('/');
    if (slash == now.npos || now.size() <= 1) return false;
    size_ = slash == 0 ? 1 : slash;
    text_[size_] = '\0';
    return true;
  }
  bool ok() const { return ok_; }
  const char* c_str() const { return text_; }
  std::string_view view() const { return {text_, size_}; }

 private:
  size_t size_ = 0;
  bool ok_ = true;
  char text_[PATH_MAX] = {};
};

bool is_file(const char* path) {
  struct stat info;
  return ::stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

bool is_program(const char* path) { return is_file(path) && ::access(path, X_OK) == 0; }

/// From the root, without `.`, `..` and doubled slashes.
bool make_normal(std::string_view path, Path* out) {
  char here[PATH_MAX];
  if (!path.starts_with('/')) {
    if (::getcwd(here, sizeof here) == nullptr) return false;
    *out = Path(here);
  } else {
    *out = Path("/");
  }
  while (!path.empty()) {
    size_t slash = path.find('/');
    std::string_view part = path.substr(0, slash);
    path = slash == path.npos ? std::string_view() : path.substr(slash + 1);
    if (part == "..") {
      out->go_up();
    } else if (!part.empty() && part != ".") {
      out->join(part);
    }
  }
  return out->ok();
}

/// A small text file; false if it is not there.
class SmallFile {
 public:
  explicit SmallFile(const char* path) {
    int fd = ::open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    ssize_t got = ::read(fd, text_, sizeof text_);
    ::close(fd);
    size_ = got > 0 ? static_cast<size_t>(got) : 0;
    found_ = true;
  }
  bool found() const { return found_; }
  /// The next line without white space at its ends.
  bool next(std::string_view* line) {
    if (at_ >= size_) return false;
    std::string_view rest(text_ + at_, size_ - at_);
    size_t end = rest.find('\n');
    *line = trim(rest.substr(0, end));
    at_ += end == rest.npos ? rest.size() : end + 1;
    return true;
  }
  static std::string_view trim(std::string_view text) {
    constexpr const char* kSpace = " \t\r";
    size_t first = text.find_first_not_of(kSpace);
    return first == text.npos ? std::string_view() : text.substr(first, text.find_last_not_of(kSpace) - first + 1);
  }

 private:
  char text_[16 * 1024];
  size_t size_ = 0;
  size_t at_ = 0;
  bool found_ = false;
};

// -- the program -----------------------------------------------------------------------------------------------------------------

/// program_name as a path: as it is when it has a slash, else looked for in $PATH; empty when it is nowhere.
void find_program(const Config& config, Path* out) {
  std::string_view name = config.program_name != nullptr ? config.program_name : "";
  if (name.empty()) return;
  if (name.find('/') != name.npos) {
    char here[PATH_MAX];
    if (!name.starts_with('/') && ::getcwd(here, sizeof here) != nullptr) out->append(here);
    while (name.starts_with("./")) name.remove_prefix(2);
    out->join(name);
    return;
  }
  const char* folders = std::getenv("PATH");
  for (std::string_view rest = folders != nullptr ? folders : ""; !rest.empty();) {
    size_t colon = rest.find(':');
    Path candidate(rest.substr(0, colon));
    candidate.join(name);
    if (candidate.ok() && is_program(candidate.c_str())) {
      *out = candidate;
      return;
    }
    rest = colon == rest.npos ? std::string_view() : rest.substr(colon + 1);
  }
}

/// The program with all its links resolved, as far as they can be.
Path resolve_links(const char* path) {
  char resolved[PATH_MAX];
  return Path(::realpath(path, resolved) != nullptr ? resolved : path);
}

/// `home` of a pyvenv.cfg beside the program or one folder up. False: there is none.
bool read_venv(const char* executable, Path* home) {
  Path folder(executable);
  for (int up = 0; up < 2 && folder.go_up(); ++up) {
    Path name = folder;
    name.join("pyvenv.cfg");
    SmallFile file(name.c_str());
    if (!file.found()) continue;
    for (std::string_view line; file.next(&line);) {
      size_t equals = line.find('=');
      if (equals == line.npos || SmallFile::trim(line.substr(0, equals)) != "home") continue;
      *home = Path(SmallFile::trim(line.substr(equals + 1)));
      return home->ok();
    }
    return false;
  }
  return false;
}

// -- the library -----------------------------------------------------------------------------------------------------------------

struct Library {
  Path prefix;
  Path exec_prefix;
  bool found = false;
};

Path library_folder(const Path& prefix, const Config& config) {
  Path folder = prefix;
  folder.join(config.platlibdir).join(kLibrary);
  return folder;
}

bool has_landmark(const Path& prefix, const Config& config) {
  Path landmark = library_folder(prefix, config);
  landmark.join(kLandmark);
  return landmark.ok() && is_file(landmark.c_str());
}

InitStatus use_home(const Config& config, Library* library) {
  std::string_view home = config.home;
  size_t colon = home.find(':');
  library->prefix = Path(home.substr(0, colon));
  library->exec_prefix = colon == home.npos ? library->prefix : Path(home.substr(colon + 1));
  library->found = has_landmark(library->prefix, config);
  if (!library->found) return InitStatus::error("init_path_config", "no standard library in home '%s'", config.home);
  return {};
}

void search_library(const Config& config, const Path& start, Library* library) {
  Path folder = start;
  while (folder.go_up() && folder.view() != "/") {  // a merged /usr makes the root look like an installation
    if (!has_landmark(folder, config)) continue;
    library->prefix = folder;
    library->found = true;
    break;
  }
  if (!library->found) {
    library->prefix = Path(PYEMB_STDLIB_DIR);
    library->prefix.go_up();
    library->prefix.go_up();
    library->found = has_landmark(library->prefix, config);
  }
  library->exec_prefix = library->prefix;
}

// -- sys.path --------------------------------------------------------------------------------------------------------------------

bool append_path(Config& config, const Path& path) { return path.ok() && config.module_search_paths.append(config.arena, path.view()); }

/// The folders of PYTHONPATH; an empty one is the current folder.
bool append_python_path(Config& config) {
  if (config.pythonpath_env == nullptr) return true;
  std::string_view rest = config.pythonpath_env;
  while (true) {
    size_t colon = rest.find(':');
    Path path;
    if (make_normal(rest.substr(0, colon), &path) && !append_path(config, path)) return false;
    if (colon == rest.npos) return true;
    rest = rest.substr(colon + 1);
  }
}

bool set_search_paths(Config& config, const Library& library) {
  if (config.module_search_paths_set != 0) return true;
  config.module_search_paths = {};
  if (!append_python_path(config)) return false;
  Path archive = library.prefix;
  archive.join(config.platlibdir).join(kArchive);
  Path dynamic = library_folder(library.exec_prefix, config);
  dynamic.join(kDynamic);
  if (!append_path(config, archive)) return false;
  if (!config.module_search_paths.append(config.arena, config.stdlib_dir)) return false;
  if (!append_path(config, dynamic)) return false;
  config.module_search_paths_set = 1;
  return true;
}

/// EXECUTABLE._pth: all of sys.path. `used`: there was one.
InitStatus read_pth_file(Config& config, const Path& executable, bool* used) {
  Path name = executable;
  name.append("._pth");
  SmallFile file(name.c_str());
  if (!file.found() || config.module_search_paths_set != 0) return {};
  *used = true;
  config.isolated = config.safe_path = 1;
  config.use_environment = config.site_import = config.user_site_directory = 0;
  Path folder = executable;
  folder.go_up();
  for (std::string_view line; file.next(&line);) {
    line = SmallFile::trim(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    if (line == "import site") {
      config.site_import = 1;
      continue;
    }
    Path joined = folder;
    joined.join(line);
    Path path;
    if (make_normal(joined.view(), &path) && !append_path(config, path)) return InitStatus::no_memory();
  }
  config.module_search_paths_set = 1;
  return {};
}

bool set_if_open(Config& config, const char** field, std::string_view text) { return *field != nullptr || config.set(field, text); }

InitStatus set_prefixes(Config& config, const Library& library) {
  const bool well = set_if_open(config, &config.base_prefix, library.prefix.view()) &&
                    set_if_open(config, &config.base_exec_prefix, library.exec_prefix.view()) &&
                    set_if_open(config, &config.prefix, config.base_prefix) &&
                    set_if_open(config, &config.exec_prefix, config.base_exec_prefix);
  return well ? InitStatus::ok() : InitStatus::no_memory();
}

/// Everything, for a program or home that is known.
InitStatus search(Config& config) {
  Path executable;
  if (config.executable == nullptr) {
    find_program(config, &executable);
    if (!config.set(&config.executable, executable.view())) return InitStatus::no_memory();
  } else {
    executable = Path(config.executable);
  }
  bool has_pth = false;
  InitStatus status;
  if (config.home == nullptr && !executable.view().empty()) status = read_pth_file(config, executable, &has_pth);
  if (!status.is_ok()) return status;
  Path start = resolve_links(executable.c_str());
  Path venv_home;
  const bool is_venv = config.home == nullptr && !executable.view().empty() && read_venv(executable.c_str(), &venv_home);
  if (is_venv) {
    std::string_view name = start.view().substr(start.view().rfind('/') + 1);
    Path base = venv_home;
    base.join(name);
    start = is_program(base.c_str()) ? base : start;
  }
  if (!set_if_open(config, &config.base_executable, is_venv ? start.view() : executable.view())) return InitStatus::no_memory();
  Library library;
  if (config.home != nullptr) {
    status = use_home(config, &library);
  } else {
    search_library(config, start, &library);
  }
  if (!status.is_ok()) return status;
  if (has_pth) {
    library.prefix = executable;
    library.prefix.go_up();
    library.exec_prefix = library.prefix;
  } else if (!set_if_open(config, &config.stdlib_dir, library_folder(library.prefix, config).view())) {
    return InitStatus::no_memory();
  }
  if (!has_pth && !set_search_paths(config, library)) return InitStatus::no_memory();
  return set_prefixes(config, library);
}

}  // namespace

InitStatus compute_paths(Config& config) {
  if (config.platlibdir == nullptr) config.platlibdir = "lib";
  if (config.program_name != nullptr || config.home != nullptr) {
    InitStatus status = search(config);
    if (!status.is_ok()) return status;
  } else if (config.module_search_paths_set == 0) {
    if (!append_python_path(config)) return InitStatus::no_memory();
    if (config.stdlib_dir != nullptr && !config.module_search_paths.append(config.arena, config.stdlib_dir)) return InitStatus::no_memory();
  }
  const char** kFields[] = {&config.executable, &config.base_executable, &config.prefix, &config.base_prefix,
                            &config.exec_prefix, &config.base_exec_prefix};
  for (const char** field : kFields) {
    if (*field == nullptr) *field = kNoText;
  }
  config.module_search_paths_set = 1;
  return {};
}

}  // namespace pyemb
