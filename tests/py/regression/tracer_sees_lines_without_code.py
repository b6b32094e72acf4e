import sys
def traced(function):
    events = []
    def trace(frame, event, argument):
        if frame.f_code is function.__code__:
            events.append((frame.f_lineno - function.__code__.co_firstlineno, event))
            return trace
    sys.settrace(trace)
    function()
    sys.settrace(None)
    print(events)
def statements_without_code():
    while 0:
        pass
    try:
        pass
    finally:
        x = 1
def joint_end():
    for i in range(1):
        if i:
            x = 1
def reraised():
    try:
        try:
            1 / 0
        except ValueError:
            pass
    except ZeroDivisionError:
        pass
traced(statements_without_code)
# expect: [(0, 'call'), (1, 'line'), (3, 'line'), (4, 'line'), (6, 'line'), (6, 'return')]
traced(joint_end)  # expect: [(0, 'call'), (1, 'line'), (2, 'line'), (1, 'line'), (1, 'return')]
traced(reraised)
# expect: [(0, 'call'), (1, 'line'), (2, 'line'), (3, 'line'), (3, 'exception'), (4, 'line'), (6, 'line'), (7, 'line'), (7, 'return')]
