/* SPDX-License-Identifier: MIT */
/* Allocators of the host in front of those that were there: what is taken is given back. */
#include <Python.h>

static PyMemAllocatorEx original[3];
static long taken[3], given[3];

static void *counted_malloc(void *which, size_t size) {
  taken[(size_t)which]++;
  return original[(size_t)which].malloc(original[(size_t)which].ctx, size);
}
static void *counted_calloc(void *which, size_t count, size_t size) {
  taken[(size_t)which]++;
  return original[(size_t)which].calloc(original[(size_t)which].ctx, count, size);
}
static void *counted_realloc(void *which, void *block, size_t size) {
  if (block == NULL) taken[(size_t)which]++;
  return original[(size_t)which].realloc(original[(size_t)which].ctx, block, size);
}
static void counted_free(void *which, void *block) {
  if (block != NULL) given[(size_t)which]++;
  original[(size_t)which].free(original[(size_t)which].ctx, block);
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  PyMemAllocatorDomain domains[] = {PYMEM_DOMAIN_RAW, PYMEM_DOMAIN_MEM, PYMEM_DOMAIN_OBJ};
  for (size_t i = 0; i < 3; i++) {
    PyMem_GetAllocator(domains[i], &original[i]);
    PyMemAllocatorEx own = {(void *)i, counted_malloc, counted_calloc, counted_realloc, counted_free};
    PyMem_SetAllocator(domains[i], &own);
  }
  Py_Initialize();
  PyRun_SimpleString("x = [str(i) * 40 for i in range(1000)]\nprint(len(x), sum(map(len, x)))\n");
  void *block = PyMem_Malloc(100);
  block = PyMem_Realloc(block, 200);
  PyMem_Free(block);
  block = PyObject_Calloc(10, 10);
  printf("%d\n", ((char *)block)[99]);
  PyObject_Free(block);
  block = PyMem_RawMalloc(0);
  printf("%d\n", block != NULL);
  PyMem_RawFree(block);
  PyMem_Free(NULL);
  fflush(stdout);
  if (Py_FinalizeEx() < 0) return 120;
  printf("%d %d\n", taken[0] > 0 && taken[0] >= given[0], taken[1] + taken[2] > 100);
  for (size_t i = 0; i < 3; i++) PyMem_SetAllocator(domains[i], &original[i]);
  return 0;
}
