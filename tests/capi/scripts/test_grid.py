# SPDX-License-Identifier: MIT
import array
import struct

import grid
from grid import Grid


def show(text):
    try:
        print(text, "->", repr(eval(text, globals())))
    except Exception as error:
        print(text, "->", type(error).__name__ + ":", error)


g = Grid(2, 3)
m = memoryview(g)
for text in ["Grid()", "Grid(0, 3)", "Grid('a', 3)", "m.shape, m.strides, m.format, m.itemsize, m.nbytes, m.ndim, m.readonly", "m.tolist()", "m[1, 2]", "m[0]", "m[2, 0]",
             "m.obj is g", "g.exports()", "bytes(g)[:16]", "struct.unpack('6d', g)", "g.at(1, 1)", "g.at(2, 0)", "g.at('x', 0)", "grid.sum(g)", "grid.sum(array.array('d', [1, 2.5]))",
             "grid.sum(b'abc')", "grid.sum(array.array('i', [1]))", "grid.sum(3)", "m.c_contiguous, m.f_contiguous", "m.cast('B').shape", "m.cast('B').cast('d').tolist()", "m == memoryview(Grid(2, 3))",
             "m == memoryview(Grid(3, 2))", "m.tobytes('F')[:24] == struct.pack('3d', 0, 1.5, .5)", "grid.fill(bytearray(3), 65)", "grid.fill(b'abc', 65)", "grid.fill(Grid(1, 1, True), 1)", "grid.fill(3, 3)",
             "memoryview(Grid(1, 1, readonly=True)).readonly"]:
    show(text)
m[0, 1] = 99
show("g.at(0, 1), g.exports()")
m.release()
show("g.exports(), m.tolist()")
for flags in (0, 1, 4, 8, 24, 56, 88, 152, 284, 285):
    show(f"grid.describe(g, {flags})")
    show(f"grid.describe(b'abc', {flags})")
show("grid.describe(memoryview(b'abcdef')[::2], 0)")
show("grid.describe(memoryview(b'abcdef')[::2], 24)")
with memoryview(g) as inner:
    print(g.exports(), inner.toreadonly().readonly)
print(g.exports())
