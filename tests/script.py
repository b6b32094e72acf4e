# SPDX-License-Identifier: MIT
"""A script of tests/py: what its comments promise. tests/README.md says what they mean."""
import re

from harness import ROOT

DIRECTIVE = re.compile(r"# (expect|raises|exit|stderr|pyemb-only|grows):(?: (.*))?$")

# A raising statement may be a clause of a compound one; in its place then stands one that takes everything.
CLAUSE = re.compile(r"case\b|except\*|except\b")
HARMLESS = {"case": "case _: pass", "except": "except BaseException: pass", "except*": "except* BaseException: pass"}


class Script:
    """A parsed script: its lines, and what its comments promise."""

    def __init__(self, path):
        self.path = path
        self.text = (ROOT / path).read_text(encoding="utf-8")
        self.lines = self.text.splitlines()
        self.expect, self.stderr, self.raises = [], [], {}
        self.exit, self.pyemb_only, self.grows, self.last_expect = 0, None, None, 0
        for number, line in enumerate(self.lines, 1):
            match = DIRECTIVE.search(line)
            if match is None:
                continue
            kind, value = match[1], (match[2] or "").rstrip()
            if kind == "expect":
                self.expect.append(value)
                self.last_expect = number
            elif kind == "stderr":
                self.stderr.append(value)
            elif kind == "raises":
                self.raises[number] = value
            elif kind == "exit":
                self.exit = int(value)
            elif kind == "grows":
                self.grows = value
            else:
                self.pyemb_only = value
        sidecar = (ROOT / path).with_suffix(".out")
        self.out = sidecar.read_text(encoding="utf-8") if sidecar.exists() else None

    def goes_on(self):
        """Whether something is printed after the last statement that raises."""
        return bool(self.raises) and self.last_expect > max(self.raises)

    def variant(self, raising):
        """The text in which, of the statements that raise, only the one on that line is left."""
        lines = list(self.lines)
        for number in self.raises:
            if number != raising:
                line = lines[number - 1]
                clause = CLAUSE.match(line.lstrip())
                lines[number - 1] = line[:len(line) - len(line.lstrip())] + (HARMLESS[clause[0]] if clause else "pass")
        return "\n".join(lines) + "\n"
