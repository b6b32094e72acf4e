class Proxy:
    def __mro_entries__(self, bases):
        print("entries", len(bases))
        return (int,)
p = Proxy()
class A(p): pass  # expect: entries 1
print(A.__bases__, A.__orig_bases__ == (p,), A(5) + 1)  # expect: (<class 'int'>,) True 6
class Bad:
    def __mro_entries__(self, bases): return 5
class B(Bad()): pass  # raises: TypeError: __mro_entries__ must return a tuple
