// SPDX-License-Identifier: MIT
// File systems of the host: pyemb_mounts.h.
#include "file_table.h"
#include "foreign_call.h"
#include "initconfig.h"
#include "modules/imp/frozen.h"
#include "modules/sys/sys.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/mounted_file.h"
#include "objects/str.h"
#include "state/memory.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

const PyEmb_FileSystem& system_of(const Mount& mount) { return *static_cast<const PyEmb_FileSystem*>(mount.source); }

int host_stat(ThreadState& ts, const Mount& mount, const char* path, FileFacts* facts) {
  InC in_c(ts);
  PyEmb_FileInfo info = {0, 0, 0};
  const int error = system_of(mount).stat(system_of(mount).context, path, &info);
  *facts = {info.is_folder != 0, info.size, info.modified};
  return error;
}
int host_open(ThreadState& ts, const Mount& mount, const char* path, void** file) {
  InC in_c(ts);
  return system_of(mount).open(system_of(mount).context, path, file);
}
int64_t host_read(ThreadState& ts, const Mount& mount, void* file, int64_t offset, char* data, size_t size) {
  InC in_c(ts);
  return system_of(mount).read(system_of(mount).context, file, offset, data, size);
}
void host_close(ThreadState& ts, const Mount& mount, void* file) {
  InC in_c(ts);
  if (system_of(mount).close != nullptr) system_of(mount).close(system_of(mount).context, file);
}
int add_name(void* names, const char* name) {
  auto& sink = *static_cast<NameSink*>(names);
  return sink.add(sink, name) ? 0 : -1;
}
int host_list(ThreadState& ts, const Mount& mount, const char* path, NameSink& names) {
  InC in_c(ts);
  return system_of(mount).list(system_of(mount).context, path, &add_name, &names);
}

constexpr FileCalls kHostCalls = {host_stat, host_open, host_read, host_close, host_list};

// -- what is mounted -----------------------------------------------------------------------------------------------------------

constexpr const char* kBadPoint = "a mount point is a path from the root, or begins with a name and a colon: '%s'";
constexpr const char* kTaken = "something is mounted at '%s' already";
constexpr const char* kBadSystem = "a file system needs the size of its structure, and all functions but close()%s";
constexpr const char* kBadName = "'%s' cannot be the name of a file: names are relative paths, and each stands for one thing";

/// Why something could not be mounted: a format with one %s, and what goes there. A null format: it could; a null detail: no memory.
struct Refusal {
  const char* format;
  const char* detail;
};
constexpr Refusal kNoMemory = {"%s", nullptr};

Refusal add_mount(MountList& mounts, const char* point, const FileCalls& calls, const void* source, size_t size) {
  switch (mounts.add(point, calls, source, size)) {
    case MountError::kNone: return {nullptr, nullptr};
    case MountError::kBadPoint: return {kBadPoint, point};
    case MountError::kTaken: return {kTaken, point};
    case MountError::kNoMemory: break;
  }
  return kNoMemory;
}

Refusal add_system(MountList& mounts, const char* point, const PyEmb_FileSystem* system) {
  if (point == nullptr) return {kBadPoint, "NULL"};
  const bool whole = system != nullptr && system->struct_size >= sizeof(PyEmb_FileSystem) && system->stat != nullptr && system->open != nullptr &&
                     system->read != nullptr && system->list != nullptr;
  if (!whole) return {kBadSystem, ""};
  return add_mount(mounts, point, kHostCalls, system, sizeof(PyEmb_FileSystem));
}

Refusal add_files(MountList& mounts, const char* point, const PyEmb_File* files, size_t count) {
  if (point == nullptr) return {kBadPoint, "NULL"};
  if (files == nullptr && count > 0) return {kBadName, "NULL"};
  const size_t size = FileTable::size_of(count);
  auto* table = count < UINT32_MAX ? static_cast<FileTable*>(memory_allocate(Domain::kRaw, size)) : nullptr;
  if (table == nullptr) return kNoMemory;
  table->files = files;
  table->count = count;
  const char* wrong = table->sort();
  const Refusal refusal = wrong != nullptr ? Refusal{kBadName, wrong} : add_mount(mounts, point, kFileTableCalls, table, size);
  memory_release(Domain::kRaw, table);
  return refusal;
}

int note(PyInitConfig* config, Refusal refusal) {
  if (refusal.format == nullptr) return 0;
  return fail(config, refusal.format, refusal.detail != nullptr ? refusal.detail : "memory allocation failed");
}

// -- while an interpreter runs -------------------------------------------------------------------------------------------------

/// Forgets the finders of paths that lie in the mount: what was found there, or that nothing was.
Status forget_finders(ThreadState& ts, Mount& mount) {
  MountUse use(mount);
  Ref cache = Ref::copy(sys_get(ts, "path_importer_cache"));
  if (!is<Dict>(cache)) return {};
  Own<List> paths = TRY(to_list(ts, cache));
  for (int64_t i = 0; i < paths->size; ++i) {
    if (!is<Str>(paths->at(i))) continue;
    Utf8 text(ts, paths->at(i));
    TextBuffer path;
    path.append(text.ok() ? text.view() : "");
    path.append('\0');
    if (!text.ok() || !path.ok()) return raise_no_memory(ts);
    if (enter_mount(ts, path) != &mount) continue;
    const bool ignored = TRY(dict_delete(ts, *cache.as<Dict>(), paths->at(i)));
    static_cast<void>(ignored);
  }
  return {};
}

/// Lets the import system know of a mount that has been added.
Status settle(ThreadState& ts, const char* point, Refusal refusal) {
  if (refusal.format != nullptr && refusal.detail == nullptr) return raise_no_memory(ts);
  if (refusal.format != nullptr) return raise(ts, Exc::kValueError, refusal.format, refusal.detail);
  TRY(forget_finders(ts, *config_of(ts).mounts.find(point)));
  return teach_mount_paths(ts);
}

Status unmount_point(ThreadState& ts, const char* point) {
  Mount* mount = point != nullptr ? config_of(ts).mounts.find(point) : nullptr;
  if (mount == nullptr) return raise(ts, Exc::kValueError, "nothing is mounted at '%s'", point != nullptr ? point : "NULL");
  if (mount->running > 0) return raise(ts, Exc::kRuntimeError, "a function of the file system at '%s' is running", point);
  TRY(forget_finders(ts, *mount));
  if (unmount(ts, mount)) return ts.has_pending() ? Status(Raised{}) : Status();
  return raise(ts, Exc::kRuntimeError, "a function of the file system at '%s' is running", point);
}

}  // namespace

int PyInitConfig_Mount(PyInitConfig* config, const char* point, const PyEmb_FileSystem* system) {
  return config != nullptr ? note(config, add_system(config->config.mounts, point, system)) : -1;
}
int PyInitConfig_MountFiles(PyInitConfig* config, const char* point, const PyEmb_File* files, size_t count) {
  return config != nullptr ? note(config, add_files(config->config.mounts, point, files, count)) : -1;
}

int PyEmb_Mount(const char* point, const PyEmb_FileSystem* system) {
  return api_int([&](ThreadState& ts) { return settle(ts, point, add_system(config_of(ts).mounts, point, system)); });
}
int PyEmb_MountFiles(const char* point, const PyEmb_File* files, size_t count) {
  return api_int([&](ThreadState& ts) { return settle(ts, point, add_files(config_of(ts).mounts, point, files, count)); });
}
int PyEmb_Unmount(const char* point) {
  return api_int([&](ThreadState& ts) { return unmount_point(ts, point); });
}
