# A file's life: made, written, read, seen, truncated, timed, linked, gone.
import posix
name = "/tmp/pyemb-file-%d" % posix.getpid()
fd = posix.open(name, posix.O_CREAT | posix.O_RDWR | posix.O_EXCL, 0o600)
print(posix.get_inheritable(fd), posix.write(fd, b"hello world"), posix.lseek(fd, 6, 0), posix.read(fd, 10), posix.pread(fd, 5, 0))
# expect: False 11 6 b'world' b'hello'
posix.ftruncate(fd, 5)
print(posix.fstat(fd).st_size, oct(posix.stat(fd).st_mode), posix.writev(fd, [b"ab", bytearray(b"c")]))
# expect: 5 0o100600 3
posix.utime(name, ns=(1_500_000_001, 2_000_000_002))
s = posix.stat(name)
print(s.st_atime, s.st_mtime_ns, s.st_mtime, s[8], len(s))  # expect: 1.500000001 2000000002 2.000000002 2 10
posix.utime(name, (1.25, 3))
print(posix.stat(name).st_atime_ns, posix.access(name, posix.R_OK))  # expect: 1250000000 True
posix.symlink(name, name + "s")
print(posix.readlink(name + "s") == name, posix.lstat(name + "s").st_size == len(name), posix.stat(name + "s").st_ino == s.st_ino)
# expect: True True True
posix.unlink(name + "s")
posix.close(fd)
posix.remove(name)
