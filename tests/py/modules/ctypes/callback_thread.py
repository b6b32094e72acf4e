import threading
from ctypes import *

libc = CDLL(None)
Start = CFUNCTYPE(c_void_p, c_void_p)
seen = []


@Start
def start(argument):
    seen.append((argument, threading.get_ident() != main, type(threading.current_thread()).__name__))
    return argument * 2


main = threading.get_ident()
threads = (c_ulong * 3)()
for i in range(3):
    libc.pthread_create(byref(threads, i * sizeof(c_ulong)), None, start, c_void_p(i + 1))
results = []
for i in range(3):
    result = c_void_p()
    libc.pthread_join(c_ulong(threads[i]), byref(result))
    results.append(result.value)
print(results, sorted(seen))
# expect: [2, 4, 6] [(1, True, '_DummyThread'), (2, True, '_DummyThread'), (3, True, '_DummyThread')]
