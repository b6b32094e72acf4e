/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_INTERNAL_PYCORE_FRAME_H
#define PYEMB_INTERNAL_PYCORE_FRAME_H

/* Cython 0.29 includes this by name, for the line of a frame: pyframe.h has it. Nothing of what CPython keeps here exists. */

#endif
