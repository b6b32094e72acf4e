# SPDX-License-Identifier: MIT
"""A debugger inside the interpreter, which speaks the Debug Adapter Protocol over two functions of the host.

    pyemb_debug.attach(read, write)      # read(size, wait) -> bytes, write(bytes)
    pyemb_debug.poll()                   # now and then, or when bytes have come
    pyemb_debug.detach()

read(size, True) waits; b"" or None then says that the client has gone. read(size, False) does not: b"" says that nothing has come, None that the client
has gone. From C: PyEmb_AttachDebugger(), PyEmb_PollDebugger(), PyEmb_DetachDebugger(). `pyemb -m pyemb_debug --listen PORT script.py` serves a client
over TCP.
"""
from .engine import engine

__all__ = ["attach", "poll", "detach", "is_attached"]


def attach(read, write, wait=False):
    """Attach a client. With `wait` the program stands until the client has set its breakpoints."""
    engine.attach(read, write, bool(wait))


def poll():
    """Answer what the client has sent. False: none is attached any more."""
    return engine.poll()


def detach():
    """Let go of the client. Nothing happens where there is none."""
    engine.detach()


def is_attached():
    """Whether there is a client."""
    return engine.session is not None
