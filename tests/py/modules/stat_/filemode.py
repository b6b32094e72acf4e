# filemode() and the tests of a file's type.
import _stat as s
print(s.filemode(0o100644), s.filemode(0o104755), s.filemode(0o41777), s.filemode(0o42644), s.filemode(0))
# expect: -rw-r--r-- -rwsr-xr-x drwxrwxrwt drw-r-Sr-- ?---------
print(s.S_ISDIR(0o40755), s.S_ISREG(0o40755), s.S_ISLNK(0o120777), s.S_ISDOOR(0))  # expect: True False True False
print(oct(s.S_IMODE(0o104755)), oct(s.S_IFMT(0o104755)))  # expect: 0o4755 0o100000
s.filemode("x")  # raises: TypeError: an integer is required
