// SPDX-License-Identifier: MIT
#pragma once

// The buffer protocol across the border: a Py_buffer of C code and a BufferView of the library say the same.

#include "api.h"
#include "objects/buffer.h"

namespace pyemb::capi {

/// bf_getbuffer and bf_releasebuffer of native types: what `view` needs to be given back hangs off view->internal.
int native_get_buffer(PyObject* exporter, Py_buffer* view, int flags);
void native_release_buffer(PyObject* exporter, Py_buffer* view);

/// TypeSpec::get_buffer and release_buffer of C-defined types.
[[nodiscard]] Status foreign_get_buffer(ThreadState& ts, Object* exporter, BufferView& view, int flags);
void foreign_release_buffer(ThreadState& ts, Object* exporter, BufferView& view);

/// Says in a Py_buffer that lives as long as the object which `place` belongs to (kShownBufferSize) what the view says.
[[nodiscard]] Result<Py_buffer*> show_buffer(ThreadState& ts, void*& place, const BufferView& view);

}  // namespace pyemb::capi
