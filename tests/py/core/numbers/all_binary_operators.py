class A:
    pass
names = "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul".split()
for n in names:
    setattr(A, f"__{n}__", lambda s, o, n=n: n)
    setattr(A, f"__r{n}__", lambda s, o, n=n: "r" + n)
    setattr(A, f"__i{n}__", lambda s, o, n=n: "i" + n)
a = A()
print(a + 1, a - 1, a * 1, a / 1, a // 1, a % 1, a ** 1, a << 1, a >> 1, a & 1, a | 1, a ^ 1, a @ 1)
# expect: add sub mul truediv floordiv mod pow lshift rshift and or xor matmul
print(1 + a, 1 - a, 1 * a, 1 / a, 1 // a, 1 % a, 1 ** a, 1 << a, 1 >> a, 1 & a, 1 | a, 1 ^ a, 1 @ a)
# expect: radd rsub rmul rtruediv rfloordiv rmod rpow rlshift rrshift rand ror rxor rmatmul
x = a; x += 1; y = a; y @= 1; z = a; z >>= 2; w = a; w **= 2; v = a; v //= 2
print(x, y, z, w, v)  # expect: iadd imatmul irshift ipow ifloordiv
