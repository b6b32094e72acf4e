import random
random.seed(12345)
print(random.random(), random.randint(1, 100), random.choice("abc"), random.uniform(1, 2), random.sample(range(100), 5), random.choices("ab", k=4), random.gauss(0, 1), random.randrange(0, 100, 7))
# expect: 0.41661987254534116 2 b 1.855138341847149 [24, 34, 72, 55, 20] ['a', 'b', 'a', 'b'] -0.4909299942516335 77
l = list(range(10)); random.shuffle(l); print(l)  # expect: [3, 2, 0, 5, 9, 7, 4, 6, 8, 1]
r = random.Random("seed"); print(r.random(), r.expovariate(1), r.betavariate(1, 2), r.getrandbits(64), r.randbytes(4))
# expect: 0.1382359792209653 0.270116241219203 0.62920647152602 16406757499861874726 b'[\x1e\xdd\xb9'
random.choice([])  # raises: IndexError: Cannot choose from an empty sequence
random.randrange(0)  # raises: ValueError: empty range for randrange()
random.sample([1], 2)  # raises: ValueError: Sample larger than population or is negative
random.randint(5, 1)  # raises: ValueError: empty range for randrange() (5, 2, -3)
