import types
c = types.CellType(5)
print(c.cell_contents, c == types.CellType(5), c < types.CellType(6))  # expect: 5 True True
c.cell_contents = 7
print(c.cell_contents, types.CellType() == types.CellType())  # expect: 7 True
del c.cell_contents
c.cell_contents  # raises: ValueError: Cell is empty
