/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_ABSTRACT_H
#define PYEMB_ABSTRACT_H

/* Operations on any object, by what it can do. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyAIter_Check(PyObject *);
PyAPI_FUNC(int) PyIndex_Check(PyObject *);
PyAPI_FUNC(int) PyIter_Check(PyObject *);
PyAPI_FUNC(PyObject *) PyIter_Next(PyObject *); /* new */
PyAPI_FUNC(PySendResult) PyIter_Send(PyObject *, PyObject *, PyObject **);
PyAPI_FUNC(int) PyMapping_Check(PyObject *o);
PyAPI_FUNC(PyObject *) PyMapping_GetItemString(PyObject *o, const char *key); /* new */
PyAPI_FUNC(int) PyMapping_HasKey(PyObject *o, PyObject *key);
PyAPI_FUNC(int) PyMapping_HasKeyString(PyObject *o, const char *key);
PyAPI_FUNC(PyObject *) PyMapping_Items(PyObject *o); /* new */
PyAPI_FUNC(PyObject *) PyMapping_Keys(PyObject *o); /* new */
PyAPI_FUNC(Py_ssize_t) PyMapping_Length(PyObject *o);
PyAPI_FUNC(int) PyMapping_SetItemString(PyObject *o, const char *key, PyObject *value);
PyAPI_FUNC(Py_ssize_t) PyMapping_Size(PyObject *o);
PyAPI_FUNC(PyObject *) PyMapping_Values(PyObject *o); /* new */
PyAPI_FUNC(PyObject *) PyNumber_Absolute(PyObject *o); /* new */
PyAPI_FUNC(PyObject *) PyNumber_Add(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_And(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(Py_ssize_t) PyNumber_AsSsize_t(PyObject *o, PyObject *exc);
PyAPI_FUNC(int) PyNumber_Check(PyObject *o);
PyAPI_FUNC(PyObject *) PyNumber_Divmod(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_Float(PyObject *o); /* new */
PyAPI_FUNC(PyObject *) PyNumber_FloorDivide(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_InPlaceAdd(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_InPlaceAnd(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_InPlaceFloorDivide(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_InPlaceLshift(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_InPlaceMatrixMultiply(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_InPlaceMultiply(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_InPlaceOr(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_InPlacePower(PyObject *o1, PyObject *o2, PyObject *o3); /* new */
PyAPI_FUNC(PyObject *) PyNumber_InPlaceRemainder(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_InPlaceRshift(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_InPlaceSubtract(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_InPlaceTrueDivide(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_InPlaceXor(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_Index(PyObject *o); /* new */
PyAPI_FUNC(PyObject *) PyNumber_Invert(PyObject *o); /* new */
PyAPI_FUNC(PyObject *) PyNumber_Long(PyObject *o); /* new */
PyAPI_FUNC(PyObject *) PyNumber_Lshift(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_MatrixMultiply(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_Multiply(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_Negative(PyObject *o); /* new */
PyAPI_FUNC(PyObject *) PyNumber_Or(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_Positive(PyObject *o); /* new */
PyAPI_FUNC(PyObject *) PyNumber_Power(PyObject *o1, PyObject *o2, PyObject *o3); /* new */
PyAPI_FUNC(PyObject *) PyNumber_Remainder(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_Rshift(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_Subtract(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_ToBase(PyObject *n, int base); /* new */
PyAPI_FUNC(PyObject *) PyNumber_TrueDivide(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PyNumber_Xor(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(int) PyObject_AsCharBuffer(PyObject *obj, const char **buffer, Py_ssize_t *buffer_len);
PyAPI_FUNC(int) PyObject_AsReadBuffer(PyObject *obj, const void **buffer, Py_ssize_t *buffer_len);
PyAPI_FUNC(int) PyObject_AsWriteBuffer(PyObject *obj, void **buffer, Py_ssize_t *buffer_len);
PyAPI_FUNC(PyObject *) PyObject_Call(PyObject *callable, PyObject *args, PyObject *kwargs); /* new */
PYEMB_VARIADIC(PyObject *) PyObject_CallFunction(PyObject *callable, const char *format, ...); /* new */
PYEMB_VARIADIC(PyObject *) PyObject_CallFunctionObjArgs(PyObject *callable, ...); /* new */
PYEMB_VARIADIC(PyObject *) PyObject_CallMethod(PyObject *obj, const char *name, const char *format, ...); /* new */
PYEMB_VARIADIC(PyObject *) PyObject_CallMethodObjArgs(PyObject *obj, PyObject *name, ...); /* new */
PyAPI_FUNC(PyObject *) PyObject_CallNoArgs(PyObject *func); /* new */
PyAPI_FUNC(PyObject *) PyObject_CallObject(PyObject *callable, PyObject *args); /* new */
PyAPI_FUNC(int) PyObject_CheckReadBuffer(PyObject *obj);
PyAPI_FUNC(int) PyObject_DelItem(PyObject *o, PyObject *key);
PyAPI_FUNC(int) PyObject_DelItemString(PyObject *o, const char *key);
PyAPI_FUNC(PyObject *) PyObject_Format(PyObject *obj, PyObject *format_spec); /* new */
PyAPI_FUNC(PyObject *) PyObject_GetAIter(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyObject_GetItem(PyObject *o, PyObject *key); /* new */
PyAPI_FUNC(PyObject *) PyObject_GetIter(PyObject *); /* new */
PyAPI_FUNC(int) PyObject_IsInstance(PyObject *object, PyObject *typeorclass);
PyAPI_FUNC(int) PyObject_IsSubclass(PyObject *object, PyObject *typeorclass);
PyAPI_FUNC(Py_ssize_t) PyObject_Length(PyObject *o);
PyAPI_FUNC(int) PyObject_SetItem(PyObject *o, PyObject *key, PyObject *v);
PyAPI_FUNC(Py_ssize_t) PyObject_Size(PyObject *o);
PyAPI_FUNC(PyObject *) PyObject_Type(PyObject *o); /* new */
PyAPI_FUNC(int) PySequence_Check(PyObject *o);
PyAPI_FUNC(PyObject *) PySequence_Concat(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(int) PySequence_Contains(PyObject *seq, PyObject *ob);
PyAPI_FUNC(Py_ssize_t) PySequence_Count(PyObject *o, PyObject *value);
PyAPI_FUNC(int) PySequence_DelItem(PyObject *o, Py_ssize_t i);
PyAPI_FUNC(int) PySequence_DelSlice(PyObject *o, Py_ssize_t i1, Py_ssize_t i2);
PyAPI_FUNC(PyObject *) PySequence_Fast(PyObject *o, const char *m); /* new */
PyAPI_FUNC(PyObject *) PySequence_GetItem(PyObject *o, Py_ssize_t i); /* new */
PyAPI_FUNC(PyObject *) PySequence_GetSlice(PyObject *o, Py_ssize_t i1, Py_ssize_t i2); /* new */
PyAPI_FUNC(int) PySequence_In(PyObject *o, PyObject *value);
PyAPI_FUNC(PyObject *) PySequence_InPlaceConcat(PyObject *o1, PyObject *o2); /* new */
PyAPI_FUNC(PyObject *) PySequence_InPlaceRepeat(PyObject *o, Py_ssize_t count); /* new */
PyAPI_FUNC(Py_ssize_t) PySequence_Index(PyObject *o, PyObject *value);
PyAPI_FUNC(Py_ssize_t) PySequence_Length(PyObject *o);
PyAPI_FUNC(PyObject *) PySequence_List(PyObject *o); /* new */
PyAPI_FUNC(PyObject *) PySequence_Repeat(PyObject *o, Py_ssize_t count); /* new */
PyAPI_FUNC(int) PySequence_SetItem(PyObject *o, Py_ssize_t i, PyObject *v);
PyAPI_FUNC(int) PySequence_SetSlice(PyObject *o, Py_ssize_t i1, Py_ssize_t i2, PyObject *v);
PyAPI_FUNC(Py_ssize_t) PySequence_Size(PyObject *o);
PyAPI_FUNC(PyObject *) PySequence_Tuple(PyObject *o); /* new */
PYEMB_VARIADIC(PyObject *) _PyObject_CallFunction_SizeT(PyObject *callable, const char *format, ...); /* new */
PYEMB_VARIADIC(PyObject *) _PyObject_CallMethod_SizeT(PyObject *obj, const char *name, const char *format, ...); /* new */

/* Not in the stable ABI. */
PyAPI_FUNC(PyObject *) PyObject_CallOneArg(PyObject *func, PyObject *arg); /* new */
PyAPI_FUNC(Py_ssize_t) PyObject_LengthHint(PyObject *o, Py_ssize_t);
PyAPI_FUNC(PyObject *) PyObject_Vectorcall(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwnames); /* new */
PyAPI_FUNC(PyObject *) PyObject_VectorcallDict(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwargs); /* new */
PyAPI_FUNC(PyObject *) PyObject_VectorcallMethod(PyObject *name, PyObject *const *args, size_t nargsf, PyObject *kwnames); /* new */
PyAPI_FUNC(PyObject *) PyVectorcall_Call(PyObject *callable, PyObject *tuple, PyObject *dict); /* new */
PyAPI_FUNC(vectorcallfunc) PyVectorcall_Function(PyObject *callable);
#define PyObject_Length PyObject_Size
#define PySequence_Length PySequence_Size
#define PySequence_In PySequence_Contains
#define PyMapping_Length PyMapping_Size
#define PyMapping_DelItemString(object, key) PyObject_DelItemString((object), (key))
#define PyMapping_DelItem(object, key) PyObject_DelItem((object), (key))

/* For what PySequence_Fast answered: a tuple or a list. */
PyAPI_FUNC(Py_ssize_t) PySequence_Fast_GET_SIZE(PyObject *);
PyAPI_FUNC(PyObject *) PySequence_Fast_GET_ITEM(PyObject *, Py_ssize_t); /* borrowed */
PyAPI_FUNC(PyObject **) PySequence_Fast_ITEMS(PyObject *);               /* until the list changes */
#define PySequence_Fast_GET_SIZE(object) PySequence_Fast_GET_SIZE(_PyObject_CAST(object))
#define PySequence_Fast_GET_ITEM(object, index) PySequence_Fast_GET_ITEM(_PyObject_CAST(object), (index))
#define PySequence_Fast_ITEMS(object) PySequence_Fast_ITEMS(_PyObject_CAST(object))
#define PySequence_ITEM(object, index) PySequence_GetItem(_PyObject_CAST(object), (index))

/* A caller that sets this bit in `nargsf` lets args[-1] be overwritten for the time of the call. */
#define PY_VECTORCALL_ARGUMENTS_OFFSET ((size_t)1 << (8 * sizeof(size_t) - 1))
#define PyVectorcall_NARGS(nargsf) ((Py_ssize_t)((size_t)(nargsf) & ~PY_VECTORCALL_ARGUMENTS_OFFSET))
#define _PyVectorcall_Function PyVectorcall_Function
#define _PyObject_Vectorcall PyObject_Vectorcall
#define _PyObject_VectorcallMethod PyObject_VectorcallMethod
#define _PyObject_FastCallDict PyObject_VectorcallDict
#define _PyObject_CallNoArgs PyObject_CallNoArgs
#define _PyObject_CallOneArg PyObject_CallOneArg
PyAPI_FUNC(PyObject *) PyObject_CallMethodNoArgs(PyObject *self, PyObject *name);                     /* new */
PyAPI_FUNC(PyObject *) PyObject_CallMethodOneArg(PyObject *self, PyObject *name, PyObject *argument); /* new */
PyAPI_FUNC(int) _PyObject_LookupAttr(PyObject *, PyObject *name, PyObject **value); /* 1, 0 without an exception, -1 */

#ifdef __cplusplus
}
#endif

#endif
