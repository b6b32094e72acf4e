# pyemb-only: python3.11 takes any number for a semaphore, and crashes
import _multiprocessing
_multiprocessing.SemLock._rebuild(4096, 1, 1, None)   # raises: OSError: [Errno 22] Invalid argument
