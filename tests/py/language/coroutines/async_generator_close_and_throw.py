async def g():
    try: yield 1
    except ValueError as e: yield ("caught", str(e))
    finally: print("finally")
async def f():
    a = g()
    await a.__anext__()
    print(await a.athrow(ValueError("v")))
    await a.aclose()
    b = g()
    await b.__anext__()
    await b.aclose()
    print([x async for x in b])
try: f().send(None)
except StopIteration: print("end")
# expect: ('caught', 'v')
# expect: finally
# expect: finally
# expect: []
# expect: end
