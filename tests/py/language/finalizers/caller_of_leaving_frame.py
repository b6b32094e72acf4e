# What dies because a function returns or raises is called from where the function returns to.
import sys

class Tells:
    def __init__(self, where):
        self.where = where
    def __del__(self):
        frame = sys._getframe(1)
        print(self.where, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, sorted(frame.f_locals))

def returns():
    first, second = Tells("returns"), Tells("second")
    return 1
def shows_locals():
    tells = Tells("locals")
    return sorted(locals())
def keeps_frame():
    tells = Tells("frame")
    return sys._getframe()
def raises():
    tells = Tells("raises")
    1 / 0
def yields():
    tells = Tells("yields")
    yield 1
class Made:
    def __init__(self):
        tells = Tells("init")
    @property
    def got(self):
        tells = Tells("property")
        return 2
def caller():
    here = 1
    returns()
    shows_locals()
    frame = keeps_frame()
    frame = None
    try:
        raises()
    except ZeroDivisionError as e:
        e.__traceback__ = None
    list(yields())
    Made().got
    list(map(lambda n: Tells("map") and None, [1]))
    return here
caller()
# expect: returns caller 2 ['here']
# expect: second caller 2 ['here']
# expect: locals caller 3 ['here']
# expect: frame caller 5 ['frame', 'here']
# expect: raises caller 9 ['e', 'frame', 'here']
# expect: yields caller 10 ['frame', 'here']
# expect: init caller 11 ['frame', 'here']
# expect: property caller 11 ['frame', 'here']
# expect: map <lambda> 0 ['n']
