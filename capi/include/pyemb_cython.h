/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_CYTHON_H
#define PYEMB_CYTHON_H

/* For C files that Cython 0.29 made: give it to the compiler in front of them (-include pyemb_cython.h), and to nothing
 * else.
 *
 * Such a file asks which Python it is compiled for, and looks into the objects of CPython: digits of ints, items of
 * lists, characters of strings, the dicts' version, the thread's pending exception. Here these are other than there. It
 * has another way for a Python whose objects are closed, which does everything through functions: the one for PyPy,
 * chosen by PYPY_VERSION. (Cython 0.29 has no use of the limited API yet, and its ways for Pyston and for the fork
 * without a lock still write to the thread state.) */
#define PYPY_VERSION "7.3.9"
#define PYPY_VERSION_NUM 0x07030900
#define PYPY_VERSION_HEX 0x07030900

#ifndef PY_SSIZE_T_CLEAN
#define PY_SSIZE_T_CLEAN
#endif
#include <Python.h>

/* That way loses a reference to each global of the module that it looks up: to what PyObject_GetItem answers, which is
 * a new one, it adds another. So it gets a borrowed one where it asks the module's dict, which it knows as __pyx_d. */
#define PyObject_GetItem(object, key) \
  (__builtin_strcmp(#object, "__pyx_d") == 0 ? PyDict_GetItem((object), (key)) : PyObject_GetItem((object), (key)))

/* It reads one field that has no place of its own: the definition of a method in a class. */
#define d_method d_common.pyemb_row->pyemb_data->pyemb_def

#endif
