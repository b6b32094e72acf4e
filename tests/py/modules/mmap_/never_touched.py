# pyemb-only: memory that may not be touched ends python3.11
import mmap
m = mmap.mmap(-1, 10, prot=0)
print(m.closed)          # expect: False
m[0]                     # raises: PermissionError: [Errno 13] Permission denied
