/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_STRUCTSEQ_H
#define PYEMB_STRUCTSEQ_H

/* Struct sequences: tuples whose items have names. */

#ifdef __cplusplus
extern "C" {
#endif

typedef struct PyStructSequence_Field {
  const char *name; /* NULL: the end */
  const char *doc;
} PyStructSequence_Field;
typedef struct PyStructSequence_Desc {
  const char *name;
  const char *doc;
  PyStructSequence_Field *fields;
  int n_in_sequence; /* how many of them are items of the tuple */
} PyStructSequence_Desc;
PyAPI_DATA(const char *const) PyStructSequence_UnnamedField;

PyAPI_FUNC(PyObject *) PyStructSequence_GetItem(PyObject *, Py_ssize_t); /* borrowed */
PyAPI_FUNC(PyObject *) PyStructSequence_New(PyTypeObject *type); /* new */
PyAPI_FUNC(PyTypeObject *) PyStructSequence_NewType(PyStructSequence_Desc *desc);
PyAPI_FUNC(void) PyStructSequence_SetItem(PyObject *, Py_ssize_t, PyObject *); /* steals the item */

/* Not in the stable ABI. */
PyAPI_FUNC(void) PyStructSequence_InitType(PyTypeObject *type, PyStructSequence_Desc *desc);
PyAPI_FUNC(int) PyStructSequence_InitType2(PyTypeObject *type, PyStructSequence_Desc *desc);
#define PyStructSequence_SET_ITEM(object, index, item) PyStructSequence_SetItem((object), (index), (item))
#define PyStructSequence_GET_ITEM(object, index) PyStructSequence_GetItem((object), (index))

#ifdef __cplusplus
}
#endif

#endif
