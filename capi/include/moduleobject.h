/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_MODULEOBJECT_H
#define PYEMB_MODULEOBJECT_H

/* Modules. PyInit_name() answers PyModuleDef_Init(&def), and each interpreter makes its own module of it (PEP 489); or it makes the module itself
 * with PyModule_Create(&def). */

#ifdef __cplusplus
extern "C" {
#endif

typedef struct PyModuleDef_Base {
  PyObject_HEAD
  PyObject *(*m_init)(void);
  Py_ssize_t m_index;
  PyObject *m_copy;
} PyModuleDef_Base;
#define PyModuleDef_HEAD_INIT {PyObject_HEAD_INIT(NULL) NULL, 0, NULL}

struct PyModuleDef_Slot {
  int slot;
  void *value;
};
#define Py_mod_create 1
#define Py_mod_exec 2

struct PyModuleDef {
  PyModuleDef_Base m_base;
  const char *m_name;
  const char *m_doc;
  Py_ssize_t m_size; /* bytes of the module's state; -1: it has none, and cannot be made twice */
  PyMethodDef *m_methods;
  PyModuleDef_Slot *m_slots;
  traverseproc m_traverse;
  inquiry m_clear;
  freefunc m_free;
};

PyAPI_FUNC(int) PyModule_Check(PyObject *);
PyAPI_FUNC(int) PyModule_CheckExact(PyObject *);
#define PyModule_Check(object) PyModule_Check(_PyObject_CAST(object))
#define PyModule_CheckExact(object) PyModule_CheckExact(_PyObject_CAST(object))

/* Answers an object of the interpreter's that stands for the definition; only for PyInit_name() to return. */
PyAPI_FUNC(PyObject *) PyModuleDef_Init(PyModuleDef *);
PyAPI_FUNC(PyModuleDef *) PyModule_GetDef(PyObject *);
PyAPI_FUNC(PyObject *) PyModule_GetDict(PyObject *); /* borrowed */
PyAPI_FUNC(const char *) PyModule_GetFilename(PyObject *);
PyAPI_FUNC(PyObject *) PyModule_GetFilenameObject(PyObject *); /* new */
PyAPI_FUNC(const char *) PyModule_GetName(PyObject *);
PyAPI_FUNC(PyObject *) PyModule_GetNameObject(PyObject *); /* new */
PyAPI_FUNC(void *) PyModule_GetState(PyObject *);
PyAPI_FUNC(PyObject *) PyModule_New(const char *name); /* new */
PyAPI_FUNC(PyObject *) PyModule_NewObject(PyObject *name); /* new */

#ifdef __cplusplus
}
#endif

#endif
