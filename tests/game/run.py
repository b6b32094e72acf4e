#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The example game, without a screen: what its last frame shows, scripts that change while it runs, how long frames take.

    tests/game/run.py build/dev [--keep]

Frames and the collector's steps are measured in processor time, so that a busy machine does not matter. --keep makes the picture of the README anew.
"""
import argparse
import math
import re
import subprocess
import sys
import tempfile
from collections import namedtuple
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import harness  # noqa: E402
from picture import Picture  # noqa: E402

SCRIPTS = ROOT / "examples" / "game" / "scripts"
PICTURE = ROOT / "docs" / "game.png"
SCENE = ["--demo", "--frames", "330", "--type", "sea.nearest(sea.diver(), sea.SHARK, 500)", "--type", "[sea.count(), sea.score() > 0]", "--type", "sea.sharks()"]
RED = (255, 96, 84)  # of errors in the console
Creature = namedtuple("Creature", "kind x y hue glow")


def build(folder):
    """The program; None where SDL is missing."""
    targets = subprocess.run(["ninja", "-C", folder, "-t", "targets", "all"], capture_output=True, text=True, check=True).stdout
    if not re.search("^lantern_reef:", targets, re.M):
        return None
    done = subprocess.run(["ninja", "-C", folder, "lantern_reef"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"game: it does not build:\n{done.stdout[-3000:]}")
    return folder / "lantern_reef"


def is_watched(program):
    """Whether it has been made for sanitizers, with which it is slow."""
    return b"__asan_init" in program.read_bytes()


def play(program, *arguments):
    """Runs it to the end: (what it printed, what it complained of, its creatures)."""
    done = harness.run([program, "--cpu-time", "--report", *arguments], 600, env={**harness.environment(), "SDL_VIDEODRIVER": "dummy"})
    assert done.status == 0 and not harness.crashed(done), f"exit status {done.status}: {done.err}"
    creatures = [Creature(kind, *map(float, numbers)) for line in done.out.splitlines() for kind, *numbers in [line.split()]
                 if kind in ("plankton", "fish", "jelly", "shark", "diver")]
    return done.out, done.err, creatures


def times(out, name):
    """(mean, what 99 % stay below, worst) in milliseconds."""
    return tuple(map(float, re.search(rf"^{name} +mean +(\S+) ms +99 % below +(\S+) ms +worst +(\S+) ms", out, re.M).groups()))


def shows(picture, creature, wanted, reach=5):
    """Whether there is a dot near a creature that is as wanted."""
    return any(wanted(picture.at(int(creature.x) + dx, int(creature.y) + dy)) for dx in range(-reach, reach + 1) for dy in range(-reach, reach + 1))


def is_hue(color, hue):
    red, green, blue = color
    most, least = max(color), min(color)
    if most - least < 60:
        return False
    if most == red:
        own = (green - blue) / (most - least) % 6
    elif most == green:
        own = (blue - red) / (most - least) + 2
    else:
        own = (red - green) / (most - least) + 4
    far = abs(own / 6 - hue)
    return min(far, 1 - far) < 0.1


# -- tests: each answers nothing or fails ------------------------------------------------------------------------------------------------


def test_the_last_frame(program, folder):
    shot = folder / "shot.png"
    out, err, creatures = play(program, *SCENE, "--screenshot", shot)
    picture = Picture(shot.read_bytes())
    assert (picture.width, picture.height) == (960, 540)
    assert len(picture.colors()) > 2000, "the picture is almost empty"
    assert len(creatures) == 5000
    for name in ("frames", "scripts", "drawing", "collection"):
        print(f"game: {name:10} mean {times(out, name)[0]:.2f} ms, 99 % below {times(out, name)[1]:.2f} ms, worst {times(out, name)[2]:.2f} ms")
    if not is_watched(program):
        assert times(out, "frames")[1] < 16.6, "too slow for 60 frames a second"
        assert times(out, "collection")[2] < 1.0, "a step of the collector takes too long"

    free = [c for c in creatures if 190 < c.y < 490 and 10 < c.x < 950]  # not under the console
    diver = next(c for c in creatures if c.kind == "diver")
    assert shows(picture, diver, lambda c: c[0] > 200 and 120 < c[1] < 220 and c[2] < 110), "no diver where it should be"
    for kind, share, wanted in (("shark", 0.7, lambda c: max(c) - min(c) < 50 and 80 < c[1] < 225), ("fish", 0.9, None)):
        those = [c for c in free if c.kind == kind]
        seen = sum(shows(picture, c, wanted or (lambda color, hue=int(c.hue * 12) / 12: is_hue(color, hue))) for c in those)
        assert those and seen >= share * len(those), f"{seen} of {len(those)} {kind} are where they should be"
    lit = [math.hypot(c.x - diver.x, c.y - diver.y) for c in creatures if c.kind == "plankton" and c.glow == 1.0]
    assert len(lit) > 10 and max(lit) < 130, "the lamp draws plankton in"

    red = sum(picture.at(x, y) == RED for x in range(0, 500) for y in range(0, 150))
    assert red > 200, "the console shows no error"
    assert "AttributeError: module 'sea' has no attribute 'sharks'" in err
    difference = Picture(PICTURE.read_bytes()).difference(picture)
    assert difference < 6, f"the picture differs from {PICTURE.relative_to(ROOT)} by {difference:.1f}"


def test_the_same_sea_for_the_same_seed(program, folder):
    few = ["--demo", "--frames", "60", "--creatures", "400"]
    first, second, other = (play(program, *few, "--seed", seed)[2] for seed in ("7", "7", "8"))
    assert first == second and first != other


def scripts_in(folder):
    for script in SCRIPTS.glob("*.py"):
        (folder / script.name).write_text(script.read_text())
    return folder


def test_scripts_change_while_it_runs(program, folder):
    scripts = scripts_in(folder)
    change = (f"import pathlib; p = pathlib.Path({str(scripts / 'creatures.py')!r}); "
              "_ = p.write_text(p.read_text().replace('me.glow = 0.55', 'me.hue = 0.0; me.glow = 0.55'))")
    out, err, creatures = play(program, "--scripts", scripts, "--creatures", "300", "--frames", "60", "--type", change)
    assert "reloaded" in out and err == "", out + err
    drifting = [c for c in creatures if c.kind == "plankton" and c.glow != 1.0]
    assert drifting and all(c.hue == 0 for c in drifting)


def test_a_script_that_breaks_changes_nothing(program, folder):
    scripts = scripts_in(folder)
    change = f"_ = open({str(scripts / 'creatures.py')!r}, 'a').write('def broken(:\\n')"
    out, err, creatures = play(program, "--scripts", scripts, "--creatures", "300", "--frames", "60", "--type", change, "--type", "before = sea.diver().x")
    assert "reloaded" not in out and "SyntaxError: invalid syntax" in err, out + err
    assert len(creatures) == 300


def test_a_behaviour_that_fails_stops_alone(program, folder):
    faulty = "sea.behave(sea.diver(), lambda me: (x / 0 for x in [1]))"
    out, err, creatures = play(program, "--creatures", "300", "--frames", "30", "--type", faulty)
    assert err.count("ZeroDivisionError") == 1 and len(creatures) == 300


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path, help="the build folder")
    parser.add_argument("--keep", action="store_true", help=f"make {PICTURE.relative_to(ROOT)} anew")
    options = parser.parse_args()
    program = build(options.build.resolve())
    if program is None:
        print("game: not built, SDL 2 is missing")
        return 0
    if options.keep:
        play(program, *SCENE, "--screenshot", PICTURE)
        return 0
    failures = 0
    tests = [function for name, function in globals().items() if name.startswith("test_")]
    for test in tests:
        with tempfile.TemporaryDirectory(prefix="pyemb-game-") as folder:
            try:
                test(program, Path(folder))
            except AssertionError as error:
                failures += 1
                print(f"FAIL {test.__name__}: {error}")
    print(f"game: {len(tests) - failures} passed, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
