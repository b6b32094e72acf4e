# classes of a native module outlive it
import sys
from _queue import SimpleQueue, Empty
from _socket import socket
del sys.modules["_queue"], sys.modules["_socket"]
import gc; gc.collect()
s = socket()
print(s.gettimeout())  # expect: None
s.close()
try:
    SimpleQueue().get_nowait()
except Empty:
    print("empty")  # expect: empty
