/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_EVENT_LOOP_H
#define PYEMB_EVENT_LOOP_H

/* asyncio for hosts with a main loop of their own, which give it some time once in a while. Extensions of pyemb; docs/embedding.md has more. */

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The event loop that the host runs, a pyemb_asyncio.HostEventLoop and the current one of the thread: made on first use. New reference; NULL with an
 * exception. */
PyAPI_FUNC(PyObject *) PyEmb_EventLoop(void);
/* Runs what is ready, timers that are due and files among it, for at most so many microseconds; never waits. At least one callback runs if there is
 * one, and none is broken off; a negative number means what is ready now, once. `loop` NULL: the one of PyEmb_EventLoop; as long as nobody has made it
 * there is nothing to do.
 * 1: more is ready. 0: nothing is. -1 with an exception: the loop cannot run (it is closed, or in a step), or a callback has raised SystemExit or
 * KeyboardInterrupt; other exceptions go to the loop's exception handler. *next_timer, if not NULL: the microseconds until the next timer, 0 for one that
 * is due, -1 for none. */
PyAPI_FUNC(int) PyEmb_StepEventLoop(PyObject *loop, int64_t microseconds, int64_t *next_timer);
/* Cancels the tasks of the loop of PyEmb_EventLoop, gives them the chance to clean up, and closes it; the end of the interpreter does so, too.
 * 0, or -1 with an exception. */
PyAPI_FUNC(int) PyEmb_CloseEventLoop(void);

#ifdef __cplusplus
}
#endif

#endif
