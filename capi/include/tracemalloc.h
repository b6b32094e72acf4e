/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_TRACEMALLOC_H
#define PYEMB_TRACEMALLOC_H

/* Telling the tracemalloc module of memory that Python does not manage. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyTraceMalloc_Track(unsigned int domain, uintptr_t ptr, size_t size);
PyAPI_FUNC(int) PyTraceMalloc_Untrack(unsigned int domain, uintptr_t ptr);

#ifdef __cplusplus
}
#endif

#endif
