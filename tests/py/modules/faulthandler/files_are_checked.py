import faulthandler, sys
class Nowhere:
    def fileno(self): return -1
faulthandler.enable(Nowhere())  # raises: RuntimeError: file.fileno() is not a valid file descriptor
faulthandler.enable(-1)  # raises: ValueError: file is not a valid file descripter
faulthandler.enable("name")  # raises: AttributeError: 'str' object has no attribute 'fileno'
sys.stderr = None
try:
    faulthandler.dump_traceback()
except RuntimeError as error:
    print(error)  # expect: sys.stderr is None
sys.stderr = sys.__stderr__
