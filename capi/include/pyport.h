/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYPORT_H
#define PYEMB_PYPORT_H

/* What the compiler and the system provide, under the names that C code for Python uses. */

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>
#include <wchar.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef ptrdiff_t Py_ssize_t;
typedef intptr_t Py_intptr_t;
typedef uintptr_t Py_uintptr_t;
typedef Py_ssize_t Py_hash_t;
typedef size_t Py_uhash_t;
typedef Py_ssize_t Py_ssize_clean_t;
#define PY_SSIZE_T_MAX PTRDIFF_MAX
#define PY_SSIZE_T_MIN PTRDIFF_MIN
#define PY_SIZE_MAX SIZE_MAX
#define SIZEOF_HASH_T SIZEOF_SIZE_T
#define PY_FORMAT_SIZE_T "z"

#define PY_LONG_LONG long long
#define PY_LLONG_MIN LLONG_MIN
#define PY_LLONG_MAX LLONG_MAX
#define PY_ULLONG_MAX ULLONG_MAX
#define PY_UINT32_T uint32_t
#define PY_UINT64_T uint64_t
#define PY_INT32_T int32_t
#define PY_INT64_T int64_t
#define Py_LL(x) x##LL
#define Py_ULL(x) x##ULL

#if defined(__GNUC__) || defined(__clang__)
#define Py_EXPORTED_SYMBOL __attribute__((visibility("default")))
#define Py_GCC_ATTRIBUTE(x) __attribute__(x)
#define Py_DEPRECATED(version) __attribute__((__deprecated__))
#define Py_ALIGNED(x) __attribute__((aligned(x)))
#define Py_UNUSED(name) pyemb_unused_##name __attribute__((unused))
#define Py_ALWAYS_INLINE __attribute__((always_inline))
#define Py_NO_INLINE __attribute__((noinline))
#define Py_UNREACHABLE() __builtin_unreachable()
#define PYEMB_NORETURN __attribute__((noreturn))
#define PYEMB_PRINTF(text, first) __attribute__((format(printf, text, first)))
#define PYEMB_CONST __attribute__((const))
#else
#define Py_EXPORTED_SYMBOL
#define Py_GCC_ATTRIBUTE(x)
#define Py_DEPRECATED(version)
#define Py_ALIGNED(x)
#define Py_UNUSED(name) pyemb_unused_##name
#define Py_ALWAYS_INLINE
#define Py_NO_INLINE
#define Py_UNREACHABLE() ((void)0)
#define PYEMB_NORETURN
#define PYEMB_PRINTF(text, first)
#define PYEMB_CONST
#endif
#define Py_IMPORTED_SYMBOL
#define Py_LOCAL_SYMBOL

#define PyAPI_FUNC(type) Py_EXPORTED_SYMBOL type
#define PYEMB_VARIADIC(type) Py_EXPORTED_SYMBOL type /* of a function with any number of arguments */
#define PyAPI_DATA(type) extern Py_EXPORTED_SYMBOL type
#ifdef __cplusplus
#define PyMODINIT_FUNC extern "C" Py_EXPORTED_SYMBOL PyObject *
#else
#define PyMODINIT_FUNC Py_EXPORTED_SYMBOL PyObject *
#endif

#define _Py_NO_RETURN __attribute__((__noreturn__))
#define Py_LOCAL(type) static type
#define Py_LOCAL_INLINE(type) static inline type
#define Py_VA_COPY va_copy
#define Py_MEMCPY memcpy
#define Py_MIN(x, y) (((x) > (y)) ? (y) : (x))
#define Py_MAX(x, y) (((x) > (y)) ? (x) : (y))
#define Py_ABS(x) ((x) < 0 ? -(x) : (x))
#define PYEMB_STRINGIFY(x) #x
#define Py_STRINGIFY(x) PYEMB_STRINGIFY(x)
#define Py_MEMBER_SIZE(type, member) sizeof(((type *)0)->member)
#define Py_ARRAY_LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define Py_CHARMASK(c) ((unsigned char)((c) & 0xff))
#define Py_ARITHMETIC_RIGHT_SHIFT(type, i, j) ((i) >> (j))
#define Py_FORCE_EXPANSION(x) x
#define Py_SAFE_DOWNCAST(value, wide, narrow) ((narrow)(value))
#define Py_BUILD_ASSERT_EXPR(condition) (sizeof(char[1 - 2 * !(condition)]) - 1)
#define Py_BUILD_ASSERT(condition) ((void)Py_BUILD_ASSERT_EXPR(condition))

#define PyDoc_VAR(name) static const char name[]
#define PyDoc_STR(text) text
#define PyDoc_STRVAR(name, text) PyDoc_VAR(name) = PyDoc_STR(text)

/* What an extension finds out about the build. */
#define SIZEOF_SHORT __SIZEOF_SHORT__
#define SIZEOF_INT __SIZEOF_INT__
#define SIZEOF_LONG __SIZEOF_LONG__
#define SIZEOF_LONG_LONG __SIZEOF_LONG_LONG__
#define SIZEOF_VOID_P __SIZEOF_POINTER__
#define SIZEOF_SIZE_T __SIZEOF_SIZE_T__
#define SIZEOF_WCHAR_T __SIZEOF_WCHAR_T__
#define SIZEOF_DOUBLE __SIZEOF_DOUBLE__
#define SIZEOF_FLOAT __SIZEOF_FLOAT__
#define HAVE_LONG_LONG 1
#define HAVE_STDARG_PROTOTYPES 1
#define WITH_THREAD 1

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define PY_BIG_ENDIAN 1
#else
#define PY_BIG_ENDIAN 0
#endif
#define PY_LITTLE_ENDIAN (!PY_BIG_ENDIAN)

#define Py_MATH_PIl 3.1415926535897932384626433832795029L
#define Py_MATH_El 2.7182818284590452353602874713526625L
#define Py_MATH_PI 3.14159265358979323846
#define Py_MATH_E 2.7182818284590452354
#define Py_MATH_TAU 6.2831853071795864769252867665590057683943L
#define Py_IS_NAN(x) isnan(x)
#define Py_IS_INFINITY(x) isinf(x)
#define Py_IS_FINITE(x) isfinite(x)
#define Py_HUGE_VAL HUGE_VAL
#define Py_NAN ((double)NAN)
#define PyFPE_START_PROTECT(text, statement)
#define PyFPE_END_PROTECT(value)

#ifdef __cplusplus
}
#endif

#endif
