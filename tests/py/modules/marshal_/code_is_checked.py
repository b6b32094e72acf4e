import marshal
data = marshal.dumps(compile("x = [1, 2.5]", "f", "exec"))  # pyemb-only: CPython does not check compiled code
taken = 0
for place in range(len(data)):
    changed = bytearray(data)
    changed[place] ^= 0x55
    try:
        taken += marshal.loads(changed) is not None
    except (ValueError, EOFError, TypeError):
        pass
print(taken <= 1)  # expect: True
