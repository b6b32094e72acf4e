#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measure the start: whole processes against python3.11, and interpreters inside a host.

    benchmarks/startup.py [-n RUNS] [--build build/release] [--check]

Whole processes run alternately, so that a busy machine disturbs both alike; medians count. Inside a host (benchmarks/startup_host.cpp) each run
is a process of its own, for a first initialization happens once. --check exits with 1 where a figure exceeds its target (TARGETS).
"""
import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ORACLE = "/usr/bin/python3.11"
PROCESSES = {"isolated": ["-I", "-S", "-c", "pass"], "plain": ["-c", "pass"]}
# Ratio to python3.11 for processes; microseconds and KiB for the host.
TARGETS = {
    "isolated": 0.35,
    "plain": 0.5,
    "first_us": 1000,
    "first_kib": 1024,
    "interpreter_us": 250,
    "interpreter_kib": 300,
    "finalize_us": 300,
}


# Without PYTHON* variables: both shall do what they do by default, and may keep the bytecode of what site imports.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def run_once(command):
    """Wall-clock seconds of one process."""
    null = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, null, fd) for fd in (0, 1, 2)]
    start = time.perf_counter()
    process = os.posix_spawn(command[0], command, ENVIRONMENT, file_actions=actions)
    status = os.waitpid(process, 0)[1]
    seconds = time.perf_counter() - start
    os.close(null)
    if status != 0:
        sys.exit(f"startup: {' '.join(command)}: status {status}")
    return seconds


def measure_processes(interpreter, runs):
    """{name: (milliseconds of pyemb, of python3.11, ratio)}"""
    figures = {}
    for name, arguments in PROCESSES.items():
        commands = [[interpreter, *arguments], [ORACLE, *arguments]]
        samples = [[], []]
        for command in commands:
            run_once(command)  # what is not in the page cache yet
        for _ in range(runs):
            for command, list_ in zip(commands, samples):
                list_.append(run_once(command))
        ours, theirs = (statistics.median(list_) * 1000 for list_ in samples)
        figures[name] = (ours, theirs, ours / theirs)
    return figures


def measure_host(host, runs):
    """{name: median}"""
    samples = {}
    for _ in range(runs):
        run = subprocess.run([host], capture_output=True, text=True, check=True)
        for line in run.stdout.splitlines():
            name, value = line.split()
            samples.setdefault(name, []).append(float(value))
    return {name: statistics.median(values) for name, values in samples.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", "--runs", type=int, default=60)
    parser.add_argument("--build", default=ROOT / "build" / "release", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    build = options.build.resolve()
    figures = {}
    for name, (ours, theirs, ratio) in measure_processes(str(build / "pyemb"), options.runs).items():
        print(f"{'pyemb ' + ' '.join(PROCESSES[name]):28} {ours:7.2f} ms   python3.11 {theirs:7.2f} ms   {ratio:.2f}x")
        figures[name] = ratio
    host = measure_host(build / "startup_host", options.runs)
    for name, value in host.items():
        target = f"   target {TARGETS[name]}" if name in TARGETS else ""
        print(f"{name:28} {value:9.1f}{target}")
    figures.update(host)
    missed = [name for name, target in TARGETS.items() if figures.get(name, 0) > target]
    if missed:
        print("startup: over the target: " + ", ".join(missed))
    return 1 if options.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
