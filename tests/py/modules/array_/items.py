from array import array, typecodes

for code in typecodes:
    a = array(code, "ab" if code == "u" else [1, 2])
    a.append(a[0])
    print(code, a.itemsize, a, a.tobytes()[: a.itemsize].hex(), memoryview(a).format)
# expect: b 1 array('b', [1, 2, 1]) 01 b
# expect: B 1 array('B', [1, 2, 1]) 01 B
# expect: u 4 array('u', 'aba') 61000000 w
# expect: h 2 array('h', [1, 2, 1]) 0100 h
# expect: H 2 array('H', [1, 2, 1]) 0100 H
# expect: i 4 array('i', [1, 2, 1]) 01000000 i
# expect: I 4 array('I', [1, 2, 1]) 01000000 I
# expect: l 8 array('l', [1, 2, 1]) 0100000000000000 l
# expect: L 8 array('L', [1, 2, 1]) 0100000000000000 L
# expect: q 8 array('q', [1, 2, 1]) 0100000000000000 q
# expect: Q 8 array('Q', [1, 2, 1]) 0100000000000000 Q
# expect: f 4 array('f', [1.0, 2.0, 1.0]) 0000803f f
# expect: d 8 array('d', [1.0, 2.0, 1.0]) 000000000000f03f d
a = array("b")
a.append(128)  # raises: OverflowError: signed char is greater than maximum
a.append(-129)  # raises: OverflowError: signed char is less than minimum
array("B", [-1])  # raises: OverflowError: unsigned byte integer is less than minimum
array("I", [2**32])  # raises: OverflowError: unsigned int is greater than maximum
array("Q", [-1])  # raises: OverflowError: can't convert negative int to unsigned
array("q", [2**63])  # raises: OverflowError: int too big to convert
array("u", ["ab"])  # raises: TypeError: array item must be unicode character
array("d", ["1"])  # raises: TypeError: must be real number, not str
array("i", [1.0])  # raises: TypeError: 'float' object cannot be interpreted as an integer
array("x")  # raises: ValueError: bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)
array("i", "abc")  # raises: TypeError: cannot use a str to initialize an array with typecode 'i'
