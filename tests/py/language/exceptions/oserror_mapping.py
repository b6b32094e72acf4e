for n in [1, 2, 13, 17, 20, 21, 4, 11, 32, 104, 110, 111, 3, 10, 999]:
    print(type(OSError(n, "m")).__name__, end=" ")
    # expect: PermissionError FileNotFoundError PermissionError FileExistsError NotADirectoryError IsADirectoryError InterruptedError BlockingIOError BrokenPipeError ConnectionResetError TimeoutError ConnectionRefusedError ProcessLookupError ChildProcessError OSError
print()
e = OSError(2, "msg", "file", None, "file2")
print(e.errno, e.strerror, e.filename, e.filename2, str(e), e.args)
# expect: 2 msg file file2 [Errno 2] msg: 'file' -> 'file2' (2, 'msg')
print(str(OSError(1, "m")), str(OSError("only")), OSError().errno, repr(OSError(5, "x", "f")))
# expect: [Errno 1] m only None OSError(5, 'x')
class My(OSError): pass
print(type(My(2, "x")).__name__)  # expect: My
