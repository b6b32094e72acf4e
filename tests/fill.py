#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write the expectations of scripts from what python3.11 does: fill.py tests/py/area/subject/*.py

A new script is written without its answers: each `print` gets its `# expect:` and each line that ends in `#!` its
`# raises:`.  Old expectations are replaced.  Read the result: the oracle tells what happens, not whether the script
shows what its name says.
"""
import ast
import json
import re
import subprocess
import sys
from pathlib import Path

from harness import ORACLE, ROOT, environment
from script import Script

EXPECT = re.compile(r"\s*# expect:.*$")
RAISES = re.compile(r"\s*(?:#!|# raises:.*)$")
WIDTH = 120

# Runs in the oracle: prints [[line, text], ...] where line is that of the module (or class body) at the time.
RECORDER = r"""
import sys, json
path, text = sys.argv[1], sys.stdin.read()
sys.argv = [path]
class Recorder:
    encoding = "utf-8"
    errors = "strict"
    def __init__(self):
        self.lines, self.partial, self.start = [], "", None
    def write(self, text):
        if self.start is None:
            self.start = self.where()
        *complete, rest = (self.partial + text).split("\n")
        for line in complete:
            self.lines.append([self.start, line])
            self.start = self.where()
        self.partial = rest
        if not rest:
            self.start = None
        return len(text)
    def where(self):
        frame, chain = sys._getframe(2), []
        while frame is not None:
            if frame.f_code.co_filename == path:
                chain.append(frame)
            frame = frame.f_back
        if not chain:
            return 10 ** 9
        line = chain[-1].f_lineno
        for frame in reversed(chain[:-1]):
            if frame.f_code.co_flags & 3:
                break
            line = frame.f_lineno
        return line
    def flush(self): pass
    def isatty(self): return False
real, sys.stdout = sys.stdout, Recorder()
import types
main = types.ModuleType("__main__")
main.__file__ = path
main.__builtins__ = sys.modules["builtins"]
sys.modules["__main__"] = main
status = 0
import os.path
sys.path[0] = os.path.dirname(path)
try:
    exec(compile(text, path, "exec", dont_inherit=True), main.__dict__)
except SystemExit as error:
    status = error.code
recorder, sys.stdout = sys.stdout, real
main.__dict__.pop("error", None)
print(json.dumps([status, recorder.lines + ([[recorder.start, recorder.partial]] if recorder.partial else [])]))
"""


def ask_oracle(path, text):
    run = subprocess.run([ORACLE, "-c", RECORDER, path], input=text, capture_output=True, text=True, encoding="utf-8",
                         env=environment(), cwd=ROOT)
    if run.returncode != 0 or not run.stdout:
        raise SystemExit(f"{path}: the oracle says\n{run.stderr}")
    return json.loads(run.stdout)[1]


def fill_raises(path):
    """Ask the oracle about each raising line on its own."""
    file = ROOT / path
    lines = file.read_text(encoding="utf-8").splitlines()
    marked = [n for n, line in enumerate(lines) if RAISES.search(line)]
    for n in marked:
        lines[n] = RAISES.sub("", lines[n]) + "  # raises: "
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for n in marked:
        text = Script(path).variant(n + 1)
        run = subprocess.run([ORACLE, "-c", "import sys; exec(compile(sys.stdin.read(), 'x', 'exec', dont_inherit=True))"],
                             input=text, capture_output=True, text=True, env=environment(), cwd=file.parent)
        last = run.stderr.rstrip("\n").splitlines()[-1:]
        if run.returncode != 1 or not last:
            raise SystemExit(f"{path}:{n + 1}: does not raise")
        lines[n] = lines[n].rstrip() + " " + last[0]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


class Placement:
    """Decides for each recorded line where its comment goes."""

    def __init__(self, text):
        self.module = ast.parse(text)
        self.lines = text.splitlines()
        self.inline, self.after = {}, {}

    def add_all(self, recorded):
        for position, group in self.by_statement(recorded):
            numbers = [line for line, _ in group]
            ends = [self.end_of(line) for line in numbers]
            if None not in ends and len(set(ends)) == len(ends) and ends == sorted(ends) and position is not None:
                self.inline.update({end: said for end, (_, said) in zip(ends, group)})
            else:
                # The first line's comment may still stand on a one-line statement.
                last = len(self.lines) if position is None else position
                self.after.setdefault(last, []).extend(said for _, said in group)

    def by_statement(self, recorded):
        """Groups of lines printed by the same statement of the module, in the order of printing."""
        groups = []
        for line, said in recorded:
            owner = next((s.end_lineno for s in self.module.body if self.first(s) <= line <= s.end_lineno), None)
            if not groups or groups[-1][0] != owner:
                groups.append((owner, []))
            groups[-1][1].append((line, said))
        return groups

    @staticmethod
    def first(statement):
        return min([statement.lineno] + [d.lineno for d in getattr(statement, "decorator_list", [])])

    def end_of(self, line):
        """The physical line after which a comment about that line's statement may stand, if there is one."""
        best = None
        for node in ast.walk(self.module):
            if isinstance(node, ast.stmt) and self.first(node) <= line <= node.end_lineno:
                if best is None or node.end_lineno - node.lineno <= best.end_lineno - best.lineno:
                    best = node
        if best is None:
            return None
        if not hasattr(best, "body"):
            return best.end_lineno
        return line if best.lineno == line and best.body[0].lineno > line and self.lines[line - 1].endswith(":") else None

    def text(self):
        result = []
        for number, line in enumerate(self.lines, 1):
            if number in self.inline:
                comment = f"# expect: {self.inline[number]}".rstrip()
                if len(line) + 2 + len(comment) <= WIDTH:
                    result.append(f"{line}  {comment}")
                else:
                    indent = line[:len(line) - len(line.lstrip())]
                    result += [line, indent + comment]
            else:
                result.append(line)
            result += [f"# expect: {said}".rstrip() for said in self.after.get(number, [])]
        return "\n".join(result) + "\n"


def fill(path):
    file = ROOT / path
    if "# pyemb-only:" in file.read_text(encoding="utf-8"):
        print(f"{path}: python3.11 cannot answer for it", file=sys.stderr)
        return
    lines = []
    for line in file.read_text(encoding="utf-8").splitlines():
        bare = EXPECT.sub("", line)
        if bare or not line.strip():
            lines.append(bare)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    fill_raises(path)
    script = Script(path)
    text = script.variant(0)
    recorded = ask_oracle(path, text)
    if recorded != ask_oracle(path, text):
        print(f"{path}: two runs differ", file=sys.stderr)
    for line, said in recorded:
        if re.search(r"0x[0-9a-f]{6,}", said):
            print(f"{path}:{line}: an address: {said}", file=sys.stderr)
    placement = Placement(script.text)
    placement.add_all(recorded)
    file.write_text(placement.text(), encoding="utf-8")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        path = Path(argument).resolve()
        for script in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            fill(str(script.relative_to(ROOT)))
