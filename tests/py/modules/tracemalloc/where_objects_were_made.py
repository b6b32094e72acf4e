import os, tracemalloc
print(tracemalloc.get_object_traceback([]))  # expect: None
tracemalloc.start(3)
def make():
    return bytearray(100)
made = make()
print([frame.lineno for frame in tracemalloc.get_object_traceback(made)])  # expect: [6, 5]
print(os.path.basename(tracemalloc.get_object_traceback(made)[0].filename))  # expect: where_objects_were_made.py
tracemalloc.stop()
print(tracemalloc.get_object_traceback(made))  # expect: None
