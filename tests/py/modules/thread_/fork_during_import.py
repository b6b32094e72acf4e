# fork() waits for an import of another thread
import _imp, os, sys, threading, time
started = threading.Event()
def importer():
    _imp.acquire_lock()
    sys.modules["half"] = "half"
    started.set()
    time.sleep(0.01)
    sys.modules["half"] = "whole"
    _imp.release_lock()
thread = threading.Thread(target=importer)
thread.start()
started.wait()
pid = os.fork()
if pid == 0:
    os._exit(0 if sys.modules["half"] == "whole" and not _imp.lock_held() else 1)
thread.join()
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))  # expect: 0
print(threading.get_ident() in sys._current_frames())  # expect: True
_imp.release_lock()  # raises: RuntimeError: not holding the import lock
