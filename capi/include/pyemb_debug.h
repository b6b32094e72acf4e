/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_DEBUG_H
#define PYEMB_DEBUG_H

/* A debugger inside the interpreter, which speaks the Debug Adapter Protocol (DAP) with an editor over bytes that the host carries. Extensions of pyemb;
 * docs/embedding.md has more. */

#ifdef __cplusplus
extern "C" {
#endif

/* How bytes come and go: a socket, a pipe, whatever the host has. The functions are called with the interpreter's lock held, on the thread that stands or that
 * has called PyEmb_AttachDebugger or PyEmb_PollDebugger; no other thread of the interpreter runs meanwhile, also where they let go of the lock
 * (Py_BEGIN_ALLOW_THREADS), which they may. */
typedef struct {
  /* Sends all of the bytes. 0, or a negative number if that cannot be. */
  int (*write)(void *context, const char *bytes, Py_ssize_t size);
  /* Puts up to `size` bytes into the buffer, and answers how many. `wait` 0: 0 if nothing has come. `wait` 1: the program stands; waits until something has
   * come, and the host may serve its windows and connections meanwhile; 0 if the client has gone. A negative number: the client has gone, or, with an
   * exception, why reading has failed. */
  Py_ssize_t (*read)(void *context, char *buffer, Py_ssize_t size, int wait);
  void *context;
} PyEmb_DebugTransport;

/* Attaches a debugger to the interpreter of the calling thread; the structure is copied. With `wait_for_client` the function comes back when the client has
 * set its breakpoints (or has gone), so that it can stop at the first line of the program. 0, or -1 with an exception: RuntimeError if one is attached. */
PyAPI_FUNC(int) PyEmb_AttachDebugger(const PyEmb_DebugTransport *transport, int wait_for_client);
/* Answers what the client has sent while the program runs, and never waits: call it once a frame, or when bytes have come. Within a function of the
 * transport it does nothing.
 * 1: the client is there. 0: it has gone, or has said goodbye; the debugger is not attached any more. -1 with an exception: the transport has failed, with the
 * same consequence, or RuntimeError if no debugger has been attached. */
PyAPI_FUNC(int) PyEmb_PollDebugger(void);
/* Tells the client that the program is not debugged any more, and lets go of it; the program goes on. The end of the interpreter does so, too. Nothing
 * happens where no debugger is attached. 0, or -1 with an exception: the transport has failed; the debugger is not attached all the same. */
PyAPI_FUNC(int) PyEmb_DetachDebugger(void);

#ifdef __cplusplus
}
#endif

#endif
