async def a(): await b()
async def b(): await c()
async def c(): raise ValueError("deep")
a().send(None)
