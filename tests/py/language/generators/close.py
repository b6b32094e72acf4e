def g():
    try: yield 1
    except GeneratorExit: print("exit"); raise
    finally: print("finally")
it = g()
next(it)
print(it.close(), it.close())
# expect: exit
# expect: finally
# expect: None None
def never(): print("x"); yield
print(never().close())  # expect: None
def stubborn():
    try: yield 1
    except GeneratorExit: yield 2
    yield 3
s = stubborn(); next(s)
try: s.close()
except RuntimeError as e: print(e)  # expect: generator ignored GeneratorExit
print(list(s))  # expect: [3]
