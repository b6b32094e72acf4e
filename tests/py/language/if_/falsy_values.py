for v in [None, False, 0, 0.0, -0.0, 0j, "", b"", (), [], {}, set(), frozenset(), range(0), bytearray()]:
    if v:
        print("true", v)
for v in [1, -1, 0.1, float("nan"), 1j, " ", b"\0", (0,), [0], {0: 0}, {0}, range(1), object(), int, len]:
    if not v:
        print("false", v)
print("done")  # expect: done
