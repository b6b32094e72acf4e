# what a local holds is seen by the collector, and goes with the thread
import _thread, gc, threading, weakref
class Item:
    pass
item = Item()
item.local = _thread._local()
item.local.item = item
alive = weakref.ref(item)
del item
gc.collect()
print(alive())  # expect: None
local = _thread._local()
local.x = "main"
def use():
    global other
    local.x = Item()
    other = weakref.ref(local.x)
thread = threading.Thread(target=use)
thread.start(), thread.join()
print(other(), local.x)  # expect: None main
class Strict(_thread._local):
    def __init__(self, ok):
        if threading.current_thread() is not threading.main_thread():
            raise ValueError("not here")
        self.ok = ok
strict = Strict(1)
def fail():
    for i in range(2):
        try:
            strict.ok
        except ValueError as error:
            print(error)
# expect: not here
# expect: not here
thread = threading.Thread(target=fail)
thread.start(), thread.join()
print(strict.ok)  # expect: 1
