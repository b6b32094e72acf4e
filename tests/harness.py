# SPDX-License-Identifier: MIT
"""What the script runners share: clean processes, a worker pool, a summary line."""
import argparse
import itertools
import os
import re
import resource
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ORACLE = "/usr/bin/python3.11"
MEMORY_LIMIT = 4 << 30
# Too large an allocation is refused, as everywhere, and not a report; leaks are looked for at the end; a fatal signal stays one.
ASAN_OPTIONS = ("allocator_may_return_null=1:max_allocation_size_mb=4096:detect_leaks=1:"
                "handle_segv=0:handle_sigbus=0:handle_sigfpe=0")


class Outcome:
    """What one process did: its exit status (negative: killed by that signal), stdout and stderr."""

    def __init__(self, status, out, err, expired=False):
        self.status = status
        self.out = out
        self.err = err
        self.expired = expired


def environment(extra=()):
    """The same few variables for everyone; nothing of the caller's Python configuration."""
    keep = {name: os.environ[name] for name in ("HOME", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ}
    keep.setdefault("ASAN_OPTIONS", ASAN_OPTIONS)
    keep.setdefault("UBSAN_OPTIONS", "print_stacktrace=1")
    keep.update(PATH="/usr/bin:/bin", LANG="C.UTF-8", TZ="UTC", PYTHONDONTWRITEBYTECODE="1")
    keep.update(pair.split("=", 1) for pair in extra)
    return keep


def run(command, timeout, env=None, stdin=None, cwd=ROOT):
    """Run a command to its end; output is decoded so that any byte survives a comparison."""
    try:
        done = subprocess.run(command, input=stdin, stdin=subprocess.DEVNULL if stdin is None else None,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout,
                              env=env or environment(), cwd=cwd)
    except subprocess.TimeoutExpired as error:
        return Outcome(124, decode(error.stdout), decode(error.stderr), expired=True)
    except OSError as error:
        return Outcome(127, "", f"cannot start {command[0]}: {error}")
    return Outcome(done.returncode, decode(done.stdout), decode(done.stderr))


def decode(data):
    return (data or b"").decode("utf-8", "backslashreplace")


def crashed(outcome):
    """Killed by a signal, or stopped by a sanitizer: never an acceptable answer, whatever was expected."""
    if outcome.status < 0:
        return f"killed by signal {-outcome.status}"
    if re.search(r"ERROR: (Address|Leak|Undefined)?Sanitizer|runtime error: ", outcome.err):
        return "stopped by a sanitizer"
    return None


def common_arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("paths", nargs="*", type=Path, help="scripts or folders (default: the whole corpus)")
    parser.add_argument("--interpreter", default="build/release/pyemb", help="the interpreter under test")
    parser.add_argument("-k", dest="filter", default="", help="only the scripts whose path contains this")
    parser.add_argument("-j", dest="jobs", type=int, default=2, help="processes at a time")
    parser.add_argument("--timeout", type=float, default=20, help="seconds for one process")
    parser.add_argument("--slow", action="store_true", help="ten times the time (sanitizers, valgrind)")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE", help="a variable for the interpreter")
    parser.add_argument("--known-failures", type=Path, metavar="FILE", help="paths that may fail, one a line")
    parser.add_argument("-q", "--quiet", action="store_true", help="only the names of what failed")
    return parser


def prepare(options):
    """Finish the arguments that all runners understand and set the limits that processes inherit."""
    if options.slow:
        options.timeout *= 10
    else:  # the sanitizers reserve terabytes of address space
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background would hand down that it is ignored
    if "/" in options.interpreter:
        options.interpreter = str(Path(options.interpreter).absolute())


def find_scripts(paths, filter_, default):
    """The scripts below the paths, as paths relative to the repository, sorted.

    What starts with an underscore is imported by scripts and is none itself.
    """
    found = set()
    for path in paths or [default]:
        path = path.resolve()
        found.update(path.rglob("*.py") if path.is_dir() else [path])
    relative = sorted(os.path.relpath(path, ROOT) for path in found)
    return [path for path in relative if filter_ in path and "/_" not in path]


def run_all(name, scripts, check, options):
    """Check every script in parallel, print what failed and the summary; the exit status is returned.

    check(script) gives a list of complaints; an empty one is a pass, None a script left out.
    """
    known = set()
    if options.known_failures and options.known_failures.exists():
        known = set(options.known_failures.read_text().split())
    passed, failed, excused = 0, [], []
    lock = threading.Lock()

    def one(script):
        nonlocal passed
        complaints = check(script)
        if complaints is None:
            return
        with lock:
            if not complaints:
                passed += 1
                if script in known:
                    print(f"passes now: {script}")
            elif script in known:
                excused.append(script)
            else:
                failed.append(script)
                print(f"FAIL {script}", flush=True)
                if not options.quiet:
                    for line in complaints:
                        print("    " + line.replace("\n", "\n    "))

    with ThreadPoolExecutor(options.jobs) as pool:
        for future in [pool.submit(one, script) for script in scripts]:
            future.result()
    if excused:
        print(f"{name}: {len(excused)} known failures")
    print(f"{name}: {passed} passed, {len(failed)} failed")
    sys.stdout.flush()
    return 1 if failed else 0


def difference(expected, printed):
    for index, (want, got) in enumerate(itertools.zip_longest(expected, printed), 1):
        if want != got:
            if want is None:
                return [f"printed line {index} is not covered: {got}"]
            if got is None:
                return [f"expectation {index} was not printed: {want}"]
            return [f"printed line {index}", f"  expected: {want}", f"  got:      {got}"]
    return []


def tail(text):
    lines = text.rstrip().splitlines()
    return "\n".join(lines[-12:])
