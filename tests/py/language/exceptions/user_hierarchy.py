class Base(Exception):
    def __init__(self, code, *a):
        super().__init__(code, *a)
        self.code = code
class Sub(Base):
    def __str__(self): return f"sub {self.code}"
try: raise Sub(7, "x")
except Base as e: print(e, repr(e), e.args, e.code)  # expect: sub 7 Sub(7, 'x') (7, 'x') 7
raise Sub(8)  # raises: Sub: sub 8
