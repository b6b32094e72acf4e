// SPDX-License-Identifier: MIT
// mmap: the module and the object; the map as a sequence stands in sequence.cpp, as a file in stream.cpp.
#include "modules/mmap/mmap.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "modules/integer_constants.h"
#include "modules/module_type_specs.h"
#include "modules/native_modules.h"
#include "objects/audit.h"
#include "modules/system_call.h"
#include "objects/buffer.h"
#include "objects/call.h"
#include "objects/str.h"
#include "state/names.h"

namespace pyemb {
namespace maps {

Status check_open(ThreadState& ts, const Mmap& map) {
  if (map.data == nullptr) return raise(ts, Exc::kValueError, "mmap closed or invalid");
  if (!map.reachable) return raise_os_error(ts, EACCES, Value::null());
  return {};
}
Status check_writable(ThreadState& ts, const Mmap& map) {
  TRY(check_open(ts, map));
  if (map.access == kRead) return raise(ts, Exc::kTypeError, "mmap can't modify a readonly memory map.");
  return {};
}

namespace {

Raised raise_errno(ThreadState& ts) { return raise_os_error(ts, errno, Value::null()); }

int64_t page_size() { return static_cast<int64_t>(::sysconf(_SC_PAGESIZE)); }
int64_t whole_pages(int64_t size) { return (size + page_size() - 1) / page_size() * page_size(); }

// -- making --------------------------------------------------------------------------------------------------------------------

/// How a map is made: what the arguments say, and what follows from it.
struct Plan {
  int fd;
  int64_t size;
  int64_t offset;
  int flags;
  int protection;
  Access access;
};

Status settle_access(ThreadState& ts, Plan& plan, int access) {
  constexpr int kBoth = PROT_READ | PROT_WRITE;
  if (access != kDefault && (plan.flags != MAP_SHARED || plan.protection != kBoth)) {
    return raise(ts, Exc::kValueError, "mmap can't specify both access and flags, prot.");
  }
  switch (access) {
    case kRead: plan.protection = PROT_READ; break;
    case kWrite: break;
    case kCopy: plan.flags = MAP_PRIVATE; break;
    case kDefault:
      if ((plan.protection & kBoth) != kBoth) access = (plan.protection & PROT_WRITE) != 0 ? kWrite : kRead;
      break;
    default: return raise(ts, Exc::kValueError, "mmap invalid access parameter.");
  }
  plan.access = static_cast<Access>(access);
  return {};
}

/// A regular file must have what is mapped; a length of 0 is all of it.
Status settle_size(ThreadState& ts, Plan& plan) {
  struct stat info;
  if (plan.fd == -1 || ::fstat(plan.fd, &info) != 0 || !S_ISREG(info.st_mode)) return {};
  if (plan.size == 0) {
    if (info.st_size == 0) return raise(ts, Exc::kValueError, "cannot mmap an empty file");
    if (plan.offset >= info.st_size) return raise(ts, Exc::kValueError, "mmap offset is greater than file size");
    plan.size = info.st_size - plan.offset;
  } else if (plan.offset > info.st_size || info.st_size - plan.offset < plan.size) {
    return raise(ts, Exc::kValueError, "mmap length is greater than file size");
  }
  return {};
}

Result<Ref> make_map(ThreadState& ts, Type& type, const Plan& plan) {
  Own<Mmap> map = TRY(new_native<Mmap>(ts, type));
  map->fd = -1;
  map->offset = plan.offset;
  map->access = plan.access;
  map->shared = (plan.flags & MAP_PRIVATE) == 0;
  map->reachable = plan.protection != PROT_NONE;
  int flags = plan.flags;
  if (plan.fd == -1) {
    flags |= MAP_ANONYMOUS;
  } else {
    map->fd = ::fcntl(plan.fd, F_DUPFD_CLOEXEC, 0);  // so that size() and resize() do not depend on the file object
    if (map->fd < 0) return raise_errno(ts);
  }
  void* data = without_lock(ts, [&] { return ::mmap(nullptr, static_cast<size_t>(plan.size), plan.protection, flags, map->fd, plan.offset); });
  if (data == MAP_FAILED) return raise_errno(ts);
  map->data = static_cast<char*>(data);
  map->size = plan.size;
  return map;
}

Result<Ref> map_new(ThreadState& ts, Type& type, int fd, int64_t size, std::optional<int> flags, std::optional<int> protection, int access, Value offset) {
  Plan plan{fd, size, 0, flags.value_or(MAP_SHARED), protection.value_or(PROT_READ | PROT_WRITE), kDefault};
  if (!offset.is_null()) plan.offset = TRY(to_int64(ts, offset));
  TRY(audit(ts, "mmap.__new__", Value::from_int(fd), Value::from_int(size), Value::from_int(access), Value::from_int(plan.offset)));
  if (size < 0) return raise(ts, Exc::kOverflowError, "memory mapped length must be positive");
  if (plan.offset < 0) return raise(ts, Exc::kOverflowError, "memory mapped offset must be positive");
  TRY(settle_access(ts, plan, access));
  TRY(settle_size(ts, plan));
  return make_map(ts, type, plan);
}
constexpr NativeMethod kNew = class_method<map_new>("mmap", "(fileno, length, flags=MAP_SHARED, prot=PROT_WRITE|PROT_READ, access=ACCESS_DEFAULT, offset=0)", "");

// -- closing -------------------------------------------------------------------------------------------------------------------

void release(Mmap& map) {
  if (char* data = std::exchange(map.data, nullptr)) ::munmap(data, static_cast<size_t>(map.size));
  int fd = std::exchange(map.fd, -1);
  if (fd >= 0) ::close(fd);
}
Status map_close(ThreadState& ts, Mmap& self) {
  if (self.exports > 0) return raise(ts, Exc::kBufferError, "cannot close exported pointers exist");
  release(self);
  return {};
}
bool map_closed(ThreadState&, Mmap& self) { return self.data == nullptr; }
Result<Ref> map_enter(ThreadState& ts, Mmap& self) {
  TRY(check_open(ts, self));
  return Ref::copy(&self);
}
Result<Ref> map_exit(ThreadState& ts, Mmap& self, Rest) { return call_method_of(ts, Value::from_object(&self), Value::from_object(ts.names().close)); }
void map_dealloc(ThreadState&, Object* object) { release(*static_cast<Mmap*>(object)); }

// -- the whole of the map ------------------------------------------------------------------------------------------------------

Result<int64_t> map_size(ThreadState& ts, Mmap& self) {
  TRY(check_open(ts, self));
  struct stat info;
  if (::fstat(self.fd, &info) != 0) return raise_errno(ts);
  return int64_t{info.st_size};
}

Status check_resizable(ThreadState& ts, const Mmap& map) {
  TRY(check_open(ts, map));
  if (map.exports > 0) return raise(ts, Exc::kBufferError, "mmap can't resize with extant buffers exported.");
  if (map.access == kDefault || map.access == kWrite) return {};
  return raise(ts, Exc::kTypeError, "mmap can't resize a readonly or copy-on-write memory map.");
}

Status map_resize(ThreadState& ts, Mmap& self, int64_t size) {
  TRY(check_resizable(ts, self));
  if (size < 0 || size > INT64_MAX - self.offset) return raise(ts, Exc::kValueError, "new size out of range");
  if (size == 0) return raise_os_error(ts, EINVAL, Value::null());  // before the file is cut: a map without a file behind it must not be touched
  if (self.fd == -1 && self.shared && size > whole_pages(self.size)) {
    return raise(ts, Exc::kValueError, "mmap: can't expand a shared anonymous mapping on Linux");
  }
  if (self.fd != -1 && ::ftruncate(self.fd, self.offset + size) != 0) return raise_errno(ts);
  void* moved = ::mremap(self.data, static_cast<size_t>(self.size), static_cast<size_t>(size), MREMAP_MAYMOVE);
  if (moved == MAP_FAILED) return raise_errno(ts);
  self.data = static_cast<char*>(moved);
  self.size = size;
  return {};
}

Status map_flush(ThreadState& ts, Mmap& self, int64_t offset, std::optional<int64_t> given) {
  TRY(check_open(ts, self));
  int64_t size = given.value_or(self.size);
  if (size < 0 || offset < 0 || self.size - offset < size) return raise(ts, Exc::kValueError, "flush values out of range");
  if (self.access == kRead || self.access == kCopy) return {};
  Mmap& map = self;
  ++map.exports;  // nobody may close it meanwhile
  int failed = without_lock(ts, [&] { return ::msync(map.data + offset, static_cast<size_t>(size), MS_SYNC); });
  --map.exports;
  if (failed != 0) return raise_errno(ts);
  return {};
}

Status map_move(ThreadState& ts, Mmap& self, int64_t to, int64_t from, int64_t count) {
  TRY(check_writable(ts, self));
  bool fits = to >= 0 && from >= 0 && count >= 0 && self.size - to >= count && self.size - from >= count;
  if (!fits) return raise(ts, Exc::kValueError, "source, destination, or count out of range");
  std::memmove(self.data + to, self.data + from, static_cast<size_t>(count));
  return {};
}

Status map_advise(ThreadState& ts, Mmap& self, int advice, int64_t start, std::optional<int64_t> given) {
  TRY(check_open(ts, self));
  int64_t length = given.value_or(self.size);
  if (start < 0 || start >= self.size) return raise(ts, Exc::kValueError, "madvise start out of bounds");
  if (length < 0) return raise(ts, Exc::kValueError, "madvise length invalid");
  if (INT64_MAX - start < length) return raise(ts, Exc::kOverflowError, "madvise length too large");
  if (length > self.size - start) length = self.size - start;
  if (::madvise(self.data + start, static_cast<size_t>(length), advice) != 0) return raise_errno(ts);
  return {};
}

Result<Ref> map_repr(ThreadState& ts, Value value) {
  const auto& self = as<Mmap>(value);
  const char* type = type_name(*self.type);
  if (self.data == nullptr) return new_str_format(ts, "<%s closed=True>", type);
  constexpr const char* kNames[] = {"ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE", "ACCESS_COPY"};
  return new_str_format(ts, "<%s closed=False, access=%s, length=%lld, pos=%lld, offset=%lld>", type, kNames[self.access], static_cast<long long>(self.size),
                        static_cast<long long>(self.position), static_cast<long long>(self.offset));
}

// -- views ---------------------------------------------------------------------------------------------------------------------

Status map_get_buffer(ThreadState& ts, Object* object, BufferView& view, int flags) {
  auto* map = static_cast<Mmap*>(object);
  TRY(check_open(ts, *map));
  view.readonly = map->access == kRead;
  if (view.readonly && (flags & kBufferWritable) != 0) return raise(ts, Exc::kBufferError, "Object is not writable.");
  view.data = map->data;
  view.size = map->size;
  ++map->exports;
  return {};
}
void map_release_buffer(ThreadState&, Object* object, BufferView&) { --static_cast<Mmap*>(object)->exports; }

// -- the module ----------------------------------------------------------------------------------------------------------------

constexpr NativeMethod kMethods[] = {
    method<map_close>("close", "($self, /)", "Take the map away; it can't be used afterwards."),
    method<map_find>("find", "sub, start=<unrepresentable>, end=<unrepresentable>, /", "The lowest index of bytes, from the position on unless told otherwise; -1: they are not there."),
    method<map_rfind>("rfind", "sub, start=<unrepresentable>, end=<unrepresentable>, /", "The highest index of bytes, from the position on unless told otherwise; -1: they are not there."),
    method<map_flush>("flush", "offset=0, size=<unrepresentable>, /", "Write changes to the file now."),
    method<map_advise>("madvise", "option, start=0, length=<unrepresentable>, /", "Tell the system how the memory is going to be used."),
    method<map_move>("move", "dest, src, count, /", "Copy bytes within the map; the two parts may overlap."),
    method<map_read>("read", "n=None, /", "The next n bytes, or all that are left."),
    method<map_read_byte>("read_byte", "($self, /)", "The next byte as a number."),
    method<map_readline>("readline", "($self, /)", "The bytes up to and with the next newline."),
    method<map_resize>("resize", "newsize, /", "Make the map, and the file, longer or shorter."),
    method<map_seek>("seek", "pos, whence=0, /", "Set the position, from the start (0), where it is (1) or the end (2)."),
    method<map_size>("size", "($self, /)", "The size of the file."),
    method<map_tell>("tell", "($self, /)", "The position."),
    method<map_write>("write", "bytes, /", "Write bytes at the position; answers how many."),
    method<map_write_byte>("write_byte", "byte, /", "Write a byte, given as a number, at the position."),
    method<map_enter>("__enter__", "($self, /)", nullptr),
    method<map_exit>("__exit__", "($self, /, *args)", nullptr),
};
constexpr GetSet kGetSets[] = {getset<map_closed>("closed", nullptr)};

#define NUMBER(name) {#name, name}
constexpr IntegerConstant kNumbers[] = {
    NUMBER(MADV_DODUMP), NUMBER(MADV_DOFORK), NUMBER(MADV_DONTDUMP), NUMBER(MADV_DONTFORK), NUMBER(MADV_DONTNEED), NUMBER(MADV_FREE),
    NUMBER(MADV_HUGEPAGE), NUMBER(MADV_HWPOISON), NUMBER(MADV_MERGEABLE), NUMBER(MADV_NOHUGEPAGE), NUMBER(MADV_NORMAL), NUMBER(MADV_RANDOM),
    NUMBER(MADV_REMOVE), NUMBER(MADV_SEQUENTIAL), NUMBER(MADV_UNMERGEABLE), NUMBER(MADV_WILLNEED), NUMBER(MAP_ANON), NUMBER(MAP_ANONYMOUS),
    NUMBER(MAP_DENYWRITE), NUMBER(MAP_EXECUTABLE), NUMBER(MAP_POPULATE), NUMBER(MAP_PRIVATE), NUMBER(MAP_SHARED), NUMBER(MAP_STACK),
    NUMBER(PROT_EXEC), NUMBER(PROT_READ), NUMBER(PROT_WRITE),
    {"ACCESS_DEFAULT", kDefault}, {"ACCESS_READ", kRead}, {"ACCESS_WRITE", kWrite}, {"ACCESS_COPY", kCopy},
};
#undef NUMBER
constexpr TypeId kTypes[] = {ModuleType::kMmap};

Status exec(ThreadState& ts, Module& module) {
  TRY(module_add(ts, module, "error", Value::from_object(&core_type(ts, Exc::kOSError))));
  TRY(module_add(ts, module, "PAGESIZE", Value::from_int(page_size())));
  TRY(module_add(ts, module, "ALLOCATIONGRANULARITY", Value::from_int(page_size())));
  return module_add_integers(ts, module, kNumbers);
}

}  // namespace
}  // namespace maps

constexpr TypeSpec kMmapSpec = {
    .name = "mmap.mmap",
    .doc = "mmap(fileno, length[, flags[, prot[, access[, offset]]]])\n\nA file mapped into memory, or with fileno -1 memory of its own. It is bytes that can be "
           "changed, and a file. A length of 0 maps the whole file.",
    .id = ModuleType::kMmap,
    .size = sizeof(maps::Mmap),
    .flags = Type::kSubclassable | Type::kWeakrefable,
    .methods = maps::kMethods,
    .getsets = maps::kGetSets,
    .slots = {.repr = maps::map_repr, .iter = maps::map_iter, .new_ = new_from<maps::kNew>, .length = maps::map_length, .getitem = maps::map_getitem, .setitem = maps::map_setitem},
    .dealloc = maps::map_dealloc,
    .get_buffer = maps::map_get_buffer,
    .release_buffer = maps::map_release_buffer,
};

constexpr NativeModule kMmapModule = {
    .name = "mmap",
    .doc = "Files mapped into memory.",
    .types = maps::kTypes,
    .exec = maps::exec,
};

}  // namespace pyemb
