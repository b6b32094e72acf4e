# SPDX-License-Identifier: MIT
"""Breakpoints: in lines, at functions, at exceptions."""
import bisect
import re

from .evaluation import describe_error

RAISED, USER_UNHANDLED, UNCAUGHT = 16, 32, 64  # reasons of _pyemb_debug
FILTERS = [
    {"filter": "raised", "label": "Raised Exceptions", "description": "Stop where an exception is raised in your own code.", "default": False},
    {"filter": "uncaught", "label": "Uncaught Exceptions", "description": "Stop where an exception is about to end the program or a thread.",
     "default": True},
    {"filter": "userUnhandled", "label": "User Uncaught Exceptions", "description": "Stop where an exception leaves your own code.", "default": False},
]
_FILTER_REASONS = {"raised": RAISED, "uncaught": UNCAUGHT, "userUnhandled": USER_UNHANDLED}
_HITS = re.compile(r"\s*(==|=|>=|>|<=|<|%)?\s*(\d+)\s*\Z")
_HIT_TESTS = {
    None: int.__ge__, "=": int.__eq__, "==": int.__eq__, ">": int.__gt__, ">=": int.__ge__, "<": int.__lt__, "<=": int.__le__,
    "%": lambda hits, number: number > 0 and hits % number == 0,
}


def hit_test(text):
    """A function of the number of hits. `5` means the fifth and all that follow; ValueError for what is no condition."""
    match = _HITS.match(text)
    if match is None:
        raise ValueError(f"not a hit condition: {text!r}; write 5, ==5, >5, >=5, <5, <=5 or %5")
    test, number = _HIT_TESTS[match[1]], int(match[2])
    return lambda hits: test(hits, number)


def split_message(text):
    """The parts of a log message: (text, False) or (expression, True). {{ and }} stand for braces."""
    parts, plain, at = [], "", 0
    while at < len(text):
        if text[at:at + 2] in ("{{", "}}"):
            plain += text[at]
            at += 2
        elif text[at] == "{":
            end = _closing(text, at)
            parts += [(plain, False), (text[at + 1:end], True)]
            plain, at = "", end + 1
        else:
            plain += text[at]
            at += 1
    return parts + [(plain, False)]


def _closing(text, at):
    depth = 0
    for place in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return len(text)


class Breakpoint:
    """One breakpoint of the client."""

    def __init__(self, number, wanted, line=None):
        self.number = number
        self.wanted_line = line
        self.line = line
        self.verified = False
        self.message = None
        self.hits = 0
        self.condition = wanted.get("condition") or None
        self.log = split_message(wanted["logMessage"]) if wanted.get("logMessage") else None
        self.hit_test = None
        if wanted.get("hitCondition"):
            try:
                self.hit_test = hit_test(wanted["hitCondition"])
            except ValueError as error:
                self.message = str(error)
                self.hit_test = lambda hits: False

    def settle(self, lines):
        """Move to the next line with code. `lines` None: nothing is known of the file yet."""
        if lines is None:
            self.message = self.message or "nothing of this file has been loaded yet"
            return
        at = bisect.bisect_left(lines, self.wanted_line)
        if at == len(lines):
            self.message = self.message or "there is no code in this line, nor behind it"
            return
        self.line = lines[at]
        self.verified = True

    def describe(self, source=None):
        body = {"id": self.number, "verified": self.verified}
        if source is not None:
            body["source"] = source
        if self.line is not None:
            body["line"] = self.line
        if self.message:
            body["message"] = self.message
        return body

    def wants_stop(self, is_true, text_of, say):
        """Count a hit. Whether the program stops. is_true() and text_of() evaluate expressions, say() takes log messages."""
        if self.condition is not None:
            try:
                if not is_true(self.condition):
                    return False
            except BaseException as error:
                say(f"the condition {self.condition!r} of a breakpoint failed: {describe_error(error)}\n", "important")
                return True
        self.hits += 1
        if self.hit_test is not None and not self.hit_test(self.hits):
            return False
        if self.log is None:
            return True
        say("".join(self._log_part(text_of, *part) for part in self.log) + "\n", "console")
        return False

    @staticmethod
    def _log_part(text_of, text, is_expression):
        if not is_expression:
            return text
        try:
            return text_of(text)
        except BaseException as error:
            return "{" + describe_error(error) + "}"


class _Rows(dict):
    """What _pyemb_debug asks: the file name of a code object -> (flags, lines with breakpoints)."""

    def __init__(self, breakpoints):
        super().__init__()
        self._breakpoints = breakpoints

    def __missing__(self, filename):
        row = self[filename] = self._breakpoints.row_of(filename)
        return row


class Breakpoints:
    """All breakpoints of a session."""

    def __init__(self, files, machine, tell):
        self._files = files
        self._machine = machine          # _pyemb_debug
        self._tell = tell                # tell(breakpoint, source): it has changed
        self._by_path = {}
        self._functions = []
        self._reasons = 0
        self._count = 0

    def _new(self, wanted, line=None):
        self._count += 1
        return Breakpoint(self._count, wanted, line)

    def set_lines(self, path, wanted):
        """The breakpoints of a file, in the place of those that it had."""
        lines = self._files.lines_of(path) if wanted else None
        entries = [self._new(row, int(row.get("line", 0))) for row in wanted]
        for entry in entries:
            entry.settle(lines)
        self._by_path.pop(path, None)
        if entries:
            self._by_path[path] = entries
        self.install()
        return entries

    def set_functions(self, wanted):
        self._functions = [(row.get("name", ""), self._new(row)) for row in wanted]
        for _, entry in self._functions:
            entry.verified = True
        self.install()
        return [entry for _, entry in self._functions]

    def set_exceptions(self, filters):
        """Answers whether each of the filters is there."""
        self._reasons = 0
        for name in filters:
            self._reasons |= _FILTER_REASONS.get(name, 0)
        self.install()
        return [name in _FILTER_REASONS for name in filters]

    def install(self):
        """Have the machine look for them from now on."""
        functions = frozenset(name for name, _ in self._functions)
        self._machine.watch(_Rows(self), functions, bool(self._by_path or functions), self._reasons)

    def row_of(self, filename):
        path = self._files.path_of(filename)
        entries = self._by_path.get(path, ())
        for entry in entries:
            if not entry.verified:
                self._settle_late(path, entry)
        return self._files.flags_of(filename), frozenset(entry.line for entry in entries)

    def _settle_late(self, path, entry):
        entry.message = None
        entry.settle(self._files.lines_of(path))
        if entry.verified:
            self._tell(entry, path)

    def at_line(self, filename, line):
        """Those in a line that has been reached."""
        path = self._files.path_of(filename)
        found = [entry for entry in self._by_path.get(path, ()) if entry.line == line]
        for entry in found:
            if not entry.verified:
                entry.verified, entry.message = True, None
                self._tell(entry, path)
        return found

    def at_function(self, code):
        return [entry for name, entry in self._functions if name in (code.co_name, code.co_qualname)]
