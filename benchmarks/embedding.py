#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What embedding costs: the same host in C, compiled against this library and against python3.11, and its like for Lua 5.4.

    benchmarks/embedding.py [--build build/release] [-n ROUNDS] [--check]

The hosts stand outside the repository, in ../shared/bench/embedding; they are built with `cc -O2` and linked with the static library, the packages
python3.11-dev and liblua5.4-dev. They run in turns, so that a busy machine disturbs all alike, and the best of each figure's rounds counts. Prints a table
in Markdown; --check exits with 1 where a ratio to python3.11 is below its target (TARGETS).
"""
import argparse
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOSTS = ROOT.parent / "shared" / "bench" / "embedding"
sys.path[:0] = [str(ROOT / "tests" / "capi")]
from sides import call, is_older, link_flags  # noqa: E402

# Times the rate of python3.11.
TARGETS = {
    "host->script call, fast": 2.0,
    "host->script call, simple API": 2.0,
    "script->host call, loop included": 1.5,
    "script->host call, net": 1.5,
    "getattr from host, C string": 2.5,
    "setattr from host, C string": 2.5,
    "compile and run 'x = 1 + 2'": 1.0,
}


def packaged(name):
    return shlex.split(call(["pkg-config", "--cflags", "--libs", name]))


def build_host(folder, name, source, flags, inputs):
    """The program of one host."""
    target = folder / f"host_{name}"
    if is_older(target, [source, HOSTS / "measure.h", *inputs]):
        call(["g++" if name == "pyemb" else "gcc", *(["-xc", source, "-xnone"] if name == "pyemb" else [source]), "-O2", f"-I{HOSTS}", *flags, "-o", target])
    return target


def build_hosts(build):
    """{name: program}, those that the machine has what it takes for."""
    folder = build / "embedding-benchmark"
    folder.mkdir(exist_ok=True)
    source = HOSTS / "host_cpython.c"
    library = [build / "libpyemb.a", *(ROOT / "capi" / "include").glob("**/*.h")]
    hosts = {"pyemb": build_host(folder, "pyemb", source, [f"-I{ROOT / 'capi' / 'include'}", *link_flags(build)], library)}
    for name, package, source in (("python3.11", "python-3.11-embed", source), ("lua5.4", "lua5.4", HOSTS / "host_lua.c")):
        try:
            hosts[name] = build_host(folder, name, source, packaged(package), [])
        except RuntimeError as error:
            print(f"embedding: without {name}: {error}", file=sys.stderr)
    return hosts


def figures(program):
    """{name: (value, unit)} of one run."""
    found = {}
    for line in call([program], timeout=600).splitlines():
        name, _, rest = line.rpartition("  ")
        value, *unit = rest.split()
        found[name.strip()] = (float(value), " ".join(unit))
    return found


def better(unit, one, other):
    return max(one, other) if unit == "M/s" else min(one, other)


def measure(hosts, rounds):
    best = {name: {} for name in hosts}
    for _ in range(rounds):
        for name, program in hosts.items():
            for key, (value, unit) in figures(program).items():
                before = best[name].get(key, (value, unit))[0]
                best[name][key] = (better(unit, before, value), unit)
    return best


def row(key, best):
    """One line of the table, and the ratio to python3.11."""
    ours, unit = best["pyemb"][key]
    theirs = best.get("python3.11", {}).get(key, (None, ""))[0]
    ratio = ours / theirs if theirs else None
    cells = [f"{best[name][key][0]:,.2f}" if key in best[name] else "" for name in best]
    return f"| {key} ({unit}) | " + " | ".join(cells) + f" | {f'{ratio:.2f}' if ratio else ''} |", ratio


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "release", help="the build folder that has libpyemb.a")
    parser.add_argument("-n", dest="rounds", type=int, default=3)
    parser.add_argument("--check", action="store_true", help="fail where a ratio is below its target")
    options = parser.parse_args()
    if not HOSTS.exists():
        sys.exit(f"embedding: the hosts are expected in {HOSTS}")
    best = measure(build_hosts(options.build.resolve()), options.rounds)
    print("| figure | " + " | ".join(best) + " | pyemb / python3.11 |")
    print("| --- |" + " ---: |" * (len(best) + 1))
    missed = []
    for key, (_, unit) in best["pyemb"].items():
        if key.startswith("("):
            continue
        line, ratio = row(key, best)
        print(line)
        if ratio is not None and ratio < TARGETS.get(key, 0):
            missed.append(f"embedding: {key}: {ratio:.2f} of python3.11's rate, the target is {TARGETS[key]}")
    if options.check and missed:
        print("\n".join(missed), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
