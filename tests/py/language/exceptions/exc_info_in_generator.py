import sys
def g():
    yield sys.exc_info()[0]
    try: raise ValueError
    except ValueError:
        yield sys.exc_info()[0]
    yield sys.exc_info()[0]
it = g()
try: 1 / 0
except ZeroDivisionError:
    print(next(it), sys.exc_info()[0])  # expect: <class 'ZeroDivisionError'> <class 'ZeroDivisionError'>
    print(next(it), sys.exc_info()[0])  # expect: <class 'ValueError'> <class 'ZeroDivisionError'>
print(next(it), sys.exc_info()[0])  # expect: None None
