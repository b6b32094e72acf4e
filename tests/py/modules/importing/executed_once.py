import sys
import _noisy  # expect: executed
import _noisy as again
from _noisy import counter
print(again is _noisy, counter is _noisy.counter, sys.modules["_noisy"] is _noisy)  # expect: True True True
del sys.modules["_noisy"]
import _noisy as fresh  # expect: executed
print(fresh is again)  # expect: False
