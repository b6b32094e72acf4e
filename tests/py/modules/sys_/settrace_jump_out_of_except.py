import sys
def tracer(frame, event, argument):
    if frame.f_code is work.__code__ and event == "line" and frame.f_lineno == first + 4:
        frame.f_lineno = first + 5
    return tracer
def work():
    try:
        1 / 0
    except ZeroDivisionError:
        print("handled")
    print(sys.exc_info())
first = work.__code__.co_firstlineno
sys.settrace(tracer)
work()  # expect: (None, None, None)
sys.settrace(None)
