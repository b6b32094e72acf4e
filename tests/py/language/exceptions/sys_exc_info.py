import sys
print(sys.exc_info())  # expect: (None, None, None)
try: 1 / 0
except ZeroDivisionError as e:
    t, v, tb = sys.exc_info()
    print(t is ZeroDivisionError, v is e, tb is e.__traceback__, sys.exception() is e)  # expect: True True True True
    def f(): return sys.exc_info()[0]
    print(f())  # expect: <class 'ZeroDivisionError'>
    try: raise KeyError
    except KeyError: print(f())  # expect: <class 'KeyError'>
    print(f())  # expect: <class 'ZeroDivisionError'>
print(sys.exc_info()[0])  # expect: None
