/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYMEM_H
#define PYEMB_PYMEM_H

/* Memory: the raw domain needs no thread state; the others do. A size of 0 gives a block of its own; NULL: out of memory, nothing is raised. */

#ifdef __cplusplus
extern "C" {
#endif

#define PyMem_New(type, n) ((size_t)(n) > PY_SSIZE_T_MAX / sizeof(type) ? NULL : (type *)PyMem_Malloc((size_t)(n) * sizeof(type)))
#define PyMem_Resize(place, type, n) \
  ((place) = (size_t)(n) > PY_SSIZE_T_MAX / sizeof(type) ? NULL : (type *)PyMem_Realloc((place), (size_t)(n) * sizeof(type)))
#define PyMem_NEW(type, n) PyMem_New(type, n)
#define PyMem_RESIZE(place, type, n) PyMem_Resize(place, type, n)
#define PyMem_MALLOC(n) PyMem_Malloc(n)
#define PyMem_REALLOC(p, n) PyMem_Realloc((p), (n))
#define PyMem_FREE(p) PyMem_Free(p)
#define PyMem_Del PyMem_Free
#define PyMem_DEL PyMem_Free

typedef enum { PYMEM_DOMAIN_RAW, PYMEM_DOMAIN_MEM, PYMEM_DOMAIN_OBJ } PyMemAllocatorDomain;
typedef enum {
  PYMEM_ALLOCATOR_NOT_SET = 0,
  PYMEM_ALLOCATOR_DEFAULT = 1,
  PYMEM_ALLOCATOR_DEBUG = 2,
  PYMEM_ALLOCATOR_MALLOC = 3,
  PYMEM_ALLOCATOR_MALLOC_DEBUG = 4,
  PYMEM_ALLOCATOR_PYMALLOC = 5,
  PYMEM_ALLOCATOR_PYMALLOC_DEBUG = 6
} PyMemAllocatorName;
typedef struct {
  void *ctx; /* passed to each function */
  void *(*malloc)(void *ctx, size_t size);
  void *(*calloc)(void *ctx, size_t nelem, size_t elsize);
  void *(*realloc)(void *ctx, void *ptr, size_t new_size);
  void (*free)(void *ctx, void *ptr);
} PyMemAllocatorEx;
/* Where the object domain takes its large pieces from. */
typedef struct {
  void *ctx;
  void *(*alloc)(void *ctx, size_t size);
  void (*free)(void *ctx, void *ptr, size_t size);
} PyObjectArenaAllocator;

PyAPI_FUNC(void *) PyMem_Calloc(size_t nelem, size_t elsize);
PyAPI_FUNC(void) PyMem_Free(void *ptr);
PyAPI_FUNC(void *) PyMem_Malloc(size_t size);
PyAPI_FUNC(void *) PyMem_Realloc(void *ptr, size_t new_size);

/* Not in the stable ABI. */
PyAPI_FUNC(void) PyMem_GetAllocator(PyMemAllocatorDomain domain, PyMemAllocatorEx *allocator);
PyAPI_FUNC(void *) PyMem_RawCalloc(size_t nelem, size_t elsize);
PyAPI_FUNC(void) PyMem_RawFree(void *ptr);
PyAPI_FUNC(void *) PyMem_RawMalloc(size_t size);
PyAPI_FUNC(void *) PyMem_RawRealloc(void *ptr, size_t new_size);
PyAPI_FUNC(void) PyMem_SetAllocator(PyMemAllocatorDomain domain, PyMemAllocatorEx *allocator);
PyAPI_FUNC(void) PyMem_SetupDebugHooks(void);
PyAPI_FUNC(void) PyObject_GetArenaAllocator(PyObjectArenaAllocator *allocator);
PyAPI_FUNC(void) PyObject_SetArenaAllocator(PyObjectArenaAllocator *allocator);

#ifdef __cplusplus
}
#endif

#endif
