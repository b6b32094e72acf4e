// SPDX-License-Identifier: MIT
#pragma once

// Files of the host (config/mounts.h): the one place where a path is found to lie in a mount, and what can then be done with it.
//
//     if (Mount* mount = enter_mount(ts, path)) return stat_mounted(ts, *mount, path.data(), shown);
//
// The host's functions are called with the interpreter lock held, may run Python code and may lie: what they answer is checked, and comes out as an OSError
// about `shown`. Between enter_mount() and these functions no Python code may run, unless a MountUse keeps the mount. A file stays usable for as long as its mount is there; afterwards reading it is an OSError.

#include "config/mounts.h"
#include "objects/text_buffer.h"
#include "objects/type.h"

namespace pyemb {

/// An open file of a mount.
struct MountedFile {
  MountedFile* next;
  Mount* mount;       ///< null: unmounted since
  void* handle;       ///< the host's
  int64_t size;
  int64_t position;
  uint32_t running;   ///< reads that have not returned
  bool is_doomed;     ///< closed meanwhile: the last of them takes it away
};

/// The mount that a path (ends with a zero) lies in; the path then becomes the one that its functions take. Null: it is the system's.
Mount* enter_mount(ThreadState& ts, TextBuffer& path);

[[nodiscard]] Result<FileFacts> stat_mounted(ThreadState& ts, Mount& mount, const char* path, Value shown);
/// A list of str or bytes.
[[nodiscard]] Result<Ref> list_mounted(ThreadState& ts, Mount& mount, const char* path, Value shown, Result<Ref> (*make_name)(ThreadState&, const char*));
/// IsADirectoryError for a folder.
[[nodiscard]] Result<MountedFile*> open_mounted(ThreadState& ts, Mount& mount, const char* path, Value shown);
/// Reads up to `size` bytes at the position, which moves on; 0 at the end. An end before the file's size is an OSError.
[[nodiscard]] Result<int64_t> read_mounted(ThreadState& ts, MountedFile& file, char* data, int64_t size);
[[nodiscard]] Status close_mounted(ThreadState& ts, MountedFile* file);
/// The whole of a file behind what `contents` holds already.
[[nodiscard]] Status load_mounted(ThreadState& ts, Mount& mount, const char* path, Value shown, TextBuffer& contents);

/// Closes the files of a mount and takes it out of the interpreter. False: one of its functions is running.
[[nodiscard]] bool unmount(ThreadState& ts, Mount* mount);
/// Closes what is left open, at the end of the interpreter.
void close_all_mounted(ThreadState& ts);

/// A number that tells the files of one mount apart (st_ino).
uint64_t mounted_inode(const char* path);

}  // namespace pyemb
