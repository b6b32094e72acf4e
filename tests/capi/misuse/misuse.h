/* SPDX-License-Identifier: MIT */
#ifndef CAPI_MISUSE_H
#define CAPI_MISUSE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* A function of the C ABI, as misuse.py writes it down. */
struct misused {
  const char* name;
  void (*function)(void);
  const char* parameters; /* o an object, p another pointer, n a number, * a pointer to pointers */
  int answers_by_memory;  /* a PyStatus, for which the caller gives the place */
  int trusts;             /* takes memory as it is: only NULL can be told */
};
extern const struct misused misused[];

#endif
