/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_DICTOBJECT_H
#define PYEMB_DICTOBJECT_H

/* dict, and its views. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyDict_Check(PyObject *);
PyAPI_FUNC(int) PyDict_CheckExact(PyObject *);
PyAPI_FUNC(int) PyDictKeys_Check(PyObject *);
PyAPI_FUNC(int) PyDictValues_Check(PyObject *);
PyAPI_FUNC(int) PyDictItems_Check(PyObject *);
PyAPI_FUNC(int) PyDictViewSet_Check(PyObject *);
#define PyDict_Check(object) PyDict_Check(_PyObject_CAST(object))
#define PyDict_CheckExact(object) PyDict_CheckExact(_PyObject_CAST(object))
#define PyDictKeys_Check(object) PyDictKeys_Check(_PyObject_CAST(object))
#define PyDictValues_Check(object) PyDictValues_Check(_PyObject_CAST(object))
#define PyDictItems_Check(object) PyDictItems_Check(_PyObject_CAST(object))
#define PyDictViewSet_Check(object) PyDictViewSet_Check(_PyObject_CAST(object))

PyAPI_FUNC(void) PyDict_Clear(PyObject *mp);
PyAPI_FUNC(int) PyDict_Contains(PyObject *mp, PyObject *key);
PyAPI_FUNC(PyObject *) PyDict_Copy(PyObject *mp); /* new */
PyAPI_FUNC(int) PyDict_DelItem(PyObject *mp, PyObject *key);
PyAPI_FUNC(int) PyDict_DelItemString(PyObject *dp, const char *key);
PyAPI_FUNC(PyObject *) PyDict_GetItem(PyObject *mp, PyObject *key); /* borrowed */
PyAPI_FUNC(PyObject *) PyDict_GetItemString(PyObject *dp, const char *key); /* borrowed */
PyAPI_FUNC(PyObject *) PyDict_GetItemWithError(PyObject *mp, PyObject *key); /* borrowed */
PyAPI_FUNC(PyObject *) PyDict_Items(PyObject *mp); /* new */
PyAPI_FUNC(PyObject *) PyDict_Keys(PyObject *mp); /* new */
PyAPI_FUNC(int) PyDict_Merge(PyObject *mp, PyObject *other, int override);
PyAPI_FUNC(int) PyDict_MergeFromSeq2(PyObject *d, PyObject *seq2, int override);
PyAPI_FUNC(PyObject *) PyDict_New(void); /* new */
PyAPI_FUNC(int) PyDict_Next(PyObject *mp, Py_ssize_t *pos, PyObject **key, PyObject **value);
PyAPI_FUNC(int) PyDict_SetItem(PyObject *mp, PyObject *key, PyObject *item);
PyAPI_FUNC(int) PyDict_SetItemString(PyObject *dp, const char *key, PyObject *item);
PyAPI_FUNC(Py_ssize_t) PyDict_Size(PyObject *mp);
PyAPI_FUNC(int) PyDict_Update(PyObject *mp, PyObject *other);
PyAPI_FUNC(PyObject *) PyDict_Values(PyObject *mp); /* new */

/* Not in the stable ABI. */
PyAPI_FUNC(PyObject *) PyDict_SetDefault(PyObject *mp, PyObject *key, PyObject *defaultobj); /* borrowed */
PyAPI_FUNC(Py_ssize_t) PyDict_GET_SIZE(PyObject *);
#define PyDict_GET_SIZE(object) PyDict_GET_SIZE(_PyObject_CAST(object))
PyAPI_FUNC(PyObject *) _PyDict_GetItem_KnownHash(PyObject *, PyObject *, Py_hash_t); /* borrowed */
PyAPI_FUNC(int) _PyDict_SetItem_KnownHash(PyObject *, PyObject *, PyObject *, Py_hash_t);
PyAPI_FUNC(PyObject *) _PyDict_GetItemStringWithError(PyObject *, const char *); /* borrowed */
PyAPI_FUNC(PyObject *) _PyDict_NewPresized(Py_ssize_t); /* new */
PyAPI_FUNC(PyObject *) _PyDict_Pop(PyObject *, PyObject *key, PyObject *fallback); /* new */
PyAPI_FUNC(int) _PyDict_Next(PyObject *, Py_ssize_t *position, PyObject **key, PyObject **value, Py_hash_t *hash);

#ifdef __cplusplus
}
#endif

#endif
