# SPDX-License-Identifier: MIT
"""repeat.py SCRIPT TIMES: runs the script so often in one interpreter and prints by how many blocks of memory it grew each time."""
import gc
import io
import sys


class Sink(io.TextIOBase):
    def write(self, text):
        return len(text)


def once(code, path, stdout, stderr):
    sys.stdout = sys.stderr = Sink()
    try:
        exec(code, {"__name__": "__main__", "__file__": path})
    except BaseException:
        pass  # how the script ends is the business of tests/run.py
    finally:
        sys.stdout, sys.stderr = stdout, stderr


def main(path, times):
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec")
    counts = []
    for _ in range(int(times)):
        once(code, path, sys.stdout, sys.stderr)
        gc.collect()
        gc.collect()
        counts.append(sys.getallocatedblocks())
    print("growth:", *(after - before for before, after in zip(counts, counts[1:])))


main(*sys.argv[1:])
