/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYSTATE_H
#define PYEMB_PYSTATE_H

/* Interpreters and thread states, and the modules of the calling thread's interpreter by their definition. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyState_AddModule(PyObject *, PyModuleDef *);
PyAPI_FUNC(PyObject *) PyState_FindModule(PyModuleDef *); /* borrowed */
PyAPI_FUNC(int) PyState_RemoveModule(PyModuleDef *);

#ifdef __cplusplus
}
#endif

#endif
