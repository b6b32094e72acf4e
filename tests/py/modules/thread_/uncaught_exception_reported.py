import _thread
l = _thread.allocate_lock(); l.acquire()
def f():
    try: raise ValueError("in thread")
    finally: l.release()
_thread.start_new_thread(f, ())
l.acquire()
import time; time.sleep(0.05)
print("main goes on")  # expect: main goes on
# stderr: ValueError: in thread
