# SPDX-License-Identifier: MIT
"""The sea and who lives in it. `start` is called once; then the creatures do what their behaviours say (creatures.py, diver.py)."""
import sea

if 'diver' not in globals():  # this text runs again when it changes; there is one diver all the same
    diver = sea.add(sea.DIVER, sea.WIDTH / 2, sea.HEIGHT / 2)

import creatures  # noqa: E402  it looks for the diver
import diver as driving  # noqa: E402


def populate(count, kind, behaviour, hues, *more):
    for i in range(count):
        creature = sea.add(kind, sea.random() * sea.WIDTH, sea.random() * sea.FLOOR)
        creature.hue = hues(i)
        creature.glow = 0.5 + 0.5 * sea.random()
        sea.behave(creature, behaviour, *more)


def start(count, demo):
    """`count` creatures in all; the diver steers himself if it is a demo."""
    sharks = max(1, count // 600)
    jellies = count // 70
    fish = count // 4
    sea.behave(diver, driving.tour if demo else driving.steered)
    populate(sharks, sea.SHARK, creatures.shark, lambda i: 0)
    populate(jellies, sea.JELLY, creatures.jelly, lambda i: 0.72 + 0.2 * sea.random())
    schools = [creatures.School(sea.random()) for _ in range(max(1, fish // 40))]
    for i in range(fish):
        school = schools[i % len(schools)]
        populate(1, sea.FISH, creatures.leader if i < len(schools) else creatures.fish, lambda i: school.hue, school)
    populate(count - 1 - fish - jellies - sharks, sea.PLANKTON, creatures.plankton, lambda i: 0.3 + 0.3 * sea.random())
    print(f'{sea.count()} creatures, {len(schools)} schools. Type dir(sea), or steer with the arrow keys.')
