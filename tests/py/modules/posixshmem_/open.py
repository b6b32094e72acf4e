import _posixshmem, os
name = f"/pyemb-{os.getpid()}"
fd = _posixshmem.shm_open(name, os.O_CREAT | os.O_RDWR, mode=0o600)
os.ftruncate(fd, 100)
print(os.fstat(fd).st_size, os.get_inheritable(fd))  # expect: 100 False
os.close(fd)
_posixshmem.shm_unlink(name)
try:
    _posixshmem.shm_unlink(name)
except FileNotFoundError as error:
    print(error.filename == name)  # expect: True
