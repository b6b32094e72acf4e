/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_FILEUTILS_H
#define PYEMB_FILEUTILS_H

/* Text in the encoding of the locale; memory of the raw domain. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(wchar_t *) Py_DecodeLocale(const char *arg, size_t *size);
PyAPI_FUNC(char *) Py_EncodeLocale(const wchar_t *text, size_t *error_pos);

#ifdef __cplusplus
}
#endif

#endif
