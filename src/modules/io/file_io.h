// SPDX-License-Identifier: MIT
#pragma once

// FileIO: a file descriptor as a raw stream. The functions here are what the buffered layer calls where it stands on a plain one.
//
// Blocking calls let go of the interpreter lock and are repeated when a signal interrupts them, after its handlers have run.
// A file of the host (objects/mounted_file.h) is `mounted`: it has no descriptor of the system either, and kNoDescriptor stands in its place.
// A host may take over what the standard streams read and write (Config::read, Config::write): then `host_stream` says which stream this is, and no
// system call is made.

#include "modules/io/io.h"
#include "objects/mounted_file.h"

namespace pyemb::io {

struct FileIO : IOBase {
  static constexpr TypeId kId = ModuleType::kFileIO;

  int fd;              ///< -1: closed
  bool created;        ///< mode 'x'
  bool readable;
  bool writable;
  bool appending;
  bool close_fd;       ///< close() closes the descriptor, too
  bool may_seek_known;
  bool may_seek;       ///< a seek has worked
  uint8_t host_stream; ///< 1 + the number of the standard stream that is the host's; 0: none
  int32_t block_size;
  Value name;          ///< owned; null: never opened
  MountedFile* mounted; ///< owned; the file is one of a mount
};

inline constexpr int kNoDescriptor = INT32_MAX;  ///< open, but not for the system

/// A FileIO over a descriptor that stays open after it: the standard streams.
[[nodiscard]] Result<Own<FileIO>> new_standard_file(ThreadState& ts, int fd, Value name);

/// Reads up to `size` bytes; 0 at the end, or kWouldBlock.
[[nodiscard]] Result<int64_t> file_read(ThreadState& ts, FileIO& file, char* to, int64_t size);
/// Everything up to the end: bytes, or None if the first read would block.
[[nodiscard]] Result<Ref> file_read_all(ThreadState& ts, FileIO& file);
/// Writes up to `size` bytes; the number written, or kWouldBlock.
[[nodiscard]] Result<int64_t> file_write(ThreadState& ts, FileIO& file, const char* from, int64_t size);
[[nodiscard]] Result<int64_t> file_seek(ThreadState& ts, FileIO& file, int64_t offset, int whence);
[[nodiscard]] Result<bool> file_is_seekable(ThreadState& ts, FileIO& file);
[[nodiscard]] Result<bool> file_is_a_tty(ThreadState& ts, FileIO& file);
/// ResourceWarning "unclosed file ..." about `source`, which lets go of an open descriptor. Exceptions are reported.
void file_warn_unclosed(ThreadState& ts, FileIO& file, Value source);

}  // namespace pyemb::io
