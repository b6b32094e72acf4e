/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_CPYTHON_VALUES_H
#define PYEMB_CPYTHON_VALUES_H

/* The values without memory, made, read and counted in place. Every macro here stands for the function of the same name, which it calls where the value is
 * none of these; `(PyLong_FromLong)(i)` is the function itself. Code for the limited API calls the functions: it knows nothing of how values look.
 *
 * What a PyObject* says by itself (the two low bits; the library checks these numbers against its own):
 *
 *     00   from 4096 on an address; below that a constant, 8 for None and one more for each of the next, times 4
 *     01   an int of 62 bits, two's complement
 *     1x   a double: its bits less 2^60, rotated left by 4. The doubles that would not end in 1x this way are objects with an address. */

#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PYEMB_INT_TAG 1u
#define PYEMB_FLOAT_TAG 2u
#define PYEMB_FLOAT_BIAS ((uint64_t)1 << 60)
#define PYEMB_FIRST_CONSTANT 8u

#define PyEmb_Constant(which) ((PyObject *)(uintptr_t)(PYEMB_FIRST_CONSTANT + 4u * (unsigned)(which)))

static inline uint64_t pyemb_word(const PyObject *object) { return (uint64_t)(uintptr_t)object; }
/* Whether it is an address; NULL is none. The low bits go to the top, so that one comparison tells both. */
static inline int pyemb_is_heap(const PyObject *object) {
  const uint64_t word = pyemb_word(object);
  return ((word >> 2) | (word << 62)) - 1024u < ((uint64_t)1 << 62) - 1024u;
}

/* -- references ------------------------------------------------------------------------------------------------------------------------------ */

/* The library has a type of its own for the head of an object; an optimizer that sees both sides must not take them for different memory. */
#if defined(__GNUC__) || defined(__clang__)
typedef uint32_t __attribute__((may_alias)) pyemb_count;
#else
typedef uint32_t pyemb_count;
#endif
static inline void pyemb_inc_ref(PyObject *object) {
  if (pyemb_is_heap(object)) ++*(pyemb_count *)&object->ob_refcnt;
}
/* A host that is compiled with PYEMB_API_CHECKS has a checked library (-Dapi_checks=true) look at each reference that is given back. */
static inline void pyemb_dec_ref(PyObject *object) {
#ifdef PYEMB_API_CHECKS
  (Py_DecRef)(object);
  return;
#endif
  if (pyemb_is_heap(object) && --*(pyemb_count *)&object->ob_refcnt == 0) _Py_Dealloc(object);
}
static inline PyObject *pyemb_new_ref(PyObject *object) {
  pyemb_inc_ref(object);
  return object;
}
#define Py_IncRef(object) pyemb_inc_ref(object)
#define Py_DecRef(object) pyemb_dec_ref(object)
#undef Py_NewRef
#undef Py_XNewRef
#define Py_NewRef(object) pyemb_new_ref(_PyObject_CAST(object))
#define Py_XNewRef(object) pyemb_new_ref(_PyObject_CAST(object))

/* -- ints ------------------------------------------------------------------------------------------------------------------------------------ */

static inline int pyemb_is_int_word(const PyObject *object) { return (pyemb_word(object) & 3u) == PYEMB_INT_TAG; }
static inline int64_t pyemb_int_of_word(const PyObject *object) { return (int64_t)pyemb_word(object) >> 2; }
static inline PyObject *pyemb_from_int64(int64_t value) {
  if ((uint64_t)value + ((uint64_t)1 << 61) < (uint64_t)1 << 62) return (PyObject *)(uintptr_t)((uint64_t)value << 2 | PYEMB_INT_TAG);
  return PyLong_FromLongLong(value);
}
static inline long pyemb_as_long(PyObject *object) { return pyemb_is_int_word(object) ? (long)pyemb_int_of_word(object) : PyLong_AsLong(object); }
static inline long long pyemb_as_long_long(PyObject *object) { return pyemb_is_int_word(object) ? pyemb_int_of_word(object) : PyLong_AsLongLong(object); }
static inline Py_ssize_t pyemb_as_ssize_t(PyObject *object) { return pyemb_is_int_word(object) ? (Py_ssize_t)pyemb_int_of_word(object) : PyLong_AsSsize_t(object); }
static inline int pyemb_long_check(PyObject *object) { return pyemb_is_int_word(object) || PyLong_Check(object); }
static inline int pyemb_long_check_exact(PyObject *object) { return pyemb_is_int_word(object) || PyLong_CheckExact(object); }
static inline int pyemb_bool_check(PyObject *object) { return object == PyEmb_Constant(PYEMB_FALSE) || object == PyEmb_Constant(PYEMB_TRUE); }
static inline PyObject *pyemb_bool_from_long(long value) { return value != 0 ? PyEmb_Constant(PYEMB_TRUE) : PyEmb_Constant(PYEMB_FALSE); }
#define PyLong_FromLong(value) pyemb_from_int64(value)
#define PyLong_FromLongLong(value) pyemb_from_int64(value)
#define PyLong_FromSsize_t(value) pyemb_from_int64(value)
#define PyLong_AsLong(object) pyemb_as_long(object)
#define PyLong_AsLongLong(object) pyemb_as_long_long(object)
#define PyLong_AsSsize_t(object) pyemb_as_ssize_t(object)
#undef PyLong_Check
#undef PyLong_CheckExact
#undef PyBool_Check
#define PyLong_Check(object) pyemb_long_check(_PyObject_CAST(object))
#define PyLong_CheckExact(object) pyemb_long_check_exact(_PyObject_CAST(object))
#define PyBool_Check(object) pyemb_bool_check(_PyObject_CAST(object))
#define PyBool_FromLong(value) pyemb_bool_from_long(value)

/* -- floats ---------------------------------------------------------------------------------------------------------------------------------- */

static inline int pyemb_is_float_word(const PyObject *object) { return (pyemb_word(object) & PYEMB_FLOAT_TAG) != 0; }
static inline PyObject *pyemb_from_double(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  bits -= PYEMB_FLOAT_BIAS;
  bits = bits << 4 | bits >> 60;
  return (bits & PYEMB_FLOAT_TAG) != 0 ? (PyObject *)(uintptr_t)bits : PyFloat_FromDouble(value);
}
static inline double pyemb_as_double(PyObject *object) {
  uint64_t bits = pyemb_word(object);
  double value;
  if ((bits & PYEMB_FLOAT_TAG) == 0) return PyFloat_AsDouble(object);
  bits = (bits >> 4 | bits << 60) + PYEMB_FLOAT_BIAS;
  memcpy(&value, &bits, sizeof value);
  return value;
}
static inline int pyemb_float_check(PyObject *object) { return pyemb_is_float_word(object) || PyFloat_Check(object); }
static inline int pyemb_float_check_exact(PyObject *object) { return pyemb_is_float_word(object) || PyFloat_CheckExact(object); }
#define PyFloat_FromDouble(value) pyemb_from_double(value)
#define PyFloat_AsDouble(object) pyemb_as_double(object)
#undef PyFloat_Check
#undef PyFloat_CheckExact
#define PyFloat_Check(object) pyemb_float_check(_PyObject_CAST(object))
#define PyFloat_CheckExact(object) pyemb_float_check_exact(_PyObject_CAST(object))

#ifdef __cplusplus
}
#endif

#endif
