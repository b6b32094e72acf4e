import errno
import threading
from ctypes import *

libc = CDLL(None, use_errno=True)
set_errno(0)
print(libc.close(-1), get_errno() == errno.EBADF, set_errno(7) == errno.EBADF, get_errno())  # expect: -1 True True 7
thread = threading.Thread(target=lambda: print(get_errno()))  # expect: 0
thread.start()
thread.join()
plain = CDLL(None)
print(plain.close(-1), get_errno())  # expect: -1 7
F = CFUNCTYPE(c_int, use_errno=True)
print(F(lambda: set_errno(11))(), get_errno())  # expect: 7 11
set_errno('x')  # raises: TypeError: 'str' object cannot be interpreted as an integer
