/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PATCHLEVEL_H
#define PYEMB_PATCHLEVEL_H

/* Which Python this is: the language and C API of CPython 3.11.2. */

#ifdef __cplusplus
extern "C" {
#endif

#define PY_RELEASE_LEVEL_ALPHA 0xA
#define PY_RELEASE_LEVEL_BETA 0xB
#define PY_RELEASE_LEVEL_GAMMA 0xC
#define PY_RELEASE_LEVEL_FINAL 0xF

#define PY_MAJOR_VERSION 3
#define PY_MINOR_VERSION 11
#define PY_MICRO_VERSION 2
#define PY_RELEASE_LEVEL PY_RELEASE_LEVEL_FINAL
#define PY_RELEASE_SERIAL 0
#define PY_VERSION "3.11.2"

#define PY_VERSION_HEX 0x030b02f0

/* Set by this header alone: how a source tells it from CPython's. */
#define PYEMB_VERSION "0.1.0"
#define PYEMB_VERSION_HEX 0x00010000

#ifdef __cplusplus
}
#endif

#endif
