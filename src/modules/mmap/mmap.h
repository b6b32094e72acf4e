// SPDX-License-Identifier: MIT
#pragma once

// mmap.mmap: a file, or memory of its own, mapped into the process. What the parts of the module share.
//
// Invariant: data[0, size) is mapped while `data` is not null, and stays so while views of it are lent (`exports`).

#include "config/module_type_ids.h"
#include "objects/native.h"

namespace pyemb {
namespace maps {

enum Access : int { kDefault = 0, kRead = 1, kWrite = 2, kCopy = 3 };

struct Mmap : Object {
  static constexpr TypeId kId = ModuleType::kMmap;
  char* data;       ///< null: closed
  int64_t size;
  int64_t position;
  int64_t offset;   ///< in the file
  int64_t exports;  ///< views lent
  int fd;           ///< a copy of the file's descriptor; -1: none
  Access access;
  bool shared;      ///< with other processes
  bool reachable;   ///< memory that may be touched at all
};

/// ValueError "mmap closed or invalid".
[[nodiscard]] Status check_open(ThreadState& ts, const Mmap& map);
/// The same, and TypeError for memory that may not be changed.
[[nodiscard]] Status check_writable(ThreadState& ts, const Mmap& map);

// -- sequence.cpp --------------------------------------------------------------------------------------------------------------
[[nodiscard]] Result<int64_t> map_length(ThreadState& ts, Value self);
[[nodiscard]] Result<Ref> map_getitem(ThreadState& ts, Value self, Value key);
[[nodiscard]] Status map_setitem(ThreadState& ts, Value self, Value key, Value value);
[[nodiscard]] Result<Ref> map_iter(ThreadState& ts, Value self);

// -- stream.cpp: the map as a file ---------------------------------------------------------------------------------------------
[[nodiscard]] Result<Ref> map_read(ThreadState& ts, Mmap& self, Value size);
[[nodiscard]] Result<int64_t> map_read_byte(ThreadState& ts, Mmap& self);
[[nodiscard]] Result<Ref> map_readline(ThreadState& ts, Mmap& self);
[[nodiscard]] Result<int64_t> map_write(ThreadState& ts, Mmap& self, Value data);
[[nodiscard]] Status map_write_byte(ThreadState& ts, Mmap& self, Value byte);
[[nodiscard]] Status map_seek(ThreadState& ts, Mmap& self, int64_t position, int whence);
[[nodiscard]] Result<int64_t> map_tell(ThreadState& ts, Mmap& self);
[[nodiscard]] Result<int64_t> map_find(ThreadState& ts, Mmap& self, Value needle, std::optional<int64_t> start, std::optional<int64_t> end);
[[nodiscard]] Result<int64_t> map_rfind(ThreadState& ts, Mmap& self, Value needle, std::optional<int64_t> start, std::optional<int64_t> end);

}  // namespace maps
}  // namespace pyemb
