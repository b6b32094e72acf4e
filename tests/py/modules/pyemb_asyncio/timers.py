# pyemb-only: the module is our own
import asyncio, pyemb_asyncio, time

loop = pyemb_asyncio.loop()
loop.call_later(0.01, print, "later")
timer = loop.call_later(0.005, print, "sooner")
ready, until = loop.step(100)
print(ready, 0 < until <= 5000)  # expect: False True
timer.cancel()
print(5000 < loop.step()[1] <= 10000)  # expect: True
time.sleep(0.015)
print(loop.step())  # expect: later
# expect: (False, None)
timers = [loop.call_later(100 + i, print, i) for i in range(300)]
for timer in timers[:250]:
    timer.cancel()
print(loop.step()[1] > 300e6)  # expect: True
for timer in timers:
    timer.cancel()
print(loop.step())  # expect: (False, None)
