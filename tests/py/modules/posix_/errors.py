# Failures are OSErrors of the subclass that errno asks for, with the file names.
import posix
def show(f, *args):
    try:
        f(*args)
    except OSError as e:
        print(type(e).__name__, e.errno, e.filename, e.filename2)
show(posix.stat, "/no/such")  # expect: FileNotFoundError 2 /no/such None
show(posix.rename, "/no/a", "/no/b")  # expect: FileNotFoundError 2 /no/a /no/b
show(posix.mkdir, b"/tmp")  # expect: FileExistsError 17 b'/tmp' None
show(posix.rmdir, "/etc/passwd")  # expect: NotADirectoryError 20 /etc/passwd None
show(posix.close, 9999)  # expect: OSError 9 None None
show(posix.waitpid, -1, 0)  # expect: ChildProcessError 10 None None
