/* SPDX-License-Identifier: MIT */
/* A host that puts itself between the interpreter and its arenas. */
#include <Python.h>

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
  printf("%d\n", taken > 0);
  int status = Py_FinalizeEx();
  printf("%d\n", given_back > 0 && given_back <= taken);
  return status < 0;
}
