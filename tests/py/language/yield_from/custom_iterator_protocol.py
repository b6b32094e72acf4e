class I:
    def __iter__(self): return self
    def __next__(self): return "next"
    def send(self, v): return ("sent", v)
    def throw(self, *a): return ("thrown", a[0])
    def close(self): print("closed")
def g(): yield from I()
it = g()
print(next(it), it.send(5), it.throw(ValueError), next(it))
# expect: next ('sent', 5) ('thrown', <class 'ValueError'>) next
it.close()  # expect: closed
