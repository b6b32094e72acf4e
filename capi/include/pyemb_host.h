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

/* -- figures ------------------------------------------------------------------------------------------------------------------ */

/* What an interpreter has and has done. Memory is that of its own heap, which is where its objects and their buffers are. */
typedef struct {
  size_t live_bytes;         /* in blocks that are in use */
  size_t live_blocks;
  size_t reserved_bytes;     /* taken from the allocators of the domains "mem" and "object": what the option memory_limit bounds */
  size_t peak_reserved_bytes;
  size_t memory_limit;       /* 0: none */
  int gc_enabled;            /* whether collections come by themselves */
  int gc_count[3];           /* as gc.get_count() */
  int gc_threshold[3];       /* as gc.get_threshold() */
  int64_t gc_collections[3]; /* as gc.get_stats(), by generation; a cycle of steps counts as one of the third */
  int64_t gc_collected[3];
  int gc_in_cycle;           /* a cycle of steps is under way */
  int64_t gc_cycles;         /* of PyEmb_CollectStep: cycles that were completed */
  int64_t gc_steps;
  int64_t gc_longest_step;   /* nanoseconds by the clock, finalizers included */
  int64_t gc_longest_trial;  /* the longest part that is never cut */
  int64_t interned_strings;
  int64_t modules;           /* in sys.modules */
  int64_t shapes;            /* hidden classes of instances */
  int64_t threads;           /* thread states */
  uint64_t allocated_blocks; /* that were ever taken; one that is moved to another size counts again */
  uint64_t allocated_bytes;  /* of these, rounded up as those of live_bytes */
} PyEmb_Statistics;

/* Fills the first `size` bytes of `statistics`: sizeof(PyEmb_Statistics). Takes no longer than a look at each field. 0, or -1 with an exception. */
PyAPI_FUNC(int) PyEmb_GetStatistics(PyEmb_Statistics *statistics, size_t size);

/* How many objects the garbage collector looks after: those that may refer to others. Takes the time to look at each. -1 with an exception. */
PyAPI_FUNC(int64_t) PyEmb_CountObjects(void);

/* Is told of a type: how many objects of exactly this type there are, and the bytes of these with the buffers that they own. The type is borrowed. Other
 * than 0: no more of them. */
typedef int (*PyEmb_TypeFunc)(void *context, PyTypeObject *type, int64_t objects, int64_t bytes);

/* Counts the objects by type, then calls the function for each type of which there are any. Counted are all objects that the garbage collector knows,
 * and strings, numbers and others as far as one of those or a type refers to them. Takes the time to look at all of them. What the function
 * answered if it was not 0, else 0; -1 with an exception when there was no memory for the count, or while the collector works. */
PyAPI_FUNC(int) PyEmb_VisitTypes(PyEmb_TypeFunc function, void *context);

/* -- what nobody catches ------------------------------------------------------------------------------------------------------ */

/* Is told of an exception that cannot be raised (in a finalizer, in a callback of a weak reference), an instance with its __traceback__. `message`: what
 * it says beside the exception, or NULL; `object`: in what it happened, or NULL. 0; anything else: it failed, and the exception is shown as without
 * the function. */
typedef int (*PyEmb_UnraisableFunc)(void *context, PyObject *exception, const char *message, PyObject *object);

/* Has the function called in the place of the default sys.unraisablehook. A hook that a program has set goes first. NULL: as before. 0, or -1 with an
 * exception. */
PyAPI_FUNC(int) PyEmb_SetUnraisableHandler(PyEmb_UnraisableFunc function, void *context);

/* Is told of a warning that the filters let through: an instance, whose class is the category; where it was issued. 0; anything else: it failed, and
 * the warning is shown as without the function. */
typedef int (*PyEmb_WarningFunc)(void *context, PyObject *warning, const char *filename, int line);

/* Has the function called where warnings are written to sys.stderr otherwise. warnings.showwarning and warnings.catch_warnings work as always. Imports
 * `warnings`. NULL: as before. 0, or -1 with an exception. */
PyAPI_FUNC(int) PyEmb_SetWarningHandler(PyEmb_WarningFunc function, void *context);

/* -- extension modules -------------------------------------------------------------------------------------------------------- */

/* The table of the C ABI that extension modules are given which were compiled with PYEMB_API_TABLE (pyemb_api.h). A program that has this call in it, anywhere,
 * is linked with the whole C ABI and can import them; its symbols need not be visible to anybody. A host may also hand the answer to a shared library of
 * its own, which sets its `pyemb_api` to it. Works at any time, also before the initialization. */
PyAPI_FUNC(const struct PyEmb_Api *) PyEmb_ShowApi(void);

/* -- hot reload --------------------------------------------------------------------------------------------------------------- */

/* Runs a module's source again, from where it was loaded or (`source` not NULL, UTF-8) as given, and updates its classes and functions in place:
 * instances keep their state and have the new methods, and who holds a function calls the new code. 0, or -1 with an exception, and everything is as it
 * was. pyemb_reload.reload() is the same in Python. */
PyAPI_FUNC(int) PyEmb_ReloadModule(PyObject *module, const char *source);

#ifdef __cplusplus
}
#endif

#endif
