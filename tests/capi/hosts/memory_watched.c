/* SPDX-License-Identifier: MIT */
/* A host that puts itself between the interpreter and its arenas, and tells tracemalloc of memory of its own. */
#include <Python.h>

#ifdef __SANITIZE_ADDRESS__ /* a library that is watched has no arenas: each block comes from malloc() */
#define HAS_ARENAS 0
#else
#define HAS_ARENAS 1
#endif

static PyObjectArenaAllocator before;
static int taken = 0, given_back = 0;

static void *take(void *context, size_t size) {
  (void)context;
  void *memory = before.alloc(before.ctx, size);
  taken += memory != NULL;
  return memory;
}
static void give_back(void *context, void *memory, size_t size) {
  (void)context;
  given_back++;
  before.free(before.ctx, memory, size);
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  PyObject_GetArenaAllocator(&before);
  printf("%d %d\n", before.alloc != NULL, before.free != NULL);
  PyObjectArenaAllocator own = {NULL, take, give_back}, now;
  PyObject_SetArenaAllocator(&own);
  PyObject_GetArenaAllocator(&now);
  printf("%d %d\n", now.alloc == take, now.free == give_back);
  Py_Initialize();
  printf("%d\n", taken > 0 || !HAS_ARENAS);
  printf("%d %d\n", PyTraceMalloc_Track(7, 0x1230, 100), PyTraceMalloc_Untrack(7, 0x1230));
  PyRun_SimpleString("import tracemalloc\n"
                     "def of_host():\n"
                     "  snapshot = tracemalloc.take_snapshot().filter_traces([tracemalloc.DomainFilter(True, 7)])\n"
                     "  return [trace.size for trace in snapshot.traces]\n"
                     "tracemalloc.start()\n");
  printf("%d %d\n", PyTraceMalloc_Track(7, 0x1230, 100), PyTraceMalloc_Track(7, 0x4560, 300));
  PyRun_SimpleString("print(sorted(of_host()))\n");
  printf("%d\n", PyTraceMalloc_Track(7, 0x1230, 200));
  PyRun_SimpleString("print(sorted(of_host()))\n");
  printf("%d %d\n", PyTraceMalloc_Untrack(7, 0x1230), PyTraceMalloc_Untrack(7, 0x9990));
  PyRun_SimpleString("print(sorted(of_host()))\n"
                     "tracemalloc.stop()\n");
  int status = Py_FinalizeEx();
  printf("%d\n", (given_back > 0 || !HAS_ARENAS) && given_back <= taken);
  return status < 0;
}
