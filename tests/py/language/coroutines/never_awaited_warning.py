import warnings
warnings.simplefilter("ignore")
async def f(): pass
f()
warnings.simplefilter("error", RuntimeWarning)
f()
# stderr: RuntimeWarning: coroutine 'f' was never awaited
