/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_HOST_H
#define PYEMB_HOST_H

/* What hosts need beyond CPython's C API. All functions are for a thread with an attached state, and of its interpreter. */

#ifdef __cplusplus
extern "C" {
#endif

/* A full collection in steps: collects for about this many microseconds (0: as little as possible). 1: a cycle over all objects is complete, and the
 * next call begins another one; 0: there is more to do; -1: an exception is set. Works whether automatic collection is switched on (PyGC_Enable) or off
 * (PyGC_Disable). */
PyAPI_FUNC(int) PyEmb_CollectStep(int64_t budget_microseconds);

#ifdef __cplusplus
}
#endif

#endif
