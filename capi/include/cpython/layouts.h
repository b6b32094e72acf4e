/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_CPYTHON_LAYOUTS_H
#define PYEMB_CPYTHON_LAYOUTS_H

/* The structs of built-in types: how large they are, so that a type of C code can derive from one and add its own fields:
 *
 *     typedef struct {
 *       PyListObject list;
 *       int state;
 *     } SubListObject;
 *
 * What is in them is this library's own; the functions of the type read and change it. */

#ifdef __cplusplus
extern "C" {
#endif

#define PYEMB_LAYOUT(name, words)   \
  typedef struct name {             \
    PyObject ob_base;               \
    void *pyemb_words[words];       \
  } name

PYEMB_LAYOUT(PyListObject, 3);
PYEMB_LAYOUT(PyDictObject, 8);
PYEMB_LAYOUT(PySetObject, 23);
PYEMB_LAYOUT(PyByteArrayObject, 5);
PYEMB_LAYOUT(PyFloatObject, 1);
PYEMB_LAYOUT(PyComplexObject, 2);
PYEMB_LAYOUT(PyBaseExceptionObject, 6);
PYEMB_LAYOUT(PySystemExitObject, 7);
PYEMB_LAYOUT(PyImportErrorObject, 9);
PYEMB_LAYOUT(PyUnicodeErrorObject, 11);
PYEMB_LAYOUT(PyOSErrorObject, 11);
PYEMB_LAYOUT(PySyntaxErrorObject, 14);
#undef PYEMB_LAYOUT
/* What a struct of one's own begins with that derives from BaseException. */
#define PyException_HEAD     \
  PyObject ob_base;          \
  void *pyemb_exception[6]
typedef PyOSErrorObject PyEnvironmentErrorObject;
typedef struct {
  PyObject ob_base;
  void *pyemb_words[6];
  PyObject *value; /* never NULL */
} PyStopIterationObject;

/* For types of C code that are functions of their own kind, as Cython's are, and keep these fields themselves. A function of this library's is another
 * thing: PyCFunction_GET_FUNCTION and its kin read it. */
typedef struct PyCFunctionObject {
  PyObject ob_base;
  struct PyMethodDef *m_ml;
  PyObject *m_self;
  PyObject *m_module;
  PyObject *m_weakreflist;
  vectorcallfunc vectorcall;
} PyCFunctionObject;

/* Objects of these have items behind them, or no class derives from their type. */
typedef struct PyTupleObject PyTupleObject;
typedef PyTupleObject PyStructSequence;
typedef struct PyBytesObject PyBytesObject;
typedef struct PyUnicodeObject PyUnicodeObject;
typedef struct PyModuleObject PyModuleObject;
typedef struct PyFunctionObject PyFunctionObject;
typedef struct PyMethodObject PyMethodObject;
typedef struct PyCellObject PyCellObject;
typedef struct PyGenObject PyGenObject;
typedef struct PyCoroObject PyCoroObject;
typedef struct PyAsyncGenObject PyAsyncGenObject;
typedef struct PySliceObject PySliceObject;
typedef struct PyMemoryViewObject PyMemoryViewObject;
typedef struct PyTracebackObject PyTracebackObject;
typedef PyTracebackObject PyTraceBackObject;

#ifdef __cplusplus
}
#endif

#endif
