import sys
names = []
def tracer(frame, event, argument):
    names.append(frame.f_code.co_name)
class Hook:
    __cantrace__ = True
    def __call__(self, event, arguments): pass
def plain(event, arguments): pass
sys.addaudithook(plain)
sys.addaudithook(Hook())
sys.settrace(tracer)
sys.audit("x")
sys.settrace(None)
print(names[0])  # expect: __call__
# grows: an audit hook stays
