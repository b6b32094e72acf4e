// SPDX-License-Identifier: MIT
#pragma once

// File systems of the host: scripts and data that lie in an archive, in memory, wherever the host keeps them. Under a mount point imports, open(),
// os.stat(), os.listdir() and tracebacks find the host's files, read-only.
//
//     pyemb::MemoryFiles files;
//     files.add("main.py", "print('hello from memory')");
//     pyemb::Interpreter python(pyemb::Config().mount("/game", std::move(files)).module_search_paths({"/game"}));
//     python.import("main");
//
// Derive from FileSystem for anything else. A mount point is a path from the root, or begins with a name and a colon ("game:"); os.path takes the latter
// for a relative path, so that the former is the better choice. Since 0.1.

#include <cerrno>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "error.hpp"

namespace pyemb {
inline namespace api {

/// What is known of a path.
struct FileInfo {
  bool is_folder = false;
  std::int64_t size = 0;      ///< bytes
  std::int64_t modified = 0;  ///< nanoseconds since 1970
};

/// What a file system does. Paths are UTF-8 and relative to the mount point, without "." and ".."; "" is the mount point. Answers are 0 or a number of
/// errno.h. The functions are called with the interpreter's lock held, on whichever thread asks.
class FileSystem {
 public:
  /// An open file; destroyed when Python closes it.
  class File {
   public:
    virtual ~File() = default;
    /// Puts up to `size` bytes from `offset` on into `data`: how many, at least one, or a negative number of errno.h. No more is asked for than
    /// stat() has told.
    virtual std::int64_t read(std::int64_t offset, char* data, std::size_t size) = 0;
  };

  virtual ~FileSystem() = default;
  virtual int stat(std::string_view path, FileInfo& info) = 0;
  virtual int open(std::string_view path, std::unique_ptr<File>& file) = 0;
  virtual int list(std::string_view path, std::vector<std::string>& names) = 0;
};

/// Files in memory; folders follow from the names.
class MemoryFiles {
 public:
  /// A file with contents of its own.
  MemoryFiles& add(std::string name, std::string data) { return files_.push_back({std::move(name), std::move(data), {}}), *this; }
  /// A file whose contents stay the host's: they must outlive the interpreter.
  MemoryFiles& lend(std::string name, std::string_view data) { return files_.push_back({std::move(name), {}, data}), *this; }

  /// The table of the C ABI; valid while this stays as it is and where it is.
  std::vector<PyEmb_File> table() const {
    std::vector<PyEmb_File> rows;
    for (const File& file : files_) {
      const std::string_view data = file.lent.data() != nullptr ? file.lent : std::string_view(file.own);
      rows.push_back({file.name.c_str(), data.data(), data.size()});
    }
    return rows;
  }

 private:
  struct File {
    std::string name, own;
    std::string_view lent;
  };
  std::vector<File> files_;
};

namespace detail {

/// Runs a function of the host; a C++ exception is an input/output error.
template <class F>
auto shielded(F&& function) -> decltype(function()) {
#if PYEMB_HOST_THROWS
  try {
    return function();
  } catch (...) {
    return -EIO;
  }
#else
  return function();
#endif
}

inline PyEmb_FileSystem c_file_system(FileSystem& system) {
  PyEmb_FileSystem c = {};
  c.struct_size = sizeof c;
  c.context = &system;
  c.stat = [](void* context, const char* path, PyEmb_FileInfo* info) {
    return shielded([&] {
      FileInfo found;
      const int error = static_cast<FileSystem*>(context)->stat(path, found);
      *info = {found.is_folder ? 1 : 0, found.size, found.modified};
      return error;
    });
  };
  c.open = [](void* context, const char* path, void** file) {
    return shielded([&] {
      std::unique_ptr<FileSystem::File> opened;
      int error = static_cast<FileSystem*>(context)->open(path, opened);
      if (error == 0 && !opened) error = ENOENT;
      if (error == 0) *file = opened.release();
      return error;
    });
  };
  c.read = [](void*, void* file, std::int64_t offset, void* data, std::size_t size) {
    return shielded([&]() -> std::int64_t { return static_cast<FileSystem::File*>(file)->read(offset, static_cast<char*>(data), size); });
  };
  c.close = [](void*, void* file) { delete static_cast<FileSystem::File*>(file); };
  c.list = [](void* context, const char* path, PyEmb_NameFunc add, void* names) {
    return shielded([&] {
      std::vector<std::string> found;
      const int error = static_cast<FileSystem*>(context)->list(path, found);
      for (std::size_t i = 0; error == 0 && i < found.size(); ++i) {
        if (add(names, found[i].c_str()) != 0) return -EIO;
      }
      return error;
    });
  };
  return c;
}

/// Files in memory with their table.
struct FrozenFiles {
  explicit FrozenFiles(MemoryFiles given) : files(std::move(given)), table(files.table()) {}
  FrozenFiles(const FrozenFiles&) = delete;
  FrozenFiles& operator=(const FrozenFiles&) = delete;
  const MemoryFiles files;
  const std::vector<PyEmb_File> table;
};

/// What is mounted somewhere, kept for as long as the interpreter may call it.
struct Mount {
  Mount(std::string where, std::shared_ptr<FileSystem> what) : point(std::move(where)), system(std::move(what)) {}
  Mount(std::string where, MemoryFiles what) : point(std::move(where)), files(std::make_shared<const FrozenFiles>(std::move(what))) {}
  std::string point;
  std::shared_ptr<FileSystem> system;
  std::shared_ptr<const FrozenFiles> files;

  bool add_to(PyInitConfig* config) const {
    if (files) return PyInitConfig_MountFiles(config, point.c_str(), files->table.data(), files->table.size()) == 0;
    const PyEmb_FileSystem c = system ? c_file_system(*system) : PyEmb_FileSystem();
    return PyInitConfig_Mount(config, point.c_str(), &c) == 0;
  }
  /// To the interpreter that the thread is attached to.
  bool add() const {
    if (files) return PyEmb_MountFiles(point.c_str(), files->table.data(), files->table.size()) == 0;
    const PyEmb_FileSystem c = system ? c_file_system(*system) : PyEmb_FileSystem();
    return PyEmb_Mount(point.c_str(), &c) == 0;
  }
};

}  // namespace detail

}  // namespace api
}  // namespace pyemb
