class E:
    def __set_name__(self, o, n): raise ValueError("no " + n)
try:
    class B: e = E()
except RuntimeError as err:
    print(err, repr(err.__cause__))  # expect: Error calling __set_name__ on 'E' instance 'e' in 'B' ValueError('no e')
