/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_DESCROBJECT_H
#define PYEMB_DESCROBJECT_H

/* Descriptors of C-defined types: members (fields of the struct) and computed attributes. */

#ifdef __cplusplus
extern "C" {
#endif

typedef PyObject *(*getter)(PyObject *, void *);
typedef int (*setter)(PyObject *, PyObject *, void *);
struct PyGetSetDef {
  const char *name;
  getter get;
  setter set; /* NULL: read-only; a NULL value deletes */
  const char *doc;
  void *closure; /* passed to both */
};
struct PyMemberDef {
  const char *name;
  int type; /* T_... of structmember.h */
  Py_ssize_t offset;
  int flags;
  const char *doc;
};
struct wrapperbase;

#ifndef Py_LIMITED_API
/* What may be read of a method of C code in its class: its class, and through the row its definition. */
struct PyEmb_MethodData {
  PyMethodDef *pyemb_def;
};
struct PyEmb_MethodRow {
  void *pyemb_words[18];
  const struct PyEmb_MethodData *pyemb_data;
};
typedef struct {
  PyObject ob_base;
  const struct PyEmb_MethodRow *pyemb_row;
  PyTypeObject *d_type;
} PyDescrObject;
typedef struct {
  PyDescrObject d_common;
} PyMethodDescrObject;
#define PyDescr_TYPE(object) (((PyDescrObject *)(object))->d_type) /* borrowed; of any descriptor of a type */
#define PyMethodDescr_Check(object) Py_IS_TYPE((object), &PyMethodDescr_Type)
#endif

PyAPI_FUNC(PyObject *) PyDescr_NewMethod(PyTypeObject *, PyMethodDef *);      /* new */
PyAPI_FUNC(PyObject *) PyDescr_NewClassMethod(PyTypeObject *, PyMethodDef *); /* new */
PyAPI_FUNC(PyObject *) PyDescr_NewMember(PyTypeObject *, PyMemberDef *);      /* new */
PyAPI_FUNC(PyObject *) PyDescr_NewGetSet(PyTypeObject *, PyGetSetDef *);      /* new */
PyAPI_FUNC(PyObject *) PyDictProxy_New(PyObject *);                           /* new */
PyAPI_FUNC(PyObject *) PyWrapper_New(PyObject *descriptor, PyObject *self);   /* new */
PyAPI_FUNC(int) PyDescr_IsData(PyObject *);

#ifdef __cplusplus
}
#endif

#endif
