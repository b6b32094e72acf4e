#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Run the scripts of tests/py under an interpreter and check what their comments promise.

    print(1 + 1)          # expect: 2
    [].pop()              # raises: IndexError: pop from empty list

tests/README.md describes the comments.  --under-oracle runs python3.11 instead: whatever a script promises must
hold there too, except where a comment `# pyemb-only: reason` says why it cannot.
"""
import os
import re
import sys
from pathlib import Path

from harness import (ORACLE, ROOT, common_arguments, crashed, difference, environment, find_scripts, prepare, run,
                     run_all, tail)
from script import Script

def check_stdout(script, outcome):
    if script.out is not None:
        if outcome.out != script.out:
            return ["stdout is not what the .out file says:"] + difference(script.out.splitlines(), outcome.out.splitlines())
        return []
    printed = [line.rstrip() for line in outcome.out.splitlines()]
    return difference(script.expect, printed)


def check_quiet_run(script, outcome):
    complaints = check_stdout(script, outcome)
    if outcome.status != script.exit:
        complaints.append(f"exit status {outcome.status}, not {script.exit}: {tail(outcome.err)}")
    said = [line.rstrip() for line in outcome.err.splitlines()]
    position = 0
    for want in script.stderr:
        if want not in said[position:]:
            complaints += [f"stderr lacks: {want}", f"  it says: {tail(outcome.err)}"]
            break
        position = said.index(want, position) + 1
    if said and not script.stderr and script.exit == 0 and outcome.status == 0:
        complaints.append(f"stderr is not empty: {tail(outcome.err)}")
    return complaints


def check_raising_run(script, number, outcome):
    want = script.raises[number]
    said = outcome.err.rstrip("\n").splitlines()
    got = said[-1].rstrip() if said else ""
    complaints = []
    if got != want:
        complaints += [f"line {number} raises", f"  expected: {want}", f"  got:      {got}"]
    elif outcome.status != 1:
        complaints.append(f"line {number}: exit status {outcome.status}, not 1")
    elif not re.search(rf'File "[^"]*", line {number}\b', outcome.err):
        complaints.append(f"line {number} is not in the traceback:\n{outcome.err}")
    return complaints


def check_script(path, options):
    script = Script(path)
    if options.under_oracle and script.pyemb_only is not None:
        return None
    command = options.command
    env = environment(options.env)
    outcomes = []
    if not script.raises:
        outcome = run(command + [path], options.timeout, env)
        outcomes.append((outcome, check_quiet_run(script, outcome)))
    elif script.goes_on():
        outcome = run_variant(command, script, None, options, env)
        outcomes.append((outcome, check_quiet_run(script, outcome)))
    for number in script.raises:
        outcome = run_variant(command, script, number, options, env)
        outcomes.append((outcome, check_raising_run(script, number, outcome)))
    complaints = []
    for outcome, found in outcomes:
        if outcome.expired:
            found = [f"over {options.timeout:g} s"]
        elif crashed(outcome):
            found = [crashed(outcome) + "\n" + outcome.err[-3000:]]
        complaints += found
    if script.raises and not script.goes_on() and not complaints:
        complaints = check_stdout(script, outcomes[-1][0])
    return complaints


def run_variant(command, script, number, options, env):
    """Run the script with one of its raising statements, or with none, in a file of its own beside it."""
    if number is not None and len(script.raises) == 1:
        return run(command + [script.path], options.timeout, env)
    path = Path(ROOT / script.path)
    target = path.with_name(f"_variant_{options.pid}_{number}_{path.name}")
    target.write_text(script.variant(number), encoding="utf-8")
    try:
        return run(command + [str(target.relative_to(ROOT))], options.timeout, env)
    finally:
        target.unlink()


def main():
    parser = common_arguments(__doc__.splitlines()[0])
    parser.add_argument("--under-oracle", action="store_true", help=f"check the promises under {ORACLE}")
    parser.add_argument("--valgrind", action="store_true", help="run the interpreter under valgrind")
    options = parser.parse_args()
    options.pid = os.getpid()
    options.slow |= options.valgrind
    prepare(options)
    options.command = [ORACLE if options.under_oracle else options.interpreter]
    if options.valgrind:
        options.command = ["valgrind", "-q", "--error-exitcode=99"] + options.command
    scripts = find_scripts(options.paths, options.filter, ROOT / "tests" / "py")
    return run_all("scripts", scripts, lambda path: check_script(path, options), options)


if __name__ == "__main__":
    sys.exit(main())
