// SPDX-License-Identifier: MIT
#include "file_table.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <string_view>

namespace pyemb::capi {
namespace {

const FileTable& table_of(const Mount& mount) { return *static_cast<const FileTable*>(mount.source); }

std::string_view name_at(const FileTable& table, size_t place) { return table.files[table.order[place]].name; }

/// Where a name stands to what lies in a folder: before it (-1), in it (0), behind (1). "" holds all.
int compare_to_folder(std::string_view name, std::string_view folder) {
  if (folder.empty()) return 0;
  const int order = name.substr(0, folder.size()).compare(folder);
  if (order != 0) return order;
  if (name.size() == folder.size()) return -1;
  const auto next = static_cast<unsigned char>(name[folder.size()]);
  return next == '/' ? 0 : next < '/' ? -1 : 1;
}

/// The first place of a file in the folder; `count` or one of a file outside if there is none.
size_t first_in_folder(const FileTable& table, std::string_view folder) {
  size_t low = 0, high = table.count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (compare_to_folder(name_at(table, middle), folder) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

bool is_folder(const FileTable& table, std::string_view path) {
  const size_t place = first_in_folder(table, path);
  return path.empty() || (place < table.count && compare_to_folder(name_at(table, place), path) == 0);
}

const PyEmb_File* find_file(const FileTable& table, std::string_view path) {
  const uint32_t* end = table.order + table.count;
  const uint32_t* at = std::lower_bound(table.order, end, path, [&](uint32_t row, std::string_view name) { return table.files[row].name < name; });
  return at != end && table.files[*at].name == path ? &table.files[*at] : nullptr;
}

/// Whether the name is a path as a mount's functions are given it.
bool is_plain_name(const char* name) {
  if (name == nullptr || *name == '\0') return false;
  std::string_view rest = name;
  while (true) {
    const size_t end = rest.find('/');
    const std::string_view part = rest.substr(0, end);
    if (part.empty() || part == "." || part == "..") return false;
    if (end == rest.npos) return true;
    rest.remove_prefix(end + 1);
  }
}

int table_stat(ThreadState&, const Mount& mount, const char* path, FileFacts* facts) {
  const FileTable& table = table_of(mount);
  if (const PyEmb_File* file = find_file(table, path)) {
    facts->size = static_cast<int64_t>(file->size);
    return 0;
  }
  facts->is_folder = true;
  return is_folder(table, path) ? 0 : ENOENT;
}

int table_open(ThreadState&, const Mount& mount, const char* path, void** file) {
  const PyEmb_File* found = find_file(table_of(mount), path);
  *file = const_cast<PyEmb_File*>(found);
  return found != nullptr ? 0 : ENOENT;
}

int64_t table_read(ThreadState&, const Mount&, void* handle, int64_t offset, char* data, size_t size) {
  const auto& file = *static_cast<const PyEmb_File*>(handle);
  const auto at = static_cast<size_t>(offset);
  const size_t count = at < file.size ? std::min(size, file.size - at) : 0;
  if (count > 0) std::memcpy(data, static_cast<const char*>(file.data) + at, count);
  return static_cast<int64_t>(count);
}

void table_close(ThreadState&, const Mount&, void*) {}

/// Each first part behind the folder once; equal ones stand together.
int table_list(ThreadState&, const Mount& mount, const char* path, NameSink& names) {
  const FileTable& table = table_of(mount);
  if (find_file(table, path) != nullptr) return ENOTDIR;
  if (!is_folder(table, path)) return ENOENT;
  const size_t skip = *path == '\0' ? 0 : std::strlen(path) + 1;
  std::string_view last;
  for (size_t place = first_in_folder(table, path); place < table.count && compare_to_folder(name_at(table, place), path) == 0; ++place) {
    const std::string_view rest = name_at(table, place).substr(skip);
    const std::string_view part = rest.substr(0, rest.find('/'));
    if (part == last) continue;
    last = part;
    char name[NAME_MAX + 1];
    if (part.size() > NAME_MAX) return ENAMETOOLONG;
    name[part.copy(name, NAME_MAX)] = '\0';
    if (!names.add(names, name)) return EIO;
  }
  return 0;
}

}  // namespace

const FileCalls kFileTableCalls = {table_stat, table_open, table_read, table_close, table_list};

const char* FileTable::sort() {
  for (size_t i = 0; i < count; ++i) {
    if (!is_plain_name(files[i].name) || (files[i].data == nullptr && files[i].size > 0)) return files[i].name != nullptr ? files[i].name : "NULL";
    order[i] = static_cast<uint32_t>(i);
  }
  std::sort(order, order + count, [&](uint32_t a, uint32_t b) { return std::string_view(files[a].name) < files[b].name; });
  for (size_t i = 0; i < count; ++i) {
    const bool is_twice = i + 1 < count && name_at(*this, i) == name_at(*this, i + 1);
    if (is_twice || is_folder(*this, name_at(*this, i))) return files[order[i]].name;
  }
  return nullptr;
}

}  // namespace pyemb::capi
