/* SPDX-License-Identifier: MIT */
/* The C API of the module `vector`, which others get through a capsule. */
#ifndef VECTOR_API_H
#define VECTOR_API_H

#include <Python.h>

typedef struct {
  double x, y;
} Vector;

typedef struct {
  int version;
  PyObject *(*make)(double x, double y); /* new */
  int (*read)(PyObject *, Vector *);     /* -1: it is no vector */
  int (*check)(PyObject *);
} VectorAPI;

#define VECTOR_API_NAME "vector._C_API"

#endif
