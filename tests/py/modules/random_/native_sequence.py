import _random
r = _random.Random(42)
print(r.random(), r.random(), r.getrandbits(10), r.getrandbits(100), r.getrandbits(0))
# expect: 0.6394267984578837 0.025010755222666936 281 882565121070403957190206503824 0
s = r.getstate()
a = r.random()
r.setstate(s)
print(r.random() == a, len(s))  # expect: True 625
r.seed("text"); r.seed(2 ** 100); print(r.random())  # expect: 0.7586581712996778
r.seed(-5); print(r.random()); r.seed(1.5)  # expect: 0.6229016948897019
r.getrandbits(-1)  # raises: ValueError: number of bits must be non-negative
r.setstate(5)  # raises: TypeError: state vector must be a tuple
r.setstate((1, 2))  # raises: ValueError: state vector is the wrong size
r.getrandbits("a")  # raises: TypeError: 'str' object cannot be interpreted as an integer
