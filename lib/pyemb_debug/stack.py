# SPDX-License-Identifier: MIT
"""Threads and their frames, as the client sees them: without those of the debugger."""
import sys

from .files import FOREIGN, is_own


def thread_names():
    """The names of threads by identifier, as far as `threading` knows them."""
    threading = sys.modules.get("threading")
    return {ident: thread.name for ident, thread in list(getattr(threading, "_active", {}).items())}


class Threads:
    """Numbers for threads: the main one is 1."""

    def __init__(self):
        self._numbers = {}
        self.hidden = set()

    def number(self, ident):
        return self._numbers.setdefault(ident, len(self._numbers) + 1)

    def ident(self, number):
        for ident, known in self._numbers.items():
            if known == number:
                return ident
        raise LookupError(f"there is no thread {number}")

    def describe(self, running):
        """Rows for the threads that have frames, and those that are given."""
        names = thread_names()
        rows = []
        for ident in dict.fromkeys([*running, *sys._current_frames()]):
            if ident in self.hidden:
                continue
            number = self.number(ident)
            rows.append({"id": number, "name": names.get(ident) or ("MainThread" if number == 1 else f"Thread-{number}")})
        return sorted(rows, key=lambda row: row["id"])


class Position:
    """A frame and the line that it is at; an exception has left those behind where it was raised."""

    __slots__ = ("frame", "line")

    def __init__(self, frame, line):
        self.frame, self.line = frame, line


def positions(frame, exception=None):
    """From the innermost frame outwards. `exception` has come to `frame` from inside."""
    found = []
    entry = exception.__traceback__ if exception is not None else None
    while entry is not None and entry.tb_frame is not frame:
        entry = entry.tb_next
    inside = []
    while entry is not None:
        inside.append(Position(entry.tb_frame, entry.tb_lineno))
        entry = entry.tb_next
    if inside:
        found = inside[::-1]
        frame = frame.f_back
    while frame is not None:
        found.append(Position(frame, frame.f_lineno))
        frame = frame.f_back
    return _without_debugger(found)


def _without_debugger(found):
    """Cuts off what the debugger runs in, and what runs the program for it."""
    first = 0
    while first < len(found) and is_own(found[first].frame.f_code.co_filename):
        first += 1
    shown = []
    for position in found[first:]:
        if is_own(position.frame.f_code.co_filename):
            break
        shown.append(position)
    return shown


class Frames:
    """Numbers for frames, as long as the program stands."""

    def __init__(self, files):
        self._files = files
        self._positions = {}
        self._numbers = {}
        self._next = 1

    def clear(self):
        self._positions.clear()
        self._numbers.clear()

    def get(self, number):
        position = self._positions.get(number)
        if position is None:
            raise LookupError("the program has gone on: this frame is no more to be seen")
        return position.frame

    def describe(self, position):
        frame = position.frame
        number = self._numbers.get(frame)
        if number is None:
            number = self._numbers[frame] = self._next
            self._next += 1
        self._positions[number] = position
        code = frame.f_code
        row = {"id": number, "name": code.co_qualname, "line": position.line or code.co_firstlineno, "column": 1,
               "source": self._files.to_client(self._files.path_of(code.co_filename)), "moduleId": frame.f_globals.get("__name__")}
        if not isinstance(row["moduleId"], str):
            del row["moduleId"]
        if self._files.flags_of(code.co_filename) & FOREIGN:
            row["presentationHint"] = "subtle"
        return row
