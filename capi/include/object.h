/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_OBJECT_H
#define PYEMB_OBJECT_H

/* Objects and types.
 *
 * A PyObject* holds the bits of a value. Ints of up to 62 bits, most floats, None, True, False, Ellipsis and NotImplemented have no memory behind
 * them: their words are passed around, counted as owned or borrowed like any other, and must never be looked into. What does point to memory
 * starts with a head of 16 bytes whose content is the interpreter's own; behind it stand the fields of the struct that a C-defined type declared
 * with PyObject_HEAD. So `&object->field` is right for instances of one's own types, and nothing else about an object may be read but by the
 * functions and macros here.
 *
 * Each interpreter has its own types and exceptions: `PyLong_Type` and `PyExc_TypeError` mean those of the calling thread's interpreter, and their
 * addresses are no constants. A static initializer cannot name them: set `tp_base` in the module's init function. */

#ifdef __cplusplus
extern "C" {
#endif

struct _object {
  void *pyemb_type;
  uint32_t ob_refcnt;
  uint32_t pyemb_flags;
};
typedef struct {
  PyObject ob_base;
  Py_ssize_t ob_size; /* items behind the fixed part of a variable-sized C-defined type */
} PyVarObject;

#define PyObject_HEAD PyObject ob_base;
#define PyObject_VAR_HEAD PyVarObject ob_base;
#define PyObject_HEAD_INIT(type) {0, 1, 0},
#define Py_INVALID_SIZE ((Py_ssize_t)-1)

/* -- references ---------------------------------------------------------------------------------------------------------------------------- */

PyAPI_FUNC(void) Py_IncRef(PyObject *); /* NULL is ignored */
PyAPI_FUNC(void) Py_DecRef(PyObject *); /* NULL is ignored */
PyAPI_FUNC(PyObject *) Py_NewRef(PyObject *);  /* new */
PyAPI_FUNC(PyObject *) Py_XNewRef(PyObject *); /* new, or NULL for NULL */
PyAPI_FUNC(void) _Py_IncRef(PyObject *);
PyAPI_FUNC(void) _Py_DecRef(PyObject *);
PyAPI_FUNC(void) _Py_Dealloc(PyObject *);
PyAPI_FUNC(void) _Py_NewReference(PyObject *); /* an object whose memory is used again: it has one reference */
/* A value without memory has a large count that never changes. */
PyAPI_FUNC(Py_ssize_t) Py_REFCNT(PyObject *);
PyAPI_FUNC(void) Py_SET_REFCNT(PyObject *, Py_ssize_t);
PyAPI_FUNC(PyTypeObject *) Py_TYPE(PyObject *); /* borrowed */
PyAPI_FUNC(void) Py_SET_TYPE(PyObject *, PyTypeObject *);
PyAPI_FUNC(int) Py_IS_TYPE(PyObject *, PyTypeObject *);
/* The number of items of a tuple, list, bytes, bytearray or variable-sized C-defined object; of an int its digits, negative for negative ones. */
PyAPI_FUNC(Py_ssize_t) Py_SIZE(PyObject *);
PyAPI_FUNC(void) Py_SET_SIZE(PyVarObject *, Py_ssize_t);
PyAPI_FUNC(int) Py_Is(PyObject *, PyObject *);
PyAPI_FUNC(int) Py_IsNone(PyObject *);

#define _PyObject_CAST(object) ((PyObject *)(object))
#define _PyVarObject_CAST(object) ((PyVarObject *)(object))
#define Py_INCREF(object) Py_IncRef(_PyObject_CAST(object))
#define Py_DECREF(object) Py_DecRef(_PyObject_CAST(object))
#define Py_XINCREF(object) Py_IncRef(_PyObject_CAST(object))
#define Py_XDECREF(object) Py_DecRef(_PyObject_CAST(object))
#define Py_NewRef(object) Py_NewRef(_PyObject_CAST(object))
#define Py_XNewRef(object) Py_XNewRef(_PyObject_CAST(object))
#define Py_REFCNT(object) Py_REFCNT(_PyObject_CAST(object))
#define Py_SET_REFCNT(object, count) Py_SET_REFCNT(_PyObject_CAST(object), (count))
#define Py_TYPE(object) Py_TYPE(_PyObject_CAST(object))
#define Py_SET_TYPE(object, type) Py_SET_TYPE(_PyObject_CAST(object), (type))
#define Py_IS_TYPE(object, type) Py_IS_TYPE(_PyObject_CAST(object), (type))
#define Py_SIZE(object) Py_SIZE(_PyObject_CAST(object))
#define Py_SET_SIZE(object, size) Py_SET_SIZE(_PyVarObject_CAST(object), (size))
#define Py_Is(x, y) ((x) == (y))
#define Py_IsNone(x) Py_Is((x), Py_None)
#define Py_CLEAR(place)                              \
  do {                                               \
    PyObject *pyemb_old = _PyObject_CAST(place);     \
    if (pyemb_old != NULL) {                         \
      (place) = NULL;                                \
      Py_DecRef(pyemb_old);                          \
    }                                                \
  } while (0)
#define Py_SETREF(place, value)                      \
  do {                                               \
    PyObject *pyemb_old = _PyObject_CAST(place);     \
    (place) = (value);                               \
    Py_DecRef(pyemb_old);                            \
  } while (0)
#define Py_XSETREF(place, value) Py_SETREF(place, value)

/* The values without memory; borrowed. */
enum { PYEMB_NONE, PYEMB_FALSE, PYEMB_TRUE, PYEMB_ELLIPSIS, PYEMB_NOT_IMPLEMENTED };
PyAPI_FUNC(PyObject *) PyEmb_Constant(int which) PYEMB_CONST;
#define Py_None PyEmb_Constant(PYEMB_NONE)
#define Py_NotImplemented PyEmb_Constant(PYEMB_NOT_IMPLEMENTED)
#define Py_RETURN_NONE return Py_None
#define Py_RETURN_NOTIMPLEMENTED return Py_NotImplemented
#define _Py_NoneStruct (*Py_None)
#define _Py_NotImplementedStruct (*Py_NotImplemented)

/* -- types --------------------------------------------------------------------------------------------------------------------------------- */

typedef PyObject *(*unaryfunc)(PyObject *);
typedef PyObject *(*binaryfunc)(PyObject *, PyObject *);
typedef PyObject *(*ternaryfunc)(PyObject *, PyObject *, PyObject *);
typedef int (*inquiry)(PyObject *);
typedef Py_ssize_t (*lenfunc)(PyObject *);
typedef PyObject *(*ssizeargfunc)(PyObject *, Py_ssize_t);
typedef PyObject *(*ssizessizeargfunc)(PyObject *, Py_ssize_t, Py_ssize_t);
typedef int (*ssizeobjargproc)(PyObject *, Py_ssize_t, PyObject *);
typedef int (*ssizessizeobjargproc)(PyObject *, Py_ssize_t, Py_ssize_t, PyObject *);
typedef int (*objobjargproc)(PyObject *, PyObject *, PyObject *);
typedef int (*objobjproc)(PyObject *, PyObject *);
typedef int (*visitproc)(PyObject *, void *);
typedef int (*traverseproc)(PyObject *, visitproc, void *);
typedef void (*freefunc)(void *);
typedef void (*destructor)(PyObject *);
typedef PyObject *(*getattrfunc)(PyObject *, char *);
typedef PyObject *(*getattrofunc)(PyObject *, PyObject *);
typedef int (*setattrfunc)(PyObject *, char *, PyObject *);
typedef int (*setattrofunc)(PyObject *, PyObject *, PyObject *);
typedef PyObject *(*reprfunc)(PyObject *);
typedef Py_hash_t (*hashfunc)(PyObject *);
typedef PyObject *(*richcmpfunc)(PyObject *, PyObject *, int);
typedef PyObject *(*getiterfunc)(PyObject *);
typedef PyObject *(*iternextfunc)(PyObject *);
typedef PyObject *(*descrgetfunc)(PyObject *, PyObject *, PyObject *);
typedef int (*descrsetfunc)(PyObject *, PyObject *, PyObject *);
typedef int (*initproc)(PyObject *, PyObject *, PyObject *);
typedef PyObject *(*newfunc)(PyTypeObject *, PyObject *, PyObject *);
typedef PyObject *(*allocfunc)(PyTypeObject *, Py_ssize_t);
typedef PyObject *(*vectorcallfunc)(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwnames);
typedef enum { PYGEN_RETURN = 0, PYGEN_ERROR = -1, PYGEN_NEXT = 1 } PySendResult;
typedef PySendResult (*sendfunc)(PyObject *iter, PyObject *value, PyObject **result);

/* What PyType_FromSpec makes a type of: slots by number (typeslots.h), a zero at the end. */
typedef struct {
  int slot;
  void *pfunc;
} PyType_Slot;
typedef struct {
  const char *name; /* "module.Type" */
  int basicsize;    /* 0: as the base */
  int itemsize;
  unsigned int flags;
  PyType_Slot *slots;
} PyType_Spec;

#define Py_TPFLAGS_HAVE_FINALIZE (1UL << 0)
#define Py_TPFLAGS_MANAGED_DICT (1UL << 4)
#define Py_TPFLAGS_SEQUENCE (1UL << 5)
#define Py_TPFLAGS_MAPPING (1UL << 6)
#define Py_TPFLAGS_DISALLOW_INSTANTIATION (1UL << 7)
#define Py_TPFLAGS_IMMUTABLETYPE (1UL << 8)
#define Py_TPFLAGS_HEAPTYPE (1UL << 9)
#define Py_TPFLAGS_BASETYPE (1UL << 10)
#define Py_TPFLAGS_HAVE_VECTORCALL (1UL << 11)
#define _Py_TPFLAGS_HAVE_VECTORCALL Py_TPFLAGS_HAVE_VECTORCALL
#define Py_TPFLAGS_READY (1UL << 12)
#define Py_TPFLAGS_READYING (1UL << 13)
#define Py_TPFLAGS_HAVE_GC (1UL << 14)
#define Py_TPFLAGS_HAVE_STACKLESS_EXTENSION 0
#define Py_TPFLAGS_METHOD_DESCRIPTOR (1UL << 17)
#define Py_TPFLAGS_HAVE_VERSION_TAG (1UL << 18)
#define Py_TPFLAGS_VALID_VERSION_TAG (1UL << 19)
#define Py_TPFLAGS_IS_ABSTRACT (1UL << 20)
#define _Py_TPFLAGS_MATCH_SELF (1UL << 22)
#define Py_TPFLAGS_LONG_SUBCLASS (1UL << 24)
#define Py_TPFLAGS_LIST_SUBCLASS (1UL << 25)
#define Py_TPFLAGS_TUPLE_SUBCLASS (1UL << 26)
#define Py_TPFLAGS_BYTES_SUBCLASS (1UL << 27)
#define Py_TPFLAGS_UNICODE_SUBCLASS (1UL << 28)
#define Py_TPFLAGS_DICT_SUBCLASS (1UL << 29)
#define Py_TPFLAGS_BASE_EXC_SUBCLASS (1UL << 30)
#define Py_TPFLAGS_TYPE_SUBCLASS (1UL << 31)
#define Py_TPFLAGS_DEFAULT 0UL

PyAPI_FUNC(PyObject *) PyType_FromSpec(PyType_Spec *); /* new */
PyAPI_FUNC(PyObject *) PyType_FromSpecWithBases(PyType_Spec *, PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyType_FromModuleAndSpec(PyObject *, PyType_Spec *, PyObject *); /* new */
PyAPI_FUNC(void *) PyType_GetSlot(PyTypeObject *, int);
PyAPI_FUNC(unsigned long) PyType_GetFlags(PyTypeObject *);
PyAPI_FUNC(PyObject *) PyType_GetName(PyTypeObject *); /* new */
PyAPI_FUNC(PyObject *) PyType_GetQualName(PyTypeObject *); /* new */
PyAPI_FUNC(PyObject *) PyType_GetModule(PyTypeObject *); /* borrowed */
PyAPI_FUNC(void *) PyType_GetModuleState(PyTypeObject *);
PyAPI_FUNC(int) PyType_IsSubtype(PyTypeObject *, PyTypeObject *);
PyAPI_FUNC(int) PyType_Ready(PyTypeObject *);
PyAPI_FUNC(void) PyType_Modified(PyTypeObject *);
PyAPI_FUNC(unsigned int) PyType_ClearCache(void);
PyAPI_FUNC(PyObject *) PyType_GenericAlloc(PyTypeObject *, Py_ssize_t); /* new */
PyAPI_FUNC(PyObject *) PyType_GenericNew(PyTypeObject *, PyObject *, PyObject *); /* new */
PyAPI_FUNC(int) PyType_Check(PyObject *);
PyAPI_FUNC(int) PyType_CheckExact(PyObject *);
PyAPI_FUNC(int) PyType_HasFeature(PyTypeObject *, unsigned long);
PyAPI_FUNC(int) PyObject_TypeCheck(PyObject *, PyTypeObject *);
#define PyType_Check(object) PyType_Check(_PyObject_CAST(object))
#define PyType_CheckExact(object) PyType_CheckExact(_PyObject_CAST(object))
#define PyType_FastSubclass(type, flag) PyType_HasFeature((type), (flag))
#define PyObject_TypeCheck(object, type) PyObject_TypeCheck(_PyObject_CAST(object), (type))

/* -- any object ---------------------------------------------------------------------------------------------------------------------------- */

#define Py_LT 0
#define Py_LE 1
#define Py_EQ 2
#define Py_NE 3
#define Py_GT 4
#define Py_GE 5
#define Py_RETURN_RICHCOMPARE(a, b, op)                                      \
  do {                                                                       \
    switch (op) {                                                            \
      case Py_EQ: return PyEmb_Constant((a) == (b) ? PYEMB_TRUE : PYEMB_FALSE); \
      case Py_NE: return PyEmb_Constant((a) != (b) ? PYEMB_TRUE : PYEMB_FALSE); \
      case Py_LT: return PyEmb_Constant((a) < (b) ? PYEMB_TRUE : PYEMB_FALSE);  \
      case Py_GT: return PyEmb_Constant((a) > (b) ? PYEMB_TRUE : PYEMB_FALSE);  \
      case Py_LE: return PyEmb_Constant((a) <= (b) ? PYEMB_TRUE : PYEMB_FALSE); \
      case Py_GE: return PyEmb_Constant((a) >= (b) ? PYEMB_TRUE : PYEMB_FALSE); \
      default: Py_UNREACHABLE();                                             \
    }                                                                        \
  } while (0)
#define Py_PRINT_RAW 1

PyAPI_FUNC(PyObject *) PyObject_Repr(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyObject_Str(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyObject_ASCII(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyObject_Bytes(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyObject_RichCompare(PyObject *, PyObject *, int); /* new */
PyAPI_FUNC(int) PyObject_RichCompareBool(PyObject *, PyObject *, int);
PyAPI_FUNC(PyObject *) PyObject_GetAttr(PyObject *, PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyObject_GetAttrString(PyObject *, const char *); /* new */
PyAPI_FUNC(int) PyObject_SetAttr(PyObject *, PyObject *, PyObject *);
PyAPI_FUNC(int) PyObject_SetAttrString(PyObject *, const char *, PyObject *);
PyAPI_FUNC(int) PyObject_HasAttr(PyObject *, PyObject *);
PyAPI_FUNC(int) PyObject_HasAttrString(PyObject *, const char *);
PyAPI_FUNC(PyObject *) PyObject_SelfIter(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyObject_GenericGetAttr(PyObject *, PyObject *); /* new */
PyAPI_FUNC(int) PyObject_GenericSetAttr(PyObject *, PyObject *, PyObject *);
PyAPI_FUNC(PyObject *) PyObject_GenericGetDict(PyObject *, void *); /* new */
PyAPI_FUNC(int) PyObject_GenericSetDict(PyObject *, PyObject *, void *);
PyAPI_FUNC(Py_hash_t) PyObject_Hash(PyObject *);
PyAPI_FUNC(Py_hash_t) PyObject_HashNotImplemented(PyObject *);
PyAPI_FUNC(int) PyObject_IsTrue(PyObject *);
PyAPI_FUNC(int) PyObject_Not(PyObject *);
PyAPI_FUNC(int) PyCallable_Check(PyObject *);
PyAPI_FUNC(void) PyObject_ClearWeakRefs(PyObject *);
PyAPI_FUNC(PyObject *) PyObject_Dir(PyObject *); /* new */
PyAPI_FUNC(int) Py_ReprEnter(PyObject *);
PyAPI_FUNC(void) Py_ReprLeave(PyObject *);
#define PyObject_DelAttr(object, name) PyObject_SetAttr((object), (name), NULL)
#define PyObject_DelAttrString(object, name) PyObject_SetAttrString((object), (name), NULL)

#ifdef __cplusplus
}
#endif

#endif
