/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_GENERICALIASOBJECT_H
#define PYEMB_GENERICALIASOBJECT_H

/* types.GenericAlias. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(PyObject *) Py_GenericAlias(PyObject *, PyObject *); /* new */

#ifdef __cplusplus
}
#endif

#endif
