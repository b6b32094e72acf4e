/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYSTRCMP_H
#define PYEMB_PYSTRCMP_H

/* Comparing without regard to the case of ASCII letters. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyOS_mystricmp(const char *, const char *);
PyAPI_FUNC(int) PyOS_mystrnicmp(const char *, const char *, Py_ssize_t);
#define PyOS_strnicmp PyOS_mystrnicmp
#define PyOS_stricmp PyOS_mystricmp

#ifdef __cplusplus
}
#endif

#endif
