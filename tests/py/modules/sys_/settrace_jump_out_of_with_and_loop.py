import sys
class Manager:
    def __enter__(self): return self
    def __exit__(self, *details): print("exit")
def tracer(frame, event, argument):
    if frame.f_code is work.__code__ and event == "line" and frame.f_lineno == first + 3:
        frame.f_lineno = first + 5
    return tracer
def work():
    for i in (1, 2):
        with Manager():
            print("body")
        print("next")
    print("after", i)
first = work.__code__.co_firstlineno
sys.settrace(tracer)
work()  # expect: after 1
sys.settrace(None)
