// SPDX-License-Identifier: MIT
#pragma once

// File systems of the host: mount points, and who answers for the paths under them.
//
// A mount point is a path from the root ("/game") or begins with a name that ends in a colon ("game:"). What lies under one is the host's: each place
// that hands a path to the system (files, posix, source lines, the run modes) asks objects/mounted_file.h first. The list belongs to a configuration, so
// that search paths may lie in a mount from the first import on; an interpreter has its own copy, which may change while it runs.
//
// A mount knows its functions as data, as HostWriter does: `calls` says how to call, `source` is a block of its own that only `calls` can read.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "config/text_list.h"

namespace pyemb {

struct ThreadState;  // only passed through
struct Mount;

/// What is known of a path.
struct FileFacts {
  bool is_folder = false;
  int64_t size = 0;      ///< bytes
  int64_t modified = 0;  ///< nanoseconds since 1970
};

/// Takes the names in a folder, one by one. False: enough, something is wrong.
struct NameSink {
  bool (*add)(NameSink& sink, const char* name) = nullptr;
};

/// What a file system can do. Paths are relative to the mount point, without "." and "..", "" is the mount point itself. Each answers 0 or an error
/// number (read: bytes, or a negative error number), or leaves an exception pending.
struct FileCalls {
  int (*stat)(ThreadState& ts, const Mount& mount, const char* path, FileFacts* facts);
  int (*open)(ThreadState& ts, const Mount& mount, const char* path, void** file);
  int64_t (*read)(ThreadState& ts, const Mount& mount, void* file, int64_t offset, char* data, size_t size);
  void (*close)(ThreadState& ts, const Mount& mount, void* file);
  int (*list)(ThreadState& ts, const Mount& mount, const char* path, NameSink& names);
};

struct MountedFile;  // objects/mounted_file.h

struct Mount {
  Mount* next;
  const FileCalls* calls;
  const void* source;       ///< a block of the mount's own, or null
  size_t source_size;
  MountedFile* files;       ///< those that are open
  uint32_t running;         ///< how many are about to call its functions, or wait for one: it must stay (MountUse)
  uint32_t number;          ///< st_dev of its files
  uint32_t prefix_size;
  char prefix[1];           ///< of that size, then a zero; no slash at the end

  std::string_view point() const { return {prefix, prefix_size}; }
  /// "game:", and not "/game".
  bool is_relative() const { return prefix_size > 0 && prefix[0] != '/'; }
};

/// While it lives, the mount stays. Around all that may run code of the host or of Python and then goes on with the mount.
class MountUse {
 public:
  MountUse() = default;
  explicit MountUse(Mount& mount) { set(&mount); }
  ~MountUse() {
    if (mount_ != nullptr) --mount_->running;
  }
  MountUse(const MountUse&) = delete;
  MountUse& operator=(const MountUse&) = delete;
  /// Once; null: none.
  void set(Mount* mount) {
    mount_ = mount;
    if (mount != nullptr) ++mount->running;
  }
  Mount* get() const { return mount_; }

 private:
  Mount* mount_ = nullptr;
};

enum class MountError : uint8_t { kNone, kBadPoint, kTaken, kNoMemory };

class MountList {
 public:
  explicit MountList(TextMemory memory) : memory_(memory) {}
  ~MountList() { clear(); }
  MountList(const MountList&) = delete;
  MountList& operator=(const MountList&) = delete;

  bool is_empty() const { return first_ == nullptr; }
  Mount* first() const { return first_; }
  /// Adds a mount with a copy of `source`.
  [[nodiscard]] MountError add(std::string_view point, const FileCalls& calls, const void* source, size_t source_size);
  /// The mount of exactly this point, or null.
  Mount* find(std::string_view point) const;
  /// Takes a mount out. Its files must be closed.
  void remove(Mount* mount);
  void clear();
  /// Makes this the same as another list; open files stay with that one. False: no memory.
  [[nodiscard]] bool assign(const MountList& other);
  /// Whether there is a mount whose point is no path from the root.
  bool has_relative() const;

 private:
  TextMemory memory_;
  Mount* first_ = nullptr;
  uint32_t last_number_ = 0;
};

/// Takes needless slashes, "." and ".." out of a path, in place; the new size.
size_t normalize_path(char* path, size_t size);

}  // namespace pyemb
