import _tracemalloc
print(_tracemalloc.get_traceback_limit())  # expect: 1
_tracemalloc.start(0)  # raises: ValueError: the number of frames must be in range [1; 65535]
_tracemalloc.start(65536)  # raises: ValueError: the number of frames must be in range [1; 65535]
_tracemalloc.start("1")  # raises: TypeError: 'str' object cannot be interpreted as an integer
_tracemalloc.start(7)
_tracemalloc.start(9)
print(_tracemalloc.get_traceback_limit(), _tracemalloc.is_tracing())  # expect: 7 True
_tracemalloc.stop()
print(_tracemalloc.get_traceback_limit(), _tracemalloc._get_traces())  # expect: 7 []
