import sys
def try_to_jump(frame, line):
    try:
        frame.f_lineno = line
    except ValueError as error:
        print(error)
def tracer(frame, event, argument):
    if frame.f_code is not work.__code__:
        return None
    if event in ("call", "return"):
        try_to_jump(frame, first + 1)
    elif frame.f_lineno == first + 1:
        for line in (first - 1, first + 99, first + 3, first + 7, "x"):
            try_to_jump(frame, line)
    return tracer
def work():
    a = 1
    for b in (2,):
        c = 3
    try:
        d = 4
    except ValueError:
        e = 5
first = work.__code__.co_firstlineno
sys.settrace(tracer)
work()
# expect: can't jump from the 'call' trace event of a new frame
# expect: line 15 comes before the current code block
# expect: line 115 comes after the current code block
# expect: can't jump into the body of a for loop
# expect: can't jump into an 'except' block as there's no exception
# expect: lineno must be an integer
# expect: can only jump from a 'line' trace event
sys.settrace(None)
try_to_jump(sys._getframe(), 1)  # expect: can't jump from the 'call' trace event of a new frame
