/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYHASH_H
#define PYEMB_PYHASH_H

/* Hashing. */

#ifdef __cplusplus
extern "C" {
#endif

#define _PyHASH_MULTIPLIER 1000003UL
#define _PyHASH_BITS 61
#define _PyHASH_MODULUS (((size_t)1 << _PyHASH_BITS) - 1)
#define _PyHASH_INF 314159
#define _PyHASH_IMAG _PyHASH_MULTIPLIER
#define Py_HASH_CUTOFF 0
#define Py_HASH_EXTERNAL 0
#define Py_HASH_SIPHASH24 1
#define Py_HASH_FNV 2
#define Py_HASH_SIPHASH13 3
#define Py_HASH_ALGORITHM Py_HASH_SIPHASH13
typedef struct {
  Py_hash_t (*const hash)(const void *, Py_ssize_t);
  const char *name;
  const int hash_bits;
  const int seed_bits;
} PyHash_FuncDef;

PyAPI_FUNC(PyHash_FuncDef *) PyHash_GetFuncDef(void);
PyAPI_FUNC(Py_hash_t) _Py_HashDouble(PyObject *instance, double value);
PyAPI_FUNC(Py_hash_t) _Py_HashPointer(const void *);
PyAPI_FUNC(Py_hash_t) _Py_HashBytes(const void *, Py_ssize_t);

#ifdef __cplusplus
}
#endif

#endif
