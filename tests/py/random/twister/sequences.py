from _random import Random
for seed in (0, 1, -1, 2 ** 32, 2 ** 64 + 5, 10 ** 40, True):
    r = Random(seed)
    print(r.getrandbits(32), r.random(), r.getrandbits(100), r.getrandbits(1), r.getrandbits(0))
# expect: 3626764237 0.3852453064766108 320120153174708524685608814210 1 0
# expect: 577090037 0.5692038748222122 321912487774453150805552873008 0 0
# expect: 577090037 0.5692038748222122 321912487774453150805552873008 0 0
# expect: 485306839 0.35131142599753185 714861595604020845928788911314 1 0
# expect: 2192917427 0.7183461478334564 958704518814451734785686236147 0 0
# expect: 1492664192 0.1453168597857205 573408190262822100572445583848 1 0
# expect: 577090037 0.5692038748222122 321912487774453150805552873008 0 0
r = Random(5)
state = r.getstate()
first = [r.random() for _ in range(700)]
r.setstate(state)
print(first == [r.random() for _ in range(700)], len(state), state[-1], Random(2.5).getrandbits(8) == Random(hash(2.5)).getrandbits(8))
# expect: True 625 624 True
r.getrandbits(-1)  # raises: ValueError: number of bits must be non-negative
r.setstate([])  # raises: TypeError: state vector must be a tuple
r.setstate((1, 2))  # raises: ValueError: state vector is the wrong size
r.setstate((1,) * 624 + (700,))  # raises: ValueError: invalid state
r.seed([])  # raises: TypeError: unhashable type: 'list'
