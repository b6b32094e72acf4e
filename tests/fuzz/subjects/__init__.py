# SPDX-License-Identifier: MIT
"""What the fuzzer feeds to one part of the interpreter, a module each.

make(random) gives a case out of numbers, strings, bytes, lists and tuples alone, so that its ascii() can be pasted into a script;
run(case) does something with it.
"""
SPECIAL_INTS = (0, 1, -1, 2, 7, 8, 255, 256, 1000, 2**31 - 1, 2**31, -2**31, 2**32, 2**61, -2**61, 2**62, 2**63 - 1, 2**63, -2**63, 2**64, 10**30)


def mutate_bytes(random, data, times=None):
    """Bytes flipped, cut out, doubled, put in, overwritten with numbers that are often limits."""
    data = bytearray(data)
    for _ in range(times or random.choice((1, 1, 2, 3, 8))):
        at = random.randrange(len(data) + 1)
        action = random.randrange(7)
        if action == 0 and data:
            data[at % len(data)] ^= 1 << random.randrange(8)
        elif action == 1:
            del data[at:at + random.choice((1, 1, 4, 20))]
        elif action == 2:
            data[at:at] = data[at:at + random.choice((1, 4, 20))]
        elif action == 3:
            data[at:at] = random.randbytes(random.choice((1, 1, 2, 4)))
        elif action == 4:
            data[at:at + 4] = random.choice((0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0xffff, len(data))).to_bytes(4, "little")
        elif action == 5 and data:
            data[at % len(data)] = random.randrange(256)
        else:
            del data[at:]
    return bytes(data)


def text_of(random, pieces, most):
    return "".join(random.choice(pieces) for _ in range(random.randrange(most)))
