log = []
class A:
    def __add__(self, o): log.append("A.add"); return NotImplemented
class B:
    def __radd__(self, o): log.append("B.radd"); return NotImplemented
try: A() + B()
except TypeError as e: print(e, log)  # expect: unsupported operand type(s) for +: 'A' and 'B' ['A.add', 'B.radd']
log.clear()
try: A() + A()
except TypeError as e: print(e, log)  # expect: unsupported operand type(s) for +: 'A' and 'A' ['A.add']
