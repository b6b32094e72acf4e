/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_ODICTOBJECT_H
#define PYEMB_ODICTOBJECT_H

/* collections.OrderedDict. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyODict_Check(PyObject *);
PyAPI_FUNC(int) PyODict_CheckExact(PyObject *);
#define PyODict_Check(object) PyODict_Check(_PyObject_CAST(object))
#define PyODict_CheckExact(object) PyODict_CheckExact(_PyObject_CAST(object))

#define PyODict_GetItem(dict, key) PyDict_GetItem(_PyObject_CAST(dict), (key))
#define PyODict_GetItemWithError(dict, key) PyDict_GetItemWithError(_PyObject_CAST(dict), (key))
#define PyODict_Contains(dict, key) PyDict_Contains(_PyObject_CAST(dict), (key))
#define PyODict_Size(dict) PyDict_Size(_PyObject_CAST(dict))
#define PyODict_SIZE(dict) PyODict_Size(dict)
#define PyODict_GetItemString(dict, key) PyDict_GetItemString(_PyObject_CAST(dict), (key))
PyAPI_FUNC(PyObject *) PyODict_New(void); /* new */
PyAPI_FUNC(int) PyODict_SetItem(PyObject *od, PyObject *key, PyObject *item);
PyAPI_FUNC(int) PyODict_DelItem(PyObject *od, PyObject *key);

#ifdef __cplusplus
}
#endif

#endif
