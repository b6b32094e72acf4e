# SPDX-License-Identifier: MIT
"""An event loop of asyncio for hosts that have a main loop of their own.

The host calls step() once in a while, a game for each frame: what is ready runs until the time that it was given is used up, and nothing
ever waits. Everything else is asyncio's: tasks, futures, timers, sockets, call_soon_threadsafe(), the exception handler. A loop that is not
in a step may also run_until_complete(), which blocks.

    loop = pyemb_asyncio.loop()           # the interpreter's own, made on first use
    loop.create_task(talk())
    ready, timer = loop.step(500)         # at most half a millisecond

From C: PyEmb_EventLoop(), PyEmb_StepEventLoop(), PyEmb_CloseEventLoop().
"""
import asyncio
import atexit
import heapq
import logging
import sys
import threading

__all__ = ["HostEventLoop", "loop", "close"]

_set_running_loop = asyncio._set_running_loop
_get_running_loop = asyncio._get_running_loop
_FEW_TIMERS = 100        # below that, cancelled ones may lie about
_PASSES_AT_CLOSE = 100   # how often what was cancelled may go on


class HostEventLoop(asyncio.SelectorEventLoop):
    """A selector event loop that runs in steps."""

    def step(self, microseconds=-1):
        """Run what is ready for at most so long, and return (whether more is ready, microseconds until the next timer).

        At least one callback runs if there is one, and none is broken off. A negative time means: what is ready now, once. The second item is 0
        for a timer that is due, and None where there is none. What a callback raises goes to the loop's exception handler, but for SystemExit
        and KeyboardInterrupt.
        """
        self._check_closed()
        self._check_running()
        watching = len(self._selector.get_map()) > 1  # the loop's own pipe is always there
        if watching:
            self._poll()
        if self._scheduled:
            self._take_due_timers()
        if self._ready:
            hooks = sys.get_asyncgen_hooks()
            self._thread_id = threading.get_ident()
            self._set_coroutine_origin_tracking(self._debug)
            try:
                sys.set_asyncgen_hooks(self._asyncgen_firstiter_hook, self._asyncgen_finalizer_hook)
                _set_running_loop(self)
                self._run_for(microseconds)
            finally:
                self._stopping = False
                self._thread_id = None
                _set_running_loop(None)
                self._set_coroutine_origin_tracking(False)
                sys.set_asyncgen_hooks(*hooks)
        return bool(self._ready), self._until_next_timer()

    def _poll(self):
        """Let the callbacks of sockets and pipes be ready, if theirs are."""
        events = self._selector.select(0)
        if events:
            self._process_events(events)

    def _run_for(self, microseconds):
        """Pass after pass over what is ready, with a look at timers and files between them."""
        ready = self._ready
        end = self.time() + microseconds / 1e6
        while ready:
            for _ in range(len(ready)):
                handle = ready.popleft()
                if handle._cancelled:
                    continue
                if self._debug:
                    self._run_watched(handle)
                else:
                    handle._run()
                if microseconds >= 0 and self.time() >= end:
                    return
            if microseconds < 0 or self._stopping:
                return
            if len(self._selector.get_map()) > 1:
                self._poll()
            if self._scheduled:
                self._take_due_timers()

    def _run_watched(self, handle):
        """Debug mode: tell of callbacks that take long."""
        begin = self.time()
        self._current_handle = handle
        try:
            handle._run()
        finally:
            self._current_handle = None
        taken = self.time() - begin
        if taken >= self.slow_callback_duration:
            logging.getLogger("asyncio").warning("Executing %r took %.3f seconds", handle, taken)

    def _take_due_timers(self):
        """Make timers ready whose time has come, and forget those that were cancelled."""
        timers = self._scheduled
        if len(timers) > _FEW_TIMERS and 2 * self._timer_cancelled_count > len(timers):
            for timer in timers:
                timer._scheduled = not timer._cancelled
            timers[:] = [timer for timer in timers if timer._scheduled]
            heapq.heapify(timers)
            self._timer_cancelled_count = 0
        due = self.time() + self._clock_resolution
        while timers and (timers[0]._cancelled or timers[0]._when < due):
            timer = heapq.heappop(timers)
            timer._scheduled = False
            if timer._cancelled:
                self._timer_cancelled_count -= 1
            else:
                self._ready.append(timer)

    def _until_next_timer(self):
        for timer in self._scheduled[:1]:
            return max(0, int((timer._when - self.time()) * 1e6 + 0.5))
        return None

    def cancel_all(self):
        """Cancel all tasks and let them come to their end without waiting; what still waits then is left."""
        for task in asyncio.all_tasks(self):
            task.cancel()
        for _ in range(_PASSES_AT_CLOSE):
            if not self.step()[0]:
                break


_loop = None


def loop():
    """The event loop that the host runs, which is the thread's current one. Made on first use."""
    global _loop
    if _loop is None or _loop.is_closed():
        if _loop is None:
            atexit.register(close)
        _loop = HostEventLoop()
        asyncio.set_event_loop(_loop)
    return _loop


def step(microseconds):
    """What the host calls: loop().step(), but (False, None) where nobody has made the loop."""
    if _loop is None or _loop.is_closed():
        return False, None
    return _loop.step(microseconds)


def close():
    """Cancel what runs on the host's loop, and close it. A next loop() makes a new one."""
    if _loop is None or _loop.is_closed():
        return
    if _get_running_loop() is not None or _loop.is_running():
        raise RuntimeError("the event loop is in a step")
    _loop.cancel_all()
    _loop.close()
