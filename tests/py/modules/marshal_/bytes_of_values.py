import marshal
for value in (2**40, -1, 1.5, "é", (1, 2), {"k": None}):
    print(marshal.dumps(value, 2).hex())
# expect: 6c03000000000000000004
# expect: 69ffffffff
# expect: 67000000000000f83f
# expect: 7502000000c3a9
# expect: 280200000069010000006902000000
# expect: 7b75010000006b4e30
print(marshal.dumps(0.1, 1))  # expect: b'f\x130.10000000000000001'
print(marshal.dumps({3, 1, 2}, 0) == marshal.dumps({2, 3, 1}, 0))  # expect: True
