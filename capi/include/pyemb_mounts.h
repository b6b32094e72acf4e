/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_MOUNTS_H
#define PYEMB_MOUNTS_H

/* File systems of the host: under a mount point, a path from the root ("/game") or one that begins with a name and a colon ("game:"), files are the
 * host's. Imports, open(), os.stat(), os.listdir() and tracebacks look there, read-only. Extensions of pyemb; docs/embedding.md has more. */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct PyEmb_FileInfo {
  int is_folder;
  int64_t size;     /* bytes; not looked at for a folder */
  int64_t modified; /* nanoseconds since 1970; a folder that gets other contents gets another time, or imports do not look again */
} PyEmb_FileInfo;

/* Takes a name in a folder. Not 0: list() is to stop, and answer that. */
typedef int (*PyEmb_NameFunc)(void *names, const char *name);

/* What a file system can do. `path` is UTF-8 and relative to the mount point: no slash at its ends, no empty part, no "." and ".."; "" is the mount
 * point. The functions answer 0 or a number of errno.h, or set an exception and answer anything. They are called with the interpreter lock held, on
 * whichever thread asks; one that takes long may let go of the lock (Py_BEGIN_ALLOW_THREADS). */
typedef struct PyEmb_FileSystem {
  size_t struct_size; /* sizeof(PyEmb_FileSystem) */
  void *context;
  int (*stat)(void *context, const char *path, PyEmb_FileInfo *info);
  int (*open)(void *context, const char *path, void **file);
  /* Bytes read, at least 1 and at most `size`, or a negative number of errno.h. Never asks for more than stat() has told. */
  int64_t (*read)(void *context, void *file, int64_t offset, void *data, size_t size);
  void (*close)(void *context, void *file); /* may be NULL */
  int (*list)(void *context, const char *path, PyEmb_NameFunc add, void *names);
} PyEmb_FileSystem;

/* A file in memory. */
typedef struct PyEmb_File {
  const char *name; /* relative to the mount point: "scripts/main.py"; folders follow from the names */
  const void *data;
  size_t size;
} PyEmb_File;

/* Before the start, so that module_search_paths may lie there: 0, or -1 and PyInitConfig_GetError says why. The structure is copied; files, their
 * names and the context must stay until the interpreter has ended. */
PyAPI_FUNC(int) PyInitConfig_Mount(PyInitConfig *config, const char *point, const PyEmb_FileSystem *system);
PyAPI_FUNC(int) PyInitConfig_MountFiles(PyInitConfig *config, const char *point, const PyEmb_File *files, size_t count);

/* The same in the running interpreter of the calling thread, from the core phase on. 0, or -1 with an exception: ValueError for a mount point that is
 * none, or taken. */
PyAPI_FUNC(int) PyEmb_Mount(const char *point, const PyEmb_FileSystem *system);
PyAPI_FUNC(int) PyEmb_MountFiles(const char *point, const PyEmb_File *files, size_t count);
/* Closes the files that are open and takes the mount out: reading them on is an OSError. 0, or -1: ValueError where nothing is mounted, RuntimeError
 * while one of its functions runs. */
PyAPI_FUNC(int) PyEmb_Unmount(const char *point);

#ifdef __cplusplus
}
#endif

#endif
