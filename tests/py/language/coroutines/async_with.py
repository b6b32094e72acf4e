class M:
    async def __aenter__(self): print("aenter"); return 5
    async def __aexit__(self, t, v, tb): print("aexit", t); return t is ValueError
async def f():
    async with M() as x, M():
        print("body", x)
    async with M(): raise ValueError
    return "end"
try: f().send(None)
except StopIteration as e: print(e.value)
# expect: aenter
# expect: aenter
# expect: body 5
# expect: aexit None
# expect: aexit None
# expect: aenter
# expect: aexit <class 'ValueError'>
# expect: end
