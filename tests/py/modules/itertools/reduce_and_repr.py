import itertools as it
import copy
c = it.count(5); next(c)
print(copy.copy(c), c.__reduce__()[1], it.chain("ab").__reduce__()[0] is it.chain, copy.copy(it.repeat(3, 2)), type(it.groupby("a")).__name__, type(it.tee("a")[0]).__name__)
# expect: count(6) (6,) True repeat(3, 2) groupby _tee
