# SPDX-License-Identifier: MIT
"""Run by the interpreter under test: drive.py SUBJECT SEED SECONDS RECORD

Makes case after case of a subject (subjects/SUBJECT.py) and runs each.  Any exception is a right answer.  Before a case runs it is
written to the file RECORD, so that whoever finds this process dead knows what killed it.  Prints how many cases there were.
"""
import importlib
import os
import random
import signal
import sys
import time
import warnings

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))


class Late(BaseException):
    pass


class Clock:
    runs = False


def late(signum, frame):
    if Clock.runs:
        Clock.runs = False
        raise Late


def attempt(subject, case):
    signal.setitimer(signal.ITIMER_REAL, 3)
    try:
        Clock.runs = True
        subject.run(case)
        Clock.runs = False
    except BaseException:
        Clock.runs = False


def main(name, seed, seconds, record):
    subject = importlib.import_module("subjects." + name)
    source = random.Random(int(seed))
    end = time.monotonic() + float(seconds)
    signal.signal(signal.SIGALRM, late)
    warnings.simplefilter("ignore")
    sys.unraisablehook = lambda report: None
    descriptor = os.open(record, os.O_WRONLY | os.O_CREAT, 0o644)
    stdout = os.dup(1)
    count = 0
    while time.monotonic() < end:
        case = subject.make(source)
        text = ascii(case).encode()
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, text, 0)
        attempt(subject, case)
        count += 1
    signal.setitimer(signal.ITIMER_REAL, 0)
    os.write(stdout, b"%d\n" % count)


if __name__ == "__main__":
    main(*sys.argv[1:])
