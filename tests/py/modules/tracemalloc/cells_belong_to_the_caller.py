import tracemalloc
tracemalloc.start(5)
def outer(x):
    def inner():
        return x
    return inner
cell = outer([]).__closure__[0]
print([frame.lineno for frame in tracemalloc.get_object_traceback(cell)])  # expect: [7]
tracemalloc.stop()
