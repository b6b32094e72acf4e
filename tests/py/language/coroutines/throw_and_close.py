class A:
    def __await__(self):
        try: yield "suspended"
        except ValueError as e: return "handled " + str(e)
async def f():
    try: return await A()
    finally: print("finally")
c = f()
print(c.send(None))  # expect: suspended
try: c.throw(ValueError("v"))  # expect: finally
except StopIteration as e: print(e.value)  # expect: handled v
c = f(); c.send(None); c.close()  # expect: finally
