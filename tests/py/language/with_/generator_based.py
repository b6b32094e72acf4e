from contextlib import contextmanager, suppress, ExitStack, closing
@contextmanager
def cm(x):
    print("in", x)
    try: yield x * 2
    except ValueError as e: print("caught", e)
    finally: print("out", x)
with cm(1) as v: print(v)
# expect: in 1
# expect: 2
# expect: out 1
with cm(2): raise ValueError("boom")
# expect: in 2
# expect: caught boom
# expect: out 2
with suppress(KeyError): {}["x"]
with ExitStack() as s:
    s.enter_context(cm(3))
    s.callback(print, "callback")
# expect: in 3
# expect: callback
# expect: out 3
