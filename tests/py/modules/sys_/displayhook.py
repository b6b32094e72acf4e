import sys
sys.displayhook(None)
sys.displayhook([1, 2])  # expect: [1, 2]
import builtins
print(builtins._)  # expect: [1, 2]
exec(compile("1 + 1", "f", "single"))  # expect: 2
sys.displayhook = lambda v: print("mine", v)
exec(compile("'x'", "f", "single"))  # expect: mine x
