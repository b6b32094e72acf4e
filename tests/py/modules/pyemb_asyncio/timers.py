# pyemb-only: the module is our own
import asyncio, pyemb_asyncio, time

loop = pyemb_asyncio.loop()
loop.call_later(0.6, print, "later")
timer = loop.call_later(0.3, print, "sooner")
ready, until = loop.step(100)
print(ready, 0 < until <= 300_000)  # expect: False True
timer.cancel()
print(300_000 < loop.step()[1] <= 600_000)  # expect: True
time.sleep(0.7)
print(loop.step())  # expect: later
# expect: (False, None)
timers = [loop.call_later(100 + i, print, i) for i in range(300)]
for timer in timers[:250]:
    timer.cancel()
print(loop.step()[1] > 300e6)  # expect: True
for timer in timers:
    timer.cancel()
print(loop.step())  # expect: (False, None)
