# Wrong arguments are named with their function.
import posix
def show(f, *args, **kw):
    try:
        f(*args, **kw)
    except Exception as e:
        print(type(e).__name__, e)
show(posix.stat, None)    # expect: TypeError stat: path should be string, bytes, os.PathLike or integer, not NoneType
show(posix.mkdir, 1)    # expect: TypeError mkdir: path should be string, bytes or os.PathLike, not int
show(posix.listdir, 1.5)
# expect: TypeError listdir: path should be string, bytes, os.PathLike, integer or None, not float
show(posix.rename, "a", 2)    # expect: TypeError rename: dst should be string, bytes or os.PathLike, not int
show(posix.stat, "a", dir_fd="x")    # expect: TypeError argument should be integer or None, not str
show(posix.stat, 1, follow_symlinks=False)  # expect: ValueError stat: cannot use fd and follow_symlinks together
show(posix.stat, "a\0b")    # expect: ValueError embedded null byte
show(posix.chown, "a", "b", 1)    # expect: TypeError uid should be integer, not str
show(posix.fsync, "a")    # expect: TypeError argument must be an int, or have a fileno() method.
show(posix.fsync, -1)    # expect: ValueError file descriptor cannot be a negative integer (-1)
