// SPDX-License-Identifier: MIT
#pragma once

// The memory of objects that C code makes and frees: PyObject_New and its kin make objects of a type, tp_free gives their blocks back.

#include "api.h"

namespace pyemb::capi {

/// An object of `type` with `items` items, zeroed behind its header; not shown to the collector. NULL: raised.
PyObject* make_object(PyTypeObject* type, Py_ssize_t items, const char* function = __builtin_FUNCTION());
/// Gives the block of an object back whose parts have been dropped.
void release_block(ThreadState& ts, Object* object);

}  // namespace pyemb::capi
