// SPDX-License-Identifier: MIT
#include "objects/mounted_file.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <unistd.h>

#include "config/config.h"
#include "objects/list.h"
#include "objects/raise.h"
#include "state/interpreter.h"

namespace pyemb {
namespace {

constexpr int kLastErrno = 4095;

MountList* mounts_of(ThreadState& ts) {
  // The configuration belongs to the interpreter; it is const only to those who read options.
  auto* config = const_cast<Config*>(ts.interp.config);
  return config != nullptr ? &config->mounts : nullptr;
}

/// What a function of the host answered: fine, an error number of either sign, or an exception that it has set.
Status check_answer(ThreadState& ts, int64_t error, Value shown) {
  if (ts.has_pending()) return Raised{};
  if (error == 0) return {};
  if (error < -kLastErrno || error > kLastErrno) error = EIO;
  return raise_os_error(ts, static_cast<int>(error < 0 ? -error : error), shown);
}

/// Where in a path from the root the name "game:" stands, if all before it is the current folder: what os.path makes of "game:/file". 0: nowhere.
size_t find_behind_current_folder(std::string_view path, std::string_view point) {
  for (size_t at = path.find(point); at != path.npos && at > 1; at = path.find(point, at + 1)) {
    const size_t end = at + point.size();
    if (path[at - 1] != '/' || (end < path.size() && path[end] != '/')) continue;
    char here[PATH_MAX];
    if (::getcwd(here, sizeof here) == nullptr) return 0;
    std::string_view folder = here;
    if (folder.ends_with('/')) folder.remove_suffix(1);
    return folder == path.substr(0, at - 1) ? at : 0;
  }
  return 0;
}

/// Where the path under the mount point begins; npos: it does not lie there.
size_t match(const Mount& mount, std::string_view path) {
  const std::string_view point = mount.point();
  const bool from_root = path.starts_with('/');
  size_t at = 0;
  if (mount.is_relative() && from_root) {
    at = find_behind_current_folder(path, point);
    if (at == 0) return path.npos;
  } else if (mount.is_relative() == from_root || !path.starts_with(point)) {
    return path.npos;
  }
  at += point.size();
  if (at == path.size()) return at;
  return path[at] == '/' ? at + 1 : path.npos;
}

void forget(ThreadState& ts, MountedFile* file) { ts.interp.heap.release_buffer(file, sizeof(MountedFile)); }

/// Takes a file off its mount's list and has the host close it.
void close_handle(ThreadState& ts, MountedFile& file) {
  Mount* mount = std::exchange(file.mount, nullptr);
  if (mount == nullptr) return;
  MountedFile** link = &mount->files;
  while (*link != &file) link = &(*link)->next;
  *link = file.next;
  MountUse use(*mount);
  mount->calls->close(ts, *mount, file.handle);
}

struct NameList : NameSink {
  ThreadState& ts;
  List& names;
  Result<Ref> (*make_name)(ThreadState&, const char*);
  bool raised = false;

  static bool take(NameSink& sink, const char* name) {
    auto& self = static_cast<NameList&>(sink);
    if (!self.raised) self.raised = self.append(name).raised();
    return !self.raised;
  }
  Status append(const char* name) {
    if (name == nullptr || *name == '\0') return raise(ts, Exc::kValueError, "a file system of the host lists an empty name");
    Ref text = TRY(make_name(ts, name));
    return list_append(ts, names, std::move(text));
  }
};

}  // namespace

Mount* enter_mount(ThreadState& ts, TextBuffer& path) {
  const MountList* mounts = mounts_of(ts);
  if (mounts == nullptr || mounts->is_empty() || path.size() < 2) return nullptr;
  TextBuffer normal;
  normal.append(path.view());
  if (!normal.ok()) return nullptr;
  normal.truncate(normalize_path(normal.data(), path.size() - 1));
  Mount* best = nullptr;
  size_t rest = 0;
  for (Mount* mount = mounts->first(); mount != nullptr; mount = mount->next) {
    const size_t at = match(*mount, normal.view());
    if (at == std::string_view::npos || (best != nullptr && best->prefix_size > mount->prefix_size)) continue;
    best = mount;
    rest = at;
  }
  if (best == nullptr) return nullptr;
  std::memmove(path.data(), normal.data() + rest, normal.size() - rest);
  path[normal.size() - rest] = '\0';
  path.truncate(normal.size() - rest + 1);
  return best;
}

Result<FileFacts> stat_mounted(ThreadState& ts, Mount& mount, const char* path, Value shown) {
  FileFacts facts;
  MountUse use(mount);
  const int error = mount.calls->stat(ts, mount, path, &facts);
  TRY(check_answer(ts, error, shown));
  if (facts.size < 0) return raise_os_error(ts, EIO, shown);
  if (facts.is_folder) facts.size = 0;
  return facts;
}

Result<Ref> list_mounted(ThreadState& ts, Mount& mount, const char* path, Value shown, Result<Ref> (*make_name)(ThreadState&, const char*)) {
  Own<List> names = TRY(new_list(ts));
  NameList sink{{&NameList::take}, ts, *names, make_name};
  MountUse use(mount);
  const int error = mount.calls->list(ts, mount, path, sink);
  if (sink.raised && ts.has_pending()) return Raised{};
  TRY(check_answer(ts, error, shown));
  return names;
}

Result<MountedFile*> open_mounted(ThreadState& ts, Mount& mount, const char* path, Value shown) {
  MountUse use(mount);
  const FileFacts facts = TRY(stat_mounted(ts, mount, path, shown));
  if (facts.is_folder) return raise_os_error(ts, EISDIR, shown);
  auto* file = static_cast<MountedFile*>(ts.interp.heap.allocate_buffer(sizeof(MountedFile)));  // goes with the heap where no file object gives it back
  if (file == nullptr) return raise_no_memory(ts);
  void* handle = nullptr;
  const int error = mount.calls->open(ts, mount, path, &handle);
  if (check_answer(ts, error, shown).raised()) {
    forget(ts, file);
    return Raised{};
  }
  *file = {mount.files, &mount, handle, facts.size, 0, 0, false};
  mount.files = file;
  return file;
}

Result<int64_t> read_mounted(ThreadState& ts, MountedFile& file, char* data, int64_t size) {
  if (file.mount == nullptr) return raise_os_error(ts, ESTALE, Value::null());
  size = std::min(size, file.size - file.position);
  if (size <= 0) return int64_t{0};
  Mount& mount = *file.mount;
  const int64_t offset = file.position;
  ++file.running;
  int64_t got;
  {
    MountUse use(mount);
    got = mount.calls->read(ts, mount, file.handle, offset, data, static_cast<size_t>(size));
  }
  --file.running;
  if (file.is_doomed && file.running == 0) {
    close_handle(ts, file);
    forget(ts, &file);
    return check_answer(ts, EBADF, Value::null()).raised() ? Result<int64_t>(Raised{}) : Result<int64_t>(int64_t{0});
  }
  TRY(check_answer(ts, std::min<int64_t>(got, 0), Value::null()));
  if (got == 0 || got > size) return raise_os_error(ts, EIO, Value::null());  // it ends before the size that was told, or has written beyond the buffer
  file.position = offset + got;
  return got;
}

Status close_mounted(ThreadState& ts, MountedFile* file) {
  if (file->running > 0) {
    file->is_doomed = true;
    return {};
  }
  Ref earlier = Ref::steal(std::exchange(ts.pending, Value::null()));
  close_handle(ts, *file);
  forget(ts, file);
  if (!earlier) return ts.has_pending() ? Status(Raised{}) : Status();
  if (ts.has_pending()) ts.clear_pending();
  ts.pending = earlier.release();
  return {};
}

Status load_mounted(ThreadState& ts, Mount& mount, const char* path, Value shown, TextBuffer& contents) {
  MountedFile* file = TRY(open_mounted(ts, mount, path, shown));
  auto fill = [&]() -> Status {
    char* at = contents.extend(static_cast<size_t>(file->size));
    if (at == nullptr) return raise_no_memory(ts);
    for (int64_t used = 0; used < file->size;) {
      const int64_t got = TRY(read_mounted(ts, *file, at + used, file->size - used));
      used += got;
    }
    return {};
  };
  const bool failed = fill().raised();
  if (close_mounted(ts, file).raised() || failed) return Raised{};
  return {};
}

bool unmount(ThreadState& ts, Mount* mount) {
  if (mount->running > 0) return false;
  while (mount->files != nullptr) close_handle(ts, *mount->files);
  mounts_of(ts)->remove(mount);
  return true;
}

void close_all_mounted(ThreadState& ts) {
  const MountList* mounts = mounts_of(ts);
  for (Mount* mount = mounts != nullptr ? mounts->first() : nullptr; mount != nullptr; mount = mount->next) {
    while (mount->files != nullptr) close_handle(ts, *mount->files);
  }
  if (ts.has_pending()) ts.clear_pending();
}

uint64_t mounted_inode(const char* path) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char* c = path; *c != '\0'; ++c) hash = (hash ^ static_cast<uint8_t>(*c)) * 0x100000001b3;
  return hash | 1;
}

}  // namespace pyemb
