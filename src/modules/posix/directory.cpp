// SPDX-License-Identifier: MIT
// posix: what is in a folder: listdir() and scandir() with its entries.
#include <algorithm>
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "modules/module_type_specs.h"
#include "modules/posix/posix.h"
#include "modules/warnings.h"
#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/bytes.h"
#include "objects/exception.h"
#include "objects/generic_alias.h"
#include "objects/list.h"
#include "objects/mounted_file.h"
#include "objects/owned_fields.h"
#include "objects/tuple.h"
#include "objects/str.h"
#include "state/names.h"

namespace pyemb {
namespace {

/// Opens the folder that a path or descriptor names; a descriptor stays the caller's. Null: errno says why.
DIR* open_folder(ThreadState& ts, PathArgument& path) {
  return without_lock(ts, [&]() -> DIR* {
    if (!path.is_descriptor()) return ::opendir(path.c_str());
    int copy = ::fcntl(path.fd(), F_DUPFD_CLOEXEC, 0);
    if (copy < 0) return nullptr;
    DIR* folder = ::fdopendir(copy);
    if (folder == nullptr) ::close(copy);
    return folder;
  });
}
void close_folder(ThreadState& ts, DIR* folder, bool rewind) {
  without_lock(ts, [&] {
    if (rewind) ::rewinddir(folder);  // the position belongs to the caller's descriptor, too
    return ::closedir(folder);
  });
}
/// The next entry that is neither "." nor ".."; null at the end (errno 0) or for an error.
dirent* next_entry(ThreadState& ts, DIR* folder) {
  while (dirent* entry = without_lock(ts, [&] { return ::readdir(folder); })) {
    std::string_view name = entry->d_name;
    if (name != "." && name != "..") return entry;
  }
  return nullptr;
}

Result<Ref> text_name(ThreadState& ts, const char* name) { return new_file_name(ts, name, false); }
Result<Ref> bytes_name(ThreadState& ts, const char* name) { return new_file_name(ts, name, true); }

Result<Ref> list_folder(ThreadState& ts, MountedPathOrFdOrNone& path) {
  TRY(audit(ts, "os.listdir", path.object()));
  if (path.mount() != nullptr) return list_mounted(ts, *path.mount(), path.c_str(), path.object(), path.wants_bytes() ? bytes_name : text_name);
  Own<List> names = TRY(new_list(ts));
  DIR* folder = open_folder(ts, path);
  if (folder == nullptr) return raise_errno(ts, path.object());
  auto fill = [&]() -> Status {
    while (dirent* entry = next_entry(ts, folder)) {
      Ref name = TRY(new_file_name(ts, entry->d_name, path.wants_bytes()));
      TRY(list_append(ts, *names, std::move(name)));
    }
    if (errno != 0) return raise_errno(ts, path.object());
    return {};
  };
  Status filled = fill();
  close_folder(ts, folder, path.is_descriptor());
  if (filled.raised()) return Raised{};
  return names;
}

// -- os.DirEntry ----------------------------------------------------------------------------------------------------------------

struct DirEntry : Object {
  static constexpr TypeId kId = ModuleType::kPosixDirEntry;
  Value name;   ///< owned str or bytes
  Value path;   ///< owned: the name with the folder's path before it
  Value stat;   ///< owned os.stat_result, following links; null until asked for
  Value lstat;  ///< owned; the same of a link itself
  ino_t inode;
  int dir_fd;   ///< the descriptor that scandir() was given, or AT_FDCWD
  unsigned char kind;  ///< DT_*
};

Result<Ref> fetch_stat(ThreadState& ts, DirEntry& self, bool follow) {
  FileName path;
  TRY(path.init(ts, self.path));
  if (self.dir_fd == AT_FDCWD) {
    Mount* mount = path.enter_mount(ts);
    if (mount != nullptr) return mounted_stat_result(ts, *mount, path.c_str(), self.path);
  }
  struct stat info;
  int failed = without_lock(ts, [&] { return ::fstatat(self.dir_fd, path.c_str(), &info, follow ? 0 : AT_SYMLINK_NOFOLLOW); });
  TRY(check(ts, failed, self.path));
  return new_stat_result(ts, info);
}

Result<Ref> entry_lstat(ThreadState& ts, DirEntry& self) {
  if (self.lstat.is_null()) set_field(self.lstat, TRY(fetch_stat(ts, self, false)));
  return Ref::copy(self.lstat);
}

Result<bool> entry_is_symlink(ThreadState& ts, DirEntry& self);

Result<Ref> entry_stat(ThreadState& ts, DirEntry& self, std::optional<bool> follow) {
  if (!follow.value_or(true)) return entry_lstat(ts, self);
  if (self.stat.is_null()) {
    bool link = TRY(entry_is_symlink(ts, self));
    set_field(self.stat, TRY(link ? fetch_stat(ts, self, true) : entry_lstat(ts, self)));
  }
  return Ref::copy(self.stat);
}

/// Whether the file is of a type S_IF*; a file that is gone is of none.
Result<bool> is_of_type(ThreadState& ts, DirEntry& self, bool follow, mode_t wanted) {
  bool link = self.kind == DT_LNK;
  if (self.kind != DT_UNKNOWN && !(follow && link)) {
    if (link) return wanted == S_IFLNK;
    return wanted == S_IFDIR ? self.kind == DT_DIR : wanted == S_IFREG ? self.kind == DT_REG : false;
  }
  Result<Ref> found = entry_stat(ts, self, follow);
  if (found.raised()) {
    if (clear_pending_if(ts, Exc::kFileNotFoundError)) return false;
    return Raised{};
  }
  Ref info = found.take();
  int64_t mode = TRY(to_int64(ts, as<Tuple>(info).at(0)));
  return (static_cast<mode_t>(mode) & S_IFMT) == wanted;
}
Result<bool> entry_is_symlink(ThreadState& ts, DirEntry& self) { return is_of_type(ts, self, false, S_IFLNK); }
Result<bool> entry_is_dir(ThreadState& ts, DirEntry& self, std::optional<bool> follow) { return is_of_type(ts, self, follow.value_or(true), S_IFDIR); }
Result<bool> entry_is_file(ThreadState& ts, DirEntry& self, std::optional<bool> follow) { return is_of_type(ts, self, follow.value_or(true), S_IFREG); }
Result<Ref> entry_inode(ThreadState& ts, DirEntry& self) { return new_int_unsigned(ts, self.inode); }
Result<Ref> entry_path(ThreadState&, DirEntry& self) { return Ref::copy(self.path); }

Result<Ref> entry_repr(ThreadState& ts, Value self) {
  Own<Str> name = TRY(repr(ts, as<DirEntry>(self).name));
  return new_str_format(ts, "<DirEntry %s>", Utf8(ts, *name).c_str());
}

constexpr NativeMethod kEntryMethods[] = {
    method<entry_is_dir>("is_dir", "($self, /, *, follow_symlinks=True)", "Whether the entry is a folder."),
    method<entry_is_file>("is_file", "($self, /, *, follow_symlinks=True)", "Whether the entry is a regular file."),
    method<entry_is_symlink>("is_symlink", "($self, /)", "Whether the entry is a symbolic link."),
    method<entry_stat>("stat", "($self, /, *, follow_symlinks=True)", "The os.stat_result of the entry, asked for once."),
    method<entry_inode>("inode", "($self, /)", "The inode of the entry."),
    method<entry_path>("__fspath__", "($self, /)", "The path of the entry."),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameters, for annotations."),
};
constexpr Member kEntryMembers[] = {
    {"name", Member::kValue, offsetof(DirEntry, name), Member::kReadOnly, "the entry's name in its folder"},
    {"path", Member::kValue, offsetof(DirEntry, path), Member::kReadOnly, "the entry's full path"},
};
using EntryFields = OwnedFields<DirEntry, &DirEntry::name, &DirEntry::path, &DirEntry::stat, &DirEntry::lstat>;

// -- scandir() ------------------------------------------------------------------------------------------------------------------

struct ScandirIterator : Object {
  static constexpr TypeId kId = ModuleType::kPosixScandirIterator;
  Value path;    ///< owned: the folder's path as entries show it, str or bytes, a slash at its end; null: a descriptor was given
  Value shown;   ///< owned: what errors and the warning show
  DIR* folder;   ///< null: closed, or in a mount
  Value names;   ///< owned: the names still to come of a folder in a mount, a list from the last to the first; null: closed, or the system's folder
  int dir_fd;
  bool as_bytes;
};

void close_scan(ThreadState& ts, ScandirIterator& self) {
  drop_field(self.names);
  DIR* folder = std::exchange(self.folder, nullptr);
  if (folder != nullptr) close_folder(ts, folder, self.dir_fd != AT_FDCWD);
}

/// The names in a folder of a mount, from the last to the first.
Result<Ref> names_to_come(ThreadState& ts, PathArgument& path) {
  Mount& mount = *path.mount();
  Ref names = TRY(list_mounted(ts, mount, path.c_str(), path.object(), path.wants_bytes() ? bytes_name : text_name));
  std::span<Value> items = names.as<List>()->span();
  std::reverse(items.begin(), items.end());
  return names;
}

Result<Ref> scan_folder(ThreadState& ts, MountedPathOrFdOrNone& path) {
  TRY(audit(ts, "os.scandir", path.object()));
  Own<ScandirIterator> made = TRY(new_native<ScandirIterator>(ts));
  made->as_bytes = path.wants_bytes();
  made->dir_fd = path.is_descriptor() ? path.fd() : AT_FDCWD;
  made->shown = Ref::copy(path.object()).release();
  if (!path.is_descriptor()) {
    FileName given;  // as it is, where path.view() is the path in a mount
    if (!path.is_none()) TRY(given.init(ts, path.object()));
    const std::string_view folder = path.is_none() ? path.view() : given.c_str();
    TextBuffer prefix;
    prefix.append(folder);
    if (!folder.empty() && folder.back() != '/') prefix.append('/');
    if (!prefix.ok()) return raise_no_memory(ts);
    made->path = TRY(new_file_name(ts, prefix.view(), made->as_bytes)).release();
  }
  if (path.mount() != nullptr) {
    made->names = TRY(names_to_come(ts, path)).release();
  } else {
    made->folder = open_folder(ts, path);
    if (made->folder == nullptr) return raise_errno(ts, path.object());
  }
  gc_track(ts, made.get());
  return made;
}

/// The entry of the next name in a folder of a mount; only its stat says of what kind it is.
Result<Ref> next_mounted(ThreadState& ts, ScandirIterator& self) {
  auto& names = as<List>(self.names);
  if (names.size == 0) {
    close_scan(ts, self);
    return Result<Ref>::absent();
  }
  Own<DirEntry> entry = TRY(new_native<DirEntry>(ts));
  entry->kind = DT_UNKNOWN;
  entry->dir_fd = AT_FDCWD;
  entry->name = list_take(ts, names, names.size - 1).release();
  entry->path = TRY(number_add(ts, self.path, entry->name)).release();
  FileName path;
  TRY(path.init(ts, entry->path));
  static_cast<void>(path.enter_mount(ts));
  entry->inode = mounted_inode(path.c_str());
  gc_track(ts, entry.get());
  return entry;
}

Result<Ref> scan_next(ThreadState& ts, Value value) {
  auto& self = as<ScandirIterator>(value);
  if (!self.names.is_null()) return next_mounted(ts, self);
  if (self.folder == nullptr) return Result<Ref>::absent();
  dirent* found = next_entry(ts, self.folder);
  if (found == nullptr) {
    int error = errno;
    close_scan(ts, self);
    if (error != 0) return raise_os_error(ts, error, self.shown);
    return Result<Ref>::absent();
  }
  Own<DirEntry> entry = TRY(new_native<DirEntry>(ts));
  entry->inode = found->d_ino;
  entry->kind = found->d_type;
  entry->dir_fd = self.dir_fd;
  entry->name = TRY(new_file_name(ts, found->d_name, self.as_bytes)).release();
  entry->path = TRY(self.path.is_null() ? Result<Ref>(Ref::copy(entry->name)) : number_add(ts, self.path, entry->name)).release();
  gc_track(ts, entry.get());
  return entry;
}

Result<Ref> scan_self(ThreadState&, Value self) { return Ref::copy(self); }
Status scan_close(ThreadState& ts, ScandirIterator& self) {
  close_scan(ts, self);
  return {};
}
Result<Ref> scan_enter(ThreadState&, ScandirIterator& self) { return Ref::copy(&self); }
Status scan_exit(ThreadState& ts, ScandirIterator& self, Rest) { return scan_close(ts, self); }

void scan_finalize(ThreadState& ts, Value value) {
  auto& self = as<ScandirIterator>(value);
  if (self.folder == nullptr && self.names.is_null()) return;
  warn_unclosed(ts, value, "unclosed scandir iterator", value);
  close_scan(ts, self);
}
void scan_dealloc(ThreadState& ts, Object* object) {
  auto& self = *static_cast<ScandirIterator*>(object);
  close_scan(ts, self);
  drop_field(self.path);
  drop_field(self.shown);
}

constexpr NativeMethod kScanMethods[] = {
    method<scan_enter>("__enter__", "($self, /)", nullptr),
    method<scan_exit>("__exit__", "($self, *args)", nullptr),
    method<scan_close>("close", "($self, /)", nullptr),
};
using ScanFields = OwnedFields<ScandirIterator, &ScandirIterator::path, &ScandirIterator::shown, &ScandirIterator::names>;

constexpr NativeMethod kFunctions[] = {
    function<list_folder>("listdir", "($module, /, path=None)", "The names in a folder, in no order, without '.' and '..'."),
    function<scan_folder>("scandir", "($module, /, path=None)", "An iterator over a folder: a DirEntry for each name."),
};

}  // namespace

constexpr std::span<const NativeMethod> kPosixDirectoryFunctions = kFunctions;

constexpr TypeSpec kPosixDirEntrySpec = {
    .name = "posix.DirEntry",
    .id = ModuleType::kPosixDirEntry,
    .size = sizeof(DirEntry),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kEntryMethods,
    .members = kEntryMembers,
    .slots = {.repr = entry_repr},
    .traverse = EntryFields::traverse,
    .dealloc = EntryFields::dealloc,
};

constexpr TypeSpec kPosixScandirIteratorSpec = {
    .name = "posix.ScandirIterator",
    .id = ModuleType::kPosixScandirIterator,
    .size = sizeof(ScandirIterator),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kScanMethods,
    .slots = {.iter = scan_self, .next = scan_next, .finalize = scan_finalize},
    .traverse = ScanFields::traverse,
    .dealloc = scan_dealloc,
};

}  // namespace pyemb
