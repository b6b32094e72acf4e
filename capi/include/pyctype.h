/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYCTYPE_H
#define PYEMB_PYCTYPE_H

/* <ctype.h> for ASCII, in any locale. */

#ifdef __cplusplus
extern "C" {
#endif

#define Py_ISLOWER(c) (Py_CHARMASK(c) >= 'a' && Py_CHARMASK(c) <= 'z')
#define Py_ISUPPER(c) (Py_CHARMASK(c) >= 'A' && Py_CHARMASK(c) <= 'Z')
#define Py_ISALPHA(c) (Py_ISLOWER(c) || Py_ISUPPER(c))
#define Py_ISDIGIT(c) (Py_CHARMASK(c) >= '0' && Py_CHARMASK(c) <= '9')
#define Py_ISXDIGIT(c) (Py_ISDIGIT(c) || ((Py_CHARMASK(c) | 0x20) >= 'a' && (Py_CHARMASK(c) | 0x20) <= 'f'))
#define Py_ISALNUM(c) (Py_ISALPHA(c) || Py_ISDIGIT(c))
#define Py_ISSPACE(c) (Py_CHARMASK(c) == ' ' || (Py_CHARMASK(c) >= 9 && Py_CHARMASK(c) <= 13))
#define Py_TOLOWER(c) (Py_ISUPPER(c) ? Py_CHARMASK(c) + 32 : Py_CHARMASK(c))
#define Py_TOUPPER(c) (Py_ISLOWER(c) ? Py_CHARMASK(c) - 32 : Py_CHARMASK(c))

#ifdef __cplusplus
}
#endif

#endif
