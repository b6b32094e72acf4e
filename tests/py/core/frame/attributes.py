import sys
def f(a):
    b = 2
    fr = sys._getframe()
    return fr.f_code.co_name, fr.f_lineno, sorted(fr.f_locals), fr.f_back.f_code.co_name, fr.f_globals is globals(), type(fr).__name__, fr.f_builtins["len"] is len
print(f(1))  # expect: ('f', 5, ['a', 'b', 'fr'], '<module>', True, 'frame', True)
def g(): return sys._getframe(1).f_code.co_name
def h(): return g()
print(h(), sys._getframe().f_lineno, sys._getframe().f_locals is globals())  # expect: h 9 True
sys._getframe(100)  # raises: ValueError: call stack is not deep enough
sys._getframe("x")  # raises: TypeError: 'str' object cannot be interpreted as an integer
