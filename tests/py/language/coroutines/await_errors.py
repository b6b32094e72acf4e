def run(c):
    try: c.send(None)
    except StopIteration as e: return e.value
async def a(): await 5
async def b(): await None
class Bad:
    def __await__(self): return 5
async def c(): await Bad()
class Co:
    def __await__(self): return d()
async def d(): pass
async def e(): await [1]
run(a())  # raises: TypeError: object int can't be used in 'await' expression
run(b())  # raises: TypeError: object NoneType can't be used in 'await' expression
run(c())  # raises: TypeError: __await__() returned non-iterator of type 'int'
run(e())  # raises: TypeError: object list can't be used in 'await' expression
