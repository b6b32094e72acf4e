def src():
    for i in range(3):
        print("take", i)
        yield i
m = map(lambda x: x * 10, src())
print("lazy")  # expect: lazy
print(next(m))
# expect: take 0
# expect: 0
z = zip("ab", src())
print(next(z))
# expect: take 0
# expect: ('a', 0)
print(map(str, [1]).__reduce__()[0] is map, type(zip()).__name__)  # expect: True zip
