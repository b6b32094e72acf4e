// SPDX-License-Identifier: MIT
#include "config/mounts.h"

#include <algorithm>
#include <cstring>

namespace pyemb {
namespace {

/// Whether one path of the host may stand for it: from the root, or with a first name that ends in a colon.
bool is_mount_point(std::string_view point) {
  if (point.find('\0') != point.npos || point.size() > UINT32_MAX / 2) return false;
  size_t begin = 0;
  if (!point.starts_with('/')) {
    const size_t slash = point.find('/');
    const std::string_view name = point.substr(0, slash);
    if (name.size() < 2 || name.back() != ':') return false;
  }
  while (begin <= point.size()) {
    const size_t end = std::min(point.find('/', begin), point.size());
    const std::string_view part = point.substr(begin, end - begin);
    if (part == "." || part == "..") return false;
    begin = end + 1;
  }
  return true;
}

}  // namespace

size_t normalize_path(char* path, size_t size) {
  const bool absolute = size > 0 && path[0] == '/';
  size_t used = absolute ? 1 : 0, at = 0;
  const size_t root = used;
  while (at < size) {
    const void* slash = std::memchr(path + at, '/', size - at);
    const size_t end = slash != nullptr ? static_cast<size_t>(static_cast<const char*>(slash) - path) : size;
    const std::string_view part(path + at, end - at);
    const bool climbs = part == ".." && used > root;
    if (climbs) {
      while (used > root && path[used - 1] != '/') --used;
      if (used > root) --used;
    } else if (!part.empty() && part != "." && !(part == ".." && absolute)) {
      if (used > root) path[used++] = '/';
      std::memmove(path + used, part.data(), part.size());
      used += part.size();
    }
    at = end + 1;
  }
  return used;
}

MountError MountList::add(std::string_view point, const FileCalls& calls, const void* source, size_t source_size) {
  if (!is_mount_point(point)) return MountError::kBadPoint;
  const size_t room = sizeof(Mount) + point.size();
  auto* mount = static_cast<Mount*>(memory_.allocate(room));
  void* copy = source_size > 0 ? memory_.allocate(source_size) : nullptr;
  if (mount == nullptr || (copy == nullptr && source_size > 0)) {
    if (mount != nullptr) memory_.release(mount);
    if (copy != nullptr) memory_.release(copy);
    return MountError::kNoMemory;
  }
  std::memset(static_cast<void*>(mount), 0, room);
  if (copy != nullptr) std::memcpy(copy, source, source_size);
  mount->calls = &calls;
  mount->source = copy;
  mount->source_size = source_size;
  if (!point.empty()) std::memcpy(mount->prefix, point.data(), point.size());
  mount->prefix_size = static_cast<uint32_t>(normalize_path(mount->prefix, point.size()));
  if (mount->prefix_size == 1 && mount->prefix[0] == '/') mount->prefix_size = 0;  // the root: what follows begins with the slash
  mount->prefix[mount->prefix_size] = '\0';
  const bool is_taken = find(mount->point()) != nullptr;
  mount->next = first_;
  mount->number = ++last_number_;
  first_ = mount;
  if (!is_taken) return MountError::kNone;
  remove(mount);
  return MountError::kTaken;
}

Mount* MountList::find(std::string_view point) const {
  while (point.ends_with('/')) point.remove_suffix(1);
  Mount* mount = first_;
  while (mount != nullptr && mount->point() != point) mount = mount->next;
  return mount;
}

void MountList::remove(Mount* mount) {
  Mount** link = &first_;
  while (*link != mount) link = &(*link)->next;
  *link = mount->next;
  if (mount->source != nullptr) memory_.release(const_cast<void*>(mount->source));
  memory_.release(mount);
}

void MountList::clear() {
  while (first_ != nullptr) remove(first_);
}

bool MountList::assign(const MountList& other) {
  clear();
  for (const Mount* mount = other.first_; mount != nullptr; mount = mount->next) {
    const std::string_view point = mount->prefix_size == 0 ? std::string_view("/") : mount->point();
    if (add(point, *mount->calls, mount->source, mount->source_size) != MountError::kNone) return false;
  }
  return true;
}

bool MountList::has_relative() const {
  const Mount* mount = first_;
  while (mount != nullptr && !mount->is_relative()) mount = mount->next;
  return mount != nullptr;
}

}  // namespace pyemb
