# SPDX-License-Identifier: MIT
"""The debugger of an interpreter: stops the program, and talks to the client while it stands.

The machine (_pyemb_debug) calls hit() where a breakpoint, a step or an exception is. No other thread of the interpreter runs while anything here does, and
nothing of it is traced.
"""
import _thread
import atexit
import os
import sys

import _pyemb_debug as machine

from . import evaluation, stack
from .breakpoints import RAISED, UNCAUGHT
from .protocol import Channel, Gone
from .session import Session
from .values import show

_STEP, _BREAKPOINT, _FUNCTION, _PAUSE = 1, 2, 4, 8      # reasons, beside those of exceptions
_CONDITION_SECONDS = 10.0
_QUIET = (StopIteration, StopAsyncIteration, GeneratorExit)  # how loops and generators end


class Cancelled(BaseException):
    """What the user has had evaluated is broken off."""


class Stop:
    """Where the program stands."""

    def __init__(self, ident, frame, exception=None, mode="always"):
        self.ident, self.frame, self.exception, self.mode = ident, frame, exception, mode


class Engine:
    """The debugger while it is attached."""

    def __init__(self):
        self.session = None
        self.stop = None
        self.entry = False
        self._busy = self._had_client = False
        self._ending = None              # the thread in which SystemExit is to end the program; 0: in any
        self._gone = None
        self.status = 0                  # what the program ends with
        self.hidden = set()
        self._idents = []

    # -- coming and going ---------------------------------------------------------------------------------------------------------

    def attach(self, read, write, wait, gone=None):
        """A client at the other end of two functions. With `wait` the program stands until the client has said what it wants to see. gone() is called
        when it has been let go of."""
        if self.session is not None:
            raise RuntimeError("a debugger is attached already")
        self._remember_thread()
        machine.end()  # one that only waits for the program to end
        machine.begin(self.hit)
        self._ending, self._had_client = None, True
        self._gone = gone
        self.session = Session(self, machine, Channel(read, write))
        self.session.threads.hidden = self.hidden
        self.session.threads.number(machine.main_thread())
        if wait:
            machine.call_held(self._wait_for_client)

    def _wait_for_client(self):
        self._serve(True, lambda: not (self.session.configured and self.session.attached))

    def _poll(self):
        self._serve(False, lambda: True)

    def _serve(self, wait, goes_on):
        """Answer what the client sends, as long as somebody is there and it is to go on: waiting for it, or what has come."""
        self._busy = True
        try:
            while self.session is not None and goes_on():
                message = self.session.channel.receive(wait)
                if message is None:
                    return
                self.session.handle(message)
        except Gone:
            self.drop()
        except BaseException:
            self.drop()
            raise
        finally:
            self._busy = False
            if self.session is not None:
                self._forget_values()

    def poll(self):
        """Answer what has come. False: there is nobody any more. Within a function of the host that the debugger has called it does nothing."""
        if self.session is None:
            if not self._had_client:
                raise RuntimeError("no debugger is attached")
            return False
        if not self._busy:
            self._remember_thread()
            machine.call_held(self._poll)
        return self.session is not None

    def _remember_thread(self):
        ident = _thread.get_ident()
        if ident not in self._idents and ident not in self.hidden:
            self._idents.append(ident)

    def detach(self):
        """Say goodbye, if anybody is there."""
        self._had_client = False
        if self.session is not None:
            machine.call_held(self._say_goodbye)

    def _say_goodbye(self, status=None):
        session = self.session
        if session is None:
            return
        self._busy = True
        try:
            if status is not None:
                session.channel.event("exited", exitCode=status)
            session.channel.event("terminated")
        finally:
            self._busy = False
            self.drop()

    def drop(self):
        """Let go of the client; the program goes on."""
        gone, self._gone = self._gone, None
        self._forget()
        if gone is not None:
            gone()

    def _forget(self):
        """What is left of drop() in a child of fork(): the client is the parent's."""
        self.session = self.stop = self._gone = None
        if self._ending is None:
            machine.end()

    def leave(self, terminate):
        """The client has taken its leave."""
        if terminate:
            self.terminate()
        self.drop()

    def terminate(self):
        """End the program: SystemExit in the main thread, where it stands or runs next; where that runs no Python code, in whatever thread runs."""
        main = machine.main_thread()
        self._ending = main if main in sys._current_frames() else 0
        machine.step(self._ending, 4, None, True)
        if self.stop is not None:
            self.go_on()

    def finish(self):
        """The interpreter ends."""
        try:
            machine.call_held(self._say_goodbye, self.status)
        except Exception as error:
            sys.unraisablehook(_Unraisable(error))

    def hide_thread(self, ident):
        """A thread that serves the debugger is none of the program's."""
        self.hidden.add(ident)

    # -- where the program stands -------------------------------------------------------------------------------------------------

    def hit(self, reasons, frame, exception):
        """The machine has come to a place that somebody may want to see."""
        self._end_program()
        if self.session is None:
            return
        try:
            why = self._why(reasons, frame, exception)
            if why is not None:
                self._stand(Stop(_thread.get_ident(), frame, exception, why[1]), why[0], why[2])
        except Gone:
            self.drop()
        except (SystemExit, KeyboardInterrupt):
            if self.session is not None:
                self.go_on()
            raise
        except BaseException:
            self.drop()
            raise
        self._end_program()

    def _end_program(self):
        """SystemExit, if the client wants it, and in this thread."""
        if self._ending is None or self._ending not in (0, _thread.get_ident()):
            return
        self._ending = None
        if self.session is None:
            machine.end()
        else:
            machine.step(0, 0, None, False)
        raise SystemExit

    def _why(self, reasons, frame, exception):
        """(reason, break mode, numbers of breakpoints) of a stop; None: the program does not stop."""
        if exception is not None:
            if isinstance(exception, _QUIET) or isinstance(exception, SystemExit):
                return None
            mode = "always" if reasons & RAISED else "unhandled" if reasons & UNCAUGHT else "userUnhandled"
            return "exception", mode, []
        hits = []
        for flag, kind, found in ((_BREAKPOINT, "breakpoint", lambda: self.session.breakpoints.at_line(frame.f_code.co_filename, frame.f_lineno)),
                                  (_FUNCTION, "function breakpoint", lambda: self.session.breakpoints.at_function(frame.f_code))):
            if reasons & flag:
                hits += [(kind, entry.number) for entry in found() if self._wants_stop(entry, frame)]
        if hits:
            return hits[0][0], "always", [number for _, number in hits]
        if reasons & (_STEP | _PAUSE):
            reason = "entry" if self.entry else "pause" if reasons & _PAUSE else "step"
            return reason, "always", []
        return None

    def _wants_stop(self, entry, frame):
        def evaluate(text):
            return machine.call_limited(_CONDITION_SECONDS, None, evaluation.evaluate, machine, frame, text)

        def is_true(text):
            return machine.call_limited(_CONDITION_SECONDS, None, bool, evaluate(text))

        def text_of(text):
            value = evaluate(text)
            return value if type(value) is str else show(machine, value)

        def say(text, category):
            self.session.say(text, category, source=self.session.files.to_client(self.session.files.path_of(frame.f_code.co_filename)),
                             line=frame.f_lineno)
        return entry.wants_stop(is_true, text_of, say)

    def _stand(self, stop, reason, numbers):
        """Talk to the client until it lets the program go on."""
        self.entry = False
        machine.step(0, 0, None, False)
        self.stop = stop
        self._busy = True
        try:
            self.tell_stopped(reason, numbers)
            while self.stop is not None:
                self.session.handle(self.session.channel.receive(True))
        finally:
            self._busy = False
            if self.session is not None:
                self._forget_values()

    def tell_stopped(self, reason, numbers=()):
        body = {"reason": reason, "threadId": self.session.threads.number(self.stop.ident), "allThreadsStopped": True}
        if self.stop.exception is not None:
            body["text"] = evaluation.describe_error(self.stop.exception)
            body["description"] = "Paused on exception"
        if numbers:
            body["hitBreakpointIds"] = list(numbers)
        self.session.channel.event("stopped", **body)

    def go_on(self):
        self.stop = None

    def need_stop(self):
        if self.stop is None:
            raise LookupError("the program does not stand")
        return self.stop

    def _forget_values(self):
        self.session.values.clear()
        self.session.frames.clear()

    # -- what the session asks ----------------------------------------------------------------------------------------------------

    def idents(self):
        return [self.stop.ident] if self.stop is not None else self._idents[:1]

    def positions(self, ident):
        """The frames of a thread, the innermost first."""
        if self.stop is not None and self.stop.ident == ident:
            return stack.positions(self.stop.frame, self.stop.exception)
        frame = sys._current_frames().get(ident)
        return stack.positions(frame) if frame is not None else []

    def look_for_cancel(self):
        """Called now and then while something is evaluated for the user: a pause, a cancel or a goodbye breaks it off."""
        channel = self.session.channel
        kept, stops = [], False
        while (message := channel.receive(False)) is not None:
            command = message.get("command") if isinstance(message, dict) else None
            if command in ("pause", "cancel"):
                channel.respond(message)
                stops = True
            else:
                kept.append(message)
                stops = stops or command in ("disconnect", "terminate")
        channel.put_back(kept)
        if stops:
            raise Cancelled("cancelled")


class _Unraisable:
    """What sys.unraisablehook() takes."""

    def __init__(self, error):
        self.exc_type, self.exc_value, self.exc_traceback = type(error), error, error.__traceback__
        self.err_msg, self.object = "Exception ignored in the debugger", None


engine = Engine()
atexit.register(engine.finish)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=engine._forget)
