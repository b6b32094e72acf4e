# SPDX-License-Identifier: MIT
"""What the creatures do. A behaviour is a generator or a coroutine: each step is a frame, or as many seconds as it yields.

Change something here while the game runs: the behaviours start anew with the functions as they are then.
"""
from math import cos, sin, tau

import sea

LIGHT = 120  # how far the diver's lamp shines
diver = sea.diver()


class Pause:
    """`await Pause(seconds)`; without seconds until the next frame."""

    def __init__(self, seconds=None):
        self.seconds = seconds

    def __await__(self):
        yield self.seconds


def somewhere(me):
    me.x = sea.random() * sea.WIDTH
    me.y = sea.random() * sea.FLOOR


def plankton(me):
    """Drifts and twinkles. The lamp draws it in, and the diver gathers it."""
    phase = tau * sea.random()
    pace = 0.02 + 0.03 * sea.random()
    while True:
        phase += pace
        if me.distance(diver) > LIGHT:
            me.vx = 11 * sin(phase)
            me.vy = 8 * cos(0.7 * phase)
            me.glow = 0.55 + 0.4 * sin(2.3 * phase)
        else:
            me.glow = 1
            me.steer(diver.x, diver.y, 70, 0.2)
            if me.distance(diver) < 14:
                sea.score(1)
                somewhere(me)
        yield


class School:
    """Where a school of fish is going."""

    def __init__(self, hue):
        self.hue = hue
        self.x = sea.random() * sea.WIDTH
        self.y = 60 + sea.random() * (sea.FLOOR - 100)
        self.pace = 50 + 50 * sea.random()


async def leader(me, school):
    """Chooses where to go, and rests there."""
    while True:
        school.x = sea.WIDTH * (0.06 + 0.88 * sea.random())
        school.y = 60 + sea.random() * (sea.FLOOR - 100)
        while abs(me.x - school.x) + abs(me.y - school.y) > 50:
            me.steer(school.x, school.y, school.pace, 0.06)
            await Pause()
        me.vx *= 0.2
        me.vy *= 0.2
        await Pause(1 + 2 * sea.random())


def fish(me, school):
    """Stays with its school, each in its own place; all flee from sharks."""
    x = 60 * (sea.random() - 0.5)
    y = 44 * (sea.random() - 0.5)
    frame = int(8 * sea.random())
    while True:
        frame += 1
        if frame % 8 == 0:
            shark = sea.nearest(me, sea.SHARK, 90)
            if shark is not None:
                yield from flee(me, shark)
            elif sea.random() < 0.05:
                x = 90 * (sea.random() - 0.5)
                y = 60 * (sea.random() - 0.5)
        me.steer(school.x + x, school.y + y, school.pace * 1.2, 0.07)
        yield


def flee(me, danger):
    for _ in range(40):
        me.steer(2 * me.x - danger.x, 2 * me.y - danger.y, 150, 0.15)
        yield


def jelly(me):
    """Pulses upwards, sinks, and stings."""
    while True:
        me.vx = 24 * (sea.random() - 0.5)
        me.vy = -70 if me.y > 90 else -8
        for _ in range(24):
            me.vy = me.vy * 0.94 + 0.4
            if me.distance(diver) < 24:
                me.glow = 1
                sea.score(-1)
            yield
        me.glow = 0.5 + 0.3 * sea.random()
        me.vy = 12
        yield 0.5 + sea.random()


async def shark(me):
    """Roams until it sees a fish."""
    while True:
        prey = sea.nearest(me, sea.FISH, 200)
        if prey is None:
            await roam(me)
        else:
            await chase(me, prey)
            me.steer(me.x + me.vx, me.y, 40, 1)
            await Pause(0.8)


async def roam(me):
    x, y = sea.random() * sea.WIDTH, 80 + sea.random() * (sea.FLOOR - 160)
    for _ in range(90):
        me.steer(x, y, 70, 0.04)
        await Pause()


async def chase(me, prey):
    for _ in range(120):
        me.steer(prey.x, prey.y, 130, 0.05)
        if me.distance(prey) < 20:
            somewhere(prey)
            return
        await Pause()
