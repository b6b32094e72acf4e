/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYBUFFER_H
#define PYEMB_PYBUFFER_H

/* The buffer protocol (PEP 3118): another object's memory, shared for a while. PyObject_GetBuffer fills a Py_buffer, PyBuffer_Release gives it
 * back; in between the memory stays where it is. A request says with PyBUF_* which fields it can cope with. */

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
  void *buf;
  PyObject *obj; /* owned: what lends the memory; NULL: nothing is lent */
  Py_ssize_t len; /* bytes */
  Py_ssize_t itemsize;
  int readonly;
  int ndim;
  char *format; /* struct syntax; NULL: "B" */
  Py_ssize_t *shape;
  Py_ssize_t *strides;
  Py_ssize_t *suboffsets;
  void *internal; /* the lender's own */
} Py_buffer;

typedef int (*getbufferproc)(PyObject *, Py_buffer *, int);
typedef void (*releasebufferproc)(PyObject *, Py_buffer *);

#define PyBUF_MAX_NDIM 64
#define PyBUF_SIMPLE 0
#define PyBUF_WRITABLE 0x1
#define PyBUF_WRITEABLE PyBUF_WRITABLE
#define PyBUF_FORMAT 0x4
#define PyBUF_ND 0x8
#define PyBUF_STRIDES (0x10 | PyBUF_ND)
#define PyBUF_C_CONTIGUOUS (0x20 | PyBUF_STRIDES)
#define PyBUF_F_CONTIGUOUS (0x40 | PyBUF_STRIDES)
#define PyBUF_ANY_CONTIGUOUS (0x80 | PyBUF_STRIDES)
#define PyBUF_INDIRECT (0x100 | PyBUF_STRIDES)
#define PyBUF_CONTIG (PyBUF_ND | PyBUF_WRITABLE)
#define PyBUF_CONTIG_RO (PyBUF_ND)
#define PyBUF_STRIDED (PyBUF_STRIDES | PyBUF_WRITABLE)
#define PyBUF_STRIDED_RO (PyBUF_STRIDES)
#define PyBUF_RECORDS (PyBUF_STRIDES | PyBUF_WRITABLE | PyBUF_FORMAT)
#define PyBUF_RECORDS_RO (PyBUF_STRIDES | PyBUF_FORMAT)
#define PyBUF_FULL (PyBUF_INDIRECT | PyBUF_WRITABLE | PyBUF_FORMAT)
#define PyBUF_FULL_RO (PyBUF_INDIRECT | PyBUF_FORMAT)
#define PyBUF_READ 0x100
#define PyBUF_WRITE 0x200

PyAPI_FUNC(void) PyBuffer_FillContiguousStrides(int ndims, Py_ssize_t *shape, Py_ssize_t *strides, int itemsize, char fort);
PyAPI_FUNC(int) PyBuffer_FillInfo(Py_buffer *view, PyObject *o, void *buf, Py_ssize_t len, int readonly, int flags);
PyAPI_FUNC(int) PyBuffer_FromContiguous(const Py_buffer *view, const void *buf, Py_ssize_t len, char order);
PyAPI_FUNC(void *) PyBuffer_GetPointer(const Py_buffer *view, const Py_ssize_t *indices);
PyAPI_FUNC(int) PyBuffer_IsContiguous(const Py_buffer *view, char fort);
PyAPI_FUNC(void) PyBuffer_Release(Py_buffer *view);
PyAPI_FUNC(Py_ssize_t) PyBuffer_SizeFromFormat(const char *format);
PyAPI_FUNC(int) PyBuffer_ToContiguous(void *buf, const Py_buffer *view, Py_ssize_t len, char order);
PyAPI_FUNC(int) PyObject_CheckBuffer(PyObject *obj);
PyAPI_FUNC(int) PyObject_CopyData(PyObject *dest, PyObject *src);
PyAPI_FUNC(int) PyObject_GetBuffer(PyObject *obj, Py_buffer *view, int flags);

#ifdef __cplusplus
}
#endif

#endif
