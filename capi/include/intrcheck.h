/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_INTRCHECK_H
#define PYEMB_INTRCHECK_H

/* Signals and fork(). */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(void) PyOS_AfterFork(void);
PyAPI_FUNC(void) PyOS_AfterFork_Child(void);
PyAPI_FUNC(void) PyOS_AfterFork_Parent(void);
PyAPI_FUNC(void) PyOS_BeforeFork(void);
PyAPI_FUNC(int) PyOS_InterruptOccurred(void);
typedef void (*PyOS_sighandler_t)(int);
PyAPI_FUNC(PyOS_sighandler_t) PyOS_getsig(int number); /* SIG_ERR: there is no such signal */
PyAPI_FUNC(PyOS_sighandler_t) PyOS_setsig(int number, PyOS_sighandler_t handler); /* the old one, or SIG_ERR */

#ifdef __cplusplus
}
#endif

#endif
