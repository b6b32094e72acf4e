/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_METHODOBJECT_H
#define PYEMB_METHODOBJECT_H

/* Functions written in C. The flags of a PyMethodDef say how its function is called. */

#ifdef __cplusplus
extern "C" {
#endif

typedef PyObject *(*PyCFunction)(PyObject *, PyObject *);
typedef PyObject *(*_PyCFunctionFast)(PyObject *, PyObject *const *, Py_ssize_t);
typedef PyObject *(*PyCFunctionWithKeywords)(PyObject *, PyObject *, PyObject *);
typedef PyObject *(*_PyCFunctionFastWithKeywords)(PyObject *, PyObject *const *, Py_ssize_t, PyObject *);
typedef PyObject *(*PyCMethod)(PyObject *, PyTypeObject *, PyObject *const *, size_t, PyObject *);
#define _PyCFunction_CAST(function) ((PyCFunction)(void (*)(void))(function))

struct PyMethodDef {
  const char *ml_name;
  PyCFunction ml_meth;
  int ml_flags;
  const char *ml_doc; /* may begin with "name(signature)\n--\n\n" */
};
#define METH_OLDARGS 0x0000
#define METH_VARARGS 0x0001
#define METH_KEYWORDS 0x0002
#define METH_NOARGS 0x0004
#define METH_O 0x0008
#define METH_CLASS 0x0010
#define METH_STATIC 0x0020
#define METH_COEXIST 0x0040
#define METH_FASTCALL 0x0080
#define METH_METHOD 0x0200

PyAPI_FUNC(int) PyCFunction_Check(PyObject *);
PyAPI_FUNC(int) PyCFunction_CheckExact(PyObject *);
#define PyCFunction_Check(object) PyCFunction_Check(_PyObject_CAST(object))
#define PyCFunction_CheckExact(object) PyCFunction_CheckExact(_PyObject_CAST(object))
#define PyCMethod_Check(object) PyCFunction_Check(object)
#define PyCMethod_CheckExact(object) PyCFunction_CheckExact(object)
/* The PyMethodDef must live as long as the function. */
PyAPI_FUNC(PyObject *) PyCFunction_New(PyMethodDef *, PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyCFunction_NewEx(PyMethodDef *, PyObject *, PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyCMethod_New(PyMethodDef *, PyObject *, PyObject *, PyTypeObject *); /* new */
PyAPI_FUNC(PyCFunction) PyCFunction_GetFunction(PyObject *);
PyAPI_FUNC(PyObject *) PyCFunction_GetSelf(PyObject *); /* borrowed */
PyAPI_FUNC(int) PyCFunction_GetFlags(PyObject *);
PyAPI_FUNC(PyObject *) PyCFunction_Call(PyObject *, PyObject *, PyObject *); /* new */
#define PyCFunction_GET_FUNCTION(object) PyCFunction_GetFunction(_PyObject_CAST(object))
#define PyCFunction_GET_SELF(object) PyCFunction_GetSelf(_PyObject_CAST(object))
#define PyCFunction_GET_FLAGS(object) PyCFunction_GetFlags(_PyObject_CAST(object))
PyAPI_FUNC(PyTypeObject *) PyCFunction_GET_CLASS(PyObject *); /* borrowed */
#define PyCFunction_GET_CLASS(object) PyCFunction_GET_CLASS(_PyObject_CAST(object))

#ifdef __cplusplus
}
#endif

#endif
