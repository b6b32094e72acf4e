/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYTHON_H
#define PYEMB_PYTHON_H
#define Py_PYTHON_H /* what C code asks for to see that this header was found */

/* The C ABI: names and reference rules of CPython 3.11's C API. docs/capi.md lists what is there.
 *
 * "New" results are owned by the caller and given back with Py_DECREF; "borrowed" ones live as long as what they were read from; a function "steals"
 * an argument when it takes the caller's reference over. A function that fails returns NULL or -1 with an exception set, unless it says otherwise. A
 * function called on a thread that no thread state is attached to fails and sets nothing. This header is the only one to include; the parts have the
 * names that CPython's have. Since 0.1. */

/* With PYEMB_API_TABLE, for extension modules: nothing of the library is linked, all functions are called through a table that the library gives the module.
 * What is declared here are then static functions, whose bodies stand in pyemb_api.h. */
#include "patchlevel.h"
#include "pyport.h"
#ifdef PYEMB_API_TABLE
#undef PyAPI_FUNC
#define PyAPI_FUNC(type) static inline type
#endif
#include "pytypedefs.h"
#include "pybuffer.h"
#include "object.h"
#include "cpython/layouts.h"
#include "typeslots.h"
#include "pyemb_types.h"
#ifndef Py_LIMITED_API
#include "cpython/object.h"
#endif
#include "objimpl.h"
#include "pymem.h"
#include "pyhash.h"
#include "bytearrayobject.h"
#include "bytesobject.h"
#include "unicodeobject.h"
#include "longobject.h"
#include "boolobject.h"
#include "floatobject.h"
#ifndef Py_LIMITED_API
#include "cpython/values.h"
#endif
#include "complexobject.h"
#include "rangeobject.h"
#include "memoryobject.h"
#include "picklebufobject.h"
#include "tupleobject.h"
#include "listobject.h"
#include "dictobject.h"
#include "odictobject.h"
#include "setobject.h"
#include "methodobject.h"
#include "descrobject.h"
#include "moduleobject.h"
#include "funcobject.h"
#include "classobject.h"
#include "fileobject.h"
#include "fileutils.h"
#include "pycapsule.h"
#include "code.h"
#include "pyframe.h"
#include "traceback.h"
#include "sliceobject.h"
#include "cellobject.h"
#include "iterobject.h"
#include "genobject.h"
#include "genericaliasobject.h"
#include "warnings.h"
#include "weakrefobject.h"
#include "structseq.h"
#include "codecs.h"
#include "pyerrors.h"
#include "pythread.h"
#include "context.h"
#include "modsupport.h"
#ifndef Py_LIMITED_API
#include "cpython/modsupport.h"
#endif
#include "compile.h"
#include "pythonrun.h"
#include "initconfig.h"
#include "pyemb_debug.h"
#include "pyemb_event_loop.h"
#include "pyemb_mounts.h"
#include "pylifecycle.h"
#include "pystate.h"
#include "ceval.h"
#include "sysmodule.h"
#include "osmodule.h"
#include "intrcheck.h"
#include "import.h"
#include "abstract.h"
#include "pystrtod.h"
#include "pystrcmp.h"
#include "pyctype.h"
#include "tracemalloc.h"
#include "pyemb_host.h"

#ifdef PYEMB_API_TABLE
#undef PyAPI_FUNC
#define PyAPI_FUNC(type) Py_EXPORTED_SYMBOL type
#include "pyemb_api.h"
#endif

#endif
