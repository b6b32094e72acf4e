async def f(): return await 5
try: f().send(None)
finally: pass
