import threading
import time
from ctypes import *

libc = CDLL(None)
ticks = []
stop = threading.Event()


def tick():
    while not stop.is_set():
        ticks.append(1)
        time.sleep(0.001)


thread = threading.Thread(target=tick)
thread.start()
libc.usleep(100000)  # others run meanwhile
stop.set()
thread.join()
print(len(ticks) > 5)  # expect: True
