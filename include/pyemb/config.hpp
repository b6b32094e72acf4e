// SPDX-License-Identifier: MIT
#pragma once

// What is said before Python starts: PreConfig, for the process, and Config, for one interpreter. Both are values: copies are independent, setters
// chain, nothing is checked before it is used, and what is wrong is in the Status of the step that used it. Since 0.1.

#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "error.hpp"
#include "mount.hpp"
#include "options.hpp"

namespace pyemb {
inline namespace api {

/// Which standard stream Python writes to.
enum class Stream { kOutput = 1, kErrors = 2 };

/// Decides, once for the process and before the first interpreter, about locale and UTF-8 mode. Without one the first Config's options do.
class PreConfig {
 public:
  /// Nothing is taken from the environment, the locale stays as it is, text is UTF-8: what a host wants.
  PreConfig() { PyPreConfig_InitIsolatedConfig(&raw_); }
  /// As a Python program starts.
  static PreConfig python() {
    PreConfig config;
    PyPreConfig_InitPythonConfig(&config.raw_);
    return config;
  }
  PreConfig& utf8_mode(bool on) { return raw_.utf8_mode = on, *this; }
  PreConfig& configure_locale(bool on) { return raw_.configure_locale = on, *this; }
  PreConfig& coerce_c_locale(bool on) { return raw_.coerce_c_locale = on, *this; }
  PreConfig& use_environment(bool on) { return raw_.use_environment = on, *this; }
  PreConfig& dev_mode(bool on) { return raw_.dev_mode = on, *this; }
  /// Takes the step. It stands for all interpreters until the last has ended.
  Status apply() const { return Status::of(Py_PreInitialize(&raw_)); }
  PyPreConfig& raw() { return raw_; }

 private:
  PyPreConfig raw_;
};

/// How to start an interpreter. What is not set has the default of the isolated configuration: no environment variables, no signal handlers, no
/// files but those in module_search_paths.
class Config {
 public:
  /// Any option (options.hpp).
  Config& set(Option<long long> option, long long value) { return numbers_.emplace_back(option.name, value), *this; }
  Config& set(Option<std::string> option, std::string text) { return texts_.emplace_back(option.name, std::move(text)), *this; }
  Config& set(Option<std::vector<std::string>> option, std::vector<std::string> items) { return lists_.emplace_back(option.name, std::move(items)), *this; }

  /// sys.executable: what the program says that it is.
  Config& executable(std::string path) { return set(option::executable, std::move(path)); }
  /// Where the standard library's .py files are; without it the library inside the library is used.
  Config& stdlib_dir(std::string path) { return set(option::stdlib_dir, std::move(path)); }
  /// sys.path, the whole of it.
  Config& module_search_paths(std::vector<std::string> paths) { return set(option::module_search_paths, std::move(paths)); }
  Config& argv(std::vector<std::string> arguments) { return set(option::argv, std::move(arguments)); }
  /// The most bytes that the interpreter may take; beyond it there is a MemoryError.
  Config& memory_limit(std::size_t bytes) { return set(option::memory_limit, static_cast<long long>(bytes)); }
  /// How long its end waits for the threads of its programs; those that take longer are left behind, and unwind when they come back to it.
  Config& shutdown_timeout(std::chrono::microseconds most) { return set(option::shutdown_timeout, static_cast<long long>(most.count())); }
  /// Off: `import ctypes` is an ImportError, for programs that must not reach the memory and the functions of the host.
  Config& allow_ctypes(bool on) { return set(option::allow_ctypes, on ? 1 : 0); }
  /// Extension modules that were compiled with PYEMB_API_TABLE can be imported. Its presence in the program is what counts (PyEmb_ShowApi).
  Config& extension_modules() { return PyEmb_ShowApi(), *this; }
  Config& install_signal_handlers(bool on) { return set(option::install_signal_handlers, on ? 1 : 0); }
  Config& use_environment(bool on) { return set(option::use_environment, on ? 1 : 0); }
  /// Stop in the core phase; Interpreter::start_main() goes on.
  Config& core_only() { return set(option::init_main, 0); }

  /// Takes what Python writes to standard output and standard error, as it is flushed: a line at a time for the second. False: the write failed
  /// (OSError in Python). Called with the interpreter's lock held.
  Config& on_write(std::function<bool(Stream, std::string_view)> write) {
    streams_.write = std::make_shared<Writer>(std::move(write));
    return *this;
  }
  /// Gives what Python reads from standard input: puts up to `room` bytes into `data` and answers how many, 0 at the end, -1 for a failure.
  Config& on_read(std::function<long long(char* data, std::size_t room)> read) {
    streams_.read = std::make_shared<Reader>(std::move(read));
    return *this;
  }
  /// Puts a file system of the host at a mount point ("/game"), where module_search_paths may lie.
  Config& mount(std::string point, std::shared_ptr<FileSystem> system) { return mounts_.emplace_back(std::move(point), std::move(system)), *this; }
  Config& mount(std::string point, MemoryFiles files) { return mounts_.emplace_back(std::move(point), std::move(files)), *this; }

 private:
  friend class Interpreter;
  using Writer = std::function<bool(Stream, std::string_view)>;
  using Reader = std::function<long long(char*, std::size_t)>;
  /// Shared with the interpreter, which calls them until it has ended.
  struct Streams {
    std::shared_ptr<Writer> write;
    std::shared_ptr<Reader> read;
  };

  static int call_writer(void* context, int stream, const char* data, std::size_t size) {
#if PYEMB_HOST_THROWS
    try {
      return (*static_cast<Writer*>(context))(static_cast<Stream>(stream), std::string_view(data, size)) ? 0 : -1;
    } catch (...) {
      return -1;
    }
#else
    return (*static_cast<Writer*>(context))(static_cast<Stream>(stream), std::string_view(data, size)) ? 0 : -1;
#endif
  }
  static int64_t call_reader(void* context, char* data, std::size_t room) {
#if PYEMB_HOST_THROWS
    try {
      return (*static_cast<Reader*>(context))(data, room);
    } catch (...) {
      return -1;
    }
#else
    return (*static_cast<Reader*>(context))(data, room);
#endif
  }

  bool apply(PyInitConfig* config) const {
    for (const auto& [name, value] : numbers_) {
      if (PyInitConfig_SetInt(config, name, value) != 0) return false;
    }
    for (const auto& [name, text] : texts_) {
      if (PyInitConfig_SetStr(config, name, text.c_str()) != 0) return false;
    }
    for (const auto& [name, items] : lists_) {
      std::vector<char*> raw;
      for (const std::string& item : items) raw.push_back(const_cast<char*>(item.c_str()));
      if (PyInitConfig_SetStrList(config, name, raw.size(), raw.data()) != 0) return false;
    }
    for (const detail::Mount& mount : mounts_) {
      if (!mount.add_to(config)) return false;
    }
    if (streams_.write) PyInitConfig_SetWriter(config, &call_writer, streams_.write.get());
    if (streams_.read) PyInitConfig_SetReader(config, &call_reader, streams_.read.get());
    return true;
  }
  std::vector<std::pair<const char*, long long>> numbers_;
  std::vector<std::pair<const char*, std::string>> texts_;
  std::vector<std::pair<const char*, std::vector<std::string>>> lists_;
  Streams streams_;
  std::vector<detail::Mount> mounts_;
};

/// What the programs of a further interpreter may do.
struct Permissions {
  bool fork = true;
  bool exec = true;
  bool threads = true;
  bool daemon_threads = true;
};

}  // namespace api
}  // namespace pyemb
