import _multiprocessing, os
def make(kind, value, maxvalue):
    return _multiprocessing.SemLock(kind, value, maxvalue, f"/pyemb-{os.getpid()}", True)
s = make(1, 2, 2)
print(s.acquire(), s.acquire(True, 1.5), s.acquire(False), s.acquire(timeout=0.01), s._count(), s._get_value(), s._is_zero())
# expect: True True False False 2 0 True
s.release()
print(s._get_value(), s.name, s.kind, s.maxvalue, type(s.handle))  # expect: 1 None 1 2 <class 'int'>
mutex = make(0, 1, 1)
with mutex:
    print(mutex.acquire(), mutex._count(), mutex._is_mine())  # expect: True 2 True
    mutex.release()
print(mutex._is_mine())  # expect: False
again = _multiprocessing.SemLock._rebuild(s.handle, 1, 2, None)
again.acquire()
pid = os.fork()
if pid == 0:
    again._after_fork()
    again.release()
    os._exit(again._get_value())
os.waitpid(pid, 0)
print(s._get_value(), again._count())  # expect: 1 1
again.release(), again.release()  # raises: ValueError: semaphore or lock released too many times
mutex.release()  # raises: AssertionError: attempt to release recursive lock not owned by thread
make(5, 1, 1)  # raises: ValueError: unrecognized kind
_multiprocessing.sem_unlink("/none such")  # raises: FileNotFoundError: [Errno 2] No such file or directory
