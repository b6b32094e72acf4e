# Laws of arithmetic on pseudo-random numbers of many sizes, among them those where one algorithm takes over from another.
state = 12345
def bits(n):
    global state
    r = 0
    for _ in range(0, n, 32):
        state = (state * 6364136223846793005 + 1442695040888963407) & (1 << 64) - 1
        r = r << 32 | state >> 32
    return r & (1 << n) - 1
def number(n):
    return bits(n) | 1 << n - 1 if bits(8) & 1 else max(1, (1 << n) - bits(8) - 1)
failed = []
for n in (1, 40, 61, 62, 63, 64, 65, 128, 500, 1900, 4500, 9100):
    for m in (1, 62, 64, 190, 1800, 4600):
        a, b, c = number(n), number(m), number(n // 2 + 1)
        if (a + b) * c != a * c + b * c: failed.append(("distributive", n, m))
        if (a - b) * (a + b) != a * a - b * b: failed.append(("squares", n, m))
        for x, y in ((a, b), (-a, b), (a, -b), (-a, -b)):
            q, r = divmod(x, y)
            if q * y + r != x or not (0 <= r < y or y < r <= 0) or x // y != q or x % y != r: failed.append(("divmod", n, m))
            if (x & y) + (x | y) != x + y or (x ^ y) != (x | y) - (x & y): failed.append(("bitwise", n, m))
        if a << m >> m != a or a >> m != a // (1 << m) or -a >> m != -a // (1 << m): failed.append(("shift", n, m))
        if pow(a, 5, b) != a ** 5 % b: failed.append(("power", n, m))
        if int(hex(a), 16) != a or int(oct(-a), 8) != -a: failed.append(("text", n, m))
        if int.from_bytes(a.to_bytes(n // 8 + 1, "little"), "little") != a: failed.append(("bytes", n, m))
print(failed)  # expect: []
