import _warnings, sys
sys.stderr = sys.stdout
class Loader:
    def __init__(self, source):
        self.source = source
    def get_source(self, name):
        return self.source
class Odd(str):
    def splitlines(self):
        return 42
for source in (Odd("a line"), 42, ""):
    try:
        _warnings.warn_explicit("careful", UserWarning, "no_file", 1, module_globals={"__loader__": Loader(source), "__name__": "module"})
    except Exception as error:
        print(type(error), error)
# expect: no_file:1: UserWarning: careful
# expect: <class 'TypeError'> must be str, not int
# expect: <class 'IndexError'> list index out of range
