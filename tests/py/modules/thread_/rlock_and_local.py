import _thread
r = _thread.RLock()
print(r.acquire(), r.acquire(), r._is_owned())  # expect: True True True
r.release(); r.release()
l = _thread._local()
l.x = 5
print(l.x, vars(l))  # expect: 5 {'x': 5}
r.release()  # raises: RuntimeError: cannot release un-acquired lock
l.y  # raises: AttributeError: '_thread._local' object has no attribute 'y'
