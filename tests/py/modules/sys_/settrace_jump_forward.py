import sys
def tracer(frame, event, argument):
    if frame.f_code is work.__code__ and event == "line" and frame.f_lineno == first + 2:
        frame.f_lineno = first + 4
    return tracer
def work():
    print("one")
    print("two")
    print("three")
    print("four")
first = work.__code__.co_firstlineno
sys.settrace(tracer)
work()
# expect: one
# expect: four
sys.settrace(None)
