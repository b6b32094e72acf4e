import sys
wanted = False
seen = []
def hook(event, arguments):
    if wanted:
        seen.append(f"{event} {arguments[1]} {len(arguments)}")
sys.addaudithook(hook)
def function(a=1): yield
class C: pass
class D: pass
instance = C()
wanted = True
function.__code__
function.__defaults__ = (2,)
function.__kwdefaults__ = None
function().gi_frame
C.__name__ = "E"
C.__bases__ = (object,)
instance.__class__ = D
C.attribute = 1
wanted = False
print(*seen, sep="\n")
# expect: object.__getattr__ __code__ 2
# expect: object.__setattr__ __defaults__ 3
# expect: object.__delattr__ __kwdefaults__ 2
# expect: object.__getattr__ gi_frame 2
# expect: object.__setattr__ __name__ 3
# expect: object.__setattr__ __bases__ 3
# expect: object.__setattr__ __class__ 3
# grows: an audit hook stays
