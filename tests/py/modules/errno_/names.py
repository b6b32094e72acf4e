# Numbers by name, names by number.
import errno
print(errno.ENOENT, errno.errorcode[errno.ENOENT])  # expect: 2 ENOENT
print(errno.EWOULDBLOCK == errno.EAGAIN, errno.errorcode[errno.EAGAIN])  # expect: True EAGAIN
print(errno.errorcode[errno.EDEADLK], errno.errorcode[errno.ENOTSUP])  # expect: EDEADLOCK ENOTSUP
print(len(errno.errorcode) > 120, all(getattr(errno, n) == c for c, n in errno.errorcode.items()))  # expect: True True
