# SPDX-License-Identifier: MIT
"""How the diver moves."""
from math import sin

import sea

SPEED = 190


def steered(me):
    """By the arrow keys."""
    while True:
        x, y = sea.steering()
        me.vx += (x * SPEED - me.vx) * 0.12
        me.vy += (y * SPEED - me.vy) * 0.12
        yield


def tour(me):
    """Round the reef, for a demo."""
    while True:
        t = sea.time()
        me.steer(sea.WIDTH * (0.5 + 0.4 * sin(0.43 * t + 0.4)), sea.HEIGHT * (0.56 + 0.3 * sin(0.71 * t)), SPEED, 0.08)
        yield
