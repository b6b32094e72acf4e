import _thread, time
lock = _thread.allocate_lock()
done = _thread.allocate_lock()
done.acquire()
out = []
def work(a, b=0):
    with lock: out.append((a, b))
    done.release()
_thread.start_new_thread(work, (1,), {"b": 2})
done.acquire()
print(out, lock.locked(), lock.acquire(False), lock.acquire(False), lock.acquire(timeout=0.01), type(_thread.get_ident()).__name__)
# expect: [(1, 2)] False True False False int
lock.release()
lock.release()  # raises: RuntimeError: release unlocked lock
_thread.start_new_thread(5, ())  # raises: TypeError: first arg must be callable
_thread.start_new_thread(len, 5)  # raises: TypeError: 2nd arg must be a tuple
