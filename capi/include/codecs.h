/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_CODECS_H
#define PYEMB_CODECS_H

/* The codec registry and the standard error handlers. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(PyObject *) PyCodec_BackslashReplaceErrors(PyObject *exc); /* new */
PyAPI_FUNC(PyObject *) PyCodec_Decode(PyObject *object, const char *encoding, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyCodec_Decoder(const char *encoding); /* new */
PyAPI_FUNC(PyObject *) PyCodec_Encode(PyObject *object, const char *encoding, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyCodec_Encoder(const char *encoding); /* new */
PyAPI_FUNC(PyObject *) PyCodec_IgnoreErrors(PyObject *exc); /* new */
PyAPI_FUNC(PyObject *) PyCodec_IncrementalDecoder(const char *encoding, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyCodec_IncrementalEncoder(const char *encoding, const char *errors); /* new */
PyAPI_FUNC(int) PyCodec_KnownEncoding(const char *encoding);
PyAPI_FUNC(PyObject *) PyCodec_LookupError(const char *name); /* new */
PyAPI_FUNC(PyObject *) PyCodec_NameReplaceErrors(PyObject *exc); /* new */
PyAPI_FUNC(int) PyCodec_Register(PyObject *search_function);
PyAPI_FUNC(int) PyCodec_RegisterError(const char *name, PyObject *error);
PyAPI_FUNC(PyObject *) PyCodec_ReplaceErrors(PyObject *exc); /* new */
PyAPI_FUNC(PyObject *) PyCodec_StreamReader(const char *encoding, PyObject *stream, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyCodec_StreamWriter(const char *encoding, PyObject *stream, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyCodec_StrictErrors(PyObject *exc); /* new */
PyAPI_FUNC(int) PyCodec_Unregister(PyObject *search_function);
PyAPI_FUNC(PyObject *) PyCodec_XMLCharRefReplaceErrors(PyObject *exc); /* new */
PyAPI_DATA(const char *) Py_hexdigits;

#ifdef __cplusplus
}
#endif

#endif
