/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_OSMODULE_H
#define PYEMB_OSMODULE_H

/* Paths. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(PyObject *) PyOS_FSPath(PyObject *path); /* new */

#ifdef __cplusplus
}
#endif

#endif
